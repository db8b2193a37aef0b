// Judging the 65 communes of Lạng Sơn and the 3,321 of the country under 57 indicators, against the least that any
// judge must do: look up the same values in the same memory. The answer is computed a second way, by division.

#include <fmt/format.h>

#include "bench/world.h"
#include "programme/judgement/table.h"
#include "programme/observations/panel.h"

namespace luytre::bench {
namespace {

const std::string set = "commune-ntm/2021-2025";
const Date day = Date::of(2025, 12, 31);
constexpr std::size_t indicators_of_set = 57;

std::shared_ptr<const observations::Panel> fill(const Country& country) {
  observations::PanelBuilder builder;
  std::uint32_t seed = 1;
  const auto measures = measures_of(*country.law, set);
  for (const auto* commune : country.communes(day)) {
    for (const auto* measure : measures) {
      std::vector<std::string> dimensions{""};
      if (!measure->dimensions.empty()) dimensions = {"", "male", "female"};
      for (const auto& dimension : dimensions) {
        observations::Observation each;
        each.key = {commune->id.text(), measure->id, dimension, observations::Opinion::self, day};
        each.value = value_of(*measure, ++seed);
        each.id = {1, seed};
        each.event = 1;
        builder.add(each);
      }
    }
  }
  return std::move(builder).build(1);
}

double number(const std::string& text) {
  if (text == "true") return 1;
  return text == "false" ? 0 : std::stod(text);
}

struct Recount {
  std::size_t indicators = 0, compared = 0, met = 0;
};

// The naive judge: binary floating point over what the evaluation says it saw. Values never lie on a limit's last bit.
Recount recount(const judgement::Table& table) {
  Recount count;
  for (const auto& row : table.rows) {
    for (const auto& criterion : row.criteria) {
      for (const auto& judged : criterion.indicators) {
        ++count.indicators;
        if (judged.rule != engine::RuleKind::at_least || !judged.value || !judged.threshold) continue;
        const double value =
            judged.share ? 100 * number(judged.share->numerator.text()) / number(judged.share->denominator.text())
                         : number(*judged.value);
        const bool is_met = value >= number(*judged.threshold);
        expect(is_met == (judged.outcome == engine::Outcome::met), row.question.unit.text() + " " + judged.number);
        ++count.compared;
        count.met += is_met ? 1 : 0;
      }
    }
  }
  return count;
}

// Reads every value that the judge had to read, and nothing else.
double scan(const Country& country, const observations::Panel& panel, const std::string& province) {
  const auto measures = measures_of(*country.law, set);
  const auto communes = country.communes(day, province);
  const Stopwatch watch;
  std::size_t found = 0;
  for (const auto* commune : communes) {
    const auto unit = commune->id.text();
    for (const auto* measure : measures) {
      found += panel.latest(unit, measure->id, "", observations::Opinion::self, day) ? 1U : 0U;
    }
  }
  const double seconds = watch.seconds();
  expect(found == communes.size() * measures.size(), "the scan finds every value");
  return seconds;
}

void judge(const Country& country, const std::shared_ptr<const observations::Panel>& panel, const std::string& province,
           std::size_t communes) {
  const judgement::Materials materials{country.units, country.law, panel,
                                       std::make_shared<const recognition::TitleRegister>(), 1};
  judgement::Question question;
  question.set = set;
  question.as_of = day;
  const auto* root = province.empty() ? nullptr : country.units->find(province, day);
  const Stopwatch watch;
  const auto table = take(judgement::evaluate_all(materials, question, root), "evaluate");
  const double seconds = watch.seconds();
  expect(table.refused.empty(), "every commune is judged");
  expect(table.rows.size() == communes, "as many rows as communes");
  const auto count = recount(table);
  expect(count.indicators == communes * indicators_of_set, "57 indicators a commune");
  expect(count.compared > 0 && count.met > 0 && count.met < count.compared, "some are met, some are not");
  print_ratio(fmt::format("{} communes × 57 indicators, explained ({} recounted)", communes, count.compared), seconds,
              scan(country, *panel, province), "looking the values up");
}

}  // namespace
}  // namespace luytre::bench

int main() {
  using namespace luytre::bench;
  const auto country = Country::make();
  const auto panel = fill(country);
  judge(country, panel, "20", communes_of_lang_son);
  judge(country, panel, "", communes_of_country);
  return 0;
}
