// The monthly ticks of a village with a title, and whether it seems to fall behind. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/villages/rules.h"

namespace luytre::villages {

// A month of the calendar; its text is "2026-10".
struct Month {
  int number = 0;  // 12 × year + month - 1

  static Month of(Date day) { return {day.year() * 12 + static_cast<int>(day.month()) - 1}; }
  static std::optional<Month> parse(std::string_view text);
  std::string text() const;
  Date first_day() const;
  Month plus(int months) const { return {number + months}; }
  friend auto operator<=>(const Month&, const Month&) = default;
};

// Who is behind the account that entered it: the village head, or an officer of the commune in the village's name.
enum class EnteredAs : std::uint8_t { head, commune };
std::string_view name_of(EnteredAs);

struct Ticked {
  std::int64_t done = 0;
  std::optional<std::int64_t> total;  // of shares and yes_no (1)
};

struct Tick {
  audit::EventNumber event = 0;
  Month month;
  EnteredAs entered_as = EnteredAs::head;
  std::string words;
  std::string actor;
  std::map<std::string, Ticked> items;  // by id
};

// Why a village seems to fall behind.
struct Alert {
  const AlertRule* rule = nullptr;
  std::string item;                                // of share_below_months_before
  std::optional<Month> month;                      // the last one ticked, checked or compared; nothing: never
  std::int64_t done = 0, total = 0;                // of the newest month
  std::int64_t before_done = 0, before_total = 0;  // the lowest of the months before
};

// What stands of a village's ticks: of each month the newest.
using Ticks = std::map<Month, Tick>;

// `since`: the day from which the title stands. `checked`: of the last yearly check.
std::vector<Alert> alerts_of(const Ticks& ticks, Date since, std::optional<Date> checked, Date today,
                             const Rules& rules);

}  // namespace luytre::villages
