// The open points of a set as a workbook to be filled in by whoever has the decree or the province's decision before
// them, and back: what is filled becomes the rows of one proposal.
#pragma once

#include <string>
#include <vector>

#include "programme/law_desk/open_points.h"
#include "programme/law_desk/propose.h"

namespace luytre::law_desk {

inline constexpr std::size_t form_blank_rows = 100;

// National text (province ""): a row for each value unknown or unsure. A province: a row for each value left to it.
// Blank rows follow. Problems criteria.unknown_set, sheets.*.
Result<std::string> form_of(const criteria::Library& library, std::string_view set, std::string_view province);

struct FilledForm {
  Wish wish;
  std::vector<std::string> places;  // of each row of the wish: "bieu.xlsx: Ngưỡng!7"
};

// Rows without a value are left out. Problem law_desk.form_refused with every cell that is wrong;
// law_desk.not_this_form; sheets.*. Whose set and province it is stands in the workbook.
Result<FilledForm> read_form(const std::string& bytes, const std::string& file_name);

// A problem of check_wish with "rows[3]" said as the place in the workbook.
Problem placed_in_form(Problem problem, const FilledForm& form);

}  // namespace luytre::law_desk
