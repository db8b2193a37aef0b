// For tests: a drawn province of two communes and a few measures.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "programme/criteria/library.h"
#include "programme/units/register.h"

namespace luytre::observations {

inline std::vector<criteria::Measure> drawn_measures() {
  using criteria::MeasureKind;
  const auto measure = [](std::string id, MeasureKind kind) {
    criteria::Measure made;
    made.id = std::move(id);
    made.kind = kind;
    if (made.id == "trained_labour") made.dimensions = {"sex"};
    if (made.id == "road_grade") made.grades = {"Khá", "Tốt"};
    return made;
  };
  return {measure("income", MeasureKind::money),         measure("poverty_rate", MeasureKind::share),
          measure("trained_labour", MeasureKind::share), measure("wired", MeasureKind::truth),
          measure("schools", MeasureKind::count),        measure("road_grade", MeasureKind::grade)};
}

// Two communes that became one in 2025, which kept the code of the first.
inline units::RegisterParts drawn_province() {
  const auto unit = [](std::string code, Date from, Date to, std::string name, units::Kind kind, std::string parent) {
    units::Unit made;
    made.id = {std::move(code), from};
    made.level = units::level_of(kind);
    made.versions.push_back({{from, to}, std::move(name), kind, std::move(parent), units::Dating::act, "", ""});
    return made;
  };
  const Date old_day = Date::of(2010, 1, 1), merge = Date::of(2025, 7, 1), end = Date::open_end();
  units::RegisterParts parts;
  parts.units = {unit("00001", old_day, merge, "Xã Đồng Cũ", units::Kind::commune, "20"),
                 unit("00001", merge, end, "Xã Đồng Mới", units::Kind::commune, "20"),
                 unit("00002", old_day, merge, "Xã Suối Cũ", units::Kind::commune, "20"),
                 unit("20", old_day, end, "Tỉnh Thử", units::Kind::province, "")};
  units::Link link;
  link.from = 2;
  link.to = 1;
  link.from_code = "00002";
  link.from_name = "Xã Suối Cũ";
  link.to_code = "00001";
  link.to_name = "Xã Đồng Mới";
  link.day = merge;
  link.from_until = merge;
  link.part = units::Part::whole;
  parts.links = {link};
  return parts;
}

}  // namespace luytre::observations
