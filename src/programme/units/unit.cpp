#include "programme/units/unit.h"

#include <array>
#include <utility>

namespace luytre::units {

namespace {

template <class Value, std::size_t size>
using Words = std::array<std::pair<Value, std::string_view>, size>;

constexpr Words<Level, 3> level_words{
    {{Level::province, "province"}, {Level::district, "district"}, {Level::commune, "commune"}}};

constexpr Words<Kind, 10> kind_words{{{Kind::province, "province"},
                                      {Kind::central_city, "central_city"},
                                      {Kind::rural_district, "rural_district"},
                                      {Kind::urban_district, "urban_district"},
                                      {Kind::district_town, "district_town"},
                                      {Kind::district_city, "district_city"},
                                      {Kind::commune, "commune"},
                                      {Kind::ward, "ward"},
                                      {Kind::town, "town"},
                                      {Kind::special_zone, "special_zone"}}};

constexpr Words<Part, 3> part_words{{{Part::whole, "whole"}, {Part::partial, "partial"}, {Part::unknown, "unknown"}}};

template <class Value, std::size_t size>
std::string_view word_in(const Words<Value, size>& words, Value value) {
  for (const auto& [known, text] : words) {
    if (known == value) return text;
  }
  return "";
}

template <class Value, std::size_t size>
std::optional<Value> value_in(const Words<Value, size>& words, std::string_view text) {
  for (const auto& [value, known] : words) {
    if (known == text) return value;
  }
  return std::nullopt;
}

struct Written {
  std::string_view text;
  Level level;
  Kind kind;
};

// Longer texts before those they begin with.
constexpr std::array<Written, 14> written_kinds{{
    {"Thành phố trực thuộc Trung ương", Level::province, Kind::central_city},
    {"Thành phố trực thuộc trung ương", Level::province, Kind::central_city},
    {"Thành phố Trung ương", Level::province, Kind::central_city},
    {"Thành phố", Level::province, Kind::central_city},
    {"Tỉnh", Level::province, Kind::province},
    {"Thành phố", Level::district, Kind::district_city},
    {"Thị xã", Level::district, Kind::district_town},
    {"Huyện", Level::district, Kind::rural_district},
    {"Quận", Level::district, Kind::urban_district},
    {"Đặc khu", Level::commune, Kind::special_zone},
    {"Thị trấn", Level::commune, Kind::town},
    {"Phường", Level::commune, Kind::ward},
    {"Xã", Level::commune, Kind::commune},
    {"Thị Trấn", Level::commune, Kind::town},
}};

}  // namespace

std::string_view word(Level level) { return word_in(level_words, level); }
std::optional<Level> level_named(std::string_view text) { return value_in(level_words, text); }
std::string_view word(Kind kind) { return word_in(kind_words, kind); }
std::optional<Kind> kind_named(std::string_view text) { return value_in(kind_words, text); }
std::string_view word(Part part) { return word_in(part_words, part); }
std::optional<Part> part_named(std::string_view text) { return value_in(part_words, text); }
std::string_view word(Dating dating) { return dating == Dating::act ? "act" : "list"; }

Level level_of(Kind kind) {
  switch (kind) {
    case Kind::province:
    case Kind::central_city:
      return Level::province;
    case Kind::rural_district:
    case Kind::urban_district:
    case Kind::district_town:
    case Kind::district_city:
      return Level::district;
    case Kind::commune:
    case Kind::ward:
    case Kind::town:
    case Kind::special_zone:
      break;
  }
  return Level::commune;
}

std::optional<Kind> kind_written(std::string_view vietnamese, Level level) {
  for (const Written& written : written_kinds) {
    if (written.level == level && written.text == vietnamese) return written.kind;
  }
  return std::nullopt;
}

std::string_view short_name(std::string_view name) {
  for (const Written& written : written_kinds) {
    const auto length = written.text.size();
    if (name.size() > length + 1 && name.starts_with(written.text) && name[length] == ' ') {
      return name.substr(length + 1);
    }
  }
  return name;
}

Result<UnitId> UnitId::parse(std::string_view text) {
  const auto at = text.find('@');
  if (at == std::string_view::npos || at == 0) return refuse("units.id_malformed", {{"text", std::string(text)}});
  auto day = Date::parse(text.substr(at + 1));
  if (!day) return refuse("units.id_malformed", {{"text", std::string(text)}});
  return UnitId{std::string(text.substr(0, at)), *day};
}

const Version* Unit::at(Date day) const {
  for (const Version& version : versions) {
    if (version.valid.contains(day)) return &version;
  }
  return nullptr;
}

const Version& Unit::nearest(Date day) const {
  if (const Version* version = at(day)) return *version;
  return day < versions.front().valid.from ? versions.front() : versions.back();
}

}  // namespace luytre::units
