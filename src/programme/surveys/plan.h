// Plans a round: where, for which title, by which form, when, and how many households each village has.
#pragma once

#include "programme/surveys/desk.h"

namespace luytre::surveys {

struct FrameWish {
  std::string village;
  std::int64_t households = 0;
  std::optional<Date> as_of;
  std::string source;
};

struct ThresholdWish {
  What what = What::overall;
  std::string percent;
  std::string document;
  std::string words;
};

struct RoundWish {
  std::string unit;  // code or identity
  std::string tier;
  std::string set;  // empty: the one in force when the round opens
  std::string form;
  std::string document;
  std::optional<Date> opens_on;
  std::optional<Date> closes_on;
  Sample sample = Sample::every_household;
  std::string sample_percent;
  std::string replaces;
  std::vector<FrameWish> frame;
  std::vector<ThresholdWish> thresholds;  // figures that a plan wrote: kept as notes, the law is what counts
};

// The demands of a set on the survey; what it does not say has no percent.
Parameters parameters_of(const criteria::CriteriaSet& set);

// Problems surveys.no_unit, surveys.unit_ended, surveys.not_a_commune, surveys.no_set, surveys.no_form,
// surveys.window_*, surveys.sample_*, surveys.frame_refused (causes: each line), surveys.open_already,
// surveys.replaces_unknown.
Result<Round> plan_round(const Desk& desk, const commands::Asked& asked, const Known& known, const RoundWish& wish);

// Households counted anew, before the round is approved.
Result<EventNumber> change_frame(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& id, const std::vector<FrameWish>& frame, EventNumber expected);

}  // namespace luytre::surveys
