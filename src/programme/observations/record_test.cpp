#include "programme/observations/record.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "platform/storage/test_database.h"
#include "programme/observations/batch_codec.h"
#include "programme/observations/installation.h"

namespace luytre::observations {
namespace {

CheckedRow row(int unit, int value, std::string source = "báo cáo", std::string note = "") {
  CheckedRow made;
  made.province = unit % 2 == 0 ? "20" : "04";
  made.observation.key = {std::to_string(10'000 + unit) + "@2025-07-01", "income", "", Opinion::self,
                          Date::of(2025, 12, 31)};
  made.observation.value = ObservedValue::of_number(Decimal::from(value, 1));
  made.observation.source = std::move(source);
  made.observation.note = std::move(note);
  return made;
}

class RecordTest : public storage::StoreTest {
 protected:
  std::shared_ptr<const Panel> panel(audit::EventNumber known_at = 1'000'000) {
    auto loaded = load_panel(database(), known_at);
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : full_message(loaded.error(), Language::en));
    return loaded.value_or(std::make_shared<Panel>());
  }
  Result<Recorded> record(commands::Writer& writer, const std::vector<CheckedRow>& rows, bool generated = false,
                          std::shared_ptr<const Panel> against = nullptr) {
    RecordOrder order;
    order.origin = "f.csv";
    order.asked = access::Actor::local_operator();
    order.are_demonstration_values = generated;
    return record_observations(writer, against ? against : panel(), CheckedValues(rows), order);
  }
  std::string latest(const Panel& known, int unit) {
    const auto found =
        known.latest(std::to_string(10'000 + unit) + "@2025-07-01", "income", "", Opinion::self, Date::of(2026, 1, 1));
    return found ? text(found->value) : "none";
  }
};

TEST_P(RecordTest, writes_one_event_and_reads_the_same_values) {
  commands::Writer writer(database());
  std::vector<CheckedRow> rows;
  for (int unit = 0; unit < 100; ++unit) rows.push_back(row(unit, unit, unit < 50 ? "a" : "", unit == 7 ? "n" : ""));
  const auto recorded = record(writer, rows);
  ASSERT_TRUE(recorded.has_value()) << full_message(recorded.error(), Language::en);
  EXPECT_EQ(recorded->values, 100u);
  EXPECT_EQ(recorded->batches.size(), 2u) << "one of each province";
  const auto known = panel();
  EXPECT_EQ(known->size(), 100u);
  for (const auto& each : rows) {
    const auto found = known->newest(each.observation.key);
    ASSERT_TRUE(found.has_value());
    EXPECT_EQ(found->value, each.observation.value);
    EXPECT_EQ(found->source, each.observation.source);
    EXPECT_EQ(found->note, each.observation.note);
    EXPECT_EQ(found->event, recorded->event);
    EXPECT_FALSE(found->is_demonstration);
  }
}

TEST_P(RecordTest, each_unit_opinion_and_owned_measure_is_asked_once) {
  std::vector<std::string> asked;
  commands::Writer writer(database(), {}, [&](storage::Database&, const access::Actor&, const access::Ask& ask) {
    std::string line = ask.act + " " + ask.unit + " " + ask.day->text();
    for (const auto& indicator : ask.indicators) line += " [" + indicator + "]";
    asked.push_back(line);
    return Result<commands::Permission>(commands::Permission{});
  });
  auto by_sector = row(2, 1), other_measure = row(2, 1);
  by_sector.observation.key.opinion = Opinion::sector;
  other_measure.observation.key.measure = "roads";
  RecordOrder order;
  order.asked = access::Actor::of_account("an");
  order.indicators_of = [](const std::string& measure, Date) { return std::vector<std::string>{"set " + measure}; };
  const auto recorded =
      record_observations(writer, panel(), CheckedValues({row(2, 1), other_measure, by_sector, row(4, 1)}), order);
  ASSERT_TRUE(recorded) << full_message(recorded.error(), Language::en);
  EXPECT_EQ(asked, (std::vector<std::string>{"observations.record_self 10002@2025-07-01 2025-12-31",
                                             "observations.record_sector 10002@2025-07-01 2025-12-31 [set income]",
                                             "observations.record_self 10004@2025-07-01 2025-12-31"}));
}

TEST_P(RecordTest, a_correction_is_a_new_version_and_the_old_one_stays_known) {
  commands::Writer writer(database());
  const auto first = record(writer, {row(2, 100)});
  const auto early = panel();
  const auto second = record(writer, {row(2, 120), row(4, 50)});
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_EQ(latest(*panel(), 2), "12.0");
  EXPECT_EQ(latest(*panel(first->event), 2), "10.0");
  EXPECT_EQ(latest(*panel(first->event), 4), "none");
  const auto followed = load_panel(database(), second->event, early);
  ASSERT_TRUE(followed.has_value());
  EXPECT_EQ(latest(**followed, 2), "12.0");
  EXPECT_EQ((*followed)->size(), 3u);
}

TEST_P(RecordTest, what_others_recorded_meanwhile_is_not_written_twice) {
  commands::Writer writer(database());
  const auto before = panel(0);
  ASSERT_TRUE(record(writer, {row(2, 100), row(4, 100)}).has_value());
  const auto again = record(writer, {row(2, 100), row(4, 100)}, false, before);
  ASSERT_TRUE(again.has_value()) << full_message(again.error(), Language::en);
  EXPECT_EQ(again->event, 0);
  EXPECT_EQ(again->unchanged, 2u);
  const auto partly = record(writer, {row(2, 100), row(4, 101)}, false, before);
  ASSERT_TRUE(partly.has_value());
  EXPECT_EQ(partly->values, 1u);
  EXPECT_EQ(panel()->size(), 3u);
}

TEST_P(RecordTest, more_values_than_a_batch_holds_become_several) {
  commands::Writer writer(database());
  std::vector<CheckedRow> rows;
  for (std::size_t at = 0; at < batch_values_max + 10; ++at) rows.push_back(row(2 * static_cast<int>(at), 5));
  const auto recorded = record(writer, rows);
  ASSERT_TRUE(recorded.has_value());
  EXPECT_EQ(recorded->batches.size(), 2u);
  EXPECT_EQ(panel()->size(), rows.size());
}

TEST_P(RecordTest, a_damaged_batch_is_refused_by_name) {
  commands::Writer writer(database());
  ASSERT_TRUE(record(writer, {row(2, 100)}).has_value());
  unguard("observation_batch");
  ASSERT_TRUE(database().execute("UPDATE observation_batch SET checksum = ?", {storage::Blob{sha256("other")}}));
  const auto loaded = load_panel(database(), 1'000'000);
  ASSERT_FALSE(loaded.has_value());
  EXPECT_EQ(loaded.error().code, "observations.batch_damaged");
  EXPECT_TRUE(loaded.error().where.starts_with("observation_batch:"));
}

TEST_P(RecordTest, real_and_demonstration_never_mix) {
  commands::Writer writer(database());
  const auto actor = access::Actor::local_operator();
  EXPECT_FALSE(find_installation(database())->has_value());
  const auto made = establish(writer, database(), actor, InstallationKind::demonstration, "20");
  ASSERT_TRUE(made.has_value()) << full_message(made.error(), Language::en);
  const auto again = establish(writer, database(), actor, InstallationKind::demonstration, "20");
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->event, made->event);
  EXPECT_EQ(establish(writer, database(), actor, InstallationKind::real, "20").error().code,
            "observations.other_installation");
  EXPECT_EQ(establish(writer, database(), actor, InstallationKind::demonstration, "04").error().code,
            "observations.other_installation");
  ASSERT_TRUE(record(writer, {row(2, 1)}, true).has_value());
  EXPECT_TRUE(panel()->newest(row(2, 1).observation.key)->is_demonstration);
}

TEST_P(RecordTest, a_real_database_takes_no_generated_values) {
  commands::Writer writer(database());
  EXPECT_EQ(record(writer, {row(2, 1)}, true).error().code, "observations.demonstration_into_real");
  const auto actor = access::Actor::local_operator();
  ASSERT_TRUE(record(writer, {row(2, 1)}).has_value());
  EXPECT_EQ(establish(writer, database(), actor, InstallationKind::demonstration, "20").error().code,
            "observations.already_has_values");
  ASSERT_TRUE(establish(writer, database(), actor, InstallationKind::real, "20").has_value());
  EXPECT_EQ(record(writer, {row(4, 1)}, true).error().code, "observations.demonstration_into_real");
  EXPECT_EQ(panel()->size(), 1u);
}

INSTANTIATE_TEST_SUITE_P(EachStore, RecordTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::observations
