// The way of a yearly check: scored, signed, verified, closed. Each verb looks again, inside its transaction, at what
// stands, and follows the table of sustain_check.h.
#pragma once

#include "programme/sustain/desk.h"
#include "programme/sustain/freeze.h"

namespace luytre::sustain {

inline constexpr std::size_t verified_at_once_max = 500;

// What became of it.
struct Taken {
  std::string check;
  int version = 0;
  State state = State::none;
  audit::EventNumber event = 0;
  std::string dossier = {};             // of a proposal: the dossier that was opened
  bool must_be_opened_by_hand = false;  // of a proposal, where no room opens dossiers
};

struct ScoreWish {
  std::string unit;  // code or identity
  recognition::Title title = recognition::Title::ntm;
  int year = 0;
  std::optional<Date> as_of;  // absent: the last day of the year, or today
  std::string words;
};
// Act sustain.score on the unit. Problems sustain.day_outside_year, recognition.unknown_unit, those of rescore(),
// sustain.not_held, sustain.holding_unknown, sustain.nothing_observed, sustain.not_now, sustain.changed_meanwhile.
Result<Taken> score(const Desk& desk, const commands::Asked& asked, const Known& known, const ScoreWish& wish);

// `version`: of the scoring that was looked at; another one stands: sustain.changed_meanwhile.
struct SignWish {
  std::string check;
  int version = 0;
  std::string words;
};
// Act sustain.sign. Problems sustain.no_check, sustain.not_now, sustain.changed_meanwhile, sustain.second_person (who
// scored does not sign).
Result<Taken> sign(const Desk& desk, const commands::Asked& asked, const Known& known, const SignWish& wish);

struct VerifyItem {
  std::string indicator;
  Decision decision = Decision::verified;
  std::string words;  // needed for an objection
};
struct VerifyWish {
  std::string check;
  int version = 0;
  std::vector<VerifyItem> items;
};
// Act sustain.verify, for indicators that the department owns. All or none. Problems sustain.no_check, sustain.not_now,
// sustain.changed_meanwhile, sustain.no_indicator, sustain.nothing_to_verify, sustain.said_already,
// sustain.words_needed, sustain.own_signature, sustain.too_many.
Result<Taken> verify(const Desk& desk, const commands::Asked& asked, const Known& known, const VerifyWish& wish);

struct CloseWish {
  std::string check;
  int version = 0;
  State result = State::sustained;
  std::string words;
};
// Act sustain.close. Problems sustain.no_check, sustain.not_now, sustain.changed_meanwhile, sustain.words_needed,
// sustain.no_ground (a revocation is proposed where the rule keeps the title even at worst), those of the door that
// opens the dossier.
Result<Taken> close(const Desk& desk, const commands::Asked& asked, const Known& known, const CloseWish& wish);

}  // namespace luytre::sustain
