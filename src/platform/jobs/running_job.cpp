#include <algorithm>

#include "base/hash.h"
#include "platform/jobs/job.h"
#include "platform/jobs/job_store.h"
#include "platform/storage/instant.h"

namespace luytre::jobs {

using storage::Database;

namespace {

constexpr std::size_t holder_bytes = 16;

// Progress is not worth waiting for: while a long write holds the database it is skipped.
constexpr std::chrono::milliseconds progress_lock_wait{0};

}  // namespace

RunningJob::RunningJob(Database& database, JobId id, std::string holder)
    : database_(&database), id_(std::move(id)), holder_(std::move(holder)), written_ms_(storage::monotonic_ms()) {}

Result<RunningJob> RunningJob::take(Database& database, const JobId& id) {
  const auto now = database.now();
  if (!now) return pass_on(now);
  const std::string holder = hex(random_bytes(holder_bytes));
  const auto held = hold_job(database, id, holder, *now, storage::later(*now, lease_length));
  if (!held) return pass_on(held);
  const auto job = find_job(database, id);
  if (!job) return pass_on(job);
  if (*held) {
    RunningJob running(database, id, holder);
    running.done_units_ = job->done_units;
    running.total_units_ = job->total_units;
    return running;
  }
  if (job->state == JobState::running) return refuse("jobs.held", {{"job", id.text()}, {"until", job->lease_until}});
  return refuse("jobs.already_ended", {{"job", id.text()}, {"state", std::string(text_of(job->state))}});
}

Done RunningJob::progress(std::int64_t done_units, std::optional<std::int64_t> total_units) {
  done_units_ = done_units;
  if (total_units) total_units_ = total_units;
  if (storage::monotonic_ms() - written_ms_ < progress_interval.count()) return {};
  return renew();
}

Done RunningJob::renew() {
  if (auto hurried = database_->set_lock_wait(progress_lock_wait); !hurried) return hurried;
  Done written = write_progress();
  if (auto patient = database_->set_lock_wait(storage::lock_wait_max); !patient) return patient;
  if (!written && written.error().code != "storage.locked") return written;
  written_ms_ = storage::monotonic_ms();
  return still_wanted();
}

Done RunningJob::write_progress() {
  const auto now = database_->now();
  if (!now) return pass_on(now);
  const auto written =
      update_progress(*database_, id_, holder_, done_units_, total_units_, *now, storage::later(*now, lease_length));
  if (!written) return pass_on(written);
  if (!*written) return refuse("jobs.not_held", {{"job", id_.text()}});
  return {};
}

Done RunningJob::still_wanted() {
  const auto job = find_job(*database_, id_);
  if (!job) return pass_on(job);
  if (job->is_cancel_requested) return refuse("jobs.cancelled", {{"job", id_.text()}});
  return {};
}

Done RunningJob::say(std::string_view message_code, const Arguments& arguments) {
  const auto now = database_->now();
  if (!now) return pass_on(now);
  const auto written = update_message(*database_, id_, holder_, message_code, arguments, *now);
  if (!written) return pass_on(written);
  if (!*written) return refuse("jobs.not_held", {{"job", id_.text()}});
  return {};
}

Done RunningJob::finish_done(const json::value& answer) {
  if (total_units_) done_units_ = std::max(done_units_, *total_units_);
  return end(JobState::done, "", {}, answer);
}

Done RunningJob::finish_failed(const Problem& problem) {
  return end(JobState::failed, problem.code, problem.arguments, nullptr);
}

Done RunningJob::finish_cancelled() {
  return end(JobState::cancelled, "jobs.cancelled", {{"job", id_.text()}}, nullptr);
}

Done RunningJob::end(JobState state, std::string_view message_code, const Arguments& arguments,
                     const json::value& answer) {
  auto now = database_->now();
  if (!now) return pass_on(now);
  Job ended;
  ended.state = state;
  ended.done_units = done_units_;
  ended.total_units = total_units_;
  ended.message_code = message_code;
  ended.message_arguments = arguments;
  ended.answer = answer;
  ended.updated_at = std::move(*now);
  const auto written = end_job(*database_, id_, holder_, ended);
  if (!written) return pass_on(written);
  if (!*written) return refuse("jobs.not_held", {{"job", id_.text()}});
  return {};
}

}  // namespace luytre::jobs
