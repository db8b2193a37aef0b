#include "outputs/feeds/calendar.h"

#include <algorithm>

namespace luytre::feeds {
namespace {

constexpr std::string_view zone = "Asia/Ho_Chi_Minh";

// The zone has had one offset since 1975.
constexpr std::string_view zone_component[] = {
    "BEGIN:VTIMEZONE",    "TZID:Asia/Ho_Chi_Minh", "BEGIN:STANDARD", "DTSTART:19750613T000000",
    "TZOFFSETFROM:+0800", "TZOFFSETTO:+0700",      "TZNAME:+07",     "END:STANDARD",
    "END:VTIMEZONE",
};

class Writer {
 public:
  void line(std::string_view text) { text_ += folded_line(text); }
  void line(std::string_view name, std::string_view value) { line(std::string(name) + ":" + std::string(value)); }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) line(name, ical_text(value));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

void write_times(Writer& writer, const CalendarEvent& event) {
  if (event.is_whole_day) {
    const Date last = std::max(event.starts, event.ends.value_or(event.starts)).day();
    writer.line("DTSTART;VALUE=DATE", ical_day(event.starts.day()));
    writer.line("DTEND;VALUE=DATE", ical_day(last.plus_days(1)));  // the first day that is no longer part of it
    return;
  }
  const std::string in_zone = ";TZID=" + std::string(zone);
  writer.line("DTSTART" + in_zone, event.starts.ical_local());
  if (event.ends && *event.ends > event.starts) writer.line("DTEND" + in_zone, event.ends->ical_local());
}

void write_event(Writer& writer, const CalendarEvent& event) {
  writer.line("BEGIN:VEVENT");
  writer.line("UID", event.uid);
  writer.line("SEQUENCE", std::to_string(event.sequence));
  writer.line("DTSTAMP", event.stamp.ical_utc());
  writer.line("LAST-MODIFIED", event.stamp.ical_utc());
  if (event.created) writer.line("CREATED", event.created->ical_utc());
  write_times(writer, event);
  writer.text("SUMMARY", event.summary);
  writer.text("DESCRIPTION", event.description);
  writer.text("LOCATION", event.location);
  if (!event.address.empty()) writer.line("URL", event.address);
  std::string categories;
  for (const std::string& category : event.categories)
    categories += (categories.empty() ? "" : ",") + ical_text(category);
  if (!categories.empty()) writer.line("CATEGORIES", categories);
  writer.line("STATUS", event.is_cancelled ? "CANCELLED" : "CONFIRMED");
  writer.line("TRANSP", event.is_whole_day ? "TRANSPARENT" : "OPAQUE");
  writer.line("END:VEVENT");
}

}  // namespace

std::string write_calendar(const std::vector<CalendarEvent>& events, std::string_view name) {
  Writer writer;
  writer.line("BEGIN:VCALENDAR");
  writer.line("VERSION:2.0");
  writer.line("PRODID:-//Luy Tre//Portal//VI");
  writer.line("CALSCALE:GREGORIAN");
  writer.line("METHOD:PUBLISH");
  writer.text("X-WR-CALNAME", name);
  const bool has_hours = std::any_of(events.begin(), events.end(), [](const auto& one) { return !one.is_whole_day; });
  if (has_hours)
    for (const std::string_view line : zone_component) writer.line(line);
  for (const CalendarEvent& event : events) write_event(writer, event);
  writer.line("END:VCALENDAR");
  return writer.take();
}

std::string folded_line(std::string_view line) {
  std::string text;
  std::size_t room = calendar_line_octets_max;
  while (line.size() > room) {
    std::size_t cut = room;
    // Never between the bytes of one letter.
    while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U) --cut;
    if (cut == 0) cut = room;  // no UTF-8: nothing to keep whole
    text.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = calendar_line_octets_max - 1;  // the blank counts
  }
  return text.append(line).append("\r\n");
}

std::string ical_text(std::string_view text) {
  std::string escaped;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' || c == ';' || c == ',') {
      escaped.append("\\").push_back(c);
    } else if (c == '\n') {
      escaped += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      escaped.push_back(c);
    } else if (c == '\t') {
      escaped.push_back(' ');
    }
  }
  return escaped;
}

}  // namespace luytre::feeds
