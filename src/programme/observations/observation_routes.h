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
#include "programme/observations/panel.h"
#include "programme/units/register.h"

namespace luytre::observations {

// What a request is answered from: both as known at the same event.
struct ObservationSources {
  std::shared_ptr<const Panel> panel;
  std::shared_ptr<const units::Register> units;
};
using Source = std::function<Result<ObservationSources>(std::optional<audit::EventNumber> known_at)>;

// GET /api/v1/observations?unit=&measure=&opinion=&as_known=&limit=&cursor=
// `unit` is a code (all identities that bear it) or an identity "06001@2025-07-01".
void add_observation_routes(http::Router& router, const Source& source);

// What values are checked against.
struct KnownValues {
  std::shared_ptr<const Panel> panel;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  bool is_demonstration = false;
};

struct RecordDoors {
  std::function<Result<KnownValues>()> source;
  commands::Writer& writer;
  access::Guard guard;  // strangers are sent away before anything is read
  std::function<Date()> today;
};

// POST /api/v1/observations (a list) and POST /api/v1/observations/import (a file). With ?dry_run=true the answer tells
// row by row what would be added, changed or refused.
void add_record_routes(http::Router& router, const RecordDoors& doors);

}  // namespace luytre::observations
