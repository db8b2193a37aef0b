// Events for calendars: iCalendar (RFC 5545), with the hours of Asia/Ho_Chi_Minh.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outputs/feeds/moment.h"

namespace luytre::feeds {

inline constexpr std::string_view calendar_media_type = "text/calendar; charset=utf-8";
inline constexpr std::size_t calendar_line_octets_max = 75;

struct CalendarEvent {
  std::string uid;   // never changes
  int sequence = 0;  // grows with each version
  Moment stamp;      // when this version was recorded
  std::optional<Moment> created;
  bool is_whole_day = false;  // `starts` and `ends` are then told as days; the last day is included
  Moment starts;
  std::optional<Moment> ends;
  std::string summary;
  std::string description;
  std::string location;
  std::string address;  // of the page, absolute
  std::vector<std::string> categories;
  bool is_cancelled = false;
};

// `name` is shown by programs that subscribe; "" for the file of one event.
std::string write_calendar(const std::vector<CalendarEvent>& events, std::string_view name = {});

// One content line with its end, folded so that no line is longer than 75 octets and no letter is cut.
std::string folded_line(std::string_view line);
// Of a property of type TEXT.
std::string ical_text(std::string_view text);

}  // namespace luytre::feeds
