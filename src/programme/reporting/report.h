// A reporting period and the reports of its units: the nouns of the room.
//
// A period asks the units of a province for the values of one form (a criteria set) on one day. A unit's report goes
// its way in steps, each an event; its state is computed from them and from the values, never typed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/messages.h"
#include "base/problem.h"
#include "platform/audit/event.h"

namespace luytre::reporting {

inline constexpr std::size_t words_bytes_max = 4'000;  // of a reason, a remark
inline constexpr std::size_t title_bytes_max = 300;

struct Period {
  std::string id;  // UUIDv7
  audit::EventNumber event = 0;
  std::string set;  // the form: "commune-ntm/2026-2030"
  std::string province;
  std::string title_vi;
  std::string title_en;
  Date as_of;  // the day its values are of
  Date opens_on;
  Date due_on;  // last day in time

  const std::string& title(Language language) const {
    return language == Language::en && !title_en.empty() ? title_en : title_vi;
  }
};

enum class ChangeKind : std::uint8_t { locked, reopened, due_moved };
std::string_view name_of(ChangeKind);
std::optional<ChangeKind> change_named(std::string_view name);

struct PeriodChange {
  std::string period;
  audit::EventNumber event = 0;
  ChangeKind kind = ChangeKind::locked;
  std::string unit;  // reopened for one unit (identity); empty: all
  std::optional<Date> due_on;
  std::string reason;
  std::string actor;
  std::string recorded_at = {};  // of its event, as read
};

enum class StepKind : std::uint8_t { submitted, signed_off, returned };
std::string_view name_of(StepKind);  // "submitted", "signed", "returned"
std::optional<StepKind> step_named(std::string_view name);

struct Step {
  std::string period;
  std::string unit;  // identity
  audit::EventNumber event = 0;
  StepKind kind = StepKind::submitted;
  int version = 1;  // of the report: one more after each return
  Date day;
  bool is_late = false;
  std::string reason_code;  // of a return
  std::string words;
  std::string actor;
};

enum class Decision : std::uint8_t { verified, returned };
std::string_view name_of(Decision);
std::optional<Decision> decision_named(std::string_view name);

struct Verification {
  std::string period;
  std::string unit;
  std::string indicator;  // number in the period's set: "9.2"
  audit::EventNumber event = 0;
  Decision decision = Decision::verified;
  std::string reason_code;  // of a return
  std::string words;
  audit::EventNumber seen = 0;
  std::string actor;
};

struct Remark {
  std::string period;
  std::string unit;
  std::string indicator;
  audit::EventNumber event = 0;
  std::string words;
  std::string actor;
};

// Why a report or an indicator goes back; texts are reporting.reason.CODE.
const std::vector<std::string_view>& reason_codes();
bool is_reason_code(std::string_view code);

// What one unit said and was told in one period, oldest first.
struct Report {
  std::vector<Step> steps;
  std::vector<Verification> verifications;
  std::vector<Remark> remarks;

  const Step* last(StepKind) const;  // nullptr: never
  // The newest word on the indicator; nullptr: none.
  const Verification* verification(std::string_view indicator) const;
  int version() const { return steps.empty() ? 1 : steps.back().version; }
};

enum class State : std::uint8_t {
  empty,       // nothing entered for the day
  drafting,    // entered, not handed over
  submitted,   // waits for the chairman
  signed_off,  // with the province
  returned,    // with the commune again
  verified,    // every indicator with a value is verified
};
std::string_view name_of(State);

}  // namespace luytre::reporting
