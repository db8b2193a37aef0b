// Property: over random sets of every rule kind, units, dates, values and gaps, the real path (compile, gather, engine,
// assemble) and the naive judge agree on every criterion and indicator.
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "programme/judgement/drawn_law_for_test.h"
#include "programme/judgement/evaluate.h"
#include "programme/judgement/naive_evaluator.h"

namespace luytre::judgement {
namespace {

using namespace drawn;  // NOLINT(google-build-using-namespace): the words of the test
using naive::Known;

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
