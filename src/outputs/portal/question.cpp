#include "outputs/portal/question.h"

#include <algorithm>

#include "platform/http/parameters.h"

namespace luytre::portal {
namespace {

const units::Unit* first_commune(const Visit& visit) {
  if (visit.province == nullptr) return nullptr;
  const auto communes = visit.snapshot->units->descendants(visit.province, visit.day, units::Level::commune);
  const auto found = std::find_if(communes.begin(), communes.end(), [&](const units::Unit* unit) {
    return unit->nearest(visit.day).kind == units::Kind::commune;
  });
  if (found != communes.end()) return *found;
  return communes.empty() ? nullptr : communes.front();
}

}  // namespace

Result<judgement::Question> question_of(const Visit& visit, const units::Unit& unit) {
  const auto set = http::text_parameter(visit.request, "bo");
  if (!set) return pass_on(set);
  const auto opinion = http::choice_parameter(visit.request, "y-kien", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  judgement::Question question;
  question.unit = unit.id;
  question.as_of = visit.day;
  question.set = set->value_or(judgement::default_set(*visit.snapshot->law, unit, visit.day));
  if (*set && visit.snapshot->law->set(**set) == nullptr)
    return refuse("portal.set_unknown", {{"set", **set}}, "query:bo");
  if (*opinion) question.opinion = *observations::parse_opinion(**opinion);
  return question;
}

Result<std::shared_ptr<const JudgedTable>> judged_communes(const Visit& visit) {
  const units::Unit* commune = first_commune(visit);
  if (commune == nullptr) return nullptr;
  const auto question = question_of(visit, *commune);
  if (!question) return pass_on(question);
  if (question->set.empty()) return nullptr;
  return visit.site.judged().table(visit.snapshot, *question, visit.province);
}

Parameters parameters_of(const Visit& visit, const judgement::Question& question) {
  Parameters parameters;
  if (visit.request.query_text("bo") != nullptr) parameters.emplace_back("bo", question.set);
  if (question.opinion != observations::Opinion::self)
    parameters.emplace_back("y-kien", std::string(observations::text(question.opinion)));
  return parameters;
}

View set_choices(const Visit& visit, criteria::SetLevel level, const std::string& chosen) {
  View choices = empty_list();
  for (const criteria::CriteriaSet& set : visit.snapshot->law->sets) {
    if (set.level != level && set.id != chosen) continue;
    View choice;
    choice.set("value", set.id);
    choice.set("words", judgement::in_language(set.title, visit.language));
    set_flag(choice, "is_chosen", set.id == chosen);
    choices.push_back(choice);
  }
  return choices;
}

View opinion_choices(const Visit& visit, observations::Opinion chosen) {
  using observations::Opinion;
  View choices = empty_list();
  for (const Opinion opinion : {Opinion::self, Opinion::sector, Opinion::council, Opinion::survey}) {
    View choice;
    choice.set("value", std::string(observations::text(opinion)));
    choice.set("words", judgement::opinion_for_people(opinion, visit.language));
    set_flag(choice, "is_chosen", opinion == chosen);
    choices.push_back(choice);
  }
  return choices;
}

std::string law_path(const std::string& set) { return "/luat/" + set; }

}  // namespace luytre::portal
