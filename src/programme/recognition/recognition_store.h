// All SQL of the room.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/problem.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/recognition/title_register.h"

namespace luytre::recognition {

// The register as it was known at `known_at`; later events are not read.
Result<std::shared_ptr<const TitleRegister>> load_titles(storage::Database&, audit::EventNumber known_at);

// What one event records.
struct FactBatch {
  std::vector<TitleFact> titles;
  std::vector<QuotedFact> quoted;
  std::vector<Coverage> coverage;
  std::vector<Announcement> announcements = {};
  std::vector<std::string> unplaced =
      {};  // "FILE:LINE: name": kept as quoted facts, because no unit of the name is known
  bool is_empty() const { return titles.empty() && quoted.empty() && coverage.empty() && announcements.empty(); }
};

// Inside the caller's transaction, once for an event.
Done append_facts(storage::Database&, audit::EventNumber, const FactBatch&);

}  // namespace luytre::recognition
