// Everything that is wrong with an import, gathered so that one attempt shows all of it.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"

namespace luytre::units {

inline constexpr std::size_t shown_problems_max = 200;

class ProblemList {
 public:
  void add(std::string code, Arguments arguments, std::string where) {
    ++count_;
    if (shown_.size() < shown_problems_max) {
      shown_.push_back({std::move(code), std::move(arguments), std::move(where), {}});
    }
  }
  void add(Problem problem) {
    ++count_;
    if (shown_.size() < shown_problems_max) shown_.push_back(std::move(problem));
  }
  bool is_empty() const { return count_ == 0; }
  std::size_t count() const { return count_; }

  // One problem that holds them all; the rest beyond the shown ones is counted in a last cause.
  tl::unexpected<Problem> refusal(std::string code) {
    if (count_ > shown_.size()) {
      shown_.push_back({"units.more_problems", {{"count", std::to_string(count_ - shown_.size())}}, "", {}});
    }
    return refuse(std::move(code), {{"count", std::to_string(count_)}}, "", std::move(shown_));
  }

 private:
  std::vector<Problem> shown_;
  std::size_t count_ = 0;
};

}  // namespace luytre::units
