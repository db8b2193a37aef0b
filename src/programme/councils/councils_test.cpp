#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

#include "programme/councils/council_register.h"

namespace luytre::councils {
namespace {

Rule rule_with(int quorum_numerator, int quorum_denominator, const char* percent, bool of_all) {
  criteria::Ballot ballot;
  ballot.quorum = {Decimal::of(quorum_numerator), Decimal::of(quorum_denominator)};
  ballot.approval = *Decimal::parse(percent);
  ballot.of_all = of_all;
  return {"commune-recognition/2022", ballot};
}

TEST(BallotRuleTest, two_thirds_of_fifteen_are_ten_and_nine_are_too_few) {
  const Rule rule = rule_with(2, 3, "90", false);
  EXPECT_TRUE(has_quorum(rule, 10, 15));
  EXPECT_FALSE(has_quorum(rule, 9, 15));
  EXPECT_FALSE(has_quorum(rule, 10, 16));
  EXPECT_TRUE(has_quorum(rule, 11, 16));
  EXPECT_FALSE(has_quorum(rule, 0, 0));
}

TEST(BallotRuleTest, exactly_ninety_percent_of_those_present_approve_and_one_less_does_not) {
  const Rule rule = rule_with(2, 3, "90", false);
  EXPECT_EQ(judge(rule, {15, 10, 9, 1, 0}), Conclusion::approved);
  EXPECT_EQ(judge(rule, {15, 10, 8, 1, 1}), Conclusion::rejected);
  EXPECT_EQ(judge(rule, {20, 20, 18, 0, 2}), Conclusion::approved);
  EXPECT_EQ(judge(rule, {20, 20, 17, 0, 3}), Conclusion::rejected);
  // 89.99…% is not rounded up: 8 of 9 are 88.9, 17 of 19 are 89.5.
  EXPECT_EQ(judge(rule, {19, 19, 17, 2, 0}), Conclusion::rejected);
}

TEST(BallotRuleTest, whoever_casts_no_ballot_is_not_for_it) {
  const Rule rule = rule_with(2, 3, "90", false);
  const Figures figures{12, 10, 8, 0, 0};
  EXPECT_EQ(figures.not_cast(), 2);
  EXPECT_EQ(judge(rule, figures), Conclusion::rejected);
}

TEST(BallotRuleTest, of_all_members_those_absent_count_against) {
  const Rule rule = rule_with(1, 2, "75", true);
  EXPECT_EQ(judge(rule, {8, 6, 6, 0, 0}), Conclusion::approved);
  EXPECT_EQ(judge(rule, {8, 5, 5, 0, 0}), Conclusion::rejected);
}

TEST(BallotRuleTest, a_share_with_decimals_is_exact) {
  const Rule rule = rule_with(2, 3, "66.7", false);
  EXPECT_EQ(judge(rule, {3, 3, 2, 1, 0}), Conclusion::rejected);
  EXPECT_EQ(judge(rule_with(2, 3, "66.6", false), {3, 3, 2, 1, 0}), Conclusion::approved);
}

TEST(BallotRuleTest, without_a_quorum_nothing_is_concluded) {
  EXPECT_EQ(judge(rule_with(2, 3, "90", false), {15, 9, 9, 0, 0}), Conclusion::no_quorum);
}

TEST(SessionTest, the_councils_word_differs_where_it_is_another_than_the_computed_one) {
  EXPECT_FALSE(differs(Conclusion::approved, engine::Outcome::met));
  EXPECT_TRUE(differs(Conclusion::approved, engine::Outcome::basically_met));
  EXPECT_TRUE(differs(Conclusion::approved, engine::Outcome::not_assessed));
  EXPECT_TRUE(differs(Conclusion::rejected, engine::Outcome::met));
  EXPECT_FALSE(differs(Conclusion::rejected, engine::Outcome::not_met));
  EXPECT_FALSE(differs(Conclusion::no_quorum, engine::Outcome::met));
}

Meeting a_meeting() {
  Meeting meeting;
  meeting.session = {"phien", 1, "20", "account:thu-ky"};
  Plan plan{"phien", 1, "Phiên họp", *Date::parse("2026-03-03"), "Lạng Sơn", "", {}, {"a", "b"}, "account:thu-ky"};
  for (const char* account : {"chu-tich", "thu-ky", "uy-vien"}) {
    plan.members.push_back({account, account == std::string("chu-tich") ? Duty::chair : Duty::member, account, ""});
  }
  meeting.plans.push_back(plan);
  return meeting;
}

void add_step(Meeting& meeting, const std::string& dossier, Command command, std::vector<std::string> present = {}) {
  meeting.steps.push_back({"phien", static_cast<EventNumber>(meeting.steps.size()) + 2, dossier, command,
                           std::move(present), std::nullopt, "", *Date::parse("2026-03-03"), "", "account:thu-ky"});
}

TEST(MeetingTest, those_with_a_conflict_are_not_among_those_who_vote) {
  Meeting meeting = a_meeting();
  add_step(meeting, "", Command::open, {"chu-tich", "thu-ky"});
  EXPECT_EQ(meeting.electorate("a").size(), 2U);
  meeting.conflicts.push_back({"phien", 9, "a", "thu-ky", ConflictReason::own_file, "", ""});
  EXPECT_EQ(meeting.electorate("a").size(), 1U);
  EXPECT_EQ(meeting.electorate("b").size(), 2U);
  meeting.conflicts.push_back({"phien", 10, "a", "thu-ky", ConflictReason::other, "nhầm hồ sơ", "", true});
  EXPECT_EQ(meeting.electorate("a").size(), 2U);
}

TEST(MeetingTest, the_newest_word_on_who_is_there_counts) {
  Meeting meeting = a_meeting();
  EXPECT_FALSE(meeting.is_present("chu-tich"));
  add_step(meeting, "", Command::open, {"chu-tich"});
  add_step(meeting, "", Command::attend, {"uy-vien"});
  EXPECT_FALSE(meeting.is_present("chu-tich"));
  EXPECT_TRUE(meeting.is_present("uy-vien"));
}

// Whatever is asked in whatever order: what the tables admit keeps a session and its items in states that follow each
// other, a ballot happens between its beginning and its count only, and after the end nothing is admitted.
RC_GTEST_PROP(MeetingProperty, no_sequence_of_commands_leaves_the_tables, ()) {
  Meeting meeting = a_meeting();
  const auto commands = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 14), rc::gen::inRange(0, 3)));
  std::set<std::pair<std::string, ItemState>> been;
  for (const auto& [number, target] : commands) {
    const auto command = static_cast<Command>(number);
    const State before = meeting.state();
    if (target == 2) {
      const auto to = after(before, command);
      if (!to) continue;
      add_step(meeting, "", command);
      RC_ASSERT(meeting.state() == *to);
      RC_ASSERT(before == State::convened || before == State::open);
      RC_ASSERT(command != Command::close || before == State::open);
      continue;
    }
    const std::string dossier = target == 0 ? "a" : "b";
    const ItemState item = meeting.item_state(dossier);
    const auto to = after(before, item, command);
    if (!to) continue;
    RC_ASSERT(before == State::convened || before == State::open);
    if (before == State::convened) RC_ASSERT(*to == item);
    if (command == Command::vote) RC_ASSERT(item == ItemState::voting);
    if (command == Command::close) RC_ASSERT(item == ItemState::counted);
    if (*to == item) continue;                     // said, not a step
    RC_ASSERT(been.emplace(dossier, *to).second);  // no state is come back to
    add_step(meeting, dossier, command);
    RC_ASSERT(meeting.item_state(dossier) == *to);
  }
  if (meeting.state() == State::closed || meeting.state() == State::adjourned) {
    for (int number = 0; number < 14; ++number) {
      RC_ASSERT(!after(meeting.state(), static_cast<Command>(number)).has_value());
    }
  }
}

}  // namespace
}  // namespace luytre::councils
