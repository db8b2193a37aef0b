// HTML of an old site or of a paste as Markdown: what the allow-list knows is kept, everything else is only its words,
// and what could run or ask a third party is left out and counted.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre::newsroom {

inline constexpr std::size_t html_tags_max = 20'000;

struct ConvertedHtml {
  std::string markdown;
  std::vector<std::string> images;  // addresses of pictures, in order; they are not in the text
  int scripts = 0;                  // script, iframe, object, embed, form …, with all that was in them
  int styles = 0;
  int handlers = 0;  // attributes that would have run: onclick …, and links to javascript:
};

// UTF-8, at most body_bytes_max. Problem news.html_too_complex.
Result<ConvertedHtml> html_to_markdown(std::string_view html);

// Plain text that Markdown shows as it is written; blank lines part paragraphs.
std::string text_to_markdown(std::string_view text);

}  // namespace luytre::newsroom
