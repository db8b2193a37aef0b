// The arithmetic guard over a whole text: shares that their counts do not give, parts that are more than their whole,
// sums and averages that do not come out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outputs/statistics/claim_register.h"
#include "programme/newsroom/inspect.h"

namespace luytre::statistics {

enum class Arithmetic { share, part, sum, average };
std::string_view name_of(Arithmetic kind);

struct Finding {
  Arithmetic kind = Arithmetic::share;
  std::vector<std::size_t> figures;  // positions in the inspection
  bool holds = false;
  std::string vi, en;  // the sentence
};

// In the order of the text. The places and days of the text say which published claim knows a whole that the text
// leaves out (`home`: the province that "tỉnh" alone means); an approximate number ("gần 300") proves nothing and is
// not checked.
std::vector<Finding> check_figures(const newsroom::Inspection& inspection, const ClaimRegister& claims,
                                   const std::string& home);

}  // namespace luytre::statistics
