#include "platform/jobs/job_store.h"

namespace luytre::jobs {

using storage::Database;
using storage::Row;
using storage::Value;

namespace {

constexpr std::string_view job_columns =
    "id, kind, actor, state, cancel_requested, done_units, total_units, message_code, message_arguments, answer,"
    " holder, lease_until, created_at, updated_at";

std::string arguments_text(const Arguments& arguments) {
  json::object object;
  for (const auto& [name, value] : arguments) object[name] = value;
  return compact(object);
}

Result<Arguments> arguments_of(const std::string& text) {
  auto parsed = parse_json(text);
  if (!parsed) return pass_on(parsed);
  Arguments arguments;
  if (!parsed->is_object()) return arguments;
  for (const auto& member : parsed->get_object()) {
    if (member.value().is_string()) arguments.emplace_back(member.key(), member.value().get_string());
  }
  return arguments;
}

JobState stored_state(const std::string& text) {
  for (const auto state : {JobState::queued, JobState::running, JobState::done, JobState::failed}) {
    if (text_of(state) == text) return state;
  }
  return JobState::cancelled;
}

Result<StoredJob> job_of(const Row& row) {
  StoredJob stored;
  Job& job = stored.job;
  job.id = JobId(row.text(0));
  job.kind = row.text(1);
  job.actor = row.text(2);
  job.state = stored_state(row.text(3));
  job.is_cancel_requested = row.truth(4);
  job.done_units = row.integer(5);
  job.total_units = row.integer_or_null(6);
  job.message_code = row.text(7);
  auto arguments = arguments_of(row.text(8));
  if (!arguments) return pass_on(arguments);
  job.message_arguments = std::move(*arguments);
  auto answer = parse_json(row.text(9));
  if (!answer) return pass_on(answer);
  job.answer = std::move(*answer);
  stored.holder = row.text(10);
  job.lease_until = row.text(11);
  job.created_at = row.text(12);
  job.updated_at = row.text(13);
  return stored;
}

Value total_value(std::optional<std::int64_t> total) { return total ? Value(*total) : Value(); }

Result<bool> changes_one(Result<std::int64_t> changed) {
  if (!changed) return pass_on(changed);
  return *changed == 1;
}

}  // namespace

Done insert_job(Database& database, const Job& job) {
  const auto inserted = database.execute(
      "INSERT INTO job (id, kind, actor, state, cancel_requested, done_units, total_units, message_code,"
      " message_arguments, answer, holder, lease_until, created_at, updated_at)"
      " VALUES (?, ?, ?, ?, 0, 0, ?, '', '{}', 'null', '', '', ?, ?)",
      {job.id.text(), job.kind, job.actor, std::string(text_of(job.state)), total_value(job.total_units),
       job.created_at, job.updated_at});
  if (!inserted) return pass_on(inserted);
  return {};
}

Result<std::optional<StoredJob>> find_stored_job(Database& database, const JobId& id) {
  const auto rows = database.query("SELECT " + std::string(job_columns) + " FROM job WHERE id = ?", {id.text()});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  auto job = job_of(rows->front());
  if (!job) return pass_on(job);
  return std::move(*job);
}

Result<std::vector<StoredJob>> newest_jobs(Database& database, std::int64_t limit, const std::optional<JobId>& before) {
  // Ids are UUIDs of version 7: they sort by the time of creation.
  const std::string select = "SELECT " + std::string(job_columns) + " FROM job";
  const auto rows = before ? database.query(select + " WHERE id < ? ORDER BY id DESC LIMIT ?", {before->text(), limit})
                           : database.query(select + " ORDER BY id DESC LIMIT ?", {limit});
  if (!rows) return pass_on(rows);
  std::vector<StoredJob> jobs;
  for (const auto& row : *rows) {
    auto job = job_of(row);
    if (!job) return pass_on(job);
    jobs.push_back(std::move(*job));
  }
  return jobs;
}

Result<bool> hold_job(Database& database, const JobId& id, const std::string& holder, const std::string& now,
                      const std::string& lease_until) {
  return changes_one(
      database.execute("UPDATE job SET state = 'running', holder = ?, lease_until = ?, updated_at = ?"
                       " WHERE id = ? AND (state = 'queued' OR (state = 'running' AND lease_until < ?))",
                       {holder, lease_until, now, id.text(), now}));
}

Result<bool> mark_cancelled_unless_running(Database& database, const JobId& id, const std::string& now) {
  return changes_one(database.execute(
      "UPDATE job SET state = 'cancelled', cancel_requested = 1, holder = '', lease_until = '', updated_at = ?"
      " WHERE id = ? AND (state = 'queued' OR (state = 'running' AND lease_until < ?))",
      {now, id.text(), now}));
}

Result<bool> mark_cancel_requested(Database& database, const JobId& id, const std::string& now) {
  return changes_one(database.execute(
      "UPDATE job SET cancel_requested = 1, updated_at = ? WHERE id = ? AND state = 'running'", {now, id.text()}));
}

Result<bool> update_progress(Database& database, const JobId& id, const std::string& holder, std::int64_t done_units,
                             std::optional<std::int64_t> total_units, const std::string& now,
                             const std::string& lease_until) {
  return changes_one(
      database.execute("UPDATE job SET done_units = ?, total_units = ?, lease_until = ?, updated_at = ?"
                       " WHERE id = ? AND holder = ? AND state = 'running'",
                       {done_units, total_value(total_units), lease_until, now, id.text(), holder}));
}

Result<bool> update_message(Database& database, const JobId& id, const std::string& holder,
                            std::string_view message_code, const Arguments& arguments, const std::string& now) {
  return changes_one(
      database.execute("UPDATE job SET message_code = ?, message_arguments = ?, updated_at = ?"
                       " WHERE id = ? AND holder = ? AND state = 'running'",
                       {std::string(message_code), arguments_text(arguments), now, id.text(), holder}));
}

Result<bool> end_job(Database& database, const JobId& id, const std::string& holder, const Job& ended) {
  return changes_one(database.execute(
      "UPDATE job SET state = ?, done_units = ?, total_units = ?, message_code = ?, message_arguments = ?, answer = ?,"
      " holder = '', lease_until = '', updated_at = ? WHERE id = ? AND holder = ? AND state = 'running'",
      {std::string(text_of(ended.state)), ended.done_units, total_value(ended.total_units), ended.message_code,
       arguments_text(ended.message_arguments), compact(ended.answer), ended.updated_at, id.text(), holder}));
}

}  // namespace luytre::jobs
