// Bodies of requests: any bytes are a form or an object within the limits, or a problem that has a code. The first line
// is the content type, so that boundaries are as hostile as bodies.

#include "fuzz/input.h"
#include "platform/http/body.h"

namespace {

using luytre::fuzz::hold;
namespace http = luytre::http;

void look_at_parts(const http::Request& request) {
  const auto parts = http::form_body(request);
  if (!parts) {
    hold(!parts.error().code.empty(), "a problem has a code");
    return;
  }
  hold(parts->size() <= http::form_fields_max, "no more fields than the limit");
  std::size_t bytes = 0;
  for (const auto& part : *parts) {
    bytes += part.bytes.size();
    hold(part.file_name.find_first_of("/\\") == std::string::npos, "a file's name names no folder");
  }
  hold(bytes <= request.body.size(), "nothing is made out of nothing");
}

void look_at_members(const http::Request& request) {
  auto members = http::Members::of(request);
  if (!members) return;
  const std::string text = members->text("name", 100);
  static_cast<void>(members->integer("count"));
  static_cast<void>(members->flag("flag"));
  static_cast<void>(members->texts("list"));
  const auto read = members->finish();
  hold(!read || (!text.empty() && text.size() <= 100), "what is accepted is there and within its limit");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(luytre::fuzz::text_of(data, size));
  const std::size_t line = std::min(text.find('\n'), text.size());
  http::Request request;
  request.method = "POST";
  request.headers = {{"content-type", text.substr(0, line)}};
  request.body = text.substr(std::min(line + 1, text.size()));
  look_at_parts(request);
  look_at_members(request);
  hold(http::content_of(request) == http::content_of(request), "what was sent is the same when looked at again");
  static_cast<void>(http::body_field(request, "form_token"));
  if (const auto upload = http::upload_body(request, 2))
    hold(!upload->files.empty() && upload->files.size() <= 2, "files within the limit");
  return 0;
}
