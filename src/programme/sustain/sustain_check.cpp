#include "programme/sustain/sustain_check.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace luytre::sustain {
namespace {

constexpr std::array<std::string_view, state_count> state_names{
    "none", "scored", "signed", "objected", "verified", "sustained", "warned", "revocation_proposed"};
constexpr std::array<std::string_view, 8> verb_names{"score",  "sign",    "verify", "verify_last",
                                                     "object", "sustain", "warn",   "propose_revocation"};
constexpr std::array<std::string_view, 2> decision_names{"verified", "objected"};

template <class Word>
std::optional<Word> named(const auto& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

}  // namespace

std::string_view name_of(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Verb verb) { return verb_names[static_cast<std::size_t>(verb)]; }
std::string_view name_of(Decision decision) { return decision_names[static_cast<std::size_t>(decision)]; }
std::optional<State> state_named(std::string_view name) { return named<State>(state_names, name); }
std::optional<Decision> decision_named(std::string_view name) { return named<Decision>(decision_names, name); }

const std::vector<Transition>& transitions() {
  static const std::vector<Transition> all{
      {State::none, Verb::score, State::scored},
      {State::scored, Verb::score, State::scored},
      {State::scored, Verb::sign, State::signed_off},
      {State::signed_off, Verb::verify, State::signed_off},
      {State::signed_off, Verb::verify_last, State::verified},
      {State::signed_off, Verb::object, State::objected},
      {State::objected, Verb::score, State::scored},
      // A department that does not answer must not hold a check up for ever: closed, it tells how many were not
      // verified.
      {State::signed_off, Verb::sustain, State::sustained},
      {State::signed_off, Verb::warn, State::warned},
      {State::signed_off, Verb::propose_revocation, State::revocation_proposed},
      {State::verified, Verb::sustain, State::sustained},
      {State::verified, Verb::warn, State::warned},
      {State::verified, Verb::propose_revocation, State::revocation_proposed},
  };
  return all;
}

std::optional<State> after(State from, Verb verb) {
  for (const auto& each : transitions()) {
    if (each.from == from && each.verb == verb) return each.to;
  }
  return std::nullopt;
}

bool is_closed(State state) {
  return state == State::sustained || state == State::warned || state == State::revocation_proposed;
}

int Scoring::criteria_total() const { return std::accumulate(criteria.begin(), criteria.end(), 0); }

const Word* History::word(std::string_view indicator) const {
  const Word* found = nullptr;
  for (const auto& each : words) {
    if (each.version == version() && each.indicator == indicator) found = &each;
  }
  return found;
}

const Signature* History::signature() const {
  const Signature* found = nullptr;
  for (const auto& each : signatures) {
    if (each.version == version()) found = &each;
  }
  return found;
}

int History::verified() const {
  std::set<std::string_view> numbers;
  for (const auto& each : words) {
    if (each.version == version() && each.decision == Decision::verified) numbers.insert(each.indicator);
  }
  return static_cast<int>(numbers.size());
}

State History::state() const {
  if (closing) return closing->result;
  if (scorings.empty()) return State::none;
  if (signature() == nullptr) return State::scored;
  const bool is_objected = std::any_of(words.begin(), words.end(), [&](const Word& each) {
    return each.version == version() && each.decision == Decision::objected;
  });
  if (is_objected) return State::objected;
  return verified() >= scorings.back().to_verify ? State::verified : State::signed_off;
}

}  // namespace luytre::sustain
