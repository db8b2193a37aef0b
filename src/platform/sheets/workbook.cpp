#include "platform/sheets/workbook.h"

#include <algorithm>

namespace luytre::sheets {

std::string address_of(std::uint32_t row, std::uint32_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters + std::to_string(row);
}

std::string Cell::address() const { return address_of(row, column); }

const Cell* Row::cell(std::size_t column) const { return column < cells.size() ? &cells[column] : nullptr; }

std::string_view Row::text(std::size_t column) const {
  const Cell* found = cell(column);
  if (found == nullptr) return {};
  constexpr std::string_view blanks = " \t\n";
  const std::string_view text = found->text;
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string Sheet::where(const Row& row, std::size_t column) const {
  return name + "!" + address_of(row.number, static_cast<std::uint32_t>(column + 1));
}

std::string Sheet::where(const Row& row) const { return name + "!" + std::to_string(row.number); }

const Sheet* Workbook::sheet(std::string_view name) const {
  const auto found = std::find_if(sheets.begin(), sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
  return found == sheets.end() ? nullptr : &*found;
}

}  // namespace luytre::sheets
