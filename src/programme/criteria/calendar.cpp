#include "programme/criteria/calendar.h"

#include <algorithm>
#include <set>

#include "base/messages.h"

namespace luytre::criteria {
namespace {

// 1970-01-01 was a Thursday; 0 is Monday.
int weekday_of(Date day) { return ((day.days() + 3) % 7 + 7) % 7; }

}  // namespace

Calendar::Calendar(std::vector<PublicHoliday> holidays) : holidays_(std::move(holidays)) {
  std::sort(holidays_.begin(), holidays_.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
  std::set<int> years;
  for (const PublicHoliday& each : holidays_) years.insert(each.day.year());
  years_.assign(years.begin(), years.end());
}

const PublicHoliday* Calendar::holiday(Date day) const {
  const auto found = std::lower_bound(holidays_.begin(), holidays_.end(), day,
                                      [](const PublicHoliday& each, Date wanted) { return each.day < wanted; });
  return found == holidays_.end() || found->day != day || found->is_worked ? nullptr : &*found;
}

bool Calendar::is_working(Date day) const {
  const auto found = std::lower_bound(holidays_.begin(), holidays_.end(), day,
                                      [](const PublicHoliday& each, Date wanted) { return each.day < wanted; });
  if (found != holidays_.end() && found->day == day) return found->is_worked;
  return weekday_of(day) < 5;
}

Date Calendar::next_working(Date day) const {
  while (!is_working(day)) day = day.plus_days(1);
  return day;
}

Date Calendar::due(Date from, int count) const {
  Date day = from;
  for (int left = count; left > 0;) {
    day = day.plus_days(1);
    if (is_working(day)) --left;
  }
  return day;
}

int Calendar::working_days(Date from, Date to) const {
  if (to < from) return -working_days(to, from);
  int count = 0;
  for (Date day = from; day < to;) {
    day = day.plus_days(1);
    if (is_working(day)) ++count;
  }
  return count;
}

bool Calendar::is_known(Date from, Date to) const {
  for (int year = from.year(); year <= to.year(); ++year) {
    if (!std::binary_search(years_.begin(), years_.end(), year)) return false;
  }
  return true;
}

Done must_be_worked(const Calendar& calendar, Date day, std::string where) {
  if (calendar.is_working(day)) return {};
  const auto* holiday = calendar.holiday(day);
  return refuse("criteria.day_off",
                {{"day", day.vietnamese_text()},
                 {"holiday", holiday == nullptr ? catalogue_word("criteria.weekend") : holiday->title.vi},
                 {"next", calendar.next_working(day).vietnamese_text()}},
                std::move(where));
}

}  // namespace luytre::criteria
