// What the tests of villages share.
#pragma once

#include "programme/villages/take_step.h"

namespace luytre::villages {

inline const Date test_today = Date::of(2026, 11, 26);

inline StepWish meeting_of(std::int64_t households, std::int64_t present, std::int64_t agreeing, bool agreed = true) {
  StepWish wish;
  wish.step.kind = StepKind::meeting;
  wish.step.day = Date::of(2026, 3, 1);
  wish.step.households = households;
  wish.step.present = present;
  wish.step.agreeing = agreeing;
  wish.step.is_favourable = agreed;
  wish.has_outcome = true;
  return wish;
}

}  // namespace luytre::villages
