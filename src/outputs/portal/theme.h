// What is shown of every unit at once, on a map, in a list, in a league table: ?xem=so-tieu-chi, ket-qua, tieu-chi.2,
// chi-tieu.2.2, danh-hieu.ntm.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

struct Theme {
  enum class Kind : std::uint8_t { criteria_met, outcome, criterion, indicator, title };
  Kind kind = Kind::criteria_met;
  std::string number;  // of a criterion or indicator, as in the law
  recognition::Title title = recognition::Title::ntm;

  std::string text() const;  // as in the address
};

// Of the visit's address; what the set has not is refused when it is looked for. Problem portal_people.theme_unknown.
Result<Theme> theme_of(const Visit& visit);

// Those to choose from: under the set (nullptr: none is in force), and the titles of communes.
View theme_choices(const Visit& visit, const criteria::CriteriaSet* set, const Theme& chosen);
std::string theme_words(const Visit& visit, const criteria::CriteriaSet* set, const Theme& theme);

}  // namespace luytre::portal
