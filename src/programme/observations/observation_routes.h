// The room's HTTP face.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/access/decide.h"
#include "platform/audit/event.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/criteria/library.h"
#include "programme/observations/import_file.h"
#include "programme/observations/panel.h"
#include "programme/observations/write_request.h"
#include "programme/units/register.h"

namespace luytre::observations {

// What a request is answered from: all as known at the same event.
struct ObservationSources {
  std::shared_ptr<const Panel> panel;   // without drafts
  std::shared_ptr<const Panel> drafts;  // with them: for those who may see them
  std::shared_ptr<const units::Register> units;
};
using Source = std::function<Result<ObservationSources>(std::optional<audit::EventNumber> known_at)>;

// GET /api/v1/observations?unit=&measure=&opinion=&as_known=&drafts=&limit=&cursor=
// `unit` is a code (all identities that bear it) or an identity "06001@2025-07-01". With drafts=true, for those who may
// (act observations.view_drafts), the newest value stands whatever its stage.
void add_observation_routes(http::Router& router, const Source& source, const access::Guard& guard);

// What values are checked against.
struct KnownValues {
  std::shared_ptr<const Panel> panel;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  bool is_demonstration = false;
};

// Who recorded an event and when, for those who may change the same values.
struct SaidBy {
  std::string name;
  std::string recorded_at;
};

struct RecordDoors {
  std::function<Result<KnownValues>()> source;  // its panel with drafts
  commands::Writer& writer;
  access::Guard guard;  // strangers are sent away before anything is read
  std::function<Date()> today;
  std::function<Done(storage::Database&, const CheckedValues&)> may_change = {};  // RecordOrder::may_change
  std::function<SaidBy(audit::EventNumber)> said_by = {};
};

// Checks and records (or tries) what was sent, and says what became of it, row by row; the answer of both routes below.
Result<json::object> take_values(const RecordDoors& doors, const commands::Asked& asked, const SentValues& sent,
                                 Language language);

// A commune's own values come as drafts: its chairman signs them. A row may say which value it saw standing (`base`, an
// observation's id or ""): where another stands it is not written and told as a conflict.
// POST /api/v1/observations (a list) and POST /api/v1/observations/import (a file). With ?dry_run=true the answer tells
// row by row what would be added, changed or refused.
void add_record_routes(http::Router& router, const RecordDoors& doors);

}  // namespace luytre::observations
