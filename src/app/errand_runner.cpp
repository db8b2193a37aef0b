#include "app/errand_runner.h"

namespace luytre::app {

ErrandRunner::ErrandRunner(Open open, Work work, OnProblem on_problem)
    : open_(std::move(open)), work_(std::move(work)), on_problem_(std::move(on_problem)) {
  thread_ = std::thread([this] { run(); });
}

ErrandRunner::~ErrandRunner() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

bool ErrandRunner::is_stopping() {
  const std::lock_guard lock(mutex_);
  return is_stopping_;
}

void ErrandRunner::run() {
  std::string said;
  bool is_over = false;
  while (!is_over) {
    const Done done = run_once();
    const std::string trouble = done ? "" : done.error().code;
    if (!done && trouble != said && !is_stopping() && on_problem_) on_problem_(done.error());
    said = trouble;
    std::unique_lock lock(mutex_);
    is_over = stopped_.wait_for(lock, errand_interval, [this] { return is_stopping_; });
  }
}

Done ErrandRunner::run_once() {
  if (!database_) {
    auto opened = open_();
    if (!opened) return pass_on(opened);
    database_ = std::move(*opened);
  }
  auto done = work_(*database_, [this] { return is_stopping(); });
  // A broken line is opened anew the next time.
  if (!done) database_.reset();
  return done;
}

}  // namespace luytre::app
