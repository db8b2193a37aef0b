#include "programme/demonstration/generate_values.h"

#include <set>
#include <string_view>

#include "programme/criteria/compile.h"
#include "programme/demonstration/draw.h"
#include "programme/demonstration/unit_story.h"
#include "programme/observations/installation.h"

namespace luytre::demonstration {

namespace {

using observations::CheckedRow;
using observations::ObservedValue;
using observations::Opinion;
using observations::ValueKind;

constexpr int council_lowers_percent = 6;  // of the values, where a council gives an opinion

criteria::UnitFacts facts_of(const units::Register& units, const std::set<std::string>& names, const units::Unit& unit,
                             Date day) {
  criteria::UnitFacts facts;
  facts.level = units::word(unit.level);
  facts.kind = units::word(unit.nearest(day).kind);
  if (const auto* province = units.province(unit, day)) facts.province = province->id.code;
  for (const auto& name : names) {
    if (const auto* attribute = units.attribute(unit, name, day)) facts.attributes[name] = attribute->value;
  }
  return facts;
}

// The council saw it less well than the commune did.
ObservedValue lowered(const ObservedValue& value) {
  if (value.kind == ValueKind::truth) return ObservedValue::of_truth(false);
  if (value.kind != ValueKind::share) return value;
  const std::int64_t less = value.number.coefficient() - value.number.coefficient() / 10;
  return ObservedValue::of_share(Decimal::from(less, value.number.scale()), value.denominator);
}

CheckedRow row_of(const units::Unit& unit, const GeneratorOrder& order, const Values::value_type& entry,
                  Opinion opinion, ObservedValue value) {
  CheckedRow row;
  row.province = order.province;
  row.observation.key = {unit.id.text(), entry.first.first, entry.first.second, opinion, order.as_of};
  row.observation.value = std::move(value);
  row.observation.stage = opinion == Opinion::council ? observations::Stage::council : observations::Stage::signed_off;
  row.observation.source =
      std::string(observations::demonstration_mark) + " giá trị do chương trình sinh ra / value made by the program";
  row.observation.is_demonstration = true;
  return row;
}

void add_unit(const units::Unit& unit, const GeneratorOrder& order, const criteria::CompiledSet& set,
              std::vector<CheckedRow>& rows) {
  const Draws draws(order.seed, unit.id.text() + order.as_of.text());
  UnitStory story(set, draws, order.as_of >= units::two_level_day);
  story.tell();
  for (const auto& entry : story.values()) rows.push_back(row_of(unit, order, entry, Opinion::self, entry.second));
  if (!draws.chance(council_percent, "council")) return;
  for (const auto& entry : story.values()) {
    const bool lowers = draws.chance(council_lowers_percent, "lowers", entry.first.first + entry.first.second);
    rows.push_back(row_of(unit, order, entry, Opinion::council, lowers ? lowered(entry.second) : entry.second));
  }
}

}  // namespace

Result<std::vector<CheckedRow>> generate_values(const units::Register& units, const criteria::Library& library,
                                                const GeneratorOrder& order) {
  const auto* province = units.find(order.province, order.as_of);
  std::set<std::string> attribute_names;
  for (const auto& attribute : units.attributes()) attribute_names.insert(attribute.name);
  std::vector<CheckedRow> rows;
  if (province != nullptr) {
    for (const auto* unit : units.descendants(province, order.as_of, units::Level::commune)) {
      if (unit->nearest(order.as_of).kind != units::Kind::commune) continue;
      const auto set =
          criteria::compile(library, order.set, facts_of(units, attribute_names, *unit, order.as_of), order.as_of);
      if (!set) return pass_on(set);
      add_unit(*unit, order, *set, rows);
    }
  }
  if (rows.empty()) {
    return refuse("demonstration.no_units", {{"province", order.province}, {"date", order.as_of.text()}});
  }
  return rows;
}

}  // namespace luytre::demonstration
