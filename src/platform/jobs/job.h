// Long work that outlives a request: a row with progress, a lease and a way to cancel. Operational state, not events:
// what a job does to the record it does through commands.
//
// create → queued → take → running → finish → done | failed | cancelled. Who runs it holds a lease and renews it by
// reporting progress; a job whose lease ran out is abandoned and may be taken again.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/identifier.h"
#include "base/json.h"
#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/storage/database.h"

namespace luytre::jobs {

using JobId = Identifier<struct JobTag>;

inline constexpr std::chrono::milliseconds lease_length{120'000};
inline constexpr std::chrono::milliseconds progress_interval{500};  // between two writes of progress
inline constexpr std::int64_t listed_jobs_max = 1000;

enum class JobState { queued, running, done, failed, cancelled, abandoned };  // abandoned is found, never stored
std::string_view text_of(JobState state);

struct Job {
  JobId id;
  std::string kind;   // "observations.import"
  std::string actor;  // who asked for it
  JobState state = JobState::queued;
  bool is_cancel_requested = false;
  std::int64_t done_units = 0;
  std::optional<std::int64_t> total_units;  // nothing: not known yet
  std::string message_code;                 // of the catalogue; empty: none
  Arguments message_arguments;
  json::value answer;       // of a job that is done
  std::string lease_until;  // instant; empty when nobody runs it
  std::string created_at, updated_at;
};

Result<JobId> create_job(storage::Database& database, const access::Actor& actor, std::string_view kind,
                         std::optional<std::int64_t> total_units = std::nullopt);

// Problem jobs.no_job.
Result<Job> find_job(storage::Database& database, const JobId& id);

// Newest first; `before` (exclusive) pages on. Limit 1 to listed_jobs_max, else jobs.bad_limit.
Result<std::vector<Job>> list_jobs(storage::Database& database, std::int64_t limit,
                                   const std::optional<JobId>& before = std::nullopt);

// A queued or abandoned job is cancelled at once; a running one is asked to stop. Problems jobs.no_job,
// jobs.already_ended.
Done request_cancel(storage::Database& database, const JobId& id);

// The hold on a running job. Use a connection of its own: progress is written while the work's own transaction is
// open elsewhere (on SQLite it is then skipped rather than waited for).
class RunningJob {
 public:
  // Problems jobs.no_job, jobs.held (somebody else's lease runs), jobs.already_ended.
  static Result<RunningJob> take(storage::Database& database, const JobId& id);

  const JobId& id() const { return id_; }

  // Says how far the work is and renews the lease; cheap to call often. Problems jobs.cancelled (stop, then finish
  // with `cancelled`) and jobs.not_held (the lease ran out and somebody else took the job).
  Done progress(std::int64_t done_units, std::optional<std::int64_t> total_units = std::nullopt);

  // The same, now and not at the next interval.
  Done renew();

  // A line of the catalogue for whoever watches.
  Done say(std::string_view message_code, const Arguments& arguments);

  // The end; afterwards the hold is gone. A failed job keeps the problem's code and arguments as its message.
  Done finish_done(const json::value& answer);
  Done finish_failed(const Problem& problem);
  Done finish_cancelled();

 private:
  RunningJob(storage::Database& database, JobId id, std::string holder);
  Done write_progress();
  Done end(JobState state, std::string_view message_code, const Arguments& arguments, const json::value& answer);
  Done still_wanted();

  storage::Database* database_;
  JobId id_;
  std::string holder_;  // of this hold; another take gives another
  std::int64_t done_units_ = 0;
  std::optional<std::int64_t> total_units_;
  std::int64_t written_ms_;
};

}  // namespace luytre::jobs
