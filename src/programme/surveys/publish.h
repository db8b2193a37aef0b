// What the public may see of a displayed round, decided once: every format is written from a PublicResult and from
// nothing else.
//
// A cell is how many slips gave one answer to one question; below ten it is small and is not told. Of the commune's row
// of a question (satisfied, not satisfied, no answer; together the valid slips N) each cell is told as a range, such
// that every row that fits the ranges and N would have been told in just these ranges: who knows this rule knows no
// more. With one small cell the cell that joins it in the sum is a range too, with two the third is. Below
// `row_slips_min` slips no row is told, below ten not even N. Rates and bounds are what the ranges give. A verdict is
// told where the ranges settle it, or where either answer leaves `values_left_min` values of every cell that is not
// told exactly; whether it is told follows from the ranges alone, so silence says nothing.
// Villages: slips only when each has ten, and a question only when each village's three cells are ten or more; then
// nothing small is left that a subtraction could find. Slips on which nothing was answered do not count, so the
// no-answer cells of all questions could bound each other; where they come near that, rows are not told.
// A displayed round does not change, so a question as of another day is answered with the same or with nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

inline constexpr std::int64_t cell_told_min = 10;  // the rule of the house: a smaller cell is not told
// Two small cells of nine and one of ten: from here on no row is excluded by its sum.
inline constexpr std::int64_t row_slips_min = 2 * (cell_told_min - 1) + cell_told_min;
inline constexpr std::size_t values_left_min = 3;

struct VillageTally {
  std::string village;
  std::string name;  // for tables; may be empty
  Tally tally;
};

// Both ends belong to it; alike: told exactly.
struct CountRange {
  std::int64_t low = 0;
  std::int64_t high = 0;
  bool is_exact() const { return low == high; }
  bool contains(std::int64_t count) const { return low <= count && count <= high; }
  friend bool operator==(const CountRange&, const CountRange&) = default;
};

struct RowRange {
  CountRange satisfied;
  CountRange not_satisfied;
  CountRange no_answer;
  friend bool operator==(const RowRange&, const RowRange&) = default;
};

// The widest that the told counts allow.
struct ShareRange {
  Share low;
  Share high;
  bool is_exact() const { return low == high; }
};

struct PublicItem {
  std::string question;
  std::optional<RowRange> counts;    // nothing: not told
  std::optional<ShareRange> rate;    // satisfied of those who answered
  std::optional<ShareRange> bounds;  // whatever the households think that gave no answer
  std::string withheld;              // why counts are ranges or are not told, a code of the catalogue; empty: exact
};

struct PublicDemand {
  std::optional<engine::Outcome> outcome;  // nothing: not told
  std::string withheld;                    // then why, a code of the catalogue
};

struct PublicVerdict {
  std::optional<engine::Outcome> outcome;  // nothing: the demands that are told do not settle it
  bool is_provisional = false;             // of a told outcome
  PublicDemand overall;
  PublicDemand each_item;
  PublicDemand coverage;
  std::optional<std::size_t> lowest;  // into items, where the ranges settle which it is
};

struct PublicFigures {
  std::int64_t households = 0;
  std::optional<std::int64_t> returned;  // nothing: below ten
  std::optional<std::int64_t> valid;     // nothing: below ten
  std::optional<Share> participation;    // returned of the households
  std::vector<PublicItem> items;         // parallel to the form's questions
  PublicVerdict verdict;
};

struct PublicVillage {
  std::string village;
  std::string name;
  PublicFigures figures;
};

struct PublicResult {
  PublicFigures whole;
  std::vector<PublicVillage> villages;  // all, or none
  std::string villages_withheld;        // why there are none, a code of the catalogue
};

// Every village of the round, sealed. A village whose items do not add up to its valid slips is told nothing of, and
// the round's rows neither.
PublicResult publish(const criteria::SurveyForm& form, const Parameters& parameters,
                     const std::vector<VillageTally>& villages);

// One row of three cells as it is told; nothing: fewer than row_slips_min slips.
std::optional<RowRange> told_row(const ItemCount& item);
// Every row that fits the ranges and the number of slips.
std::vector<ItemCount> rows_within(const RowRange& told, std::int64_t slips);

// "98.4": an exact share as it is shown everywhere; of a range the low end rounded down, the high end rounded up.
struct PercentTexts {
  std::string low;
  std::string high;
};
PercentTexts percent_texts(const ShareRange& range, int digits);

json::object value_of(const PublicResult& result);
// A line per place and question, the whole first: UTF-8, and no cell that a spreadsheet would run.
std::string csv_of(const PublicResult& result);

}  // namespace luytre::surveys
