#include "programme/newsroom/figure_place.h"

#include <algorithm>

namespace luytre::newsroom {
namespace {

constexpr std::string_view whole_country = "VN";

bool speaks_of_the_country(std::string_view text) {
  // lower case on purpose: the movement's name “Cả nước chung sức …” is no statement about the country
  for (const std::string_view sign : {"cả nước", "toàn quốc", "Bộ Nông nghiệp", "nationwide"}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

// Of the text and of the units that are named between two places.
struct Told {
  bool names_something = false;
  std::string place;  // "" where the text leaves a doubt
};

Told place_between(const Inspection& inspection, std::size_t begin, std::size_t end, const std::string& home) {
  if (speaks_of_the_country(std::string_view(inspection.text).substr(begin, end - begin))) {
    return {true, std::string(whole_country)};
  }
  std::string named;
  bool has_home = false;
  for (const FoundUnit& found : inspection.units) {
    const bool is_within = std::any_of(found.spans.begin(), found.spans.end(), [&](const Span& span) {
      return begin <= span.byte_begin && span.byte_end <= end;
    });
    if (!is_within) continue;
    if (found.unit->id.code == home && found.unit->level == units::Level::province) {
      has_home = true;
    } else if (named.empty()) {
      named = found.unit->id.code;
    } else {
      return {true, {}};
    }
  }
  if (!named.empty()) return {true, named};
  return {has_home, has_home ? home : std::string()};
}

}  // namespace

std::string place_of_figures(const Inspection& inspection, const std::string& home) {
  return place_between(inspection, 0, inspection.text.size(), home).place;
}

std::string place_of_figure(const Inspection& inspection, const Span& figure, const std::string& home) {
  constexpr std::string_view gap = "\n\n";
  const auto before = inspection.text.rfind(gap, figure.byte_begin);
  const auto after = inspection.text.find(gap, figure.byte_end);
  const std::size_t begin = before == std::string::npos ? 0 : before + gap.size();
  const std::size_t end = after == std::string::npos ? inspection.text.size() : after;
  const Told told = place_between(inspection, begin, end, home);
  return told.names_something ? told.place : place_of_figures(inspection, home);
}

std::optional<Date> day_of_figure(const Inspection& inspection, const Span& figure) {
  std::optional<Date> day;
  for (const FoundDate& date : inspection.dates) {
    if (date.relation == DateRelation::since || date.precision == Precision::years) continue;
    if (!day || date.span.byte_begin < figure.byte_begin) day = date.days.to.plus_days(-1);
  }
  return day;
}

}  // namespace luytre::newsroom
