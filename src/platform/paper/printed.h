// A document as the bytes of a PDF file: typefaces embedded, text that can be searched, title and language told.
#pragma once

#include <functional>
#include <string>

#include "base/problem.h"
#include "platform/paper/canvas.h"

namespace luytre::paper {

// `draw` is called twice, with the same result, when the pages are numbered: the first time only to count them.
// Problems paper.typeface_missing, paper.too_many_pages, paper.not_written, and those of `draw`.
Result<std::string> printed(const Facts& facts, const std::function<Done(Canvas&)>& draw);

}  // namespace luytre::paper
