// The hand-written loops of every kind of processor give the same bits, and the bulk import's form is what it says.
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "app/measuring/bare_import.h"
#include "app/measuring/import_form.h"
#include "app/measuring/limit.h"
#include "app/measuring/limit_words.h"
#include "app/measuring/slow_disk.h"
#include "base/hash.h"
#include "platform/storage/temporary_database.h"

namespace luytre::measuring {
namespace {

void expect_equal(const FlatAnswer& one, const FlatAnswer& other, const std::string& name) {
  EXPECT_EQ(one.met, other.met) << name;
  EXPECT_EQ(one.not_met, other.not_met) << name;
  EXPECT_EQ(one.criteria_met, other.criteria_met) << name;
  EXPECT_EQ(one.criteria_count, other.criteria_count) << name;
  EXPECT_EQ(one.indicators_count, other.indicators_count) << name;
  EXPECT_EQ(one.criteria_open, other.criteria_open) << name;
  EXPECT_EQ(one.indicators_open, other.indicators_open) << name;
}

TEST(LimitTest, EveryProcessorsLoopGivesTheSameBits) {
  const World world(Size::s);
  auto filled = describe(world);
  filled.store = fill(world, [](std::uint64_t, std::uint64_t) {});
  for (std::size_t set = 0; set < filled.programs.size(); ++set) {
    auto day = flat_day(filled.programs[set], *filled.store, world.day_of(world.shape().quarters - 1));
    FlatAnswer chosen;
    judge_flat(day, true, chosen);
    FlatAnswer other = chosen;
    judge_flat_plain(day, true, other);
    expect_equal(chosen, other, "portable");
#if defined(__x86_64__)
    for (const auto* kernel : engine::columns::kernels_of_this_processor()) {
      if (kernel->name == engine::columns::avx2_kernels.name) judge_flat_256(day, true, other);
      if (kernel->name == engine::columns::avx512_kernels.name) judge_flat_512(day, true, other);
      expect_equal(chosen, other, std::string(kernel->name));
    }
#endif
  }
}

TEST(ImportFormTest, AMillionRowsOfWhichTheBareLoopReadsEveryNumber) {
  const std::string rows = million_rows(World(Size::s));
  EXPECT_EQ(std::count(rows.begin(), rows.end(), '\n'), imported_rows + 1);
  const auto second_line = rows.find('\n') + 1;
  EXPECT_EQ(rows.substr(second_line, rows.find('\n', second_line) - second_line),
            "X000001,measure_0,,2026-03-31,self,,0,1000,báo cáo quý,");
  const auto folder = std::filesystem::temp_directory_path() / ("luytre_form_" + hex(random_bytes(8)));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "rows.csv") << rows;
  const auto sums = bare_import(folder / "rows.csv", folder / "bare");
  EXPECT_EQ(std::filesystem::file_size(folder / "bare"), 8U * imported_rows);
  std::filesystem::remove_all(folder);
  ASSERT_TRUE(sums.has_value());
  EXPECT_EQ(sums->rows, imported_rows);
  EXPECT_EQ(sums->numerators, 499'500'000U);  // 7919 and 1,000 have no divisor in common: each remainder equally often
}

TEST(SlowDiskTest, TakesTheDatabasesOpenedUnderItAndNoOthers) {
  {
    const auto disk = SlowDisk::make(std::chrono::microseconds(1));
    ASSERT_TRUE(disk.has_value());
    EXPECT_STREQ(sqlite3_vfs_find(nullptr)->zName, "luytre_slow");
    const auto store = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(store.has_value());
    auto& database = (*store)->database();
    ASSERT_TRUE(database.execute_script("CREATE TABLE kept (number INTEGER PRIMARY KEY)").has_value());
    ASSERT_TRUE(database.execute("INSERT INTO kept VALUES (?)", {std::int64_t{7}}).has_value());
    EXPECT_EQ(database.query("SELECT number FROM kept")->front().integer(0), 7);
  }
  EXPECT_STRNE(sqlite3_vfs_find(nullptr)->zName, "luytre_slow");
}

}  // namespace
}  // namespace luytre::measuring
