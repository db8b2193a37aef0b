// A problem: one thing that is wrong, said so that the person who must act can act.
// The text lives in messages/*.yaml under `code`; here is only what fills it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace luytre {

using Arguments = std::vector<std::pair<std::string, std::string>>;

struct Problem {
  std::string code;             // "units.overlap": a key of the catalogue
  Arguments arguments;          // fill the {names} of the message
  std::string where;            // "FILE:LINE", "query:as_of", a JSON pointer; may be empty
  std::vector<Problem> causes;  // all that was found, when several things were
};

template <class T>
using Result = tl::expected<T, Problem>;
using Done = Result<void>;

[[nodiscard]] tl::unexpected<Problem> refuse(std::string code, Arguments arguments = {}, std::string where = {},
                                             std::vector<Problem> causes = {});

// Hands the problem of a failed result on: `if (!x) return pass_on(x);`
template <class T>
[[nodiscard]] tl::unexpected<Problem> pass_on(Result<T>& failed) {
  return tl::unexpected<Problem>(std::move(failed).error());
}
template <class T>
[[nodiscard]] tl::unexpected<Problem> pass_on(const Result<T>& failed) {
  return tl::unexpected<Problem>(failed.error());
}

}  // namespace luytre
