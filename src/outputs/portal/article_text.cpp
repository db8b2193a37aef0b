#include "outputs/portal/article_text.h"

#include <algorithm>
#include <array>

#include "base/html.h"

namespace luytre::portal {
namespace {

// No explanation inside these.
constexpr std::array<std::string_view, 12> closed_elements = {"a",  "code", "pre", "abbr", "h1",         "h2",
                                                              "h3", "h4",   "h5",  "h6",   "figcaption", "th"};

std::string_view name_of_tag(std::string_view tag) {
  std::size_t at = tag.size() > 1 && tag[1] == '/' ? 2 : 1;
  const std::size_t begin = at;
  while (at < tag.size() && tag[at] != ' ' && tag[at] != '>' && tag[at] != '/') ++at;
  return tag.substr(begin, at - begin);
}

bool is_closed(std::string_view name) {
  return std::find(closed_elements.begin(), closed_elements.end(), name) != closed_elements.end();
}

// Letters of other alphabets than the basic one have bytes above 0x7F.
bool is_letter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Whether a word begins and ends here: "QĐ" of "318/QĐ-TTg" is part of a longer one.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
  constexpr std::string_view joins = "/-&_";
  if (begin > 0 && (is_letter(text[begin - 1]) || joins.find(text[begin - 1]) != std::string_view::npos)) return false;
  // "KH" of "KH&amp;CN".
  if (begin >= 5 && text.substr(begin - 5, 5) == "&amp;") return false;
  if (end >= text.size()) return true;
  const std::string_view rest = text.substr(end);
  if (rest.rfind("&amp;", 0) == 0) return false;
  if (is_letter(rest[0]) || rest[0] == '_') return false;
  const bool goes_on = rest[0] == '/' || rest[0] == '-';
  return !goes_on || rest.size() == 1 || !is_letter(rest[1]);
}

constexpr std::string_view blanks = " \t\n";

}  // namespace

AbbreviationExplainer::AbbreviationExplainer(const std::vector<newsroom::FoundAbbreviation>& found) {
  for (const newsroom::FoundAbbreviation& one : found) {
    if (one.is_defined_here || one.expansion.empty()) continue;
    waiting_.emplace(escape_html(one.short_form), escape_html(one.expansion));
  }
}

std::string AbbreviationExplainer::explained(std::string_view html) {
  if (waiting_.empty()) return std::string(html);
  std::string made;
  int closed = 0;  // elements open here that take no explanation
  for (std::size_t at = 0; at < html.size();) {
    if (html[at] == '<') {
      const std::size_t end = std::min(html.find('>', at), html.size() - 1) + 1;
      const std::string_view tag = html.substr(at, end - at);
      if (is_closed(name_of_tag(tag))) closed = std::max(0, closed + (tag.substr(0, 2) == "</" ? -1 : 1));
      made += tag;
      at = end;
    } else {
      const std::size_t end = std::min(html.find('<', at), html.size());
      const std::string_view text = html.substr(at, end - at);
      made += closed > 0 ? std::string(text) : explain_text(text);
      at = end;
    }
  }
  return made;
}

std::string AbbreviationExplainer::explain_text(std::string_view text) {
  std::string made;
  while (!waiting_.empty()) {
    // The one that comes first; of two that begin together the longer.
    auto first = waiting_.end();
    std::size_t where = std::string_view::npos;
    for (auto one = waiting_.begin(); one != waiting_.end(); ++one) {
      std::size_t at = text.find(one->first);
      while (at != std::string_view::npos && !stands_alone(text, at, at + one->first.size()))
        at = text.find(one->first, at + 1);
      if (at == std::string_view::npos || at > where) continue;
      if (at == where && one->first.size() < first->first.size()) continue;
      where = at;
      first = one;
    }
    if (first == waiting_.end()) break;
    made += text.substr(0, where);
    made += "<abbr>" + first->first + "</abbr> <small class=\"means\">(" + first->second + ")</small>";
    text.remove_prefix(where + first->first.size());
    waiting_.erase(first);
  }
  return made.append(text);
}

std::string with_later_figures(std::string_view html, const std::function<std::string(const std::string& id)>& beside) {
  constexpr std::string_view open = "<a class=\"claim\" href=\"";
  constexpr std::string_view place = "/so-lieu/";
  constexpr std::string_view close = "</a>";
  std::string made;
  std::size_t at = 0;
  for (std::size_t link = html.find(open); link != std::string_view::npos; link = html.find(open, at)) {
    const std::size_t begin = html.find(place, link);
    const std::size_t end = html.find('"', link + open.size());
    const std::size_t behind = html.find(close, link);
    if (end == std::string_view::npos || behind == std::string_view::npos) break;
    made += html.substr(at, behind + close.size() - at);
    at = behind + close.size();
    if (begin != std::string_view::npos && begin < end)
      made += beside(std::string(html.substr(begin + place.size(), end - begin - place.size())));
  }
  return made.append(html.substr(at));
}

std::string in_language_of_reader(std::string html, std::string_view base) {
  if (base.empty()) return html;
  constexpr std::string_view plain = "href=\"/so-lieu/";
  for (std::size_t at = html.find(plain); at != std::string::npos;
       at = html.find(plain, at + base.size() + plain.size()))
    html.insert(at + 6, base);
  return html;
}

std::string words_of_markdown(std::string_view markdown) {
  std::string words;
  for (std::size_t at = 0; at < markdown.size(); ++at) {
    const char c = markdown[at];
    if (c == '*' || c == '`' || c == '#' || c == '>' || c == '|' || c == '[') continue;
    // "](address)" of a link or picture
    if (c == ']' && at + 1 < markdown.size() && markdown[at + 1] == '(') {
      at = std::min(markdown.find(')', at), markdown.size());
      continue;
    }
    if (c == ']') continue;
    if (c == '\n' && !words.empty() && blanks.find(words.back()) != std::string_view::npos) {
      words.back() = '\n';
      continue;
    }
    words.push_back(c);
  }
  return words;
}

}  // namespace luytre::portal
