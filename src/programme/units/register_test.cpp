// The register's answers over a drawn province: one district, a merger, a split, a rename.
#include "programme/units/register.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/messages.h"
#include "base/vietnamese.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_answers.h"

namespace luytre::units {
namespace {

Date day(const char* text) { return *Date::parse(text); }

// Additions as a store would hand them back.
Register register_of(const Additions& additions) {
  RegisterParts parts;
  std::map<UnitId, Ordinal> places;
  for (const VersionRow& row : additions.versions) {
    const auto [place, is_new] = places.emplace(row.id, static_cast<Ordinal>(parts.units.size()));
    if (is_new) parts.units.push_back({row.id, no_unit, row.level, {}});
    parts.units[place->second].versions.push_back(row.version);
  }
  for (const LinkRow& row : additions.links) {
    Link link = row.link;
    link.from = row.from ? places.at(*row.from) : no_unit;
    link.to = row.to ? places.at(*row.to) : no_unit;
    parts.links.push_back(link);
  }
  for (const AttributeRow& row : additions.attributes) {
    parts.attributes.push_back(row.attribute);
    parts.attributes.back().unit = places.at(row.id);
  }
  parts.coverage = additions.coverage;
  parts.flags = additions.flags;
  return {std::move(parts), 1};
}

const NamedFile units_file{"units.csv",
                           "level,code,name,kind,parent_code,from,to,decision,dating\n"
                           "province,20,Tỉnh Núi,province,,2020-01-01,,,list\n"
                           "district,180,Huyện Đồi,rural_district,20,2020-01-01,2025-07-01,,list\n"
                           "commune,00001,Xã Ao,commune,180,2020-01-01,2022-01-01,,list\n"
                           "commune,00001,Thị trấn Ao,town,180,2022-01-01,2024-01-01,9/NQ,act\n"
                           "commune,00002,Xã Đầm,commune,180,2020-01-01,2024-01-01,,list\n"
                           "commune,00001,Thị trấn Ao,town,180,2024-01-01,2025-07-01,10/NQ,act\n"
                           "commune,00003,Xã Suối,commune,180,2020-01-01,2025-07-01,,list\n"
                           "commune,00003,Xã Suối,commune,20,2025-07-01,,11/NQ,act\n"
                           "commune,00001,Phường Ao,ward,20,2025-07-01,,11/NQ,act\n"};
const NamedFile links_file{"links.csv",
                           "from_code,from_name,to_code,to_name,day,part,area_km2,area_whole_km2,people,people_whole,"
                           "decision,confidence,source\n"
                           "00001,,00001,,2024-01-01,whole,,,,,10/NQ,high,\n"
                           "00002,,00001,,2024-01-01,partial,3,4,,,10/NQ,high,\n"
                           "00002,,00003,,2024-01-01,partial,1,4,,,10/NQ,low,\n"
                           "00003,,00003,,2024-01-01,whole,,,,,10/NQ,high,\n"
                           "00003,,00003,,2025-07-01,whole,,,,,11/NQ,high,\n"
                           "00001,,00001,,2025-07-01,whole,,,,,11/NQ,high,\n"};
const NamedFile more_file{"attributes.csv",
                          "code,attribute,value,from,to,confidence,source\n"
                          "20,region,TDMNPB,2020-01-01,,sourced,\n"
                          "00003,border,true,2021-01-01,2023-01-01,sourced,\n"};
const NamedFile coverage_file{"coverage.csv", "province_code,from,to,source\n20,2020-01-01,,drawn\n"};

Register drawn() {
  ProblemList problems;
  const Facts facts = read_unit_files({units_file, links_file, more_file, coverage_file}, problems);
  EXPECT_TRUE(problems.is_empty());
  auto plan = plan_import(Register({}, 0), facts);
  EXPECT_TRUE(plan) << full_message(plan.error(), Language::en);
  return register_of(*plan);
}

TEST(Unit, two_level_day_is_the_first_of_july) { EXPECT_EQ(two_level_day.text(), "2025-07-01"); }

TEST(Unit, identity_is_read_and_written) {
  EXPECT_EQ(UnitId::parse("06001@2025-07-01")->text(), "06001@2025-07-01");
  for (const char* text : {"06001", "@2025-07-01", "06001@", "06001@2025-13-01"}) {
    EXPECT_FALSE(UnitId::parse(text)) << text;
  }
}

TEST(Unit, short_names) {
  const std::pair<const char*, const char*> cases[] = {{"Xã Cao Lộc", "Cao Lộc"},
                                                       {"Thị trấn Nông trường Thái Bình", "Nông trường Thái Bình"},
                                                       {"Thành phố Lạng Sơn", "Lạng Sơn"},
                                                       {"Đặc khu Hoàng Sa", "Hoàng Sa"},
                                                       {"Phường 13", "13"},
                                                       {"Xã", "Xã"},
                                                       {"Xãm", "Xãm"}};
  for (const auto& [name, brief] : cases) EXPECT_EQ(short_name(name), brief) << name;
}

TEST(Register, mergers_make_new_identities_and_renames_do_not) {
  const Register known = drawn();
  const auto ao = known.with_code("00001");
  ASSERT_EQ(ao.size(), 2U);
  EXPECT_EQ(ao[0]->id.text(), "00001@2020-01-01");
  EXPECT_EQ(ao[0]->versions.size(), 2U) << "the rename of 2022";
  EXPECT_EQ(ao[1]->id.text(), "00001@2024-01-01");
  EXPECT_EQ(ao[1]->versions.size(), 2U) << "became a ward in 2025, nothing merged";
  const auto suoi = known.with_code("00003");
  ASSERT_EQ(suoi.size(), 2U) << "gained ground in 2024; only its parent changed in 2025";
  EXPECT_EQ(suoi[1]->life().from, day("2024-01-01"));
}

TEST(Register, answers_for_any_day) {
  const Register known = drawn();
  EXPECT_EQ(known.find("00001", day("2019-12-31")), nullptr);
  EXPECT_EQ(known.find("00001", day("2021-12-31"))->nearest(day("2021-12-31")).name, "Xã Ao");
  EXPECT_EQ(known.find("00001", day("2022-01-01"))->nearest(day("2022-01-01")).kind, Kind::town);
  EXPECT_EQ(*known.count(day("2023-12-31"), known.find("20", day("2023-12-31"))), (Counts{1, 1, 3}));
  EXPECT_EQ(*known.count(day("2024-01-01"), known.find("20", day("2024-01-01"))), (Counts{1, 1, 2}));
  EXPECT_EQ(*known.count(day("2025-07-01"), known.find("20", day("2025-07-01"))), (Counts{1, 0, 2}));
  EXPECT_EQ(known.count(day("2025-07-01")).error().code, "units.country_not_complete");
  const Unit* suoi = known.find("00003", day("2024-06-01"));
  const auto above = known.ancestors(*suoi, day("2024-06-01"));
  ASSERT_EQ(above.size(), 2U);
  EXPECT_EQ(above[0]->last().name, "Huyện Đồi");
  EXPECT_EQ(known.ancestors(*suoi, day("2025-07-01")).size(), 1U);
  EXPECT_EQ(known.province(*suoi, day("2025-07-01"))->id.code, "20");
  EXPECT_EQ(known.named("Đầm", day("2023-01-01")).size(), 1U);
  EXPECT_TRUE(known.named("Dam", day("2023-01-01")).empty()) << "marks count here";
}

TEST(Register, attributes_are_inherited_and_dated) {
  const Register known = drawn();
  const Unit* suoi = known.find("00003", day("2021-06-01"));
  EXPECT_EQ(known.attribute(*suoi, "region", day("2021-06-01"))->value, "TDMNPB");
  EXPECT_EQ(known.attribute(*suoi, "border", day("2021-06-01"))->value, "true");
  EXPECT_EQ(known.attribute(*suoi, "border", day("2023-01-01")), nullptr);
}

TEST(Register, lineage_is_transitive) {
  const Register known = drawn();
  const Unit* dam = known.find("00002", day("2020-01-01"));
  const auto after = known.lineage(*dam).successors;
  ASSERT_EQ(after.size(), 2U);
  EXPECT_EQ(after[0].link->part, Part::partial);
  EXPECT_EQ(after[0].link->area->numerator.text(), "3");
  const Unit* ao = known.find("00001", day("2026-01-01"));
  const auto before = known.lineage(*ao).predecessors;
  ASSERT_EQ(before.size(), 2U);
  const auto value = lineage_value(known, *ao);
  EXPECT_EQ(value.at("predecessors").as_array().size(), 2U);
}

TEST(Register, doctor_names_what_is_weak) {
  const Register known = drawn();
  std::map<std::string, int> kinds;
  for (const Flag& flag : known.doctor()) ++kinds[flag.kind];
  EXPECT_EQ(kinds["confidence_low"], 1);
  EXPECT_EQ(kinds.size(), 1U);
}

TEST(Register, search_is_in_vietnamese_order) {
  ProblemList problems;
  std::string rows = "level,code,name,kind,parent_code,from,to\nprovince,20,Tỉnh Núi,province,,2020-01-01,\n";
  const char* names[] = {"Đa", "Da", "Dạ", "Dã", "Đà", "Dá", "Dă"};
  int code = 1;
  for (const char* name : names) {
    rows += "commune,0000" + std::to_string(code++) + ",Xã " + name + ",commune,20,2020-01-01,\n";
  }
  const Facts facts = read_unit_files({{"units.csv", rows}}, problems);
  const Register known = register_of(*plan_import(Register({}, 0), facts));
  std::vector<std::string> found;
  for (const Found& hit : known.search("da")) found.emplace_back(short_name(hit.version->name));
  std::vector<std::string> sorted(std::begin(names), std::end(names));
  std::sort(sorted.begin(), sorted.end(), vietnamese_less);
  EXPECT_EQ(found, sorted);
  EXPECT_EQ(short_name(known.search("đà")[0].version->name), "Đà") << "typed marks come first";
}

TEST(Register, requires_units_with_reasons) {
  const Register known = drawn();
  EXPECT_EQ(require_unit(known, "99999", day("2024-01-01")).error().code, "units.unknown");
  const auto gone = require_unit(known, "00002", day("2024-06-01"));
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, "units.not_alive");
  EXPECT_EQ((*require_unit(known, "00002@2020-01-01", day("2024-06-01")))->id.code, "00002");
  EXPECT_TRUE(require_any_unit(known, "00002", day("2024-06-01")));
}

}  // namespace
}  // namespace luytre::units
