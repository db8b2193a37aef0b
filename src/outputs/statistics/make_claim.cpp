#include "outputs/statistics/make_claim.h"

#include <algorithm>
#include <array>
#include <functional>

#include "programme/judgement/evaluate.h"
#include "programme/judgement/table.h"
#include "programme/observations/installation.h"

namespace luytre::statistics {
namespace {

using engine::Outcome;
using recognition::Holding;
using recognition::Title;

constexpr int average_digits = 2;
constexpr int percent_digits = 1;

struct RegisterRule {
  std::string_view definition;
  Title counted;
  std::optional<Title> whole;  // of a share: holders of this title; none: all communes
};
constexpr std::array<RegisterRule, 10> register_rules = {{
    {"recognised_communes", Title::ntm, {}},
    {"advanced_communes", Title::advanced, {}},
    {"model_communes", Title::model, {}},
    {"modern_communes", Title::modern, {}},
    {"share_of_all_communes", Title::ntm, {}},
    {"advanced_share_of_all_communes", Title::advanced, {}},
    {"model_share_of_all_communes", Title::model, {}},
    {"advanced_share_of_recognised_communes", Title::advanced, Title::ntm},
    {"model_share_of_recognised_communes", Title::model, Title::ntm},
    {"model_share_of_advanced_communes", Title::model, Title::advanced},
}};

struct OutcomeRule {
  std::string_view definition;
  Outcome counted;
};
constexpr std::array<OutcomeRule, 4> outcome_rules = {{
    {"met_communes", Outcome::met},
    {"not_met_communes", Outcome::not_met},
    {"not_assessed_communes", Outcome::not_assessed},
    {"met_share_of_all_communes", Outcome::met},
}};

constexpr std::string_view average_definition = "average_criteria_per_commune";
constexpr std::string_view communes_definition = "communes";

template <class Rule, std::size_t count>
const Rule* rule_of(const std::array<Rule, count>& rules, std::string_view definition) {
  const auto found =
      std::find_if(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.definition == definition; });
  return found == rules.end() ? nullptr : &*found;
}

using Units = std::vector<const units::Unit*>;

// What every rule starts from: the place and its communes on the day.
struct Scope {
  const units::Unit* root = nullptr;  // nullptr: the country
  Units communes;
};

Result<Scope> scope_of(const judgement::Materials& materials, const MakeQuestion& question) {
  Scope scope;
  const units::Register& units = *materials.units;
  if (question.place != whole_country) {
    scope.root = units.find(question.place, question.as_of);
    if (scope.root == nullptr) {
      return refuse("claim.unknown_place", {{"place", question.place}, {"day", question.as_of.text()}});
    }
  }
  const auto complete = units.count(question.as_of, scope.root);
  if (!complete) return pass_on(complete);
  for (const units::Unit* unit : units.descendants(scope.root, question.as_of, units::Level::commune)) {
    if (unit->at(question.as_of)->kind == units::Kind::commune) scope.communes.push_back(unit);
  }
  if (scope.communes.empty()) {
    return refuse("claim.no_communes", {{"place", question.place}, {"day", question.as_of.text()}});
  }
  return scope;
}

Holding holds(const judgement::Materials& materials, const units::Unit& unit, Title title, Date day) {
  std::vector<std::string> ids = {unit.id.text()};
  for (const units::Unit* above : materials.units->ancestors(unit, day)) ids.push_back(above->id.text());
  return materials.titles->holds(ids, {title, std::nullopt, {}, day}).holding;
}

// Those of `among` that hold the title. One unknown title makes the whole count unknown: no false zero.
Result<Units> holders(const judgement::Materials& materials, const Units& among, Title title,
                      const MakeQuestion& question) {
  Units held;
  std::size_t unknown = 0;
  for (const units::Unit* unit : among) {
    const Holding holding = holds(materials, *unit, title, question.as_of);
    if (holding == Holding::yes) held.push_back(unit);
    if (holding == Holding::unknown) ++unknown;
  }
  if (unknown > 0) {
    return refuse("claim.not_covered", {{"unknown", std::to_string(unknown)},
                                        {"total", std::to_string(among.size())},
                                        {"day", question.as_of.text()},
                                        {"place", question.place}});
  }
  return held;
}

std::vector<std::string> ids_of(const Units& units) {
  std::vector<std::string> ids;
  for (const units::Unit* unit : units) ids.push_back(unit->id.text());
  return ids;
}

Decimal number_of(std::size_t count) { return Decimal::of(static_cast<std::int64_t>(count)); }

// Fills figures, printed text and the words from the lists.
Result<Claim> finish(Claim claim, const Definition& definition) {
  if (definition.form == Form::count) {
    claim.numerator = number_of(claim.units_counted.size());
    claim.statement = grouped(*claim.numerator, Language::vi) + " " + definition.unit_vi;
    return claim;
  }
  if (definition.form == Form::share) {
    if (claim.units.empty()) return refuse("claim.no_denominator", {{"denominator", definition.denominator_vi}});
    claim.numerator = number_of(claim.units_counted.size());
    claim.denominator = number_of(claim.units.size());
    claim.printed = percent_text({*claim.numerator, *claim.denominator}, percent_digits);
    claim.statement = grouped(*claim.numerator, Language::vi) + "/" + grouped(*claim.denominator, Language::vi) + " " +
                      definition.unit_vi + " (" + figure_text(claim, definition, Language::vi) + ")";
    return claim;
  }
  const auto average = divide_rounded(*claim.numerator, *claim.denominator, average_digits);
  if (!average) return pass_on(average);
  claim.printed = average->text();
  claim.statement = grouped(*average, Language::vi) + " " + definition.unit_vi;
  return claim;
}

Result<Claim> from_register(const judgement::Materials& materials, const Scope& scope, const RegisterRule& rule,
                            const MakeQuestion& question, Claim claim) {
  claim.source = say("claim.computed.register", Language::vi);
  claim.basis = "register";
  Units whole = scope.communes;
  if (rule.whole) {
    auto found = holders(materials, scope.communes, *rule.whole, question);
    if (!found) return pass_on(found);
    whole = std::move(*found);
  }
  const auto counted = holders(materials, whole, rule.counted, question);
  if (!counted) return pass_on(counted);
  claim.units = ids_of(whole);
  claim.units_counted = ids_of(*counted);
  return claim;
}

struct Judgements {
  std::vector<const judgement::Evaluation*> rows;  // of communes
  std::size_t without_values = 0;                  // communes of which no criterion could be assessed
  std::size_t undecided = 0;                       // communes whose outcome is "not assessed"
  int criteria_not_assessed = 0;
  bool are_demonstration = false;
};

Judgements of_communes(const judgement::Table& table) {
  Judgements kept;
  for (const judgement::Evaluation& row : table.rows) {
    if (row.unit_kind != units::word(units::Kind::commune)) continue;
    kept.rows.push_back(&row);
    const int open = row.criteria_by_outcome[static_cast<std::size_t>(Outcome::not_assessed)];
    kept.criteria_not_assessed += open;
    if (open >= row.criteria_total) ++kept.without_values;
    if (row.outcome == Outcome::not_assessed) ++kept.undecided;
    kept.are_demonstration =
        kept.are_demonstration || std::any_of(row.notices.begin(), row.notices.end(),
                                              [](const auto& notice) { return notice.code == "demonstration"; });
  }
  return kept;
}

// The lowest stage of all values used: a sum is no firmer than its weakest part.
std::string basis_of(const Judgements& judged, observations::Opinion opinion) {
  std::optional<observations::Stage> lowest;
  for (const auto* row : judged.rows) {
    if (row->stage && (!lowest || *row->stage < *lowest)) lowest = row->stage;
  }
  const std::string stage = lowest ? "/" + std::string(observations::text(*lowest)) : "";
  return std::string(observations::text(opinion)) + stage;
}

Result<judgement::Table> judge(const judgement::Materials& materials, const Scope& scope,
                               const MakeQuestion& question) {
  judgement::Question asked;
  asked.as_of = question.as_of;
  asked.opinion = question.opinion;
  asked.set = question.set;
  if (asked.set.empty()) {
    asked.set = judgement::default_set(*materials.library, *scope.communes.front(), question.as_of);
  }
  if (asked.set.empty()) return refuse("claim.no_set", {{"day", question.as_of.text()}});
  return judgement::evaluate_all(materials, asked, scope.root);
}

// A commune that nobody has assessed is neither met nor not met: a share or average over it would be a false one.
Done check_assessed(const Judgements& judged, const Definition& definition, const std::string& set) {
  if (judged.without_values == judged.rows.size()) return refuse("claim.nothing_assessed", {{"set", set}});
  const std::size_t open = definition.form == Form::share     ? judged.undecided
                           : definition.form == Form::average ? judged.without_values
                                                              : 0;
  if (open == 0) return {};
  return refuse("claim.some_not_assessed",
                {{"open", std::to_string(open)}, {"total", std::to_string(judged.rows.size())}, {"set", set}});
}

Result<Claim> from_judgement(const judgement::Materials& materials, const Scope& scope, const Definition& definition,
                             const MakeQuestion& question, Claim claim) {
  const auto table = judge(materials, scope, question);
  if (!table) return pass_on(table);
  const Judgements judged = of_communes(*table);
  if (judged.rows.size() != scope.communes.size()) {
    return refuse("claim.not_all_judged",
                  {{"judged", std::to_string(judged.rows.size())}, {"total", std::to_string(scope.communes.size())}});
  }
  const auto assessed = check_assessed(judged, definition, table->question.set);
  if (!assessed) return pass_on(assessed);
  claim.source = say("claim.computed.judgement", Language::vi);
  if (judged.are_demonstration) claim.source = std::string(observations::demonstration_mark) + " " + claim.source;
  claim.basis = basis_of(judged, question.opinion);
  claim.rule = table->question.set;
  claim.rule_hash = judged.rows.front()->set_hash;
  const OutcomeRule* rule = rule_of(outcome_rules, question.definition);
  std::int64_t criteria_met = 0;
  for (const auto* row : judged.rows) {
    claim.units.push_back(row->question.unit.text());
    if (rule != nullptr && row->outcome == rule->counted) claim.units_counted.push_back(claim.units.back());
    claim.provisional = claim.provisional || row->provisional;
    criteria_met += row->criteria_met;
  }
  // the table is in the order of names; lists of units are in that of identities, so that they can be compared
  std::sort(claim.units.begin(), claim.units.end());
  std::sort(claim.units_counted.begin(), claim.units_counted.end());
  if (judged.criteria_not_assessed > 0) {
    claim.note = say("claim.computed.open", {{"criteria", std::to_string(judged.criteria_not_assessed)}}, Language::vi);
  }
  if (rule == nullptr) {  // the average
    claim.units_counted = claim.units;
    claim.numerator = Decimal::of(criteria_met);
    claim.denominator = number_of(claim.units.size());
  }
  return claim;
}

}  // namespace

bool is_computable(std::string_view definition) {
  return rule_of(register_rules, definition) != nullptr || rule_of(outcome_rules, definition) != nullptr ||
         definition == average_definition || definition == communes_definition;
}

Result<Claim> make_claim(const judgement::Materials& materials, const Definitions& definitions,
                         const MakeQuestion& question) {
  const Definition* definition = definitions.find(question.definition);
  if (definition == nullptr) return refuse("claim.unknown_definition", {{"definition", question.definition}});
  if (!is_computable(question.definition)) return refuse("claim.not_computable", {{"definition", question.definition}});
  const auto scope = scope_of(materials, question);
  if (!scope) return pass_on(scope);
  Claim claim;
  claim.definition = question.definition;
  claim.place = question.place;
  claim.as_of = question.as_of;
  claim.origin = Origin::own;
  claim.as_known = materials.known_at;
  if (const RegisterRule* rule = rule_of(register_rules, question.definition)) {
    auto made = from_register(materials, *scope, *rule, question, std::move(claim));
    return made ? finish(std::move(*made), *definition) : made;
  }
  if (question.definition == communes_definition) {
    claim.source = say("claim.computed.units", Language::vi);
    claim.basis = "register";
    claim.units = ids_of(scope->communes);
    claim.units_counted = claim.units;
    return finish(std::move(claim), *definition);
  }
  auto made = from_judgement(materials, *scope, *definition, question, std::move(claim));
  return made ? finish(std::move(*made), *definition) : made;
}

}  // namespace luytre::statistics
