// Administrative units and what became of them: the nouns of the room.
//
// A unit is an identity, not a code: a merger or a split makes a new identity even where code and name stay, while a
// rename, a change of kind or of parent makes a version of the same one (docs/decisions/0003-unit-identity.md).
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/problem.h"

namespace luytre::units {

// Index of a unit in one loaded register; ordered by (code, first day). Not kept outside memory.
using Ordinal = std::uint32_t;
inline constexpr Ordinal no_unit = std::numeric_limits<Ordinal>::max();

// On this day districts ended and every commune was listed anew: a commune's identity crosses it only where a
// succession says that nothing but the parent changed.
inline constexpr Date two_level_day = Date::from_days(20270);  // 2025-07-01

enum class Level : std::uint8_t { province, district, commune };
std::string_view word(Level level);  // "province", "district", "commune"
std::optional<Level> level_named(std::string_view word);

enum class Kind : std::uint8_t {
  province,        // tỉnh
  central_city,    // thành phố trực thuộc trung ương
  rural_district,  // huyện
  urban_district,  // quận
  district_town,   // thị xã
  district_city,   // thành phố thuộc tỉnh, thành phố thuộc thành phố
  commune,         // xã
  ward,            // phường
  town,            // thị trấn
  special_zone,    // đặc khu
};
std::string_view word(Kind kind);
std::optional<Kind> kind_named(std::string_view word);
Level level_of(Kind kind);
// From the type column of the official lists ("Thị trấn"); "Thành phố" alone depends on the level.
std::optional<Kind> kind_written(std::string_view vietnamese, Level level);
// "Xã Cao Lộc" -> "Cao Lộc"; a name without the word of a kind is returned whole.
std::string_view short_name(std::string_view name);

// Code and the first day the register knew when it first recorded the unit. The day is a label for ever: a later source
// that shows the unit alive earlier adds an earlier version and leaves the label.
struct UnitId {
  std::string code;
  Date first_day;

  std::string text() const { return code + "@" + first_day.text(); }  // "06001@2025-07-01"
  static Result<UnitId> parse(std::string_view text);                 // problem units.id_malformed
  friend auto operator<=>(const UnitId&, const UnitId&) = default;
};

// How well the days of a version are known.
enum class Dating : std::uint8_t { act, list };  // the legal act's, or those of the lists in which it was seen
std::string_view word(Dating dating);

// What a unit was called, was and belonged to, over an interval of days.
struct Version {
  Interval valid;
  std::string name;  // with the word of its kind: "Xã Cao Lộc"
  Kind kind = Kind::commune;
  std::string parent_code;  // "" for a province
  Dating dating = Dating::list;
  std::string decision;  // number of the legal act, "" when the source names none
  std::string source;    // "FILE:LINE" it was read from
};

struct Unit {
  UnitId id;
  Ordinal ordinal = no_unit;
  Level level = Level::commune;
  std::vector<Version> versions;  // oldest first, each touching the next; never empty

  // The version in force on the day, nullptr when the unit was not alive.
  const Version* at(Date day) const;
  // The version in force on the day, else the one nearest to it.
  const Version& nearest(Date day) const;
  const Version& last() const { return versions.back(); }
  Interval life() const { return {versions.front().valid.from, versions.back().valid.to}; }
  bool is_alive(Date day) const { return life().contains(day); }
};

enum class Part : std::uint8_t { whole, partial, unknown };
std::string_view word(Part part);
std::optional<Part> part_named(std::string_view word);

// One arrow of a succession: the ground of `from` went, wholly or in part, to `to` on `day`.
struct Link {
  Ordinal from = no_unit;  // no_unit: a unit that the register does not know
  Ordinal to = no_unit;
  std::string from_code, from_name;  // as the source wrote them
  std::string to_code, to_name;
  Date day;
  Date from_until;  // the day `from` ended; before `day` when another unit stood between (an indirect link)
  Part part = Part::unknown;
  std::optional<Share> area;    // of the predecessor's area (km²); nullopt: not stated
  std::optional<Share> people;  // of the predecessor's population
  std::string decision;
  std::string confidence;  // "high", "inferred", "low"…, as the source wrote it
  std::string source;

  bool is_resolved() const { return from != no_unit && to != no_unit; }
  bool is_continuation() const { return is_resolved() && from == to; }  // only the list changed, not the unit
  bool is_indirect() const { return from_until < day; }
};

// A dated property: region, border, especially_difficult, safe_zone, edm_area, commune_group, centre…
struct Attribute {
  Ordinal unit = no_unit;
  std::string name;
  std::string value;
  Interval valid;
  std::string confidence;
  std::string source;
};

// For which province and days the register says that it holds every unit.
struct Coverage {
  std::string province_code;
  Interval valid;
  std::string source;
};

// How many provinces the law says the country has.
struct ProvinceCount {
  Interval valid;
  int count = 0;
  std::string decision;
};

// The outline of one unit from a day on.
struct Boundary {
  UnitId id;
  Date valid_from;
  std::int64_t points = 0;
  std::string geometry;  // compressed GeoJSON geometry (outline.h)
  std::string digest;    // SHA-256 of the geometry before compression
  std::string source;
};

// Something about the register's own data that a person should know, kept when it was imported or found in the rows.
struct Flag {
  std::string kind;  // "part_blank": message units.flag.part_blank
  std::string code;  // of the unit concerned
  Date day;
  std::string detail;
  std::string source;
};

}  // namespace luytre::units
