// Figures over time. A line ends where the units behind it changed; what is known across such a day is told beside it,
// as an estimate or as the lowest and highest that it can be, never joined.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "outputs/drawing/lines.h"

namespace luytre::portal {

struct SeriesPoint {
  Date day;
  drawing::PointKind kind = drawing::PointKind::known;
  Decimal low = Decimal::of(0);
  Decimal high = Decimal::of(0);  // == low where one value is known
  std::optional<Decimal> of;      // denominator
  std::string text;               // as it was printed; empty: from the numbers
  std::string path;               // of its certificate, without the language's base
};

struct SeriesLine {
  std::string name;
  int look = 0;
  std::vector<SeriesPoint> points;  // in order of days
};

struct SeriesBreak {
  Date day;
  std::string decision;  // may be empty
  int ended = 0;
  int begun = 0;
};

struct Series {
  std::vector<SeriesLine> lines;
  std::vector<SeriesBreak> breaks;       // within the days of the points
  std::optional<Date> bridged_on;        // an estimate crosses this day
  std::vector<std::string> not_bridged;  // names of units whose part is not known: no estimate

  bool is_empty() const;
};

}  // namespace luytre::portal
