#include "platform/notices/courier.h"

#include <string>

namespace luytre::notices {

Courier::Courier(OpenDatabase open, MailSettings settings, AddressOf address_of, OnProblem on_problem,
                 std::chrono::milliseconds interval)
    : open_(std::move(open)),
      settings_(std::move(settings)),
      address_of_(std::move(address_of)),
      on_problem_(std::move(on_problem)),
      interval_(interval) {
  settings_.is_stopping = [this] {
    const std::lock_guard lock(mutex_);
    return is_stopping_;
  };
  thread_ = std::thread([this] { work(); });
}

Courier::~Courier() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stopped_.notify_all();
  thread_.join();
}

bool Courier::wait_for_next() {
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, interval_, [this] { return is_stopping_; });
}

void Courier::work() {
  std::string said;
  do {
    const Done done = deliver_once();
    const std::string trouble = done ? "" : done.error().code;
    if (!done && trouble != said && !settings_.is_stopping() && on_problem_) on_problem_(done.error());
    said = trouble;
  } while (wait_for_next());
}

Done Courier::deliver_once() {
  if (!database_) {
    auto opened = open_();
    if (!opened) return pass_on(opened);
    database_ = std::move(*opened);
  }
  const auto now = database_->now();
  auto delivered = now ? deliver_due(*database_, settings_, address_of_, *now) : tl::unexpected(now.error());
  if (!delivered) {
    database_.reset();  // a broken line is opened anew the next time
    return pass_on(delivered);
  }
  if (delivered->stopped_by) return tl::unexpected(*delivered->stopped_by);
  return {};
}

}  // namespace luytre::notices
