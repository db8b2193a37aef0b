// What in a survey does not look as honest answers do. The rules and their limits are ours, not the law's: a finding
// proves nothing, it asks for an answer before the round counts. Village rules run when a village is sealed, while
// author and time of a slip are still in memory; a finding never carries an answer of one slip, and names an author
// only over `group_slips_min` slips. Counting is exact; limits are set so that honest answers seldom reach them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/surveys/publish.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

struct SealedSlip {
  Answers answers;
  Channel channel = Channel::paper;
  std::string author;           // empty: the resident
  std::int64_t entered_at = 0;  // seconds since 1970, when it was filled in and not when it was sent; 0: not known
  int seconds = 0;              // to fill it in; 0: not known
};

// The sentence is catalogue entry "surveys.anomaly.RULE", its {names} are the figures.
struct Finding {
  std::string rule;
  std::string village;                         // empty: of the whole round
  std::map<std::string, std::string> figures;  // numbers as text, and "author"
  friend bool operator==(const Finding&, const Finding&) = default;
};

// A group smaller than this is neither compared nor named.
inline constexpr std::int64_t group_slips_min = 10;

// identical_slips: the same answers on many slips, at least three of them not what most said to that question, and
// more than five times as often as the questions' own counts let expect, and by more than six standard deviations.
// One or two unusual answers alike are what one bad road gives.
inline constexpr std::int64_t identical_unusual_min = 3;
inline constexpr std::int64_t identical_times_expected = 5;
inline constexpr std::int64_t identical_deviations = 6;

// entry_speed: half of an author's slips took less than a second a question.
inline constexpr std::int64_t question_seconds_min = 1;
// entries_per_hour: more slips of one author in an hour than reading each question for a second, and five seconds to
// lay the slip aside, leave room for. Ten or more of one second came as a batch and are not counted.
inline constexpr std::int64_t slip_handling_seconds = 5;

// all_satisfied: nobody dissents on the whole, of a hundred who answered (PROCESSES 5b).
inline constexpr std::int64_t all_satisfied_min = 100;

// enumerator_effect: chi-square of one degree, with Yates' correction, beyond 15: once in ten thousand by chance.
inline constexpr std::int64_t enumerator_chi_square = 15;

// digit_patterns, repeated_rate: beyond four standard deviations, of at least twelve villages with thirty answers.
inline constexpr std::int64_t pattern_villages_min = 12;
inline constexpr std::int64_t pattern_answers_min = 30;
inline constexpr std::int64_t pattern_deviations = 4;

// rushed: more paper slips for each village and day than one in eight minutes, eight hours long; of 300 slips or more.
// A meeting gathers them in an evening and is not counted.
inline constexpr std::int64_t slips_per_village_day_max = 60;
inline constexpr std::int64_t rushed_slips_min = 300;

std::vector<Finding> check_village(const criteria::SurveyForm& form, const std::string& village,
                                   const std::vector<SealedSlip>& slips, const Tally& tally);

// `collecting_days`: from the first slip handed out to the last village sealed, both days counted; 0: not known.
std::vector<Finding> check_round(const criteria::SurveyForm& form, const std::vector<VillageTally>& villages,
                                 int collecting_days);

// Every rule, for lists and for the test that each has its sentence.
std::vector<std::string_view> anomaly_rules();

}  // namespace luytre::surveys
