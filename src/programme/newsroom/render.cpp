#include "programme/newsroom/render.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/html.h"

namespace luytre::newsroom {
namespace {

constexpr std::string_view token_open = "{{claim:";
constexpr std::string_view token_close = "}}";

// Stands for a token while Markdown is rendered: a private character, a number, another. Writers cannot send either.
constexpr std::string_view place_open = "\uE000";
constexpr std::string_view place_close = "\uE001";

std::string without_private(std::string_view text) {
  std::string clean;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view here = text.substr(at, 3);
    if (here == place_open || here == place_close) {
      at += 3;
    } else {
      clean += text[at++];
    }
  }
  return clean;
}

std::string words_of(const ClaimToken& token, const ClaimText& text_of, bool& is_known) {
  const auto text = text_of ? text_of(token.id) : std::nullopt;
  is_known = text.has_value();
  if (!token.words.empty()) return token.words;
  return text ? *text : token.id;
}

std::string link_of(const ClaimToken& token, const ClaimText& text_of) {
  bool is_known = false;
  const std::string words = escape_html(words_of(token, text_of, is_known));
  if (!is_known) return words;
  return "<a class=\"claim\" href=\"/so-lieu/" + escape_html(token.id) + "\">" + words + "</a>";
}

std::string to_html(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  constexpr int options = CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8;  // without CMARK_OPT_UNSAFE: no raw HTML
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(cmark_parser_new(options),
                                                                           cmark_parser_free);
  if (auto* table = cmark_find_syntax_extension("table"); table != nullptr) {
    cmark_parser_attach_syntax_extension(parser.get(), table);
  }
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(cmark_parser_finish(parser.get()),
                                                                         cmark_node_free);
  // The page has the one <h1>; a writer's "# " begins one below it.
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> nodes(cmark_iter_new(document.get()), cmark_iter_free);
  while (cmark_iter_next(nodes.get()) != CMARK_EVENT_DONE) {
    cmark_node* node = cmark_iter_get_node(nodes.get());
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1) {
      cmark_node_set_heading_level(node, 2);
    }
  }
  const std::unique_ptr<char, decltype(&std::free)> html(
      cmark_render_html(document.get(), options, cmark_parser_get_syntax_extensions(parser.get())), std::free);
  return html ? std::string(html.get()) : std::string();
}

// Whether a link may stand after this HTML: not inside a tag, nor inside another link.
bool takes_link(std::string_view before) {
  const auto sign = before.find_last_of("<>");
  if (sign != std::string_view::npos && before[sign] == '<') return false;
  const auto open = before.rfind("<a ");
  return open == std::string_view::npos || before.find("</a>", open) != std::string_view::npos;
}

// `replace(token)` in the place of each token, `keep(text)` for what stands between.
template <class Replace, class Keep>
std::string with_tokens(std::string_view text, Replace replace, Keep keep) {
  std::string made;
  std::size_t at = 0;
  for (const ClaimToken& token : claim_tokens(text)) {
    made += keep(text.substr(at, token.begin - at));
    made += replace(token);
    at = token.end;
  }
  return made + keep(text.substr(at));
}

}  // namespace

std::vector<ClaimToken> claim_tokens(std::string_view text) {
  std::vector<ClaimToken> tokens;
  for (std::size_t at = text.find(token_open); at != std::string_view::npos; at = text.find(token_open, at)) {
    const std::size_t inside = at + token_open.size();
    const std::size_t close = text.find(token_close, inside);
    if (close == std::string_view::npos) break;
    const std::string_view content = text.substr(inside, close - inside);
    const std::size_t bar = content.find('|');
    ClaimToken token;
    token.begin = at;
    token.end = close + token_close.size();
    token.id = std::string(content.substr(0, bar));
    if (bar != std::string_view::npos) token.words = std::string(content.substr(bar + 1));
    at = token.end;
    if (!token.id.empty()) tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string render_body(std::string_view markdown, const ClaimText& text_of) {
  std::vector<ClaimToken> links;
  const std::string prepared = with_tokens(
      without_private(markdown),
      [&](const ClaimToken& token) {
        links.push_back(token);
        return std::string(place_open) + std::to_string(links.size() - 1) + std::string(place_close);
      },
      [](std::string_view text) { return std::string(text); });
  std::string html = to_html(prepared);
  for (std::size_t i = 0; i < links.size(); ++i) {
    const std::string place = std::string(place_open) + std::to_string(i) + std::string(place_close);
    const std::size_t at = html.find(place);
    if (at == std::string::npos) continue;
    bool is_known = false;
    html.replace(at, place.size(),
                 takes_link(std::string_view(html).substr(0, at)) ? link_of(links[i], text_of)
                                                                  : escape_html(words_of(links[i], text_of, is_known)));
  }
  return without_private(html);
}

std::string render_line(std::string_view text, const ClaimText& text_of) {
  return with_tokens(
      text, [&](const ClaimToken& token) { return link_of(token, text_of); }, escape_html);
}

std::string plain_line(std::string_view text, const ClaimText& text_of) {
  return with_tokens(
      text,
      [&](const ClaimToken& token) {
        bool is_known = false;
        return words_of(token, text_of, is_known);
      },
      [](std::string_view part) { return std::string(part); });
}

}  // namespace luytre::newsroom
