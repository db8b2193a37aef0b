#include "outputs/office/log_view.h"

#include "outputs/office/people.h"

namespace luytre::office {

View event_view(Database& database, const Visit& visit, const audit::Event& event, audit::Sight sight) {
  const audit::NameOfActor name = [&](std::string_view actor) {
    return actor_in_words(database, visit.language, std::string(actor));
  };
  const audit::Told told = audit::tell(event, sight, name, visit.language);
  View view;
  view.set("number", std::to_string(event.number));
  view.set("path", visit.base + "/nhat-ky/" + std::to_string(event.number));
  view.set("who", told.who);
  view.set("when", told.when);
  view.set("what", told.what);
  // That an address is hidden is said where one event is read, not on every line of a list.
  portal::set_text(view, "where", sight.is_personal ? told.where : "");
  portal::set_text(view, "why", told.why);
  return view;
}

View event_rows(Database& database, const Visit& visit, const std::vector<audit::Event>& events, audit::Sight sight) {
  View rows = portal::empty_list();
  for (const audit::Event& event : events) rows.push_back(event_view(database, visit, event, sight));
  return rows;
}

}  // namespace luytre::office
