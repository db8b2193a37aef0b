// The whole country, from the shared files; and what the program knows without them. Both stores.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "platform/storage/test_database.h"
#include "programme/units/import_units.h"

namespace luytre::units {
namespace {

Date day(const char* text) { return *Date::parse(text); }

std::shared_ptr<const Register> loaded(storage::Database& database, audit::EventNumber event = 1'000'000) {
  auto known = load_register(database, event);
  EXPECT_TRUE(known) << full_message(known.error(), Language::en);
  return known ? *known : std::make_shared<const Register>(RegisterParts{}, 0);
}

Counts counted(const Register& known, const char* on, const char* under = nullptr) {
  const Unit* root = under == nullptr ? nullptr : known.find(under, day(on));
  auto counts = known.count(day(on), root);
  EXPECT_TRUE(counts) << full_message(counts.error(), Language::en);
  return counts ? *counts : Counts{};
}

std::vector<NamedFile> shared_files(std::initializer_list<const char*> names) {
  std::vector<NamedFile> files;
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  if (folder == nullptr) return files;
  for (const char* name : names) {
    auto bytes = read_file(std::filesystem::path(folder) / "units" / name);
    if (bytes) files.push_back({name, *bytes});
  }
  return files.size() == names.size() ? files : std::vector<NamedFile>{};
}

const std::initializer_list<const char*> country_files{"units_history_2004_2025.csv",
                                                       "units_2level_from_2025-07-01.csv", "merge_map_2025-07-01.csv"};

class CountryTest : public storage::StoreTest {
 protected:
  ImportOutcome run(const std::vector<NamedFile>& files) {
    commands::Writer writer(database());
    auto done = import_units(writer, access::Actor::local_operator(), files);
    EXPECT_TRUE(done) << full_message(done.error(), Language::en);
    return done ? *done : ImportOutcome{};
  }
  ImportOutcome seed() {
    commands::Writer writer(database());
    auto done = seed_reference(writer, access::Actor::local_operator(), "20");
    EXPECT_TRUE(done) << full_message(done.error(), Language::en);
    return done ? *done : ImportOutcome{};
  }
};

TEST_P(CountryTest, reference_alone_tells_lang_sons_counts) {
  EXPECT_TRUE(seed().is_changed);
  const auto known = loaded(database());
  EXPECT_EQ(counted(*known, "2024-11-30", "20"), (Counts{1, 11, 200}));
  EXPECT_EQ(counted(*known, "2024-12-01", "20"), (Counts{1, 11, 194}));
  EXPECT_EQ(counted(*known, "2025-06-30", "20"), (Counts{1, 11, 194}));
  EXPECT_EQ(counted(*known, "2025-07-01", "20"), (Counts{1, 0, 65}));
  EXPECT_EQ(counted(*known, "2025-07-01"), (Counts{34, 0, 3321}));
  auto country = known->count(day("2025-06-30"));
  ASSERT_FALSE(country) << "the reference holds Lạng Sơn alone before July 2025";
  EXPECT_EQ(country.error().code, "units.country_not_complete");
  auto earlier = known->count(day("2019-12-31"), known->find("20", day("2025-01-01")));
  ASSERT_FALSE(earlier);
  EXPECT_EQ(earlier.error().code, "units.not_complete");
}

TEST_P(CountryTest, reference_tells_what_became_of_the_units) {
  seed();
  const auto known = loaded(database());
  const Unit* town = known->find("06040", day("2025-01-01"));
  ASSERT_NE(town, nullptr);
  EXPECT_EQ(town->id.text(), "06040@2024-12-01") << "a merger makes a new identity even where the code stays";
  const auto lineage = known->lineage(*town);
  ASSERT_EQ(lineage.predecessors.size(), 2U);
  EXPECT_EQ(lineage.predecessors[0].unit->last().name, "Thị trấn Thất Khê");
  EXPECT_EQ(lineage.predecessors[1].unit->last().name, "Xã Đại Đồng");
  EXPECT_EQ(lineage.predecessors[1].link->part, Part::partial);
  ASSERT_TRUE(lineage.predecessors[1].link->area);
  ASSERT_EQ(lineage.successors.size(), 1U);
  EXPECT_EQ(lineage.successors[0].unit->id.text(), "06040@2025-07-01");
  // Sơn Hà went into the town of Hữu Lũng, and with it into today's commune.
  const Unit* gone = known->find("06454", day("2024-11-30"));
  ASSERT_NE(gone, nullptr);
  const auto after = known->lineage(*gone).successors;
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0].link->confidence, "press");
  EXPECT_EQ(after[1].unit->last().name, "Xã Hữu Lũng");
  const auto flags = known->doctor();
  EXPECT_TRUE(std::any_of(flags.begin(), flags.end(),
                          [](const Flag& flag) { return flag.kind == "confidence_low" && flag.code == "06454"; }));
  const Unit* province = known->find("20", day("2026-01-01"));
  ASSERT_NE(province, nullptr);
  EXPECT_EQ(province->id.text(), "20@2020-01-01") << "Lạng Sơn did not merge";
  const Attribute* region = known->attribute(*town, "region", day("2025-01-01"));
  ASSERT_NE(region, nullptr);
  EXPECT_EQ(region->value, "TDMNPB");
}

TEST_P(CountryTest, search_folds_and_orders) {
  seed();
  const auto known = loaded(database());
  const auto found = known->search("cao loc");
  ASSERT_GE(found.size(), 3U);
  EXPECT_EQ(found[0].version->name, "Xã Cao Lộc");
  EXPECT_EQ(found[0].unit->id.code, "06211");
  EXPECT_EQ(found[1].version->name, "Huyện Cao Lộc");
  EXPECT_EQ(found[2].version->name, "Thị trấn Cao Lộc");
  EXPECT_EQ(known->search("Cao Lộc")[0].unit, found[0].unit);
  const auto dong = known->search("dong dang");
  ASSERT_FALSE(dong.empty());
  EXPECT_EQ(dong[0].version->name, "Xã Đồng Đăng");
  EXPECT_EQ(known->search("06211")[0].unit, found[0].unit);
  EXPECT_TRUE(known->search("  ").empty());
  const auto began = known->search("đo", 200);
  std::vector<std::string> names;
  for (const Found& hit : began) {
    if (hit.named.to.is_open_end() && hit.unit->level == Level::commune) names.push_back(hit.version->name);
  }
  ASSERT_GE(names.size(), 3U);
}

TEST_P(CountryTest, seeding_twice_changes_nothing) {
  const auto first = seed();
  const auto second = seed();
  EXPECT_TRUE(first.is_changed);
  EXPECT_FALSE(second.is_changed);
  EXPECT_EQ(second.event, 0);
}

TEST_P(CountryTest, whole_country_counts) {
  const auto files = shared_files(country_files);
  if (files.empty()) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto outcome = run(files);
  EXPECT_EQ(outcome.units_read, 14'216U + 3'366U);
  EXPECT_EQ(outcome.links_read, 10'612U);
  EXPECT_EQ(outcome.links_added, 10'612U + 52U + 13U) << "with the 52 of provinces and Lạng Sơn's 13 of December 2024";
  const auto known = loaded(database());
  EXPECT_EQ(counted(*known, "2025-06-30"), (Counts{63, 696, 10035}));
  EXPECT_EQ(counted(*known, "2025-07-01"), (Counts{34, 0, 3321}));
  EXPECT_EQ(counted(*known, "2024-11-30", "20"), (Counts{1, 11, 200}));
  EXPECT_EQ(counted(*known, "2025-06-30", "20"), (Counts{1, 11, 194}));
  EXPECT_EQ(counted(*known, "2025-07-01", "20"), (Counts{1, 0, 65}));
  EXPECT_EQ(counted(*known, "2015-05-16").province, 63);
  EXPECT_FALSE(known->count(day("2003-01-01")));
  const auto again = run(files);
  EXPECT_FALSE(again.is_changed);
}

TEST_P(CountryTest, identities_cross_july_2025_only_where_nothing_merged) {
  const auto files = shared_files(country_files);
  if (files.empty()) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  run(files);
  const auto known = loaded(database());
  int crossing = 0;
  for (const Unit* unit : known->descendants(nullptr, two_level_day, Level::commune)) {
    if (unit->life().from < two_level_day) ++crossing;
  }
  EXPECT_EQ(crossing, 132) << "one whole predecessor of the same code";
  int provinces = 0;
  for (const Unit* unit : known->children(nullptr, two_level_day)) {
    if (unit->life().from < two_level_day) ++provinces;
  }
  EXPECT_EQ(provinces, 11) << "34 less the 23 that merged";
  const Unit* ninh_binh = known->find("37", two_level_day);
  ASSERT_NE(ninh_binh, nullptr);
  EXPECT_EQ(known->links_into(*ninh_binh).size(), 3U);
}

TEST_P(CountryTest, country_over_the_reference_keeps_identities) {
  const auto files = shared_files(country_files);
  if (files.empty()) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  seed();
  const auto before = loaded(database());
  run(files);
  const auto after = loaded(database());
  for (const Unit& unit : before->units()) EXPECT_NE(after->unit(unit.id), nullptr) << unit.id.text();
  EXPECT_EQ(counted(*after, "2025-06-30"), (Counts{63, 696, 10035}));
  EXPECT_EQ(counted(*after, "2025-07-01"), (Counts{34, 0, 3321}));
  EXPECT_EQ(counted(*after, "2024-11-30", "20"), (Counts{1, 11, 200}));
  EXPECT_EQ(loaded(database(), 1)->units().size(), before->units().size()) << "as known before the second import";
  EXPECT_FALSE(run(files).is_changed);
}

TEST_P(CountryTest, every_file_loads_and_lists_agree) {
  auto files = shared_files({"units_history_2004_2025.csv", "units_2level_from_2025-07-01.csv",
                             "merge_map_2025-07-01.csv", "lang_son_merge_map_2025-07-01.csv", "lang_son_200_to_65.csv",
                             "merge_map_units_abolished_before_2025-06-30.csv", "osm_relations_by_unit.csv",
                             "unit_change_events.csv", "unit_counts_by_date.csv", "units_3level_2024-11-30.csv",
                             "units_3level_2025-06-30.csv"});
  if (files.empty()) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto outcome = run(files);
  EXPECT_EQ(outcome.passed_over.size(), 3U);
  EXPECT_LT(outcome.list_differences.size(), 50U);
  const auto known = loaded(database());
  std::map<std::string, int> kinds;
  for (const Flag& flag : known->doctor()) ++kinds[flag.kind];
  EXPECT_EQ(kinds["gap"], 35);
  EXPECT_GT(kinds["predecessor_unknown"], 0) << "64 rows have no old code";
  EXPECT_GT(kinds["shares_missing"], 1000);
  for (const auto& [kind, count] : kinds) RecordProperty(kind, count);
  for (const auto& [kind, count] : kinds) EXPECT_TRUE(in_catalogue("units.flag." + kind)) << kind << " " << count;
}

INSTANTIATE_TEST_SUITE_P(EachStore, CountryTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::units
