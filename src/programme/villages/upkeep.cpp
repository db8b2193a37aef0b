#include "programme/villages/upkeep.h"

#include <algorithm>
#include <charconv>

namespace luytre::villages {
namespace {

bool is_compared(ItemKind kind) { return kind != ItemKind::count; }

// Of each month from `month` back, when all have the item as a share of something.
std::vector<Ticked> run_back(const Ticks& ticks, const std::string& item, Month month, int months) {
  std::vector<Ticked> run;
  for (int back = 0; back <= months; ++back) {
    const auto tick = ticks.find(month.plus(-back));
    if (tick == ticks.end()) return {};
    const auto found = tick->second.items.find(item);
    if (found == tick->second.items.end() || found->second.total.value_or(0) <= 0) return {};
    run.push_back(found->second);
  }
  return run;
}

bool is_less(const Ticked& a, const Ticked& b) { return a.done * *b.total < b.done * *a.total; }

void add_missing_ticks(const Ticks& ticks, Date since, Date today, const AlertRule& rule, std::vector<Alert>& alerts) {
  Month last = Month::of(since);
  std::optional<Month> ticked;
  if (!ticks.empty()) {
    ticked = ticks.rbegin()->first;
    last = std::max(last, *ticked);
  }
  const int missing = Month::of(today).number - last.number - 1;  // whole months between
  if (missing >= rule.months) alerts.push_back({&rule, "", ticked, 0, 0, 0, 0});
}

void add_falls(const Ticks& ticks, const AlertRule& rule, const Rules& rules, std::vector<Alert>& alerts) {
  if (ticks.empty()) return;
  const Month newest = ticks.rbegin()->first;
  for (const TickItem& item : rules.items) {
    if (!is_compared(item.kind)) continue;
    const auto run = run_back(ticks, item.id, newest, rule.months);
    if (run.empty()) continue;
    const Ticked& before = *std::min_element(run.begin() + 1, run.end(), is_less);
    if (is_less(run.front(), before)) {
      alerts.push_back({&rule, item.id, newest, run.front().done, *run.front().total, before.done, *before.total});
    }
  }
}

void add_missing_check(Date since, std::optional<Date> checked, Date today, const AlertRule& rule,
                       std::vector<Alert>& alerts) {
  const Date last = std::max(since, checked.value_or(since));
  if (last.plus_months(rule.months) <= today) {
    const auto month = checked ? std::optional(Month::of(*checked)) : std::nullopt;
    alerts.push_back({&rule, "", month, 0, 0, 0, 0});
  }
}

}  // namespace

std::optional<Month> Month::parse(std::string_view text) {
  if (text.size() != 7) return std::nullopt;
  const auto day = Date::parse(std::string(text) + "-01");
  if (!day) return std::nullopt;
  return of(*day);
}

std::string Month::text() const { return first_day().text().substr(0, 7); }
Date Month::first_day() const { return Date::of(number / 12, static_cast<unsigned>(number % 12) + 1, 1); }

std::string_view name_of(EnteredAs entered) { return entered == EnteredAs::head ? "head" : "commune"; }

std::vector<Alert> alerts_of(const Ticks& ticks, Date since, std::optional<Date> checked, Date today,
                             const Rules& rules) {
  std::vector<Alert> alerts;
  for (const AlertRule& rule : rules.alerts) {
    switch (rule.kind) {
      case AlertKind::months_without_tick:
        add_missing_ticks(ticks, since, today, rule, alerts);
        break;
      case AlertKind::share_below_months_before:
        add_falls(ticks, rule, rules, alerts);
        break;
      case AlertKind::months_without_check:
        add_missing_check(since, checked, today, rule, alerts);
        break;
    }
  }
  return alerts;
}

}  // namespace luytre::villages
