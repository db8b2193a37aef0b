// Recognition facts over HTTP: a file, or one fact.
#include "base/csv.h"
#include "platform/inspection/write_request.h"
#include "programme/recognition/import_facts.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/recognition/record_facts.h"

namespace luytre::recognition {
namespace {

constexpr std::string_view columns[] = {
    "date",  "kind", "district",   "commune", "title_level",      "status", "decision",
    "value", "note", "source_url", "trust",   "achievement_year", "set"};

Result<http::Response> record(const commands::Asked& asked, const RecordDoors& doors, const CsvTable& table,
                              std::string province) {
  const auto known = doors.source();
  if (!known) return pass_on(known);
  if (province.empty()) province = known->province;
  if (province.empty()) return refuse("recognition.which_province");
  const auto batch = read_facts(table, *known->units, province);
  if (!batch) return pass_on(batch);
  const auto recorded = record_facts(doors.writer, *known->titles, asked, *batch, table.name, province);
  if (!recorded) return pass_on(recorded);
  json::array unplaced;
  for (const std::string& row : batch->unplaced) unplaced.emplace_back(row);
  return inspection::written_response(asked, {{"event", recorded->event},
                                              {"titles", recorded->titles},
                                              {"quoted", recorded->quoted},
                                              {"unchanged", recorded->unchanged},
                                              {"unplaced", std::move(unplaced)}});
}

Result<http::Response> post_import(const http::Request& request, const RecordDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (!request.actor.is_signed_in()) {
    if (auto may = doors.guard(request.actor, {"recognition.record", "", {}, {}}); !may) return pass_on(may);
  }
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  std::string province = upload->fields.text_or_empty("province");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const http::FormPart& file = upload->files.front();
  const auto table = parse_csv(file.bytes, file.file_name);
  if (!table) return pass_on(table);
  return record(*asked, doors, *table, std::move(province));
}

Result<http::Response> post_fact(const http::Request& request, const RecordDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  CsvTable table;
  table.name = "recognition";
  CsvRow row;
  row.line = 1;
  for (const std::string_view column : columns) {
    table.header.emplace_back(column);
    const bool is_needed = column == "date" || column == "kind";
    row.cells.push_back(is_needed ? members->text(column) : members->text_or_empty(column));
  }
  table.rows.push_back(std::move(row));
  std::string province = members->text_or_empty("province");
  if (auto read = members->finish(); !read) return pass_on(read);
  return record(*asked, doors, table, std::move(province));
}

}  // namespace

void add_record_routes(http::Router& router, const RecordDoors& doors) {
  router.post(
      "/api/v1/recognitions/import", [doors](const http::Request& request) { return post_import(request, doors); },
      import_bytes_max);
  router.post("/api/v1/recognitions", [doors](const http::Request& request) { return post_fact(request, doors); });
}

}  // namespace luytre::recognition
