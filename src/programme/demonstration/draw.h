// Chance that is the same on every machine and in every order: a draw is a pure function of the seed and of words that
// say what is drawn.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace luytre::demonstration {

class Draws {
 public:
  // `subject` is what the draws are about, for example a unit and a date.
  Draws(std::uint64_t seed, std::string_view subject);

  // A whole number from `least` to `most`, both included.
  std::int64_t between(std::int64_t least, std::int64_t most, std::string_view what,
                       std::string_view detail = {}) const;
  // True in `percent` of 100 draws.
  bool chance(int percent, std::string_view what, std::string_view detail = {}) const;

 private:
  std::uint64_t bits(std::string_view what, std::string_view detail) const;
  std::uint64_t subject_;
};

}  // namespace luytre::demonstration
