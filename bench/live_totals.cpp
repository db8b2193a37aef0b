// The country's totals while values arrive: 3,321 communes, 57 indicators, 20 quarters. The first question and the one
// after a value more, against judging every commune one by one and counting; what a value takes in memory, against the
// plain row that it is.

#include <fmt/format.h>

#include "bench/world.h"
#include "programme/judgement/table.h"
#include "programme/totals/desk.h"

namespace luytre::bench {
namespace {

using observations::Panel;

const std::string set = "commune-ntm/2021-2025";
constexpr int quarters = 20;

Date quarter_end(int quarter) { return Date::of(2021, 1, 1).plus_months(3 * (quarter + 1)).plus_days(-1); }

observations::Observation said(const units::Unit& commune, const criteria::Measure& measure, Date as_of,
                               audit::EventNumber event, std::uint32_t position, std::uint32_t seed) {
  observations::Observation each;
  each.key = {commune.id.text(), measure.id, "", observations::Opinion::self, as_of};
  each.value = value_of(measure, seed);
  each.source = "báo cáo quý";
  each.id = {event, position};
  each.event = event;
  return each;
}

// An event a quarter, as if one file held the whole country.
std::shared_ptr<const Panel> fill(const Country& country, const std::vector<const units::Unit*>& communes) {
  std::shared_ptr<const Panel> panel = observations::PanelBuilder().build(0);
  const auto measures = measures_of(*country.law, set);
  std::uint32_t seed = 1;
  for (int quarter = 0; quarter < quarters; ++quarter) {
    observations::PanelBuilder builder(panel.get());
    std::uint32_t position = 0;
    for (const auto* commune : communes) {
      for (const auto* measure : measures) {
        builder.add(said(*commune, *measure, quarter_end(quarter), quarter + 1, position++, ++seed));
      }
    }
    panel = std::move(builder).build(quarter + 1);
  }
  return panel;
}

struct Counted {
  std::uint32_t met = 0, not_met = 0, criteria_met = 0;
  friend bool operator==(const Counted&, const Counted&) = default;
};

Counted one_by_one(const judgement::Materials& materials, Date day) {
  judgement::Evaluator evaluator(materials);
  Counted counted;
  judgement::Question question;
  question.set = set;
  question.as_of = day;
  for (const auto* unit : materials.units->descendants(nullptr, day, units::Level::commune)) {
    if (!judgement::concerns(*materials.library->set(set), *unit, day)) continue;
    question.unit = unit->id;
    const auto evaluation = take(evaluator.evaluate(question), "judging a commune");
    counted.met += evaluation.outcome == engine::Outcome::met ? 1U : 0U;
    counted.not_met += evaluation.outcome == engine::Outcome::not_met ? 1U : 0U;
    counted.criteria_met += static_cast<std::uint32_t>(evaluation.criteria_met);
  }
  return counted;
}

Counted from_desk(totals::Desk& desk, const judgement::Materials& materials, Date day) {
  judgement::Question question;
  question.set = set;
  question.as_of = day;
  const auto answer = take(desk.answer(
                               [&](auto) -> Result<totals::Known> {
                                 return totals::Known{materials, false};
                               },
                               std::nullopt, [&](const auto&) -> Result<judgement::Question> { return question; }),
                           "asking for totals");
  const auto& country = answer.totals->rolled.totals.front();
  return {country.met, country.not_met, country.criteria_met};
}

void measure_questions(const Country& country, judgement::Materials materials,
                       const std::vector<const units::Unit*>& communes) {
  const Date day = quarter_end(quarters - 1);
  Stopwatch watch;
  const Counted expected = one_by_one(materials, day);
  const double singly = watch.seconds();
  totals::Desk desk;
  watch = Stopwatch();
  expect(from_desk(desk, materials, day) == expected, "the totals of the first question");
  print_ratio("the country's totals, first question", watch.seconds(), singly, "every commune by itself");

  constexpr int values = 200;
  const auto measures = measures_of(*country.law, set);
  watch = Stopwatch();
  Counted after;
  for (int i = 0; i < values; ++i) {
    const auto seed = static_cast<std::uint32_t>(i) * 7919U + 3U;
    observations::PanelBuilder builder(materials.panel.get());
    ++materials.known_at;
    builder.add(
        said(*communes[seed % communes.size()], *measures[seed % measures.size()], day, materials.known_at, 0, seed));
    materials.panel = observations::published(std::move(builder).build(materials.known_at));
    after = from_desk(desk, materials, day);
  }
  const double each = watch.seconds() / values;
  expect(after == one_by_one(materials, day), "the totals after many values");
  fmt::print(
      "a value more, and the totals again: {:.0f} µs; judging every commune by itself takes {:.0f} times as long\n",
      each * 1e6, singly / each);
}

int run() {
  const Country country = Country::make();
  const auto communes = country.communes(quarter_end(quarters - 1));
  judgement::Materials materials;
  materials.units = country.units;
  materials.library = country.law;
  materials.titles = std::make_shared<const recognition::TitleRegister>();
  materials.panel = fill(country, communes);
  materials.known_at = quarters;
  const double each = static_cast<double>(materials.panel->bytes()) / static_cast<double>(materials.panel->size());
  fmt::print("{} values in memory: {:.1f} bytes each, a plain row takes {}\n", materials.panel->size(), each,
             sizeof(observations::Cell));
  expect(each * 2 < sizeof(observations::Cell), "values in memory take less than half of plain rows");
  measure_questions(country, materials, communes);
  return 0;
}

}  // namespace
}  // namespace luytre::bench

int main() { return luytre::bench::run(); }
