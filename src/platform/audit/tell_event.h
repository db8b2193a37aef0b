// An event in words: who, when, from where, what, why. And what of it a reader may see.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "platform/audit/event.h"

namespace luytre::audit {

// The name for people of an actor as the log keeps it ("account:0190…"); the caller knows accounts. Empty: not known.
using NameOfActor = std::function<std::string(std::string_view actor)>;

// What its reader was granted beyond the act audit.view.
struct Sight {
  bool is_personal = false;  // act audit.view_personal: personal payloads, from where an act came
};

enum class Visibility { shown, hidden, erased };
std::string_view text_of(Visibility visibility);
// Open and restricted payloads are shown, personal ones to those who may, sealed ones never.
Visibility payload_visibility(const Event& event, Sight sight);

struct Told {
  std::string who;
  std::string when;   // "08:05 01/07/2025", time of Vietnam
  std::string where;  // empty when it is not known or not for this reader
  std::string what;   // the message audit.kind.<kind>, else the kind itself
  std::string why;    // empty when no reason was given
};
Told tell(const Event& event, Sight sight, const NameOfActor& name_of_actor, Language language);

// The message audit.kind.<kind> when the catalogue has it, else the kind.
std::string kind_in_words(std::string_view kind, Language language);

}  // namespace luytre::audit
