// Who is asked about a measure: of the real law, those that observe it before those that read it in a condition.
#include <gtest/gtest.h>

#include <algorithm>

#include "programme/criteria/readers.h"

namespace luytre::criteria {
namespace {

using Names = std::vector<std::string>;

TEST(Readers, a_measure_read_only_in_a_condition_has_readers_too) {
  const auto law = *embedded_library();
  const Date day = Date::of(2025, 12, 31);
  EXPECT_EQ(indicators_reading(*law, "craft_village_count", day), Names({"commune-ntm/2021-2025 13.4"}));
  EXPECT_EQ(indicators_reading(*law, "landfill_count", day), Names({"commune-ntm-advanced/2021-2025 18.8"}));
  EXPECT_EQ(indicators_reading(*law, "không có", day), Names());
}

TEST(Readers, a_condition_elsewhere_takes_nothing_from_those_who_observe) {
  const auto law = *embedded_library();
  for (const auto& set : law->sets) {
    for (const auto& criterion : set.criteria) {
      for (const auto& indicator : criterion.indicators) {
        each_reading(indicator.rule, [&](const Reading& reading) {
          if (reading.is_condition || indicator.appraised_by.empty()) return;
          const auto readers = indicators_reading(*law, reading.measure, set.period.from);
          const std::string name = set.id + " " + indicator.rule.number;
          EXPECT_NE(std::find(readers.begin(), readers.end(), name), readers.end()) << reading.measure << " " << name;
        });
      }
    }
  }
}

}  // namespace
}  // namespace luytre::criteria
