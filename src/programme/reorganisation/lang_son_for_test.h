// For tests: the real Lạng Sơn, 200 communes that became 194 and then 65, with its recognitions and the law.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "platform/commands/writer.h"
#include "platform/storage/temporary_database.h"
#include "programme/judgement/evaluate.h"
#include "programme/recognition/recognition_store.h"
#include "programme/recognition/record_facts.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::reorganisation {

inline const std::string set_2025 = "commune-ntm/2021-2025";

struct LangSon {
  LangSon() {
    auto temporary = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    auto& database = (*temporary)->database();
    EXPECT_TRUE(storage::migrate(database));
    commands::Writer writer(database);
    const auto actor = access::Actor::local_operator();
    EXPECT_TRUE(units::seed_reference(writer, actor, "20"));
    materials.units = *units::load_register(database, audit::head(database)->number);
    EXPECT_TRUE(recognition::seed_reference(writer, database, actor, *materials.units, "20"));
    materials.known_at = audit::head(database)->number;
    materials.titles = *recognition::load_titles(database, materials.known_at);
    materials.library = *criteria::embedded_library();
    materials.panel = observations::PanelBuilder().build(materials.known_at);
  }
  judgement::Materials materials;

  const units::Unit* province() const { return materials.units->find("20", units::two_level_day); }
  std::vector<const units::Unit*> communes(Date day) const {
    return materials.units->descendants(province(), day, units::Level::commune);
  }
  // The same with values.
  judgement::Materials with(const std::vector<observations::Observation>& values) const {
    judgement::Materials made = materials;
    observations::PanelBuilder builder;
    for (const auto& value : values) builder.add(value);
    made.panel = std::move(builder).build(made.known_at);
    return made;
  }
};

inline const LangSon& lang_son() {
  static const LangSon made;
  return made;
}

// A value for every measure of the law, the same for equal `grade` (0 to 9; higher is more of everything). What adds up
// is nought, so that several of it are as much as one.
inline std::vector<observations::Observation> values_of(const criteria::Library& library, const units::Unit& unit,
                                                        Date day, int grade) {
  using observations::ObservedValue;
  std::vector<observations::Observation> values;
  for (const criteria::Measure& measure : library.measures) {
    observations::Observation made;
    made.key = {unit.id.text(), measure.id, "", observations::Opinion::self, day};
    made.event = 1;
    made.id = {4096, static_cast<std::uint32_t>(values.size())};
    const Decimal amount = Decimal::of(measure.aggregation == criteria::Aggregation::sum ? 0 : 10 * (grade + 1));
    made.value = ObservedValue::of_number(amount);
    if (measure.kind == criteria::MeasureKind::share) made.value = ObservedValue::of_share(amount, Decimal::of(100));
    if (measure.kind == criteria::MeasureKind::truth) made.value = ObservedValue::of_truth(grade > 4);
    if (measure.kind == criteria::MeasureKind::grade) {
      const std::size_t rank = static_cast<std::size_t>(grade) * measure.grades.size() / 10;
      made.value = ObservedValue::of_grade(measure.grades[rank]);
    }
    values.push_back(std::move(made));
  }
  return values;
}

}  // namespace luytre::reorganisation
