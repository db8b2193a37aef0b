// The thread of `luytre serve` that sends what is due, every few seconds, on a connection of its own.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "platform/notices/deliver.h"

namespace luytre::notices {

inline constexpr std::chrono::milliseconds courier_interval{5'000};

class Courier {
 public:
  using OpenDatabase = std::function<Result<std::unique_ptr<storage::Database>>()>;
  // Called from the courier's thread, once for each new kind of trouble: a server that stays down is said once.
  using OnProblem = std::function<void(const Problem&)>;

  // Runs from here on.
  Courier(OpenDatabase open, MailSettings settings, AddressOf address_of, OnProblem on_problem,
          std::chrono::milliseconds interval = courier_interval);
  ~Courier();  // drops a mail that is on its way, and returns when the thread has ended
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

 private:
  void work();
  Done deliver_once();
  bool wait_for_next();

  OpenDatabase open_;
  MailSettings settings_;
  AddressOf address_of_;
  OnProblem on_problem_;
  std::chrono::milliseconds interval_;
  std::unique_ptr<storage::Database> database_;
  std::mutex mutex_;
  std::condition_variable stopped_;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace luytre::notices
