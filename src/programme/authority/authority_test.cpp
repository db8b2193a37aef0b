// The files of authority/: read, checked, registered; the tree of units as spans; the gate on both stores.
#include <gtest/gtest.h>

#include "base/messages.h"
#include "platform/accounts/account_store.h"
#include "platform/storage/test_database.h"
#include "programme/authority/gate.h"
#include "programme/authority/read_authority.h"
#include "programme/authority/register_authority.h"
#include "programme/authority/remind_of_endings.h"
#include "programme/authority/tell_those_who_may.h"
#include "programme/observations/installation.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::authority {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }

std::vector<std::string> codes_of(const std::vector<Problem>& problems) {
  std::vector<std::string> codes;
  for (const Problem& problem : problems) codes.push_back(problem.code);
  return codes;
}

TEST(EmbeddedAuthority, is_whole_and_has_words_for_everything) {
  const auto authority = read_authority(embedded_texts());
  ASSERT_TRUE(authority) << full_message(authority.error(), Language::en);
  EXPECT_EQ(codes_of(check(*authority)), std::vector<std::string>());
  for (const auto& role : authority->roles) EXPECT_TRUE(in_catalogue("access.role." + role.id)) << role.id;
  // Some day at least: what districts did ended with them.
  const auto is_ruled = [&](const std::string& act) {
    return std::any_of(authority->rules.begin(), authority->rules.end(),
                       [&](const auto& rule) { return rule.act == act; });
  };
  for (const auto& act : authority->acts) {
    EXPECT_TRUE(in_catalogue("access.act." + act.id)) << act.id;
    EXPECT_TRUE(!act.has_command || is_ruled(act.id)) << act.id;
  }
}

TEST(EmbeddedAuthority, survives_the_database) {
  const auto texts = embedded_texts();
  const auto read = read_authority(texts);
  const auto again = read_canonical(canonical_of(texts));
  ASSERT_TRUE(again) << full_message(again.error(), Language::en);
  EXPECT_EQ(again->hash, read->hash);
  EXPECT_EQ(again->rules.size(), read->rules.size());
  EXPECT_EQ(again->departments.size(), read->departments.size());
}

TEST(Check, finds_what_the_hard_rules_forbid) {
  auto authority = *read_authority(embedded_texts());
  const Interval always{day("2021-01-01"), Date::open_end()};
  authority.rules.push_back({"commune_officer", "surveys.enter", access::Reach::own, always, "r", {}});
  authority.rules.push_back({"administrator", "claims.publish", access::Reach::own, always, "r", {}});
  authority.rules.push_back({"coordinator", "recognition.record", access::Reach::own, always, "r", {}});
  authority.rules.push_back({"nobody", "claims.publish", access::Reach::own, always, "r", {}});
  EXPECT_EQ(codes_of(check(authority)),
            (std::vector<std::string>{"authority.survey_lane", "authority.administration_approves", "authority.overlap",
                                      "authority.unknown_name"}));
}

TEST(Read, names_file_and_line_of_every_fault) {
  auto texts = embedded_texts();
  for (auto& text : texts)
    if (text.path == "rules.yaml")
      text.bytes += "- { role: x, act: y, reach: far, from: 2021-01-01, reference: r, odd: 1 }\n";
  const auto authority = read_authority(texts);
  ASSERT_FALSE(authority);
  EXPECT_EQ(authority.error().code, "authority.unreadable");
  EXPECT_EQ(authority.error().causes.size(), 2U) << full_message(authority.error(), Language::en);
  EXPECT_TRUE(authority.error().causes.front().where.starts_with("authority/rules.yaml:"));
}

class GateTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    commands::Writer writer(database());
    const auto actor = access::Actor::local_operator();
    ASSERT_TRUE(units::seed_reference(writer, actor, "20"));
    ASSERT_TRUE(observations::establish(writer, database(), actor, observations::InstallationKind::real, "20"));
    ASSERT_TRUE(register_embedded_authority(writer, database(), actor));
  }

  // An active account with one approved role.
  access::Actor person(const std::string& id, const std::string& role, const std::string& unit) {
    const accounts::AccountId account(id);
    accounts::GrantRecord record;
    record.grant = {"grant-" + id, role, unit, "", {day("2020-01-01"), Date::open_end()}};
    record.account = account;
    EXPECT_TRUE(accounts::insert_account(database(), account, 1));
    EXPECT_TRUE(accounts::insert_state(database(), account, 1, accounts::AccountState::active));
    EXPECT_TRUE(accounts::insert_grant(database(), record));
    EXPECT_TRUE(accounts::insert_grant_decision(database(), record.grant.id, 2, accounts::GrantState::approved, "x"));
    access::Actor actor = access::Actor::of_account(id);
    actor.has_second_factor = true;
    return actor;
  }

  std::string refusal(const access::Actor& actor, const access::Ask& ask) {
    const auto done = gate_.require(database(), actor, ask);
    return done ? "" : done.error().code;
  }

  Gate gate_{[] { return day("2026-11-25"); }};
};

TEST_P(GateTest, spans_follow_the_dated_tree) {
  const auto known = gate_.materials(database());
  ASSERT_TRUE(known) << full_message(known.error(), Language::en);
  const RegisterTree& tree = *(*known)->tree;
  const auto province = tree.place("20", day("2025-06-30"));
  const auto district = tree.place("183", day("2025-06-30"));
  const auto commune = tree.place("06187", day("2025-06-30"));
  ASSERT_TRUE(province && district && commune);
  EXPECT_TRUE(province->span.holds(district->span));
  EXPECT_TRUE(district->span.holds(commune->span));
  EXPECT_FALSE(commune->span.holds(district->span));
  EXPECT_FALSE(tree.place("183", day("2025-07-01"))) << "districts ended";
  EXPECT_TRUE(tree.places_of_grant(district->unit, day("2025-07-01")).empty()) << "and nothing took one over";
  EXPECT_EQ(tree.level(commune->unit), "commune");
}

TEST_P(GateTest, every_place_equals_the_naive_walk) {
  const auto known = gate_.materials(database());
  const RegisterTree& tree = *(*known)->tree;
  const units::Register& units = tree.units();
  for (const char* text : {"2021-06-01", "2025-06-30", "2025-07-01", "2026-01-01"}) {
    const Date on = day(text);
    const units::Unit* province = units.find("20", on);
    std::vector<const units::Unit*> alive;
    for (const auto level : {units::Level::province, units::Level::district, units::Level::commune})
      for (const auto* unit : units.descendants(province, on, level)) alive.push_back(unit);
    for (const auto* root : alive) {
      const auto root_place = tree.place(root->id.text(), on);
      ASSERT_TRUE(root_place);
      for (const auto* unit : alive) {
        const auto place = tree.place(unit->id.text(), on);
        ASSERT_EQ(root_place->span.holds(place->span), units.is_under(*unit, *root, on))
            << root->id.text() << " holds " << unit->id.text() << " on " << text;
      }
    }
  }
}

TEST_P(GateTest, a_merger_moves_a_grant_and_the_past_comes_along) {
  const auto known = gate_.materials(database());
  const RegisterTree& tree = *(*known)->tree;
  const units::Unit* merged = tree.units().find("06001", day("2026-01-01"));  // Đoàn Kết, from several communes
  ASSERT_NE(merged, nullptr);
  std::vector<const units::Unit*> whole;
  for (const units::Link* link : tree.units().links_into(*merged))
    if (link->part == units::Part::whole) whole.push_back(&tree.units().unit(link->from));
  ASSERT_FALSE(whole.empty());
  const std::string before = whole.front()->id.text();
  const auto moved = tree.places_of_grant(before, day("2026-01-01"));
  ASSERT_EQ(moved.size(), 1U);
  EXPECT_TRUE(moved.front().is_followed);
  EXPECT_EQ(moved.front().unit, merged->id.text());
  EXPECT_EQ(tree.places_of_grant(merged->id.text(), day("2025-06-30")).size(), whole.size());

  const auto officer = person("an", "commune_officer", before);
  EXPECT_EQ(refusal(officer, {"observations.record_self", "06001", {}, {}}), "");
  EXPECT_EQ(refusal(officer, {"observations.record_self", "06004", {}, {}}), "access.outside");
}

TEST_P(GateTest, the_committee_never_writes_the_survey_nor_the_administrator_business) {
  const auto officer = person("an", "commune_officer", "06001@2025-07-01");
  EXPECT_EQ(refusal(officer, {"surveys.enter", "06001", {}, {}}), "access.no_role");
  const auto front = person("binh", "commune_front", "06001@2025-07-01");
  EXPECT_EQ(refusal(front, {"surveys.enter", "06001", {}, {}}), "");
  EXPECT_EQ(refusal(front, {"observations.record_self", "06001", {}, {}}), "access.no_role");
  const auto keeper = person("chi", "administrator", "20@2020-01-01");
  EXPECT_EQ(refusal(keeper, {"accounts.manage", "", {}, {}}), "");
  for (const char* act : {"observations.record_self", "recognition.record", "claims.publish", "news.publish",
                          "criteria.decide", "grants.decide", "audit.view_personal"})
    EXPECT_EQ(refusal(keeper, {act, "", {}, {}}), "access.no_role") << act;
}

TEST_P(GateTest, a_suspended_account_may_do_nothing_at_once) {
  const auto officer = person("an", "commune_officer", "06001@2025-07-01");
  EXPECT_EQ(refusal(officer, {"observations.record_self", "06001", {}, {}}), "");
  ASSERT_TRUE(accounts::insert_state(database(), accounts::AccountId("an"), 3, accounts::AccountState::suspended));
  EXPECT_EQ(refusal(officer, {"observations.record_self", "06001", {}, {}}), "access.no_role");
}

TEST_P(GateTest, rules_stand_as_rows_too) {
  const auto rows = database().query("SELECT count(*) FROM authority_rule WHERE role = 'commune_officer'");
  EXPECT_GT(rows->front().integer(0), 0);
  commands::Writer writer(database());
  const auto head = audit::head(database())->number;
  ASSERT_TRUE(register_embedded_authority(writer, database(), access::Actor::local_operator()));
  EXPECT_EQ(audit::head(database())->number, head) << "the same text again is no event";
}

TEST(Endings, come_six_three_and_one_month_before_and_not_after) {
  const auto authority = read_authority(embedded_texts());
  const auto months = [&](const char* text) {
    for (const Ending& ending : endings(*authority, day(text)))
      if (ending.rule.act == "ntp.manage_commune" && ending.rule.role == "commune_chairman") return ending.months;
    return 0;
  };
  EXPECT_EQ(months("2026-08-31"), 0);
  EXPECT_EQ(months("2026-09-01"), 6);
  EXPECT_EQ(months("2026-11-30"), 6);
  EXPECT_EQ(months("2026-12-01"), 3);
  EXPECT_EQ(months("2027-02-01"), 1);
  EXPECT_EQ(months("2027-02-28"), 1);
  EXPECT_EQ(months("2027-03-01"), 0) << "it has ended";
}

TEST_P(GateTest, whoever_a_rule_that_ends_concerns_is_told_once) {
  person("chu-tich", "commune_chairman", "06001@2025-07-01");
  person("dieu-phoi", "coordinator", "20@2020-01-01");
  person("can-bo", "commune_officer", "06001@2025-07-01");
  const auto first = remind_of_endings(gate_, database());
  ASSERT_TRUE(first) << full_message(first.error(), Language::en);
  EXPECT_EQ(*first, 2);
  EXPECT_EQ(*remind_of_endings(gate_, database()), 0) << "not again on the next day";
}

TEST_P(GateTest, those_who_may_decide_are_told_but_for_whoever_asked) {
  person("mot", "coordinator", "20@2020-01-01");
  const auto two = person("hai", "coordinator", "20@2020-01-01");
  person("ba", "commune_officer", "06001@2025-07-01");
  const notices::Notice notice{{}, notices::Urgency::task, "law_desk.notice.waiting", {{"set", "s"}}, "/ban-luat"};
  const auto now = database().now();
  ASSERT_TRUE(
      tell_those_who_may(gate_, database(), {{access::Ask{"criteria.decide", "20", {}, {}}, notice}}, two.name, *now));
  const auto rows = database().query("SELECT account FROM notice", {});
  ASSERT_EQ(rows->size(), 1U);
  EXPECT_EQ((*rows)[0].text(0), "mot");
}

INSTANTIATE_TEST_SUITE_P(EachStore, GateTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::authority
