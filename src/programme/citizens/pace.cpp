#include "programme/citizens/pace.h"

#include <algorithm>
#include <iterator>

#include "base/hash.h"
#include "base/secret_box.h"

namespace luytre::citizens {
namespace {

constexpr std::string_view own_machine[] = {"127.0.0.1", "::1", "::ffff:127.0.0.1"};

}  // namespace

Pace::Pace(PaceLimits limits, std::function<std::string(const std::string&)> address_as_counted,
           std::function<long long()> unix_milliseconds)
    : limits_(limits),
      address_as_counted_(std::move(address_as_counted)),
      unix_milliseconds_(std::move(unix_milliseconds)),
      key_(random_bytes(secret_key_bytes)) {}

Done Pace::take(const std::string& address) {
  const std::lock_guard lock(mutex_);
  const long long now = unix_milliseconds_() / limits_.milliseconds;
  if (now != while_) {
    while_ = now;
    all_ = 0;
    counts_.clear();
    key_ = random_bytes(secret_key_bytes);
  }
  std::string mark = keyed_mark(address_as_counted_(address), key_);
  if (counts_.size() >= paced_addresses_max && !counts_.contains(mark)) mark.clear();
  int& count = counts_[mark];
  if (count >= limits_.of_address || all_ >= limits_.of_all) {
    return refuse("citizens.too_many", {{"minutes", std::to_string(limits_.milliseconds / 60'000)}});
  }
  ++count;
  ++all_;
  return {};
}

std::string sender_of(const http::Request& request) {
  if (std::find(std::begin(own_machine), std::end(own_machine), request.remote) == std::end(own_machine)) {
    return request.remote;
  }
  std::string_view told = request.header("x-forwarded-for");
  told.remove_prefix(told.find_last_of(", ") + 1);
  return told.empty() ? request.remote : std::string(told);
}

}  // namespace luytre::citizens
