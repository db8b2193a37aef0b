// The day of a reorganisation: units ended, others began, and much still names the ended ones. Each such thing is an
// item with a proposal, and somebody decides it once. The nouns of the room.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "platform/access/actor.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/criteria/library.h"
#include "programme/units/register.h"

namespace luytre::reorganisation {

inline constexpr std::size_t decided_at_once_max = 500;
inline constexpr std::size_t reason_bytes_max = 2'000;

// A unit that ended on the day, and what the register says of its ground.
struct Ended {
  const units::Unit* unit = nullptr;
  std::vector<const units::Unit*> successors;  // by code; empty: none is known
  const units::Unit* taken_over_by = nullptr;  // the one that all of it went to; nullptr: it was split, or is not known
};

struct ReorganisationDay {
  Date day;
  std::vector<Ended> ended;               // by level, then code
  std::vector<const units::Unit*> begun;  // by level, then code
  std::vector<std::string> decisions;     // numbers of the legal acts, sorted

  const Ended* ended_unit(std::string_view identity) const;  // nullptr: did not end on the day
};

// Days on which units of the province ended, newest first.
std::vector<ReorganisationDay> days_of(const units::Register& units, const std::string& province_code);
// Problem reorganisation.no_day (404): nothing of the province ended then.
Result<ReorganisationDay> day_of(const units::Register& units, const std::string& province_code, Date day);

// Something that names an ended unit and still stands.
struct Item {
  std::string kind;                  // of its source: "grant"
  std::string id;                    // within the kind
  std::string unit;                  // identity of the ended unit
  std::string title_vi, title_en;    // for people who may decide; may hold a person's name, so it is never stored
  std::string detail_vi, detail_en;  // what else helps to decide; may be empty
  std::string path;                  // where it can be looked at: "/lam-viec/…"; may be empty
  bool only_close = false;           // it cannot go to another unit
};

enum class Choice : std::uint8_t { successor, other, close };
std::string_view name_of(Choice);
std::optional<Choice> choice_named(std::string_view);

struct Decision {
  audit::EventNumber event = 0;
  Date day;
  std::string kind;
  std::string item;
  std::string unit;  // identity of the ended unit
  Choice choice = Choice::close;
  std::string to;  // identity; empty for close
  std::string reason;
  std::string actor;
  std::string recorded_at = {};  // of its event, as read
};

// What a source is asked with. Units and law are as the caller read them; a source reads the rest from the database
// alone, because whoever asks may hold the door to the snapshot.
struct Asking {
  storage::Database& database;
  const units::Register& units;
  const criteria::Library& law;
  Date today;
};

// What a source changes by. `to`: nullptr for close. `is_same_ground`: `to` took all of the ended unit over.
struct Applying {
  storage::Database& database;
  audit::EventNumber number = 0;
  std::string now;
  access::Actor actor;
  const units::Unit* to = nullptr;
  bool is_same_ground = false;
  Date day = {};
};

// A kind of thing that names units. Other rooms plug in by giving one (app/routes.cpp).
struct Source {
  std::string kind;  // its words are the message "reorganisation.kind.KIND"
  // What still stands and names a unit that ended on the day; on any connection, inside a transaction too.
  std::function<Result<std::vector<Item>>(const Asking&, const ReorganisationDay&)> open_items;
  // Does what was decided, inside the command's body; what it answers goes into the event's payload.
  std::function<Result<json::object>(const Applying&, const Item&)> apply;
};

// To which unit an item should go, and why. Reasons: "whole" (to), "split" (ask among the successors),
// "no_successor", "only_close".
struct Proposal {
  const units::Unit* to = nullptr;
  std::string reason;
};
Proposal propose(const Item& item, const Ended& ended);

}  // namespace luytre::reorganisation
