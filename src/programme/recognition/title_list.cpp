#include "programme/recognition/title_list.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "programme/recognition/check_decision.h"

namespace luytre::recognition {
namespace {

const units::Unit* unit_of(const units::Register& units, const std::string& identity) {
  const auto id = units::UnitId::parse(identity);
  return id ? units.unit(*id) : nullptr;
}

// The day in the unit's life nearest to the one asked about.
Date day_in_life(const units::Unit& unit, Date day) {
  const Interval life = unit.life();
  if (day < life.from) return life.from;
  return day < life.to ? day : life.to.plus_days(-1);
}

bool is_in(const units::Register& units, const units::Unit* unit, const ListQuestion& question) {
  if (question.root == nullptr) return true;
  return unit != nullptr && units.is_under(*unit, *question.root, day_in_life(*unit, question.as_of));
}

// The first fact in force by the day that takes away what `fact` gave.
const TitleFact* revocation_of(const std::vector<TitleFact>& facts, const TitleFact& fact, Date as_of) {
  bool is_after_fact = false;  // facts stand in the order of their days of effect
  for (const auto& other : facts) {
    if (&other == &fact) {
      is_after_fact = true;
      continue;
    }
    const bool takes = other.title == fact.title && other.standing == Standing::revoked;
    if (is_after_fact && takes && other.effective_from() <= as_of) return &other;
  }
  return nullptr;
}

DecisionState state_of(const TitleFact& fact, const units::Unit* unit, const TitleFact* revoked_by, Date as_of) {
  if (fact.standing == Standing::revoked) return DecisionState::revocation;
  if (revoked_by != nullptr) return DecisionState::revoked;
  if (unit != nullptr && unit->life().to <= as_of) return DecisionState::unit_ended;
  return fact.effective_from() <= as_of ? DecisionState::in_force : DecisionState::not_yet;
}

// Of facts that several sources tell about one decision, the one told last.
std::vector<const TitleFact*> told_last(const std::vector<TitleFact>& facts, const ListQuestion& question) {
  std::vector<const TitleFact*> kept;
  for (const auto& fact : facts) {
    const bool asked = !question.title || fact.title == *question.title;
    if (!asked || !fact.decides() || fact.signed_on() > question.as_of) continue;
    const auto same = std::find_if(kept.begin(), kept.end(), [&](const TitleFact* other) {
      return !fact.decision.empty() && other->decision == fact.decision && other->title == fact.title &&
             other->standing == fact.standing && other->signed_on() == fact.signed_on();
    });
    if (same == kept.end()) {
      kept.push_back(&fact);
    } else if ((*same)->event < fact.event) {
      *same = &fact;
    }
  }
  return kept;
}

void count_history(TitleCount& count, const TitleRegister& titles, const units::Register& units, Date as_of,
                   const units::Unit* root, units::Level level) {
  for (const auto& [identity, facts] : titles.facts()) {
    const auto* unit = unit_of(units, identity);
    if (unit == nullptr || unit->level != level || unit->life().to > as_of) continue;
    const Date last = unit->life().to.plus_days(-1);
    if (root != nullptr && !units.is_under(*unit, *root, last)) continue;
    const auto answer = titles.holds({identity}, {count.title, std::nullopt, "", last});
    if (answer.holding == Holding::yes) ++count.history;
  }
}

void count_unit(TitleCount& count, const TitleRegister& titles, const std::vector<std::string>& unit_and_above,
                Date as_of) {
  const auto answer = titles.holds(unit_and_above, {count.title, std::nullopt, "", as_of});
  if (answer.holding == Holding::yes) ++count.recognised;
  if (answer.holding == Holding::unknown) ++count.unknown;
  if (answer.holding != Holding::no) return;
  ++(answer.fact != nullptr ? count.revoked : count.never);
  if (answer.coverage == nullptr) return;
  const bool is_told = std::find(count.declared.begin(), count.declared.end(), answer.coverage) != count.declared.end();
  if (!is_told) count.declared.push_back(answer.coverage);
}

}  // namespace

std::string_view name_of(DecisionState state) {
  switch (state) {
    case DecisionState::in_force:
      return "in_force";
    case DecisionState::not_yet:
      return "not_yet";
    case DecisionState::revoked:
      return "revoked";
    case DecisionState::unit_ended:
      return "unit_ended";
    case DecisionState::revocation:
      break;
  }
  return "revocation";
}

std::vector<std::string> list_key(const ListedDecision& listed) {
  const TitleFact& fact = *listed.fact;
  return {
      fact.signed_on().text(), fact.unit,      std::string(name_of(fact.title)), std::string(name_of(fact.standing)),
      fact.decision,           fact.source_url};
}

bool is_after(const ListedDecision& listed, const std::vector<std::string>& key) {
  const auto own = list_key(listed);
  if (own.front() != key.front()) return own.front() < key.front();
  return std::lexicographical_compare(key.begin() + 1, key.end(), own.begin() + 1, own.end());
}

std::vector<ListedDecision> list_decisions(const TitleRegister& titles, const units::Register& units,
                                           const ListQuestion& question) {
  std::vector<ListedDecision> list;
  for (const auto& [identity, facts] : titles.facts()) {
    const auto* unit = unit_of(units, identity);
    if (!is_in(units, unit, question)) continue;
    for (const auto* fact : told_last(facts, question)) {
      ListedDecision listed{fact, unit, DecisionState::in_force, nullptr, titles.announcements_of(*fact)};
      std::erase_if(listed.announced, [&](const Announcement* one) { return one->day > question.as_of; });
      if (fact->gives()) listed.revoked_by = revocation_of(facts, *fact, question.as_of);
      listed.state = state_of(*fact, unit, listed.revoked_by, question.as_of);
      list.push_back(std::move(listed));
    }
  }
  std::sort(list.begin(), list.end(),
            [](const ListedDecision& a, const ListedDecision& b) { return is_after(b, list_key(a)); });
  return list;
}

std::optional<Problem> why_unknown(const TitleCounts& counts, const TitleCount& count) {
  if (counts.units_unknown) return counts.units_unknown;
  if (count.is_complete()) return std::nullopt;
  return Problem{"recognition.count_not_covered",
                 {{"unknown", std::to_string(count.unknown)}, {"total", std::to_string(counts.units)}},
                 "",
                 {}};
}

TitleCounts count_titles(const TitleRegister& titles, const units::Register& units, Date as_of, const units::Unit* root,
                         units::Level level) {
  TitleCounts counts;
  if (const auto complete = units.count(as_of, root); !complete) counts.units_unknown = complete.error();
  for (const Title title : all_titles) {
    const bool is_of_level = title != Title::completion || level != units::Level::commune;
    if (!is_of_level) continue;
    TitleCount count;
    count.title = title;
    count_history(count, titles, units, as_of, root, level);
    counts.titles.push_back(std::move(count));
  }
  for (const auto* unit : units.descendants(root, as_of, level)) {
    const bool is_counted = level != units::Level::commune || unit->at(as_of)->kind == units::Kind::commune;
    if (!is_counted) continue;
    ++counts.units;
    const auto identities = unit_and_above(units, *unit, as_of);
    for (auto& count : counts.titles) count_unit(count, titles, identities, as_of);
  }
  return counts;
}

}  // namespace luytre::recognition
