// The way of an article from a draft to the archive: one closed table of steps, and where a change of text puts it
// back.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace luytre::newsroom {

enum class Stage {
  draft,
  edited,
  fact_checked,     // every figure found is bound, quoted or marked as no statistic
  privacy_checked,  // people shown agreed, the question of secrecy is answered
  approved,
  published,
  updated,    // published, and something was added in the open
  corrected,  // published, and something was corrected in the open
  archived,   // kept, findable and marked
};
inline constexpr std::size_t stages_count = 9;
std::string_view name_of(Stage stage);
std::optional<Stage> stage_named(std::string_view name);

enum class Step { edit, check_figures, check_privacy, approve, publish, withdraw, give_back, archive, update, correct };
inline constexpr std::size_t steps_count = 10;
std::string_view name_of(Step step);  // "return" for give_back
std::optional<Step> step_named(std::string_view name);

// A row of the table. `not_by_writer`: whoever wrote a version of the text may not take the step.
struct Move {
  Step step;
  Stage from;
  Stage to;
  std::string_view act;
  bool not_by_writer = false;
  bool needs_reason = false;
};

const std::vector<Move>& moves();                 // the whole table
const Move* move_of(Stage from, Step step);       // nullptr: the step cannot be taken from there
std::vector<const Move*> moves_from(Stage from);  // in the order of the table
std::string steps_possible(Stage from);           // their names, for a problem: "edit", "check_figures, return"
bool is_at_work(Stage stage);                     // before publication

// What a change touched; each names the stage that has to look again.
struct Touched {
  bool figures = false;  // other figures than before: the fact check again
  bool words = false;    // a name may have come in: the privacy check again
  bool pictures = false;
  bool details = false;  // tags, units, category, source, time: the approval again
  bool is_anything() const { return figures || words || pictures || details; }
};

// The stage after a change at `stage`; never later than it. Of published stages: the same.
Stage fallen_back(Stage stage, const Touched& touched);

}  // namespace luytre::newsroom
