// The checks of one decision, and what the register counts from it.
#include "programme/recognition/check_decision.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/messages.h"
#include "programme/recognition/title_list.h"

namespace luytre::recognition {
namespace {

const Date today = Date::of(2026, 6, 1);

units::Unit unit(const std::string& code, units::Level level, units::Kind kind, const std::string& parent,
                 Interval life) {
  units::Unit made;
  made.id = {code, life.from};
  made.level = level;
  units::Version version;
  version.valid = life;
  version.name = "Xã " + code;
  version.kind = kind;
  version.parent_code = parent;
  made.versions.push_back(std::move(version));
  return made;
}

const Interval always{Date::of(2010, 1, 1), Date::open_end()};
const Interval until_merger{Date::of(2010, 1, 1), Date::of(2025, 7, 1)};

// A province with two communes, one of them until the merger, and a ward.
const units::Register& world_units() {
  static const units::Register made = [] {
    units::RegisterParts parts;
    parts.units = {unit("20", units::Level::province, units::Kind::province, "", always),
                   unit("06001", units::Level::commune, units::Kind::commune, "20", always),
                   unit("06002", units::Level::commune, units::Kind::commune, "20", until_merger),
                   unit("06003", units::Level::commune, units::Kind::ward, "20", always)};
    parts.coverage.push_back({"20", always, "list"});
    return units::Register(std::move(parts), 1);
  }();
  return made;
}

const criteria::Library& law() {
  static const auto library = criteria::embedded_library();
  return **library;
}

TitleFact decision(const std::string& unit = "06001@2010-01-01") {
  TitleFact fact;
  fact.unit = unit;
  fact.decision = "9/QĐ-UBND";
  fact.stated_on = Date::of(2024, 3, 1);
  fact.decision_date = fact.stated_on;
  fact.achievement_year = 2023;
  fact.set = "commune-ntm/2021-2025";
  fact.source_url = "sổ";
  fact.trust = "A";
  return fact;
}

std::string code_of(const Done& done) { return done ? "" : done.error().code; }

std::string checked(const TitleFact& fact, const std::vector<TitleFact>& known = {},
                    const std::vector<Coverage>& coverage = {}) {
  const TitleRegister titles(known, {}, coverage, 1);
  return code_of(check_decision(fact, {world_units(), law(), titles, today}));
}

struct Row {
  const char* name;
  void (*change)(TitleFact&);
  const char* code;
};

TEST(CheckDecision, Table) {
  const std::vector<Row> rows{
      {"right", [](TitleFact&) {}, ""},
      {"signed tomorrow", [](TitleFact& f) { f.decision_date = today.plus_days(1); }, "recognition.signed_in_future"},
      {"signed today", [](TitleFact& f) { f.decision_date = today; }, ""},
      {"in force the day before", [](TitleFact& f) { f.in_force = Date::of(2024, 2, 29); },
       "recognition.in_force_before_signed"},
      {"in force later than today", [](TitleFact& f) { f.in_force = Date::of(2027, 1, 1); }, ""},
      {"for the year of signing", [](TitleFact& f) { f.achievement_year = 2024; }, ""},
      {"for the year after", [](TitleFact& f) { f.achievement_year = 2025; }, "recognition.year_after_signed"},
      {"no number", [](TitleFact& f) { f.decision = " "; }, "recognition.no_decision"},
      {"no number, quoted from the press",
       [](TitleFact& f) {
         f.decision = "";
         f.trust = "B";
       },
       "recognition.no_decision"},
      {"neither source nor document", [](TitleFact& f) { f.source_url = ""; }, "recognition.no_source"},
      {"unknown set", [](TitleFact& f) { f.set = "commune-ntm/1999"; }, "criteria.unknown_set"},
      {"set of another title", [](TitleFact& f) { f.set = "commune-ntm-advanced/2021-2025"; },
       "recognition.set_other_title"},
      {"set of another level", [](TitleFact& f) { f.set = "district-ntm/2021-2025"; }, "recognition.set_other_level"},
      {"set of another time", [](TitleFact& f) { f.achievement_year = 2020; }, "recognition.set_not_in_force"},
      {"set of its time", [](TitleFact& f) { f.achievement_year = 2021; }, ""},
      {"no set named", [](TitleFact& f) { f.set = ""; }, ""},
      {"unit unknown", [](TitleFact& f) { f.unit = "99999@2010-01-01"; }, "recognition.unknown_unit"},
      {"trust unknown", [](TitleFact& f) { f.trust = "D"; }, "recognition.trust_unknown"},
      {"two things",
       [](TitleFact& f) {
         f.decision = "";
         f.achievement_year = 2025;
       },
       "recognition.decision_refused"},
  };
  for (const auto& row : rows) {
    auto fact = decision();
    row.change(fact);
    EXPECT_EQ(checked(fact), row.code) << row.name;
  }
}

TEST(CheckDecision, AUnitIsDecidedAboutWhileItLives) {
  auto fact = decision("06002@2010-01-01");
  EXPECT_EQ(checked(fact), "");
  fact.decision_date = Date::of(2025, 7, 1);
  EXPECT_EQ(checked(fact), "recognition.unit_not_alive");
  fact.decision_date = Date::of(2025, 6, 30);
  EXPECT_EQ(checked(fact), "");
}

TEST(CheckDecision, OnlyWhatStandsIsTakenAway) {
  auto revoked = decision();
  revoked.standing = Standing::revoked;
  revoked.decision = "10/QĐ-UBND";
  revoked.decision_date = Date::of(2024, 9, 1);
  EXPECT_EQ(checked(revoked), "") << "where the register is not complete the title may stand unknown to it";
  EXPECT_EQ(checked(revoked, {decision()}), "");
  EXPECT_EQ(checked(revoked, {}, {{"20@2010-01-01", Title::ntm, always, "sổ", 1}}), "recognition.nothing_to_revoke");
  auto again = revoked;
  again.decision = "11/QĐ-UBND";
  again.decision_date = Date::of(2024, 10, 1);
  EXPECT_EQ(checked(again, {decision(), revoked}), "recognition.nothing_to_revoke");
  auto corrected = revoked;
  corrected.document = "https://a.vn/10.pdf";
  EXPECT_EQ(checked(corrected, {decision(), revoked}), "") << "what is recorded is not judged by its own effect";
}

TEST(CheckDecision, SaysWhatWasLeftOut) {
  TitleFact fact = decision();
  fact.trust = "";
  fact.source_url = "";
  fact.document = "0190-abc";
  EXPECT_EQ(completed(fact).trust, "A");
  EXPECT_EQ(completed(fact).source_url, "0190-abc");
  fact.decision = "";
  EXPECT_EQ(completed(fact).trust, "B");
}

TEST(CountTitles, NothingIsCountedWhereNobodyStandsForIt) {
  const Date day = Date::of(2025, 12, 31);
  const auto* root = world_units().find("20", day);
  const auto counted = [&](const std::vector<TitleFact>& facts, const std::vector<Coverage>& coverage, Date on) {
    return count_titles(TitleRegister(facts, {}, coverage, 1), world_units(), on, root, units::Level::commune);
  };
  auto counts = counted({}, {}, day);
  EXPECT_EQ(counts.units, 1) << "wards are not counted, and ended communes are not there";
  EXPECT_TRUE(why_unknown(counts, counts.titles[0]));
  const Coverage declared{"20@2010-01-01", Title::ntm, {Date::of(2024, 1, 1), Date::of(2026, 1, 1)}, "sổ", 1};
  counts = counted({}, {declared}, day);
  EXPECT_FALSE(why_unknown(counts, counts.titles[0]));
  EXPECT_EQ(counts.titles[0].recognised, 0);
  EXPECT_EQ(counts.titles[0].never, 1);
  EXPECT_TRUE(why_unknown(counts, counts.titles[1])) << "the declaration is for one title";
  counts = counted({}, {declared}, Date::of(2026, 1, 1));
  EXPECT_TRUE(why_unknown(counts, counts.titles[0])) << "and for its days";
  auto withdrawn = declared;
  withdrawn.days.to = withdrawn.days.from;
  counts = counted({}, {declared, withdrawn}, day);
  EXPECT_TRUE(why_unknown(counts, counts.titles[0]));
  counts = counted({decision("06002@2010-01-01")}, {declared}, day);
  EXPECT_EQ(counts.titles[0].recognised, 0) << "a predecessor's title is nobody's";
  EXPECT_EQ(counts.titles[0].history, 1);
  counts = counted({decision("06002@2010-01-01")}, {declared}, Date::of(2025, 6, 30));
  EXPECT_EQ(counts.titles[0].recognised, 1);
  EXPECT_EQ(counts.titles[0].history, 0);
}

TEST(ListDecisions, OneDecisionThatTwoSourcesTellIsOne) {
  auto first = decision();
  first.event = 3;
  auto second = decision();
  second.source_url = "https://a.vn";
  second.event = 4;
  const TitleRegister titles({first, second}, {}, {}, 4);
  const auto list = list_decisions(titles, world_units(), {std::nullopt, today, nullptr});
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.front().fact->event, 4);
}

// Drawn decisions about one commune, signed and in force on drawn days.
std::vector<TitleFact> drawn_decisions() {
  std::vector<TitleFact> facts;
  const int count = *rc::gen::inRange(0, 6);
  for (int at = 0; at < count; ++at) {
    auto fact = decision();
    fact.decision = std::to_string(at) + "/QĐ";
    fact.standing = *rc::gen::element(Standing::recognised, Standing::revoked, Standing::kept_up);
    fact.decision_date = Date::of(2024, 1, 1).plus_days(*rc::gen::inRange(0, 20));
    fact.stated_on = *fact.decision_date;
    if (*rc::gen::arbitrary<bool>()) fact.in_force = fact.signed_on().plus_days(*rc::gen::inRange(0, 10));
    facts.push_back(std::move(fact));
  }
  return facts;
}

// The last decision in force by the day stands, whatever day it was signed; of one day the one recorded last.
RC_GTEST_PROP(TitleRegister, ADecisionCountsFromItsDayInForce, ()) {
  const auto facts = drawn_decisions();
  const TitleRegister titles(facts, {}, {}, 1);
  const Date day = Date::of(2024, 1, 1).plus_days(*rc::gen::inRange(0, 35));
  const TitleFact* last = nullptr;
  for (const auto& fact : facts) {
    if (fact.effective_from() > day) continue;
    if (last == nullptr || fact.effective_from() >= last->effective_from()) last = &fact;
  }
  const auto expected = last == nullptr ? Holding::unknown : last->gives() ? Holding::yes : Holding::no;
  const auto answer = titles.holds({"06001@2010-01-01"}, {Title::ntm, std::nullopt, "", day});
  RC_ASSERT(answer.holding == expected);
  if (last != nullptr) RC_ASSERT(answer.fact->decision == last->decision);
  // The list tells the same: at most one decision gives the title on the day, and only where it is held.
  int giving = 0;
  for (const auto& one : list_decisions(titles, world_units(), {Title::ntm, day, nullptr})) {
    if (one.state == DecisionState::in_force) ++giving;
  }
  RC_ASSERT((giving > 0) == (expected == Holding::yes));
}

}  // namespace
}  // namespace luytre::recognition
