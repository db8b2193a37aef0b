#include "programme/newsroom/write_articles.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/newsroom/figures_of_text.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t slug_bytes_max = 80;

bool has_same_content(const Article& a, const Article& b) {
  return a.title == b.title && a.is_working_title == b.is_working_title && a.lead == b.lead && a.body == b.body &&
         a.date == b.date && a.category == b.category && a.source_name == b.source_name &&
         a.source_url == b.source_url && a.is_demonstration == b.is_demonstration && a.status == b.status &&
         a.kind == b.kind && a.plan == b.plan && a.tags == b.tags && a.units == b.units && a.criteria == b.criteria;
}

// Adds the drafts that are new or changed to `change`; every draft's id goes to `ids`.
Done plan(const ArticleRegister& known, std::vector<ArticleDraft>& drafts, const access::Actor& actor,
          long long unix_milliseconds, Change& change, std::vector<ArticleId>& ids) {
  std::set<std::string, std::less<>> taken;
  for (ArticleDraft& draft : drafts) {
    Article& article = draft.article;
    const auto checked = check_article(article);
    if (!checked) return checked;
    const bool has_slug = !article.slug.empty();
    article.slug = has_slug ? slug(article.slug) : article.slug;
    const Article* before = has_slug ? known.find(article.slug) : nullptr;
    article.author = actor.name;
    article.change_kind = change_written;
    if (before != nullptr) {
      ids.push_back(before->id);
      if (has_same_content(*before, article)) continue;
      article.id = before->id;
      article.version = before->version + 1;
    } else {
      article.id = ArticleId(new_uuid7(unix_milliseconds));
      article.version = 1;
      article.slug = free_slug(has_slug ? article.slug : article.title, known, taken);
      taken.insert(article.slug);
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

}  // namespace

namespace {

// What a change before publication touches, and which stage that leaves.
Result<Change> revised(const Article& before, Article changed, const commands::Asked& asked) {
  changed.slug = before.slug;
  changed.version = before.version;
  changed.status = ArticleStatus::draft;
  changed.frozen.clear();
  if (auto checked = check_article(changed); !checked) return pass_on(checked);
  const auto parts = differing_parts(before, changed);
  Touched touched;
  touched.details = std::find(parts.begin(), parts.end(), "details") != parts.end();
  touched.words = parts.size() > (touched.details ? 1U : 0U);
  touched.figures = touched.words && figure_words(before) != figure_words(changed);
  if (!touched.is_anything() && before.is_working_title == changed.is_working_title) return refuse("news.nothing_new");
  Change change;
  change.kind = "news.revised";
  const Stage stage = fallen_back(before.stage, touched);
  Article next = next_version(std::move(changed), asked.actor, touched.words ? change_written : change_settings);
  if (stage != before.stage) {
    const char* why = touched.figures ? "figures" : touched.words ? "words" : "details";
    change.fell_back = FellBack{before.stage, stage, why};
    change.steps.push_back(step_taken(next, "revise", stage, asked));
  }
  change.articles.push_back(std::move(next));
  return change;
}

}  // namespace

std::string free_slug(const std::string& wanted, const ArticleRegister& known,
                      const std::set<std::string, std::less<>>& taken) {
  std::string base = slug(wanted);
  if (base.size() > slug_bytes_max) {
    base.resize(slug_bytes_max);
    const auto hyphen = base.rfind('-');
    if (hyphen != std::string::npos && hyphen > 0) base.resize(hyphen);
  }
  if (base.empty()) base = "tin";
  std::string candidate = base;
  for (int number = 2; known.is_slug_taken(candidate) || taken.find(candidate) != taken.end(); ++number) {
    candidate = base + "-" + std::to_string(number);
  }
  return candidate;
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
  const auto outcome = change_articles(
      writer, asked, "news.record", std::move(asks), [&](const ArticleRegister& known) -> Result<Change> {
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

Result<Written> revise_draft(commands::Writer& writer, const commands::Asked& asked, Article changed,
                             const std::string& unit, std::optional<int> expected) {
  const ArticleId id = changed.id;
  const Stage seen = changed.stage;
  std::vector<access::Ask> asks{ask_for("news.write", unit)};
  if (seen != Stage::draft && unit.empty()) asks.push_back(ask_for("news.edit"));
  const auto written =
      change_article(writer, asked, "news.revise", std::move(asks), id, [&](const ArticleRegister& known) {
        const auto before = newest_of(known, id, expected);
        if (!before) return Result<Change>(pass_on(before));
        if (auto may = check_changeable(known, *before, asked.actor, unit, seen); !may)
          return Result<Change>(pass_on(may));
        return revised(*before, changed, asked);
      });
  if (!written && written.error().code == "news.nothing_new") return Written{0, changed.version, seen, {}, {}};
  return written;
}

}  // namespace luytre::newsroom
