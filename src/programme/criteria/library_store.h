// All SQL of the room: the law's canonical bytes in and out, and its confirmations. Rows are only appended.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {

// What a library consists of, by (kind, name): the registered texts, never what amendments made of them.
std::vector<RegisteredText> texts_of(const Library& library);

// (kind, name) -> hash as known at the event, without what was withdrawn.
Result<std::map<std::pair<std::string, std::string>, std::string>> registered_hashes(storage::Database& database,
                                                                                     audit::EventNumber known_at);

Done append_texts(storage::Database& database, audit::EventNumber event, const std::vector<RegisteredText>& texts);
Done append_confirmation(storage::Database& database, audit::EventNumber event, const Confirmation& confirmation);

// The law with its amendments and confirmations as known at the event; an empty library when none was registered by
// then. Problem criteria.unreadable when the rows do not fit together.
Result<std::shared_ptr<const Library>> load_library(storage::Database& database, audit::EventNumber known_at);

// What the law desk approved by the event, in the order of approval.
Result<std::vector<Amendment>> load_amendments(storage::Database& database, audit::EventNumber known_at);

// The canonical bytes of a set under a hash that was registered at any time; empty when there are none.
Result<std::string> canonical_under(storage::Database& database, std::string_view set_id, std::string_view hash);

}  // namespace luytre::criteria
