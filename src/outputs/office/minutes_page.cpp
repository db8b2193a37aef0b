// The minutes of a council's session on paper: /hoi-dong/{id}/bien-ban. The layout follows Decree 30/2020.
#include "outputs/office/pages.h"
#include "platform/accounts/account_store.h"
#include "platform/storage/instant.h"
#include "programme/councils/minutes.h"

namespace luytre::office {
namespace {

std::string text_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

const json::object* object_in(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value == nullptr ? nullptr : value->if_object();
}

std::string number_in(const json::object& object, std::string_view name) {
  return std::to_string(json::value_to<std::int64_t>(object.at(name)));
}

std::string in_language(const json::object& object, std::string_view name, Language language) {
  const json::object* both = object_in(object, name);
  return both == nullptr ? std::string() : text_in(*both, code_of(language));
}

std::string outcome_words(const Visit& visit, const std::string& outcome) {
  return visit.say("judgement.outcome." + outcome);
}

std::string rule_words(const Visit& visit, const json::object& rule) {
  const json::object& quorum = rule.at("quorum").as_object();
  const std::string of = text_in(rule, "approval_of");
  const std::string ballot = rule.at("is_secret").as_bool() ? "office.minutes.secret" : "office.minutes.open";
  return visit.say("office.minutes.rule",
                   {{"quorum", text_in(quorum, "numerator") + "/" + text_in(quorum, "denominator")},
                    {"percent", text_in(rule, "approval_percent")},
                    {"of", visit.say("office.minutes.of_" + of)},
                    {"ballot", visit.say(ballot)},
                    {"document", text_in(rule, "document")},
                    {"locator", text_in(rule, "locator")},
                    {"confidence", visit.say("office.confidence." + text_in(rule, "confidence"))}});
}

std::string counts_words(const Visit& visit, const json::object& counts) {
  return visit.say("office.minutes.counts", {{"present", number_in(counts, "present")},
                                             {"members", number_in(counts, "members")},
                                             {"yes", number_in(counts, "yes")},
                                             {"no", number_in(counts, "no")},
                                             {"abstain", number_in(counts, "abstain")},
                                             {"not_cast", number_in(counts, "not_cast")}});
}

View list_of(const json::array& rows, const std::function<std::string(const json::object&)>& words) {
  View list = portal::empty_list();
  for (const json::value& row : rows) {
    View one;
    one.set("words", words(row.as_object()));
    list.push_back(one);
  }
  return list;
}

std::string view_words(const Visit& visit, const json::object& row) {
  const std::string criterion = text_in(row, "criterion");
  std::string words =
      criterion.empty() ? visit.say("councils.overall") : criterion + " " + in_language(row, "title", visit.language);
  words += ": " + outcome_words(visit, text_in(row, "outcome")) + " (" +
           visit.say("office.minutes.computed_is", {{"outcome", outcome_words(visit, text_in(row, "computed"))}}) + ")";
  const std::string said = text_in(row, "words");
  return said.empty() ? words : words + ". " + said;
}

void show_result(const Visit& visit, const json::object& item, View& one) {
  const json::object* counts = object_in(item, "counts");
  const json::object* conclusion = object_in(item, "conclusion");
  portal::set_text(one, "counts", counts == nullptr ? "" : counts_words(visit, *counts));
  portal::set_text(one, "result",
                   conclusion == nullptr ? "" : visit.say("councils.result." + text_in(*conclusion, "result")));
  portal::set_text(one, "reason", conclusion == nullptr ? "" : text_in(*conclusion, "words"));
  const std::string put_off = text_in(item, "postponed_because");
  std::string state;
  if (conclusion == nullptr) state = visit.say("councils.item." + text_in(item, "state"));
  if (!put_off.empty()) state += ": " + put_off;
  portal::set_text(one, "state", state);
}

View item_view(const Visit& visit, const json::object& item, std::size_t position) {
  View one;
  one.set("position", std::to_string(position));
  const std::string title = in_language(item, "title", visit.language);
  one.set("subject",
          title.empty()
              ? text_in(item, "label")
              : visit.say("office.minutes.subject",
                          {{"unit", text_in(item, "unit_name")}, {"title", title}, {"year", number_in(item, "year")}}));
  const json::object* computed = object_in(item, "computed");
  portal::set_text(one, "computed",
                   computed == nullptr ? ""
                                       : visit.say("office.minutes.computed_words",
                                                   {{"outcome", outcome_words(visit, text_in(*computed, "outcome"))},
                                                    {"met", number_in(*computed, "criteria_met")},
                                                    {"total", number_in(*computed, "criteria_total")}}));
  const json::object* rule = object_in(item, "rule");
  portal::set_text(one, "rule", rule == nullptr ? "" : rule_words(visit, *rule));
  one.set("conflicts", list_of(item.at("conflicts").as_array(), [&](const json::object& row) {
            const std::string words = text_in(row, "words");
            return text_in(row, "name") + ": " + in_language(row, "reason", visit.language) +
                   (words.empty() ? "" : " (" + words + ")");
          }));
  const json::array& views = item.at("views").as_array();
  portal::set_flag(one, "has_views", !views.empty());
  one.set("views", list_of(views, [&](const json::object& row) { return view_words(visit, row); }));
  show_result(visit, item, one);
  return one;
}

View members_view(const Visit& visit, const json::object& minutes, View& view) {
  View list = portal::empty_list();
  std::string chair, secretary, deputy;
  bool chair_is_there = false;
  for (const json::value& each : minutes.at("members").as_array()) {
    const json::object& member = each.as_object();
    const std::string duty = text_in(member, "duty"), name = text_in(member, "name");
    const bool is_there = member.at("is_present").as_bool();
    if (duty == "chair") chair = name, chair_is_there = is_there;
    if (duty == "deputy" && is_there && deputy.empty()) deputy = name;
    if (duty == "secretary" && (secretary.empty() || is_there)) secretary = name;
    View one;
    one.set("name", name);
    portal::set_text(one, "organisation", text_in(member, "organisation"));
    one.set("duty", visit.say("office.minutes.duty_" + duty));
    one.set("presence", visit.say(is_there ? "office.minutes.there" : "office.minutes.away"));
    list.push_back(one);
  }
  view.set("chair", chair_is_there || deputy.empty() ? chair : deputy);
  view.set("secretary", secretary);
  return list;
}

std::string clock_of(const json::object& minutes, std::string_view name) {
  const std::string instant = text_in(minutes, name);
  return instant.empty() ? std::string() : storage::vietnam_clock(instant);
}

void show_head(const Visit& visit, const json::object& minutes, View& view) {
  const auto day = Date::parse(text_in(minutes, "held_on")).value_or(visit.today);
  const std::string place = text_in(minutes, "place");
  portal::set_flag(view, "is_draft", !minutes.at("is_final").as_bool());
  view.set("session", text_in(minutes, "session"));
  view.set("title", text_in(minutes, "title"));
  view.set("province", visit.province == nullptr ? "" : visit.province->nearest(day).name);
  portal::set_text(view, "decision", text_in(minutes, "decision"));
  const std::string iso = day.text();
  view.set("place_and_day",
           visit.say(
               "office.minutes.place_and_day",
               {{"place", place}, {"day", iso.substr(8, 2)}, {"month", iso.substr(5, 2)}, {"year", iso.substr(0, 4)}}));
  const std::string opened = clock_of(minutes, "opened_at"), ended = clock_of(minutes, "ended_at");
  view.set("time_words", opened.empty() ? visit.say("office.minutes.not_opened", {{"day", visit.day_words(day)}})
                                        : visit.say("office.minutes.opened", {{"time", opened}, {"place", place}}));
  portal::set_text(view, "ended", ended.empty() ? "" : visit.say("office.minutes.ended", {{"time", ended}}));
  view.set("attendance",
           visit.say("office.minutes.attendance_words", {{"present", number_in(minutes, "present_count")},
                                                         {"members", number_in(minutes, "members_count")}}));
  portal::set_text(view, "adjourned", text_in(minutes, "adjourned_because"));
  const std::string signed_by = text_in(minutes, "signed_by");
  portal::set_text(view, "signed",
                   signed_by.empty() ? "" : visit.say("office.minutes.signed", {{"name", signed_by}, {"time", ended}}));
}

Done may_view(const Office& office, Database& database, const Visit& visit, const councils::Meeting& meeting) {
  const std::string& account = visit.request.actor.account;
  if (!account.empty() && meeting.plan().member(account) != nullptr) return {};
  const std::string& province = meeting.session.province;
  if (may(office, database, visit, "councils.convene", province)) return {};
  return require(office, database, visit, "observations.view_drafts", province);
}

}  // namespace

Result<http::Response> minutes_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const councils::Known known = visit.snapshot->known_councils();
  const auto meeting = councils::find_meeting(known, visit.request.captured_text("id"));
  if (!meeting) return pass_on(meeting);
  json::object minutes;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto seen = may_view(office, database, visit, **meeting); !seen) return seen;
    minutes = councils::minutes_of(known, **meeting, [&](const std::string& actor) {
      return accounts::name_of_actor(database, actor).value_or(actor);
    });
    return {};
  });
  if (!done) return pass_on(done);
  View view;
  show_head(visit, minutes, view);
  view.set("members", members_view(visit, minutes, view));
  View items = portal::empty_list();
  std::size_t position = 0;
  for (const json::value& item : minutes.at("items").as_array()) {
    items.push_back(item_view(visit, item.as_object(), ++position));
  }
  view.set("items", items);
  return desk_page(office, visit, {visit.say("office.minutes.title") + ": " + text_in(minutes, "title")}, "minutes",
                   std::move(view));
}

}  // namespace luytre::office
