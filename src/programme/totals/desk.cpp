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

}  // namespace

Result<Answer> Desk::answer(const Source& source, std::optional<audit::EventNumber> known_at, const Ask& ask) {
  {
    const std::lock_guard lock(mutex_);  // the newest record is read inside, so that it never goes back
    const auto newest = source(std::nullopt);
    if (!newest) return pass_on(newest);
    advance(newest->materials);
    if (!known_at || *known_at == newest_.known_at) {
      const auto question = ask(newest_);
      if (!question) return pass_on(question);
      auto totals = at_newest(*question);
      if (!totals) return pass_on(totals);
      return Answer{*std::move(totals), newest->is_demonstration};
    }
  }
  return earlier(source, *known_at, ask);
}

// What was known at an event that passed is no step on the way of the newest: it is judged from columns of its own.
Result<Answer> Desk::earlier(const Source& source, audit::EventNumber known_at, const Ask& ask) {
  const auto known = source(known_at);
  if (!known) return pass_on(known);
  const auto question = ask(known->materials);
  if (!question) return pass_on(question);
  {
    const std::lock_guard lock(mutex_);
    if (auto totals = kept(*question, known_at)) return Answer{std::move(totals), known->is_demonstration};
  }
  const auto level = level_of(known->materials, *question);
  if (!level) return pass_on(level);
  auto values = columns_for(known->materials, *level, question->opinion);
  auto totals = make_totals(known->materials, *question, values);
  if (!totals) return pass_on(totals);
  const std::lock_guard lock(mutex_);
  keep(*totals);
  return Answer{*std::move(totals), known->is_demonstration};
}

// Takes everything that was kept of the newest event to a newer one. Other units or other law: from the beginning.
void Desk::advance(const Materials& materials) {
  if (newest_.panel != nullptr && materials.known_at == newest_.known_at) return;
  const bool goes_on =
      newest_.panel != nullptr && materials.units == newest_.units && materials.library == newest_.library;
  const auto before = newest_.known_at;
  newest_ = materials;
  if (!goes_on) {
    values_.clear();
    return;
  }
  std::vector<std::shared_ptr<const Totals>> followed_totals;
  for (auto& [key, values] : values_) {
    const Followed followed = follow(values, materials.panel);
    const bool is_judged_alike = followed.values.mixed == values.mixed;
    values = followed.values;
    for (const auto& totals : kept_) {
      const bool is_of_these =
          totals->known_at == before && totals->order == values.order && totals->question.opinion == key.second;
      if (is_of_these && is_judged_alike) followed_totals.push_back(follow(*totals, materials, followed));
    }
  }
  for (auto& totals : followed_totals) keep(std::move(totals));
}

Result<std::shared_ptr<const Totals>> Desk::at_newest(const Question& question) {
  if (auto known = kept(question, newest_.known_at)) return known;
  const auto level = level_of(newest_, question);
  if (!level) return pass_on(level);
  const Key key{*level, question.opinion};
  auto values = values_.find(key);
  if (values == values_.end()) values = values_.emplace(key, columns_for(newest_, *level, question.opinion)).first;
  auto totals = make_totals(newest_, question, values->second);
  if (totals) keep(*totals);
  return totals;
}

std::shared_ptr<const Totals> Desk::kept(const Question& question, audit::EventNumber known_at) {
  const auto found = std::find_if(kept_.begin(), kept_.end(), [&](const auto& totals) {
    return totals->known_at == known_at && is_same(totals->question, question);
  });
  if (found == kept_.end()) return nullptr;
  std::rotate(kept_.begin(), found, found + 1);
  return kept_.front();
}

void Desk::keep(std::shared_ptr<const Totals> totals) {
  kept_.push_front(std::move(totals));
  if (kept_.size() > kept_max) kept_.pop_back();
}

}  // namespace luytre::totals
