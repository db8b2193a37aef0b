// Where and when a text's figures are true, as far as the text says so.
#pragma once

#include <optional>
#include <string>

#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {

// The place a text's figures are about, when it leaves no doubt: a unit's code, "VN", or "".
std::string place_of_figures(const Inspection& inspection, const std::string& home);

// The same of one figure: by its paragraph where that names a place, else by the whole text.
std::string place_of_figure(const Inspection& inspection, const Span& figure, const std::string& home);

// The day for which the figure is true: the last day of the date nearest before it, else of the text's only one.
std::optional<Date> day_of_figure(const Inspection& inspection, const Span& figure);

}  // namespace luytre::newsroom
