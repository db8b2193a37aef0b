// The thread of `luytre serve` that runs the errands of the rooms, every few seconds, on a connection of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "platform/storage/database.h"

namespace luytre::app {

inline constexpr std::chrono::milliseconds errand_interval{5'000};

class ErrandRunner {
 public:
  using Open = std::function<Result<std::unique_ptr<storage::Database>>()>;
  using Work = std::function<Done(storage::Database&, const std::function<bool()>& is_stopping)>;
  using OnProblem = std::function<void(const Problem&)>;  // once for each new kind of trouble

  // Runs from here on.
  ErrandRunner(Open open, Work work, OnProblem on_problem);
  ~ErrandRunner();
  ErrandRunner(const ErrandRunner&) = delete;
  ErrandRunner& operator=(const ErrandRunner&) = delete;

 private:
  void run();
  Done run_once();
  bool is_stopping();

  Open open_;
  Work work_;
  OnProblem on_problem_;
  std::unique_ptr<storage::Database> database_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace luytre::app
