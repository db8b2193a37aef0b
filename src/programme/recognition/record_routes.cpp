// Recognition facts over HTTP: a file, one decision, its announcement, a declaration of completeness.
#include <algorithm>

#include "base/csv.h"
#include "platform/inspection/write_request.h"
#include "programme/recognition/import_facts.h"
#include "programme/recognition/import_table.h"
#include "programme/recognition/preview.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/recognition/record_facts.h"
#include "programme/recognition/titles_story.h"

namespace luytre::recognition {
namespace {

constexpr std::string_view columns[] = {
    "date",     "kind",     "unit",  "district", "commune",    "title_level", "status",           "decision",
    "in_force", "document", "value", "note",     "source_url", "trust",       "achievement_year", "set"};

// What every write here begins with. Strangers learn nothing, not even what is wrong with their request.
struct Given {
  commands::Asked asked;
  http::Members members;
  KnownTitles known;
};

Done not_for_strangers(const http::Request& request, const RecordDoors& doors, const char* act) {
  if (request.actor.is_signed_in()) return {};
  return doors.guard(request.actor, {act, "", {}, {}});
}

Result<Given> given(const http::Request& request, const RecordDoors& doors, const char* act) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = not_for_strangers(request, doors, act); !may) return pass_on(may);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto known = doors.source();
  if (!known) return pass_on(known);
  return Given{*std::move(asked), *std::move(members), *std::move(known)};
}

RecordDesk desk_of(const RecordDoors& doors) { return {doors.writer, doors.guard, doors.today}; }

Result<std::string> province_of(const KnownTitles& known, std::string named) {
  if (named.empty()) named = known.province;
  if (named.empty()) return refuse("recognition.which_province");
  return named;
}

json::object told(const Recorded& recorded, const std::vector<std::string>& unplaced_rows) {
  json::array unplaced;
  for (const std::string& row : unplaced_rows) unplaced.emplace_back(row);
  return {{"event", recorded.event},
          {"titles", recorded.titles},
          {"quoted", recorded.quoted},
          {"unchanged", recorded.unchanged},
          {"unplaced", std::move(unplaced)}};
}

// Tried: every row says what it becomes, wrong ones too.
Result<http::Response> try_rows(const commands::Asked& asked, const RecordDoors& doors, const KnownTitles& known,
                                const std::vector<ReadRow>& rows, const std::string& file, const std::string& province,
                                Language language) {
  const FactBatch batch = batch_of(rows);
  if (auto may = doors.guard(asked.actor, {"recognition.record", province, {}, {}}); batch.is_empty() && !may) {
    return pass_on(may);
  }
  const auto recorded = record_facts(doors.writer, *known.titles, asked, batch, file, province);
  if (!recorded) return pass_on(recorded);
  json::object answer = told(*recorded, batch.unplaced);
  answer["rows"] = rows.size();
  answer["refused"] = std::count_if(rows.begin(), rows.end(), [](const ReadRow& row) { return bool(row.problem); });
  answer["items"] = preview_of(rows, *known.titles, language);
  answer["is_cut"] = rows.size() > previewed_rows_max;
  return inspection::written_response(asked, std::move(answer));
}

Result<http::Response> post_import(const http::Request& request, const RecordDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = not_for_strangers(request, doors, "recognition.record"); !may) return pass_on(may);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  std::string named = upload->fields.text_or_empty("province");
  upload->fields.text_or_empty("reason");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const http::FormPart& file = upload->files.front();
  const auto table = read_table(file.bytes, file.file_name);
  if (!table) return pass_on(table);
  const auto known = doors.source();
  if (!known) return pass_on(known);
  const auto province = province_of(*known, std::move(named));
  if (!province) return pass_on(province);
  auto rows = read_rows(*table, *known->units, *province);
  if (!rows) return pass_on(rows);
  check_rows(*rows, {*known->units, *known->law, *known->titles, doors.today()});
  if (asked->is_dry_run) {
    return try_rows(*asked, doors, *known, *rows, table->name, *province, request.language());
  }
  const auto batch = all_of(*rows, table->name);
  if (!batch) return pass_on(batch);
  const auto recorded = record_facts(doors.writer, *known->titles, *asked, *batch, table->name, *province);
  if (!recorded) return pass_on(recorded);
  return inspection::written_response(*asked, told(*recorded, batch->unplaced));
}

// The one row of a request: a decision about a title is recorded as one, everything else is a quoted fact.
Result<http::Response> record_row(const Given& got, const RecordDoors& doors, const ReadRow& row,
                                  const std::string& province) {
  if (row.problem) {
    Problem problem = *row.problem;
    problem.where.clear();  // there is no file to point at
    return tl::unexpected(std::move(problem));
  }
  if (!row.title || !row.title->decides()) {
    const FactBatch batch = batch_of({row});
    const auto recorded = record_facts(doors.writer, *got.known.titles, got.asked, batch, "recognition", province);
    if (!recorded) return pass_on(recorded);
    return inspection::written_response(got.asked, told(*recorded, batch.unplaced));
  }
  const auto written = record_decision(desk_of(doors), got.asked, got.known, *row.title);
  if (!written) return pass_on(written);
  Recorded recorded;
  recorded.event = written->event;
  recorded.titles = written->change == Change::unchanged ? 0 : 1;
  recorded.unchanged = 1 - recorded.titles;
  json::object answer = told(recorded, {});
  answer["change"] = name_of(written->change);
  answer["decision"] = to_json(*row.title);
  return inspection::written_response(got.asked, std::move(answer));
}

Result<http::Response> post_fact(const http::Request& request, const RecordDoors& doors) {
  auto got = given(request, doors, "recognition.record");
  if (!got) return pass_on(got);
  CsvTable table;
  table.name = "recognition";
  CsvRow row;
  row.line = 1;
  for (const std::string_view column : columns) {
    table.header.emplace_back(column);
    const bool is_needed = column == "date" || column == "kind";
    row.cells.push_back(is_needed ? got->members.text(column) : got->members.text_or_empty(column));
  }
  table.rows.push_back(std::move(row));
  std::string named = got->members.text_or_empty("province");
  got->members.text_or_empty("reason");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto province = province_of(got->known, std::move(named));
  if (!province) return pass_on(province);
  const auto rows = read_rows(table, *got->known.units, *province);
  if (!rows) return pass_on(rows);
  return record_row(*got, doors, rows->front(), *province);
}

std::optional<Date> needed_day(http::Members& members, std::string_view name) {
  members.text(name);
  return inspection::date_member(members, name);
}

Title needed_title(http::Members& members) {
  const std::string text = members.text("title");
  const auto title = title_named(text);
  if (!text.empty() && !title) members.refuse("title", {"recognition.unknown_title", {{"title", text}}, "", {}});
  return title.value_or(Title::ntm);
}

Result<http::Response> answer_written(const Given& got, const Written& written) {
  return inspection::written_response(got.asked, {{"event", written.event}, {"change", name_of(written.change)}});
}

Result<http::Response> post_announcement(const http::Request& request, const RecordDoors& doors) {
  auto got = given(request, doors, "recognition.record");
  if (!got) return pass_on(got);
  const std::string code = got->members.text("unit");
  Announcement one;
  one.title = needed_title(got->members);
  one.decision = got->members.text("decision");
  const auto day = needed_day(got->members, "day");
  one.words = got->members.text("place");
  one.link = got->members.text_or_empty("link");
  got->members.text_or_empty("reason");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  one.day = *day;
  const auto unit = find_unit(*got->known.units, code, one.day);
  if (!unit) return pass_on(unit);
  one.unit = (*unit)->id.text();
  const auto written = announce(desk_of(doors), got->asked, got->known, std::move(one));
  if (!written) return pass_on(written);
  return answer_written(*got, *written);
}

Result<http::Response> post_coverage(const http::Request& request, const RecordDoors& doors) {
  auto got = given(request, doors, "recognition.declare");
  if (!got) return pass_on(got);
  const std::string code = got->members.text("unit");
  Coverage one;
  one.title = needed_title(got->members);
  const auto from = needed_day(got->members, "from");
  const auto to = inspection::date_member(got->members, "to");
  const bool is_withdrawn = got->members.flag("withdraw");
  one.source = got->members.text_or_empty("source");
  one.reason = got->members.text_or_empty("reason");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  one.days = {*from, is_withdrawn ? *from : to.value_or(Date::open_end())};
  const auto unit = find_unit(*got->known.units, code, one.days.from);
  if (!unit) return pass_on(unit);
  one.unit = (*unit)->id.text();
  const auto written = declare(desk_of(doors), got->asked, got->known, std::move(one));
  if (!written) return pass_on(written);
  return answer_written(*got, *written);
}

}  // namespace

void add_record_routes(http::Router& router, const RecordDoors& doors) {
  router.post(
      "/api/v1/recognitions/import", [doors](const http::Request& request) { return post_import(request, doors); },
      import_bytes_max);
  router.post("/api/v1/recognitions", [doors](const http::Request& request) { return post_fact(request, doors); });
  router.post("/api/v1/recognitions/announcements",
              [doors](const http::Request& request) { return post_announcement(request, doors); });
  router.post("/api/v1/recognitions/coverage",
              [doors](const http::Request& request) { return post_coverage(request, doors); });
}

}  // namespace luytre::recognition
