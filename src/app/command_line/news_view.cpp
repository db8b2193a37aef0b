#include "app/command_line/news_view.h"

#include "outputs/statistics/claim_view.h"

namespace luytre::app {

using newsroom::Article;
using newsroom::DraftFigure;

namespace {

constexpr int denominator_days_max = 184;  // how far from the figure's day a denominator still tells something

void print_figure(const Context& context, const DraftFigure& figure) {
  context.print(
      context.text("newsroom.figure_line",
                   {{"position", std::to_string(figure.position)},
                    {"words", figure.text},
                    {"counts", figure.counts},
                    {"place", figure.place.empty() ? context.text("newsroom.place_unknown") : figure.place},
                    {"as_of", figure.as_of ? figure.as_of->text() : context.text("newsroom.day_unknown")},
                    {"state", context.text("newsroom.figure." + std::string(newsroom::name_of(figure.state)))}}));
}

json::object figure_value(const DraftFigure& figure) {
  const auto text = [](const std::string& part) { return part.empty() ? json::value(nullptr) : json::value(part); };
  return {{"position", figure.position},
          {"words", figure.text},
          {"definition", text(figure.definition)},
          {"counts", figure.counts},
          {"numerator", text(figure.numerator)},
          {"printed", text(figure.printed)},
          {"place", text(figure.place)},
          {"as_of", figure.as_of ? json::value(figure.as_of->text()) : json::value(nullptr)},
          {"state", newsroom::name_of(figure.state)},
          {"claim", text(figure.claim)}};
}

}  // namespace

std::optional<Warning> guard(const Context& context, const DraftFigure& figure,
                             const statistics::ClaimRegister& claims) {
  const auto numerator = Decimal::parse(figure.numerator);
  const auto printed = Decimal::parse(figure.printed);
  if (figure.definition.empty() || !numerator || !printed || !figure.as_of) return std::nullopt;
  const statistics::Claim* known =
      claims.nearest_denominator(figure.definition, figure.place, *figure.as_of, denominator_days_max);
  if (known == nullptr || known->denominator->reduced().scale() > 0 || numerator->reduced().scale() > 0) {
    return Warning{context.text("newsroom.no_denominator", {{"words", figure.text}}), {}};
  }
  const auto check = statistics::check_share({numerator->reduced().coefficient(), *printed},
                                             known->denominator->reduced().coefficient());
  if (!check || *check->holds) return std::nullopt;
  Warning warning;
  warning.value = statistics::json_of(*check);
  warning.value["words"] = figure.text;
  warning.value["denominator"] = known->denominator->text();
  warning.value["denominator_claim"] = known->id.text();
  warning.value["denominator_as_of"] = known->as_of.text();
  warning.sentence =
      context.text("newsroom.guard", {{"sentence", statistics::explain(*check, context.language)},
                                      {"denominator", statistics::grouped(*known->denominator, context.language)},
                                      {"as_of", known->as_of.text()},
                                      {"source", known->source.empty() ? known->source_url : known->source}});
  return warning;
}

json::object article_value(const Article& article) {
  return {{"id", article.id.text()},
          {"slug", article.slug},
          {"title", article.title},
          {"is_working_title", article.is_working_title},
          {"lead", article.lead},
          {"date", article.date ? json::value(article.date->text()) : json::value(nullptr)},
          {"category", newsroom::name_of(article.category)},
          {"status", newsroom::name_of(article.status)},
          {"is_demonstration", article.is_demonstration},
          {"version", article.version}};
}

json::object show_article(Context& context, const record::Snapshot& snapshot, const Article& article) {
  json::object value = article_value(article);
  json::array figures;
  if (!context.as_json) {
    const std::string mark = article.is_working_title ? " (" + context.text("newsroom.working_title") + ")" : "";
    context.print(article.title + mark + "  [" +
                  context.text("newsroom.status." + std::string(newsroom::name_of(article.status))) + "]  " +
                  article.slug);
  }
  for (const DraftFigure* figure : snapshot.articles->figures(article.id.text())) {
    json::object shown = figure_value(*figure);
    const bool is_open = figure->state == newsroom::FigureState::drafted;
    const auto warning = is_open ? guard(context, *figure, *snapshot.claims) : std::nullopt;
    if (!context.as_json) print_figure(context, *figure);
    if (warning && !context.as_json) context.print(warning->sentence);
    if (warning) shown["guard"] = warning->value.empty() ? json::value(warning->sentence) : json::value(warning->value);
    figures.push_back(std::move(shown));
  }
  value["figures"] = std::move(figures);
  return value;
}

}  // namespace luytre::app
