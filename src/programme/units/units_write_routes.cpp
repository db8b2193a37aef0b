// The register's files, brought over HTTP.
#include "platform/http/body.h"
#include "platform/inspection/write_request.h"
#include "programme/units/import_boundaries.h"
#include "programme/units/import_units.h"
#include "programme/units/units_routes.h"

namespace luytre::units {
namespace {

constexpr std::size_t files_max = 10;
constexpr std::size_t units_bytes_max = 32U << 20U;
constexpr std::size_t boundaries_bytes_max = 64U << 20U;

Result<http::Response> post_import(const http::Request& request, commands::Writer& writer) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto upload = http::upload_body(request, files_max);
  if (!upload) return pass_on(upload);
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  std::vector<NamedFile> files;
  for (http::FormPart& part : upload->files) files.push_back({std::move(part.file_name), std::move(part.bytes)});
  const auto outcome = import_units(writer, *asked, files);
  if (!outcome) return pass_on(outcome);
  json::object answer = outcome_value(*outcome);
  json::array differences;
  for (const Flag& flag : outcome->list_differences) {
    differences.push_back(
        json::object{{"kind", flag.kind}, {"code", flag.code}, {"detail", flag.detail}, {"source", flag.source}});
  }
  answer["list_differences"] = std::move(differences);
  return inspection::written_response(*asked, std::move(answer));
}

Result<http::Response> post_boundaries(const http::Request& request, commands::Writer& writer) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  upload->fields.text("from");
  const auto from = inspection::date_member(upload->fields, "from");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const http::FormPart& file = upload->files.front();
  const auto outcome = import_boundaries(writer, *asked, file.bytes, file.file_name, *from);
  if (!outcome) return pass_on(outcome);
  return inspection::written_response(*asked, {{"changed", outcome->is_changed},
                                               {"event", outcome->event},
                                               {"features", outcome->features},
                                               {"points", outcome->points}});
}

}  // namespace

void add_units_write_routes(http::Router& router, commands::Writer& writer) {
  router.post(
      "/api/v1/units/import", [&writer](const http::Request& request) { return post_import(request, writer); },
      units_bytes_max);
  router.post(
      "/api/v1/units/boundaries", [&writer](const http::Request& request) { return post_boundaries(request, writer); },
      boundaries_bytes_max);
}

}  // namespace luytre::units
