// What the slips of a village, or of a whole round, come to: counts and exact shares. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/judge.h"
#include "programme/criteria/survey_form.h"

namespace luytre::surveys {

enum class Answer : std::uint8_t { satisfied, not_satisfied, none };
std::string_view name_of(Answer);
std::optional<Answer> answer_named(std::string_view);

enum class Channel : std::uint8_t { paper, meeting, phone, kiosk };
inline constexpr std::size_t channels_count = 4;
std::string_view name_of(Channel);
std::optional<Channel> channel_named(std::string_view);

// One slip's answers, parallel to the form's questions.
using Answers = std::vector<Answer>;
std::string text_of(const Answers& answers);  // one letter each: s, n, -
Answers answers_of(std::string_view text);    // a letter that nobody wrote is no answer

// How often each answer was given to a question.
struct ItemCount {
  std::int64_t satisfied = 0;
  std::int64_t not_satisfied = 0;
  std::int64_t none = 0;
  std::int64_t answered() const { return satisfied + not_satisfied; }
  friend bool operator==(const ItemCount&, const ItemCount&) = default;
};

struct Tally {
  std::int64_t households = 0;  // of the frame
  std::int64_t printed = 0;     // serials made
  std::int64_t handed = 0;      // given out, by the village's word
  std::int64_t returned = 0;    // slips that came back, the left out among them
  std::int64_t left_out = 0;    // came back and are not counted: not entered twice alike, or nothing answered
  std::int64_t by_channel[channels_count] = {};  // of those counted
  std::vector<ItemCount> items;                  // parallel to the form's questions
  std::int64_t valid() const { return returned - left_out; }
  friend bool operator==(const Tally&, const Tally&) = default;
};

Tally sum_of(const std::vector<Tally>& parts);  // of one form

// satisfied of those who answered the question; nothing when nobody did.
std::optional<Share> rate_of(const ItemCount& item);
std::optional<Share> participation_of(const Tally& tally);  // returned of the households

// What the rate could be if every household that gave no answer to the question had: all not satisfied, all satisfied.
struct Bounds {
  Share low;
  Share high;
};
std::optional<Bounds> bounds_of(const Tally& tally, const ItemCount& item);

// The parameters of a round, as they were when it was approved.
struct Parameter {
  std::optional<Decimal> percent;  // nothing: the law that is loaded does not say
  bool is_more_than = false;       // else at least
  std::string document;            // that says so
  std::string locator;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};
struct Parameters {
  Parameter overall;
  Parameter each_item;
  Parameter coverage;
  friend bool operator==(const Parameters&, const Parameters&) = default;
};

// The three demands, each judged by the engine, and all of them.
struct Verdict {
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool is_provisional = false;
  engine::Outcome overall = engine::Outcome::not_assessed;
  engine::Outcome each_item = engine::Outcome::not_assessed;
  engine::Outcome coverage = engine::Outcome::not_assessed;
  std::size_t lowest = 0;  // the item with the lowest rate, of those that are asked for each_item
};
Verdict verdict_of(const criteria::SurveyForm& form, const Parameters& parameters, const Tally& tally);

}  // namespace luytre::surveys
