// What has been decided, considered or reported about the titles of a unit. A title belongs to one unit identity and is
// never inherited: a merger makes a new identity, which starts without one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "platform/audit/event.h"

namespace luytre::recognition {

// The level of a title; the word is the `tier` of a criteria set.
enum class Title : std::uint8_t { ntm, advanced, model, modern, completion };

enum class Standing : std::uint8_t {
  recognised,             // a decision gave the title, or a source says that it stands
  considered_by_council,  // appraised and put before the council; no decision is known
  revoked,                // a decision took the title away
  kept_up,                // a decision says that the title goes on, for instance after a merger
  self_review,            // the unit scored itself; no title follows
};

// One statement about one title of one unit. Two dates are kept apart: the year for which the title was achieved, and
// the day on which it was decided (a title "for 2022" is often decided in 2023).
struct TitleFact {
  std::string unit;  // identity, "06646@2004-08-31"
  Title title = Title::ntm;
  Standing standing = Standing::recognised;
  std::string set;       // criteria set, when the decision names one or the title was judged here
  std::string set_hash;  // content of that set, when judged here
  std::optional<int> achievement_year;
  std::optional<Date> decision_date;  // absent: no decision is known, only that somebody said so
  std::string decision;               // "99/QĐ-UBND"
  std::optional<Date> in_force;       // first day of effect; absent: the day of signing
  std::string document;               // where the decision's text lies: id of a file of evidence, or an address
  Date stated_on;                     // day of the decision, else of the report
  std::string value;                  // "17/19" as reported
  std::string words;                  // the source's own status and note
  std::string source_url;
  std::string trust;  // A official or quoting the office, B press, C derived
  audit::EventNumber event = 0;

  Date signed_on() const { return decision_date.value_or(stated_on); }    // or said, when no decision is known
  Date effective_from() const { return in_force.value_or(signed_on()); }  // from this day the fact counts
  bool gives() const { return standing == Standing::recognised || standing == Standing::kept_up; }
  bool decides() const { return gives() || standing == Standing::revoked; }
};

// A figure that somebody published about a unit; kept as it was written, never used to judge.
struct QuotedFact {
  std::string unit;
  Date date;
  std::string kind;
  std::string about;  // "NTM", "roads" …
  std::string status;
  std::string decision;
  std::string value;
  std::string note;
  std::string source_url;
  std::string trust;
  audit::EventNumber event = 0;
};

// Where the register is complete: inside it, the absence of a recognition means that there is none. Outside it the
// absence of a recognition means nothing.
struct Coverage {
  std::string unit;  // identity of a unit; everything below it is covered too
  Title title = Title::ntm;
  Interval days;       // empty: withdrawn
  std::string source;  // who stands for it: "rà soát sổ công nhận của Văn phòng Điều phối, 12/2025"
  audit::EventNumber event = 0;
  std::string reason = {};  // why it was shortened or withdrawn
  bool is_withdrawn() const { return days.to <= days.from; }
};

// Where and when a decision was made known to people.
struct Announcement {
  std::string unit;  // identity
  Title title = Title::ntm;
  std::string decision;
  Date day;
  std::string words;  // the place: "Lễ công bố tại nhà văn hóa xã", "Báo Lạng Sơn"
  std::string link;   // address; empty: none
  audit::EventNumber event = 0;
};

inline constexpr Title all_titles[] = {Title::ntm, Title::advanced, Title::model, Title::modern, Title::completion};

std::string_view name_of(Title);     // "ntm"
std::string_view name_of(Standing);  // "recognised"
std::optional<Title> title_named(std::string_view);
std::optional<Standing> standing_named(std::string_view);

}  // namespace luytre::recognition
