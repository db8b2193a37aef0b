// A writer killed in the middle of its work loses nothing it had answered, and leaves a whole chain.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "platform/audit/verify_chain.h"
#include "platform/commands/writer.h"
#include "platform/storage/test_database.h"

namespace luytre::commands {
namespace {

constexpr int writing_threads = 4;
constexpr audit::EventNumber answers_before_kill = 40;

// In the child: writes until killed, and says each answered event's number into the pipe.
[[noreturn]] void write_until_killed(const std::string& location, int pipe_end) {
  auto database = storage::open_database(location, storage::OpenMode::read_write);
  if (!database) _exit(1);
  Writer writer(**database);
  std::vector<std::thread> threads;
  for (int at = 0; at < writing_threads; ++at) {
    threads.emplace_back([&] {
      const Order order{access::Actor::local_operator(), "test.note", "", "", ""};
      while (true) {
        const auto outcome = writer.run(
            order, [](storage::Database&, audit::EventNumber, const std::string&) -> Result<audit::EventDraft> {
              return audit::EventDraft{"test.noted", "tre", audit::PayloadClass::open, "20", nullptr};
            });
        if (!outcome || write(pipe_end, &outcome->event, sizeof outcome->event) != sizeof outcome->event) _exit(1);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  _exit(0);
}

class KilledWriterTest : public storage::StoreTest {};

TEST_P(KilledWriterTest, keeps_every_answer) {
  int ends[2] = {};
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) write_until_killed(location(), ends[1]);
  close(ends[1]);
  audit::EventNumber newest = 0;
  audit::EventNumber answers = 0;
  audit::EventNumber answered = 0;
  while (read(ends[0], &answered, sizeof answered) == sizeof answered) {
    newest = std::max(newest, answered);
    if (++answers == answers_before_kill) kill(child, SIGKILL);
  }
  close(ends[0]);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));

  Writer writer(database());
  const auto next =
      writer.run({access::Actor::local_operator(), "test.note", "", "", ""},
                 [](storage::Database&, audit::EventNumber, const std::string&) -> Result<audit::EventDraft> {
                   return audit::EventDraft{"test.noted", "tre", audit::PayloadClass::open, "20", nullptr};
                 });
  ASSERT_TRUE(next) << full_message(next.error(), Language::en);
  EXPECT_GT(next->event, newest);
  const auto report = audit::verify_chain(database());
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->first_break);
  EXPECT_EQ(report->events, next->event);
}

INSTANTIATE_TEST_SUITE_P(EachStore, KilledWriterTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::commands
