// The pure parts of the room: the table of states, minutes and displays, ticks and alerts, lists.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "programme/villages/import_villages.h"
#include "programme/villages/tick.h"
#include "programme/villages/villages_for_tests.h"

namespace luytre::villages {
namespace {

const Date today = test_today;

Rules made_rules() {
  return *read_rules(
      "- { item: lamps, kind: share, title: { vi: Đèn, en: Lamps } }\n"
      "- { item: hall, kind: count, title: { vi: Nhà, en: Hall } }\n"
      "- { item: road, kind: yes_no, title: { vi: Đường, en: Road } }\n",
      "alerts:\n"
      "  - { alert: no_tick, kind: months_without_tick, months: 2, confidence: uncertain, reference: x }\n"
      "  - { alert: share_falls, kind: share_below_months_before, months: 3, confidence: uncertain, reference: x }\n"
      "  - { alert: check_due, kind: months_without_check, months: 12, confidence: uncertain, reference: x }\n"
      "agreement:\n"
      "  - { more_than: \"50\", from: 2023-07-01, confidence: from_memory, reference: y }\n"
      "display_days:\n"
      "  - { province: \"20\", ladder: village, from: 2020-01-01, until: 2026-01-01, days: 10, confidence: uncertain,"
      " reference: z }\n");
}

TEST(Rules, travel_in_the_program_and_every_one_says_how_sure_it_is) {
  const Rules& rules = embedded_rules();
  EXPECT_GE(rules.items.size(), 5u);
  EXPECT_EQ(rules.alerts.size(), 3u);
  EXPECT_TRUE(rules.display.empty()) << "no provincial text was read";
  for (const AlertRule& rule : rules.alerts) EXPECT_EQ(rule.confidence, criteria::Confidence::uncertain);
  EXPECT_FALSE(read_rules("[]", "alerts:\n  - { alert: x, kind: nonsense, months: 0 }\n"));
}

// PROCESSES §4, said again apart from the table.
TEST(States, follow_the_law_s_order_and_nothing_skips_a_step) {
  using enum State;
  using enum StepKind;
  const std::pair<StepKind, State> way[] = {
      {meeting, agreed},        {plan, planned},           {self_score, self_scored}, {consultation, consulted},
      {verification, verified}, {recognition, recognised}, {upkeep_check, upkept},    {lapse, lapsed}};
  State state = registered;
  for (std::size_t at = 0; at < std::size(way); ++at) {
    for (std::size_t later = at + 1; later < std::size(way); ++later) {
      const bool is_lapse_of_recognised = way[later].first == lapse && (state == recognised || state == upkept);
      if (is_lapse_of_recognised) continue;
      EXPECT_FALSE(after(state, way[later].first, true)) << name_of(way[later].first);
    }
    state = *after(state, way[at].first, true);
    EXPECT_EQ(state, way[at].second);
  }
  for (std::size_t step = 0; step < steps_count; ++step) {
    EXPECT_FALSE(after(lapsed, static_cast<StepKind>(step), true));
    EXPECT_FALSE(after(withdrawn, static_cast<StepKind>(step), true));
  }
  EXPECT_EQ(after(registered, meeting, false), registered);
  EXPECT_EQ(after(upkept, upkeep_check, false), recognised);
}

RC_GTEST_PROP(States, stand_on_recognition_only_after_every_step_before_or_by_a_recorded_decision, ()) {
  const auto steps = *rc::gen::container<std::vector<std::pair<int, bool>>>(
      rc::gen::pair(rc::gen::inRange(0, static_cast<int>(steps_count)), rc::gen::arbitrary<bool>()));
  Title title;
  for (const auto& [kind, favourable] : steps) {
    Step step;
    step.kind = static_cast<StepKind>(kind);
    step.is_favourable = favourable;
    const auto before = title.state();
    if (!after(before, step.kind, favourable)) continue;  // refused by the command
    title.steps.push_back(step);
    RC_ASSERT(title.state() == *after(before, step.kind, favourable));
  }
  if (is_titled(title.state())) {
    RC_ASSERT(title.decision() != nullptr);
    const bool is_recorded = title.last(StepKind::recorded) != nullptr;
    const bool is_whole = title.last(StepKind::meeting) != nullptr && title.last(StepKind::plan) != nullptr &&
                          title.last(StepKind::self_score) != nullptr &&
                          title.last(StepKind::consultation) != nullptr &&
                          title.last(StepKind::verification) != nullptr;
    RC_ASSERT(is_recorded || is_whole);
  }
}

std::string code_of(const Done& done) { return done ? "" : done.error().code; }

TEST(Content, of_minutes_fits_together) {
  const Rules rules = made_rules();
  const auto check = [&](const StepWish& wish) {
    return code_of(check_content(wish, rules, "20", Ladder::village, today));
  };
  EXPECT_EQ(check(meeting_of(100, 80, 70)), "");
  EXPECT_EQ(check(meeting_of(100, 100, 100)), "");
  EXPECT_EQ(check(meeting_of(100, 80, 81)), "villages.minutes_contradict");
  EXPECT_EQ(check(meeting_of(79, 80, 70)), "villages.minutes_contradict");
  EXPECT_EQ(check(meeting_of(100, 80, -1)), "villages.minutes_contradict");
  EXPECT_EQ(check(meeting_of(0, 0, 0, false)), "villages.minutes_contradict");
  EXPECT_EQ(check(meeting_of(100, 80, 0)), "villages.nobody_agreed");
  EXPECT_EQ(check(meeting_of(100, 80, 0, false)), "");
  StepWish late = meeting_of(100, 80, 70);
  late.step.day = today.plus_days(1);
  EXPECT_EQ(check(late), "villages.future_day");
  // more than half of all households: 50 of 100 is not, 51 is; before the law nothing is compared
  EXPECT_EQ(warnings_of(meeting_of(100, 80, 50).step, rules).size(), 1u);
  EXPECT_EQ(warnings_of(meeting_of(100, 80, 51).step, rules).size(), 0u);
  Step early = meeting_of(100, 80, 1).step;
  early.day = Date::of(2023, 6, 30);
  EXPECT_EQ(warnings_of(early, rules).size(), 0u);
}

TEST(Content, of_a_consultation_is_displayed_as_long_as_the_province_says_where_that_is_known) {
  const Rules rules = made_rules();
  StepWish wish;
  wish.step.kind = StepKind::consultation;
  wish.step.day = Date::of(2025, 3, 20);
  wish.step.households = 200;
  wish.step.displayed_from = Date::of(2025, 3, 1);
  const auto until = [&](Date day, const std::string& province, Ladder ladder = Ladder::village) {
    wish.step.displayed_until = day;
    return code_of(check_content(wish, rules, province, ladder, today));
  };
  EXPECT_EQ(until(Date::of(2025, 3, 9), "20"), "villages.display_too_short");  // nine days
  EXPECT_EQ(until(Date::of(2025, 3, 10), "20"), "");
  EXPECT_EQ(until(Date::of(2025, 3, 9), "42"), "") << "no rule of that province is known";
  EXPECT_EQ(until(Date::of(2025, 3, 9), "20", Ladder::residential_area), "");
  EXPECT_EQ(until(Date::of(2025, 2, 28), "20"), "villages.display_days_contradict");
  wish.step.dissatisfied = {{"Đường", 201}};
  EXPECT_EQ(until(Date::of(2025, 3, 10), "20"), "villages.dissatisfied_contradict");
}

TEST(Content, keeps_only_what_belongs_to_the_step) {
  Step step;
  step.kind = StepKind::plan;
  step.scores = {{"1", Outcome::met, ""}};
  step.decision = "1/QĐ";
  step.is_favourable = false;
  const Step own = own_content(step);
  EXPECT_TRUE(own.scores.empty());
  EXPECT_TRUE(own.decision.empty());
  EXPECT_TRUE(own.is_favourable);
}

Tick tick_of(Month month, std::int64_t lit, std::int64_t lamps) {
  return {1, month, EnteredAs::head, "", "", {{"lamps", {lit, lamps}}}};
}

std::vector<std::string> names(const std::vector<Alert>& alerts) {
  std::vector<std::string> list;
  for (const Alert& alert : alerts) list.push_back(alert.rule->id);
  return list;
}

using Names = std::vector<std::string>;

TEST(Alerts, come_after_whole_months_without_a_tick) {
  const Rules rules = made_rules();
  const auto of = [&](Month last) {
    const Ticks ticks{{last, tick_of(last, 1, 1)}};
    return names(alerts_of(ticks, Date::of(2026, 1, 1), Date::of(2026, 11, 1), today, rules));
  };
  EXPECT_EQ(of(Month::of(Date::of(2026, 11, 1))), Names{});
  EXPECT_EQ(of(Month::of(Date::of(2026, 9, 1))), Names{});  // October alone is missing
  EXPECT_EQ(of(Month::of(Date::of(2026, 8, 1))), Names{"no_tick"});
  EXPECT_EQ(names(alerts_of({}, Date::of(2026, 9, 30), std::nullopt, today, rules)), Names{}) << "new title";
  EXPECT_EQ(names(alerts_of({}, Date::of(2026, 8, 31), std::nullopt, today, rules)), Names{"no_tick"});
}

TEST(Alerts, compare_shares_with_the_lowest_of_three_months_before) {
  const Rules rules = made_rules();
  const auto of = [&](std::int64_t before, std::int64_t now, std::int64_t lamps_now) {
    Ticks ticks;
    for (int month = 0; month < 4; ++month) {
      const Month at = Month::of(Date::of(2026, 8, 1)).plus(month);
      ticks.emplace(at, month == 3 ? tick_of(at, now, lamps_now) : tick_of(at, before + month, 15));
    }
    return names(alerts_of(ticks, Date::of(2026, 8, 1), std::nullopt, today, rules));
  };
  EXPECT_EQ(of(10, 10, 15), Names{});
  EXPECT_EQ(of(10, 9, 15), Names{"share_falls"});
  EXPECT_EQ(of(10, 20, 30), Names{}) << "the same share of more lamps";
  EXPECT_EQ(of(10, 19, 30), Names{"share_falls"});
  Ticks gap{{Month::of(Date::of(2026, 9, 1)), tick_of(Month::of(Date::of(2026, 9, 1)), 9, 10)},
            {Month::of(Date::of(2026, 11, 1)), tick_of(Month::of(Date::of(2026, 11, 1)), 1, 10)}};
  EXPECT_EQ(names(alerts_of(gap, Date::of(2026, 9, 1), std::nullopt, today, rules)), Names{}) << "months are missing";
}

TEST(Alerts, ask_for_a_yearly_check) {
  const Rules rules = made_rules();
  const Month now = Month::of(today);
  const Ticks ticks{{now, tick_of(now, 1, 1)}};
  EXPECT_EQ(names(alerts_of(ticks, Date::of(2025, 11, 26), std::nullopt, today, rules)), Names{"check_due"});
  EXPECT_EQ(names(alerts_of(ticks, Date::of(2025, 11, 27), std::nullopt, today, rules)), Names{});
  EXPECT_EQ(names(alerts_of(ticks, Date::of(2020, 1, 1), Date::of(2026, 1, 5), today, rules)), Names{});
}

TEST(Ticks, hold_what_their_kind_can_hold) {
  const Rules rules = made_rules();
  const auto check = [&](const std::string& item, Ticked ticked) {
    return code_of(check_items(rules, {{item, ticked}}));
  };
  EXPECT_EQ(check("lamps", {12, 15}), "");
  EXPECT_EQ(check("lamps", {16, 15}), "villages.bad_tick");
  EXPECT_EQ(check("lamps", {1, {}}), "villages.bad_tick");
  EXPECT_EQ(check("hall", {4, {}}), "");
  EXPECT_EQ(check("hall", {-1, {}}), "villages.bad_tick");
  EXPECT_EQ(check("road", {2, {}}), "villages.bad_tick");
  EXPECT_EQ(check("cinema", {1, {}}), "villages.unknown_item");
  EXPECT_EQ(code_of(check_items(rules, {})), "villages.nothing_ticked");
  EXPECT_EQ(Month::parse("2026-13"), std::nullopt);
  EXPECT_EQ(Month::parse("2026-01")->plus(-1).text(), "2025-12");
}

TEST(List, is_read_with_vietnamese_titles) {
  const auto table = read_list("Tên,Loại,Mã xã,Từ ngày,Số hộ\nBản Chang,Bản,06001,01/07/2025,80\n", "thon.csv");
  ASSERT_TRUE(table);
  EXPECT_TRUE(table->column("households"));
  EXPECT_EQ(read_list("Tên,Loại\nBản Chang,Bản\n", "thon.csv").error().code, "villages.column_missing");
}

}  // namespace
}  // namespace luytre::villages
