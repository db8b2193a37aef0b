#include "base/vietnamese.h"
#include "outputs/portal/history_view.h"
#include "outputs/portal/pages.h"
#include "outputs/portal/question.h"
#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

constexpr std::size_t found_max = 60;

View row_view(const Visit& visit, const judgement::Evaluation& row, const Parameters& parameters) {
  const units::Unit& unit = *visit.snapshot->units->unit(row.question.unit);
  const Standing standing = JudgedTable::standing_of(row);
  View view;
  view.set("name", row.unit_name);
  view.set("address", visit.unit_link(unit, visit.day, parameters));
  view.set("outcome", std::string(name_of(standing)));
  view.set("outcome_words", standing == Standing::not_concerned
                                ? visit.say("portal.communes.not_concerned")
                                : visit.say("portal.standing." + std::string(name_of(standing))));
  set_flag(view, "is_concerned", standing != Standing::not_concerned);
  view.set("met", std::to_string(row.criteria_met));
  view.set("total", std::to_string(row.criteria_total));
  set_flag(view, "is_provisional", row.provisional && standing != Standing::not_concerned);
  return view;
}

View found_view(const Visit& visit, const units::Found& found) {
  View view;
  const Date on = found.unit->is_alive(visit.day) ? visit.day : found.named.from;
  view.set("name", found.version->name);
  view.set("address", visit.unit_link(*found.unit, on));
  view.set("kind", visit.say("units.kind." + std::string(units::word(found.version->kind))));
  view.set("code", found.unit->id.code);
  view.set("life", life_words(visit, *found.unit));
  const units::Unit* above = visit.snapshot->units->parent(*found.unit, on);
  set_text(view, "within", above == nullptr ? "" : above->nearest(on).name);
  return view;
}

}  // namespace

Result<http::Response> communes_page(const Visit& visit) {
  const auto asked = http::text_parameter(visit.request, "q");
  if (!asked) return pass_on(asked);
  View view;
  const bool is_search = asked->has_value() && !fold(**asked).empty();
  set_flag(view, "is_search", is_search);
  set_text(view, "asked", asked->value_or(""));
  view.set("search_address", visit.base + "/xa");
  if (is_search) {
    View found = empty_list();
    std::size_t count = 0;
    for (const units::Found& one : visit.snapshot->units->search(**asked, found_max)) {
      found.push_back(found_view(visit, one));
      ++count;
    }
    view.set("found", found);
    view.set("found_words", visit.say(count == 0 ? "portal.communes.found_none" : "portal.communes.found",
                                      {{"count", std::to_string(count)}, {"text", **asked}}));
  }
  const auto judged = judged_communes(visit);
  if (!judged) return pass_on(judged);
  set_flag(view, "is_judged", *judged != nullptr && !is_search);
  if (*judged && !is_search) {
    const JudgedTable& table = **judged;
    const judgement::Question& question = table.table.question;
    const Parameters parameters = parameters_of(visit, question);
    View rows = empty_list();
    for (const auto& row : table.table.rows) rows.push_back(row_view(visit, row, parameters));
    view.set("rows", rows);
    view.set("sets", set_choices(visit, criteria::SetLevel::commune, question.set));
    view.set("opinions", opinion_choices(visit, question.opinion));
    view.set("day_value", visit.day.text());
    view.set("set_title", judgement::in_language(table.table.set_title, visit.language));
    view.set("set_address", visit.link(law_path(question.set)));
    view.set("basis", visit.say("portal.home.basis",
                                {{"day", visit.day_words(question.as_of)},
                                 {"opinion", judgement::opinion_for_people(question.opinion, visit.language)}}));
  }
  const PageHead head{visit.say("portal.communes.title"), visit.say("portal.communes.description"), "communes"};
  return visit.site.page(visit, head, "communes", std::move(view));
}

}  // namespace luytre::portal
