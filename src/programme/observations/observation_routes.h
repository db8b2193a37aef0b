// The room's HTTP face: reading only, until accounts exist.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/audit/event.h"
#include "platform/http/router.h"
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

}  // namespace luytre::observations
