#include "platform/jobs/job.h"

#include <gtest/gtest.h>

#include "platform/storage/instant.h"
#include "platform/storage/test_database.h"
#include "platform/storage/transaction.h"

namespace luytre::jobs {
namespace {

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

class JobTest : public storage::StoreTest {
 protected:
  JobId make(std::optional<std::int64_t> total = std::nullopt) {
    const auto id = create_job(database(), access::Actor::local_operator(), "observations.import", total);
    EXPECT_TRUE(id) << (id ? "" : full_message(id.error(), Language::en));
    return id ? *id : JobId();
  }

  Job job(const JobId& id) {
    const auto found = find_job(database(), id);
    EXPECT_TRUE(found) << (found ? "" : full_message(found.error(), Language::en));
    return found ? *found : Job();
  }

  // As if whoever ran it had died an hour ago.
  void let_lease_run_out(const JobId& id) {
    const auto now = database().now();
    const std::string before = storage::later(*now, -std::chrono::hours{1});
    ASSERT_TRUE(database().execute("UPDATE job SET lease_until = ? WHERE id = ?", {before, id.text()}));
  }
};

TEST_P(JobTest, goes_from_queued_to_done) {
  const auto id = make(200);
  EXPECT_TRUE(is_uuid(id.text()));
  EXPECT_EQ(job(id).state, JobState::queued);
  EXPECT_EQ(job(id).total_units, 200);
  EXPECT_EQ(job(id).actor, "local operator");

  auto running = RunningJob::take(database(), id);
  ASSERT_TRUE(running) << full_message(running.error(), Language::en);
  EXPECT_EQ(job(id).state, JobState::running);
  EXPECT_GT(job(id).lease_until, *database().now());
  ASSERT_TRUE(running->say("jobs.state.running", {{"tệp", "số liệu.csv"}}));
  ASSERT_TRUE(running->finish_done(json::object{{"rows", 200}}));
  const auto done = job(id);
  EXPECT_EQ(done.state, JobState::done);
  EXPECT_EQ(done.done_units, 200);
  EXPECT_EQ(done.answer.at("rows"), 200);
  EXPECT_EQ(done.lease_until, "");
  EXPECT_EQ(code_of(RunningJob::take(database(), id)), "jobs.already_ended");
  EXPECT_EQ(code_of(request_cancel(database(), id)), "jobs.already_ended");
}

TEST_P(JobTest, progress_is_written_now_and_then) {
  const auto id = make();
  auto running = RunningJob::take(database(), id);
  ASSERT_TRUE(running);
  for (std::int64_t at = 1; at <= 1000; ++at) ASSERT_TRUE(running->progress(at, 5000));
  EXPECT_LT(job(id).done_units, 1000) << "a thousand reports at once are not a thousand writes";
  ASSERT_TRUE(running->renew());
  EXPECT_EQ(job(id).done_units, 1000);
  EXPECT_EQ(job(id).total_units, 5000);
}

TEST_P(JobTest, progress_does_not_wait_for_a_long_write_elsewhere) {
  const auto id = make();
  auto running = RunningJob::take(database(), id);
  ASSERT_TRUE(running);
  auto other = another_connection();
  ASSERT_NE(other, nullptr);
  auto transaction = storage::Transaction::begin(*other, storage::TransactionKind::write);
  ASSERT_TRUE(transaction);
  ASSERT_TRUE(other->execute("UPDATE job SET updated_at = updated_at"));
  ASSERT_TRUE(running->progress(5));
  EXPECT_TRUE(running->renew());
  ASSERT_TRUE(transaction->commit());
  ASSERT_TRUE(running->renew());
  EXPECT_EQ(job(id).done_units, 5);
}

TEST_P(JobTest, a_failed_job_keeps_its_problem) {
  const auto id = make();
  auto running = RunningJob::take(database(), id);
  ASSERT_TRUE(running);
  ASSERT_TRUE(running->finish_failed(Problem{"file.not_found", {{"file", "số liệu.csv"}}, "", {}}));
  EXPECT_EQ(job(id).state, JobState::failed);
  EXPECT_EQ(job(id).message_code, "file.not_found");
  EXPECT_EQ(job(id).message_arguments, (Arguments{{"file", "số liệu.csv"}}));
}

TEST_P(JobTest, a_running_job_is_asked_to_stop_and_a_queued_one_is_stopped) {
  const auto queued = make();
  ASSERT_TRUE(request_cancel(database(), queued));
  EXPECT_EQ(job(queued).state, JobState::cancelled);

  const auto id = make();
  auto running = RunningJob::take(database(), id);
  ASSERT_TRUE(running);
  ASSERT_TRUE(request_cancel(database(), id));
  EXPECT_EQ(job(id).state, JobState::running);
  EXPECT_TRUE(job(id).is_cancel_requested);
  EXPECT_EQ(code_of(running->renew()), "jobs.cancelled");
  ASSERT_TRUE(running->finish_cancelled());
  EXPECT_EQ(job(id).state, JobState::cancelled);
}

TEST_P(JobTest, a_lease_that_ran_out_leaves_the_job_to_others) {
  const auto id = make(10);
  auto first = RunningJob::take(database(), id);
  ASSERT_TRUE(first);
  ASSERT_TRUE(first->progress(4));
  ASSERT_TRUE(first->renew());
  EXPECT_EQ(code_of(RunningJob::take(database(), id)), "jobs.held");
  let_lease_run_out(id);
  EXPECT_EQ(job(id).state, JobState::abandoned);
  auto second = RunningJob::take(database(), id);
  ASSERT_TRUE(second);
  EXPECT_EQ(job(id).state, JobState::running);
  EXPECT_EQ(job(id).done_units, 4);
  EXPECT_EQ(code_of(first->renew()), "jobs.not_held");
  EXPECT_EQ(code_of(first->finish_done(nullptr)), "jobs.not_held");
  EXPECT_TRUE(second->finish_done(nullptr));

  const auto left = make();
  ASSERT_TRUE(RunningJob::take(database(), left));
  let_lease_run_out(left);
  ASSERT_TRUE(request_cancel(database(), left));
  EXPECT_EQ(job(left).state, JobState::cancelled);
}

TEST_P(JobTest, lists_newest_first_in_pages) {
  std::vector<JobId> made;
  for (int at = 0; at < 5; ++at) made.push_back(make());
  const auto all = list_jobs(database(), 10);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 5U);
  const auto page = list_jobs(database(), 2, all->at(1).id);
  ASSERT_TRUE(page);
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(page->at(0).id, all->at(2).id);
  EXPECT_EQ(code_of(list_jobs(database(), 0)), "jobs.bad_limit");
  EXPECT_EQ(code_of(find_job(database(), JobId("no"))), "jobs.no_job");
  EXPECT_EQ(code_of(request_cancel(database(), JobId("no"))), "jobs.no_job");
  EXPECT_EQ(code_of(RunningJob::take(database(), JobId("no"))), "jobs.no_job");
}

INSTANTIATE_TEST_SUITE_P(EachStore, JobTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::jobs
