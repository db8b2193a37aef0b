#include <algorithm>
#include <charconv>

#include "programme/criteria/yaml_reader.h"

namespace luytre::criteria {

Mapping::Mapping(const Tree& tree, std::vector<Problem>& problems) : tree_(tree), problems_(problems) {
  if (tree.kind != Tree::Kind::map) {
    problems_.push_back({"criteria.not_a_map", {}, tree.place().text(), {}});
  }
}

const Tree* Mapping::find(std::string_view key) {
  asked_.push_back(key);
  const Tree* found = tree_.find(key);
  return found == nullptr || found->is_null() ? nullptr : found;
}

const Tree* Mapping::require(std::string_view key) {
  const Tree* found = find(key);
  if (found == nullptr && tree_.kind == Tree::Kind::map) {
    problems_.push_back({"criteria.missing_key", {{"key", std::string(key)}}, tree_.place().text(), {}});
  }
  return found;
}

std::string Mapping::text(std::string_view key) { return require(key) == nullptr ? std::string() : text_or(key); }

std::string Mapping::text_or(std::string_view key, std::string_view otherwise) {
  const Tree* found = find(key);
  if (found == nullptr) return std::string(otherwise);
  if (found->kind == Tree::Kind::text) return found->text;
  problems_.push_back({"criteria.not_a_text", {{"key", std::string(key)}}, found->place().text(), {}});
  return std::string(otherwise);
}

bool Mapping::flag(std::string_view key, bool otherwise) {
  const std::string value = text_or(key);
  if (value == "true") return true;
  if (value == "false") return false;
  if (!value.empty()) refuse_value(key, value);
  return otherwise;
}

std::optional<int> Mapping::integer(std::string_view key) {
  const std::string value = text_or(key);
  if (value.empty()) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc() && end == value.data() + value.size()) return number;
  refuse_value(key, value);
  return std::nullopt;
}

std::optional<Decimal> Mapping::number(std::string_view key) {
  const std::string value = text_or(key);
  if (value.empty()) return std::nullopt;
  if (const auto decimal = Decimal::parse(value)) return *decimal;
  refuse_value(key, value);
  return std::nullopt;
}

std::optional<Date> Mapping::date(std::string_view key) {
  const std::string value = text_or(key);
  if (value.empty()) return std::nullopt;
  if (const auto day = Date::parse(value)) return *day;
  refuse_value(key, value);
  return std::nullopt;
}

Bilingual Mapping::bilingual(std::string_view key) {
  if (require(key) == nullptr) return {};
  Bilingual both = bilingual_or_empty(key);
  if (both.vi.empty() || both.en.empty()) {
    problems_.push_back({"criteria.one_language", {{"key", std::string(key)}}, find(key)->place().text(), {}});
  }
  return both;
}

Bilingual Mapping::bilingual_or_empty(std::string_view key) {
  const Tree* found = find(key);
  if (found == nullptr) return {};
  if (found->kind == Tree::Kind::text) return {found->text, found->text};
  Mapping both(*found, problems_);
  Bilingual result{both.text_or("vi"), both.text_or("en")};
  both.finish();
  return result;
}

const std::vector<Tree>& Mapping::list(std::string_view key) {
  static const std::vector<Tree> none;
  const Tree* found = find(key);
  if (found == nullptr) return none;
  if (found->kind == Tree::Kind::list) return found->items;
  problems_.push_back({"criteria.not_a_list", {{"key", std::string(key)}}, found->place().text(), {}});
  return none;
}

std::vector<std::string> Mapping::texts(std::string_view key) {
  std::vector<std::string> result;
  for (const Tree& item : list(key)) {
    if (item.kind == Tree::Kind::text) {
      result.push_back(item.text);
    } else {
      problems_.push_back({"criteria.not_a_text", {{"key", std::string(key)}}, item.place().text(), {}});
    }
  }
  return result;
}

void Mapping::refuse_value(std::string_view key, std::string_view value) {
  const Tree* found = tree_.find(key);
  const Place place = found == nullptr ? tree_.place() : found->place();
  problems_.push_back(
      {"criteria.bad_value", {{"key", std::string(key)}, {"value", std::string(value)}}, place.text(), {}});
}

void Mapping::finish() {
  for (const auto& [name, value] : tree_.fields) {
    if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
    problems_.push_back({"criteria.unknown_key", {{"key", name}}, value.place().text(), {}});
  }
}

}  // namespace luytre::criteria
