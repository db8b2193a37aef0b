#include "programme/sustain/check_register.h"

#include <algorithm>

namespace luytre::sustain {

CheckRegister::CheckRegister(RegisterParts parts, audit::EventNumber known_at) : known_at_(known_at) {
  for (auto& check : parts.checks) {
    by_id_.emplace(check.id, checks_.size());
    by_unit_[check.unit].push_back(checks_.size());
    History history;
    history.check = std::move(check);
    checks_.push_back(std::move(history));
  }
  const auto of = [&](const std::string& id) -> History* {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &checks_[found->second];
  };
  for (auto& each : parts.scorings) {
    if (auto* history = of(each.check)) history->scorings.push_back(std::move(each));
  }
  for (auto& each : parts.signatures) {
    if (auto* history = of(each.check)) history->signatures.push_back(std::move(each));
  }
  for (auto& each : parts.words) {
    if (auto* history = of(each.check)) history->words.push_back(std::move(each));
  }
  for (auto& each : parts.closings) {
    if (auto* history = of(each.check)) history->closing = std::move(each);
  }
}

const History* CheckRegister::check(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &checks_[found->second];
}

std::vector<const History*> CheckRegister::of_unit(std::string_view unit) const {
  std::vector<const History*> found;
  const auto of = by_unit_.find(unit);
  if (of == by_unit_.end()) return found;
  for (const auto at : of->second) found.push_back(&checks_[at]);
  std::stable_sort(found.begin(), found.end(),
                   [](const History* a, const History* b) { return a->check.year < b->check.year; });
  return found;
}

const History* CheckRegister::check(std::string_view unit, recognition::Title title, int year) const {
  for (const auto* history : of_unit(unit)) {
    if (history->check.title == title && history->check.year == year) return history;
  }
  return nullptr;
}

const History* CheckRegister::last_closed(std::string_view unit, recognition::Title title) const {
  const History* last = nullptr;
  for (const auto* history : of_unit(unit)) {
    if (history->check.title == title && history->closing) last = history;
  }
  return last;
}

}  // namespace luytre::sustain
