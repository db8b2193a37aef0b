// Ranks of communes that may be compared: one class of the law, one set, one day, one opinion. Ties share a rank, and
// who could not be assessed is told apart, never ranked as nought. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "outputs/portal/unit_figures.h"

namespace luytre::portal {

inline constexpr std::size_t small_class = 10;  // fewer communes than this are too few to read much from an order

struct Ranked {
  const UnitFigure* figure = nullptr;
  std::size_t rank = 0;  // 1 is the best; equal figures share one, and the next counts them all
  bool is_tied = false;
  Amount amount;  // by which it is ranked
};

struct Apart {
  const UnitFigure* figure = nullptr;
  int open = 0;  // of the criteria that others are ranked by, those that could not be assessed of it
};

struct League {
  std::vector<Ranked> ranked;      // best first, then in the order given
  std::vector<Apart> apart;        // could not be assessed
  std::set<std::string> left_out;  // numbers of criteria that nobody of the class could be assessed by
  std::size_t criteria = 0;        // that the ranks count; 0: ranked by an indicator's value
  bool is_small() const { return ranked.size() < small_class; }
};

// `rows` are of one class and concerned by the set. By criteria met, counted over those criteria that at least one of
// them could be assessed by; a commune that lacks one of these stands apart. By an indicator: its value.
League rank(const UnitFigures& figures, const std::vector<const UnitFigure*>& rows);

// Classes of the communes in scope, each with its rows, by name of the class.
std::map<std::string, std::vector<const UnitFigure*>> classes_of_law(const UnitFigures& figures);

}  // namespace luytre::portal
