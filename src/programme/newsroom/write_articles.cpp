#include "programme/newsroom/write_articles.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/newsroom/article_store.h"
#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t slug_bytes_max = 80;

Done check_article(const Article& article) {
  const Arguments named = {{"title", article.title}};
  if (article.title.empty()) return refuse("news.no_title");
  if (article.lead.empty() && article.body.empty()) return refuse("news.no_text", named);
  if (article.title.size() > title_bytes_max || article.body.size() + article.lead.size() > body_bytes_max) {
    return refuse("news.too_long", named);
  }
  if (article.status != ArticleStatus::draft && !article.date) return refuse("news.no_date", named);
  for (const std::string& claim : claims_of(article)) {
    if (!is_uuid(claim)) return refuse("news.claim_unresolved", {{"claim", claim}, {"title", article.title}});
  }
  return {};
}

bool has_same_content(const Article& a, const Article& b) {
  return a.title == b.title && a.is_working_title == b.is_working_title && a.lead == b.lead && a.body == b.body &&
         a.date == b.date && a.category == b.category && a.source_name == b.source_name &&
         a.source_url == b.source_url && a.is_demonstration == b.is_demonstration && a.status == b.status;
}

// An address made from the title, cut between words, unlike any other.
std::string free_slug(const std::string& wanted, const ArticleRegister& known, const std::vector<std::string>& taken) {
  std::string base = slug(wanted);
  if (base.size() > slug_bytes_max) {
    base.resize(slug_bytes_max);
    const auto hyphen = base.rfind('-');
    if (hyphen != std::string::npos && hyphen > 0) base.resize(hyphen);
  }
  if (base.empty()) base = "tin";
  std::string candidate = base;
  for (int number = 2;
       known.is_slug_taken(candidate) || std::find(taken.begin(), taken.end(), candidate) != taken.end(); ++number) {
    candidate = base + "-" + std::to_string(number);
  }
  return candidate;
}

struct Change {
  std::vector<Article> articles;
  std::vector<DraftFigure> figures;
  std::string kind;
  json::object about;
};

Done append_change(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const Change& change) {
  for (const Article& article : change.articles) {
    const auto done = append_article(database, event, recorded_at, article);
    if (!done) return done;
  }
  return append_figures(database, event, change.figures);
}

audit::EventDraft draft_of(const Change& change) {
  json::array articles;
  for (const Article& article : change.articles) {
    json::object value{{"id", article.id.text()}, {"version", article.version}, {"status", name_of(article.status)}};
    // The log is read by people who may not see drafts; an address tells a title too.
    if (article.status != ArticleStatus::draft) {
      value["slug"] = article.slug;
      value["title"] = article.title;
    }
    articles.push_back(std::move(value));
  }
  audit::EventDraft draft;
  draft.kind = change.kind;
  for (const Article& article : change.articles) draft.subjects.push_back({"article", article.id.text()});
  for (const DraftFigure& figure : change.figures) {
    draft.subjects.push_back({"article", figure.article.text()});
    if (!figure.claim.empty()) draft.subjects.push_back({"claim", figure.claim});
  }
  draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", "articles"});
  draft.payload = change.about;
  draft.payload.as_object()["articles"] = articles;
  draft.answer = draft.payload;
  return draft;
}

using Decide = std::function<Result<Change>(const ArticleRegister&)>;

// Reads the register as it stands under the lock, decides, appends.
Result<commands::Outcome> run(commands::Writer& writer, const commands::Asked& asked, std::string act,
                              std::vector<access::Ask> asks, Decide decide) {
  commands::Order order = commands::order_by(asked, std::move(act), std::move(asks));
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

access::Ask ask_for(std::string right, const std::string& unit = {}) { return {std::move(right), unit, {}, {}}; }

Result<Article> newest_of(const ArticleRegister& known, const ArticleId& id) {
  const Article* article = known.with_id(id.text());
  if (article == nullptr) return refuse("news.unknown", {{"article", id.text()}});
  return *article;
}

// Of the text: whoever bound figures only has not written it.
bool has_written(const ArticleRegister& known, const ArticleId& id, const std::string& actor) {
  const auto versions = known.versions(id.text());
  return std::any_of(versions.begin(), versions.end(), [&](const Article* one) { return one->author == actor; });
}

Article next_version(Article article, const access::Actor& actor) {
  ++article.version;
  article.author = actor.name;
  return article;
}

// Adds the drafts that are new or changed to `change`; every draft's id goes to `ids`.
Done plan(const ArticleRegister& known, std::vector<ArticleDraft>& drafts, const access::Actor& actor,
          long long unix_milliseconds, Change& change, std::vector<ArticleId>& ids) {
  std::vector<std::string> taken;
  for (ArticleDraft& draft : drafts) {
    Article& article = draft.article;
    const auto checked = check_article(article);
    if (!checked) return checked;
    const bool has_slug = !article.slug.empty();
    article.slug = has_slug ? slug(article.slug) : article.slug;
    const Article* before = has_slug ? known.find(article.slug) : nullptr;
    article.author = actor.name;
    if (before != nullptr) {
      ids.push_back(before->id);
      if (has_same_content(*before, article)) continue;
      article.id = before->id;
      article.version = before->version + 1;
    } else {
      article.id = ArticleId(new_uuid7(unix_milliseconds));
      article.version = 1;
      article.slug = free_slug(has_slug ? article.slug : article.title, known, taken);
      taken.push_back(article.slug);
      ids.push_back(article.id);
      for (DraftFigure& figure : draft.figures) {
        figure.article = article.id;
        change.figures.push_back(figure);
      }
    }
    change.articles.push_back(article);
  }
  return {};
}

// An article brought in twice from a listing has the same lead: it is left as it is.
void drop_known_leads(const ArticleRegister& known, std::vector<ArticleDraft>& drafts, std::vector<ArticleId>& ids) {
  std::erase_if(drafts, [&](const ArticleDraft& draft) {
    if (!draft.article.slug.empty()) return false;
    for (const Article* kept : known.drafts()) {
      if (known.versions(kept->id.text()).front()->lead != draft.article.lead) continue;
      ids.push_back(kept->id);
      return true;
    }
    ArticlePage all = known.page(std::nullopt, known.size());
    for (const Article* kept : all.articles) {
      if (known.versions(kept->id.text()).front()->lead != draft.article.lead) continue;
      ids.push_back(kept->id);
      return true;
    }
    return false;
  });
}

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

Result<Change> settle_figure(const ArticleRegister& known, const ArticleId& id, int position, FigureState state,
                             const std::string& claim_id, const access::Actor& actor) {
  const auto article = newest_of(known, id);
  if (!article) return pass_on(article);
  const auto figures = known.figures(id.text());
  const auto found = std::find_if(figures.begin(), figures.end(),
                                  [&](const DraftFigure* figure) { return figure->position == position; });
  const Arguments which = {{"article", article->slug}, {"position", std::to_string(position)}};
  if (found == figures.end()) return refuse("news.unknown_figure", which);
  if ((*found)->state != FigureState::drafted) return refuse("news.figure_settled", which);
  Change change;
  DraftFigure figure = **found;
  figure.state = state;
  figure.claim = claim_id;
  if (state == FigureState::confirmed) {
    Article bound = next_version(*article, actor);
    if (!bind_words(bound.lead, figure.text, claim_id) && !bind_words(bound.body, figure.text, claim_id)) {
      return refuse("news.words_gone", {{"words", figure.text}, {"article", article->slug}});
    }
    change.articles.push_back(std::move(bound));
  }
  change.kind = state == FigureState::confirmed ? "news.figure_confirmed" : "news.figure_rejected";
  change.about = {{"article", id.text()}, {"position", position}, {"claim", claim_id}};
  change.figures.push_back(std::move(figure));
  return change;
}

}  // namespace

bool has_begun(const ArticleRegister& known, const ArticleId& id, const access::Actor& actor) {
  const auto versions = known.versions(id.text());
  return actor.is_signed_in() && !versions.empty() && versions.front()->author == actor.name;
}

Result<RecordedArticles> record_articles(commands::Writer& writer, const commands::Asked& asked,
                                         std::vector<ArticleDraft> drafts, const std::string& origin_words,
                                         long long unix_milliseconds, const std::string& unit) {
  RecordedArticles recorded;
  const std::size_t given = drafts.size();
  std::vector<access::Ask> asks{ask_for("news.write", unit)};
  const bool is_publishing = std::any_of(drafts.begin(), drafts.end(), [](const ArticleDraft& draft) {
    return draft.article.status != ArticleStatus::draft;
  });
  if (is_publishing) asks.push_back(ask_for("news.publish"));
  const auto outcome =
      run(writer, asked, "news.record", std::move(asks), [&](const ArticleRegister& known) -> Result<Change> {
        recorded = {};
        drop_known_leads(known, drafts, recorded.ids);
        Change change;
        const auto planned = plan(known, drafts, asked.actor, unix_milliseconds, change, recorded.ids);
        if (!planned) return pass_on(planned);
        if (change.articles.empty()) return refuse("news.nothing_new");
        recorded.added = change.articles.size();
        recorded.unchanged = given - recorded.added;
        change.kind = "news.recorded";
        change.about = {{"source", origin_words}};
        return change;
      });
  if (!outcome && outcome.error().code == "news.nothing_new") {
    recorded.unchanged = given;
    return recorded;
  }
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  if (outcome->replayed) {
    for (const json::value& article : outcome->answer.at("articles").as_array())
      recorded.ids.emplace_back(std::string(article.at("id").as_string()));
    recorded.added = recorded.ids.size();
  }
  return recorded;
}

Result<audit::EventNumber> publish_article(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                           Date day) {
  const auto outcome = run(
      writer, asked, "news.publish", {ask_for("news.publish")}, [&](const ArticleRegister& known) -> Result<Change> {
        const auto article = newest_of(known, id);
        if (!article) return pass_on(article);
        const Arguments which = {{"article", article->slug}};
        if (article->status != ArticleStatus::draft) return refuse("news.already_published", which);
        if (article->is_working_title) return refuse("news.working_title", which);
        if (asked.actor.is_signed_in() && has_written(known, id, asked.actor.name))
          return refuse("news.second_person", which);
        for (const DraftFigure* figure : known.figures(id.text())) {
          if (figure->state == FigureState::drafted) {
            return refuse("news.figures_waiting", {{"article", article->slug}, {"words", figure->text}});
          }
        }
        Article published = next_version(*article, asked.actor);
        published.status = ArticleStatus::published;
        if (!published.date) published.date = day;
        const auto checked = check_article(published);
        if (!checked) return pass_on(checked);
        return Change{{std::move(published)}, {}, "news.published", {}};
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

Result<audit::EventNumber> correct_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                           const std::string& correction) {
  const auto outcome = run(
      writer, asked, "news.correct", {ask_for("news.correct")}, [&](const ArticleRegister& known) -> Result<Change> {
        const auto before = newest_of(known, changed.id);
        if (!before) return pass_on(before);
        const Arguments which = {{"article", before->slug}};
        if (before->status == ArticleStatus::draft) return refuse("news.not_published", which);
        if (correction.empty()) return refuse("news.no_correction", which);
        Article corrected = changed;
        corrected.slug = before->slug;
        corrected.version = before->version;
        corrected.date = before->date;
        corrected.status = ArticleStatus::corrected;
        corrected.correction = correction;
        const auto checked = check_article(corrected);
        if (!checked) return pass_on(checked);
        return Change{
            {next_version(std::move(corrected), asked.actor)}, {}, "news.corrected", {{"correction", correction}}};
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

Result<audit::EventNumber> revise_draft(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                        const std::string& unit) {
  const auto outcome = run(writer, asked, "news.revise", {ask_for("news.write", unit)},
                           [&](const ArticleRegister& known) -> Result<Change> {
                             const auto before = newest_of(known, changed.id);
                             if (!before) return pass_on(before);
                             if (before->status != ArticleStatus::draft)
                               return refuse("news.already_published", {{"article", before->slug}});
                             if (!unit.empty() && !has_begun(known, changed.id, asked.actor))
                               return refuse("news.not_writer", {{"article", before->slug}});
                             Article revised = changed;
                             revised.slug = before->slug;
                             revised.version = before->version;
                             revised.status = ArticleStatus::draft;
                             const auto checked = check_article(revised);
                             if (!checked) return pass_on(checked);
                             return Change{{next_version(std::move(revised), asked.actor)}, {}, "news.revised", {}};
                           });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

Result<audit::EventNumber> confirm_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                          int position, const std::string& claim_id) {
  if (!is_uuid(claim_id)) return refuse("news.claim_unresolved", {{"claim", claim_id}, {"title", id.text()}});
  const auto outcome = run(writer, asked, "news.confirm", {ask_for("news.bind")}, [&](const ArticleRegister& known) {
    return settle_figure(known, id, position, FigureState::confirmed, claim_id, asked.actor);
  });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

Result<audit::EventNumber> reject_figure(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id,
                                         int position) {
  const auto outcome = run(writer, asked, "news.reject", {ask_for("news.bind")}, [&](const ArticleRegister& known) {
    return settle_figure(known, id, position, FigureState::rejected, "", asked.actor);
  });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::newsroom
