#include "programme/surveys/wrong_serials.h"

#include "base/hash.h"
#include "base/secret_box.h"

namespace luytre::surveys {

WrongSerials::WrongSerials(std::function<std::string(const std::string&)> address_as_counted,
                           std::function<long long()> unix_milliseconds)
    : address_as_counted_(std::move(address_as_counted)),
      unix_milliseconds_(std::move(unix_milliseconds)),
      key_(random_bytes(secret_key_bytes)) {}

std::string WrongSerials::mark_of(const std::string& address) {
  const long long minute = unix_milliseconds_() / wrong_serials_milliseconds;
  if (minute != minute_) {
    minute_ = minute;
    counts_.clear();
    key_ = random_bytes(secret_key_bytes);
  }
  std::string mark = keyed_mark(address_as_counted_(address), key_);
  const bool is_full = counts_.size() >= addresses_counted_max && !counts_.contains(mark);
  return is_full ? std::string() : mark;
}

Done WrongSerials::may_try(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(mark_of(address));
  if (found == counts_.end() || found->second < wrong_serials_max) return {};
  return refuse("surveys.too_many_wrong_serials", {{"max", std::to_string(wrong_serials_max)}}, "serial");
}

void WrongSerials::count(const std::string& address) {
  const std::lock_guard lock(mutex_);
  ++counts_[mark_of(address)];
}

}  // namespace luytre::surveys
