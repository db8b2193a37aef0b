// Events for readers: as JSON, as lines of CSV. Nothing leaves here that the reader's sight does not cover.
#pragma once

#include <string>

#include "platform/audit/tell_event.h"
#include "platform/audit/verify_chain.h"

namespace luytre::inspection {

struct View {
  audit::Sight sight;
  audit::NameOfActor name_of_actor;  // may be empty
};

// Without `payload` unless `has_payload`; `payload_state` and `circumstance_state` say what is shown, hidden, erased
// or (form 1, which kept no circumstances) none.
json::object json_of(const audit::Event& event, const View& view, bool has_payload);

std::string csv_header(Language language);
std::string csv_line(const audit::Event& event, const View& view, Language language);

json::object json_of(const audit::ChainReport& report);

}  // namespace luytre::inspection
