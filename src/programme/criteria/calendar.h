// Working days of the state: Monday to Friday, less public holidays, plus the Saturdays worked in exchange. Pure.
#pragma once

#include <string>
#include <vector>

#include "programme/criteria/criteria_set.h"

namespace luytre::criteria {

struct PublicHoliday {
  Date day;
  Bilingual title;
  bool is_worked = false;  // a day of the weekend that is worked in exchange for another
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  std::string canonical;
  Place place;
};

class Calendar {
 public:
  Calendar() = default;
  explicit Calendar(std::vector<PublicHoliday> holidays);

  bool is_working(Date day) const;
  const PublicHoliday* holiday(Date day) const;  // nullptr: none; days worked in exchange are none
  Date next_working(Date day) const;             // the day itself when it is worked
  // The last day of a limit of `count` working days (at least 1) that begins to run on the day after `from`.
  Date due(Date from, int count) const;
  // Working days after `from`, up to and with `to`; negative when `to` is earlier.
  int working_days(Date from, Date to) const;
  // Whether the holidays of every year between are known; else only weekends are left out.
  bool is_known(Date from, Date to) const;

 private:
  std::vector<PublicHoliday> holidays_;  // by day
  std::vector<int> years_;               // that have any, sorted
};

// A day that somebody sets for work. Problem criteria.day_off: which holiday, and the next day that is worked.
Done must_be_worked(const Calendar& calendar, Date day, std::string where);

}  // namespace luytre::criteria
