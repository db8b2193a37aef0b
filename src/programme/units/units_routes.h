// The room's HTTP face.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "platform/audit/event.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/units/register.h"

namespace luytre::units {

// The register now, or as it was known at an event.
using Source = std::function<Result<std::shared_ptr<const Register>>(std::optional<audit::EventNumber>)>;
using Today = std::function<Date()>;  // as_of when the caller names no day

// GET /api/v1/units?parent=&level=&as_of=&as_known=&limit=&cursor=   provinces, or the units below `parent`
// GET /api/v1/units/{code}?as_of=&as_known=           code or identity
// GET /api/v1/units/{code}/lineage?as_of=&as_known=
// GET /api/v1/units/search?q=&limit=&as_known=
// GET /api/v1/units/count?as_of=&under=&as_known=
void add_units_routes(http::Router& router, const Source& source, const Today& today);

// POST /api/v1/units/import (a form with up to ten files) and POST /api/v1/units/boundaries (one file, `from`).
void add_units_write_routes(http::Router& router, commands::Writer& writer);

}  // namespace luytre::units
