#include "programme/recognition/revocation_rule.h"

namespace luytre::recognition {

namespace {

bool is_begun(const criteria::RevocationRule& rule, Date day) {
  return !rule.in_force || rule.in_force->days.from <= day;
}

Date end_of(const criteria::RevocationRule& rule) { return rule.in_force ? rule.in_force->days.to : Date::open_end(); }

// Whether `a` answers rather than `b`: what is in force, then what ended last, then the newer period.
bool is_nearer(const criteria::CriteriaSet& a, const criteria::CriteriaSet& b, Date day) {
  const bool a_stands = a.revocation->is_in_force(day), b_stands = b.revocation->is_in_force(day);
  if (a_stands != b_stands) return a_stands;
  if (end_of(*a.revocation) != end_of(*b.revocation)) return end_of(*b.revocation) < end_of(*a.revocation);
  return b.period.from < a.period.from;
}

const criteria::CriteriaSet* nearest(const criteria::Library& library, const criteria::CriteriaSet& set, Date day) {
  const criteria::CriteriaSet* found = nullptr;
  for (const auto& other : library.sets) {
    if (other.id == set.id || other.level != set.level || other.tier != set.tier) continue;
    if (!other.revocation || !is_begun(*other.revocation, day)) continue;
    if (found == nullptr || is_nearer(other, *found, day)) found = &other;
  }
  return found;
}

std::string day_text(Date day, Language language) {
  return language == Language::vi ? day.vietnamese_text() : day.text();
}

}  // namespace

RuleInUse rule_in_use(const criteria::Library& library, const criteria::CriteriaSet& set, Date day) {
  const auto* other = nearest(library, set, day);
  RuleInUse use;
  if (set.revocation && is_begun(*set.revocation, day)) {
    use.of = &set;
    use.what_if = !set.revocation->is_in_force(day);
    if (use.what_if && other != nullptr && other->revocation->is_in_force(day)) use.replaced_by = other;
  } else if (other != nullptr) {
    use.of = other;
    use.is_borrowed = true;
    use.what_if = true;
  }
  if (use.of != nullptr) use.rule = &*use.of->revocation;
  return use;
}

std::string explain(const RuleInUse& use, Language language) {
  if (use.rule == nullptr || !use.what_if) return {};
  Arguments arguments{{"document", use.rule->reference.document}, {"set", use.of->id}};
  std::string text;
  const auto& validity = use.rule->in_force;
  const bool has_end = validity && validity->days.to != Date::open_end();
  if (has_end) arguments.emplace_back("until", day_text(validity->days.to, language));
  if (use.replaced_by != nullptr) {
    arguments.emplace_back("newer", use.replaced_by->revocation->reference.document);
    text = say("revocation.what_if_replaced", arguments, language);
  } else {
    text = say(has_end ? "revocation.what_if" : "revocation.what_if_borrowed", arguments, language);
  }
  if (use.is_borrowed) text += " " + say("revocation.borrowed", arguments, language);
  return text;
}

}  // namespace luytre::recognition
