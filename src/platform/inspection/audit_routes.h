// The event log over HTTP: events, the history of a record, whether the chain is whole, the published heads.
#pragma once

#include <functional>
#include <string>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "platform/jobs/job_routes.h"

namespace luytre::inspection {

inline constexpr std::int64_t exported_events_max = 100'000;  // else problem audit.export_too_large
// One answer of /api/v1/audit/verification reads so much of the log at most; the next goes on from there.
inline constexpr std::int64_t verified_events_default = 5'000;
inline constexpr std::int64_t verified_events_max = 20'000;
inline constexpr std::size_t verified_bytes_max = std::size_t{32} << 20U;

// Nothing, or the refusal in words (authority::Gate::require).
using Require = std::function<Done(storage::Database&, const access::Viewer&, const access::Ask&)>;

struct AuditDoors {
  jobs::WithDatabase with_database;
  Require require;
  // Name for people of an actor of the log; empty when it is not known. May be absent.
  std::function<std::string(storage::Database&, std::string_view actor)> name_of_actor;
  commands::Writer& writer;
};

// GET /api/v1/events (format=csv: the export), GET /api/v1/events/{number}, GET /api/v1/history,
// GET /api/v1/audit/verification: act audit.view, on the province asked about or on the whole; what is personal only
// with audit.view_personal as well. GET /api/v1/audit/heads: everybody. POST /api/v1/audit/heads: act
// audit.publish_head.
void add_audit_routes(http::Router& router, AuditDoors doors);

}  // namespace luytre::inspection
