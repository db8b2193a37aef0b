#include "programme/demonstration/generate_values.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/messages.h"
#include "platform/storage/temporary_database.h"
#include "programme/demonstration/draw.h"
#include "programme/judgement/evaluate.h"
#include "programme/observations/installation.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::demonstration {
namespace {

constexpr std::string_view set_id = "commune-ntm/2021-2025";

// Lạng Sơn as it travels with the program, loaded once.
class GenerateValues : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto temporary = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(temporary.has_value());
    auto& database = (*temporary)->database();
    ASSERT_TRUE(storage::migrate(database).has_value());
    commands::Writer writer(database);
    const auto seeded = units::seed_reference(writer, access::Actor::local_operator(), "20");
    ASSERT_TRUE(seeded.has_value()) << full_message(seeded.error(), Language::en);
    auto loaded = units::load_register(database, 1'000'000);
    ASSERT_TRUE(loaded.has_value()) << full_message(loaded.error(), Language::en);
    units_ = *loaded;
    auto library = criteria::embedded_library();
    ASSERT_TRUE(library.has_value()) << full_message(library.error(), Language::en);
    library_ = *library;
  }
  static void TearDownTestSuite() {
    units_.reset();
    library_.reset();
  }

  static std::vector<observations::CheckedRow> generate(Date as_of, std::uint64_t seed = seed_default) {
    auto rows = generate_values(*units_, *library_, {"20", std::string(set_id), as_of, seed});
    EXPECT_TRUE(rows.has_value()) << (rows ? "" : full_message(rows.error(), Language::en));
    return rows.value_or(std::vector<observations::CheckedRow>{});
  }

  static judgement::Materials materials(const std::vector<observations::CheckedRow>& rows) {
    observations::PanelBuilder builder;
    for (const auto& row : rows) builder.add(row.observation);
    return {units_, library_, std::move(builder).build(1), std::make_shared<recognition::TitleRegister>(), 1};
  }

  inline static std::shared_ptr<const units::Register> units_;
  inline static std::shared_ptr<const criteria::Library> library_;
};

TEST_F(GenerateValues, is_the_same_every_time_and_another_for_another_seed) {
  const Date day = Date::of(2025, 12, 31);
  const auto first = generate(day), again = generate(day), other = generate(day, 21);
  ASSERT_EQ(first.size(), again.size());
  std::size_t different = 0;
  for (std::size_t at = 0; at < first.size(); ++at) {
    ASSERT_EQ(first[at].observation.key, again[at].observation.key);
    ASSERT_EQ(first[at].observation.value, again[at].observation.value);
    if (at < other.size() && !(first[at].observation.value == other[at].observation.value)) ++different;
  }
  EXPECT_GT(different, first.size() / 4);
}

TEST_F(GenerateValues, gives_values_to_communes_only_and_marks_every_one) {
  std::set<std::string> units;
  for (const auto& row : generate(Date::of(2025, 12, 31))) {
    units.insert(row.observation.key.unit);
    EXPECT_EQ(row.province, "20");
    EXPECT_TRUE(row.observation.is_demonstration);
    EXPECT_NE(row.observation.source.find(observations::demonstration_mark), std::string::npos);
    const auto& value = row.observation.value;
    EXPECT_NE(value.kind, observations::ValueKind::withdrawn);
    EXPECT_FALSE(value.number.is_negative());
    if (value.kind == observations::ValueKind::share) {
      EXPECT_LE(value.number, value.denominator) << row.observation.key.measure;
      EXPECT_GT(value.denominator, Decimal::of(0));
    }
  }
  EXPECT_EQ(units.size(), 61u);
  std::set<std::string> before;
  for (const auto& row : generate(Date::of(2024, 12, 31))) before.insert(row.observation.key.unit);
  EXPECT_EQ(before.size(), 175u);
}

TEST_F(GenerateValues, spreads_the_communes_as_in_life) {
  const Date day = Date::of(2025, 12, 31);
  const auto rows = generate(day);
  judgement::Evaluator evaluator(materials(rows));
  std::set<std::string> units;
  for (const auto& row : rows) units.insert(row.observation.key.unit);
  std::map<int, int> communes_by_met;
  std::map<std::string, int> reasons;
  for (const auto& unit : units) {
    judgement::Question question;
    question.set = set_id;
    question.unit = *units::UnitId::parse(unit);
    question.as_of = day;
    const auto evaluation = evaluator.evaluate(question);
    ASSERT_TRUE(evaluation.has_value()) << full_message(evaluation.error(), Language::en);
    ++communes_by_met[evaluation->criteria_met];
    EXPECT_EQ(evaluation->criteria_total, 19);
    EXPECT_TRUE(evaluation->provisional);
    for (const auto& missing : judgement::missing(*evaluation)) {
      ++reasons[missing.number + " " + judgement::reason_for_people(missing.judged->reason, Language::en)];
      EXPECT_NE(missing.judged->reason, engine::Reason::value_missing) << missing.number;
    }
  }
  std::string spread;
  for (const auto& [met, count] : communes_by_met) spread += std::to_string(met) + ":" + std::to_string(count) + " ";
  for (const auto& [reason, count] : reasons) spread += "\n" + reason + ": " + std::to_string(count);
  SCOPED_TRACE(spread);
  RecordProperty("spread", spread);
  EXPECT_GE(communes_by_met.begin()->first, 8);
  EXPECT_LE(communes_by_met.rbegin()->first, 17);
  EXPECT_GE(communes_by_met.rbegin()->first - communes_by_met.begin()->first, 4);
}

TEST_F(GenerateValues, refuses_a_province_without_communes) {
  const auto rows = generate_values(*units_, *library_, {"99", std::string(set_id), Date::of(2025, 12, 31), 1});
  ASSERT_FALSE(rows.has_value());
  EXPECT_EQ(rows.error().code, "demonstration.no_units");
}

TEST(Draws, stay_within_their_bounds_and_use_them) {
  const Draws draws(1, "06001");
  std::set<std::int64_t> seen;
  for (int each = 0; each < 400; ++each) {
    const auto drawn = draws.between(-3, 4, "what", std::to_string(each));
    EXPECT_GE(drawn, -3);
    EXPECT_LE(drawn, 4);
    seen.insert(drawn);
  }
  EXPECT_EQ(seen.size(), 8u);
  EXPECT_EQ(draws.between(0, 1'000'000, "a", "b"), Draws(1, "06001").between(0, 1'000'000, "a", "b"));
  EXPECT_NE(draws.between(0, 1'000'000, "a", "b"), draws.between(0, 1'000'000, "ab", ""));
}

}  // namespace
}  // namespace luytre::demonstration
