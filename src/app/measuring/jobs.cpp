#include "app/measuring/jobs.h"

#include <fmt/format.h>

#include "app/measuring/limit.h"
#include "app/measuring/merged_questions.h"
#include "app/measuring/stopwatch.h"
#include "app/measuring/two_threads.h"
#include "engine/columns/explain.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

constexpr std::size_t nearest_count = 50;

using Rows = std::vector<std::string>;

char letter(engine::Outcome outcome) {
  switch (outcome) {
    case engine::Outcome::met:
      return 'm';
    case engine::Outcome::not_met:
      return 'n';
    case engine::Outcome::not_applicable:
      return 'a';
    default:
      return 'u';
  }
}

// What areas are: 0 the nation, 1 provinces, 2 districts, and the number of each among its like.
struct AreaName {
  int level = 0;
  std::uint32_t node = 0;
};
std::vector<AreaName> names_of(std::uint32_t provinces, std::uint32_t districts) {
  std::vector<AreaName> names{{0, 0}};
  for (std::uint32_t i = 0; i < provinces; ++i) names.push_back({1, i});
  for (std::uint32_t i = 0; i < districts; ++i) names.push_back({2, i});
  return names;
}

Rows rows_of(const RolledUp& rolled, const std::vector<AreaName>& names) {
  Rows rows;
  for (std::size_t area = 0; area < names.size(); ++area) {
    const auto& totals = rolled.totals[area];
    std::string row = fmt::format("{},{},{},{},{},{}", names[area].level, names[area].node, totals.units, totals.met,
                                  totals.not_assessed(), totals.criteria_met);
    for (std::size_t i = 0; i < rolled.criteria; ++i) row += fmt::format(",{}", rolled.of(area, i));
    rows.push_back(std::move(row));
  }
  return rows;
}

// A table with one row for each period.
struct Series {
  std::vector<std::vector<Totals>> totals;
  friend bool operator==(const Series&, const Series&) = default;
};

class Jobs {
 public:
  Jobs(const World& world, const EngineWorld& filled) : world_(world), filled_(filled) {}

  Done run(const Progress& progress) {
    const std::vector<void (Jobs::*)()> all{&Jobs::judge,
                                            &Jobs::roll,
                                            &Jobs::months,
                                            &Jobs::pivots,
                                            &Jobs::near,
                                            &Jobs::explain,
                                            &Jobs::earlier,
                                            &Jobs::other_set,
                                            &Jobs::other_boundaries,
                                            &Jobs::other_boundaries_of_many_days};
    for (std::size_t i = 0; i < all.size(); ++i) {
      (this->*all[i])();
      progress(i + 1, all.size());
    }
    if (wrong_.empty()) return {};
    return refuse("measuring.answers_differ", {{"job", wrong_}});
  }
  std::vector<Measured> take() && { return std::move(measured_); }

 private:
  Date last_day() const { return world_.day_of(world_.shape().quarters - 1); }
  std::vector<AreaName> names() const { return names_of(world_.shape().provinces, world_.shape().districts); }
  std::vector<Date> month_ends() const {
    std::vector<Date> days;
    for (std::uint32_t month = 0; month < 3 * world_.shape().quarters; ++month) {
      days.push_back(Date::of(2021, 1, 1).plus_months(static_cast<int>(month) + 1).plus_days(-1));
    }
    return days;
  }
  void expect(bool holds, const std::string& job) {
    if (!holds && wrong_.empty()) wrong_ = job;
  }

  Judged judged(std::size_t set, Date day, EventNumber known_at = everything, bool with_counts = false) const {
    return Judge(filled_.programs[set], *filled_.store, {day, known_at, {}, {}, with_counts}).all();
  }

  Measured& add(const std::string& job, double ours, double limit, double factor) {
    Measured measured;
    measured.job = job;
    measured.ours_ms = ours;
    measured.limit_ms = limit;
    measured.bound = fmt::format("≤ {} × limit", factor);
    measured.is_within_bound = ours <= factor * limit;
    return measured_.emplace_back(std::move(measured));
  }

  void judge() {
    Judged ours;
    const double ours_ms = median_ms([&] { ours = judged(0, last_day(), everything, true); });
    q1_ms_ = ours_ms;
    auto day = flat_day(filled_.programs[0], *filled_.store, last_day());
    FlatAnswer limit;
    const double limit_ms = median_ms([&] { judge_flat(day, true, limit); });
    Rows rows;
    for (UnitNumber unit = 0; unit < ours.units; ++unit) {
      expect(ours.criteria_met(unit) == limit.criteria_count[unit] &&
                 ours.indicators_met(unit) == limit.indicators_count[unit],
             "Q1");
      rows.push_back(fmt::format("{},{},{},{}", world_.units()[unit].code, letter(ours.outcome(unit)),
                                 ours.criteria_met(unit), ours.indicators_met(unit)));
    }
    auto& measured = add("Q1", ours_ms, limit_ms, 3);
    measured.peer = "duckdb";
    measured.peer_factor = 100;
    measured.answer = std::move(rows);
    SecondThread second;
    Judged by_two;
    const double two_ms = median_ms([&] {
      const Judge judge(filled_.programs[0], *filled_.store, {last_day(), everything, {}, {}, true});
      by_two = judged_by_two(second, judge, ours.units, ours.criteria);
    });
    measured.threads = {ours_ms, two_ms};
    for (UnitNumber unit = 0; unit < ours.units; ++unit) {
      expect(by_two.outcome(unit) == ours.outcome(unit) && by_two.criteria_met(unit) == ours.criteria_met(unit), "Q1");
    }
  }

  void roll() {
    RolledUp ours;
    const double ours_ms = median_ms([&] { ours = roll_up(judged(0, last_day()), filled_.areas); });
    auto day = flat_day(filled_.programs[0], *filled_.store, last_day());
    FlatAnswer answer;
    RolledUp limit;
    const double limit_ms = median_ms([&] {
      judge_flat(day, false, answer);
      limit = roll_up_flat(day, answer, filled_.areas);
    });
    expect(ours.totals == limit.totals && ours.met_of_criterion == limit.met_of_criterion, "Q2");
    auto& measured = add("Q2", ours_ms, limit_ms, 3);
    measured.peer = "duckdb";
    measured.peer_factor = 100;
    measured.answer = rows_of(ours, names());
    SecondThread second;
    const HalvedRollUp halves(filled_.areas, world_.shape().units);
    RolledUp by_two;
    const double two_ms = median_ms([&] {
      const Judge judge(filled_.programs[0], *filled_.store, {last_day(), everything, {}, {}, false});
      by_two = halves.ask(second, judge, filled_.programs[0].criteria);
    });
    measured.threads = {ours_ms, two_ms};
    expect(by_two.totals == ours.totals && by_two.met_of_criterion == ours.met_of_criterion, "Q2");
  }

  // Every month's last day by province.
  void months() {
    const auto days = month_ends();
    Series ours, by_two, later;
    const auto ask = [&](std::span<const Date> some, Series& series) {
      series = {};
      for (const auto& judged : judged_on(filled_.programs[0], *filled_.store, some)) {
        series.totals.push_back(roll_up(judged, filled_.province_areas).totals);
      }
    };
    const double ours_ms = median_ms([&] { ask(days, ours); });
    const std::span<const Date> all(days);
    const std::size_t middle = days.size() / 2;
    SecondThread second;
    const double two_ms = median_ms([&] {
      second.with([&] { ask(all.first(middle), by_two); }, [&] { ask(all.subspan(middle), later); });
      by_two.totals.insert(by_two.totals.end(), later.totals.begin(), later.totals.end());
    });
    std::vector<FlatDay> flat;
    for (const auto day : days) flat.push_back(flat_day(filled_.programs[0], *filled_.store, day));
    FlatAnswer answer;
    Series limit;
    const double limit_ms = median_ms([&] {
      limit = {};
      for (auto& day : flat) {
        judge_flat(day, false, answer);
        limit.totals.push_back(roll_up_flat(day, answer, filled_.province_areas).totals);
      }
    });
    expect(ours == limit && by_two == ours, "Q3");
    auto& measured = add("Q3", ours_ms, limit_ms, 3);
    measured.threads = {ours_ms, two_ms};
    measured.peer = "duckdb";
    measured.peer_factor = 30;
    for (std::size_t month = 0; month < days.size(); ++month) {
      for (std::uint32_t province = 0; province < world_.shape().provinces; ++province) {
        const auto& totals = ours.totals[month][1 + province];
        measured.answer.push_back(
            fmt::format("{},{},{},{},{}", month, province, totals.met, totals.not_assessed(), totals.criteria_met));
      }
    }
  }

  void pivots() {
    const auto quarters = world_.shape().quarters;
    std::vector<std::vector<Pivoted>> ours;
    const double ours_ms = median_ms([&] {
      ours.clear();
      for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
        ours.push_back(
            pivot(*filled_.store, {0, world_.day_of(quarter), maximum_age_months, everything}, filled_.areas));
      }
    });
    std::vector<FlatShares> flat;
    for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
      flat.push_back(flat_shares(*filled_.store, 0, world_.day_of(quarter)));
    }
    std::vector<std::vector<Pivoted>> limit;
    const double limit_ms = median_ms([&] {
      limit.clear();
      for (const auto& shares : flat) limit.push_back(pivot_flat(shares, filled_.areas));
    });
    expect(ours == limit, "Q4a");
    auto& measured = add("Q4a", ours_ms, limit_ms, 4);
    for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
      for (std::uint32_t district = 0; district < world_.shape().districts; ++district) {
        const auto& sum = ours[quarter][1 + world_.shape().provinces + district];
        measured.answer.push_back(fmt::format("{},{},{},{},{},{}", quarter, district, sum.numerator, sum.denominator,
                                              sum.units, sum.percent_hundredths));
      }
    }
  }

  void near() {
    std::vector<Near> ours;
    const double ours_ms = median_ms([&] { ours = nearest(judged(0, last_day(), everything, true), nearest_count); });
    auto day = flat_day(filled_.programs[0], *filled_.store, last_day());
    FlatAnswer answer;
    std::vector<Near> limit;
    const double limit_ms = median_ms([&] {
      judge_flat(day, true, answer);
      limit = nearest_flat(day, answer, nearest_count);
    });
    expect(ours == limit, "Q4b");
    auto& measured = add("Q4b", ours_ms, limit_ms, 4);
    for (const auto& each : ours) {
      measured.answer.push_back(
          fmt::format("{},{},{}", world_.units()[each.unit].code, each.criteria_open, each.indicators_open));
    }
  }

  void explain() {
    const UnitNumber unit = world_.shape().units / 2;
    const Question question{last_day(), everything, {}, {}, false};
    std::vector<Explained> ours;
    const double ours_ms =
        median_ms([&] { ours = engine::columns::explain(filled_.programs[0], *filled_.store, question, unit); });
    const auto day = flat_day(filled_.programs[0], *filled_.store, last_day());
    std::vector<engine::Outcome> limit;
    const double limit_ms = median_ms([&] { explain_flat(day, unit, limit); });
    std::size_t leaf = 0;
    for (const auto& criterion : filled_.programs[0].root.parts) {
      for (const auto& indicator : criterion.parts) expect(ours[indicator.number].outcome == limit[leaf++], "Q5");
    }
    Measured measured;
    measured.job = "Q5";
    measured.ours_ms = ours_ms;
    measured.limit_ms = limit_ms;
    measured.bound = "≤ 20 µs";
    measured.is_within_bound = ours_ms <= 0.020;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const auto& cell = ours[i].cell;
      const auto quarter =
          (Date::from_days(cell.day).year() - 2021) * 4 + static_cast<int>(Date::from_days(cell.day).month()) / 3 - 1;
      const auto value = ours[i].is_fresh ? fmt::format("{},{},{}", cell.numerator,
                                                        cell.state == CellState::share ? cell.denominator : 1, quarter)
                                          : ",,";
      measured.answer.push_back(fmt::format("{},{},{}", i, value, letter(ours[i].outcome)));
    }
    measured_.push_back(std::move(measured));
  }

  void earlier() {
    const auto quarter = world_.shape().quarters - 4;
    const auto day = world_.day_of(quarter);
    const auto known_at = world_.event_of(quarter);
    RolledUp ours;
    const double ours_ms = median_ms([&] { ours = roll_up(judged(0, day, known_at), filled_.areas); });
    auto flat = flat_day(filled_.programs[0], *filled_.store, day, known_at);
    FlatAnswer answer;
    RolledUp limit;
    const double limit_ms = median_ms([&] {
      judge_flat(flat, false, answer);
      limit = roll_up_flat(flat, answer, filled_.areas);
    });
    expect(ours.totals == limit.totals, "Q7");
    add("Q7", ours_ms, limit_ms, 4).answer = rows_of(ours, names());
  }

  void other_set() {
    Rows rows;
    const auto quarters = world_.shape().quarters;
    std::vector<Totals> nation(quarters);
    const double ours_ms = median_ms([&] {
      for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
        nation[quarter] = roll_up(judged(1, world_.day_of(quarter)), filled_.areas).totals[0];
      }
    });
    for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
      const auto& totals = nation[quarter];
      rows.push_back(fmt::format("{},{},{},{}", quarter, totals.met, totals.not_assessed(), totals.criteria_met));
    }
    add_beside_q1("Q8", ours_ms / quarters).answer = std::move(rows);
  }

  void other_boundaries() {
    RolledUp ours;
    const double ours_ms = median_ms([&] { ours = merged_totals(filled_, last_day()); });
    add_beside_q1("Q9", ours_ms).answer = rows_of(ours, names_of(world_.merged_provinces(), 0));
    Judged judged;
    add_beside_q1("Q9_Q1", median_ms([&] { judged = merged_judged(filled_, last_day(), true); }));
    std::vector<Near> near;
    add_beside_q1("Q9_Q4b",
                  median_ms([&] { near = nearest(merged_judged(filled_, last_day(), true), nearest_count); }));
  }

  // The time of one date.
  void other_boundaries_of_many_days() {
    const auto quarters = world_.shape().quarters;
    const auto days = month_ends();
    std::vector<RolledUp> rolled;
    const double months_ms = median_ms([&] { rolled = merged_totals(filled_, days); });
    for (std::size_t at = 0; at < days.size(); ++at) {
      expect(rolled[at].totals == merged_totals(filled_, days[at]).totals, "Q9_Q3");
    }
    add_beside_q1("Q9_Q3", months_ms / (3 * quarters));
    std::vector<Pivoted> sums;
    const double pivots_ms = median_ms([&] {
      for (std::uint32_t quarter = 0; quarter < quarters; ++quarter) {
        sums = merged_pivot(filled_, 0, world_.day_of(quarter));
      }
    });
    add_beside_q1("Q9_Q4a", pivots_ms / quarters);
  }

  // The time of one date, against Q1 of the same run.
  Measured& add_beside_q1(const std::string& job, double each_ms) {
    Measured measured;
    measured.job = job;
    measured.ours_ms = each_ms;
    measured.limit_ms = q1_ms_;
    measured.bound = "≤ 3 × Q1, each date";
    measured.is_within_bound = each_ms <= 3 * q1_ms_;
    return measured_.emplace_back(std::move(measured));
  }

  const World& world_;
  const EngineWorld& filled_;
  std::vector<Measured> measured_;
  std::string wrong_;
  double q1_ms_ = 0;
};

}  // namespace

Result<std::vector<Measured>> run_jobs(const World& world, const EngineWorld& filled, const Progress& progress) {
  Jobs jobs(world, filled);
  if (auto done = jobs.run(progress); !done) return pass_on(done);
  return std::move(jobs).take();
}

}  // namespace luytre::measuring
