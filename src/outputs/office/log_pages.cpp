// The event log for people: events, one event, whether the chain is whole and its published heads.
#include <charconv>

#include "base/hash.h"
#include "base/json.h"
#include "outputs/office/forms.h"
#include "outputs/office/log_view.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "platform/accounts/account_store.h"
#include "platform/audit/verify_chain.h"
#include "platform/http/parameters.h"
#include "platform/inspection/audit_routes.h"
#include "platform/inspection/publish_head.h"

namespace luytre::office {
namespace {

constexpr std::int64_t events_shown = 50;
constexpr std::int64_t heads_shown = 60;

Result<audit::Sight> sight_of(const Office& office, Database& database, const Visit& visit,
                              const std::string& province) {
  if (auto allowed = require(office, database, visit, "audit.view", province); !allowed) return pass_on(allowed);
  return audit::Sight{may(office, database, visit, "audit.view_personal", province)};
}

Result<audit::EventNumber> number_of(const std::string& text) {
  audit::EventNumber number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1)
    return refuse("audit.no_event", {{"event", text}});
  return number;
}

// The address speaks Vietnamese, the filter is the log's own.
Result<audit::EventFilter> filter_of(const Visit& visit) {
  audit::EventFilter filter;
  filter.actor = asked(visit, "nguoi");
  filter.kind_prefix = asked(visit, "loai");
  filter.province = asked(visit, "tinh");
  if (const std::string record = asked(visit, "ban-ghi"); !record.empty()) {
    auto subject = audit::parse_subject(record);
    if (!subject) return pass_on(subject);
    filter.subject = *std::move(subject);
  }
  for (const auto& [name, into] : {std::pair{"tu", &filter.from}, std::pair{"den", &filter.until}}) {
    const auto day = http::date_parameter(visit.request, name);
    if (!day) return pass_on(day);
    *into = *day;
  }
  return filter;
}

portal::Parameters question_of(const Visit& visit) {
  portal::Parameters parameters;
  for (const char* name : {"nguoi", "loai", "tinh", "ban-ghi", "tu", "den"})
    parameters.emplace_back(name, asked(visit, name));
  return parameters;
}

std::string export_address(const Visit& visit) {
  return portal::address("", "/api/v1/events",
                         {{"format", "csv"},
                          {"actor", asked(visit, "nguoi")},
                          {"kind", asked(visit, "loai")},
                          {"province", asked(visit, "tinh")},
                          {"subject", asked(visit, "ban-ghi")},
                          {"from", asked(visit, "tu")},
                          {"until", asked(visit, "den")},
                          {"lang", visit.language == Language::vi ? "vi" : "en"}});
}

View question_fields(const Visit& visit) {
  Form form(visit, nullptr);
  form.add({"nguoi", visit.say("office.log.actor"), "text", asked(visit, "nguoi"), visit.say("office.log.actor_hint")});
  form.add({"loai", visit.say("office.log.kind"), "text", asked(visit, "loai"), visit.say("office.log.kind_hint")});
  form.add({"ban-ghi", visit.say("office.log.record"), "text", asked(visit, "ban-ghi"),
            visit.say("office.log.record_hint")});
  form.add({"tinh", visit.say("office.log.province"), "text", asked(visit, "tinh")});
  form.add({"tu", visit.say("office.from"), "date", asked(visit, "tu")});
  form.add({"den", visit.say("office.log.until"), "date", asked(visit, "den")});
  return form.fields();
}

// What a reader of this event sees of what it carries, in words where it is not shown.
void show_payload(const Visit& visit, const audit::Event& event, audit::Sight sight, View& view) {
  const auto visibility = audit::payload_visibility(event, sight);
  const bool is_shown = visibility == audit::Visibility::shown && event.payload.has_value();
  std::string text;
  if (is_shown) {
    const auto value = parse_json(*event.payload);
    text = value ? pretty(*value) : *event.payload;
  }
  portal::set_text(view, "payload", text);
  portal::set_text(view, "payload_state",
                   is_shown ? "" : visit.say("office.log.payload_" + std::string(text_of(visibility))));
}

// By which role it was permitted, and in whose place.
Done show_right(const Office& office, Database& database, const Visit& visit, const audit::Event& event, View& view) {
  const std::string id = event.circumstance ? event.circumstance->grant : "";
  const auto record =
      id.empty() ? Result<std::optional<accounts::GrantRecord>>(std::nullopt) : accounts::find_grant(database, id);
  if (!record) return pass_on(record);
  std::string right;
  if (*record) {
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const auto& grant = (*record)->grant;
    right = role_title(visit.language, grant.role) + ", " +
            unit_in_words(**known, visit.language, grant.unit, office.doors.today());
    if ((*record)->delegation) right += " · " + delegation_words(visit, *(*record)->delegation);
  }
  portal::set_text(view, "right", right);
  return {};
}

void show_subjects(const Visit& visit, const audit::Event& event, View& view) {
  View subjects = portal::empty_list();
  for (const audit::Subject& subject : event.subjects) {
    View one;
    const std::string record = subject.kind + ":" + subject.id;
    one.set("record", record);
    one.set("path", portal::address(visit.base, "/nhat-ky", {{"ban-ghi", record}}));
    subjects.push_back(one);
  }
  view.set("subjects", subjects);
  portal::set_flag(view, "has_subjects", !event.subjects.empty());
}

void show_report(const Visit& visit, const audit::ChainReport& report, View& view) {
  portal::set_flag(view, "is_whole", !report.first_break.has_value());
  portal::set_flag(view, "is_at_end", report.is_at_end);
  view.set("events", visit.number(report.events));
  view.set("erased", visit.number(report.erased));
  view.set("reached", std::to_string(report.reached));
  view.set("head", std::to_string(report.head_number) + ":" + report.head_hash);
  portal::set_text(
      view, "broken",
      !report.first_break
          ? ""
          : visit.say("office.chain.broken",
                      {{"event", std::to_string(report.first_break->number)},
                       {"kind", visit.say("audit.break." + std::string(text_of(report.first_break->kind)))}}));
  const bool goes_on = !report.first_break && !report.is_at_end;
  portal::set_text(
      view, "next",
      goes_on ? portal::address(visit.base, "/nhat-ky/chuoi", {{"kiem", "1"}, {"sau", std::to_string(report.reached)}})
              : "");
}

Result<http::Response> chain_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const auto after = http::integer_parameter(visit.request, "sau", 0, 9'000'000'000'000'000);
  if (!after) return pass_on(after);
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto sight = sight_of(office, database, visit, ""); !sight) return pass_on(sight);
    portal::set_flag(view, "may_publish", may(office, database, visit, "audit.publish_head"));
    const auto heads = audit::published_heads(database, heads_shown);
    if (!heads) return pass_on(heads);
    View list = portal::empty_list();
    for (const auto& head : *heads) {
      View one;
      one.set("day", visit.day_words(head.day));
      one.set("line", std::to_string(head.number) + ":" + hex(head.hash));
      list.push_back(one);
    }
    view.set("heads", list);
    portal::set_flag(view, "has_heads", !heads->empty());
    const bool is_checked = !asked(visit, "kiem").empty();
    portal::set_flag(view, "is_checked", is_checked);
    if (!is_checked) return {};
    audit::Verification slice;
    slice.after = after->value_or(0);
    slice.events_max = inspection::verified_events_max;
    slice.bytes_max = inspection::verified_bytes_max;
    const auto report = audit::verify_chain(database, slice);
    if (!report) return pass_on(report);
    show_report(visit, *report, view);
    return {};
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.chain.title"), "log", status}, "chain", std::move(view));
}

}  // namespace

Result<http::Response> log_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto filter = filter_of(visit);
  if (!filter) return pass_on(filter);
  const auto before = http::integer_parameter(visit.request, "truoc", 1, 9'000'000'000'000'000);
  if (!before) return pass_on(before);
  View view;
  view.set("fields", question_fields(visit));
  view.set("export", export_address(visit));
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto sight = sight_of(office, database, visit, filter->province);
    if (!sight) return pass_on(sight);
    const auto events = audit::find_events(database, *filter, {true, before->value_or(0), events_shown, false});
    if (!events) return pass_on(events);
    const auto count = audit::count_events(database, *filter);
    if (!count) return pass_on(count);
    view.set("total", visit.number(*count));
    view.set("events", event_rows(database, visit, *events, *sight));
    portal::set_flag(view, "has_events", !events->empty());
    auto further = question_of(visit);
    const bool has_more = static_cast<std::int64_t>(events->size()) == events_shown;
    if (has_more) further.emplace_back("truoc", std::to_string(events->back().number));
    portal::set_text(view, "older", has_more ? portal::address(visit.base, "/nhat-ky", further) : "");
    return {};
  });
  if (!done) return pass_on(done);
  return desk_page(office, visit, {visit.say("office.nav.log"), "log"}, "log", std::move(view));
}

Result<http::Response> event_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto number = number_of(visit.request.captured_text("number"));
  if (!number) return pass_on(number);
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto event = audit::find_event(database, *number);
    if (!event) return pass_on(event);
    const auto sight = sight_of(office, database, visit, event->province);
    if (!sight) return pass_on(sight);
    view = event_view(database, visit, *event, *sight);
    view.set("kind", event->kind);
    view.set("act", event->act);
    view.set("hash", event->hash);
    show_subjects(visit, *event, view);
    if (auto shown = show_right(office, database, visit, *event, view); !shown) return shown;
    show_payload(visit, *event, *sight, view);
    return {};
  });
  if (!done) return pass_on(done);
  const std::string title = visit.say("office.log.event", {{"number", std::to_string(*number)}});
  view.set("title", title);
  return desk_page(office, visit, {title, "log"}, "event", std::move(view));
}

Result<http::Response> chain_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return chain_with(office, visit, nullptr);
}

Result<http::Response> post_chain(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto published = inspection::publish_head(office.doors.writer, order_of(visit));
  if (!published) return chain_with(office, visit, &published.error());
  return done_at(visit, "/nhat-ky/chuoi", published->is_new ? "head" : "head_before");
}

}  // namespace luytre::office
