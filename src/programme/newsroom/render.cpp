#include "programme/newsroom/render.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "base/html.h"
#include "programme/newsroom/article_image.h"

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

std::string img_of(const ArticleImage& image) {
  const std::string large = std::to_string(image.width), small = std::to_string(image.small_width);
  return "<img src=\"" + image.large_address() + "\" srcset=\"" + image.small_address() + " " + small + "w, " +
         image.large_address() + " " + large + "w\" sizes=\"(max-width: 48rem) 100vw, 48rem\" width=\"" + large +
         "\" height=\"" + std::to_string(image.height) + "\" alt=\"" + escape_html(image.alt) +
         "\" loading=\"lazy\" decoding=\"async\">";
}

std::string figure_of(const ArticleImage& image) {
  std::string caption = escape_html(image.caption);
  if (!image.credit.empty())
    caption += (caption.empty() ? "" : " ") + ("<span class=\"credit\">" + escape_html(image.credit) + "</span>");
  return "<figure class=\"picture\">" + img_of(image) + "<figcaption>" + caption + "</figcaption></figure>\n";
}

// A picture of the article, alone in its paragraph, becomes a figure; between words it stays there. Any other is left
// out.
void place_image(cmark_node* node, const ImageWords& images) {
  constexpr std::string_view scheme = "image:";
  const char* url = cmark_node_get_url(node);
  const std::string_view address = url == nullptr ? "" : url;
  const ArticleImage* image =
      images && address.starts_with(scheme) ? images(std::string(address.substr(scheme.size()))) : nullptr;
  cmark_node* parent = cmark_node_parent(node);
  const bool is_alone = cmark_node_get_type(parent) == CMARK_NODE_PARAGRAPH && cmark_node_first_child(parent) == node &&
                        cmark_node_last_child(parent) == node;
  if (image != nullptr && is_alone) {
    cmark_node* block = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node_set_on_enter(block, figure_of(*image).c_str());
    if (cmark_node_replace(parent, block) != 0) {
      cmark_node_free(parent);
      return;
    }
    cmark_node_free(block);
  } else if (image != nullptr) {
    cmark_node* inside = cmark_node_new(CMARK_NODE_CUSTOM_INLINE);
    cmark_node_set_on_enter(inside, img_of(*image).c_str());
    if (cmark_node_insert_before(node, inside) == 0) cmark_node_free(inside);
  }
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// The page has the one <h1>; a writer's "# " begins one below it.
void prepare(cmark_node* document, const ImageWords& images) {
  std::vector<cmark_node*> pictures;
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> nodes(cmark_iter_new(document), cmark_iter_free);
  for (cmark_event_type event = cmark_iter_next(nodes.get()); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(nodes.get())) {
    cmark_node* node = cmark_iter_get_node(nodes.get());
    if (cmark_node_get_type(node) == CMARK_NODE_HEADING && cmark_node_get_heading_level(node) == 1)
      cmark_node_set_heading_level(node, 2);
    if (cmark_node_get_type(node) == CMARK_NODE_IMAGE && event == CMARK_EVENT_EXIT) pictures.push_back(node);
  }
  // a picture inside a picture's words came first and goes first
  for (cmark_node* node : pictures) place_image(node, images);
}

std::string to_html(const std::string& markdown, const ImageWords& images) {
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
  prepare(document.get(), images);
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

std::string render_body(std::string_view markdown, const ClaimText& text_of, const ImageWords& images) {
  std::vector<ClaimToken> links;
  const std::string prepared = with_tokens(
      without_private(markdown),
      [&](const ClaimToken& token) {
        links.push_back(token);
        return std::string(place_open) + std::to_string(links.size() - 1) + std::string(place_close);
      },
      [](std::string_view text) { return std::string(text); });
  std::string html = to_html(prepared, images);
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
