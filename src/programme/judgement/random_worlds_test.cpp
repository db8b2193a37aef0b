// Property: over random sets of every rule kind, units, dates, values and gaps, the real path (compile, gather, engine,
// assemble) and the naive judge agree on every criterion and indicator.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "programme/judgement/evaluate.h"
#include "programme/judgement/naive_evaluator.h"

namespace luytre::judgement {
namespace {

using criteria::CriteriaSet;
using criteria::RuleNode;
using engine::RuleKind;
using naive::Known;

constexpr std::string_view set_id = "random/2021-2025";
constexpr std::string_view other_id = "other/2021-2025";
const Date begins = Date::of(2018, 1, 1);

// The whole range from the first case on: rapidcheck would begin with small numbers only.
int pick(int below) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, below)); }
bool chance(int percent) { return pick(100) < percent; }
template <class T>
T one_of(std::vector<T> choices) {
  return choices[static_cast<std::size_t>(pick(static_cast<int>(choices.size())))];
}

criteria::Measure measure(const std::string& id, criteria::MeasureKind kind, std::optional<int> age) {
  criteria::Measure made;
  made.id = id;
  made.kind = kind;
  made.maximum_age_months = age;
  if (kind == criteria::MeasureKind::grade) made.grades = {"low", "middle", "high"};
  return made;
}

std::vector<criteria::Measure> measures() {
  using Kind = criteria::MeasureKind;
  std::vector<criteria::Measure> all{measure("count", Kind::count, std::nullopt), measure("grade", Kind::grade, 18),
                                     measure("incident", Kind::count, 30),        measure("number", Kind::number, 18),
                                     measure("score", Kind::score, std::nullopt), measure("sex", Kind::share, 18),
                                     measure("share", Kind::share, 18),           measure("truth", Kind::truth, 18)};
  for (std::size_t i = 0; i < all.size(); ++i) all[i].ordinal = i;
  return all;
}

criteria::Condition condition(int depth) {
  using Kind = criteria::Condition::Kind;
  criteria::Condition made;
  const int shape = pick(depth > 0 ? 6 : 3);
  if (shape == 0) {
    made.kind = Kind::attribute_in;
    made.name = one_of<std::string>({"border", "region"});
    made.values = {one_of<std::string>({"yes", "A"})};
    return made;
  }
  if (shape <= 2) {
    made.name = one_of<std::string>({"count", "truth"});
    made.kind = made.name == "truth"
                    ? Kind::measure_is_true
                    : one_of<Kind>({Kind::measure_at_least, Kind::measure_more_than, Kind::measure_at_most,
                                    Kind::measure_less_than, Kind::measure_equals});
    made.limit = Decimal::of(pick(4));
    return made;
  }
  made.kind = one_of<Kind>({Kind::all, Kind::any, Kind::negation});
  const int parts = made.kind == Kind::negation ? 1 : 2;
  for (int i = 0; i < parts; ++i) made.parts.push_back(condition(depth - 1));
  return made;
}

criteria::Threshold threshold(RuleKind kind, const std::string& column, criteria::Layer layer) {
  criteria::Threshold row;
  row.column = column;
  row.layer = layer;
  row.from = one_of<Date>({Date::of(2021, 1, 1), Date::of(2023, 6, 1)});
  const int state = pick(10);
  row.state = state == 0   ? criteria::ThresholdState::unknown
              : state == 1 ? criteria::ThresholdState::not_applicable
                           : criteria::ThresholdState::known;
  const bool is_rank = kind == RuleKind::grade_at_least || kind == RuleKind::score_bands;
  if (is_rank) {
    row.value = Decimal::of(pick(3));
  } else if (kind == RuleKind::relative_at_least) {
    row.value = Decimal::from(8 + pick(8), 1);
  } else if (kind == RuleKind::count_at_least) {
    row.value = Decimal::of(pick(4));
  } else {
    row.value = Decimal::from(10 * pick(20), 1);
  }
  row.upper = *add(row.value, Decimal::of(pick(5)));
  return row;
}

std::vector<criteria::Threshold> thresholds(RuleKind kind) {
  std::vector<criteria::Threshold> rows;
  for (const auto layer : {criteria::Layer::decree, criteria::Layer::ministry, criteria::Layer::province}) {
    if (!chance(layer == criteria::Layer::decree ? 90 : 15)) continue;
    const bool by_column = chance(60);
    const auto columns = by_column ? std::vector<std::string>{"A", "B"} : std::vector<std::string>{"all"};
    for (const auto& column : columns) {
      rows.push_back(threshold(kind, column, layer));
      if (chance(25)) {  // a later row of the same column
        rows.push_back(threshold(kind, column, layer));
        rows.back().from = Date::of(2024, 1, 1);
      }
      if (chance(20)) rows.back().year = 2022 + pick(3);
    }
  }
  return rows;
}

RuleNode rule(int depth, bool is_district, const std::string& number);

void shape_parts(RuleNode& made, int depth, bool is_district) {
  const int parts = 1 + pick(3);
  for (int i = 0; i < parts; ++i) {
    made.parts.push_back(rule(depth - 1, is_district, made.number + "." + std::to_string(i + 1)));
    made.parts.back().is_mandatory = made.kind == RuleKind::count_at_least && chance(30);
  }
  made.counts_as_share = made.kind == RuleKind::count_at_least && chance(40);
  if (made.counts_as_share) {
    for (auto& row : made.thresholds) row.value = Decimal::of(10 * pick(11));
  }
}

void shape(RuleNode& made, int depth, bool is_district) {
  switch (made.kind) {
    case RuleKind::is_true:
      made.measure = "truth";
      break;
    case RuleKind::grade_at_least:
      made.measure = "grade";
      break;
    case RuleKind::growth_at_least:
      made.measure = "number";
      made.since_years = 1;
      break;
    case RuleKind::relative_at_least:
      made.measure = "number";
      if (chance(50)) {
        made.relative_to.measure = "number";
        made.relative_to.of = "province";
      } else {
        made.relative_to.threshold_of_set = other_id;
        made.relative_to.threshold_of_indicator = "1.1";
      }
      break;
    case RuleKind::none_in_period:
      made.measure = "incident";
      made.window_months = 24;
      break;
    case RuleKind::prerequisite:
      made.prerequisite_set = other_id;
      made.prerequisite_need = chance(50) ? criteria::Need::met : criteria::Need::recognised;
      break;
    case RuleKind::children_share_at_least:
      made.children.level = "commune";
      made.children.kinds = {"commune"};
      made.children.holds = other_id;
      made.children.none_is_not_applicable = chance(30);
      for (auto& row : made.thresholds) row.value = Decimal::of(10 * pick(11));
      break;
    case RuleKind::each_of:
      made.measure = "sex";
      made.dimension = "sex";
      made.dimension_values = {"male", "female"};
      made.each = one_of<RuleKind>({RuleKind::at_least, RuleKind::more_than, RuleKind::at_most});
      break;
    case RuleKind::score_bands:
      made.measure = "score";
      made.bands = {{"low", Decimal::of(3), Decimal::of(7), {}},
                    {"middle", Decimal::of(7), Decimal::of(12), {}},
                    {"high", Decimal::of(12), Decimal::of(18), {}}};
      break;
    case RuleKind::all_of:
    case RuleKind::any_of:
    case RuleKind::count_at_least:
      shape_parts(made, depth, is_district);
      break;
    case RuleKind::unknown:
      break;
    default:
      made.measure = one_of<std::string>({"number", "share", "count"});
      break;
  }
}

RuleNode rule(int depth, bool is_district, const std::string& number) {
  std::vector<RuleKind> kinds{RuleKind::at_least,          RuleKind::more_than,      RuleKind::at_most,
                              RuleKind::less_than,         RuleKind::equals,         RuleKind::between,
                              RuleKind::is_true,           RuleKind::grade_at_least, RuleKind::growth_at_least,
                              RuleKind::relative_at_least, RuleKind::none_in_period, RuleKind::prerequisite,
                              RuleKind::each_of,           RuleKind::score_bands,    RuleKind::unknown};
  if (is_district) kinds.push_back(RuleKind::children_share_at_least);
  if (depth > 0) kinds.insert(kinds.end(), {RuleKind::all_of, RuleKind::any_of, RuleKind::count_at_least});
  RuleNode made;
  made.kind = one_of(kinds);
  made.number = number;
  made.id = "rule_" + number;
  if (engine::takes_threshold(made.kind)) {
    made.thresholds = thresholds(made.kind == RuleKind::each_of ? RuleKind::at_least : made.kind);
    if (chance(15)) made.delegated = one_of<criteria::Layer>({criteria::Layer::ministry, criteria::Layer::province});
  }
  shape(made, depth, is_district);
  if (chance(15)) made.applies_if = condition(1);
  if (chance(15)) {
    criteria::Exception exception;
    exception.when = condition(1);
    exception.outcome = chance(70) ? engine::Outcome::not_applicable : engine::Outcome::met;
    made.exceptions.push_back(exception);
  }
  return made;
}

CriteriaSet random_set(bool is_district) {
  CriteriaSet set;
  set.id = set_id;
  set.tier = "advanced";
  set.level = is_district ? criteria::SetLevel::district : criteria::SetLevel::commune;
  set.period = {Date::of(2021, 1, 1), Date::of(2026, 1, 1)};
  set.column_attribute = "region";
  set.columns = {"A", "B"};
  if (chance(30)) set.column_overrides.push_back({condition(0), "A", {}, criteria::Confidence::sourced});
  for (auto& one : set.column_overrides) {  // columns look at attributes only
    one.when = {};
    one.when.kind = criteria::Condition::Kind::attribute_in;
    one.when.name = "border";
    one.when.values = {"yes"};
  }
  if (chance(20)) {
    set.prerequisites.push_back({std::string(other_id),
                                 chance(50) ? criteria::Need::met : criteria::Need::recognised,
                                 {},
                                 criteria::Confidence::sourced,
                                 {}});
  }
  const int criteria_count = 1 + pick(3);
  for (int c = 1; c <= criteria_count; ++c) {
    criteria::Criterion criterion;
    criterion.number = std::to_string(c);
    criterion.counts = chance(85);
    const int indicators = 1 + pick(3);
    for (int i = 1; i <= indicators; ++i) {
      criteria::Indicator indicator;
      indicator.rule = rule(2, is_district, criterion.number + "." + std::to_string(i));
      indicator.is_encouraged = chance(10);
      criterion.indicators.push_back(std::move(indicator));
    }
    set.criteria.push_back(std::move(criterion));
  }
  return set;
}

// The set that the other refers to: one indicator about `number`.
CriteriaSet other_set(bool is_district) {
  CriteriaSet set;
  set.id = other_id;
  set.tier = "ntm";
  set.level = is_district ? criteria::SetLevel::district : criteria::SetLevel::commune;
  set.period = {Date::of(2021, 1, 1), Date::of(2026, 1, 1)};
  set.column_attribute = "region";
  set.columns = {"A", "B"};
  criteria::Criterion criterion;
  criterion.number = "1";
  criteria::Indicator indicator;
  indicator.rule.kind = RuleKind::at_least;
  indicator.rule.number = "1.1";
  indicator.rule.id = "rule_1.1";
  indicator.rule.measure = "number";
  indicator.rule.thresholds = thresholds(RuleKind::at_least);
  criterion.indicators.push_back(std::move(indicator));
  set.criteria.push_back(std::move(criterion));
  return set;
}

std::vector<naive::Reported> random_reports(Date as_of) {
  std::vector<naive::Reported> reports;
  std::set<std::tuple<std::string, std::string, Date, bool>> taken;
  const auto report = [&](const std::string& name, const std::string& dimension, bool of_province) {
    const auto day = as_of.plus_months(-3 * pick(14)).plus_days(-pick(2));
    naive::Reported one{name, dimension, day, pick(20), 0, of_province};
    if (name == "truth") one.amount = pick(2);
    if (name == "grade") one.amount = pick(3);
    if (name == "incident") one.amount = chance(70) ? 0 : 1;
    if (name == "share" || name == "sex") one.denominator = 1 + pick(100);
    if (one.as_of < begins || !taken.emplace(name, dimension, one.as_of, of_province).second) return;
    reports.push_back(one);
  };
  for (const std::string name : {"count", "grade", "incident", "number", "score", "share", "truth"}) {
    for (int i = pick(4); i > 0; --i) report(name, "", false);
  }
  for (const std::string sex : {"male", "female"}) {
    for (int i = pick(3); i > 0; --i) report("sex", sex, false);
  }
  for (int i = pick(2); i > 0; --i) report("number", "", true);
  return reports;
}

units::Unit make_unit(std::string code, units::Level level, units::Kind kind, std::string parent) {
  units::Unit unit;
  unit.id = {code, begins};
  unit.level = level;
  unit.versions.push_back({{begins, Date::open_end()}, code, kind, std::move(parent), units::Dating::list, "", ""});
  return unit;
}

observations::ObservedValue observed(const naive::Reported& one, const criteria::Library& library) {
  using observations::ObservedValue;
  if (one.denominator > 0) return ObservedValue::of_share(Decimal::of(one.amount), Decimal::of(one.denominator));
  if (one.measure == "truth") return ObservedValue::of_truth(one.amount != 0);
  if (one.measure == "grade") {
    return ObservedValue::of_grade(library.measure("grade")->grades[static_cast<std::size_t>(one.amount)]);
  }
  return ObservedValue::of_number(Decimal::of(one.amount));
}

// A register that is complete for a unit is complete for all below it; so of a district a revocation says "no".
void state_title(const units::UnitId& unit, Known state, Date as_of, std::vector<recognition::TitleFact>& facts,
                 std::vector<recognition::Coverage>& coverage) {
  if (state == Known::unknown) return;
  if (state == Known::no && unit.code.size() > 3) {
    coverage.push_back({unit.text(), recognition::Title::ntm, {begins, Date::open_end()}, "test", 1});
    return;
  }
  recognition::TitleFact fact;
  fact.unit = unit.text();
  fact.set = other_id;
  fact.stated_on = as_of;
  fact.standing = state == Known::yes ? recognition::Standing::recognised : recognition::Standing::revoked;
  facts.push_back(std::move(fact));
}

// The same world, as the program holds it.
Materials materials_of(const naive::World& world, std::shared_ptr<const criteria::Library> library, bool is_district) {
  units::RegisterParts parts;
  parts.units.push_back(make_unit("90", units::Level::province, units::Kind::province, ""));
  parts.units.push_back(make_unit("900", units::Level::district, units::Kind::rural_district, "90"));
  if (!is_district) parts.units.push_back(make_unit("90000", units::Level::commune, units::Kind::commune, "900"));
  const auto unit = parts.units.back().id;
  const auto position = static_cast<units::Ordinal>(parts.units.size() - 1);
  for (const auto& [name, value] : world.attributes) {
    parts.attributes.push_back({position, name, value, {begins, Date::open_end()}, "", ""});
  }
  parts.coverage.push_back({"90", {begins, Date::open_end()}, "test"});
  std::vector<recognition::TitleFact> facts;
  std::vector<recognition::Coverage> coverage;
  if (const auto found = world.titles.find(std::string(other_id)); found != world.titles.end()) {
    state_title(unit, found->second, world.as_of, facts, coverage);
  }
  if (const auto found = world.below.find(std::string(other_id)); found != world.below.end()) {
    for (std::size_t i = 0; i < found->second.size(); ++i) {
      parts.units.push_back(make_unit(std::to_string(91000 + i), units::Level::commune, units::Kind::commune, "900"));
      state_title(parts.units.back().id, found->second[i], world.as_of, facts, coverage);
    }
  }
  observations::PanelBuilder panel;
  std::uint32_t at = 0;
  for (const auto& one : world.reported) {
    observations::Observation observation;
    const std::string whose = one.of_province ? units::UnitId{"90", begins}.text() : unit.text();
    observation.key = {whose, one.measure, one.dimension, observations::Opinion::self, one.as_of};
    observation.value = observed(one, *library);
    observation.id = {1, at++};
    observation.event = 1;
    panel.add(observation);
  }
  Materials materials;
  materials.units = std::make_shared<const units::Register>(std::move(parts), 1);
  materials.library = std::move(library);
  materials.panel = std::move(panel).build(1);
  materials.titles = std::make_shared<const recognition::TitleRegister>(
      std::move(facts), std::vector<recognition::QuotedFact>(), std::move(coverage), 1);
  return materials;
}

naive::World random_world(const criteria::Library& library, bool is_district) {
  naive::World world;
  world.library = &library;
  world.as_of = Date::of(2020 + pick(7), static_cast<unsigned>(1 + pick(12)), static_cast<unsigned>(1 + pick(28)));
  world.year = world.as_of.year();
  world.unit_since = begins;
  world.level = is_district ? "district" : "commune";
  if (chance(85)) world.attributes["region"] = one_of<std::string>({"A", "B"});
  if (chance(60)) world.attributes["border"] = one_of<std::string>({"yes", "no"});
  world.reported = random_reports(world.as_of);
  world.titles[std::string(other_id)] = one_of<Known>({Known::yes, Known::no, Known::unknown});
  if (is_district) {
    for (int i = pick(5); i > 0; --i) {
      world.below[std::string(other_id)].push_back(one_of<Known>({Known::yes, Known::no, Known::unknown}));
    }
  }
  return world;
}

void expect_same(const Evaluation& real, const naive::Outcomes& expected) {
  RC_ASSERT(real.criteria.size() == expected.criteria.size());
  for (std::size_t c = 0; c < expected.criteria.size(); ++c) {
    const auto& criterion = real.criteria[c];
    for (std::size_t i = 0; i < criterion.indicators.size(); ++i) {
      const auto& indicator = criterion.indicators[i];
      if (indicator.outcome != expected.indicators[c][i]) {
        RC_LOG() << indicator.number << " " << engine::name_of(indicator.rule) << ": real "
                 << engine::name_of(indicator.outcome) << " (" << engine::name_of(indicator.reason) << "), naive "
                 << engine::name_of(expected.indicators[c][i]) << "\n";
      }
      RC_ASSERT(indicator.outcome == expected.indicators[c][i]);
    }
    RC_ASSERT(criterion.outcome == expected.criteria[c]);
  }
  RC_ASSERT(real.criteria_met == expected.criteria_met);
  RC_ASSERT(real.outcome == expected.outcome);
}

RC_GTEST_PROP(RandomWorlds, RealPathAgreesWithNaiveJudge, ()) {
  const bool is_district = chance(40);
  auto library = std::make_shared<criteria::Library>();
  library->measures = measures();
  library->sets.push_back(other_set(is_district));
  library->sets.push_back(random_set(is_district));
  constexpr int worlds_per_set = 8;
  for (int i = 0; i < worlds_per_set; ++i) {
    const auto world = random_world(*library, is_district);
    Question question;
    question.set = set_id;
    question.unit = {is_district ? "900" : "90000", begins};
    question.as_of = world.as_of;
    const auto evaluation = evaluate(materials_of(world, library, is_district), question);
    RC_ASSERT(evaluation.has_value());
    expect_same(*evaluation, naive::judge(world, *library->set(set_id)));
  }
}

}  // namespace
}  // namespace luytre::judgement
