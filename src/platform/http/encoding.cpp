#include "platform/http/encoding.h"

#include <zlib.h>

#include <algorithm>
#include <cassert>

#include "base/hash.h"
#include "platform/http/response.h"

namespace luytre::http {

bool is_text(std::string_view media_type) {
  const std::string_view bare = media_type.substr(0, media_type.find(';'));
  return bare.substr(0, 5) == "text/" || bare == "application/json" || bare == "application/problem+json" ||
         bare == "application/geo+json" || bare == "image/svg+xml" || bare == "application/javascript";
}

bool accepts_gzip(const Request& request) {
  const std::string_view accept = request.header("accept-encoding");
  std::size_t at = 0;
  while (at < accept.size()) {
    const std::size_t end = std::min(accept.find(',', at), accept.size());
    std::string item;
    for (const char c : accept.substr(at, end - at))
      if (c != ' ' && c != '\t') item.push_back(c);
    at = end + 1;
    const bool names_gzip = item.rfind("gzip", 0) == 0 && (item.size() == 4 || item[4] == ';');
    if (names_gzip) return item.find(";q=0") == std::string::npos || item.find(";q=0.") != std::string::npos;
  }
  return false;
}

std::string weak_etag(std::string_view body) { return "W/\"" + hex(sha256(body)).substr(0, 32) + "\""; }

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  constexpr int window_bits_with_gzip_header = 15 + 16;
  const int started =
      deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, window_bits_with_gzip_header, 8, Z_DEFAULT_STRATEGY);
  assert(started == Z_OK);
  static_cast<void>(started);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  std::string input(bytes);  // zlib's interface is not const
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int finished = deflate(&stream, Z_FINISH);
  assert(finished == Z_STREAM_END);
  static_cast<void>(finished);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

}  // namespace luytre::http
