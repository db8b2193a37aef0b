// A step on the way of a title: from the village meeting to recognition, the yearly check and the end.
#pragma once

#include "programme/villages/desk.h"

namespace luytre::villages {

struct StepWish {
  Step step;                            // as told; title, event, actor and what follows from the record are filled in
  std::string issuer;                   // of a decision: code or identity; empty: the village's commune
  std::optional<int> expected_version;  // of the title; absent: whatever stands
  bool has_outcome = false;             // is_favourable was said
};

struct Taken {
  audit::EventNumber event = 0;
  int version = 1;
  State state = State::registered;
  std::vector<Problem> warnings;  // nothing that refuses: villages.warning.*
};

// By whose right: the village's own account speaks (villages.speak), an officer of the commune prepares, others verify
// (villages.verify), recognise and let lapse (villages.recognise).
std::string act_of(StepKind kind, const Place& place, const access::Actor& actor);

// The step with what belongs to its kind alone: a plan has no scores, a meeting no decision.
Step own_content(Step step);

// Whether what the step says is whole and fits together, whatever stands. Problems villages.* named at each check.
Done check_content(const StepWish& wish, const Rules& rules, const std::string& province, Ladder ladder, Date today);

// What may be doubted but not refused.
std::vector<Problem> warnings_of(const Step& step, const Rules& rules);

// Acts as act_of, on the village's commune. Problems villages.no_title, villages.step_not_allowed (the table does not
// have it; names the steps it has), villages.version (409 with what changed), villages.second_person, those of
// check_content, set_for_scoring, check_scores, name_issuer and find_place.
Result<Taken> take_step(const Desk&, const commands::Asked&, const Known&, const std::string& title, const StepWish&);

}  // namespace luytre::villages
