// Events: articles that say when and where something takes place.
#pragma once

#include "outputs/feeds/calendar.h"
#include "outputs/portal/news_view.h"

namespace luytre::portal {

struct EventTimes {
  feeds::Moment begins;
  std::optional<feeds::Moment> ends;
  bool is_whole_day = false;  // from midnight, and to midnight when an end is told
};
std::optional<EventTimes> event_times(const newsroom::Article& article);  // nothing: no instant that can be read
std::string event_words(const Visit& visit, const EventTimes& times);     // "08:00 – 11:30, 10/01/2026"

// {event_when, event_place, event_organiser, calendar_address, is_over}
void add_event(const Visit& visit, const newsroom::Article& article, View& view);

std::optional<feeds::CalendarEvent> calendar_event(const Visit& visit, const newsroom::Article& article);
json::object event_data(const Visit& visit, const newsroom::Article& article);  // schema.org

}  // namespace luytre::portal
