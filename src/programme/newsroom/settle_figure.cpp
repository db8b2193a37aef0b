#include "programme/newsroom/settle_figure.h"

#include <algorithm>

#include "programme/newsroom/figures_of_text.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t words_bytes_max = 400;
constexpr int figures_max = 2'000;  // settled of one article

bool bind_words(std::string& text, const std::string& words, const std::string& claim_id) {
  const auto tokens = claim_tokens(text);
  for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) {
    const bool is_bound = std::any_of(tokens.begin(), tokens.end(),
                                      [&](const ClaimToken& token) { return token.begin <= at && at < token.end; });
    if (is_bound) continue;
    text.replace(at, words.size(), "{{claim:" + claim_id + "|" + words + "}}");
    return true;
  }
  return false;
}

// The figure that is meant: a recorded one, or one that stands in the text and is recorded by being settled.
Result<DraftFigure> figure_meant(const ArticleRegister& known, const Article& article, int position,
                                 const std::string& words) {
  const auto recorded = known.figures(article.id.text());
  const Arguments which = {{"article", article.slug}, {"position", std::to_string(position)}};
  for (const DraftFigure* figure : recorded) {
    if (position > 0 ? figure->position != position : figure->text != words) continue;
    const bool is_by_number = position > 0 && words.empty();
    if (is_by_number && figure->state != FigureState::drafted) return refuse("news.figure_settled", which);
    return *figure;
  }
  if (position > 0) return refuse("news.unknown_figure", which);
  DraftFigure figure;
  for (const TextFigure& one : figures_of_text(article, recorded))
    if (one.figure.text == words) figure = one.figure;
  figure.text = words;
  figure.article = article.id;
  figure.position = recorded.empty() ? 1 : recorded.back()->position + 1;
  if (words.empty() || words.size() > words_bytes_max || figure.position > figures_max)
    return refuse("news.unknown_figure", which);
  return figure;
}

bool has_words(const Article& article, const std::string& words) {
  for (const TextFigure& one : figures_of_text(article, {}))
    if (one.figure.text == words) return true;
  for (const std::string* part : {&article.title, &article.lead, &article.body})
    if (part->find(words) != std::string::npos) return true;
  return false;
}

// After the fact check another binding is checked again.
void fall_back(const Article& before, const Article& after, const commands::Asked& asked, Change& change) {
  Touched touched;
  touched.figures = true;
  const Stage stage = fallen_back(before.stage, touched);
  if (stage == before.stage) return;
  change.fell_back = FellBack{before.stage, stage, "figures"};
  change.steps.push_back(step_taken(after, "revise", stage, asked));
}

Result<Change> settled(const Article& article, DraftFigure figure, const Settling& settling,
                       const commands::Asked& asked) {
  const Arguments gone = {{"words", figure.text}, {"article", article.slug}};
  figure.state = settling.state;
  figure.claim = settling.claim;
  figure.source = settling.source;
  figure.source_url = settling.source_url;
  Change change;
  Article after = article;
  const bool is_public = article.status != ArticleStatus::draft;
  if (settling.state == FigureState::bound) {
    if (is_public) return refuse("news.already_published", {{"article", article.slug}});
    bool is_bound = false;
    for (std::string* part : {&after.lead, &after.body, &after.title})
      is_bound = is_bound || bind_words(*part, figure.text, settling.claim);
    if (!is_bound) return refuse("news.words_gone", gone);
    after = next_version(std::move(after), asked.actor, change_bound);
    change.articles.push_back(after);
  } else if (!is_public && !has_words(article, figure.text)) {
    return refuse("news.words_gone", gone);
  }
  fall_back(article, after, asked, change);
  change.kind = settling.state == FigureState::bound    ? "news.figure_confirmed"
                : settling.state == FigureState::quoted ? "news.figure_quoted"
                                                        : "news.figure_rejected";
  change.about = {{"article", article.id.text()}, {"position", figure.position}, {"claim", figure.claim}};
  change.figures.push_back(std::move(figure));
  return change;
}

}  // namespace

Result<Written> settle_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id, int position,
                              const std::string& words, const Settling& settling, std::optional<int> expected) {
  if (settling.state == FigureState::bound && !is_uuid(settling.claim))
    return refuse("news.claim_unresolved", {{"claim", settling.claim}, {"title", id.text()}}, "/claim");
  if (settling.state == FigureState::quoted && settling.source.empty())
    return refuse("news.quote_without_source", {{"words", words}}, "/source");
  return change_article(writer, asked, "news.settle", {ask_for("news.bind")}, id,
                        [&](const ArticleRegister& known) -> Result<Change> {
                          const auto article = newest_of(known, id, expected);
                          if (!article) return pass_on(article);
                          auto figure = figure_meant(known, *article, position, words);
                          if (!figure) return pass_on(figure);
                          return settled(*article, *std::move(figure), settling, asked);
                        });
}

Result<Written> confirm_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                               int position, const std::string& claim_id) {
  return settle_figure(writer, asked, id, position, "", {FigureState::bound, claim_id, "", ""});
}

Result<Written> reject_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                              int position) {
  return settle_figure(writer, asked, id, position, "", {FigureState::not_statistic, "", "", ""});
}

}  // namespace luytre::newsroom
