#include "programme/newsroom/workflow.h"

#include <algorithm>
#include <array>

namespace luytre::newsroom {
namespace {

constexpr std::array<std::string_view, stages_count> stage_names = {
    "draft", "edited", "fact_checked", "privacy_checked", "approved", "published", "updated", "corrected", "archived"};
constexpr std::array<std::string_view, steps_count> step_names = {
    "edit",     "check_figures", "check_privacy", "approve", "publish",
    "withdraw", "return",        "archive",       "update",  "correct"};

}  // namespace

std::string_view name_of(Stage stage) { return stage_names[static_cast<std::size_t>(stage)]; }
std::string_view name_of(Step step) { return step_names[static_cast<std::size_t>(step)]; }

std::optional<Stage> stage_named(std::string_view name) {
  const auto at = std::find(stage_names.begin(), stage_names.end(), name);
  if (at == stage_names.end()) return std::nullopt;
  return static_cast<Stage>(at - stage_names.begin());
}

std::optional<Step> step_named(std::string_view name) {
  const auto at = std::find(step_names.begin(), step_names.end(), name);
  if (at == step_names.end()) return std::nullopt;
  return static_cast<Step>(at - step_names.begin());
}

const std::vector<Move>& moves() {
  constexpr bool second_person = true, with_reason = true;
  using enum Stage;
  static const std::vector<Move> table = {
      {Step::edit, draft, edited, "news.edit"},
      {Step::check_figures, edited, fact_checked, "news.bind"},
      {Step::check_privacy, fact_checked, privacy_checked, "news.check_privacy"},
      {Step::approve, privacy_checked, approved, "news.publish", second_person},
      {Step::publish, approved, published, "news.publish", second_person},
      // back again
      {Step::give_back, edited, draft, "news.edit", false, with_reason},
      {Step::give_back, fact_checked, draft, "news.check_privacy", false, with_reason},
      {Step::give_back, privacy_checked, draft, "news.publish", false, with_reason},
      {Step::withdraw, approved, privacy_checked, "news.publish", false, with_reason},
      {Step::withdraw, published, privacy_checked, "news.publish", false, with_reason},  // only before its instant
      // in the open
      {Step::update, published, updated, "news.correct", false, with_reason},
      {Step::update, updated, updated, "news.correct", false, with_reason},
      {Step::update, corrected, updated, "news.correct", false, with_reason},
      {Step::correct, published, corrected, "news.correct", false, with_reason},
      {Step::correct, updated, corrected, "news.correct", false, with_reason},
      {Step::correct, corrected, corrected, "news.correct", false, with_reason},
      {Step::correct, archived, archived, "news.correct", false, with_reason},  // an old error is an error still
      {Step::archive, published, archived, "news.publish", false, with_reason},
      {Step::archive, updated, archived, "news.publish", false, with_reason},
      {Step::archive, corrected, archived, "news.publish", false, with_reason},
  };
  return table;
}

const Move* move_of(Stage from, Step step) {
  for (const Move& move : moves())
    if (move.from == from && move.step == step) return &move;
  return nullptr;
}

std::vector<const Move*> moves_from(Stage from) {
  std::vector<const Move*> found;
  for (const Move& move : moves())
    if (move.from == from) found.push_back(&move);
  return found;
}

std::string steps_possible(Stage from) {
  std::string names;
  for (const Move* move : moves_from(from)) {
    names += names.empty() ? "" : ", ";
    names += name_of(move->step);
  }
  return names;
}

bool is_at_work(Stage stage) { return stage < Stage::published; }

Stage fallen_back(Stage stage, const Touched& touched) {
  if (!is_at_work(stage)) return stage;
  Stage back = stage;
  if (touched.details) back = std::min(back, Stage::privacy_checked);
  if (touched.words || touched.pictures) back = std::min(back, Stage::fact_checked);
  if (touched.figures) back = std::min(back, Stage::edited);
  return back;
}

}  // namespace luytre::newsroom
