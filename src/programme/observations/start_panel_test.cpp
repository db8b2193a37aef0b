// A server starts from the stored values when they are whole and of its record, and from the database otherwise; either
// way it knows the same.
#include "programme/observations/start_panel.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "platform/storage/test_database.h"
#include "programme/observations/observation_store.h"
#include "programme/observations/panel_file.h"
#include "programme/observations/record.h"

namespace luytre::observations {
namespace {

CheckedRow row(int unit, const std::string& measure, int value, Stage stage) {
  CheckedRow made;
  made.province = "20";
  made.observation.key = {std::to_string(10'000 + unit) + "@2025-07-01", measure, "", Opinion::self,
                          Date::of(2025, 12, 31)};
  made.observation.value = ObservedValue::of_number(Decimal::from(value, 1));
  made.observation.source = "báo cáo";
  made.observation.note = unit % 9 == 0 ? "ghi chú riêng" : "";
  made.observation.stage = stage;
  return made;
}

std::vector<std::string> all_of(const Panel& panel) {
  std::vector<std::string> lines;
  panel.each_standing("", "", std::nullopt, [&](const Observation& each) {
    lines.push_back(each.key.unit + each.key.measure + text(each.value) + std::string(text(each.stage)) + each.source +
                    each.note + text(each.id) + std::to_string(each.event));
    return true;
  });
  return lines;
}

class StartPanelTest : public storage::StoreTest {
 protected:
  void record(int first, int count, Stage stage = Stage::signed_off) {
    commands::Writer writer(database());
    std::vector<CheckedRow> rows;
    for (int unit = first; unit < first + count; ++unit) {
      for (const std::string measure : {"income", "roads"}) rows.push_back(row(unit, measure, unit, stage));
    }
    RecordOrder order;
    order.asked = access::Actor::local_operator();
    const auto panel = load_panel(database(), 1'000'000);
    ASSERT_TRUE(panel);
    ASSERT_TRUE(record_observations(writer, *panel, CheckedValues(rows), order));
  }
  StartedPanel start(const std::filesystem::path& file, std::int64_t lacking_max = 1) {
    StartOrder order;
    order.file = file;
    order.lacking_max = lacking_max;
    auto started = start_panel(database(), order);
    EXPECT_TRUE(started) << (started ? "" : full_message(started.error(), Language::en));
    return started.value_or(StartedPanel{std::make_shared<const Panel>(), false, false, {}, {}});
  }
  void expect_as_recorded(const StartedPanel& started) {
    const auto recorded = load_panel(database(), 1'000'000);
    ASSERT_TRUE(recorded);
    EXPECT_EQ(all_of(*started.panel), all_of(**recorded));
    EXPECT_EQ(all_of(*published(started.panel)), all_of(*published(*recorded)));
    EXPECT_EQ(started.panel->size(), (*recorded)->size());
  }

  std::filesystem::path folder_ = testing::TempDir() + "start_panel_" + std::to_string(getpid());
  void SetUp() override {
    StoreTest::SetUp();
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
};

TEST_P(StartPanelTest, writes_the_file_once_and_goes_on_from_it) {
  const auto file = folder_ / "values";
  record(0, 700);
  record(700, 20, Stage::draft);
  const auto first = start(file);
  EXPECT_FALSE(first.is_from_file);
  EXPECT_TRUE(first.is_file_written);
  expect_as_recorded(first);
  const auto second = start(file);
  EXPECT_TRUE(second.is_from_file);
  EXPECT_FALSE(second.is_file_written) << "it lacks nothing";
  expect_as_recorded(second);
  record(800, 3);
  const auto third = start(file, 1000);
  EXPECT_TRUE(third.is_from_file);
  EXPECT_FALSE(third.is_file_written) << "what it lacks is soon read";
  expect_as_recorded(third);
  EXPECT_TRUE(start(file).is_file_written);
  EXPECT_FALSE(start({}).is_from_file) << "no file, no use of one";
}

TEST_P(StartPanelTest, notices_one_flipped_bit_and_writes_the_file_again) {
  const auto file = folder_ / "values";
  record(0, 60);
  record(60, 4, Stage::draft);
  ASSERT_TRUE(start(file).is_file_written);
  const std::string whole = *read_file(file);
  for (std::size_t at = 0; at < whole.size(); at += 1 + at % 7) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << at % 8));
    ASSERT_TRUE(write_file_atomically(file, bytes));
    const auto read = read_panel_file(file, [](auto, const auto&) -> Done { return {}; });
    ASSERT_FALSE(read.has_value()) << "byte " << at;
    EXPECT_EQ(read.error().code, "observations.panel_file_damaged");
  }
  const auto started = start(file);
  ASSERT_TRUE(started.file_unused.has_value());
  EXPECT_FALSE(started.is_from_file);
  EXPECT_TRUE(started.is_file_written);
  expect_as_recorded(started);
  EXPECT_EQ(*read_file(file), whole);
  for (const std::size_t size : {std::size_t{0}, std::size_t{10}, whole.size() / 2, whole.size() - 1}) {
    ASSERT_TRUE(write_file_atomically(file, whole.substr(0, size)));
    EXPECT_EQ(start(file, 1'000'000).file_unused->code, "observations.panel_file_damaged") << size;
  }
  ASSERT_TRUE(write_file_atomically(file, whole + "x"));
  EXPECT_EQ(start(file, 1'000'000).file_unused->code, "observations.panel_file_damaged");
}

TEST_P(StartPanelTest, does_not_use_the_file_of_another_record) {
  const auto file = folder_ / "values";
  record(0, 5);
  ASSERT_TRUE(start(file).is_file_written);
  auto other = storage::TemporaryDatabase::make(GetParam());
  ASSERT_TRUE(other && storage::migrate((*other)->database()));
  StartOrder order;
  order.file = file;
  const auto empty = start_panel((*other)->database(), order);
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->file_unused->code, "observations.panel_file_stale") << "the record has not come so far";
  EXPECT_EQ(empty->panel->size(), 0U);
  commands::Writer writer((*other)->database());
  RecordOrder says;
  says.asked = access::Actor::local_operator();
  for (int unit = 0; unit < 5; ++unit) {
    ASSERT_TRUE(record_observations(writer, std::make_shared<const Panel>(),
                                    CheckedValues({row(unit, "income", 7, Stage::signed_off)}), says));
  }
  const auto different = start_panel((*other)->database(), order);
  ASSERT_TRUE(different);
  EXPECT_EQ(different->file_unused->code, "observations.panel_file_stale") << "the same number, another event";
  EXPECT_EQ(different->panel->size(), 5U);
}

TEST_P(StartPanelTest, words_erased_from_the_record_do_not_come_back) {
  const auto file = folder_ / "values";
  record(0, 40);
  ASSERT_TRUE(start(file).is_file_written);
  unguard("observation_text");
  ASSERT_TRUE(database().execute("UPDATE observation_text SET note = '' WHERE note <> ''"));
  const auto started = start(file);
  EXPECT_EQ(started.file_unused->code, "observations.panel_file_stale");
  expect_as_recorded(started);
  EXPECT_EQ(read_file(file)->find("ghi chú riêng"), std::string::npos);
}

TEST_P(StartPanelTest, refuses_a_record_larger_than_memory_with_the_size_it_needs) {
  record(0, 40);
  StartOrder order;
  order.memory_bytes = 1000;
  const auto started = start_panel(database(), order);
  ASSERT_FALSE(started.has_value());
  EXPECT_EQ(started.error().code, "observations.too_large");
  EXPECT_NE(full_message(started.error(), Language::en).find("80 values"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(EachStore, StartPanelTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::observations
