#include "outputs/portal/league.h"

#include <algorithm>

namespace luytre::portal {
namespace {

using engine::Outcome;

bool is_assessed(const judgement::JudgedCriterion& criterion) { return criterion.outcome != Outcome::not_assessed; }

// Numbers of the criteria that somebody could be assessed by; the others go to `left_out`.
std::set<std::string> common_criteria(const std::vector<const UnitFigure*>& rows, std::set<std::string>& left_out) {
  std::set<std::string> common;
  for (const UnitFigure* figure : rows) {
    if (figure->row == nullptr) continue;
    for (const auto& criterion : figure->row->criteria) {
      if (!criterion.counts) continue;
      left_out.insert(criterion.number);
      if (is_assessed(criterion)) common.insert(criterion.number);
    }
  }
  for (const std::string& number : common) left_out.erase(number);
  return common;
}

void take_by_criteria(const std::vector<const UnitFigure*>& rows, League& league) {
  const auto common = common_criteria(rows, league.left_out);
  league.criteria = common.size();
  for (const UnitFigure* figure : rows) {
    int met = 0, open = 0;
    if (figure->row != nullptr) {
      for (const auto& criterion : figure->row->criteria) {
        if (common.count(criterion.number) == 0) continue;
        met += criterion.outcome == Outcome::met || criterion.outcome == Outcome::not_applicable ? 1 : 0;
        open += is_assessed(criterion) ? 0 : 1;
      }
    }
    if (figure->row == nullptr || open > 0 || common.empty()) {
      league.apart.push_back({figure, open});
    } else {
      league.ranked.push_back(
          {figure, 0, false, {Decimal::of(met), Decimal::of(static_cast<std::int64_t>(common.size()))}});
    }
  }
}

void take_by_value(const std::vector<const UnitFigure*>& rows, League& league) {
  for (const UnitFigure* figure : rows) {
    if (figure->amount) {
      league.ranked.push_back({figure, 0, false, *figure->amount});
    } else {
      league.apart.push_back({figure, 0});
    }
  }
}

}  // namespace

League rank(const UnitFigures& figures, const std::vector<const UnitFigure*>& rows) {
  League league;
  if (figures.theme.kind == Theme::Kind::criteria_met) {
    take_by_criteria(rows, league);
  } else {
    take_by_value(rows, league);
  }
  const bool is_lower_better = figures.better == engine::Direction::lower;
  const auto is_better = [&](const Ranked& a, const Ranked& b) {
    const auto order = a.amount.compare(b.amount);
    return is_lower_better ? order < 0 : order > 0;
  };
  std::stable_sort(league.ranked.begin(), league.ranked.end(), is_better);
  for (std::size_t i = 0; i < league.ranked.size(); ++i) {
    const bool is_equal = i > 0 && !is_better(league.ranked[i - 1], league.ranked[i]);
    league.ranked[i].rank = is_equal ? league.ranked[i - 1].rank : i + 1;
    if (is_equal) league.ranked[i].is_tied = league.ranked[i - 1].is_tied = true;
  }
  return league;
}

std::map<std::string, std::vector<const UnitFigure*>> classes_of_law(const UnitFigures& figures) {
  std::map<std::string, std::vector<const UnitFigure*>> classes;
  for (const UnitFigure& figure : figures.rows)
    if (figure.standing != Standing::not_concerned) classes[figure.law_class].push_back(&figure);
  return classes;
}

}  // namespace luytre::portal
