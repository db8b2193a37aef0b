#include "platform/inspection/write_request.h"
#include "programme/villages/import_villages.h"
#include "programme/villages/keep_village.h"
#include "programme/villages/read_step.h"
#include "programme/villages/register_title.h"
#include "programme/villages/succeed.h"
#include "programme/villages/tick.h"
#include "programme/villages/villages_routes.h"

namespace luytre::villages {
namespace {

constexpr std::size_t list_bytes_max = std::size_t{8} << 20U;

// What every write here begins with.
struct Given {
  commands::Asked asked;
  http::Members members;
  Known known;
};

Result<Given> given(const http::Request& request, const VillagesDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  members->text_or_empty("reason");
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return Given{*std::move(asked), *std::move(members), *std::move(known)};
}

Result<http::Response> post_village(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  VillageWish wish;
  wish.name = members.text("name", name_bytes_max);
  wish.kind = choice<Kind>(members, "kind", kind_named, "thon, ban, to_dan_pho, khu");
  wish.commune = members.text("commune");
  wish.from = needed_date(members, "from");
  wish.code = members.text_or_empty("code", short_bytes_max);
  wish.households = members.integer("households");
  wish.people = members.integer("people");
  wish.as_of = inspection::date_member(members, "as_of");
  wish.decision = members.text_or_empty("decision", short_bytes_max);
  wish.source = members.text_or_empty("source", short_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto kept = add_village(doors.desk, got->asked, got->known, wish);
  if (!kept) return pass_on(kept);
  return inspection::written_response(got->asked, {{"event", kept->event}, {"village", kept->village}});
}

Result<http::Response> post_counts(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  CountWish wish;
  wish.households = members.integer("households");
  wish.people = members.integer("people");
  wish.as_of = needed_date(members, "as_of");
  wish.source = members.text_or_empty("source", short_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto kept = count_village(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!kept) return pass_on(kept);
  return inspection::written_response(got->asked, {{"event", kept->event}, {"village", kept->village}});
}

Result<http::Response> post_head(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  const std::string login = got->members.text_or_empty("login");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto kept = appoint_head(doors.desk, got->asked, got->known, request.captured_text("id"), login);
  if (!kept) return pass_on(kept);
  return inspection::written_response(got->asked, {{"event", kept->event}, {"village", kept->village}});
}

Result<http::Response> post_tick(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  TickWish wish;
  const std::string month = members.text("month");
  const auto parsed = Month::parse(month);
  if (!month.empty() && !parsed) members.refuse("month", {"villages.bad_month", {{"month", month}}, "month", {}});
  wish.month = parsed.value_or(Month{});
  wish.items = read_ticked(members);
  wish.words = members.text_or_empty("words", words_bytes_max);
  wish.corrects = members.integer("corrects");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto taken = tick(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!taken) return pass_on(taken);
  return inspection::written_response(
      got->asked, {{"event", taken->event}, {"month", month}, {"entered_as", name_of(taken->entered_as)}});
}

Ladder read_ladder(http::Members& members) {
  return choice<Ladder>(members, "ladder", ladder_named, "village, residential_area");
}

Result<http::Response> post_title(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  RegistrationWish wish;
  wish.ladder = read_ladder(got->members);
  wish.year = needed_year(got->members);
  wish.set = got->members.text_or_empty("set");
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto registered = register_title(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!registered) return pass_on(registered);
  return inspection::written_response(got->asked, {{"event", registered->event}, {"title", registered->title}});
}

Result<http::Response> post_decision(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  DecisionWish wish;
  wish.ladder = read_ladder(members);
  wish.year = needed_year(members);
  wish.set = members.text_or_empty("set");
  wish.decision = members.text_or_empty("decision", short_bytes_max);
  wish.signed_on = needed_date(members, "signed_on");
  wish.in_force_on = inspection::date_member(members, "in_force_on");
  wish.issuer = members.text("issuer");
  wish.signer = members.text_or_empty("signer", short_bytes_max);
  wish.file = members.text_or_empty("file");
  wish.source = members.text_or_empty("source", short_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto recorded = record_decision(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!recorded) return pass_on(recorded);
  return inspection::written_response(got->asked, {{"event", recorded->event}, {"title", recorded->title}});
}

Result<http::Response> post_step(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  const StepWish wish = read_step(got->members, doors.desk.today());
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto taken = take_step(doors.desk, got->asked, got->known, request.captured_text("title"), wish);
  if (!taken) return pass_on(taken);
  json::array warnings;
  for (const Problem& warning : taken->warnings) {
    warnings.push_back(json::object{{"code", warning.code}, {"text", full_message(warning, request.language())}});
  }
  return inspection::written_response(got->asked, {{"event", taken->event},
                                                   {"version", taken->version},
                                                   {"state", name_of(taken->state)},
                                                   {"warnings", std::move(warnings)}});
}

Result<http::Response> post_succession(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  const SuccessionWish wish = read_succession(got->members);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto succeeded = succeed(doors.desk, got->asked, got->known, wish);
  if (!succeeded) return pass_on(succeeded);
  json::array villages;
  for (const std::string& id : succeeded->villages) villages.emplace_back(id);
  return inspection::written_response(got->asked, {{"event", succeeded->event}, {"villages", std::move(villages)}});
}

Result<http::Response> post_settlements(const http::Request& request, const VillagesDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  const std::vector<Settling> settlings = read_settlings(got->members);
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto settled = settle(doors.desk, got->asked, got->known, settlings);
  if (!settled) return pass_on(settled);
  return inspection::written_response(
      got->asked, {{"event", settled->event}, {"villages", static_cast<std::int64_t>(settled->villages)}});
}

Result<http::Response> post_import(const http::Request& request, const VillagesDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  upload->fields.text_or_empty("reason");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const http::FormPart& file = upload->files.front();
  const auto list = read_list(file.bytes, file.file_name);
  if (!list) return pass_on(list);
  const auto imported = import_villages(doors.desk, *asked, *known, *list);
  if (!imported) return pass_on(imported);
  json::array rows;
  for (const ImportedRow& row : imported->rows) {
    rows.push_back(json::object{{"row", static_cast<std::int64_t>(row.row)},
                                {"change", name_of(row.change)},
                                {"village", row.village},
                                {"name", row.name},
                                {"commune", row.commune}});
  }
  const auto count = [&](ImportChange change) { return static_cast<std::int64_t>(imported->count(change)); };
  return inspection::written_response(*asked, {{"event", imported->event},
                                               {"added", count(ImportChange::added)},
                                               {"counted", count(ImportChange::counted)},
                                               {"unchanged", count(ImportChange::unchanged)},
                                               {"rows", std::move(rows)}});
}

using Answer = Result<http::Response> (*)(const http::Request&, const VillagesDoors&);

}  // namespace

void add_villages_write_routes(http::Router& router, const VillagesDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/villages", with(post_village));
  router.post("/api/v1/villages/settlements", with(post_settlements));
  router.post("/api/v1/villages/import", with(post_import), list_bytes_max);
  router.post("/api/v1/villages/successions", with(post_succession));
  router.post("/api/v1/villages/titles/{title}/steps", with(post_step));
  router.post("/api/v1/villages/{id}/counts", with(post_counts));
  router.post("/api/v1/villages/{id}/head", with(post_head));
  router.post("/api/v1/villages/{id}/ticks", with(post_tick));
  router.post("/api/v1/villages/{id}/titles", with(post_title));
  router.post("/api/v1/villages/{id}/decisions", with(post_decision));
}

}  // namespace luytre::villages
