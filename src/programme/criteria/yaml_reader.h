// Law files read strictly: a tree of maps, lists and texts that knows file and line, from YAML or from canonical JSON.
// Duplicate keys, aliases and tags are refused; Mapping refuses keys that nobody asked for and values of a wrong type.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/problem.h"
#include "programme/criteria/criteria_set.h"

namespace luytre::criteria {

inline constexpr int tree_depth_max = 40;

struct Tree {
  enum class Kind : std::uint8_t { null, text, list, map };
  Kind kind = Kind::null;
  std::string text;
  std::vector<Tree> items;                           // list
  std::vector<std::pair<std::string, Tree>> fields;  // map, in the order of the file
  std::shared_ptr<const std::string> file;
  int line = 0;

  // Declared here, defaulted in the source file: clang 14 cannot make them while the pairs of `fields` are incomplete.
  Tree();
  Tree(const Tree&);
  Tree(Tree&&) noexcept;
  Tree& operator=(const Tree&);
  Tree& operator=(Tree&&) noexcept;
  ~Tree();

  const Tree* find(std::string_view key) const;  // nullptr: not a map, or no such key
  bool is_null() const { return kind == Kind::null; }
  Place place() const;
};

// Problems criteria.bad_yaml, criteria.duplicate_key, each with FILE:LINE.
Result<Tree> read_yaml(std::string_view bytes, const std::string& file);
// The canonical JSON that canonical() wrote. Problem criteria.bad_yaml.
Result<Tree> read_canonical(std::string_view bytes, const std::string& file);

// Keys sorted, no blanks, every scalar a string: what hashes are made of. Comments, order of keys and quoting vanish.
std::string canonical(const Tree& tree);

// One map read key by key; what is wrong is appended to `problems`, and a harmless value returned so that reading goes
// on and everything is found at once. finish() reports the keys that were never asked for.
class Mapping {
 public:
  Mapping(const Tree& tree, std::vector<Problem>& problems);

  const Tree* find(std::string_view key);     // absent or null: nullptr
  const Tree* require(std::string_view key);  // absent or null: problem criteria.missing_key
  std::string text(std::string_view key);     // required, not empty
  std::string text_or(std::string_view key, std::string_view otherwise = {});
  bool flag(std::string_view key, bool otherwise = false);  // true | false
  std::optional<int> integer(std::string_view key);
  std::optional<Decimal> number(std::string_view key);
  std::optional<Date> date(std::string_view key);
  Bilingual bilingual(std::string_view key);             // required, both languages
  Bilingual bilingual_or_empty(std::string_view key);    // a plain text counts for both languages
  std::vector<std::string> texts(std::string_view key);  // list of texts; absent: empty
  const std::vector<Tree>& list(std::string_view key);   // absent: empty
  // One of the names that `parse` knows.
  template <class T, class Parse>
  T choice(std::string_view key, Parse parse, T otherwise) {
    const std::string name = text_or(key);
    if (name.empty()) return otherwise;
    if (const auto found = parse(name)) return *found;
    refuse_value(key, name);
    return otherwise;
  }
  bool has(std::string_view key) const { return tree_.find(key) != nullptr; }
  const Tree& tree() const { return tree_; }
  void refuse_value(std::string_view key, std::string_view value);  // problem criteria.bad_value
  void finish();

 private:
  const Tree& tree_;
  std::vector<Problem>& problems_;
  std::vector<std::string_view> asked_;
};

}  // namespace luytre::criteria
