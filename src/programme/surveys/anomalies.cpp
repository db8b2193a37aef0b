#include "programme/surveys/anomalies.h"

#include <algorithm>
#include <deque>
#include <optional>

namespace luytre::surveys {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t micro = 1'000'000;

std::string text(std::int64_t number) { return std::to_string(number); }

std::string percent(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? "" : percent_text({Decimal::of(part), Decimal::of(whole)}, 1);
}

std::optional<std::size_t> overall_of(const criteria::SurveyForm& form, const Tally& tally) {
  const criteria::SurveyQuestion* overall = form.overall();
  if (overall == nullptr) return std::nullopt;
  const auto at = static_cast<std::size_t>(overall - form.questions.data());
  return at < tally.items.size() ? std::optional(at) : std::nullopt;
}

std::int64_t count_of(const ItemCount& item, Answer answer) {
  return answer == Answer::satisfied       ? item.satisfied
         : answer == Answer::not_satisfied ? item.not_satisfied
                                           : item.none;
}

std::vector<ItemCount> counts_of(const criteria::SurveyForm& form, const std::vector<SealedSlip>& slips) {
  std::vector<ItemCount> counts(form.questions.size());
  for (const SealedSlip& slip : slips) {
    for (std::size_t i = 0; i < counts.size() && i < slip.answers.size(); ++i) {
      ItemCount& item = counts[i];
      ++(slip.answers[i] == Answer::satisfied       ? item.satisfied
         : slip.answers[i] == Answer::not_satisfied ? item.not_satisfied
                                                    : item.none);
    }
  }
  return counts;
}

// How often a pattern is expected when answers do not depend on each other, in millionths, rounded up.
std::int64_t expected_micro(const Answers& answers, const std::vector<ItemCount>& counts, std::int64_t slips) {
  std::int64_t expected = slips * micro;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    expected = (expected * count_of(counts[i], answers[i]) + slips - 1) / slips;
  }
  return expected;
}

std::int64_t unusual_of(const Answers& answers, const std::vector<ItemCount>& counts) {
  std::int64_t unusual = 0;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const ItemCount& item = counts[i];
    unusual += count_of(item, answers[i]) < std::max({item.satisfied, item.not_satisfied, item.none}) ? 1 : 0;
  }
  return unusual;
}

// Beyond five times and six deviations (of a Poisson count) of what is expected.
bool is_repeated(std::int64_t alike, std::int64_t expected_in_micro) {
  const Wide over = Wide(alike) * micro - expected_in_micro;
  return over > 0 && Wide(alike) * micro > Wide(identical_times_expected) * expected_in_micro &&
         over * over > Wide(identical_deviations) * identical_deviations * expected_in_micro * micro;
}

void find_identical(const criteria::SurveyForm& form, const std::string& village, const std::vector<SealedSlip>& slips,
                    std::vector<Finding>& findings) {
  const auto counts = counts_of(form, slips);
  std::map<Answers, std::int64_t> patterns;
  for (const SealedSlip& slip : slips) {
    if (slip.answers.size() == counts.size()) ++patterns[slip.answers];
  }
  std::int64_t repeated_patterns = 0, repeated_slips = 0, most = 0;
  for (const auto& [answers, alike] : patterns) {
    const bool is_uniform = std::equal(answers.begin() + 1, answers.end(), answers.begin());
    if (alike < group_slips_min || is_uniform || unusual_of(answers, counts) < identical_unusual_min) continue;
    if (!is_repeated(alike, expected_micro(answers, counts, static_cast<std::int64_t>(slips.size())))) continue;
    ++repeated_patterns;
    repeated_slips += alike;
    most = std::max(most, alike);
  }
  if (repeated_patterns == 0) return;
  findings.push_back({"identical_slips",
                      village,
                      {{"patterns", text(repeated_patterns)},
                       {"alike", text(repeated_slips)},
                       {"most", text(most)},
                       {"slips", text(static_cast<std::int64_t>(slips.size()))}}});
}

using ByAuthor = std::map<std::string, std::vector<const SealedSlip*>>;

ByAuthor by_author(const std::vector<SealedSlip>& slips) {
  ByAuthor groups;
  for (const SealedSlip& slip : slips) groups[slip.author].push_back(&slip);
  return groups;
}

void find_speed(const criteria::SurveyForm& form, const std::string& village, const ByAuthor& groups,
                std::vector<Finding>& findings) {
  const auto questions = static_cast<std::int64_t>(form.questions.size());
  for (const auto& [author, slips] : groups) {
    std::vector<std::int64_t> seconds;
    for (const SealedSlip* slip : slips) {
      if (slip->seconds > 0) seconds.push_back(slip->seconds);
    }
    if (static_cast<std::int64_t>(seconds.size()) < group_slips_min) continue;
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    if (*middle >= questions * question_seconds_min) continue;
    findings.push_back({"entry_speed",
                        village,
                        {{"author", author},
                         {"slips", text(static_cast<std::int64_t>(seconds.size()))},
                         {"median_seconds", text(*middle)},
                         {"questions", text(questions)}}});
  }
}

// Without those that were sent together: a batch from a phone without a network says nothing of its slips' times.
std::vector<std::int64_t> times_of(const std::vector<const SealedSlip*>& slips) {
  std::map<std::int64_t, std::int64_t> slips_at;
  for (const SealedSlip* slip : slips) ++slips_at[slip->entered_at];
  std::vector<std::int64_t> times;
  for (const auto& [time, count] : slips_at) {
    if (time > 0 && count < group_slips_min) times.insert(times.end(), static_cast<std::size_t>(count), time);
  }
  return times;
}

std::int64_t most_in_an_hour(const std::vector<const SealedSlip*>& slips) {
  constexpr std::int64_t hour = 3'600;
  std::deque<std::int64_t> within;
  std::size_t most = 0;
  for (const std::int64_t time : times_of(slips)) {
    within.push_back(time);
    while (time - within.front() >= hour) within.pop_front();
    most = std::max(most, within.size());
  }
  return static_cast<std::int64_t>(most);
}

// Residents who answer themselves do so side by side.
void find_entries_per_hour(const criteria::SurveyForm& form, const std::string& village, const ByAuthor& groups,
                           std::vector<Finding>& findings) {
  const auto slip_seconds =
      static_cast<std::int64_t>(form.questions.size()) * question_seconds_min + slip_handling_seconds;
  const std::int64_t limit = std::max(3'600 / slip_seconds, group_slips_min);
  for (const auto& [author, slips] : groups) {
    const std::int64_t most = author.empty() ? 0 : most_in_an_hour(slips);
    if (most <= limit) continue;
    findings.push_back(
        {"entries_per_hour", village, {{"author", author}, {"slips_in_an_hour", text(most)}, {"limit", text(limit)}}});
  }
}

struct Opinions {
  std::int64_t satisfied = 0;
  std::int64_t answered = 0;
};

// (|a n2 - b n1| - N/2)^2 N / (n1 n2 S (N - S)), each side times four.
bool differs(const Opinions& one, const Opinions& others) {
  const std::int64_t all = one.answered + others.answered;
  const std::int64_t satisfied = one.satisfied + others.satisfied;
  const Wide cross = Wide(one.satisfied) * others.answered - Wide(others.satisfied) * one.answered;
  const Wide corrected = 2 * (cross < 0 ? -cross : cross) - all;
  if (corrected <= 0) return false;
  return corrected * corrected * all >
         Wide(4) * enumerator_chi_square * one.answered * others.answered * satisfied * (all - satisfied);
}

void find_enumerators(std::size_t overall, const std::string& village, const ByAuthor& groups,
                      std::vector<Finding>& findings) {
  std::map<std::string, Opinions> opinions;
  Opinions all;
  for (const auto& [author, slips] : groups) {
    Opinions& own = opinions[author];
    for (const SealedSlip* slip : slips) {
      if (overall >= slip->answers.size() || slip->answers[overall] == Answer::none) continue;
      ++own.answered;
      own.satisfied += slip->answers[overall] == Answer::satisfied ? 1 : 0;
    }
    all.answered += own.answered;
    all.satisfied += own.satisfied;
  }
  for (const auto& [author, own] : opinions) {
    const Opinions others{all.satisfied - own.satisfied, all.answered - own.answered};
    if (author.empty() || own.answered < group_slips_min || others.answered < group_slips_min) continue;
    if (!differs(own, others)) continue;
    findings.push_back({"enumerator_effect",
                        village,
                        {{"author", author},
                         {"slips", text(own.answered)},
                         {"percent", percent(own.satisfied, own.answered)},
                         {"others_slips", text(others.answered)},
                         {"others_percent", percent(others.satisfied, others.answered)}}});
  }
}

void find_all_satisfied(const criteria::SurveyForm& form, const std::string& village, const Tally& tally,
                        std::vector<Finding>& findings) {
  const auto overall = overall_of(form, tally);
  if (!overall) return;
  const ItemCount& whole = tally.items[*overall];
  if (whole.not_satisfied > 0 || whole.satisfied < all_satisfied_min) return;
  const auto questions = std::count_if(tally.items.begin(), tally.items.end(), [](const ItemCount& item) {
    return item.satisfied > 0 && item.not_satisfied == 0;
  });
  findings.push_back({"all_satisfied",
                      village,
                      {{"answered", text(whole.satisfied)},
                       {"questions_all_satisfied", text(questions)},
                       {"questions", text(static_cast<std::int64_t>(tally.items.size()))}}});
}

void find_over_frame(const std::string& village, const Tally& tally, std::vector<Finding>& findings) {
  if (tally.returned <= std::min({tally.households, tally.handed, tally.printed})) return;
  findings.push_back({"returned_over_frame",
                      village,
                      {{"returned", text(tally.returned)},
                       {"households", text(tally.households)},
                       {"handed", text(tally.handed)},
                       {"printed", text(tally.printed)}}});
}

// Whether `hits` of `all`, each with the chance numerator / denominator, are beyond the deviations.
bool is_beyond_chance(std::int64_t hits, std::int64_t all, std::int64_t numerator, std::int64_t denominator) {
  const std::int64_t over = hits * denominator - all * numerator;
  return over > 0 &&
         over * over > pattern_deviations * pattern_deviations * all * numerator * (denominator - numerator);
}

void find_digits(const std::vector<ItemCount>& overall, std::vector<Finding>& findings) {
  std::int64_t round_numbers = 0, villages = 0;
  for (const ItemCount& item : overall) {
    if (item.satisfied < pattern_answers_min) continue;
    ++villages;
    round_numbers += item.satisfied % 5 == 0 ? 1 : 0;
  }
  if (villages < pattern_villages_min || !is_beyond_chance(round_numbers, villages, 1, 5)) return;
  findings.push_back({"digit_patterns", "", {{"round_numbers", text(round_numbers)}, {"villages", text(villages)}}});
}

// A count that a whole percent gives when it is rounded, in too many villages: the rate came before the count. With
// three or more dissenting, honest counts meet one number at most two times in five.
void find_repeated_rate(const std::vector<ItemCount>& overall, std::vector<Finding>& findings) {
  std::vector<ItemCount> counted;
  std::copy_if(overall.begin(), overall.end(), std::back_inserter(counted), [](const ItemCount& item) {
    return item.answered() >= pattern_answers_min && item.not_satisfied >= 3 && item.satisfied >= 3;
  });
  const auto villages = static_cast<std::int64_t>(counted.size());
  if (villages < pattern_villages_min) return;
  std::int64_t most = 0, rate = 0;
  for (std::int64_t each = 1; each < 100; ++each) {
    const auto hits = std::count_if(counted.begin(), counted.end(), [&](const ItemCount& item) {
      return item.satisfied == (each * item.answered() + 50) / 100;
    });
    if (hits <= most) continue;
    most = hits;
    rate = each;
  }
  if (!is_beyond_chance(most, villages, 2, 5)) return;
  findings.push_back(
      {"repeated_rate", "", {{"percent", text(rate)}, {"alike", text(most)}, {"villages", text(villages)}}});
}

void find_rushed(const Tally& whole, std::int64_t villages, int days, std::vector<Finding>& findings) {
  const std::int64_t paper = whole.by_channel[static_cast<std::size_t>(Channel::paper)];
  if (days <= 0 || paper < rushed_slips_min || paper <= slips_per_village_day_max * villages * days) return;
  findings.push_back({"rushed",
                      "",
                      {{"slips", text(paper)},
                       {"days", text(days)},
                       {"villages", text(villages)},
                       {"per_village_day", text(paper / (villages * days))},
                       {"limit", text(slips_per_village_day_max)}}});
}

}  // namespace

std::vector<Finding> check_village(const criteria::SurveyForm& form, const std::string& village,
                                   const std::vector<SealedSlip>& slips, const Tally& tally) {
  std::vector<Finding> findings;
  const ByAuthor groups = by_author(slips);
  if (form.questions.size() > static_cast<std::size_t>(identical_unusual_min)) {
    find_identical(form, village, slips, findings);
  }
  find_speed(form, village, groups, findings);
  find_entries_per_hour(form, village, groups, findings);
  find_all_satisfied(form, village, tally, findings);
  find_over_frame(village, tally, findings);
  if (const auto overall = overall_of(form, tally)) find_enumerators(*overall, village, groups, findings);
  return findings;
}

std::vector<Finding> check_round(const criteria::SurveyForm& form, const std::vector<VillageTally>& villages,
                                 int collecting_days) {
  std::vector<Finding> findings;
  std::vector<Tally> tallies;
  std::vector<ItemCount> overall;
  for (const VillageTally& each : villages) {
    tallies.push_back(each.tally);
    if (const auto at = overall_of(form, each.tally)) overall.push_back(each.tally.items[*at]);
  }
  const Tally whole = sum_of(tallies);
  find_all_satisfied(form, "", whole, findings);
  find_digits(overall, findings);
  find_repeated_rate(overall, findings);
  find_rushed(whole, static_cast<std::int64_t>(villages.size()), collecting_days, findings);
  return findings;
}

std::vector<std::string_view> anomaly_rules() {
  return {"identical_slips", "entry_speed",   "entries_per_hour",  "all_satisfied", "returned_over_frame",
          "digit_patterns",  "repeated_rate", "enumerator_effect", "rushed"};
}

}  // namespace luytre::surveys
