// Jobs over HTTP: how far long work is, for those who may see it (act jobs.view). Who asked for a job, its message's
// arguments and its answer (file names, rows) are left out.
#pragma once

#include <functional>

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "platform/jobs/job.h"

namespace luytre::jobs {

// Runs the work with a database that nobody else uses meanwhile.
using WithDatabase = std::function<Done(const std::function<Done(storage::Database&)>& work)>;

// GET /api/v1/jobs (newest first; limit, cursor) and GET /api/v1/jobs/{id}.
void add_job_routes(http::Router& router, WithDatabase with_database, access::Guard guard);

}  // namespace luytre::jobs
