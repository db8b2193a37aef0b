// Which claims fit a figure that somebody writes: the same definition or the same printed value, about the same place,
// true near the same day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outputs/statistics/claim_register.h"

namespace luytre::statistics {

inline constexpr std::size_t offers_max = 5;

struct WrittenFigure {
  std::string definition;  // "" unknown
  std::string unit;        // "%", "xã", as read from the text
  Decimal value;
  std::optional<Decimal> out_of;   // "106/175 xã"
  std::optional<Decimal> percent;  // printed behind a count
  bool is_exact = true;            // "gần 300" is not
  std::string place;               // code, whole_country, "" unknown
  std::optional<Date> day;
};

struct Reason {
  std::string code;  // of the catalogue
  Arguments arguments;
};

struct Offer {
  const Claim* claim = nullptr;
  std::vector<Reason> why;
};

// For each figure at most offers_max, the best first, published before corrected; drafts are nobody's to bind.
std::vector<std::vector<Offer>> offer_claims(const ClaimRegister& claims, const std::vector<WrittenFigure>& figures);

}  // namespace luytre::statistics
