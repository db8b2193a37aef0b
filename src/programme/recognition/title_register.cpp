#include "programme/recognition/title_register.h"

#include <algorithm>
#include <tuple>

namespace luytre::recognition {

namespace {

auto key_of(const TitleFact& f) { return std::tie(f.unit, f.title, f.standing, f.decision, f.stated_on, f.source_url); }
auto key_of(const QuotedFact& f) { return std::tie(f.unit, f.date, f.kind, f.about, f.source_url); }
auto key_of(const Coverage& c) { return std::tie(c.unit, c.title, c.days.from); }
auto key_of(const Announcement& a) { return std::tie(a.unit, a.title, a.decision, a.day, a.words); }

auto content_of(const TitleFact& f) {
  return std::tie(f.set, f.set_hash, f.achievement_year, f.decision_date, f.in_force, f.document, f.value, f.words,
                  f.trust);
}
auto content_of(const QuotedFact& f) { return std::tie(f.status, f.decision, f.value, f.note, f.trust); }
auto content_of(const Coverage& c) { return std::tie(c.days.to, c.source, c.reason); }
auto content_of(const Announcement& a) { return std::tie(a.link); }

// Adds `row`, or puts it in the place of the earlier row with its key.
template <class Row>
void put(std::vector<Row>& rows, Row row) {
  for (auto& known : rows) {
    if (key_of(known) == key_of(row)) {
      known = std::move(row);
      return;
    }
  }
  rows.push_back(std::move(row));
}

template <class Row>
const Row* row_with_key(const std::vector<Row>& rows, const Row& row) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& known) { return key_of(known) == key_of(row); });
  return found == rows.end() ? nullptr : &*found;
}

template <class Row>
bool has_row(const std::vector<Row>& rows, const Row& row) {
  const Row* known = row_with_key(rows, row);
  return known != nullptr && content_of(*known) == content_of(row);
}

enum class Bearing { bears, does_not_bear, cannot_tell };

// Whether a fact speaks about the titles that are asked for.
Bearing bearing(const TitleFact& fact, const HoldingQuestion& question) {
  if (!question.period) return Bearing::bears;
  if (!fact.set.empty() && !question.set.empty()) {
    return fact.set == question.set ? Bearing::bears : Bearing::does_not_bear;
  }
  if (!fact.achievement_year) return Bearing::cannot_tell;
  const bool inside = question.period->contains(Date::of(*fact.achievement_year, 1, 1));
  return inside ? Bearing::bears : Bearing::does_not_bear;
}

}  // namespace

TitleRegister::TitleRegister(std::vector<TitleFact> facts, std::vector<QuotedFact> quoted,
                             std::vector<Coverage> coverage, audit::EventNumber known_at,
                             std::vector<Announcement> announcements)
    : known_at_(known_at) {
  for (auto& fact : facts) {
    auto& of_unit = facts_[fact.unit];
    put(of_unit, std::move(fact));
  }
  for (auto& fact : quoted) {
    auto& of_unit = quoted_[fact.unit];
    put(of_unit, std::move(fact));
  }
  for (auto& one : coverage) put(coverage_, std::move(one));
  for (auto& one : announcements) {
    auto& of_unit = announcements_[one.unit];
    put(of_unit, std::move(one));
  }
  for (auto& [unit, of_unit] : facts_) {
    size_ += of_unit.size();
    std::stable_sort(of_unit.begin(), of_unit.end(),
                     [](const TitleFact& a, const TitleFact& b) { return a.effective_from() < b.effective_from(); });
  }
  for (auto& [unit, of_unit] : quoted_) {
    std::stable_sort(of_unit.begin(), of_unit.end(),
                     [](const QuotedFact& a, const QuotedFact& b) { return a.date < b.date; });
  }
}

HoldingAnswer TitleRegister::holds(const std::vector<std::string>& unit_and_above,
                                   const HoldingQuestion& question) const {
  HoldingAnswer answer;
  if (unit_and_above.empty()) return answer;
  const TitleFact* doubtful = nullptr;
  for (const auto& fact : facts_of(unit_and_above.front())) {
    if (fact.title != question.title || fact.effective_from() > question.on || !fact.decides()) continue;
    if (fact.standing == Standing::revoked) {  // takes away whatever stood before, of any period
      answer = {Holding::no, &fact, nullptr};
      doubtful = nullptr;
      continue;
    }
    switch (bearing(fact, question)) {
      case Bearing::bears:
        answer = {Holding::yes, &fact, nullptr};
        break;
      case Bearing::cannot_tell:
        doubtful = &fact;
        break;
      case Bearing::does_not_bear:
        break;
    }
  }
  if (answer.fact && answer.holding == Holding::yes) return answer;
  if (doubtful) return {Holding::unknown, doubtful, nullptr};
  if (answer.fact) return answer;
  for (const auto& one : coverage_) {
    const bool covers = std::find(unit_and_above.begin(), unit_and_above.end(), one.unit) != unit_and_above.end();
    if (covers && one.title == question.title && one.days.contains(question.on)) {
      return {Holding::no, nullptr, &one};
    }
  }
  return answer;
}

const std::vector<TitleFact>& TitleRegister::facts_of(std::string_view unit) const {
  static const std::vector<TitleFact> none;
  const auto found = facts_.find(unit);
  return found == facts_.end() ? none : found->second;
}

const std::vector<QuotedFact>& TitleRegister::quoted_of(std::string_view unit) const {
  static const std::vector<QuotedFact> none;
  const auto found = quoted_.find(unit);
  return found == quoted_.end() ? none : found->second;
}

std::vector<const Announcement*> TitleRegister::announcements_of(const TitleFact& fact) const {
  std::vector<const Announcement*> found;
  const auto of_unit = announcements_.find(fact.unit);
  if (of_unit == announcements_.end() || fact.decision.empty()) return found;
  for (const auto& one : of_unit->second) {
    if (one.title == fact.title && one.decision == fact.decision) found.push_back(&one);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->day < b->day; });
  return found;
}

const TitleFact* TitleRegister::same_as(const TitleFact& fact) const { return row_with_key(facts_of(fact.unit), fact); }
const Coverage* TitleRegister::same_as(const Coverage& coverage) const { return row_with_key(coverage_, coverage); }

bool TitleRegister::has(const Announcement& announcement) const {
  const auto of_unit = announcements_.find(announcement.unit);
  return of_unit != announcements_.end() && has_row(of_unit->second, announcement);
}

bool TitleRegister::has(const TitleFact& fact) const { return has_row(facts_of(fact.unit), fact); }
bool TitleRegister::has(const QuotedFact& fact) const { return has_row(quoted_of(fact.unit), fact); }
bool TitleRegister::has(const Coverage& coverage) const { return has_row(coverage_, coverage); }

}  // namespace luytre::recognition
