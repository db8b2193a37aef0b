// What is put beside the words of an article once they are HTML: what an abbreviation stands for, what became of a
// figure. The words themselves are never changed.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/newsroom/inspect.h"

namespace luytre::portal {

// Explains each abbreviation once, where it is first used outside links, code, headings and captions. An article has
// several pieces (lead, body): one object for all of them, in the order in which they are read.
class AbbreviationExplainer {
 public:
  // Those that the text explains itself, or that nobody knows, are left alone.
  explicit AbbreviationExplainer(const std::vector<newsroom::FoundAbbreviation>& found);
  std::string explained(std::string_view html);

 private:
  std::string explain_text(std::string_view text);
  std::map<std::string, std::string> waiting_;  // as written in HTML ("KH&amp;CN") -> what it stands for, escaped
};

// `beside(id)` is HTML to stand behind the link of a claim ("" none): <a class="claim" href="…/so-lieu/ID">…</a>.
std::string with_later_figures(std::string_view html, const std::function<std::string(const std::string& id)>& beside);

// Links of an article lead to the reader's language: href="/so-lieu/…" below `base`.
std::string in_language_of_reader(std::string html, std::string_view base);

// The words of Markdown without its marks, good enough to search in.
std::string words_of_markdown(std::string_view markdown);

}  // namespace luytre::portal
