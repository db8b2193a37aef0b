#include "outputs/portal/event_view.h"

#include "outputs/portal/article_view.h"

namespace luytre::portal {
namespace {

constexpr std::string_view midnight = "00:00";

}  // namespace

std::optional<EventTimes> event_times(const newsroom::Article& article) {
  const auto begins = feeds::Moment::parse(article.plan.begins_at);
  if (!begins) return std::nullopt;
  EventTimes times{*begins, feeds::Moment::parse(article.plan.ends_at), false};
  if (times.ends && *times.ends < times.begins) times.ends.reset();
  times.is_whole_day = times.begins.clock() == midnight && (!times.ends || times.ends->clock() == midnight);
  return times;
}

std::string event_words(const Visit& visit, const EventTimes& times) {
  const std::string first = visit.day_words(times.begins.day());
  const bool is_one_day = !times.ends || times.ends->day() == times.begins.day();
  const std::string last = is_one_day ? first : visit.day_words(times.ends->day());
  if (times.is_whole_day) {
    if (is_one_day) return visit.say("reading.event.day", {{"day", first}});
    return visit.say("reading.event.days", {{"from", first}, {"to", last}});
  }
  const std::string clock = times.begins.clock();
  if (!times.ends) return visit.say("reading.event.from", {{"clock", clock}, {"day", first}});
  if (is_one_day)
    return visit.say("reading.event.hours", {{"from", clock}, {"to", times.ends->clock()}, {"day", first}});
  return visit.say("reading.event.span",
                   {{"from_clock", clock}, {"from", first}, {"to_clock", times.ends->clock()}, {"to", last}});
}

void add_event(const Visit& visit, const newsroom::Article& article, View& view) {
  const auto times = event_times(article);
  set_text(view, "event_when", times ? event_words(visit, *times) : "");
  set_text(view, "event_iso", times ? times->begins.rfc3339() : "");
  set_text(view, "event_place", article.plan.place);
  set_text(view, "event_organiser", article.plan.organiser);
  set_text(view, "calendar_address", times ? visit.link(article_path(article) + ".ics") : "");
  set_flag(view, "is_over", times && times->ends.value_or(times->begins).day() < visit.today);
}

std::optional<feeds::CalendarEvent> calendar_event(const Visit& visit, const newsroom::Article& article) {
  const auto times = event_times(article);
  if (!times) return std::nullopt;
  const newsroom::ClaimText words = claim_text(visit);
  feeds::CalendarEvent event;
  event.uid = article.id.text() + "@luytre";
  event.sequence = article.version - 1;
  event.stamp = feeds::Moment::parse(article.recorded_at).value_or(published_moment(article));
  event.created = published_moment(article);
  event.is_whole_day = times->is_whole_day;
  event.starts = times->begins;
  event.ends = times->ends;
  event.summary = newsroom::plain_line(article.title, words);
  event.description = newsroom::plain_line(article.lead, words);
  if (!article.plan.organiser.empty())
    event.description += "\n" + visit.say("reading.event.organiser") + ": " + article.plan.organiser;
  if (article.is_demonstration || visit.snapshot->is_demonstration())
    event.description = visit.say("portal.site.demonstration") + "\n" + event.description;
  event.location = article.plan.place;
  event.address = absolute(visit, article_path(article));
  event.categories = {category_words(article.category, visit.language)};
  return event;
}

json::object event_data(const Visit& visit, const newsroom::Article& article) {
  json::object value{{"@context", "https://schema.org"},
                     {"@type", "Event"},
                     {"name", newsroom::plain_line(article.title, claim_text(visit))},
                     {"url", absolute(visit, article_path(article))},
                     {"eventStatus", "https://schema.org/EventScheduled"},
                     {"eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode"}};
  if (const auto times = event_times(article)) {
    const auto told = [&](feeds::Moment at) { return times->is_whole_day ? at.day().text() : at.rfc3339(); };
    value["startDate"] = told(times->begins);
    if (times->ends) value["endDate"] = told(*times->ends);
  }
  if (!article.plan.place.empty())
    value["location"] = json::object{{"@type", "Place"}, {"name", article.plan.place}, {"address", article.plan.place}};
  if (!article.plan.organiser.empty())
    value["organizer"] = json::object{{"@type", "Organization"}, {"name", article.plan.organiser}};
  return value;
}

}  // namespace luytre::portal
