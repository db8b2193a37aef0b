// How often one address, and everybody together, may send something within a while. In memory alone, by marks under a
// key drawn for the while: no address is kept, and after it not even its mark.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "base/problem.h"
#include "platform/http/request.h"

namespace luytre::citizens {

struct PaceLimits {
  int of_address = 0;
  int of_all = 0;
  long long milliseconds = 0;
};

inline constexpr std::size_t paced_addresses_max = 10'000;  // beyond them the others are counted together

// A whole village may stand behind one address of a telephone network.
inline constexpr PaceLimits question_pace{20, 300, 3'600'000};
inline constexpr PaceLimits subscription_pace{10, 200, 3'600'000};

class Pace {
 public:
  // `address_as_counted`: what of an address is one sender's, such as the network of IPv6.
  Pace(PaceLimits limits, std::function<std::string(const std::string& address)> address_as_counted,
       std::function<long long()> unix_milliseconds);

  // Counts one more. Problem citizens.too_many.
  Done take(const std::string& address);

 private:
  PaceLimits limits_;
  std::function<std::string(const std::string&)> address_as_counted_;
  std::function<long long()> unix_milliseconds_;
  std::mutex mutex_;
  std::string key_;
  long long while_ = 0;
  int all_ = 0;
  std::map<std::string, int> counts_;
};

// Behind a proxy on the same machine every peer is the proxy, which says last for whom it asks.
std::string sender_of(const http::Request& request);

}  // namespace luytre::citizens
