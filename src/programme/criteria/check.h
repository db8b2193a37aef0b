// The one checker of the law: command line, server at start, tests and entry screens run this.
#pragma once

#include <vector>

#include "programme/criteria/library.h"

namespace luytre::criteria {

// Everything that is wrong with the content, in the order of the files; each problem has file and line. Empty: clean.
//   criteria.missing_class  a declared column has no row (a known value, `unknown` or `not_applicable`)
//   criteria.overlap        two rows for the same column, layer, year, dimension and day; bands that overlap
//   criteria.gap            a year missing inside a year table; bands with a hole; a row that starts after the period
//   criteria.unknown_measure, criteria.wrong_unit, criteria.wrong_direction, criteria.wrong_kind
//   criteria.wrong_count    the law's own counts do not come out, and the set does not say `partial`
//   criteria.missing_reference, criteria.unknown_document, criteria.unknown_set, criteria.unknown_indicator
//   criteria.duplicate_number, criteria.unknown_class, criteria.unknown_grade, criteria.missing_member,
//   criteria.missing_threshold, criteria.circular_sets, criteria.self_confirmed
std::vector<Problem> check(const Library& library);

}  // namespace luytre::criteria
