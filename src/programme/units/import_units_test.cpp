// Every refusal of an import, and what loads with a flag.
#include "programme/units/import_units.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/messages.h"
#include "platform/storage/test_database.h"

namespace luytre::units {
namespace {

const std::string unit_header = "level,code,name,type,parent_code,valid_from,valid_to,legal_act\n";
const std::string world = unit_header +
                          "1,20,Tỉnh Núi,Tỉnh,,2020-01-01,,\n"
                          "2,180,Huyện Đồi,Huyện,20,2020-01-01,2025-06-30,\n"
                          "3,00001,Xã Ao,Xã,180,2020-01-01,2025-06-30,\n"
                          "3,00002,Xã Đầm,Xã,180,2020-01-01,2025-06-30,\n"
                          "2,00001,Xã Ao,Xã,20,2025-07-01,,\n";
const std::string map_header = "old_code,old_name,new_code,new_name,part,resolution,confidence,area_share\n";

struct Case {
  const char* name;
  std::vector<NamedFile> files;
  const char* code;
  const char* where;
};

std::vector<Case> refusals() {
  const auto with = [](const std::string& row) { return std::vector<NamedFile>{{"a.csv", world + row}}; };
  const auto mapped = [](const std::string& rows) {
    return std::vector<NamedFile>{{"a.csv", world}, {"m.csv", map_header + rows}};
  };
  return {
      {"duplicate", with("3,00002,Xã Đầm,Xã,180,2020-01-01,2025-06-30,\n"), "units.duplicate", "a.csv:7"},
      {"overlap", with("3,00002,Xã Đầm,Xã,180,2024-01-01,2025-07-30,\n"), "units.overlap", "a.csv:7"},
      {"overlap_by_one_day", with("3,00002,Xã Đầm,Xã,20,2025-06-30,,\n"), "units.overlap", "a.csv:7"},
      {"unknown_parent", with("3,00009,Xã Lạc,Xã,199,2020-01-01,,\n"), "units.parent_unknown", "a.csv:7"},
      {"parent_not_alive", with("3,00009,Xã Lạc,Xã,180,2020-01-01,,\n"), "units.parent_not_alive", "a.csv:7"},
      {"parent_missing", with("3,00009,Xã Lạc,Xã,,2020-01-01,,\n"), "units.parent_missing", "a.csv:7"},
      {"province_with_parent", with("1,21,Tỉnh Lạ,Tỉnh,20,2020-01-01,,\n"), "units.parent_unexpected", "a.csv:7"},
      {"parent_level", with("3,00009,Xã Lạc,Xã,00001,2020-01-01,2025-06-30,\n"), "units.parent_level", "a.csv:7"},
      {"cycle", with("2,190,Huyện A,Huyện,191,2020-01-01,,\n2,191,Huyện B,Huyện,190,2020-01-01,,\n"), "units.cycle",
       "a.csv:7"},
      {"own_parent", with("2,190,Huyện A,Huyện,190,2020-01-01,,\n"), "units.cycle", "a.csv:7"},
      {"level_changed", with("2,00002,Huyện Đầm,Huyện,20,2025-07-01,,\n"), "units.level_changed", "a.csv:7"},
      {"bad_day", with("3,00009,Xã Lạc,Xã,20,2020-02-30,,\n"), "units.day_malformed", "a.csv:7"},
      {"no_day", with("3,00009,Xã Lạc,Xã,20,,,\n"), "units.day_missing", "a.csv:7"},
      {"backwards", with("3,00009,Xã Lạc,Xã,20,2020-02-02,2020-01-01,\n"), "units.empty_interval", "a.csv:7"},
      {"bad_code", with("3,00 09,Xã Lạc,Xã,20,2020-02-02,,\n"), "units.code_malformed", "a.csv:7"},
      {"bad_kind", with("3,00009,Làng Lạc,Làng,20,2020-02-02,,\n"), "units.kind_unknown", "a.csv:7"},
      {"no_name", with("3,00009,,Xã,20,2020-02-02,,\n"), "units.name_missing", "a.csv:7"},
      {"cell_count", with("3,00009,Xã\n"), "csv.cell_count", "a.csv:7"},
      {"bad_part", mapped("00001,,00001,,most,,,\n"), "units.part_unknown", "m.csv:2"},
      {"share_over_one", mapped("00001,,00001,,partial,,,1.2\n"), "units.share_over_one", "m.csv:2"},
      {"share_negative", mapped("00001,,00001,,partial,,,-0.2\n"), "units.share_malformed", "m.csv:2"},
      {"shares_sum",
       {{"a.csv", world + "2,00007,Xã Hồ,Xã,20,2025-07-01,,\n"},
        {"m.csv", map_header + "00001,,00001,,partial,,,0.6\n00001,,00007,,partial,,,0.5\n"}},
       "units.shares_over_one",
       "m.csv:3"},
      {"contradiction", mapped("00001,,00001,,full,,,\n00001,,00001,,partial,,,\n"), "units.link_contradicts",
       "m.csv:3"},
      {"format", {{"a.csv", "x,y\n1,2\n"}}, "units.format_unknown", "a.csv:1"},
  };
}

bool holds(const std::vector<Problem>& causes, const std::string& code, const std::string& where) {
  return std::any_of(causes.begin(), causes.end(),
                     [&](const Problem& cause) { return cause.code == code && cause.where.starts_with(where); });
}

class ImportUnitsTest : public storage::StoreTest {
 protected:
  Result<ImportOutcome> run(const std::vector<NamedFile>& files) {
    commands::Writer writer(database());
    return import_units(writer, access::Actor::local_operator(), files);
  }
  std::shared_ptr<const Register> known() {
    auto loaded = load_register(database(), 1'000);
    EXPECT_TRUE(loaded);
    return *loaded;
  }
};

TEST_P(ImportUnitsTest, refuses_each_fault_with_its_line_and_imports_nothing) {
  for (const Case& each : refusals()) {
    const auto outcome = run(each.files);
    ASSERT_FALSE(outcome) << each.name;
    EXPECT_EQ(outcome.error().code, "units.import_refused") << each.name;
    EXPECT_TRUE(holds(outcome.error().causes, each.code, each.where))
        << each.name << ": " << full_message(outcome.error(), Language::en);
    EXPECT_TRUE(in_catalogue(each.code)) << each.code;
  }
  EXPECT_TRUE(known()->is_empty());
  EXPECT_EQ(audit::head(database())->number, 0) << "no event";
}

TEST_P(ImportUnitsTest, shows_everything_at_once) {
  const auto outcome = run({{"a.csv", world + "3,00002,Xã Đầm,Xã,180,2024-01-01,,\n"
                                              "3,00009,Xã Lạc,Xã,20,2020-02-30,,\n"
                                              "3,00008,Xã Lạc,Làng,20,2020-02-01,,\n"}});
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(holds(outcome.error().causes, "units.overlap", "a.csv:7"));
  EXPECT_TRUE(holds(outcome.error().causes, "units.day_malformed", "a.csv:8"));
  EXPECT_TRUE(holds(outcome.error().causes, "units.kind_unknown", "a.csv:9"));
}

TEST_P(ImportUnitsTest, caps_what_it_shows_and_counts_the_rest) {
  std::string rows;
  for (int at = 0; at < 250; ++at) rows += "3,0" + std::to_string(at) + ",Xã Lạc,Xã,20,hôm nay,,\n";
  const auto outcome = run({{"a.csv", world + rows}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().causes.size(), shown_problems_max + 1);
  EXPECT_EQ(outcome.error().causes.back().code, "units.more_problems");
  EXPECT_EQ(outcome.error().causes.back().arguments[0].second, "50");
}

TEST_P(ImportUnitsTest, last_days_become_half_open) {
  ASSERT_TRUE(run({{"a.csv", world}}));
  EXPECT_EQ(known()->with_code("180")[0]->life().to, two_level_day);
}

TEST_P(ImportUnitsTest, weak_facts_load_with_flags) {
  const auto outcome = run({{"a.csv", world + "3,00005,Xã Cồn,Xã,20,2020-01-01,2020-12-31,\n"
                                              "3,00005,Xã Cồn,Xã,20,2022-01-01,,\n"},
                            {"m.csv", map_header + "00001,Xã Ao,00001,Xã Ao,full,,high,\n"
                                                   "00002,Xã Đầm,00001,Xã Ao,,,high,\n"
                                                   "77777,Xã Mất,00001,Xã Ao,full,,high,\n"}});
  ASSERT_TRUE(outcome) << full_message(outcome.error(), Language::en);
  std::map<std::string, int> kinds;
  for (const Flag& flag : known()->doctor()) ++kinds[flag.kind];
  EXPECT_EQ(kinds["gap"], 1);
  EXPECT_EQ(kinds["part_blank"], 1);
  EXPECT_EQ(kinds["predecessor_unknown"], 1);
  EXPECT_EQ(kinds["ended_without_successor"], 1) << "Xã Cồn of 2020";
}

TEST_P(ImportUnitsTest, the_same_again_changes_nothing) {
  const std::vector<NamedFile> files{{"a.csv", world}, {"m.csv", map_header + "00001,,00001,,full,,high,\n"}};
  EXPECT_TRUE(run(files)->is_changed);
  const auto again = run(files);
  ASSERT_TRUE(again);
  EXPECT_FALSE(again->is_changed);
  EXPECT_EQ(audit::head(database())->number, 1);
}

TEST_P(ImportUnitsTest, a_later_source_extends_a_unit_and_keeps_its_label) {
  ASSERT_TRUE(run({{"new.csv", unit_header + "1,20,Tỉnh Núi,Tỉnh,,2025-07-01,,\n2,00001,Xã Ao,Xã,20,2025-07-01,,\n"}}));
  ASSERT_TRUE(run({{"old.csv", unit_header + "1,20,Tỉnh Núi,Tỉnh,,2020-01-01,2025-06-30,\n"
                                             "3,00001,Xã Ao,Xã,20,2020-01-01,2025-06-30,\n"},
                   {"m.csv", map_header + "00001,,00001,,full,,high,\n"}}));
  const auto now = known();
  ASSERT_EQ(now->with_code("00001").size(), 1U);
  EXPECT_EQ(now->with_code("00001")[0]->id.text(), "00001@2025-07-01");
  EXPECT_EQ(now->with_code("00001")[0]->life().from.text(), "2020-01-01");
  auto before = load_register(database(), 1);
  ASSERT_TRUE(before);
  EXPECT_EQ((*before)->with_code("00001")[0]->life().from, two_level_day) << "as known at the first event";
}

TEST_P(ImportUnitsTest, a_later_merger_ends_a_unit) {
  ASSERT_TRUE(run({{"a.csv", unit_header + "1,20,Tỉnh Núi,Tỉnh,,2025-07-01,,\n2,00001,Xã Ao,Xã,20,2025-07-01,,\n"
                                           "2,00002,Xã Đầm,Xã,20,2025-07-01,,\n"}}));
  ASSERT_TRUE(run({{"b.csv", unit_header + "2,00001,Xã Ao,Xã,20,2025-07-01,2026-12-31,\n"
                                           "2,00002,Xã Đầm,Xã,20,2025-07-01,2026-12-31,\n"
                                           "2,00001,Xã Ao,Xã,20,2027-01-01,,5/NQ\n"},
                   {"s.csv",
                    "from_code,to_code,day,part\n00001,00001,2027-01-01,whole\n"
                    "00002,00001,2027-01-01,whole\n"}}));
  const auto now = known();
  ASSERT_EQ(now->with_code("00001").size(), 2U);
  EXPECT_EQ(now->with_code("00001")[1]->id.text(), "00001@2027-01-01");
  EXPECT_EQ(now->links_into(*now->with_code("00001")[1]).size(), 2U);
  EXPECT_EQ(now->with_code("00002")[0]->life().to.text(), "2027-01-01");
}

TEST_P(ImportUnitsTest, a_list_of_one_day_checks_or_fills) {
  const std::string header = "level,code,name,type,parent_code,parent_name,province_code,province_name,as_of\n";
  ASSERT_TRUE(run({{"a.csv", world}}));
  const auto checked = run({{"l.csv", header + "1,20,Tỉnh Núi,Tỉnh,,,20,,2025-06-30\n"
                                               "2,180,Huyện Đồi,Huyện,20,,20,,2025-06-30\n"
                                               "3,00001,Xã Ao To,Xã,180,,20,,2025-06-30\n"
                                               "3,00003,Xã Lạ,Xã,180,,20,,2025-06-30\n"}});
  ASSERT_TRUE(checked) << full_message(checked.error(), Language::en);
  EXPECT_FALSE(checked->is_changed);
  ASSERT_EQ(checked->list_differences.size(), 3U) << "renamed, too many, too few";
  const auto filled = run({{"l.csv", header + "1,30,Tỉnh Biển,Tỉnh,,,30,,2025-06-30\n"
                                              "2,300,Huyện Sóng,Huyện,30,,30,,2025-06-30\n"}});
  ASSERT_TRUE(filled) << full_message(filled.error(), Language::en);
  EXPECT_TRUE(filled->is_changed);
  const auto now = known();
  const Unit* sea = now->find("30", *Date::parse("2025-06-30"));
  ASSERT_NE(sea, nullptr);
  EXPECT_EQ(sea->life().to.text(), "2025-07-01") << "no more than the day it was seen";
}

INSTANTIATE_TEST_SUITE_P(EachStore, ImportUnitsTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::units
