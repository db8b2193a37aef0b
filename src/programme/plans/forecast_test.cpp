// The forecast at its limits and against a naive reference, which walks day by day.
#include "programme/plans/forecast.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "programme/plans/pace.h"

namespace luytre::plans {
namespace {

Date on(int day) { return Date::of(2025, 1, 1).plus_days(day); }
Point at(int day, std::int64_t done, std::int64_t whole = 100) {
  return {on(day), *fraction_of({Decimal::of(done), Decimal::of(whole)})};
}

struct Case {
  std::string what;
  std::vector<Point> points;
  Told told;
  std::optional<Date> best;
  std::optional<Date> expected;
};

TEST(Forecast, goes_on_with_the_pace_that_was_seen_and_says_when_it_cannot_tell) {
  const Case cases[] = {
      {"nothing", {}, Told::too_few_points, {}, {}},
      {"one report", {at(0, 30)}, Told::too_few_points, {}, {}},
      {"no headway", {at(0, 30), at(10, 30)}, Told::no_progress, {}, {}},
      {"less than before", {at(0, 30), at(10, 20)}, Told::no_progress, {}, {}},
      {"even", {at(0, 0), at(10, 20)}, Told::told, on(50), on(50)},
      {"rounded up", {at(0, 0), at(10, 30)}, Told::told, on(34), on(34)},  // 23.33 days more
      {"faster once", {at(0, 0), at(20, 20), at(30, 60)}, Told::told, on(40), on(50)},
      {"a setback between", {at(0, 0), at(10, 40), at(20, 20), at(30, 60)}, Told::told, on(40), on(50)},
      {"done", {at(0, 0), at(10, 100), at(20, 100)}, Told::done, on(10), on(10)},
      {"done, not, and done again", {at(0, 100), at(10, 90), at(20, 100)}, Told::done, on(20), on(20)},
      {"done at once", {at(5, 1, 1)}, Told::done, on(5), on(5)},
      {"one of very much", {at(0, 0), at(100, 1, 1'000'000)}, Told::too_slow, {}, {}},
      {"before the window", {at(0, 0), at(200, 50), at(210, 60)}, Told::told, on(250), on(250)},
  };
  for (const Case& each : cases) {
    const Forecast forecast = forecast_of(each.points, 180);
    EXPECT_EQ(name_of(forecast.told), name_of(each.told)) << each.what;
    EXPECT_EQ(forecast.best, each.best) << each.what;
    EXPECT_EQ(forecast.expected, each.expected) << each.what;
  }
}

TEST(Forecast, takes_shares_exactly_and_refuses_what_is_none) {
  const auto share = [](const char* done, const char* whole) {
    return fraction_of({*Decimal::parse(done), *Decimal::parse(whole)});
  };
  EXPECT_EQ(*share("33.3", "100"), (Fraction{333, 1000}));
  EXPECT_EQ(*share("1.5", "3"), (Fraction{1, 2}));
  EXPECT_EQ(*share("0", "7"), (Fraction{0, 1}));
  EXPECT_EQ(share("-1", "2").error().code, "plans.share_out_of_range");
  EXPECT_EQ(share("3", "2").error().code, "plans.share_out_of_range");
  EXPECT_EQ(share("0", "0").error().code, "plans.share_out_of_range");
  EXPECT_EQ(share("0.000001", "999999999.999999").error().code, "plans.share_too_large");
  EXPECT_TRUE(is_less({1, 3}, {334, 1000}));
  EXPECT_FALSE(is_less({1, 3}, {333, 1000}));
}

TEST(Forecast, of_many_is_the_latest_and_cannot_be_told_while_one_cannot) {
  const auto soon = forecast_of({at(0, 0), at(10, 50)}, 180), late = forecast_of({at(0, 0), at(10, 20)}, 180);
  const auto unknown = forecast_of({at(30, 20)}, 180), done = forecast_of({at(0, 0), at(10, 100)}, 180);
  EXPECT_EQ(together({soon, late, done}).expected, on(50));
  EXPECT_EQ(name_of(together({soon, late, done}).told), "told");
  EXPECT_EQ(name_of(together({done, done}).told), "done");
  const Together open = together({soon, late, unknown});
  EXPECT_EQ(name_of(open.told), "too_few_points");
  EXPECT_FALSE(open.expected);
  EXPECT_EQ(open.not_before, on(50));
  EXPECT_EQ(open.parts_untold, 1u);
  EXPECT_EQ(name_of(together(std::vector<Forecast>{}).told), "too_few_points");
}

// Some reports on different days, in order, of one whole each.
std::vector<Point> draw_points() {
  auto days = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 400));
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
  std::vector<Point> points;
  for (const int day : days) {
    const auto whole = *rc::gen::inRange<std::int64_t>(1, 5'000);
    points.push_back(at(day, *rc::gen::inRange<std::int64_t>(0, whole + 1), whole));
  }
  return points;
}

// The first day, walking on from the last report, on which the straight line from `a` to `b` laid at it reaches all.
// Kept apart from the program's arithmetic: a common denominator and a loop instead of a division.
std::optional<Date> walked(const Point& last, const Point& a, const Point& b) {
  __extension__ using Wide = __int128;
  const Wide ad = a.done.denominator, bd = b.done.denominator, ld = last.done.denominator;
  const Wide gain = (b.done.numerator * ad - a.done.numerator * bd) * ld;  // of ad·bd·ld in `span` days
  const Wide rest = (ld - last.done.numerator) * ad * bd;
  const Wide span = b.day.days() - a.day.days();
  for (int days = 0; days <= forecast_days_max; ++days) {
    if (gain * days >= rest * span) return last.day.plus_days(days);
  }
  return std::nullopt;
}

std::optional<Date> earlier(std::optional<Date> a, std::optional<Date> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

RC_GTEST_PROP(Forecast, is_what_a_walk_day_by_day_finds, ()) {
  const auto points = draw_points();
  const int window = *rc::gen::inRange(1, 500);
  const Forecast forecast = forecast_of(points, window);
  std::vector<Point> seen;
  for (const Point& point : points) {
    if (points.back().day.days() - point.day.days() <= window) seen.push_back(point);
  }
  RC_ASSERT(forecast.points == seen.size());
  if (forecast.told == Told::done) {
    RC_ASSERT(points.back().done == (Fraction{1, 1}));
    return;
  }
  std::optional<Date> best, expected;
  if (seen.size() >= 2) {
    expected = walked(seen.back(), seen.front(), seen.back());
    const bool has_headway = is_less(seen.front().done, seen.back().done);
    RC_ASSERT((forecast.told == Told::no_progress) == !has_headway);
    for (std::size_t part = 1; has_headway && part < seen.size(); ++part) {
      best = earlier(best, walked(seen.back(), seen[part - 1], seen[part]));
    }
    if (!has_headway) expected = std::nullopt;
  } else {
    RC_ASSERT(forecast.told == Told::too_few_points);
  }
  RC_ASSERT(forecast.expected == expected);
  RC_ASSERT(forecast.best == best);
}

RC_GTEST_PROP(Forecast, is_never_before_the_last_report_nor_the_expected_day_before_the_best, ()) {
  const auto points = draw_points();
  const Forecast forecast = forecast_of(points, *rc::gen::inRange(1, 500));
  if (forecast.told == Told::done) return;
  if (forecast.best) RC_ASSERT(points.back().day < *forecast.best);
  if (forecast.expected) RC_ASSERT(*forecast.best <= *forecast.expected);
}

// A day that is not told is later than every day.
bool is_later(const std::optional<Date>& a, const std::optional<Date>& b) { return b && (!a || *b < *a); }

RC_GTEST_PROP(Forecast, comes_no_later_when_the_last_report_says_more, ()) {
  auto points = draw_points();
  RC_PRE(points.size() >= 2);
  const int window = *rc::gen::inRange(1, 500);
  const Forecast before = forecast_of(points, window);
  RC_PRE(before.told != Told::done);
  const auto& [numerator, denominator] = points.back().done;
  points.back() = {points.back().day, *fraction_of({Decimal::of(*rc::gen::inRange(numerator, denominator + 1)),
                                                    Decimal::of(denominator)})};
  const Forecast after = forecast_of(points, window);
  RC_ASSERT(!is_later(after.expected, before.expected));
  RC_ASSERT(!is_later(after.best, before.best));
}

RC_GTEST_PROP(Forecast, comes_no_sooner_when_nothing_was_done_since, ()) {
  auto points = draw_points();
  RC_PRE(points.size() >= 2);
  const Forecast before = forecast_of(points, 1'000);
  RC_PRE(before.told != Told::done);
  points.push_back({points.back().day.plus_days(*rc::gen::inRange(1, 100)), points.back().done});
  const Forecast after = forecast_of(points, 1'000);
  RC_ASSERT(!is_later(before.expected, after.expected));
  RC_ASSERT(!is_later(before.best, after.best));
}

KnownItem item(Date start, Date due, const std::vector<Point>& points) {
  KnownItem made;
  made.item.starts_on = start;
  made.item.due_on = due;
  for (const Point& point : points) {
    Progress report;
    report.day = point.day;
    report.done = {Decimal::of(point.done.numerator), Decimal::of(point.done.denominator)};
    made.progress.push_back(report);
  }
  return made;
}

TEST(Pace, counts_items_due_and_done_week_by_week_and_says_who_is_late) {
  const auto slow = item(on(0), on(30), {at(0, 0), at(10, 10)});
  const auto done = item(on(0), on(20), {at(0, 0), at(12, 100)});
  const auto silent = item(on(0), on(5), {});
  const auto standings = standings_of({&slow, &done, &silent}, on(20), window_days_default);
  EXPECT_EQ(name_of(standings[0].lateness), "expected_late");
  EXPECT_EQ(standings[1].done_on, on(12));
  EXPECT_EQ(name_of(standings[1].lateness), "none");
  EXPECT_EQ(name_of(standings[2].lateness), "overdue");
  const auto pace = pace_of(standings, on(20));
  ASSERT_EQ(pace.size(), 6u);  // days 0, 7, 14, 21, 28, 30
  EXPECT_EQ(pace[1].due, 1);
  EXPECT_EQ(pace[1].done, 0);
  EXPECT_EQ(pace[2].done, 1);
  EXPECT_FALSE(pace[3].done) << "after the day asked about nobody knows";
  EXPECT_EQ(pace.back().due, 3);
  // What was reported after the day is not known on it.
  EXPECT_FALSE(standing_of(done, on(11), window_days_default).done_on);
  EXPECT_TRUE(pace_of({}, on(20)).empty());
  EXPECT_LE(pace_of(standings_of({&slow}, on(9'000), 180), on(9'000)).size(), pace_points_max + 2);
}

}  // namespace
}  // namespace luytre::plans
