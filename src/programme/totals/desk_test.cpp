// Who asks the desk waits for nobody else's columns; an answer stays what it was, and what nobody holds is freed.
#include "programme/totals/desk.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "programme/totals/naive_record_for_test.h"

namespace luytre::totals {
namespace {

constexpr int events = 40;
const Date day = Date::of(2024, 6, 30);

// Three communes of one criterion. At every event one of them says whether it has reached the limit or lost it.
naive::World world() {
  naive::World world;
  for (const std::string code : {"90000", "90001", "90002"}) world.units.push_back({code, naive::begins, 0, "A"});
  world.criteria = {{{0, naive::Comparison::at_least, false, {{0, "", Date::of(2021, 1, 1), true, 500}}}}};
  for (int event = 1; event <= events; ++event) {
    world.said.push_back({event, event % 3, 0, day, naive::Said::value, event / 3 % 2 == 0 ? 1 : 0, 1});
  }
  return world;
}

class Desks : public ::testing::Test {
 protected:
  Result<Answer> ask(Desk& desk, observations::Opinion opinion = observations::Opinion::self) {
    const auto& newest = record_[static_cast<std::size_t>(now_)];
    judgement::Question question;
    question.set = naive::set_id;
    question.as_of = day;
    question.opinion = opinion;
    return desk.answer(
        [&](auto) -> Result<Known> {
          return Known{newest, false};
        },
        std::nullopt, [&](const auto&) -> Result<judgement::Question> { return question; });
  }

  std::uint32_t met_at(int event) {
    naive::Decided ignored;
    std::uint32_t met = 0;
    for (const auto& judged : naive::judge(world_, {day, day, event}, ignored)) {
      met += judged.outcome == engine::Outcome::met ? 1U : 0U;
    }
    return met;
  }
  static std::uint32_t met(const Result<Answer>& answer) { return answer->totals->rolled.totals[0].met; }

  const naive::World world_ = world();
  const std::vector<judgement::Materials> record_ = naive::record_of(world_, events);
  std::atomic<int> now_ = 1;
};

TEST_F(Desks, ReadersGoOnWhileColumnsAreFilled) {
  std::promise<void> begun, release;
  auto released = release.get_future().share();
  std::atomic<int> fillings = 0;
  Desk desk([&] {
    if (++fillings != 2) return;
    begun.set_value();
    released.wait();
  });
  ASSERT_EQ(met(ask(desk)), met_at(1));
  auto held_up = std::async(std::launch::async, [&] { return ask(desk, observations::Opinion::sector); });
  begun.get_future().wait();
  for (int event = 2; event <= 20; ++event) {  // the other question is being filled all this time
    now_ = event;
    const auto answer = ask(desk);
    ASSERT_EQ(answer->totals->known_at, event);
    ASSERT_EQ(met(answer), met_at(event));
  }
  ASSERT_EQ(held_up.wait_for(std::chrono::seconds(0)), std::future_status::timeout);
  release.set_value();
  EXPECT_EQ(held_up.get()->totals->known_at, 1);
  const auto later = ask(desk, observations::Opinion::sector);
  EXPECT_EQ(later->totals->known_at, 20);
  EXPECT_EQ(fillings, 2) << "what was filled at event 1 has followed";
}

TEST_F(Desks, ManyReadersSeeEveryEventRight) {
  std::vector<std::uint32_t> wanted;
  for (int event = 0; event <= events; ++event) wanted.push_back(met_at(event));
  Desk desk;
  std::vector<std::future<int>> readers;
  for (int reader = 0; reader < 4; ++reader) {
    readers.push_back(std::async(std::launch::async, [&] {
      int wrong = 0;
      for (int before = now_; before < events;) {
        before = now_;
        const auto answer = ask(desk);
        const auto at = answer->totals->known_at;
        wrong += at < before || met(answer) != wanted[static_cast<std::size_t>(at)] ? 1 : 0;
      }
      return wrong;
    }));
  }
  for (int event = 2; event <= events; ++event) {
    ask(desk);
    now_ = event;
  }
  for (auto& reader : readers) EXPECT_EQ(reader.get(), 0);
}

TEST_F(Desks, AnAnswerStaysAndItsMemoryIsReturned) {
  Desk desk;
  auto held = ask(desk);
  const std::weak_ptr<const Totals> totals = held->totals;
  const std::weak_ptr<const columns::JudgedChunk> chunk = held->totals->judged.chunks[0];
  const auto before = met(held);
  for (int event = 2; event <= events; ++event) {
    now_ = event;
    ask(desk);
  }
  ASSERT_GT(events, static_cast<int>(Desk::kept_max));
  EXPECT_EQ(met(held), before);
  EXPECT_EQ(held->totals.use_count(), 1) << "the reader alone holds it";
  held = ask(desk);
  EXPECT_TRUE(totals.expired());
  EXPECT_TRUE(chunk.expired());
}

}  // namespace
}  // namespace luytre::totals
