#include "programme/newsroom/correct_article.h"

#include <algorithm>

#include "programme/newsroom/figures_of_text.h"

namespace luytre::newsroom {
namespace {

bool has_words(const std::vector<TextFigure>& figures, const std::string& words) {
  return std::any_of(figures.begin(), figures.end(), [&](const TextFigure& one) { return one.figure.text == words; });
}

// Figures that came in with the change and that nobody has settled. What stood open before stays as it was.
Done check_new_figures(const ArticleRegister& known, const Article& before, const Article& after) {
  const auto recorded = known.figures(before.id.text());
  const auto old = open_figures(before, recorded);
  std::vector<Problem> causes;
  for (const TextFigure& one : open_figures(after, recorded)) {
    if (has_words(old, one.figure.text)) continue;
    causes.push_back(
        {"news.figure_open",
         {{"words", one.figure.text}, {"part", one.part}, {"position", std::to_string(one.figure.position)}},
         one.part,
         {}});
  }
  if (causes.empty()) return {};
  const std::string count = std::to_string(causes.size());
  return refuse("news.figures_open", {{"article", before.slug}, {"count", count}}, "", std::move(causes));
}

}  // namespace

std::vector<FrozenFigure> kept_frozen(const Article& before, const Article& after,
                                      const std::vector<FrozenFigure>& now) {
  std::vector<FrozenFigure> kept;
  for (const std::string& claim : claims_of(after)) {
    const auto is_it = [&](const FrozenFigure& one) { return one.claim == claim; };
    const auto old = std::find_if(before.frozen.begin(), before.frozen.end(), is_it);
    const auto fresh = std::find_if(now.begin(), now.end(), is_it);
    if (old != before.frozen.end()) {
      kept.push_back(*old);
    } else if (fresh != now.end()) {
      kept.push_back(*fresh);
    }
  }
  return kept;
}

Result<Change> changed_openly(const ArticleRegister& known, const Article& before, Article after, Step step,
                              const std::string& note, const commands::Asked& asked) {
  const bool is_correction = step == Step::correct;
  const Arguments which = {{"article", before.slug}};
  if (before.status == ArticleStatus::draft) return refuse("news.not_published", which);
  if (!known.is_visible(before)) return refuse("news.not_yet_readable", which);
  if (note.empty()) return refuse("news.no_correction", which);
  const Move* move = move_of(before.stage, step);
  if (move == nullptr) {
    return refuse("news.step_out_of_order", {{"article", before.slug},
                                             {"step", std::string(name_of(step))},
                                             {"stage", std::string(name_of(before.stage))},
                                             {"next", steps_possible(before.stage)}});
  }
  after.slug = before.slug;
  after.version = before.version;
  after.date = before.date;
  after.visible_from = before.visible_from;
  after.embargo_until = before.embargo_until;
  after.status = is_correction ? ArticleStatus::corrected : before.status;
  after.correction = is_correction ? note : before.correction;
  if (auto checked = check_article(after); !checked) return pass_on(checked);
  if (auto checked = check_new_figures(known, before, after); !checked) return pass_on(checked);
  Article next = next_version(std::move(after), asked.actor, is_correction ? change_corrected : change_updated);
  next.change_note = note;
  Change change;
  change.kind = is_correction ? "news.corrected" : "news.updated";
  change.about = {{"correction", note}};
  change.steps.push_back(step_taken(next, name_of(step), move->to, asked));
  change.articles.push_back(std::move(next));
  return change;
}

namespace {

Result<Written> change_openly(commands::Writer& writer, const commands::Asked& asked, const Article& changed, Step step,
                              const std::string& note, const std::vector<FrozenFigure>& frozen,
                              std::optional<int> expected) {
  return change_article(writer, asked, "news." + std::string(name_of(step)), {ask_for("news.correct")}, changed.id,
                        [&](const ArticleRegister& known) -> Result<Change> {
                          const auto before = newest_of(known, changed.id, expected);
                          if (!before) return pass_on(before);
                          Article after = changed;
                          after.frozen = kept_frozen(*before, changed, frozen);
                          return changed_openly(known, *before, std::move(after), step, note, asked);
                        });
}

}  // namespace

Result<Written> correct_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                                const std::string& note, const std::vector<FrozenFigure>& frozen,
                                std::optional<int> expected) {
  return change_openly(writer, asked, changed, Step::correct, note, frozen, expected);
}

Result<Written> update_article(commands::Writer& writer, const commands::Asked& asked, Article changed,
                               const std::string& note, const std::vector<FrozenFigure>& frozen,
                               std::optional<int> expected) {
  return change_openly(writer, asked, changed, Step::update, note, frozen, expected);
}

}  // namespace luytre::newsroom
