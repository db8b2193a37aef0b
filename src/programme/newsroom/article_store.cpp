#include "programme/newsroom/article_store.h"

namespace luytre::newsroom {
namespace {

using storage::Row;
using storage::Value;

tl::unexpected<Problem> damaged(std::string_view table, const Row& row) {
  return refuse("news.damaged_row", {{"table", std::string(table)}, {"event", std::to_string(row.integer(0))}});
}

Result<std::optional<Date>> day_in(const Row& row, std::size_t column, std::string_view table) {
  if (row.text(column).empty()) return std::optional<Date>();
  const auto day = Date::parse(row.text(column));
  if (!day) return damaged(table, row);
  return std::optional(*day);
}

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : std::string(); }

constexpr std::string_view select_articles =
    "SELECT event, id, version, slug, title, is_working_title, lead, body, published_on, category, source_name, "
    "source_url, is_demonstration, status, correction, author, recorded_at FROM article_version "
    "WHERE event <= ? ORDER BY event, id";

Result<Article> read_article(const Row& row) {
  Article article;
  article.event = row.integer(0);
  article.id = ArticleId(row.text(1));
  article.version = static_cast<int>(row.integer(2));
  article.slug = row.text(3);
  article.title = row.text(4);
  article.is_working_title = row.truth(5);
  article.lead = row.text(6);
  article.body = row.text(7);
  const auto day = day_in(row, 8, "article_version");
  const auto category = category_named(row.text(9));
  const auto status = article_status_named(row.text(13));
  if (!day) return pass_on(day);
  if (!category || !status) return damaged("article_version", row);
  article.date = *day;
  article.category = *category;
  article.source_name = row.text(10);
  article.source_url = row.text(11);
  article.is_demonstration = row.truth(12);
  article.status = *status;
  article.correction = row.text(14);
  article.author = row.text(15);
  article.recorded_at = row.text(16);
  return article;
}

constexpr std::string_view select_figures =
    "SELECT event, article, position, words, definition, counts, numerator, printed, place, as_of, state, claim "
    "FROM article_figure WHERE event <= ? ORDER BY event, article, position";

Result<DraftFigure> read_figure(const Row& row) {
  DraftFigure figure;
  figure.event = row.integer(0);
  figure.article = ArticleId(row.text(1));
  figure.position = static_cast<int>(row.integer(2));
  figure.text = row.text(3);
  figure.definition = row.text(4);
  figure.counts = row.text(5);
  figure.numerator = row.text(6);
  figure.printed = row.text(7);
  figure.place = row.text(8);
  const auto day = day_in(row, 9, "article_figure");
  const auto state = figure_state_named(row.text(10));
  if (!day) return pass_on(day);
  if (!state) return damaged("article_figure", row);
  figure.as_of = *day;
  figure.state = *state;
  figure.claim = row.text(11);
  return figure;
}

template <class Thing>
Result<std::vector<Thing>> read_all(storage::Database& database, std::string_view sql, audit::EventNumber known_at,
                                    Result<Thing> (*read)(const Row&)) {
  std::vector<Thing> things;
  const auto done = database.each_row(sql, {known_at}, [&](const Row& row) -> Done {
    auto thing = read(row);
    if (!thing) return pass_on(thing);
    things.push_back(std::move(*thing));
    return {};
  });
  if (!done) return pass_on(done);
  return things;
}

Value truth(bool value) { return std::int64_t{value ? 1 : 0}; }

}  // namespace

Result<std::shared_ptr<const ArticleRegister>> load_articles(storage::Database& database, audit::EventNumber known_at) {
  auto versions = read_all<Article>(database, select_articles, known_at, read_article);
  if (!versions) return pass_on(versions);
  auto figures = read_all<DraftFigure>(database, select_figures, known_at, read_figure);
  if (!figures) return pass_on(figures);
  return std::make_shared<const ArticleRegister>(std::move(*versions), std::move(*figures), known_at);
}

Done append_article(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                    const Article& article) {
  if (article.version == 1) {
    const auto named = database.execute("INSERT INTO article_slug (slug, event, id) VALUES (?, ?, ?)",
                                        {article.slug, event, article.id.text()});
    if (!named) return pass_on(named);
  }
  const auto written = database.execute(
      "INSERT INTO article_version (event, id, version, slug, title, is_working_title, lead, body, published_on, "
      "category, source_name, source_url, is_demonstration, status, correction, author, recorded_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event, article.id.text(), std::int64_t{article.version}, article.slug, article.title,
       truth(article.is_working_title), article.lead, article.body, day_text(article.date),
       std::string(name_of(article.category)), article.source_name, article.source_url, truth(article.is_demonstration),
       std::string(name_of(article.status)), article.correction, article.author, recorded_at});
  if (!written) return pass_on(written);
  return {};
}

Done append_figures(storage::Database& database, audit::EventNumber event, const std::vector<DraftFigure>& figures) {
  std::vector<std::vector<Value>> rows;
  for (const DraftFigure& figure : figures) {
    rows.push_back({event, figure.article.text(), std::int64_t{figure.position}, figure.text, figure.definition,
                    figure.counts, figure.numerator, figure.printed, figure.place, day_text(figure.as_of),
                    std::string(name_of(figure.state)), figure.claim});
  }
  if (rows.empty()) return {};
  return database.insert_rows("article_figure",
                              {"event", "article", "position", "words", "definition", "counts", "numerator", "printed",
                               "place", "as_of", "state", "claim"},
                              rows);
}

}  // namespace luytre::newsroom
