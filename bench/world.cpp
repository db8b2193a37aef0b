#include "bench/world.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <set>

#include "base/messages.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::bench {

void expect(bool holds, const std::string& what) {
  if (holds) return;
  fmt::print(stderr, "WRONG ANSWER: {}\n", what);
  std::exit(1);
}

void fail(const std::string& what, const Problem& problem) {
  fmt::print(stderr, "FAILED: {}: {}\n", what, full_message(problem, Language::en));
  std::exit(1);
}

void print_ratio(const std::string& what, double ours, double peer, const std::string& peer_name) {
  fmt::print("{}: {:.2f} times {} ({:.3f} s against {:.3f} s)\n", what, ours / peer, peer_name, ours, peer);
}

Country Country::make(storage::StoreKind kind) {
  Country country;
  country.store = take(storage::TemporaryDatabase::make(kind), "temporary database");
  const auto migrated = storage::migrate(country.database());
  if (!migrated) fail("migrate", migrated.error());
  country.writer = std::make_unique<commands::Writer>(country.database());
  take(units::seed_reference(*country.writer, access::Actor::local_operator(), "20"), "reference units");
  country.units = take(units::load_register(country.database(), INT64_MAX), "register");
  country.law = take(criteria::embedded_library(), "law");
  return country;
}

std::vector<const units::Unit*> Country::communes(Date day, const std::string& province) const {
  const auto* root = province.empty() ? nullptr : units->find(province, day);
  return units->descendants(root, day, units::Level::commune);
}

observations::ObservedValue value_of(const criteria::Measure& measure, std::uint32_t seed) {
  using observations::ObservedValue;
  const std::uint32_t mixed = seed * 2'654'435'761U >> 8U;
  switch (measure.kind) {
    case criteria::MeasureKind::share:
      return ObservedValue::of_share(Decimal::of(mixed % 201), Decimal::of(200));
    case criteria::MeasureKind::truth:
      return ObservedValue::of_truth(mixed % 4 != 0);
    case criteria::MeasureKind::grade:
      return ObservedValue::of_grade(measure.grades[mixed % measure.grades.size()]);
    case criteria::MeasureKind::count:
      return ObservedValue::of_number(Decimal::of(mixed % 50));
    case criteria::MeasureKind::score:
    case criteria::MeasureKind::number:
    case criteria::MeasureKind::money:
      break;
  }
  return ObservedValue::of_number(Decimal::from(mixed % 1000, 1));
}

namespace {

void collect(const criteria::RuleNode& rule, const criteria::Library& law, std::set<std::string>& seen,
             std::vector<const criteria::Measure*>& found) {
  const auto* measure = rule.measure.empty() ? nullptr : law.measure(rule.measure);
  if (measure && seen.insert(measure->id).second) found.push_back(measure);
  for (const auto& part : rule.parts) collect(part, law, seen, found);
}

}  // namespace

std::vector<const criteria::Measure*> measures_of(const criteria::Library& law, const std::string& set) {
  std::vector<const criteria::Measure*> found;
  std::set<std::string> seen;
  const auto* criteria_set = law.set(set);
  expect(criteria_set != nullptr, "the law has " + set);
  for (const auto& criterion : criteria_set->criteria) {
    for (const auto& indicator : criterion.indicators) collect(indicator.rule, law, seen, found);
  }
  return found;
}

}  // namespace luytre::bench
