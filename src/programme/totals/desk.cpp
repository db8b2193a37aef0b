#include "programme/totals/desk.h"

#include <algorithm>

namespace luytre::totals {

using judgement::Materials;
using judgement::Question;

namespace {

bool is_same(const Question& a, const Question& b) {
  return a.set == b.set && a.as_of == b.as_of && a.opinion == b.opinion;
}

// Villages are in no register: nobody can be counted.
Result<units::Level> level_of(const Materials& materials, const Question& question) {
  const auto* set = materials.library->set(question.set);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", question.set}}, "query:set");
  const auto level = judgement::level_of(*set);
  if (level) return *level;
  return refuse("totals.level_not_counted", {{"set", set->id}, {"level", std::string(criteria::name_of(set->level))}},
                "query:set");
}

ValueColumns columns_for(const Materials& materials, units::Level level, observations::Opinion opinion) {
  auto order = std::make_shared<const UnitOrder>(order_units(*materials.units, level));
  return no_columns(std::move(order), materials.library, opinion, materials.panel);
}

bool goes_on(const Materials& before, const Materials& after) {
  return before.panel != nullptr && before.units == after.units && before.library == after.library;
}

}  // namespace

Result<Answer> Desk::answer(const Source& source, std::optional<audit::EventNumber> known_at, const Ask& ask) {
  const auto newest = source(std::nullopt);
  if (!newest) return pass_on(newest);
  const auto state = state_at(newest->materials);
  if (known_at && *known_at != state->materials.known_at) return earlier(source, *known_at, ask);
  const auto question = ask(state->materials);
  if (!question) return pass_on(question);
  auto totals = totals_at(state, *question);
  if (!totals) return pass_on(totals);
  return Answer{*std::move(totals), newest->is_demonstration};
}

// What was known at an event that passed is no step on the way of the newest: it is judged from columns of its own.
Result<Answer> Desk::earlier(const Source& source, audit::EventNumber known_at, const Ask& ask) {
  const auto known = source(known_at);
  if (!known) return pass_on(known);
  const auto question = ask(known->materials);
  if (!question) return pass_on(question);
  if (auto totals = kept(*question, known_at)) return Answer{std::move(totals), known->is_demonstration};
  const auto level = level_of(known->materials, *question);
  if (!level) return pass_on(level);
  auto values = columns_for(known->materials, *level, question->opinion);
  auto totals = make_totals(known->materials, *question, values);
  if (!totals) return pass_on(totals);
  publish(nullptr, {*totals});
  return Answer{*std::move(totals), known->is_demonstration};
}

// The published state, taken to the newest event where it is of an older one. Other units or other law: from the
// beginning.
Desk::StatePointer Desk::state_at(const Materials& newest) {
  if (auto now = published(); now->materials.panel && now->materials.known_at >= newest.known_at) return now;
  const std::lock_guard following(following_);
  const auto before = published();
  if (before->materials.panel && before->materials.known_at >= newest.known_at) return before;
  auto next = std::make_shared<State>();
  next->materials = newest;
  std::vector<TotalsPointer> totals;
  if (goes_on(before->materials, newest)) {
    std::deque<TotalsPointer> kept;
    {
      const std::lock_guard lock(mutex_);
      kept = kept_;
    }
    for (const auto& [key, values] : before->values) {
      const Followed followed = follow(values, newest.panel);
      next->values.emplace(key, followed.values);
      if (followed.values.mixed != values.mixed) continue;
      for (const auto& each : kept) {
        const bool is_of_these = each->known_at == before->materials.known_at && each->order == values.order &&
                                 each->question.opinion == key.second;
        if (is_of_these) totals.push_back(follow(*each, newest, followed));
      }
    }
  }
  publish(next, std::move(totals));
  return next;
}

Result<Desk::TotalsPointer> Desk::totals_at(const StatePointer& state, const Question& question) {
  const auto known_at = state->materials.known_at;
  if (auto known = kept(question, known_at)) return known;
  const auto level = level_of(state->materials, question);
  if (!level) return pass_on(level);
  const Key key{*level, question.opinion};
  const std::lock_guard lock(filling(key));
  // Somebody may have asked the same meanwhile, and events may have come: then there is a newer answer already.
  const auto now = published();
  if (goes_on(state->materials, now->materials)) {
    if (auto known = kept(question, now->materials.known_at)) return known;
  }
  if (before_filling_) before_filling_();
  const auto& from = goes_on(state->materials, now->materials) ? *now : *state;
  const auto filled = from.values.find(key);
  auto values = filled != from.values.end() ? filled->second : columns_for(from.materials, *level, question.opinion);
  auto totals = make_totals(from.materials, question, values);
  if (totals) publish_filled(from, key, values, *totals);
  return totals;
}

// Columns filled at an event join the state of today: they follow what came meanwhile. Of units or law that are not
// today's any more nothing is kept.
void Desk::publish_filled(const State& from, const Key& key, const ValueColumns& values, const TotalsPointer& totals) {
  const std::lock_guard following(following_);
  const auto now = published();
  if (!goes_on(from.materials, now->materials)) return;
  auto next = std::make_shared<State>(*now);
  std::vector<TotalsPointer> made{totals};
  if (now->materials.known_at == from.materials.known_at) {
    next->values.insert_or_assign(key, values);
  } else {
    const Followed followed = follow(values, now->materials.panel);
    next->values.insert_or_assign(key, followed.values);
    if (followed.values.mixed == values.mixed) made.push_back(follow(*totals, now->materials, followed));
  }
  publish(std::move(next), std::move(made));
}

Desk::StatePointer Desk::published() {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::mutex& Desk::filling(const Key& key) {
  const std::lock_guard lock(mutex_);
  return filling_[key];
}

// `state` nullptr: the one before stays. What is pushed out is freed after the lock.
void Desk::publish(StatePointer state, std::vector<TotalsPointer> totals) {
  std::vector<TotalsPointer> pushed_out;
  const std::lock_guard lock(mutex_);
  if (state) state_.swap(state);
  for (auto& each : totals) kept_.push_front(std::move(each));
  for (; kept_.size() > kept_max; kept_.pop_back()) pushed_out.push_back(std::move(kept_.back()));
}

Desk::TotalsPointer Desk::kept(const Question& question, audit::EventNumber known_at) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const auto& totals) {
    return totals->known_at == known_at && is_same(totals->question, question);
  });
  if (found == kept_.end()) return nullptr;
  std::rotate(kept_.begin(), found, found + 1);
  return kept_.front();
}

}  // namespace luytre::totals
