#include "programme/newsroom/figure_place.h"

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

}  // namespace

std::string place_of_figures(const Inspection& inspection, const std::string& home) {
  if (speaks_of_the_country(inspection.text)) return std::string(whole_country);
  std::string named;
  bool has_home = false;
  for (const FoundUnit& found : inspection.units) {
    if (found.unit->id.code == home && found.unit->level == units::Level::province) {
      has_home = true;
    } else if (named.empty()) {
      named = found.unit->id.code;
    } else {
      return {};
    }
  }
  return !named.empty() ? named : has_home ? home : std::string();
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
