// Where a unit's report stands, from its steps and the values said for the period's day. Pure.
#pragma once

#include <optional>
#include <vector>

#include "programme/observations/panel.h"
#include "programme/reporting/form.h"
#include "programme/reporting/report_register.h"

namespace luytre::reporting {

// Whether a department has looked at what stands now.
enum class Checked : std::uint8_t {
  none,      // nobody has said anything about it
  verified,  // and nothing changed since
  changed,   // verified or returned once, another value stands now
  returned,  // with a reason, the same value still stands
};
std::string_view name_of(Checked);

struct UnitStanding {
  State state = State::empty;
  int fields_filled = 0;  // with a value of the commune itself on the period's day
  int drafts = 0;         // not signed yet: entered or taken back
  int indicators_filled = 0;
  int indicators_verified = 0;
  int indicators_returned = 0;  // and not answered with another value yet
  bool is_late = false;         // signed after the day due, or not signed though that day is past
};

// The newest own version of the field for exactly the period's day, withdrawn or not.
std::optional<observations::Observation> newest_own(const observations::Panel& panel, const Field& field,
                                                    std::string_view unit, Date as_of);

// The newest own value of the field on exactly the period's day; nothing when withdrawn or never said.
std::optional<observations::Observation> own_value(const observations::Panel& panel, const Field& field,
                                                   std::string_view unit, Date as_of);

// Whether another value stands than the one known at `seen`. A value that only rose in stage is the same.
bool changed_since(const observations::Panel& panel, const Field& field, std::string_view unit, Date as_of,
                   audit::EventNumber seen);

Checked checked(const observations::Panel& panel, const Form& form, const FormIndicator& indicator,
                const Period& period, const Report& report, std::string_view unit);

// `drafts` is the panel with drafts.
UnitStanding standing_of(const observations::Panel& drafts, const Form& form, const Period& period,
                         const Report& report, std::string_view unit, Date today);

}  // namespace luytre::reporting
