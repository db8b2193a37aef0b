// Who may do what, printed; why somebody may or may not.
#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "programme/authority/authority_routes.h"
#include "programme/authority/read_authority.h"

namespace luytre::office {
namespace {

View rule_view(const Visit& visit, const access::AuthorityRule& rule) {
  View view;
  view.set("role", role_title(visit.language, rule.role));
  view.set("reach", visit.say("office.reach." + std::string(authority::word(rule.reach))));
  view.set("days", day_words(visit, rule.valid));
  view.set("reference", rule.reference);
  view.set("confidence", visit.say("office.confidence." + std::string(authority::word(rule.confidence))));
  portal::set_flag(view, "is_sure", rule.confidence == access::Confidence::sourced);
  return view;
}

View act_view(const Visit& visit, const access::Authority& authority, const access::Act& act) {
  View view;
  view.set("title", visit.say("access.act." + act.id));
  view.set("id", act.id);
  view.set("kind", visit.say("office.kind." + std::string(authority::word(act.kind))));
  portal::set_flag(view, "is_owned", act.is_owned);
  portal::set_flag(view, "is_later", !act.has_command);
  View rules = portal::empty_list();
  for (const auto& rule : authority.rules)
    if (rule.act == act.id) rules.push_back(rule_view(visit, rule));
  view.set("rules", rules);
  return view;
}

View act_choices(const Visit& visit, const access::Authority& authority, const std::string& chosen) {
  View list = portal::empty_list();
  for (const auto& act : authority.acts) {
    View choice;
    choice.set("id", act.id);
    choice.set("title", visit.say("access.act." + act.id));
    portal::set_flag(choice, "is_chosen", act.id == chosen);
    list.push_back(choice);
  }
  return list;
}

void show_answer(const Visit& visit, const authority::Explained& explained, View& view) {
  portal::set_flag(view, "is_answered", true);
  portal::set_flag(view, "is_allowed", explained.is_allowed);
  view.set("sentence", explained.sentence);
  portal::set_text(view, "basis", explained.basis);
  portal::set_text(
      view, "on_behalf_of",
      explained.on_behalf_of.empty() ? "" : visit.say("office.on_behalf_of", {{"unit", explained.on_behalf_of}}));
  View who = portal::empty_list();
  for (const std::string& role : explained.who_can) who.push_back(View(role));
  view.set("who_can", who);
}

}  // namespace

Result<http::Response> matrix_page(const Office& office, const Visit& visit) {
  const auto authority = authority_now(office);
  if (!authority) return pass_on(authority);
  View view;
  View acts = portal::empty_list();
  for (const auto& act : authority->acts) acts.push_back(act_view(visit, *authority, act));
  view.set("acts", acts);
  view.set("hash", authority->hash.substr(0, 16));
  return desk_page(office, visit, {visit.say("office.matrix.title"), "matrix"}, "matrix", std::move(view));
}

Result<http::Response> why_page(const Office& office, const Visit& visit) {
  access::Ask ask{asked(visit, "viec"), {}, std::nullopt, {}};
  if (!asked(visit, "chi-tieu").empty()) ask.indicators.push_back(asked(visit, "chi-tieu"));
  if (!asked(visit, "ngay").empty()) ask.day = visit.day;
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const Date today = office.doors.today();
    ask.unit = unit_typed(**known, asked(visit, "don-vi"), ask.day.value_or(today));
    Form form(visit, nullptr);
    FormField act{"viec", visit.say("office.act"), "select"};
    act.choices = act_choices(visit, (*known)->authority, ask.act);
    form.add(act);
    FormField unit{"don-vi", visit.say("office.unit"), "text", asked(visit, "don-vi"), visit.say("office.unit_hint")};
    unit.list = "cac-don-vi";
    form.add(unit);
    form.add({"chi-tieu", visit.say("office.indicator"), "text", asked(visit, "chi-tieu"),
              visit.say("office.indicator_hint")});
    form.add({"ngay", visit.say("office.day"), "date", asked(visit, "ngay"), visit.say("office.day_hint")});
    view.set("fields", form.fields());
    view.set("units", unit_choices(**known, today));
    if (ask.act.empty()) return {};
    const auto explained = authority::explain(office.gate, database, visit.request.actor, ask, visit.language);
    if (!explained) return pass_on(explained);
    show_answer(visit, *explained, view);
    return {};
  });
  if (!done) return pass_on(done);
  return desk_page(office, visit, {visit.say("office.why.title"), "why"}, "why", std::move(view));
}

}  // namespace luytre::office
