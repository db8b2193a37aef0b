#include "programme/villages/village.h"

#include <algorithm>
#include <array>

#include "base/vietnamese.h"

namespace luytre::villages {
namespace {

constexpr std::array<std::string_view, 4> kind_names{"thon", "ban", "to_dan_pho", "khu"};
constexpr std::array<std::string_view, 2> link_names{"merged", "split"};

template <class Word, std::size_t N>
std::optional<Word> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

// The last of `items` (in order of days) whose day is not after the day.
template <class Item>
const Item* last_until(const std::vector<Item>& items, Date Item::*of, Date day) {
  const Item* found = nullptr;
  for (const Item& item : items) {
    if (item.*of <= day) found = &item;
  }
  return found;
}

}  // namespace

std::string_view name_of(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::optional<Kind> kind_named(std::string_view name) { return named<Kind>(kind_names, name); }

std::optional<Kind> kind_written(std::string_view text) {
  if (const auto kind = kind_named(text)) return kind;
  const std::string folded = fold(text);
  if (folded == "thon" || folded == "lang" || folded == "xom") return Kind::thon;
  if (folded == "ban") return Kind::ban;
  if (folded == "to dan pho" || folded == "tdp") return Kind::to_dan_pho;
  if (folded == "khu" || folded == "khu pho" || folded == "khoi") return Kind::khu;
  return std::nullopt;
}

std::string_view name_of(LinkKind kind) { return link_names[static_cast<std::size_t>(kind)]; }
std::optional<LinkKind> link_kind_named(std::string_view name) { return named<LinkKind>(link_names, name); }

const VillageVersion* Village::at(Date day) const {
  if (end && end->day <= day) return nullptr;
  return last_until(versions, &VillageVersion::from, day);
}

const VillageVersion& Village::nearest(Date day) const {
  const auto* version = last_until(versions, &VillageVersion::from, day);
  return version == nullptr ? versions.front() : *version;
}

const Count* Village::count_on(Date day) const { return last_until(counts, &Count::as_of, day); }

std::string Village::head_on(Date day) const {
  const auto* head = last_until(heads, &HeadFrom::from, day);
  return head == nullptr ? std::string() : head->account;
}

}  // namespace luytre::villages
