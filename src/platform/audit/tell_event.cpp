#include "platform/audit/tell_event.h"

#include "platform/storage/instant.h"

namespace luytre::audit {
namespace {

std::string where_in_words(const Event& event, Sight sight, Language language) {
  if (!event.circumstance) return event.has_circumstance ? say("audit.circumstance.erased", language) : "";
  const Circumstance& circumstance = *event.circumstance;
  if (!circumstance.address.empty()) {
    return sight.is_personal ? circumstance.address : say("audit.circumstance.hidden", language);
  }
  // Only somebody at the machine itself comes from nowhere.
  return event.actor.starts_with("local operator") ? say("audit.at_the_machine", language) : "";
}

}  // namespace

std::string_view text_of(Visibility visibility) {
  switch (visibility) {
    case Visibility::shown:
      return "shown";
    case Visibility::hidden:
      return "hidden";
    case Visibility::erased:
      return "erased";
  }
  return "hidden";
}

Visibility payload_visibility(const Event& event, Sight sight) {
  if (event.is_payload_erased) return Visibility::erased;
  if (event.payload_class == text_of(PayloadClass::open) || event.payload_class == text_of(PayloadClass::restricted)) {
    return Visibility::shown;
  }
  const bool is_personal = event.payload_class == text_of(PayloadClass::personal);
  return is_personal && sight.is_personal ? Visibility::shown : Visibility::hidden;
}

std::string kind_in_words(std::string_view kind, Language language) {
  const std::string code = "audit.kind." + std::string(kind);
  return in_catalogue(code) ? say(code, language) : std::string(kind);
}

Told tell(const Event& event, Sight sight, const NameOfActor& name_of_actor, Language language) {
  Told told;
  if (name_of_actor) told.who = name_of_actor(event.actor);
  if (told.who.empty()) told.who = event.actor;
  told.when = storage::vietnam_clock(event.recorded_at);
  told.where = where_in_words(event, sight, language);
  told.what = kind_in_words(event.kind, language);
  if (event.circumstance) told.why = event.circumstance->reason;
  return told;
}

}  // namespace luytre::audit
