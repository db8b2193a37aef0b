// Believable values for the communes of a province, made by a seeded generator and never real: no public source has the
// communes' own figures. They go into a demonstration database only (observations/installation.h) and carry that mark.
//
// For each commune some criteria are drawn to fail; the generator then walks the compiled criteria set and makes, for
// every rule, values that meet it or miss it. So the values follow the law as it is loaded, whatever it says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/problem.h"
#include "programme/criteria/library.h"
#include "programme/observations/import_file.h"
#include "programme/units/register.h"

namespace luytre::demonstration {

inline constexpr std::uint64_t seed_default = 20;
inline constexpr int council_percent = 35;  // of the communes have a council's opinion beside their own

struct GeneratorOrder {
  std::string province;  // code
  std::string set;       // "commune-ntm/2021-2025"
  Date as_of;
  std::uint64_t seed = seed_default;
};

// Values for every unit of kind commune (wards and towns are not judged) of the province on the day, in order of code.
// Problems demonstration.no_units and those of criteria::compile.
Result<std::vector<observations::CheckedRow>> generate_values(const units::Register&, const criteria::Library&,
                                                              const GeneratorOrder&);

}  // namespace luytre::demonstration
