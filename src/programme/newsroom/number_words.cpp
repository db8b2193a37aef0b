#include "programme/newsroom/number_words.h"

#include <array>
#include <string_view>
#include <utility>

namespace luytre::newsroom {
namespace {

using Digit = std::pair<std::string_view, int>;
constexpr std::array<Digit, 9> digits = {
    {{"một", 1}, {"hai", 2}, {"ba", 3}, {"bốn", 4}, {"năm", 5}, {"sáu", 6}, {"bảy", 7}, {"tám", 8}, {"chín", 9}}};
// After tens they change: "hai mươi mốt", "ba mươi tư", "mười lăm".
constexpr std::array<Digit, 4> later_digits = {{{"mốt", 1}, {"tư", 4}, {"lăm", 5}, {"nhăm", 5}}};

class Reader {
 public:
  Reader(const std::vector<Token>& tokens, std::size_t at) : tokens_(tokens), at_(at) {}

  std::size_t at() const { return at_; }

  std::optional<std::int64_t> thousands() {
    const auto head = hundreds();
    if (!head || !(is("nghìn") || is("ngàn"))) return head;
    ++at_;
    const std::size_t behind = at_;
    const auto rest = hundreds();
    if (!rest) at_ = behind;
    return *head * 1000 + rest.value_or(0);
  }

 private:
  bool is(std::string_view word) const { return at_ < tokens_.size() && tokens_[at_].lower == word; }

  template <std::size_t Count>
  std::optional<int> one_of(const std::array<Digit, Count>& words) {
    if (at_ >= tokens_.size()) return std::nullopt;
    for (const auto& [word, value] : words) {
      if (tokens_[at_].lower != word) continue;
      ++at_;
      return value;
    }
    return std::nullopt;
  }

  std::int64_t after_tens() {
    if (const auto later = one_of(later_digits)) return *later;
    return one_of(digits).value_or(0);
  }

  std::optional<std::int64_t> tens() {
    if (is("mười")) {
      ++at_;
      return 10 + after_tens();
    }
    const auto first = one_of(digits);
    if (!first) return std::nullopt;
    if (is("mươi")) {
      ++at_;
      return *first * 10 + after_tens();
    }
    if (is("chục")) {
      ++at_;
      return *first * 10;
    }
    return *first;
  }

  std::optional<std::int64_t> hundreds() {
    const auto head = tens();
    if (!head || *head > 9 || !is("trăm")) return head;
    ++at_;
    if (is("linh") || is("lẻ")) {
      ++at_;
      return *head * 100 + one_of(digits).value_or(0);
    }
    const std::size_t behind = at_;
    const auto rest = tens();
    if (!rest) at_ = behind;
    return *head * 100 + rest.value_or(0);
  }

  const std::vector<Token>& tokens_;
  std::size_t at_;
};

}  // namespace

std::optional<WrittenCount> number_words_at(const std::vector<Token>& tokens, std::size_t at) {
  Reader reader(tokens, at);
  const auto value = reader.thousands();
  if (!value || *value < 2) return std::nullopt;
  return WrittenCount{*value, reader.at()};
}

}  // namespace luytre::newsroom
