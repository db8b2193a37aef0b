#include "programme/surveys/publish.h"

#include <algorithm>
#include <array>
#include <set>

namespace luytre::surveys {
namespace {

using engine::Outcome;

constexpr std::int64_t small_max = cell_told_min - 1;

using Cells = std::array<std::int64_t, 3>;  // satisfied, not satisfied, no answer
using CellRanges = std::array<CountRange, 3>;

// The cell that is told as a range together with a small one. Fixed, not the largest: which one is the largest would
// itself bound the small one. Satisfied is nearly always the largest, and what was not satisfied is told exactly.
constexpr std::array<std::size_t, 3> partner_of{1, 0, 0};

// One small cell, its partner, and the third.
CellRanges one_small(const Cells& cells, std::size_t small) {
  const std::size_t partner = partner_of[small];
  const std::size_t third = 3 - small - partner;
  const std::int64_t slips = cells[0] + cells[1] + cells[2];
  const std::int64_t pair = cells[small] + cells[partner];
  CellRanges told;
  if (pair >= small_max + cell_told_min) {
    told[small] = {0, small_max};
    told[partner] = {pair - small_max, pair};
    told[third] = {cells[third], cells[third]};
  } else {
    // The exact sum of the two would bound the small one.
    const std::int64_t pair_max = small_max + cell_told_min - 1;
    told[small] = {0, pair_max - cell_told_min};
    told[partner] = {cell_told_min, pair_max};
    told[third] = {slips - pair_max, slips - cell_told_min};
  }
  return told;
}

bool is_lower(const Share& a, const Share& b) {
  return a.numerator.coefficient() * b.denominator.coefficient() <
         b.numerator.coefficient() * a.denominator.coefficient();
}

void widen(std::optional<ShareRange>& range, const Share& low, const Share& high) {
  if (!range) {
    range = ShareRange{low, high};
    return;
  }
  if (is_lower(low, range->low)) range->low = low;
  if (is_lower(range->high, high)) range->high = high;
}

Outcome outcome_of(const ItemCount& row, const Parameter& parameter) {
  const auto rate = rate_of(row);
  if (!rate || !parameter.percent) return Outcome::not_assessed;
  const auto side = compare_percent(*rate, *parameter.percent);
  const bool is_met = parameter.is_more_than ? side > 0 : side >= 0;
  return is_met ? Outcome::met : Outcome::not_met;
}

// The rows that a told row allows, parted by what a demand says of each.
struct Parting {
  std::vector<ItemCount> met;
  std::vector<ItemCount> not_met;
  std::vector<ItemCount> open;
};

Parting part(const RowRange& told, std::int64_t slips, const Parameter& parameter) {
  Parting parts;
  for (const ItemCount& row : rows_within(told, slips)) {
    const Outcome outcome = outcome_of(row, parameter);
    (outcome == Outcome::met ? parts.met : outcome == Outcome::not_met ? parts.not_met : parts.open).push_back(row);
  }
  return parts;
}

// Whether somebody who knows that the row is among these still has a choice for each cell that is not told exactly.
bool leaves_choice(const RowRange& told, const std::vector<ItemCount>& rows) {
  std::array<std::set<std::int64_t>, 3> values;
  for (const ItemCount& row : rows) {
    values[0].insert(row.satisfied);
    values[1].insert(row.not_satisfied);
    values[2].insert(row.none);
  }
  return (told.satisfied.is_exact() || values[0].size() >= values_left_min) &&
         (told.not_satisfied.is_exact() || values[1].size() >= values_left_min) &&
         (told.no_answer.is_exact() || values[2].size() >= values_left_min);
}

// What is being told of one place, with the truth beside it.
struct Place {
  const criteria::SurveyForm& form;
  const Parameters& parameters;
  const Tally& tally;
  PublicFigures& told;
};

PublicDemand withheld(std::string why) { return {std::nullopt, std::move(why)}; }

PublicDemand overall_of(const Place& place, const Verdict& truth) {
  const criteria::SurveyQuestion* overall = place.form.overall();
  if (!place.parameters.overall.percent) return {Outcome::not_assessed, {}};
  if (overall == nullptr) return {truth.overall, {}};
  const PublicItem& item = place.told.items[static_cast<std::size_t>(overall - place.form.questions.data())];
  if (!item.counts) return withheld(item.withheld);
  const Parting parts = part(*item.counts, *place.told.valid, place.parameters.overall);
  const std::array lists{&parts.met, &parts.not_met, &parts.open};
  const auto possible = std::count_if(lists.begin(), lists.end(), [](const auto* rows) { return !rows->empty(); });
  const bool is_safe = possible == 1 || std::all_of(lists.begin(), lists.end(), [&](const auto* rows) {
                         return rows->empty() || leaves_choice(*item.counts, *rows);
                       });
  return is_safe ? PublicDemand{truth.overall, {}} : withheld("surveys.withheld.would_tell");
}

// Met leaves of each item the rows that meet. Not met says that one of them fails: each item is looked at as if it
// alone could, since the others may be known to be unlikely.
PublicDemand each_item_of(const Place& place, const Verdict& truth) {
  if (!place.parameters.each_item.percent) return {Outcome::not_assessed, {}};
  bool is_open = false, is_safe = true, fails_surely = false;
  for (std::size_t i = 0; i < place.form.questions.size(); ++i) {
    if (place.form.questions[i].is_overall) continue;
    const PublicItem& item = place.told.items[i];
    if (!item.counts) return withheld(item.withheld);
    const Parting parts = part(*item.counts, *place.told.valid, place.parameters.each_item);
    // Nobody answered: that one row would be told by "not assessed".
    if (!parts.open.empty()) return withheld("surveys.withheld.would_tell");
    if (parts.not_met.empty()) continue;
    is_open |= !parts.met.empty();
    fails_surely |= parts.met.empty();
    is_safe &= leaves_choice(*item.counts, parts.met) && leaves_choice(*item.counts, parts.not_met);
  }
  return fails_surely || !is_open || is_safe ? PublicDemand{truth.each_item, {}}
                                             : withheld("surveys.withheld.would_tell");
}

PublicDemand coverage_of(const Place& place, const Verdict& truth) {
  if (!place.parameters.coverage.percent) return {Outcome::not_assessed, {}};
  return place.told.returned ? PublicDemand{truth.coverage, {}} : withheld("surveys.withheld.few_slips");
}

// The first item whose rate is the lowest whatever the ranges hide.
std::optional<std::size_t> lowest_told(const Place& place) {
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < place.form.questions.size(); ++i) {
    if (place.form.questions[i].is_overall) continue;
    if (!place.told.items[i].rate) return std::nullopt;
    items.push_back(i);
  }
  for (const std::size_t at : items) {
    const auto& high = place.told.items[at].rate->high;
    const bool is_lowest = std::all_of(items.begin(), items.end(), [&](std::size_t other) {
      const auto& low = place.told.items[other].rate->low;
      return other == at || (other < at ? is_lower(high, low) : !is_lower(low, high));
    });
    if (is_lowest) return at;
  }
  return std::nullopt;
}

bool is_firm(const Parameter& parameter) { return parameter.confidence == criteria::Confidence::sourced; }

void tell_verdict(const Place& place) {
  const Verdict truth = verdict_of(place.form, place.parameters, place.tally);
  PublicVerdict& told = place.told.verdict;
  told.overall = overall_of(place, truth);
  told.each_item = each_item_of(place, truth);
  told.coverage = coverage_of(place, truth);
  told.lowest = lowest_told(place);
  if (told.overall.outcome && told.each_item.outcome && told.coverage.outcome) {
    told.outcome = truth.outcome;
    told.is_provisional = truth.is_provisional;
    return;
  }
  const auto fails = [&](const PublicDemand& demand, const Parameter& parameter, bool firmly) {
    return demand.outcome == Outcome::not_met && (!firmly || is_firm(parameter));
  };
  const auto any_fails = [&](bool firmly) {
    return fails(told.overall, place.parameters.overall, firmly) ||
           fails(told.each_item, place.parameters.each_item, firmly) ||
           fails(told.coverage, place.parameters.coverage, firmly);
  };
  if (!any_fails(false)) return;
  told.outcome = Outcome::not_met;
  told.is_provisional = !any_fails(true);
}

void tell_shares(PublicItem& item, std::int64_t households, std::int64_t slips) {
  Tally tally;
  tally.households = households;
  bool has_rate = true, has_bounds = true;
  for (const ItemCount& row : rows_within(*item.counts, slips)) {
    const auto rate = rate_of(row);
    const auto bounds = bounds_of(tally, row);
    has_rate &= rate.has_value();
    has_bounds &= bounds.has_value();
    if (rate) widen(item.rate, *rate, *rate);
    if (bounds) widen(item.bounds, bounds->low, bounds->high);
  }
  if (!has_rate) item.rate.reset();
  if (!has_bounds) item.bounds.reset();
}

bool is_exact(const RowRange& row) {
  return row.satisfied.is_exact() && row.not_satisfied.is_exact() && row.no_answer.is_exact();
}

std::optional<std::int64_t> told_count(std::int64_t count) {
  return count >= cell_told_min ? std::optional(count) : std::nullopt;
}

PublicFigures without_rows(const criteria::SurveyForm& form, const Tally& tally, const std::string& why) {
  PublicFigures told;
  told.households = tally.households;
  told.returned = told_count(tally.returned);
  told.valid = told_count(tally.valid());
  if (told.returned) told.participation = participation_of(tally);
  for (const auto& question : form.questions) told.items.push_back({question.id, {}, {}, {}, why});
  return told;
}

bool adds_up(const criteria::SurveyForm& form, const Tally& tally) {
  return tally.items.size() == form.questions.size() && tally.left_out >= 0 && tally.households >= 0 &&
         std::all_of(tally.items.begin(), tally.items.end(), [&](const ItemCount& item) {
           return item.satisfied >= 0 && item.not_satisfied >= 0 && item.none >= 0 &&
                  item.answered() + item.none == tally.valid();
         });
}

// Every valid slip answered something: the questions' no-answers together are at most this many.
bool may_bound_each_other(std::int64_t none_at_most, std::size_t questions, std::int64_t slips) {
  return none_at_most > static_cast<std::int64_t>(questions - 1) * slips;
}

void tell_rows(PublicFigures& told, const Tally& tally) {
  std::vector<RowRange> rows;
  std::int64_t none_at_most = 0;
  for (const ItemCount& item : tally.items) {
    const auto row = told_row(item);
    if (!row) return;
    none_at_most += row->no_answer.high;
    rows.push_back(*row);
  }
  const bool is_bounded = may_bound_each_other(none_at_most, rows.size(), tally.valid());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    PublicItem& item = told.items[i];
    item.withheld = is_bounded || !is_exact(rows[i]) ? "surveys.withheld.small_cell" : "";
    if (is_bounded) continue;
    item.counts = rows[i];
    tell_shares(item, tally.households, tally.valid());
  }
}

bool is_told_everywhere(const std::vector<VillageTally>& villages, std::size_t question) {
  return std::all_of(villages.begin(), villages.end(), [&](const VillageTally& each) {
    const ItemCount& item = each.tally.items[question];
    return std::min({item.satisfied, item.not_satisfied, item.none}) >= cell_told_min;
  });
}

// A village's figures with the questions that are told of every village.
PublicFigures village_figures(const criteria::SurveyForm& form, const Parameters& parameters, const Tally& tally,
                              const std::vector<bool>& is_told) {
  PublicFigures told = without_rows(form, tally, "surveys.withheld.small_cell");
  for (std::size_t i = 0; i < is_told.size(); ++i) {
    if (!is_told[i]) continue;
    const ItemCount& item = tally.items[i];
    told.items[i].counts =
        RowRange{{item.satisfied, item.satisfied}, {item.not_satisfied, item.not_satisfied}, {item.none, item.none}};
    told.items[i].withheld.clear();
    tell_shares(told.items[i], tally.households, tally.valid());
  }
  tell_verdict({form, parameters, tally, told});
  return told;
}

// As for the whole; a row that is not told may still be bounded by the commune's, which was checked to be free.
bool may_bound_in_village(const VillageTally& village, const PublicFigures& whole, const std::vector<bool>& is_told) {
  std::int64_t none_at_most = 0;
  for (std::size_t i = 0; i < is_told.size(); ++i) {
    const auto& row = whole.items[i].counts;
    const std::int64_t all = village.tally.valid();
    none_at_most += is_told[i] ? village.tally.items[i].none : row ? std::min(row->no_answer.high, all) : all;
  }
  const bool is_anything_told = std::find(is_told.begin(), is_told.end(), true) != is_told.end();
  return is_anything_told && may_bound_each_other(none_at_most, is_told.size(), village.tally.valid());
}

void tell_villages(PublicResult& result, const criteria::SurveyForm& form, const Parameters& parameters,
                   const std::vector<VillageTally>& villages) {
  result.villages_withheld = villages.size() < 2 ? "surveys.withheld.one_village" : "surveys.withheld.small_village";
  if (villages.size() < 2 || std::any_of(villages.begin(), villages.end(),
                                         [](const VillageTally& each) { return each.tally.valid() < cell_told_min; })) {
    return;
  }
  std::vector<bool> is_told;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    is_told.push_back(result.whole.items[i].counts && is_told_everywhere(villages, i));
  }
  if (std::any_of(villages.begin(), villages.end(),
                  [&](const VillageTally& each) { return may_bound_in_village(each, result.whole, is_told); })) {
    std::fill(is_told.begin(), is_told.end(), false);
  }
  result.villages_withheld.clear();
  for (const VillageTally& each : villages) {
    result.villages.push_back({each.village, each.name, village_figures(form, parameters, each.tally, is_told)});
  }
}

}  // namespace

std::optional<RowRange> told_row(const ItemCount& item) {
  const Cells cells{item.satisfied, item.not_satisfied, item.none};
  const std::int64_t slips = cells[0] + cells[1] + cells[2];
  if (slips < row_slips_min) return std::nullopt;
  CellRanges told;
  std::vector<std::size_t> small;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    told[i] = {cells[i], cells[i]};
    if (cells[i] < cell_told_min) small.push_back(i);
  }
  if (small.size() == 1) told = one_small(cells, small[0]);
  if (small.size() == 2) {
    told.fill({slips - 2 * small_max, slips});
    for (const std::size_t i : small) told[i] = {0, small_max};
  }
  return RowRange{told[0], told[1], told[2]};
}

std::vector<ItemCount> rows_within(const RowRange& told, std::int64_t slips) {
  std::vector<ItemCount> rows;
  for (std::int64_t none = told.no_answer.low; none <= told.no_answer.high; ++none) {
    for (std::int64_t dissent = told.not_satisfied.low; dissent <= told.not_satisfied.high; ++dissent) {
      const std::int64_t satisfied = slips - none - dissent;
      if (told.satisfied.contains(satisfied)) rows.push_back({satisfied, dissent, none});
    }
  }
  return rows;
}

PublicResult publish(const criteria::SurveyForm& form, const Parameters& parameters,
                     const std::vector<VillageTally>& villages) {
  std::vector<Tally> tallies;
  for (const VillageTally& each : villages) tallies.push_back(each.tally);
  Tally whole = sum_of(tallies);
  whole.items.resize(form.questions.size());
  const bool is_sound =
      std::all_of(tallies.begin(), tallies.end(), [&](const Tally& each) { return adds_up(form, each); });
  PublicResult result;
  result.whole = without_rows(form, whole, "surveys.withheld.few_slips");
  if (is_sound) tell_rows(result.whole, whole);
  tell_verdict({form, parameters, whole, result.whole});
  if (is_sound) {
    tell_villages(result, form, parameters, villages);
  } else {
    result.villages_withheld = "surveys.withheld.small_village";
  }
  return result;
}

}  // namespace luytre::surveys
