#include "programme/councils/item_lines.h"

#include <algorithm>

namespace luytre::councils {
namespace {

using criteria::Bilingual;
using NameOfActor = std::function<std::string(const std::string& actor)>;

json::object both(const Bilingual& title) { return {{"vi", title.vi}, {"en", title.en}}; }

json::value finding_value(const dossiers::Finding* finding, const NameOfActor& name_of_actor) {
  if (finding == nullptr) return nullptr;
  return json::object{{"outcome", engine::name_of(finding->outcome)},
                      {"reason_code", finding->reason_code},
                      {"words", finding->words},
                      {"by", name_of_actor(finding->actor)}};
}

json::object line_value(const dossiers::File& file, const dossiers::Line& line, const criteria::CriteriaSet* set,
                        const NameOfActor& name_of_actor) {
  const auto* rule = set == nullptr ? nullptr : set->rule(line.number);
  return {{"indicator", line.number},
          {"title", both(rule == nullptr ? Bilingual{line.number, line.number} : rule->title)},
          {"outcome", engine::name_of(line.outcome)},
          {"is_provisional", line.is_provisional},
          {"value", line.value},
          {"threshold", line.threshold},
          {"finding", finding_value(file.finding(line.number), name_of_actor)}};
}

Bilingual criterion_title(const criteria::CriteriaSet* set, const std::string& number) {
  if (set != nullptr) {
    for (const auto& criterion : set->criteria) {
      if (criterion.number == number) return criterion.title;
    }
  }
  return {number, number};
}

// Lines of a criterion stand together, criteria in the order of the law.
json::array criteria_value(const dossiers::File& file, const dossiers::Assessment& assessment,
                           const criteria::CriteriaSet* set, const NameOfActor& name_of_actor) {
  std::vector<std::pair<std::string, json::array>> groups;
  for (const auto& line : assessment.lines) {
    const auto is_its = [&](const auto& one) { return one.first == line.criterion; };
    auto group = std::find_if(groups.begin(), groups.end(), is_its);
    if (group == groups.end()) group = groups.insert(groups.end(), {line.criterion, json::array()});
    group->second.push_back(line_value(file, line, set, name_of_actor));
  }
  json::array criteria;
  for (auto& [number, lines] : groups) {
    criteria.push_back(json::object{
        {"criterion", number}, {"title", both(criterion_title(set, number))}, {"lines", std::move(lines)}});
  }
  return criteria;
}

json::array words_value(const dossiers::File& file, const NameOfActor& name_of_actor) {
  json::array list;
  for (const auto& step : file.steps) {
    using criteria::Move;
    const bool is_of_them = step.move == Move::verify || step.move == Move::appraise || step.move == Move::returned;
    if (!is_of_them || dossiers::is_blank(step.words)) continue;
    list.push_back(json::object{{"move", name_of(*step.move)},
                                {"day", step.day.text()},
                                {"words", step.words},
                                {"by", name_of_actor(step.actor)}});
  }
  return list;
}

}  // namespace

json::object lines_of(const dossiers::Known& known, const dossiers::File& file, const NameOfActor& name_of_actor) {
  const auto* set = known.law->set(file.dossier.set);
  json::object value{
      {"dossier", file.dossier.id}, {"assessment", nullptr}, {"words", words_value(file, name_of_actor)}};
  if (const auto* assessment = file.last_assessment()) {
    value["assessment"] = json::object{{"as_of", assessment->as_of.text()},
                                       {"version", assessment->version},
                                       {"criteria", criteria_value(file, *assessment, set, name_of_actor)}};
  }
  return value;
}

}  // namespace luytre::councils
