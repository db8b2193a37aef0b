#include "platform/jobs/job.h"

#include "platform/jobs/job_store.h"
#include "platform/storage/instant.h"

namespace luytre::jobs {

using storage::Database;

namespace {

// A running job whose lease ended is nobody's any more.
Job as_seen_at(StoredJob stored, const std::string& now) {
  if (stored.job.state == JobState::running && stored.job.lease_until < now) stored.job.state = JobState::abandoned;
  return std::move(stored.job);
}

}  // namespace

std::string_view text_of(JobState state) {
  switch (state) {
    case JobState::queued:
      return "queued";
    case JobState::running:
      return "running";
    case JobState::done:
      return "done";
    case JobState::failed:
      return "failed";
    case JobState::cancelled:
      return "cancelled";
    case JobState::abandoned:
      return "abandoned";
  }
  return "abandoned";
}

Result<JobId> create_job(Database& database, const access::Actor& actor, std::string_view kind,
                         std::optional<std::int64_t> total_units) {
  auto now = database.now();
  if (!now) return pass_on(now);
  const auto instant = storage::parse_instant(*now);
  if (!instant) return pass_on(instant);
  Job job;
  job.id = JobId(new_uuid7(*instant / 1000));
  job.kind = kind;
  job.actor = actor.name;
  job.total_units = total_units;
  job.created_at = *now;
  job.updated_at = std::move(*now);
  if (auto inserted = insert_job(database, job); !inserted) return pass_on(inserted);
  return job.id;
}

Result<Job> find_job(Database& database, const JobId& id) {
  auto stored = find_stored_job(database, id);
  if (!stored) return pass_on(stored);
  if (!*stored) return refuse("jobs.no_job", {{"job", id.text()}});
  const auto now = database.now();
  if (!now) return pass_on(now);
  return as_seen_at(std::move(**stored), *now);
}

Result<std::vector<Job>> list_jobs(Database& database, std::int64_t limit, const std::optional<JobId>& before) {
  if (limit < 1 || limit > listed_jobs_max) {
    return refuse("jobs.bad_limit", {{"limit", std::to_string(limit)}, {"limit_max", std::to_string(listed_jobs_max)}});
  }
  auto stored = newest_jobs(database, limit, before);
  if (!stored) return pass_on(stored);
  const auto now = database.now();
  if (!now) return pass_on(now);
  std::vector<Job> jobs;
  for (auto& job : *stored) jobs.push_back(as_seen_at(std::move(job), *now));
  return jobs;
}

Done request_cancel(Database& database, const JobId& id) {
  const auto now = database.now();
  if (!now) return pass_on(now);
  const auto cancelled = mark_cancelled_unless_running(database, id, *now);
  if (!cancelled) return pass_on(cancelled);
  if (*cancelled) return {};
  const auto requested = mark_cancel_requested(database, id, *now);
  if (!requested) return pass_on(requested);
  if (*requested) return {};
  const auto job = find_job(database, id);
  if (!job) return pass_on(job);
  return refuse("jobs.already_ended", {{"job", id.text()}, {"state", std::string(text_of(job->state))}});
}

}  // namespace luytre::jobs
