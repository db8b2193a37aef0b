#include "programme/villages/title.h"

#include <algorithm>
#include <array>

namespace luytre::villages {
namespace {

constexpr std::array<std::string_view, 2> ladder_names{"village", "residential_area"};
constexpr std::array<std::string_view, states_count> state_names{"registered", "agreed",   "planned",    "self_scored",
                                                                 "consulted",  "verified", "recognised", "upkept",
                                                                 "lapsed",     "withdrawn"};
constexpr std::array<std::string_view, steps_count> step_names{
    "meeting",     "plan",     "self_score",   "consultation", "verification", "returned",
    "recognition", "recorded", "upkeep_check", "lapse",        "withdrawal",   "set_bound"};
constexpr std::array<std::string_view, 2> opinion_names{"self", "verifier"};
constexpr std::array<std::string_view, 4> outcome_names{"met", "basically_met", "not_met", "not_applicable"};

template <class Word, std::size_t N>
std::optional<Word> named(const std::array<std::string_view, N>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

enum class When : std::uint8_t { favourable, unfavourable, always };

struct Row {
  State from;
  StepKind step;
  When when;
  State to;
};

using enum State;
using enum StepKind;

// PROCESSES §4, with what practice needs beside it: a meeting that does not agree, a return, a withdrawal, a yearly
// check that finds the place neglected, and a set that was not loaded at first.
constexpr Row table[] = {
    {registered, meeting, When::favourable, agreed},
    {registered, meeting, When::unfavourable, registered},
    {registered, recorded, When::always, recognised},
    {registered, set_bound, When::always, registered},
    {registered, withdrawal, When::always, withdrawn},
    {agreed, plan, When::always, planned},
    {agreed, set_bound, When::always, agreed},
    {agreed, withdrawal, When::always, withdrawn},
    {planned, plan, When::always, planned},
    {planned, self_score, When::always, self_scored},
    {planned, set_bound, When::always, planned},
    {planned, withdrawal, When::always, withdrawn},
    {self_scored, self_score, When::always, self_scored},
    {self_scored, consultation, When::always, consulted},
    {self_scored, withdrawal, When::always, withdrawn},
    {consulted, verification, When::always, verified},
    {consulted, returned, When::always, planned},
    {consulted, withdrawal, When::always, withdrawn},
    {verified, recognition, When::always, recognised},
    {verified, returned, When::always, planned},
    {verified, withdrawal, When::always, withdrawn},
    {recognised, upkeep_check, When::favourable, upkept},
    {recognised, upkeep_check, When::unfavourable, recognised},
    {recognised, lapse, When::always, lapsed},
    {upkept, upkeep_check, When::favourable, upkept},
    {upkept, upkeep_check, When::unfavourable, recognised},
    {upkept, lapse, When::always, lapsed},
};

bool holds(When when, bool is_favourable) {
  return when == When::always || (when == When::favourable) == is_favourable;
}

}  // namespace

std::string_view name_of(Ladder ladder) { return ladder_names[static_cast<std::size_t>(ladder)]; }
std::optional<Ladder> ladder_named(std::string_view name) { return named<Ladder>(ladder_names, name); }
std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(StepKind step) { return step_names[static_cast<std::size_t>(step)]; }
std::optional<StepKind> step_named(std::string_view name) { return named<StepKind>(step_names, name); }
std::string_view name_of(Opinion opinion) { return opinion_names[static_cast<std::size_t>(opinion)]; }
std::string_view name_of(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }
std::optional<Outcome> outcome_named(std::string_view name) { return named<Outcome>(outcome_names, name); }

std::optional<State> after(State state, StepKind step, bool is_favourable) {
  for (const Row& row : table) {
    if (row.from == state && row.step == step && holds(row.when, is_favourable)) return row.to;
  }
  return std::nullopt;
}

std::vector<StepKind> steps_from(State state) {
  std::vector<StepKind> steps;
  for (const Row& row : table) {
    const bool is_new = std::find(steps.begin(), steps.end(), row.step) == steps.end();
    if (row.from == state && is_new) steps.push_back(row.step);
  }
  return steps;
}

bool is_titled(State state) { return state == recognised || state == upkept; }

bool is_under_way(State state) { return !is_titled(state) && state != lapsed && state != withdrawn; }

State Title::state() const {
  State now = registered;
  for (const Step& step : steps) now = after(now, step.kind, step.is_favourable).value_or(now);
  return now;
}

const Step* Title::last(StepKind kind) const {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& step) { return step.kind == kind; });
  return found == steps.rend() ? nullptr : &*found;
}

const Step* Title::decision() const {
  const Step* step = last(recognition);
  return step == nullptr ? last(recorded) : step;
}

const std::string& Title::set() const {
  const Step* bound = last(set_bound);
  return bound == nullptr ? registration.set : bound->set;
}

const std::string& Title::set_hash() const {
  const Step* bound = last(set_bound);
  return bound == nullptr ? registration.set_hash : bound->set_hash;
}

std::map<std::string, Score> Title::scores(Opinion opinion) const {
  std::map<std::string, Score> scores;
  for (const Step& step : steps) {
    const bool is_self = step.kind == self_score;
    if (is_self) scores.clear();
    if (is_self != (opinion == Opinion::self)) continue;
    for (const Score& score : step.scores) scores[score.indicator] = score;
  }
  return scores;
}

}  // namespace luytre::villages
