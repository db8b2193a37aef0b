// Reading the bodies of the room's writes. What is wrong is told by the members' finish().
#pragma once

#include "platform/http/body.h"
#include "platform/inspection/write_request.h"
#include "programme/villages/succeed.h"
#include "programme/villages/take_step.h"

namespace luytre::villages {

inline constexpr std::size_t lines_max = 200;  // works, scores, items of one step

// A day that must be there.
std::optional<Date> needed_date(http::Members& members, std::string_view name);
// A year that must be there.
int needed_year(http::Members& members);

template <class Word>
Word choice(http::Members& members, std::string_view name, std::optional<Word> (*named)(std::string_view),
            const std::string& choices) {
  const std::string text = members.text(name);
  const auto found = named(text);
  if (!text.empty() && !found) {
    members.refuse(
        name, {"http.choice_unknown", {{"name", std::string(name)}, {"text", text}, {"choices", choices}}, "", {}});
  }
  return found.value_or(Word{});
}

// The day is today where none is said.
StepWish read_step(http::Members& members, Date today);
SuccessionWish read_succession(http::Members& members);
std::vector<Settling> read_settlings(http::Members& members);
std::map<std::string, Ticked> read_ticked(http::Members& members);

}  // namespace luytre::villages
