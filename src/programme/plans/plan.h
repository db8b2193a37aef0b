// The province's yearly plan and the work behind it: the nouns of the room.
//
// A plan names units by purpose, by a decision with a number; later decisions amend it. A target is a title, or a
// number of criteria to be met under a named set. Behind a unit's targets stand work items with dated reports of
// progress.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/messages.h"
#include "platform/audit/event.h"
#include "programme/recognition/recognition.h"

namespace luytre::plans {

inline constexpr std::size_t words_bytes_max = 4'000;  // of a reason, of what is to be done
inline constexpr std::size_t title_bytes_max = 300;
inline constexpr std::size_t decision_bytes_max = 100;
inline constexpr std::size_t targets_at_once_max = 1'000;
inline constexpr std::size_t items_of_unit_max = 300;
inline constexpr int year_min = 2010;  // the programme's first
inline constexpr int year_max = 2100;

// Why a unit stands in the list. "outstanding" (xã nổi trội) is a label of local lists, known to no decree.
enum class Purpose : std::uint8_t { pilot, ntm, advanced, model, border, difficult, outstanding };
inline constexpr std::size_t purpose_count = 7;
std::string_view name_of(Purpose);
std::optional<Purpose> purpose_named(std::string_view name);

struct Decision {
  std::string number;  // "18/KH-UBND"
  Date day;
  std::string document;  // its title or address; may be empty
};

struct Plan {
  std::string id;  // UUIDv7
  audit::EventNumber event = 0;
  int year = 0;
  std::string province;  // code
  std::string title_vi;
  std::string title_en;
  Decision decision;
  std::string actor;

  Interval days() const { return {Date::of(year, 1, 1), Date::of(year + 1, 1, 1)}; }
};

struct Target {
  std::string unit;  // identity
  Purpose purpose = Purpose::ntm;
  std::optional<recognition::Title> title;  // absent: a number of criteria
  std::string set;                          // empty: of a title for which no set of the year is loaded
  int criteria = 0;                         // to be met under `set`; 0: a title
  Date deadline;                            // last day
};

enum class Change : std::uint8_t { added, changed, dropped };
std::string_view name_of(Change);
std::optional<Change> change_named(std::string_view name);

struct TargetChange {
  std::string plan;
  audit::EventNumber event = 0;  // of the plan, or of the amendment
  Change change = Change::added;
  Target target;
  std::string reason;  // of a change or a drop
};

struct Amendment {
  std::string plan;
  audit::EventNumber event = 0;
  int version = 2;  // of the plan from then on; as first decided it has 1
  Decision decision;
  std::string reason;
  std::string actor;
};

struct WorkItem {
  std::string id;  // UUIDv7
  std::string plan;
  std::string unit;
  audit::EventNumber event = 0;
  std::string set;
  std::string indicator;  // number in the set, of an indicator ("2.2") or a criterion ("2")
  std::string what;
  std::string department;       // of authority/departments.yaml; empty: the unit itself
  std::optional<Decimal> cost;  // đồng; absent: not known
  std::string capital;          // from which source, in words
  Date starts_on;
  Date due_on;  // last day in time; in a register as moved since
  std::string actor;
};

enum class ItemChangeKind : std::uint8_t { due_moved, withdrawn };
std::string_view name_of(ItemChangeKind);
std::optional<ItemChangeKind> item_change_named(std::string_view name);

struct ItemChange {
  std::string item;
  audit::EventNumber event = 0;
  ItemChangeKind kind = ItemChangeKind::due_moved;
  std::optional<Date> due_on;
  std::string reason;
  std::string actor;
};

struct Progress {
  std::string item;
  audit::EventNumber event = 0;
  Date day;
  Share done;  // as reported; a percentage is n of 100
  std::string words;
  std::string reason;  // why less is done than before
  std::string actor;
};

bool is_blank(std::string_view words);

}  // namespace luytre::plans
