// The same questions judged by two threads, each with half of the chunks or of the days: reported beside one thread's
// time, never a bound.
#pragma once

#include <atomic>
#include <functional>
#include <span>
#include <thread>
#include <vector>

#include "engine/columns/judge.h"
#include "engine/columns/roll_up.h"

namespace luytre::measuring {

// A second thread that stands ready: for a while after its last work it looks for more without sleeping.
class SecondThread {
 public:
  SecondThread();
  SecondThread(const SecondThread&) = delete;
  SecondThread& operator=(const SecondThread&) = delete;
  ~SecondThread();

  // Runs both, one of them here, the other there unless nobody has begun it by then; returns when both are done.
  void with(const std::function<void()>& here, const std::function<void()>& there);

 private:
  enum class State : int { idle, given, taken, over };
  void serve();
  const std::function<void()>* work_ = nullptr;
  std::atomic<State> state_ = State::idle;
  std::thread thread_;
};

// The areas as they lie in a range of the chunks, numbered from its first one.
engine::columns::Areas areas_within(const engine::columns::Areas& areas, std::size_t first_chunk,
                                    std::size_t last_chunk);

// All units; the first half of the chunks is judged here.
engine::columns::Judged judged_by_two(SecondThread& second, const engine::columns::Judge& judge,
                                      engine::columns::UnitNumber units, std::uint32_t criteria);

// Judged and rolled up in two halves, which are then added.
class HalvedRollUp {
 public:
  HalvedRollUp(const engine::columns::Areas& areas, engine::columns::UnitNumber units);
  engine::columns::RolledUp ask(SecondThread& second, const engine::columns::Judge& judge,
                                std::uint32_t criteria) const;

 private:
  engine::columns::UnitNumber units_;
  std::size_t middle_;  // chunk
  engine::columns::Areas first_, last_;
};

}  // namespace luytre::measuring
