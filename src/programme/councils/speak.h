// What members say about an item beside their ballot: a conflict of interest, an opinion; and the council's own view.
#pragma once

#include "programme/councils/desk.h"

namespace luytre::councils {

struct ConflictWish {
  std::string account;  // of the member; empty: whoever asks
  ConflictReason reason = ConflictReason::other;
  std::string words;
};

// Act councils.vote by the member, councils.convene for another. Problems of check_item, councils.not_a_member,
// councils.conflict_already, councils.voted_already, councils.words_needed (of the reason other).
Result<Conflict> declare_conflict(const Desk& desk, const commands::Asked& asked, const Known& known,
                                  const std::string& id, const std::string& dossier, const ConflictWish& wish);

struct OpinionWish {
  std::vector<std::string> reason_codes;  // may be empty
  std::string words;
};

// A member's own, read by the council and by whoever convenes it; several may follow each other. Act councils.vote.
// Problems of check_item, councils.not_a_member, councils.words_needed, dossiers.reason_unknown.
Result<Opinion> say_opinion(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                            const std::string& dossier, const OpinionWish& wish);

struct ViewWish {
  std::string criterion;  // number; empty: of the whole
  engine::Outcome outcome = engine::Outcome::met;
  std::string words;
};
inline constexpr std::size_t views_at_once_max = 100;

// Act councils.convene. Answers the event. Problems of look_inside and check_item, councils.no_criterion,
// councils.view_needs_reason (it differs from the computed outcome), councils.words_needed (of anything but met and not
// applicable).
Result<EventNumber> record_views(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& id, const std::string& dossier, const std::vector<ViewWish>& wishes,
                                 EventNumber expected);

}  // namespace luytre::councils
