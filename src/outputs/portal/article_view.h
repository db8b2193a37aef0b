// One article as its page, its feeds and its paper show it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "outputs/feeds/moment.h"
#include "outputs/portal/article_findings.h"
#include "outputs/portal/news_view.h"
#include "outputs/portal/unit_notes.h"

namespace luytre::portal {

// What became of a figure after it was written down.
struct LaterFigure {
  std::string words;    // "sau đó được đính chính thành 5.859 xã"
  std::string address;  // of the certificate that says so, in the reader's language
};
std::optional<LaterFigure> later_of(const Visit& visit, const statistics::Claim& claim);

// A bound figure of an article, with the value it had on the day of publication.
struct BoundFigure {
  const statistics::Claim* claim = nullptr;
  std::string value;
  std::optional<LaterFigure> later;
};
std::vector<BoundFigure> bound_figures(const Visit& visit, const newsroom::Article& article);

// The words as HTML: figures lead to their certificates with what became of them beside, abbreviations are explained.
struct ArticleHtml {
  std::string lead;
  std::string body;
};
// The text with its pictures, nothing put beside it yet: for feeds.
std::string body_html(const Visit& visit, const newsroom::Article& article);
ArticleHtml article_html(const Visit& visit, const newsroom::Article& article, const ArticleFindings& findings,
                         const std::vector<BoundFigure>& figures);

std::vector<UnitNote> notes_of(const Visit& visit, const newsroom::Article& article, const ArticleFindings& findings);
std::string note_words(const Visit& visit, const UnitNote& note);  // "Xã A nay thuộc xã B, từ 01/07/2025."

// When it was first public, and when its present version was.
feeds::Moment published_moment(const newsroom::Article& article);
feeds::Moment updated_moment(const newsroom::Article& article);

// The members of the article template. `article` may be a draft that a preview shows.
void add_article(const Visit& visit, const newsroom::Article& article, View& view);
HeadFacts article_head(const Visit& visit, const newsroom::Article& article);

// "Lũy Tre – nông thôn mới tỉnh Lạng Sơn"
std::string publisher_of(const Visit& visit);
std::string absolute(const Visit& visit, const std::string& path);  // in the reader's language

}  // namespace luytre::portal
