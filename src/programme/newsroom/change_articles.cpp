#include "programme/newsroom/change_articles.h"

#include <algorithm>

#include "programme/newsroom/article_store.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

Done append_change(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const Change& change) {
  for (const Article& article : change.articles) {
    const auto done = append_article(database, event, recorded_at, article);
    if (!done) return done;
  }
  if (auto done = append_figures(database, event, change.figures); !done) return done;
  if (auto done = append_steps(database, event, recorded_at, change.steps); !done) return done;
  for (const Preview& preview : change.previews) {
    if (auto done = append_preview(database, event, preview); !done) return done;
  }
  return change.also ? change.also(database, event) : Done{};
}

json::object fell_value(const FellBack& fell) {
  return {{"from", name_of(fell.from)}, {"to", name_of(fell.to)}, {"why", fell.why}};
}

audit::EventDraft draft_of(const Change& change) {
  json::array articles;
  for (const Article& article : change.articles) {
    json::object value{{"id", article.id.text()}, {"version", article.version}, {"status", name_of(article.status)}};
    // The log is read by people who may not see drafts, and before its instant; an address tells a title too.
    if (article.status != ArticleStatus::draft && article.visible_from.empty()) {
      value["slug"] = article.slug;
      value["title"] = article.title;
    }
    articles.push_back(std::move(value));
  }
  audit::EventDraft draft;
  draft.kind = change.kind;
  for (const Article& article : change.articles) draft.subjects.push_back({"article", article.id.text()});
  for (const audit::Subject& subject : change.subjects) draft.subjects.push_back(subject);
  for (const TakenStep& step : change.steps) draft.subjects.push_back({"article", step.article.text()});
  for (const Preview& preview : change.previews) draft.subjects.push_back({"article", preview.article.text()});
  for (const DraftFigure& figure : change.figures) {
    draft.subjects.push_back({"article", figure.article.text()});
    if (!figure.claim.empty()) draft.subjects.push_back({"claim", figure.claim});
  }
  draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", "articles"});
  draft.payload = change.about;
  json::object& payload = draft.payload.as_object();
  payload["articles"] = articles;
  json::array steps;
  for (const TakenStep& step : change.steps)
    steps.push_back(
        json::object{{"article", step.article.text()}, {"step", step.step}, {"stage", name_of(step.stage)}});
  if (!steps.empty()) payload["steps"] = std::move(steps);
  if (change.fell_back) payload["fell_back"] = fell_value(*change.fell_back);
  draft.answer = draft.payload;
  return draft;
}

// Where the article stands when the change is done.
void tell_outcome(const ArticleRegister& known, const ArticleId& id, const Change& change, Written& written) {
  const Article* before = known.with_id(id.text());
  if (before != nullptr) {
    written.version = before->version;
    written.stage = before->stage;
  }
  for (const Article& article : change.articles)
    if (article.id == id) written.version = article.version;
  for (const TakenStep& step : change.steps)
    if (step.article == id) written.stage = step.stage;
  written.fell_back = change.fell_back;
}

Problem changed_since(const Article& before, const Article& after) {
  std::string parts;
  for (const std::string& part : differing_parts(before, after)) parts += (parts.empty() ? "" : ", ") + part;
  return {"news.changed_since",
          {{"version", std::to_string(after.version)},
           {"parts", parts.empty() ? after.change_kind : parts},
           {"at", after.recorded_at}},
          "",
          {}};
}

}  // namespace

access::Ask ask_for(std::string right, const std::string& unit) { return {std::move(right), unit, {}, {}}; }

Result<commands::Outcome> change_articles(commands::Writer& writer, const commands::Asked& asked, std::string act,
                                          std::vector<access::Ask> asks, Decide decide) {
  const bool is_own = asks.empty();
  commands::Order order = commands::order_by(asked, std::move(act), std::move(asks));
  if (is_own) order.own_account = asked.actor.account;
  return writer.run(std::move(order),
                    [decide = std::move(decide)](storage::Database& database, audit::EventNumber number,
                                                 const std::string& recorded_at) -> Result<audit::EventDraft> {
                      const auto known = load_articles(database, number);
                      if (!known) return pass_on(known);
                      const auto change = decide(**known);
                      if (!change) return pass_on(change);
                      const auto done = append_change(database, number, recorded_at, *change);
                      if (!done) return pass_on(done);
                      return draft_of(*change);
                    });
}

Result<Written> change_article(commands::Writer& writer, const commands::Asked& asked, std::string act,
                               std::vector<access::Ask> asks, const ArticleId& id, Decide decide) {
  Written written;
  const auto outcome =
      change_articles(writer, asked, std::move(act), std::move(asks),
                      [&written, &id, decide = std::move(decide)](const ArticleRegister& known) -> Result<Change> {
                        auto change = decide(known);
                        if (change) {
                          tell_outcome(known, id, *change, written);
                          change->about["version"] = written.version;
                          change->about["stage"] = name_of(written.stage);
                        }
                        return change;
                      });
  if (!outcome) return pass_on(outcome);
  written.event = outcome->event;
  written.answer = outcome->answer;
  if (outcome->replayed && outcome->answer.is_object()) {
    const json::object& answer = outcome->answer.as_object();
    if (const auto* version = answer.if_contains("version")) written.version = version->to_number<int>();
    if (const auto* stage = answer.if_contains("stage"))
      written.stage = stage_named(stage->as_string()).value_or(written.stage);
  }
  return written;
}

Result<Article> newest_of(const ArticleRegister& known, const ArticleId& id, std::optional<int> expected) {
  const Article* article = known.with_id(id.text());
  if (article == nullptr) return refuse("news.unknown", {{"article", id.text()}});
  if (!expected || *expected == article->version) return *article;
  std::vector<Problem> causes;
  const Article* before = nullptr;
  for (const Article* version : known.versions(id.text())) {
    if (before != nullptr && version->version > *expected) causes.push_back(changed_since(*before, *version));
    before = version;
  }
  return refuse("news.version_conflict",
                {{"article", article->slug},
                 {"expected", std::to_string(*expected)},
                 {"version", std::to_string(article->version)}},
                "", std::move(causes));
}

Done check_article(const Article& article) {
  const Arguments named = {{"title", article.title}};
  if (article.title.empty()) return refuse("news.no_title");
  if (article.lead.empty() && article.body.empty()) return refuse("news.no_text", named);
  if (article.title.size() > title_bytes_max || article.body.size() + article.lead.size() > body_bytes_max) {
    return refuse("news.too_long", named);
  }
  const bool has_day = article.date && Date::parse(article.date->text()).has_value();
  if (article.status != ArticleStatus::draft && !has_day) return refuse("news.no_date", named);
  for (const std::string& claim : claims_of(article)) {
    if (!is_uuid(claim)) return refuse("news.claim_unresolved", {{"claim", claim}, {"title", article.title}});
  }
  const std::size_t most = std::max({article.tags.size(), article.units.size(), article.criteria.size()});
  if (most > details_max) return refuse("news.too_many_details", {{"max", std::to_string(details_max)}});
  if (article.kind != ArticleKind::event) return {};
  if (article.plan.begins_at.empty()) return refuse("news.event_without_time", named, "/plan/begins_at");
  if (!article.plan.ends_at.empty() && article.plan.ends_at < article.plan.begins_at)
    return refuse("news.event_ends_early", named, "/plan/ends_at");
  return {};
}

Article next_version(Article article, const access::Actor& actor, std::string_view kind) {
  ++article.version;
  article.author = actor.name;
  article.change_kind = kind;
  article.change_note.clear();
  return article;
}

bool has_begun(const ArticleRegister& known, const ArticleId& id, const access::Actor& actor) {
  const auto versions = known.versions(id.text());
  return actor.is_signed_in() && !versions.empty() && versions.front()->author == actor.name;
}

Done check_changeable(const ArticleRegister& known, const Article& article, const access::Actor& actor,
                      const std::string& unit, Stage seen) {
  const Arguments which = {{"article", article.slug}};
  if (article.status != ArticleStatus::draft) return refuse("news.already_published", which);
  if (!unit.empty() && !has_begun(known, article.id, actor)) return refuse("news.not_writer", which);
  if (!unit.empty() && article.stage != Stage::draft) return refuse("news.with_editor", which);
  if (seen == Stage::draft && article.stage != Stage::draft) return refuse("news.stage_moved", which);
  return {};
}

bool has_written(const ArticleRegister& known, const ArticleId& id, const std::string& actor) {
  const auto versions = known.versions(id.text());
  return std::any_of(versions.begin(), versions.end(), [&](const Article* one) {
    const std::string& kind = one->change_kind;
    const bool is_text = kind.empty() || kind == change_written || kind == change_updated || kind == change_corrected;
    return is_text && one->author == actor;
  });
}

TakenStep step_taken(const Article& article, std::string_view step, Stage stage, const commands::Asked& asked) {
  TakenStep taken;
  taken.article = article.id;
  taken.version = article.version;
  taken.step = std::string(step);
  taken.stage = stage;
  taken.reason = asked.reason;
  taken.actor = asked.actor.name;
  return taken;
}

}  // namespace luytre::newsroom
