// Repeated words (units, grades, sources, notes) stored once and named by a small number; number 0 is "".
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace luytre::observations {

// Words added to those of an earlier one, which it shares; few layers, each more than twice as large as the next, so
// that adding a word costs what it costs to keep it and not what is there already.
class Words {
 public:
  Words();
  // Empty, over `earlier`.
  explicit Words(std::shared_ptr<const Words> earlier);

  std::uint32_t intern(std::string_view word);
  std::optional<std::uint32_t> find(std::string_view word) const;
  const std::string& at(std::uint32_t number) const;
  std::size_t size() const { return first_ + words_.size(); }

  // `words` as what readers share: without a layer of its own where it added nothing.
  static std::shared_ptr<const Words> settled(Words words);

 private:
  std::shared_ptr<const Words> earlier_;
  std::uint32_t first_ = 0;  // number of words_[0]
  std::vector<std::shared_ptr<const std::string>> words_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace luytre::observations
