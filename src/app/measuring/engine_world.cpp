#include "app/measuring/engine_world.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <future>
#include <tuple>

namespace luytre::measuring {

using namespace engine::columns;

namespace {

struct Event {
  std::int64_t number = 0;
  std::uint32_t quarter = 0;
  bool is_correction = false;
};

std::vector<Event> events_of(const World& world) {
  std::vector<Event> events;
  for (std::uint32_t quarter = 0; quarter < world.shape().quarters; ++quarter) {
    events.push_back({world.event_of(quarter), quarter, false});
    events.push_back({world.correction_event_of(quarter), quarter, true});
  }
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.number < b.number; });
  return events;
}

std::shared_ptr<const Panel> panel_of(const World& world, const std::vector<Event>& events, std::uint32_t measure) {
  auto panel = std::make_shared<const Panel>();
  const auto state = shape_of_measure(measure) == ValueShape::share ? CellState::share : CellState::number;
  std::vector<Change> changes;
  for (const auto& event : events) {
    changes.clear();
    const auto day = world.day_of(event.quarter).days();
    for (UnitNumber unit = 0; unit < world.shape().units; ++unit) {
      const auto value = event.is_correction ? world.corrected(unit, measure, event.quarter)
                                             : world.reported(unit, measure, event.quarter);
      if (value) changes.push_back({unit, {value->numerator, value->denominator, day, 0, 0, state}});
    }
    panel = changed(*panel, changes, event.number);
  }
  return panel;
}

constexpr auto comparison_of(Comparison comparison) { return static_cast<engine::columns::Comparison>(comparison); }

// A share's limit as a percent: 100 * bound / factor, which is a decimal.
Limit limit_of(const WorldLimit& limit, bool is_share) {
  if (limit.state == LimitState::not_applicable) return {engine::columns::LimitState::not_applicable, {}};
  if (limit.state == LimitState::not_loaded) return {engine::columns::LimitState::not_assessed, {}};
  const std::int64_t scaled = std::int64_t{limit.bound} * (is_share ? 100 : 1) * 1'000'000;
  assert(scaled % limit.factor == 0);
  return {engine::columns::LimitState::compared, Decimal::from(scaled / limit.factor, 6).reduced()};
}

Leaf leaf_of(const WorldIndicator& indicator) {
  Leaf leaf;
  leaf.column = indicator.measure;
  leaf.comparison = comparison_of(indicator.comparison);
  leaf.maximum_age_months = maximum_age_months;
  const bool is_share = shape_of_measure(indicator.measure) == ValueShape::share;
  for (const auto& limit : indicator.limits) leaf.limits.push_back(limit_of(limit, is_share));
  const auto same = [&](const Limit& limit) {
    return limit.state == leaf.limits[0].state && limit.value == leaf.limits[0].value;
  };
  if (std::all_of(leaf.limits.begin(), leaf.limits.end(), same)) {
    leaf.limits.resize(1);
  } else {
    leaf.slot_map = 0;
  }
  return leaf;
}

Program program_of(const WorldSet& set, SlotMap class_of) {
  Program program;
  program.units = static_cast<UnitNumber>(class_of.size());
  program.slot_maps.push_back(std::move(class_of));
  program.criteria = set.criteria;
  program.root.kind = NodeKind::all_of;
  for (std::uint32_t i = 0; i < set.criteria; ++i) {
    program.root.parts.push_back({NodeKind::all_of, NodeRole::criterion, 0, {}});
  }
  for (const auto& indicator : set.indicators) {
    const auto number = static_cast<std::uint32_t>(program.leaves.size());
    program.leaves.push_back(leaf_of(indicator));
    program.root.parts[indicator.criterion].parts.push_back({NodeKind::leaf, NodeRole::indicator, number, {}});
    ++program.indicators;
  }
  prepare(program);
  return program;
}

// `place_of` says of each unit in order in which area it is; areas follow one another.
void add_areas(Areas& areas, std::uint32_t count, const std::vector<std::uint32_t>& area_of_unit,
               const std::vector<std::uint32_t>& parents) {
  const auto first = static_cast<std::uint32_t>(areas.areas.size());
  for (std::uint32_t i = 0; i < count; ++i) areas.areas.push_back({parents[i], 0, 0});
  for (UnitNumber unit = 0; unit < area_of_unit.size(); ++unit) {
    auto& area = areas.areas[first + area_of_unit[unit]];
    if (area.to == 0) area.from = unit;
    assert(area.to == 0 || area.to == unit);
    area.to = unit + 1;
  }
}

Areas areas_of(const World& world) {
  Areas areas;
  areas.areas.push_back({});
  for (std::uint32_t i = 0; i < world.shape().provinces; ++i) areas.areas.push_back({0, 0, 0});
  std::vector<std::uint32_t> districts;
  for (const auto& unit : world.units()) districts.push_back(unit.district);
  std::vector<std::uint32_t> parents;
  for (const auto province : world.district_province()) parents.push_back(1 + province);
  add_areas(areas, world.shape().districts, districts, parents);
  return areas;
}

Areas province_areas_of(const World& world) {
  Areas areas;
  areas.areas.push_back({});
  std::vector<std::uint32_t> provinces;
  for (const auto& unit : world.units()) provinces.push_back(unit.province);
  add_areas(areas, world.shape().provinces, provinces, std::vector<std::uint32_t>(world.shape().provinces, 0));
  return areas;
}

// Merged units need not lie in the order of their provinces.
Areas merged_areas_of(const World& world) {
  Areas areas;
  areas.areas.push_back({});
  std::vector<std::uint32_t> provinces;
  for (UnitNumber unit = 0; unit < world.merged().size(); ++unit) areas.units.push_back(unit);
  const auto province = [&](UnitNumber unit) { return world.merged()[unit].province; };
  std::stable_sort(areas.units.begin(), areas.units.end(),
                   [&](UnitNumber a, UnitNumber b) { return province(a) < province(b); });
  for (const auto unit : areas.units) provinces.push_back(province(unit));
  if (std::is_sorted(areas.units.begin(), areas.units.end())) areas.units.clear();
  add_areas(areas, world.merged_provinces(), provinces, std::vector<std::uint32_t>(world.merged_provinces(), 0));
  return areas;
}

Composition composition_of(const World& world) {
  Composition composition;
  composition.of.resize(world.merged().size());
  for (const auto& link : world.links()) {
    auto& composed = composition.of[link.into];
    composed.parts.push_back(link.from);
    composed.is_whole = composed.is_whole && link.is_whole;
  }
  return composition;
}

template <class Units>
SlotMap classes_of(const Units& units) {
  SlotMap classes;
  for (const auto& unit : units) classes.push_back(unit.klass);
  return classes;
}

}  // namespace

std::shared_ptr<const Store> fill(const World& world, const Progress& progress) {
  const auto events = events_of(world);
  std::vector<std::shared_ptr<const Panel>> panels(measures_count);
  std::atomic<std::uint32_t> next = 0;
  const auto work = [&](bool shows) {
    for (std::uint32_t measure = next++; measure < measures_count; measure = next++) {
      panels[measure] = panel_of(world, events, measure);
      if (shows) progress(std::min(next.load(), measures_count), measures_count);
    }
  };
  auto other = std::async(std::launch::async, work, false);
  work(true);
  other.get();
  progress(measures_count, measures_count);
  return Store::of(std::move(panels), world.shape().units, events.back().number);
}

EngineWorld describe(const World& world) {
  EngineWorld described;
  for (const auto& set : world.sets()) {
    described.programs.push_back(program_of(set, classes_of(world.units())));
    described.merged_programs.push_back(program_of(set, classes_of(world.merged())));
    auto& wanted = described.carried_over.emplace_back(measures_count, false);
    for (const auto& indicator : set.indicators) {
      wanted[indicator.measure] = shape_of_measure(indicator.measure) == ValueShape::share;
    }
  }
  described.areas = areas_of(world);
  described.province_areas = province_areas_of(world);
  described.merged_areas = merged_areas_of(world);
  described.reprojection = std::make_shared<Reprojection>(composition_of(world), world.shape().units);
  return described;
}

}  // namespace luytre::measuring
