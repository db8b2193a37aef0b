#include "platform/access/decide.h"

#include <gtest/gtest.h>

#include <map>

#include "base/messages.h"

namespace luytre::access {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }
const Date today = day("2026-03-01");

// One province with two communes; until 1 July 2025 a district between them and a third commune that one of them took
// over. Places are written out by hand: 20 [0,6): 183 [1,5) {A [2,3), B [3,4)}, N, M.
class DrawnTree final : public UnitTree {
 public:
  std::optional<Place> place(std::string_view unit, Date on) const override {
    if (unit.empty() || unit == "VN") return Place{{0, 100}, "VN", false};
    const auto& alive = on < day("2025-07-01") ? before_ : after_;
    const auto found = alive.find(std::string(unit));
    if (found == alive.end()) return std::nullopt;
    return Place{found->second, std::string(unit), false};
  }
  std::vector<Place> places_of_grant(std::string_view unit, Date on) const override {
    if (const auto here = place(unit, on)) return {*here};
    if (unit == "A" && on >= day("2025-07-01")) return {{*place("N", on)}};
    if (unit == "N" && on < day("2025-07-01")) return {*place("A", on)};
    return {};
  }
  std::string level(std::string_view) const override { return "commune"; }

 private:
  std::map<std::string, Span> before_ = {{"20", {0, 6}}, {"183", {1, 5}}, {"A", {2, 3}}, {"B", {3, 4}}};
  std::map<std::string, Span> after_ = {{"20", {0, 6}}, {"N", {1, 2}}, {"M", {2, 3}}};
};

Authority drawn_authority() {
  Authority authority;
  authority.roles = {{"officer", "COF", Lane::committee, {"commune"}, false, true},
                     {"reviewer", "SEC", Lane::committee, {"province"}, true, true},
                     {"leader", "LEA", Lane::committee, {"province"}, false, true},
                     {"keeper", "ADM", Lane::administration, {"province"}, false, false}};
  authority.acts = {{"values.record", ActKind::write, false},
                    {"opinions.record", ActKind::write, true},
                    {"titles.approve", ActKind::approve, false},
                    {"stars.certify", ActKind::approve, false},
                    {"lists.view", ActKind::view, false}};
  const Interval always{day("2021-01-01"), Date::open_end()};
  authority.rules = {
      {"officer", "values.record", Reach::own_and_below, always, "r", Confidence::sourced},
      {"reviewer", "opinions.record", Reach::own_and_below, always, "r", Confidence::sourced},
      {"leader", "titles.approve", Reach::own_and_below, always, "r", Confidence::sourced},
      {"leader", "values.record", Reach::own, always, "r", Confidence::sourced},
      {"keeper", "lists.view", Reach::anywhere, always, "r", Confidence::sourced},
      // Between the end of the district and the new rule nobody was competent.
      {"officer", "stars.certify", Reach::own, {day("2023-02-24"), day("2025-07-01")}, "r", Confidence::sourced},
      {"leader",
       "stars.certify",
       Reach::own_and_below,
       {day("2025-07-06"), Date::open_end()},
       "r",
       Confidence::sourced}};
  authority.ownership = {{"set", "2.1", "", "roads", {day("2021-01-01"), day("2025-03-01")}, "r"},
                         {"set", "2.1", "", "works", {day("2025-03-01"), Date::open_end()}, "r"},
                         {"set", "3.1", "", "works", always, "r"},
                         {"set", "3.1", "", "water", always, "r"}};
  return authority;
}

Actor person(bool with_factor = true) {
  Actor actor = Actor::of_account("an");
  actor.has_second_factor = with_factor;
  return actor;
}

Grant grant(std::string role, std::string unit, std::string department = {}) {
  return {"g", std::move(role), std::move(unit), std::move(department), {day("2022-01-01"), Date::open_end()}};
}

Decision ask(const std::vector<Grant>& grants, const Ask& what, const Actor& actor = person(), Date on = today) {
  return decide(drawn_authority(), DrawnTree{}, grants, actor, what, on);
}

struct Case {
  const char* story;
  Grant held;
  Ask asked;
  Verdict verdict;
};

TEST(Decide, every_verdict_of_roles_and_units) {
  const std::vector<Case> cases = {
      {"own unit", grant("officer", "N"), {"values.record", "N", {}, {}}, Verdict::allowed},
      {"another unit", grant("officer", "N"), {"values.record", "M", {}, {}}, Verdict::outside},
      {"the unit above", grant("officer", "N"), {"values.record", "20", {}, {}}, Verdict::outside},
      {"below the own one", grant("officer", "20"), {"values.record", "M", {}, {}}, Verdict::allowed},
      {"own alone: not below", grant("leader", "20"), {"values.record", "M", {}, {}}, Verdict::outside},
      {"own alone: itself", grant("leader", "20"), {"values.record", "20", {}, {}}, Verdict::allowed},
      {"anywhere", grant("keeper", "20"), {"lists.view", "", {}, {}}, Verdict::allowed},
      {"no such role", grant("keeper", "20"), {"values.record", "N", {}, {}}, Verdict::no_role},
      {"no such unit then", grant("officer", "N"), {"values.record", "A", {}, {}}, Verdict::unknown_unit},
      {"no such act", grant("officer", "N"), {"values.forget", "N", {}, {}}, Verdict::unknown_act},
      {"taken over whole", grant("officer", "A"), {"values.record", "N", {}, {}}, Verdict::allowed},
      {"split or ended", grant("officer", "B"), {"values.record", "M", {}, {}}, Verdict::ended_unit},
      {"the past of the own unit",
       grant("officer", "N"),
       {"values.record", "A", day("2024-12-31"), {}},
       Verdict::allowed},
      {"the past of another", grant("officer", "N"), {"values.record", "B", day("2024-12-31"), {}}, Verdict::outside},
      {"the last day of the old tree",
       grant("officer", "B"),
       {"values.record", "B", day("2025-06-30"), {}},
       Verdict::allowed},
  };
  for (const Case& one : cases) EXPECT_EQ(ask({one.held}, one.asked).verdict, one.verdict) << one.story;
}

TEST(Decide, says_on_whose_behalf_when_the_unit_has_ended) {
  EXPECT_EQ(ask({grant("officer", "N")}, {"values.record", "A", day("2024-12-31"), {}}).on_behalf_of, "A");
  EXPECT_EQ(ask({grant("officer", "N")}, {"values.record", "N", {}, {}}).on_behalf_of, "");
}

TEST(Decide, ownership_is_dated_and_may_be_joint) {
  const auto verdict = [](const char* department, const char* indicator, const char* on) {
    const Ask asked{"opinions.record", "20", day(on), {std::string("set ") + indicator}};
    return ask({grant("reviewer", "20", department)}, asked).verdict;
  };
  EXPECT_EQ(verdict("roads", "2.1", "2025-02-28"), Verdict::allowed);
  EXPECT_EQ(verdict("roads", "2.1", "2025-03-01"), Verdict::not_owner);
  EXPECT_EQ(verdict("works", "2.1", "2025-02-28"), Verdict::not_owner);
  EXPECT_EQ(verdict("works", "2.1", "2025-03-01"), Verdict::allowed);
  EXPECT_EQ(verdict("works", "3.1", "2026-01-01"), Verdict::allowed);
  EXPECT_EQ(verdict("water", "3.1", "2026-01-01"), Verdict::allowed);
  EXPECT_EQ(verdict("water", "9.9", "2026-01-01"), Verdict::not_owner);
  EXPECT_EQ(ask({grant("reviewer", "20", "works")}, {"opinions.record", "20", {}, {}}).verdict, Verdict::not_owner)
      << "an owned act that names no indicator is nobody's";
}

TEST(Decide, a_gap_between_two_rules_stops_everybody) {
  const auto on = [](const char* text) {
    return ask({grant("leader", "20")}, {"stars.certify", "20", {}, {}}, person(), day(text)).verdict;
  };
  EXPECT_EQ(on("2025-06-30"), Verdict::no_role);
  EXPECT_EQ(on("2025-07-01"), Verdict::rule_ended);
  EXPECT_EQ(on("2025-07-05"), Verdict::rule_ended);
  EXPECT_EQ(on("2025-07-06"), Verdict::allowed);
}

TEST(Decide, a_grant_holds_on_its_days_only) {
  Grant held = grant("officer", "N");
  held.valid = {day("2026-01-01"), day("2026-03-01")};
  EXPECT_EQ(ask({held}, {"values.record", "N", {}, {}}, person(), day("2026-02-28")).verdict, Verdict::allowed);
  EXPECT_EQ(ask({held}, {"values.record", "N", {}, {}}, person(), day("2026-03-01")).verdict, Verdict::no_role);
}

TEST(Decide, whoever_approves_shows_the_second_factor_for_everything) {
  EXPECT_EQ(ask({grant("leader", "20")}, {"titles.approve", "N", {}, {}}, person(false)).verdict,
            Verdict::needs_second_factor);
  EXPECT_EQ(ask({grant("leader", "20")}, {"values.record", "20", {}, {}}, person(false)).verdict,
            Verdict::needs_second_factor);
  EXPECT_EQ(ask({grant("keeper", "20")}, {"lists.view", "20", {}, {}}, person(false)).verdict,
            Verdict::needs_second_factor)
      << "administrators too";
  EXPECT_EQ(ask({grant("officer", "N")}, {"values.record", "N", {}, {}}, person(false)).verdict, Verdict::allowed);
}

TEST(Decide, a_token_does_what_it_was_made_for_and_never_approves) {
  Actor token = person();
  token.kind = ActorKind::token;
  token.token_acts = {"values.record", "titles.approve"};
  const std::vector<Grant> held{grant("leader", "20"), grant("keeper", "20")};
  EXPECT_EQ(ask(held, {"values.record", "20", {}, {}}, token).verdict, Verdict::allowed);
  EXPECT_EQ(ask(held, {"titles.approve", "20", {}, {}}, token).verdict, Verdict::token_never);
  EXPECT_EQ(ask(held, {"lists.view", "20", {}, {}}, token).verdict, Verdict::token_scope);
}

TEST(Decide, nobody_is_asked_to_sign_in_and_the_operator_may) {
  EXPECT_EQ(ask({}, {"values.record", "N", {}, {}}, Actor::nobody()).verdict, Verdict::not_signed_in);
  EXPECT_EQ(ask({}, {"values.record", "N", {}, {}}, Actor::local_operator()).verdict, Verdict::allowed);
}

TEST(Refusal, says_who_can) {
  const Ask asked{"values.record", "M", {}, {}};
  const Decision refused = ask({grant("officer", "N")}, asked);
  const Problem problem = refusal_of(refused, person(), asked, today);
  EXPECT_EQ(problem.code, "access.outside");
  EXPECT_EQ(problem.where, "unit:M");
  EXPECT_EQ(http_status(problem.code), 403);
  ASSERT_EQ(problem.causes.size(), 2U);
  EXPECT_EQ(problem.causes[0].code, "access.role.officer");
  EXPECT_EQ(problem.causes[1].code, "access.role.leader");
}

TEST(Actor, is_named_in_the_log_without_a_person) {
  EXPECT_EQ(Actor::of_account("0190").name, "account:0190");
  EXPECT_EQ(Actor::local_operator("an").name, "local operator (an)");
  EXPECT_EQ(Actor::local_operator().name, "local operator");
}

}  // namespace
}  // namespace luytre::access
