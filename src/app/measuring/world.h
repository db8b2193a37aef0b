// The national world of the benchmarks: invented, deterministic, shaped like the programme. Nothing is stored: every
// value follows from its place by a hash, so that the engine, its limit and the peers can all be filled from it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace luytre::measuring {

enum class Size : std::uint8_t { s, m, l };
std::optional<Size> size_named(std::string_view name);

struct Shape {
  std::uint32_t provinces = 0;
  std::uint32_t districts = 0;
  std::uint32_t units = 0;  // those that are judged
  std::uint32_t quarters = 0;
};
//   s: 1 province, 11 districts, 200 units, 12 quarters; m: 63, 705, 10,600, 20; l: 63, 3,321, 100,000, 20
Shape shape_of(Size size);

inline constexpr std::uint32_t measures_count = 150;
inline constexpr std::uint32_t classes_count = 8;             // seven regions, and the units of special difficulty
inline constexpr int maximum_age_months = 12;                 // of every measure: older values do not stand
inline constexpr std::int64_t first_event_of_quarter = 1000;  // quarter q is reported at event 1000 * (q + 1)

// Of 10 measures 6 are shares of households, 2 numbers, 1 a truth, 1 a grade's rank.
enum class ValueShape : std::uint8_t { share, number, truth, grade };
ValueShape shape_of_measure(std::uint32_t measure);

struct WorldUnit {
  std::string code;
  std::uint32_t district = 0;  // of the whole country; districts and units follow one another in depth-first order
  std::uint32_t province = 0;
  std::uint8_t klass = 0;
};

// Units of the other boundaries (as after a merger): no districts, fewer provinces.
struct MergedUnit {
  std::string code;
  std::uint32_t province = 0;
  std::uint8_t klass = 0;
};

// What an old unit went into. Not whole: a part of it, nobody knows how much.
struct WorldLink {
  std::uint32_t from = 0;  // position in `units`
  std::uint32_t into = 0;  // position in `merged`
  bool is_whole = true;
};

// One value: numerator / denominator; the denominator is 1 unless it is a share.
struct WorldValue {
  std::int32_t numerator = 0;
  std::int32_t denominator = 1;
};

enum class Comparison : std::uint8_t { at_least, more_than, at_most, less_than, equals };
enum class LimitState : std::uint8_t { compared, not_applicable, not_loaded };

// Met when factor * numerator (comparison) bound * denominator, exactly.
struct WorldLimit {
  LimitState state = LimitState::compared;
  std::int32_t factor = 1;
  std::int32_t bound = 0;
};

struct WorldIndicator {
  std::uint32_t criterion = 0;
  std::uint32_t measure = 0;
  Comparison comparison = Comparison::at_least;
  std::vector<WorldLimit> limits;  // by class
};

// Indicators in order of their criteria; a criterion asks for all of its indicators, the set for all criteria.
struct WorldSet {
  std::uint32_t criteria = 0;
  std::vector<WorldIndicator> indicators;
};

class World {
 public:
  explicit World(Size size);

  Size size() const { return size_; }
  const Shape& shape() const { return shape_; }
  const std::vector<WorldUnit>& units() const { return units_; }
  const std::vector<std::uint32_t>& district_province() const { return district_province_; }
  const std::vector<MergedUnit>& merged() const { return merged_; }
  std::uint32_t merged_provinces() const { return merged_provinces_; }
  const std::vector<WorldLink>& links() const { return links_; }  // by `into`, then `from`
  const std::vector<WorldSet>& sets() const { return sets_; }     // [0]: 19 criteria, 57 indicators; [1]: 10 and 47

  Date day_of(std::uint32_t quarter) const;  // its last day; quarter 0 ends on 2021-03-31
  std::int64_t event_of(std::uint32_t quarter) const { return first_event_of_quarter * (quarter + 1); }
  std::int64_t correction_event_of(std::uint32_t quarter) const { return event_of(quarter) + 2500; }

  // What was reported first: nothing for 5 % of the places. What it was corrected to: something for 3 % of the rest.
  std::optional<WorldValue> reported(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter) const;
  std::optional<WorldValue> corrected(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter) const;

 private:
  Size size_;
  Shape shape_;
  std::vector<WorldUnit> units_;
  std::vector<std::uint32_t> district_province_;
  std::vector<MergedUnit> merged_;
  std::uint32_t merged_provinces_ = 0;
  std::vector<WorldLink> links_;
  std::vector<WorldSet> sets_;

  // What the values of a unit have in common: its first number of households, how well it does (0 to 1,000).
  struct Traits {
    std::int32_t households = 0;
    std::int32_t standing = 0;
  };
  std::vector<Traits> traits_;
  WorldValue value_of(std::uint32_t unit, std::uint32_t measure, std::uint32_t quarter, std::int32_t score) const;
};

}  // namespace luytre::measuring
