// What is written about plans.
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/plans/add_item.h"
#include "programme/plans/decide_plan.h"
#include "programme/plans/plan_view.h"
#include "programme/plans/read_targets.h"

namespace luytre::plans {
namespace {

// What every write here begins with.
struct Given {
  commands::Asked asked;
  http::Members members;
  Known known;
};

Result<Given> given(const http::Request& request, const PlansDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return Given{*std::move(asked), *std::move(members), *std::move(known)};
}

std::optional<Date> needed_date(http::Members& members, std::string_view name) {
  members.text(name);
  return inspection::date_member(members, name);
}

// A whole number that may come as a number or, of a form, as a text.
std::string number_text(http::Members& members, std::string_view name) {
  const json::value* value = members.value(name);
  if (value != nullptr && value->is_int64()) return std::to_string(value->as_int64());
  return members.text_or_empty(name);
}

// Absent or blank is found by the verb, which says why a decision is needed.
DecisionWish read_decision(http::Members& members) {
  DecisionWish wish;
  wish.number = members.text_or_empty("decision", decision_bytes_max);
  wish.day = inspection::date_member(members, "decided_on");
  wish.document = members.text_or_empty("document", title_bytes_max);
  return wish;
}

TargetWish read_target(http::Members& members, const std::string& where) {
  TargetWish wish;
  wish.unit = members.text("unit");
  wish.purpose = members.text("purpose");
  wish.title = members.text_or_empty("title");
  wish.criteria = number_text(members, "criteria");
  wish.set = members.text_or_empty("set");
  wish.deadline = members.text_or_empty("deadline");
  wish.where = where;
  return wish;
}

// Each object of the list `name`, read by `read`; what is wrong in one is told with its place.
template <class Read>
void each_object(http::Members& body, const std::string& name, const Read& read) {
  const json::value* list = body.value(name);
  const json::array* items = list == nullptr ? nullptr : list->if_array();
  if (items == nullptr || items->size() > targets_at_once_max) {
    body.refuse(name, {"plans.too_many", {{"max", std::to_string(targets_at_once_max)}}, name, {}});
    return;
  }
  for (std::size_t at = 0; at < items->size(); ++at) {
    const std::string where = "/" + name + "/" + std::to_string(at);
    const json::object* object = (*items)[at].if_object();
    if (object == nullptr) {
      body.refuse(name, {"http.json_expected", {}, where, {}});
      continue;
    }
    http::Members members(*object);
    read(members, where);
    if (auto done = members.finish(); !done) {
      Problem problem = std::move(done).error();
      problem.where = where;
      body.refuse(name, std::move(problem));
    }
  }
}

json::array targets_value(const Known& known, const Decided& decided) {
  json::array list;
  for (const Target& target : decided.targets) {
    const auto id = units::UnitId::parse(target.unit);
    const auto* unit = id ? known.units->unit(*id) : nullptr;
    json::object row{{"unit", target.unit}, {"code", id ? id->code : ""}, {"name", ""}};
    if (unit != nullptr) row["name"] = unit->nearest(decided.plan.decision.day).name;
    for (auto& member : target_value(target, known.law->calendar)) row[member.key()] = member.value();
    list.push_back(std::move(row));
  }
  return list;
}

http::Response decided_response(const commands::Asked& asked, const Known& known, const Decided& decided) {
  return inspection::written_response(asked, {{"event", decided.plan.event},
                                              {"plan", decided.plan.id},
                                              {"version", decided.version},
                                              {"targets", targets_value(known, decided)},
                                              {"days_off", decided.days_off}});
}

void read_plan(http::Members& members, PlanWish& wish) {
  const std::string year = number_text(members, "year");
  const auto read = Decimal::parse(year);
  const bool is_year = read && read->scale() == 0 && Decimal() < *read && *read < Decimal::of(10'000);
  wish.year = is_year ? static_cast<int>(read->coefficient()) : 0;
  wish.province = members.text("province");
  wish.title_vi = members.text("title", title_bytes_max);
  wish.title_en = members.text_or_empty("title_en", title_bytes_max);
  wish.decision = read_decision(members);
  members.text_or_empty("reason");
}

Result<http::Response> post_plan(const http::Request& request, const PlansDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  PlanWish wish;
  read_plan(got->members, wish);
  each_object(got->members, "targets", [&](http::Members& members, const std::string& where) {
    wish.targets.push_back(read_target(members, where));
  });
  if (auto read = got->members.finish(); !read) return pass_on(read);
  const auto decided = decide_plan(doors.desk, got->asked, got->known, wish);
  if (!decided) return pass_on(decided);
  return decided_response(got->asked, got->known, *decided);
}

Result<http::Response> post_amendment(const http::Request& request, const PlansDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  AmendmentWish wish;
  wish.expected_version = members.integer("expected_version");
  wish.decision = read_decision(members);
  each_object(members, "changes", [&](http::Members& one, const std::string& where) {
    ChangeWish change;
    const std::string word = one.text("change");
    const auto named = change_named(word);
    if (!word.empty() && !named) {
      one.refuse("change", {"http.choice_unknown",
                            {{"name", "change"}, {"text", word}, {"choices", "added, changed, dropped"}},
                            "",
                            {}});
    }
    change.change = named.value_or(Change::added);
    change.target = read_target(one, where);
    change.reason = one.text_or_empty("reason", words_bytes_max);
    wish.changes.push_back(std::move(change));
  });
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto decided = amend_plan(doors.desk, got->asked, got->known, request.captured_text("id"), wish);
  if (!decided) return pass_on(decided);
  return decided_response(got->asked, got->known, *decided);
}

// A file and what stands beside it.
struct Annex {
  commands::Asked asked;
  http::Members fields;
  Known known;
  std::vector<TargetWish> targets;
};

Result<Annex> annex_of(const http::Request& request, const PlansDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto may = doors.desk.guard(request.actor, {"plans.record", "", {}, {}}); !may) return pass_on(may);
  }
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  const http::FormPart& file = upload->files.front();
  auto targets = read_targets(file.bytes, file.file_name);
  if (!targets) return pass_on(targets);
  const std::string set = upload->fields.text_or_empty("set");  // for rows of numbers that name none
  for (TargetWish& target : *targets) {
    if (target.set.empty() && !target.criteria.empty()) target.set = set;
  }
  auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  return Annex{*std::move(asked), std::move(upload->fields), *std::move(known), *std::move(targets)};
}

Result<http::Response> post_import(const http::Request& request, const PlansDoors& doors) {
  auto annex = annex_of(request, doors);
  if (!annex) return pass_on(annex);
  PlanWish wish;
  read_plan(annex->fields, wish);
  if (auto read = annex->fields.finish(); !read) return pass_on(read);
  wish.targets = std::move(annex->targets);
  const auto decided = decide_plan(doors.desk, annex->asked, annex->known, wish);
  if (!decided) return pass_on(decided);
  return decided_response(annex->asked, annex->known, *decided);
}

Result<http::Response> post_amendment_import(const http::Request& request, const PlansDoors& doors) {
  auto annex = annex_of(request, doors);
  if (!annex) return pass_on(annex);
  AmendmentWish wish;
  const auto version = Decimal::parse(annex->fields.text("expected_version"));
  if (version && version->scale() == 0) wish.expected_version = version->coefficient();
  wish.decision = read_decision(annex->fields);
  annex->fields.text_or_empty("reason");
  if (auto read = annex->fields.finish(); !read) return pass_on(read);
  for (TargetWish& target : annex->targets) wish.changes.push_back({Change::added, std::move(target), ""});
  const auto decided = amend_plan(doors.desk, annex->asked, annex->known, request.captured_text("id"), wish);
  if (!decided) return pass_on(decided);
  return decided_response(annex->asked, annex->known, *decided);
}

Result<http::Response> post_item(const http::Request& request, const PlansDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ItemWish wish;
  wish.set = members.text_or_empty("set");
  wish.indicator = members.text("indicator");
  wish.what = members.text("what", words_bytes_max);
  wish.department = members.text_or_empty("department");
  wish.cost = number_text(members, "cost");
  wish.capital = members.text_or_empty("capital", title_bytes_max);
  wish.starts_on = needed_date(members, "starts_on");
  wish.due_on = needed_date(members, "due_on");
  members.text_or_empty("reason");
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto item =
      add_item(doors.desk, got->asked, got->known, request.captured_text("id"), request.captured_text("unit"), wish);
  if (!item) return pass_on(item);
  return inspection::written_response(got->asked, {{"event", item->event}, {"item", item->id}});
}

Result<http::Response> post_item_change(const http::Request& request, const PlansDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ItemChangeWish wish;
  const std::string word = members.text("change");
  const auto named = item_change_named(word);
  if (!word.empty() && !named) {
    members.refuse(
        "change",
        {"http.choice_unknown", {{"name", "change"}, {"text", word}, {"choices", "due_moved, withdrawn"}}, "", {}});
  }
  wish.kind = named.value_or(ItemChangeKind::due_moved);
  wish.due_on = inspection::date_member(members, "due_on");
  wish.reason = members.text_or_empty("reason", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto change =
      change_item(doors.desk, got->asked, got->known, request.captured_text("id"), request.captured_text("item"), wish);
  if (!change) return pass_on(change);
  return inspection::written_response(got->asked, {{"event", change->event}, {"change", name_of(change->kind)}});
}

Result<http::Response> post_progress(const http::Request& request, const PlansDoors& doors) {
  auto got = given(request, doors);
  if (!got) return pass_on(got);
  http::Members& members = got->members;
  ProgressWish wish;
  wish.numerator = number_text(members, "numerator");
  wish.denominator = number_text(members, "denominator");
  wish.percent = number_text(members, "percent");
  wish.day = inspection::date_member(members, "day");
  wish.words = members.text_or_empty("words", words_bytes_max);
  wish.reason = members.text_or_empty("reason", words_bytes_max);
  if (auto read = members.finish(); !read) return pass_on(read);
  const auto report = report_progress(doors.desk, got->asked, got->known, request.captured_text("id"),
                                      request.captured_text("item"), wish);
  if (!report) return pass_on(report);
  return inspection::written_response(
      got->asked, {{"event", report->event}, {"day", report->day.text()}, {"percent", percent_done(report->done)}});
}

using Answer = Result<http::Response> (*)(const http::Request&, const PlansDoors&);

}  // namespace

void add_plans_write_routes(http::Router& router, const PlansDoors& doors) {
  const auto with = [&](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/plans", with(post_plan));
  router.post("/api/v1/plans/import", with(post_import), annex_bytes_max);
  router.post("/api/v1/plans/{id}/amendments", with(post_amendment));
  router.post("/api/v1/plans/{id}/import", with(post_amendment_import), annex_bytes_max);
  router.post("/api/v1/plans/{id}/units/{unit}/items", with(post_item));
  router.post("/api/v1/plans/{id}/items/{item}/change", with(post_item_change));
  router.post("/api/v1/plans/{id}/items/{item}/progress", with(post_progress));
}

}  // namespace luytre::plans
