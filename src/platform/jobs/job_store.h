// All SQL of jobs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/jobs/job.h"

namespace luytre::jobs {

// A job as it lies in the table: `state` is never `abandoned`.
struct StoredJob {
  Job job;
  std::string holder;  // empty when nobody runs it
};

Done insert_job(storage::Database& database, const Job& job);
Result<std::optional<StoredJob>> find_stored_job(storage::Database& database, const JobId& id);
Result<std::vector<StoredJob>> newest_jobs(storage::Database& database, std::int64_t limit,
                                           const std::optional<JobId>& before);

// Each returns whether the change found the job as it expected: false means that somebody else was quicker.
// A queued job, or a running one whose lease ended before `now`.
Result<bool> hold_job(storage::Database& database, const JobId& id, const std::string& holder, const std::string& now,
                      const std::string& lease_until);
Result<bool> mark_cancelled_unless_running(storage::Database& database, const JobId& id, const std::string& now);
Result<bool> mark_cancel_requested(storage::Database& database, const JobId& id, const std::string& now);
Result<bool> update_progress(storage::Database& database, const JobId& id, const std::string& holder,
                             std::int64_t done_units, std::optional<std::int64_t> total_units, const std::string& now,
                             const std::string& lease_until);
Result<bool> update_message(storage::Database& database, const JobId& id, const std::string& holder,
                            std::string_view message_code, const Arguments& arguments, const std::string& now);
Result<bool> end_job(storage::Database& database, const JobId& id, const std::string& holder, const Job& ended);

}  // namespace luytre::jobs
