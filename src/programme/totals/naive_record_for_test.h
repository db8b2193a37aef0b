// A naive world as the program holds it: register, law and values as known at each event.
#pragma once

#include <algorithm>
#include <array>

#include "programme/judgement/evaluate.h"
#include "programme/totals/naive_world.h"

namespace luytre::totals::naive {

inline constexpr std::string_view set_id = "random/2021-2025";
inline constexpr int provinces_count = 2;
inline const Date begins = Date::of(2019, 1, 1);
inline const std::array<std::string, 2> measure_names{"share", "number"};

inline std::string text_of(const Unit& unit) { return units::UnitId{unit.code, unit.first_day}.text(); }
inline std::string code_of(int province) { return std::to_string(90 + province); }

inline units::Unit made(const Unit& its, Interval life, units::Level level, const std::string& parent) {
  units::Unit unit;
  unit.id = {its.code, its.first_day};
  unit.level = level;
  const auto kind = level == units::Level::province ? units::Kind::province : units::Kind::commune;
  unit.versions.push_back({life, its.code, kind, parent, units::Dating::list, "", ""});
  return unit;
}

inline std::shared_ptr<const units::Register> register_at(const World& world, int event) {
  units::RegisterParts parts;
  for (int province = 0; province < provinces_count; ++province) {
    parts.units.push_back(
        made({code_of(province), begins, province, ""}, {begins, Date::open_end()}, units::Level::province, ""));
  }
  std::vector<Interval> lives;
  for (const auto& unit : world.units) lives.push_back({unit.first_day, Date::open_end()});
  std::vector<bool> is_known(world.units.size(), true);
  for (const auto& succession : world.successions) {
    for (const auto into : succession.into) is_known[static_cast<std::size_t>(into)] = succession.event <= event;
    if (succession.event > event) continue;
    for (const auto from : succession.from) lives[static_cast<std::size_t>(from)].to = succession.day;
  }
  std::vector<units::Ordinal> positions(world.units.size(), units::no_unit);
  for (std::size_t unit = 0; unit < world.units.size(); ++unit) {
    if (!is_known[unit]) continue;
    const auto& its = world.units[unit];
    positions[unit] = static_cast<units::Ordinal>(parts.units.size());
    parts.units.push_back(made(its, lives[unit], units::Level::commune, code_of(its.province)));
    if (!its.region.empty()) parts.attributes.push_back({positions[unit], "region", its.region, lives[unit], "", ""});
  }
  for (const auto& succession : world.successions) {
    if (succession.event > event) continue;
    for (const auto from : succession.from) {
      for (const auto into : succession.into) {
        units::Link link;
        link.from = positions[static_cast<std::size_t>(from)];
        link.to = positions[static_cast<std::size_t>(into)];
        link.day = link.from_until = succession.day;
        link.part = succession.into.size() == 1 ? units::Part::whole : units::Part::unknown;
        parts.links.push_back(std::move(link));
      }
    }
  }
  return std::make_shared<const units::Register>(std::move(parts), event);
}

inline constexpr std::array<engine::RuleKind, 5> kinds{engine::RuleKind::at_least, engine::RuleKind::more_than,
                                                       engine::RuleKind::at_most, engine::RuleKind::less_than,
                                                       engine::RuleKind::equals};

inline criteria::Indicator indicator_at(const Indicator& written, const std::string& number, int event) {
  criteria::Indicator made;
  made.rule.number = number;
  made.rule.id = "rule_" + number;
  made.rule.kind = kinds.at(static_cast<std::size_t>(written.comparison));
  made.rule.measure = measure_names[static_cast<std::size_t>(written.measure)];
  for (const auto& row : written.rows) {
    if (row.event > event) continue;
    criteria::Threshold threshold;
    threshold.column = written.is_by_region ? row.region : "all";
    threshold.from = row.from;
    threshold.state = row.applies ? criteria::ThresholdState::known : criteria::ThresholdState::not_applicable;
    threshold.value = Decimal::from(row.tenths, 1);
    made.rule.thresholds.push_back(std::move(threshold));
  }
  return made;
}

inline std::shared_ptr<const criteria::Library> library_at(const World& world, int event) {
  auto library = std::make_shared<criteria::Library>();
  for (const auto& [name, kind] :
       {std::pair("number", criteria::MeasureKind::count), std::pair("share", criteria::MeasureKind::share)}) {
    auto& measure = library->measures.emplace_back();
    measure.id = name;
    measure.kind = kind;
    measure.maximum_age_months = World::age_months;
    measure.ordinal = library->measures.size() - 1;
  }
  auto& set = library->sets.emplace_back();
  set.id = set_id;
  set.tier = "advanced";
  set.period = world.period;
  set.column_attribute = "region";
  set.columns = {"A", "B"};
  for (const auto& written : world.criteria) {
    auto& criterion = set.criteria.emplace_back();
    criterion.number = std::to_string(set.criteria.size());
    for (const auto& indicator : written) {
      const auto number = criterion.number + "." + std::to_string(criterion.indicators.size() + 1);
      criterion.indicators.push_back(indicator_at(indicator, number, event));
    }
  }
  return library;
}

inline observations::ObservedValue value_of(const Said& said) {
  using observations::ObservedValue;
  if (said.kind == Said::withdrawn) return ObservedValue::withdrawn();
  if (said.kind == Said::not_applicable) return ObservedValue::not_applicable();
  if (said.bottom == 0) return ObservedValue::of_number(Decimal::of(said.top));
  return ObservedValue::of_share(Decimal::of(said.top), Decimal::of(said.bottom));
}

inline std::shared_ptr<const observations::Panel> panel_of(const World& world, int event) {
  observations::PanelBuilder builder;
  std::uint32_t place = 0;
  for (const auto& said : world.said) {
    if (said.event > event) continue;
    observations::Observation observation;
    observation.key = {text_of(world.units[static_cast<std::size_t>(said.unit)]),
                       measure_names[static_cast<std::size_t>(said.measure)], "", observations::Opinion::self,
                       said.day};
    observation.value = value_of(said);
    observation.id = {said.event, place++};
    observation.event = said.event;
    builder.add(observation);
  }
  return std::move(builder).build(event);
}

// The record as it grows: units and law are others only after an event that says so.
inline std::vector<judgement::Materials> record_of(const World& world, int last_event) {
  std::vector<judgement::Materials> record(static_cast<std::size_t>(last_event) + 1);
  const auto tells = [](const auto& list, std::size_t event) {
    return std::any_of(list.begin(), list.end(),
                       [&](const auto& each) { return static_cast<std::size_t>(each.event) == event; });
  };
  for (std::size_t event = 0; event < record.size(); ++event) {
    auto& at = record[event];
    const int number = static_cast<int>(event);
    bool is_law_new = event == 0;
    for (const auto& criterion : world.criteria) {
      for (const auto& indicator : criterion) is_law_new = is_law_new || tells(indicator.rows, event);
    }
    const bool are_units_new = event == 0 || tells(world.successions, event);
    at.units = are_units_new ? register_at(world, number) : record[event - 1].units;
    at.library = is_law_new ? library_at(world, number) : record[event - 1].library;
    at.panel = panel_of(world, number);
    at.titles = std::make_shared<const recognition::TitleRegister>();
    at.known_at = number;
  }
  return record;
}

}  // namespace luytre::totals::naive
