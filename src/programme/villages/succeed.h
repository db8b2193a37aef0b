// What becomes of villages: merged, split, renamed, moved to another commune by a decision; and, after the end of their
// commune, the confirmation of where they stand.
#pragma once

#include "programme/villages/desk.h"

namespace luytre::villages {

enum class SuccessionKind : std::uint8_t { merged, split, renamed, moved };
std::string_view name_of(SuccessionKind);
std::optional<SuccessionKind> succession_named(std::string_view name);

// One village that stands afterwards: one of those before when `village` names it, else a new one.
struct After {
  std::string village;
  std::string name;     // empty: as before
  std::string commune;  // code or identity; empty: that of the first village before
  std::optional<Kind> kind;
  std::string code;
};

struct SuccessionWish {
  SuccessionKind kind = SuccessionKind::merged;
  std::optional<Date> day;
  std::string decision;
  std::vector<std::string> from;  // villages
  std::vector<After> to;
};

struct Succeeded {
  audit::EventNumber event = 0;
  std::vector<std::string> villages;  // those of `to`, in their order
};

// Act villages.keep on each commune touched, on the day. Merged: two or more become one; split: one becomes two or
// more; renamed, moved: one stays itself. Whoever is not among `to` ends on the day. Problems villages.no_village,
// villages.not_there (on the day), villages.succession_shape, villages.decision_needed, villages.name_taken,
// villages.code_taken, villages.no_commune, villages.future_day, villages.later_version.
Result<Succeeded> succeed(const Desk&, const commands::Asked&, const Known&, const SuccessionWish&);

struct Settling {
  std::string village;
  std::string commune;  // code or identity; empty: as the program proposes
};

struct Settled {
  audit::EventNumber event = 0;
  std::size_t villages = 0;
};

// Act villages.keep on each commune to which villages go, today. All or none. Problems villages.no_village,
// villages.settled_already, villages.no_proposal (the ground was divided: name the commune), villages.not_a_successor,
// villages.too_many.
Result<Settled> settle(const Desk&, const commands::Asked&, const Known&, const std::vector<Settling>&);

}  // namespace luytre::villages
