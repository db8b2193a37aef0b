#include "app/measuring/import_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace luytre::measuring {

namespace {

constexpr std::size_t bytes_of_row = 64;

std::uint32_t shares_count() {
  std::uint32_t shares = 0;
  for (std::uint32_t measure = 0; measure < measures_count; ++measure) {
    shares += shape_of_measure(measure) == ValueShape::share ? 1U : 0U;
  }
  return shares;
}

criteria::MeasureKind kind_of(std::uint32_t measure) {
  switch (shape_of_measure(measure)) {
    case ValueShape::share:
      return criteria::MeasureKind::share;
    case ValueShape::number:
      return criteria::MeasureKind::number;
    case ValueShape::truth:
      return criteria::MeasureKind::truth;
    case ValueShape::grade:
      break;
  }
  return criteria::MeasureKind::grade;
}

units::Unit unit_of(std::string code, units::Kind kind, std::string parent) {
  const Date first_day = Date::of(2020, 1, 1);
  units::Unit unit;
  unit.id = {std::move(code), first_day};
  unit.level = units::level_of(kind);
  const std::string name = unit.id.code;
  unit.versions.push_back({{first_day, Date::open_end()}, name, kind, std::move(parent), units::Dating::act, "", ""});
  return unit;
}

std::string province_code(std::uint32_t province) { return fmt::format("{:02}", province + 1); }

}  // namespace

std::uint32_t imported_quarters(const World& world) {
  const std::uint32_t of_quarter = shares_count() * world.shape().units;
  return (imported_rows + of_quarter - 1) / of_quarter;
}

std::string million_rows(const World& world) {
  constexpr int months_of_quarter = 3;
  std::string bytes = "unit_code,measure,dimension,as_of,opinion,value,numerator,denominator,source,note\n";
  bytes.reserve(bytes.size() + imported_rows * bytes_of_row);
  std::uint64_t rows = 0;
  for (std::uint32_t quarter = 0; quarter < imported_quarters(world); ++quarter) {
    const std::string day = Date::of(2026, 3, 31).plus_months(months_of_quarter * static_cast<int>(quarter)).text();
    for (std::uint32_t measure = 0; measure < measures_count; ++measure) {
      if (shape_of_measure(measure) != ValueShape::share) continue;
      for (std::uint32_t unit = 0; unit < world.shape().units && rows < imported_rows; ++unit, ++rows) {
        fmt::format_to(std::back_inserter(bytes), "{},measure_{},,{},self,,{},1000,báo cáo quý,\n",
                       world.units()[unit].code, measure, day, rows * 7919 % 1000);
      }
    }
  }
  return bytes;
}

std::shared_ptr<const units::Register> register_of(const World& world) {
  units::RegisterParts parts;
  for (std::uint32_t province = 0; province < world.shape().provinces; ++province) {
    parts.units.push_back(unit_of(province_code(province), units::Kind::province, ""));
  }
  for (const WorldUnit& unit : world.units()) {
    parts.units.push_back(unit_of(unit.code, units::Kind::commune, province_code(unit.province)));
  }
  return std::make_shared<const units::Register>(std::move(parts), 0);
}

std::shared_ptr<const criteria::Library> world_measures() {
  auto library = std::make_shared<criteria::Library>();
  for (std::uint32_t number = 0; number < measures_count; ++number) {
    criteria::Measure measure;
    measure.id = fmt::format("measure_{}", number);
    measure.kind = kind_of(number);
    library->measures.push_back(std::move(measure));
  }
  const auto by_id = [](const criteria::Measure& a, const criteria::Measure& b) { return a.id < b.id; };
  std::sort(library->measures.begin(), library->measures.end(), by_id);
  for (std::size_t at = 0; at < library->measures.size(); ++at) library->measures[at].ordinal = at;
  return library;
}

}  // namespace luytre::measuring
