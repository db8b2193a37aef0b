// One figure of every commune of the province: what a map shades, a list tells and a league table ranks.
#pragma once

#include <compare>

#include "outputs/drawing/map.h"
#include "outputs/portal/theme.h"

namespace luytre::portal {

// A number, or a share of two.
struct Amount {
  Decimal number;
  std::optional<Decimal> of;

  // As percentages where both are shares; exact. A number and a share are not comparable: equivalent.
  std::weak_ordering compare(const Amount& other) const;
};

struct UnitFigure {
  const units::Unit* unit = nullptr;
  std::string name;
  Standing standing = Standing::not_assessed;
  std::optional<Amount> amount;  // absent: nobody said it, or the theme has none
  std::string words;             // "12/19", "712/1.000 (71,2 %)", "đạt"; "" where nothing is known
  std::string mark;              // on the map: "12", "71", "✓"
  std::string law_class;         // the column of the law by which it is judged; "" where there is one column
  bool is_provisional = false;
  const judgement::Evaluation* row = nullptr;  // nullptr: of the register of titles, or no set is in force
};

struct UnitFigures {
  Theme theme;
  std::string title;                          // the theme in words
  std::shared_ptr<const JudgedTable> judged;  // nullptr: no set is in force on the day
  const criteria::CriteriaSet* set = nullptr;
  std::vector<UnitFigure> rows;  // by Vietnamese order of names
  std::array<int, standings.size()> counts{};
  bool has_amounts = false;
  bool is_by_outcome = false;                          // shaded by outcome though there are amounts
  engine::Direction better = engine::Direction::none;  // which amounts are better by the rule; of indicators

  int concerned() const;  // communes in scope: rows that are not not_concerned
};

// Of the visit's province, day, set, opinion. Problems of question_of, of theme_of; portal_people.theme_not_in_set;
// portal_people.no_province.
Result<UnitFigures> unit_figures(const Visit& visit);

// How many criteria each row of the table meets; the table outlives the answer.
UnitFigures criteria_met_figures(const Visit& visit, const JudgedTable& judged);

// What the page rests on, in a sentence without the set's name.
std::string basis_words(const Visit& visit, const UnitFigures& figures);

// Day, set, opinion and theme as they must stand in an address that asks the same again.
Parameters same_question(const Visit& visit, const UnitFigures& figures);

}  // namespace luytre::portal
