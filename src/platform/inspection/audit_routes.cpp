#include "platform/inspection/audit_routes.h"

#include <charconv>
#include <limits>
#include <memory>
#include <optional>

#include "platform/audit/find_events.h"
#include "platform/audit/published_head.h"
#include "platform/http/parameters.h"
#include "platform/inspection/event_view.h"
#include "platform/inspection/publish_head.h"
#include "platform/inspection/write_request.h"

namespace luytre::inspection {
namespace {

using Doors = std::shared_ptr<const AuditDoors>;
using storage::Database;

// What a request asks of the log: the same for the screen, its count and its export.
struct Question {
  audit::EventFilter filter;
  audit::Page page;
};

Result<View> view_of(const AuditDoors& doors, Database& database, const http::Request& request,
                     const std::string& province) {
  auto may_see = doors.require(database, request.actor, access::Ask{"audit.view", province, {}, {}});
  if (!may_see) return pass_on(may_see);
  View view;
  view.sight.is_personal =
      doors.require(database, request.actor, access::Ask{"audit.view_personal", province, {}, {}}).has_value();
  if (doors.name_of_actor) {
    view.name_of_actor = [&doors, &database](std::string_view actor) { return doors.name_of_actor(database, actor); };
  }
  return view;
}

// Answers of the log are for one reader: no cache between keeps them.
http::Response private_json(const http::Request& request, json::object answer, audit::EventNumber reached) {
  http::Response response = http::json_response(request, std::move(answer), reached);
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<http::Response> answer_with(const http::Request& request, const AuditDoors& doors,
                                   const std::function<Result<json::object>(Database&)>& ask) {
  json::object answer;
  audit::EventNumber reached = 0;
  const Done done = doors.with_database([&](Database& database) -> Done {
    const auto head = audit::head(database);
    if (!head) return pass_on(head);
    reached = head->number;
    auto asked = ask(database);
    if (!asked) return pass_on(asked);
    answer = std::move(*asked);
    return {};
  });
  if (!done) return pass_on(done);
  return private_json(request, std::move(answer), reached);
}

Result<audit::EventNumber> number_of(std::string_view text, std::string_view where) {
  audit::EventNumber number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1) {
    return refuse("audit.no_event", {{"event", std::string(text)}}, std::string(where));
  }
  return number;
}

Result<audit::Page> page_of(const http::Request& request) {
  audit::Page page;
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  page.limit = static_cast<std::int64_t>(*limit);
  const auto order = http::choice_parameter(request, "order", {"newest", "oldest"});
  if (!order) return pass_on(order);
  page.is_newest_first = order->value_or("newest") == "newest";
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  if (*cursor) {
    const auto number = number_of((*cursor)->front(), "query:cursor");
    if (!number) return pass_on(number);
    page.cursor = *number;
  }
  return page;
}

Done read_text(const http::Request& request, std::string_view name, std::string& into) {
  const auto text = http::text_parameter(request, name);
  if (!text) return pass_on(text);
  into = text->value_or("");
  return {};
}

Result<Question> question_of(const http::Request& request) {
  auto known = http::check_parameters(
      request, {"actor", "act", "kind", "province", "subject", "from", "until", "order", "limit", "cursor", "format"});
  if (!known) return pass_on(known);
  auto page = page_of(request);
  if (!page) return pass_on(page);
  Question question{{}, *page};
  audit::EventFilter& filter = question.filter;
  for (const auto& [name, into] :
       std::initializer_list<std::pair<std::string_view, std::string*>>{{"actor", &filter.actor},
                                                                        {"act", &filter.act},
                                                                        {"kind", &filter.kind_prefix},
                                                                        {"province", &filter.province}}) {
    if (auto read = read_text(request, name, *into); !read) return pass_on(read);
  }
  std::string subject;
  if (auto read = read_text(request, "subject", subject); !read) return pass_on(read);
  if (!subject.empty()) {
    auto parsed = audit::parse_subject(subject);
    if (!parsed) return pass_on(parsed);
    filter.subject = std::move(*parsed);
  }
  const auto from = http::date_parameter(request, "from");
  if (!from) return pass_on(from);
  filter.from = *from;
  const auto until = http::date_parameter(request, "until");
  if (!until) return pass_on(until);
  filter.until = *until;
  return question;
}

Result<json::object> events_json(Database& database, const Question& question, const View& view) {
  const auto events = audit::find_events(database, question.filter, question.page);
  if (!events) return pass_on(events);
  const auto count = audit::count_events(database, question.filter);
  if (!count) return pass_on(count);
  json::array items;
  for (const auto& event : *events) items.push_back(json_of(event, view, false));
  // A full page may have more behind it; a short one has not.
  json::value next = nullptr;
  if (static_cast<std::int64_t>(events->size()) == question.page.limit) {
    next = http::encode_cursor({std::to_string(events->back().number)});
  }
  return json::object{{"events", std::move(items)}, {"total", *count}, {"next_cursor", std::move(next)}};
}

Result<std::string> events_csv(Database& database, Question question, const View& view, Language language) {
  const auto count = audit::count_events(database, question.filter);
  if (!count) return pass_on(count);
  if (*count > exported_events_max) {
    return refuse("audit.export_too_large",
                  {{"count", std::to_string(*count)}, {"count_max", std::to_string(exported_events_max)}});
  }
  // The byte order mark is for spreadsheets, which otherwise misread Vietnamese.
  std::string csv = "\xEF\xBB\xBF" + csv_header(language);
  question.page.limit = audit::listed_events_max;
  while (true) {
    const auto events = audit::find_events(database, question.filter, question.page);
    if (!events) return pass_on(events);
    for (const auto& event : *events) csv += csv_line(event, view, language);
    if (static_cast<std::int64_t>(events->size()) < question.page.limit) return csv;
    question.page.cursor = events->back().number;
  }
}

Result<http::Response> export_events(const http::Request& request, const AuditDoors& doors, const Question& question) {
  std::string csv;
  const Done done = doors.with_database([&](Database& database) -> Done {
    const auto view = view_of(doors, database, request, question.filter.province);
    if (!view) return pass_on(view);
    auto made = events_csv(database, question, *view, request.language());
    if (!made) return pass_on(made);
    csv = std::move(*made);
    return {};
  });
  if (!done) return pass_on(done);
  http::Response response = http::document_response("text/csv; charset=utf-8", std::move(csv));
  response.set("Content-Disposition", "attachment; filename=\"nhat-ky.csv\"");
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<http::Response> answer_events(const http::Request& request, const AuditDoors& doors) {
  const auto question = question_of(request);
  if (!question) return pass_on(question);
  const auto format = http::choice_parameter(request, "format", {"json", "csv"});
  if (!format) return pass_on(format);
  if (format->value_or("json") == "csv") return export_events(request, doors, *question);
  return answer_with(request, doors, [&](Database& database) -> Result<json::object> {
    const auto view = view_of(doors, database, request, question->filter.province);
    if (!view) return pass_on(view);
    return events_json(database, *question, *view);
  });
}

Result<http::Response> answer_event(const http::Request& request, const AuditDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto number = number_of(request.captured_text("number"), "");
  if (!number) return pass_on(number);
  return answer_with(request, doors, [&](Database& database) -> Result<json::object> {
    const auto event = audit::find_event(database, *number);
    if (!event) return pass_on(event);
    const auto view = view_of(doors, database, request, event->province);
    if (!view) return pass_on(view);
    return json_of(*event, *view, true);
  });
}

Result<http::Response> answer_history(const http::Request& request, const AuditDoors& doors) {
  auto known = http::check_parameters(request, {"kind", "id", "province", "order", "limit", "cursor"});
  if (!known) return pass_on(known);
  auto page = page_of(request);
  if (!page) return pass_on(page);
  Question question{{}, *page};
  const auto kind = http::required_text_parameter(request, "kind");
  if (!kind) return pass_on(kind);
  const auto id = http::required_text_parameter(request, "id");
  if (!id) return pass_on(id);
  audit::Subject record{*kind, *id};
  if (auto read = read_text(request, "province", question.filter.province); !read) return pass_on(read);
  question.filter.subject = std::move(record);
  return answer_with(request, doors, [&](Database& database) -> Result<json::object> {
    const auto view = view_of(doors, database, request, question.filter.province);
    if (!view) return pass_on(view);
    return events_json(database, question, *view);
  });
}

Result<http::Response> answer_verification(const http::Request& request, const AuditDoors& doors) {
  if (auto known = http::check_parameters(request, {"after", "limit"}); !known) return pass_on(known);
  audit::Verification slice;
  const auto after = http::integer_parameter(request, "after", 0, std::numeric_limits<std::int64_t>::max());
  if (!after) return pass_on(after);
  const auto limit = http::integer_parameter(request, "limit", 1, verified_events_max);
  if (!limit) return pass_on(limit);
  slice.after = after->value_or(0);
  slice.events_max = limit->value_or(verified_events_default);
  slice.bytes_max = verified_bytes_max;
  return answer_with(request, doors, [&](Database& database) -> Result<json::object> {
    if (auto view = view_of(doors, database, request, ""); !view) return pass_on(view);
    const auto report = audit::verify_chain(database, slice);
    if (!report) return pass_on(report);
    json::object answer = json_of(*report);
    answer["after"] = slice.after;
    answer["next_after"] = nullptr;
    if (!report->first_break && !report->is_at_end) answer["next_after"] = report->reached;
    return answer;
  });
}

Result<http::Response> answer_heads(const http::Request& request, const AuditDoors& doors) {
  if (auto known = http::check_parameters(request, {"limit", "cursor"}); !known) return pass_on(known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  std::optional<Date> before;
  if (*cursor) {
    const auto day = Date::parse((*cursor)->front());
    if (!day) return pass_on(day);
    before = *day;
  }
  auto response = answer_with(request, doors, [&](Database& database) -> Result<json::object> {
    const auto heads = audit::published_heads(database, static_cast<std::int64_t>(*limit), before);
    if (!heads) return pass_on(heads);
    json::array items;
    for (const auto& head : *heads) items.push_back(json_of(head));
    json::value next = nullptr;
    if (heads->size() == *limit) next = http::encode_cursor({heads->back().day.text()});
    return json::object{{"heads", std::move(items)}, {"next_cursor", std::move(next)}};
  });
  if (response) response->set("Cache-Control", "no-cache");  // open to everybody
  return response;
}

Result<http::Response> answer_publication(const http::Request& request, const AuditDoors& doors) {
  auto order = order_of(request);
  if (!order) return pass_on(order);
  auto published = publish_head(doors.writer, std::move(*order));
  if (!published) return pass_on(published);
  json::object answer = std::move(published->head);
  answer["is_new"] = published->is_new;
  answer["is_dry_run"] = published->is_dry_run;
  const auto reached = answer[published->is_dry_run ? "number" : "event"].as_int64();
  return private_json(request, std::move(answer), reached);
}

}  // namespace

void add_audit_routes(http::Router& router, AuditDoors doors) {
  const Doors shared = std::make_shared<const AuditDoors>(std::move(doors));
  using Answer = Result<http::Response> (*)(const http::Request&, const AuditDoors&);
  const auto bound = [&shared](Answer answer) {
    return [shared, answer](const http::Request& request) { return answer(request, *shared); };
  };
  router.get("/api/v1/events", bound(answer_events));
  router.get("/api/v1/events/{number}", bound(answer_event));
  router.get("/api/v1/history", bound(answer_history));
  router.get("/api/v1/audit/verification", bound(answer_verification));
  router.get("/api/v1/audit/heads", bound(answer_heads));
  router.post("/api/v1/audit/heads", bound(answer_publication));
}

}  // namespace luytre::inspection
