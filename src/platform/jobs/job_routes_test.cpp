#include "platform/jobs/job_routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/storage/test_database.h"

namespace luytre::jobs {
namespace {

class JobRoutesTest : public storage::StoreTest {
 protected:
  bool may_view = true;

  http::Response get(const std::string& target) {
    http::Router router;
    add_job_routes(
        router, [this](const auto& work) { return work(database()); },
        [this](const access::Viewer&, const access::Ask& ask) -> Done {
          EXPECT_EQ(ask.act, "jobs.view");
          return may_view ? Done{} : refuse("access.local_operator_only");
        });
    auto request = http::parse_target(target);
    EXPECT_TRUE(request) << target;
    return router.answer(std::move(*request));
  }

  json::value body(const std::string& target) {
    const auto response = get(target);
    EXPECT_EQ(response.status, 200) << response.body;
    return *parse_json(response.body);
  }
};

TEST_P(JobRoutesTest, are_for_those_who_may_see_them) {
  may_view = false;
  EXPECT_EQ(get("/api/v1/jobs").status, 403);
  EXPECT_EQ(get("/api/v1/jobs/none").status, 403);
}

TEST_P(JobRoutesTest, show_how_far_the_work_is_and_not_whose_it_is) {
  const auto id = create_job(database(), access::Actor::local_operator("lan"), "observations.import", 20);
  ASSERT_TRUE(id);
  auto running = RunningJob::take(database(), *id);
  ASSERT_TRUE(running);
  ASSERT_TRUE(running->say("file.not_found", {{"file", "bí mật.csv"}}));
  ASSERT_TRUE(running->progress(7));
  ASSERT_TRUE(running->renew());
  const auto job = body("/api/v1/jobs/" + id->text());
  EXPECT_EQ(job.at("state"), "running");
  EXPECT_EQ(job.at("state_vi"), "đang chạy");
  EXPECT_EQ(job.at("done_units"), 7);
  EXPECT_EQ(job.at("total_units"), 20);
  EXPECT_EQ(job.at("snapshot"), 0);
  EXPECT_THAT(compact(job), testing::Not(testing::HasSubstr("bí mật")));
  EXPECT_THAT(compact(job), testing::Not(testing::HasSubstr("lan")));
}

TEST_P(JobRoutesTest, page_through_the_list) {
  for (int at = 0; at < 3; ++at) ASSERT_TRUE(create_job(database(), access::Actor::local_operator(), "test.work"));
  const auto first = body("/api/v1/jobs?limit=2");
  EXPECT_EQ(first.at("jobs").as_array().size(), 2U);
  const auto second = body("/api/v1/jobs?limit=2&cursor=" + std::string(first.at("next_cursor").as_string()));
  EXPECT_EQ(second.at("jobs").as_array().size(), 1U);
  EXPECT_TRUE(second.at("next_cursor").is_null());
}

TEST_P(JobRoutesTest, refuse_what_they_do_not_know) {
  EXPECT_EQ(get("/api/v1/jobs/none").status, 404);
  EXPECT_EQ(get("/api/v1/jobs?limit=0").status, get("/api/v1/jobs?cursor=x").status);
  EXPECT_EQ(get("/api/v1/jobs?who=lan").status, 400);
}

INSTANTIATE_TEST_SUITE_P(EachStore, JobRoutesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::jobs
