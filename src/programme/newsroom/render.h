// From an article's Markdown to HTML: CommonMark by cmark-gfm, raw HTML and unsafe links left out, figures as links to
// their birth certificates.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luytre::newsroom {

// The words for a claim whose token carries none; nothing when the claim is unknown.
using ClaimText = std::function<std::optional<std::string>(const std::string& claim_id)>;

// The picture that `![words](image:ID)` shows; nullptr when it is not to be shown.
struct ArticleImage;
using ImageWords = std::function<const ArticleImage*(const std::string& image_id)>;

// HTML for inside <article>: headings begin at <h2>. A token of an unknown claim shows its words without a link. Only
// the article's own pictures are shown, each as a figure with its caption and credit; others are left out, so that a
// page asks nothing of a third party.
std::string render_body(std::string_view markdown, const ClaimText& text_of, const ImageWords& images = {});

// One line of plain text (a lead, a title) with its tokens as links; everything else is escaped.
std::string render_line(std::string_view text, const ClaimText& text_of);

// The same without any mark-up, for listings and feeds.
std::string plain_line(std::string_view text, const ClaimText& text_of);

// Calls `found(token begin, token end, id, words)` for each {{claim:ID}} or {{claim:ID|words}}.
struct ClaimToken {
  std::size_t begin = 0;  // byte of "{{"
  std::size_t end = 0;    // byte after "}}"
  std::string id;
  std::string words;  // "" when the token has none
};
std::vector<ClaimToken> claim_tokens(std::string_view text);

}  // namespace luytre::newsroom
