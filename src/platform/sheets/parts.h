// The small parts of a workbook that its sheets lean on: relationships, the list of sheets, styles, shared strings.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "platform/sheets/package.h"

namespace luytre::sheets {

struct Relationship {
  std::string type;    // last word: "worksheet", "styles", "sharedStrings", "officeDocument"
  std::string target;  // a part of the package
  bool is_external = false;
};

// The relationships of a part ("" for the package itself), by id; none when the part has none.
Result<std::map<std::string, Relationship>> relationships_of(Package& package, std::string_view part);

struct ListedSheet {
  std::string name;
  std::string relationship;
  bool is_hidden = false;
};

struct SheetList {
  std::vector<ListedSheet> sheets;
  bool is_1904 = false;
};

Result<SheetList> read_sheet_list(Package& package, std::string_view part);

// What a cell style shows a number as.
enum class ShownAs : std::uint8_t { number, date, percent };

// Of each cell style.
Result<std::vector<ShownAs>> read_cell_styles(Package& package, std::string_view part);

Result<std::vector<std::string>> read_shared_strings(Package& package, std::string_view part);

// Problem sheets.too_large; `limit_name` is the end of the code sheets.limit.*.
tl::unexpected<Problem> too_large(std::string_view limit_name, std::size_t limit, std::string where);

}  // namespace luytre::sheets
