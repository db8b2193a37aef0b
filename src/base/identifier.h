// Identifiers are types of their own, never bare strings or integers.
#pragma once

#include <compare>
#include <functional>
#include <string>
#include <utility>

namespace luytre {

template <class Tag>
class Identifier {
 public:
  Identifier() = default;
  explicit Identifier(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool is_empty() const { return text_.empty(); }
  friend auto operator<=>(const Identifier&, const Identifier&) = default;

 private:
  std::string text_;
};

// A new UUID of version 7: `unix_milliseconds` in front, so that ids sort by time; the rest random.
std::string new_uuid7(long long unix_milliseconds);

bool is_uuid(const std::string& text);

}  // namespace luytre

template <class Tag>
struct std::hash<luytre::Identifier<Tag>> {
  std::size_t operator()(const luytre::Identifier<Tag>& id) const { return std::hash<std::string>{}(id.text()); }
};
