#include "programme/newsroom/article_store.h"

#include "base/json.h"
#include "programme/newsroom/image_store.h"
#include "programme/newsroom/redirect_store.h"

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
    "source_url, is_demonstration, status, correction, author, recorded_at, kind, begins_at, ends_at, place, "
    "organiser, "
    "tags, units, criteria, embargo_until, visible_from, change_kind, change_note, frozen, is_taken_over, original_url "
    "FROM article_version WHERE event <= ? ORDER BY event, id";

// Lists are kept as JSON that this file wrote.
std::string text_of(const json::object& object, std::string_view name) {
  const json::value* value = object.if_contains(name);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

json::array list_in(const std::string& text) {
  auto parsed = parse_json(text);
  return parsed && parsed->is_array() ? std::move(parsed->get_array()) : json::array();
}

std::vector<std::string> texts_in(const std::string& text) {
  std::vector<std::string> texts;
  const json::array list = list_in(text);
  for (const json::value& one : list)
    if (one.is_string()) texts.emplace_back(one.as_string());
  return texts;
}

std::string list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const std::string& text : texts) list.emplace_back(text);
  return compact(list);
}

std::vector<CriterionRef> criteria_in(const std::string& text) {
  std::vector<CriterionRef> criteria;
  const json::array list = list_in(text);
  for (const json::value& one : list)
    if (const json::object* object = one.if_object())
      criteria.push_back({text_of(*object, "set"), text_of(*object, "code")});
  return criteria;
}

std::string list_of(const std::vector<CriterionRef>& criteria) {
  json::array list;
  for (const CriterionRef& one : criteria) list.push_back(json::object{{"set", one.set}, {"code", one.code}});
  return compact(list);
}

std::vector<FrozenFigure> frozen_in(const std::string& text) {
  std::vector<FrozenFigure> figures;
  const json::array list = list_in(text);
  for (const json::value& one : list) {
    const json::object* object = one.if_object();
    if (object == nullptr) continue;
    const json::value* event = object->if_contains("event");
    figures.push_back({text_of(*object, "claim"), text_of(*object, "value"), text_of(*object, "numerator"),
                       text_of(*object, "denominator"), text_of(*object, "printed"), text_of(*object, "as_of"),
                       event != nullptr && event->is_int64() ? event->as_int64() : 0});
  }
  return figures;
}

std::string list_of(const std::vector<FrozenFigure>& figures) {
  json::array list;
  for (const FrozenFigure& one : figures) {
    list.push_back(json::object{{"claim", one.claim},
                                {"value", one.value},
                                {"numerator", one.numerator},
                                {"denominator", one.denominator},
                                {"printed", one.printed},
                                {"as_of", one.as_of},
                                {"event", one.event}});
  }
  return compact(list);
}

Done read_details(const Row& row, Article& article) {
  const auto kind = article_kind_named(row.text(17));
  if (!kind) return damaged("article_version", row);
  article.kind = *kind;
  article.plan = {row.text(18), row.text(19), row.text(20), row.text(21)};
  article.tags = texts_in(row.text(22));
  article.units = texts_in(row.text(23));
  article.criteria = criteria_in(row.text(24));
  article.embargo_until = row.text(25);
  article.visible_from = row.text(26);
  article.change_kind = row.text(27);
  article.change_note = row.text(28);
  article.frozen = frozen_in(row.text(29));
  article.is_taken_over = row.truth(30);
  article.original_url = row.text(31);
  return {};
}

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
  if (const auto done = read_details(row, article); !done) return pass_on(done);
  return article;
}

constexpr std::string_view select_figures =
    "SELECT event, article, position, words, definition, counts, numerator, printed, place, as_of, state, claim, "
    "source, source_url FROM article_figure WHERE event <= ? ORDER BY event, article, position";

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
  figure.source = row.text(12);
  figure.source_url = row.text(13);
  return figure;
}

constexpr std::string_view select_steps =
    "SELECT event, article, version, step, stage, reason, answers, actor, recorded_at FROM article_step "
    "WHERE event <= ? ORDER BY event, article, sequence";

Result<TakenStep> read_step(const Row& row) {
  const auto stage = stage_named(row.text(4));
  if (!stage) return damaged("article_step", row);
  TakenStep step;
  step.event = row.integer(0);
  step.article = ArticleId(row.text(1));
  step.version = static_cast<int>(row.integer(2));
  step.step = row.text(3);
  step.stage = *stage;
  step.reason = row.text(5);
  step.answers = row.text(6);
  step.actor = row.text(7);
  step.recorded_at = row.text(8);
  return step;
}

constexpr std::string_view select_previews =
    "SELECT event, id, article, token_sha256, expires_at, is_revoked FROM article_preview "
    "WHERE event <= ? ORDER BY event, id";

Result<Preview> read_preview(const Row& row) {
  return Preview{row.text(1), ArticleId(row.text(2)), row.text(3), row.text(4), row.truth(5), row.integer(0)};
}

constexpr std::string_view select_proposals =
    "SELECT event, id, article, version, step, note, title, lead, body, state, author FROM article_proposal "
    "WHERE event <= ? ORDER BY event, id";

Result<Proposal> read_proposal(const Row& row) {
  const auto step = step_named(row.text(4));
  const auto state = proposal_state_named(row.text(9));
  if (!step || !state) return damaged("article_proposal", row);
  Proposal proposal;
  proposal.event = row.integer(0);
  proposal.id = row.text(1);
  proposal.article = ArticleId(row.text(2));
  proposal.version = static_cast<int>(row.integer(3));
  proposal.step = *step;
  proposal.note = row.text(5);
  proposal.title = row.text(6);
  proposal.lead = row.text(7);
  proposal.body = row.text(8);
  proposal.state = *state;
  proposal.author = row.text(10);
  return proposal;
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

Result<std::shared_ptr<const ArticleRegister>> load_articles(storage::Database& database, audit::EventNumber known_at,
                                                             Clock clock) {
  auto versions = read_all<Article>(database, select_articles, known_at, read_article);
  if (!versions) return pass_on(versions);
  auto figures = read_all<DraftFigure>(database, select_figures, known_at, read_figure);
  if (!figures) return pass_on(figures);
  auto steps = read_all<TakenStep>(database, select_steps, known_at, read_step);
  if (!steps) return pass_on(steps);
  auto previews = read_all<Preview>(database, select_previews, known_at, read_preview);
  if (!previews) return pass_on(previews);
  auto images = load_images(database, known_at);
  if (!images) return pass_on(images);
  ArticleParts parts;
  parts.images = std::move(*images);
  auto proposals = read_all<Proposal>(database, select_proposals, known_at, read_proposal);
  if (!proposals) return pass_on(proposals);
  parts.proposals = std::move(*proposals);
  auto redirects = load_redirects(database, known_at);
  if (!redirects) return pass_on(redirects);
  parts.redirects = std::move(*redirects);
  parts.versions = std::move(*versions);
  parts.figures = std::move(*figures);
  parts.steps = std::move(*steps);
  parts.previews = std::move(*previews);
  return std::make_shared<const ArticleRegister>(std::move(parts), known_at, std::move(clock));
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
      "category, source_name, source_url, is_demonstration, status, correction, author, recorded_at, kind, begins_at, "
      "ends_at, place, organiser, tags, units, criteria, embargo_until, visible_from, change_kind, change_note, "
      "frozen, is_taken_over, original_url) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event,
       article.id.text(),
       std::int64_t{article.version},
       article.slug,
       article.title,
       truth(article.is_working_title),
       article.lead,
       article.body,
       day_text(article.date),
       std::string(name_of(article.category)),
       article.source_name,
       article.source_url,
       truth(article.is_demonstration),
       std::string(name_of(article.status)),
       article.correction,
       article.author,
       recorded_at,
       std::string(name_of(article.kind)),
       article.plan.begins_at,
       article.plan.ends_at,
       article.plan.place,
       article.plan.organiser,
       list_of(article.tags),
       list_of(article.units),
       list_of(article.criteria),
       article.embargo_until,
       article.visible_from,
       article.change_kind,
       article.change_note,
       list_of(article.frozen),
       truth(article.is_taken_over),
       article.original_url});
  if (!written) return pass_on(written);
  return {};
}

Done append_figures(storage::Database& database, audit::EventNumber event, const std::vector<DraftFigure>& figures) {
  std::vector<std::vector<Value>> rows;
  for (const DraftFigure& figure : figures) {
    rows.push_back({event, figure.article.text(), std::int64_t{figure.position}, figure.text, figure.definition,
                    figure.counts, figure.numerator, figure.printed, figure.place, day_text(figure.as_of),
                    std::string(name_of(figure.state)), figure.claim, figure.source, figure.source_url});
  }
  if (rows.empty()) return {};
  return database.insert_rows("article_figure",
                              {"event", "article", "position", "words", "definition", "counts", "numerator", "printed",
                               "place", "as_of", "state", "claim", "source", "source_url"},
                              rows);
}

Done append_steps(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                  const std::vector<TakenStep>& steps) {
  std::int64_t sequence = 0;
  for (const TakenStep& step : steps) {
    const auto written = database.execute(
        "INSERT INTO article_step (event, sequence, article, version, step, stage, reason, answers, actor, "
        "recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {event, sequence++, step.article.text(), std::int64_t{step.version}, step.step,
         std::string(name_of(step.stage)), step.reason, step.answers.empty() ? std::string("{}") : step.answers,
         step.actor, recorded_at});
    if (!written) return pass_on(written);
  }
  return {};
}

Done append_proposal(storage::Database& database, audit::EventNumber event, const Proposal& proposal) {
  const auto written = database.execute(
      "INSERT INTO article_proposal (event, id, article, version, step, note, title, lead, body, state, author) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event, proposal.id, proposal.article.text(), std::int64_t{proposal.version}, std::string(name_of(proposal.step)),
       proposal.note, proposal.title, proposal.lead, proposal.body, std::string(name_of(proposal.state)),
       proposal.author});
  if (!written) return pass_on(written);
  return {};
}

Done append_preview(storage::Database& database, audit::EventNumber event, const Preview& preview) {
  const auto written = database.execute(
      "INSERT INTO article_preview (id, event, article, token_sha256, expires_at, is_revoked) "
      "VALUES (?, ?, ?, ?, ?, ?)",
      {preview.id, event, preview.article.text(), preview.token_sha256, preview.expires_at, truth(preview.is_revoked)});
  if (!written) return pass_on(written);
  return {};
}

}  // namespace luytre::newsroom
