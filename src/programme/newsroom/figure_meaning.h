// What a figure in a text counts: the words around it, and the definition they amount to when they are known ones.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {

struct FigureContext {
  std::string_view text;
  const std::vector<Token>& tokens;
  std::size_t first;  // token of the number
  std::size_t end;    // token after the unit
};

// Fills `counts` and `definition` of a figure whose unit is known.
void give_meaning(const FigureContext& context, FoundFigure& figure);

// The share that a percentage behind such a count is: "share_of_all_communes" for recognised communes. "" where custom
// knows more than one denominator (advanced and model communes): an editor must say which.
std::string share_definition(std::string_view count_definition);

}  // namespace luytre::newsroom
