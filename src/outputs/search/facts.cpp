#include "outputs/search/facts.h"

#include <algorithm>

namespace luytre::search {
namespace {

constexpr std::size_t years_count = 400;
constexpr int year_first = 1850;
constexpr std::size_t categories_max = 255;

std::vector<std::string_view> parts_of(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(mark, at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

using Counts = std::vector<std::pair<std::string, std::int64_t>>;

}  // namespace

std::string Facts::written(const Entry& entry) {
  std::string text = std::to_string(static_cast<int>(entry.kind)) + "\t" + entry.category + "\t" +
                     (entry.date ? std::to_string(entry.date->year()) : "");
  for (const std::string& unit : entry.units) text += "\t" + unit;
  return text;
}

std::uint32_t Facts::unit_number(std::string_view code) {
  const auto [found, is_new] = unit_numbers_.emplace(std::string(code), static_cast<std::uint32_t>(units_.size()));
  if (is_new) units_.emplace_back(code);
  return found->second;
}

void Facts::set(std::uint32_t number, std::string_view written) {
  const auto parts = parts_of(written, '\t');
  if (parts.size() < 3) return;
  if (rows_.size() <= number) rows_.resize(number + 1);
  Row row;
  row.kind = static_cast<std::uint8_t>(std::atoi(std::string(parts[0]).c_str()) + 1);
  const auto category = std::find(categories_.begin(), categories_.end(), parts[1]);
  row.category = static_cast<std::uint8_t>(category - categories_.begin());
  if (category == categories_.end()) {
    if (categories_.size() < categories_max)
      categories_.emplace_back(parts[1]);
    else
      row.category = 0;
  }
  const int year = std::atoi(std::string(parts[2]).c_str());
  if (year > year_first && year < year_first + static_cast<int>(years_count))
    row.year = static_cast<std::uint16_t>(year - year_first);
  row.first_unit = static_cast<std::uint32_t>(unit_lists_.size());
  for (std::size_t at = 3; at < parts.size(); ++at) unit_lists_.push_back(unit_number(parts[at]));
  row.units = static_cast<std::uint32_t>(unit_lists_.size()) - row.first_unit;
  rows_[number] = row;
}

void Facts::forget(std::uint32_t number) {
  if (number < rows_.size()) rows_[number] = Row{};
}

Facts::Count::Count(const Facts& facts)
    : facts_(facts),
      kinds_(kinds_count + 1),
      categories_(facts.categories_.size()),
      years_(years_count),
      units_(facts.units_.size()) {}

void Facts::Count::add(std::uint32_t number) {
  ++total_;
  if (number >= facts_.rows_.size()) return;
  const Row& row = facts_.rows_[number];
  if (row.kind < kinds_.size()) ++kinds_[row.kind];
  ++categories_[row.category];
  ++years_[row.year];
  for (std::uint32_t at = 0; at < row.units; ++at) ++units_[facts_.unit_lists_[row.first_unit + at]];
}

Counts Facts::Count::kinds() const {
  Counts counts;
  for (std::size_t at = 1; at < kinds_.size(); ++at) {
    if (kinds_[at] > 0) counts.emplace_back(name_of(static_cast<Kind>(at - 1)), kinds_[at]);
  }
  return counts;
}

Counts Facts::Count::categories() const {
  Counts counts;
  for (std::size_t at = 1; at < categories_.size(); ++at) {
    if (categories_[at] > 0) counts.emplace_back(facts_.categories_[at], categories_[at]);
  }
  return counts;
}

Counts Facts::Count::years() const {
  Counts counts;
  for (std::size_t at = 1; at < years_.size(); ++at) {
    if (years_[at] > 0) counts.emplace_back(std::to_string(year_first + static_cast<int>(at)), years_[at]);
  }
  return counts;
}

Counts Facts::Count::units() const {
  Counts counts;
  for (std::size_t at = 0; at < units_.size(); ++at) {
    if (units_[at] > 0) counts.emplace_back(facts_.units_[at], units_[at]);
  }
  return counts;
}

}  // namespace luytre::search
