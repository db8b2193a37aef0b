// How many wrong serials came from one address within a minute, so that nobody finds slips by trying. In memory alone,
// by marks under a key drawn at the start: no address is kept, and after the minute not even its mark.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "base/problem.h"

namespace luytre::surveys {

inline constexpr int wrong_serials_max = 20;  // a village hall may stand behind one address
inline constexpr long long wrong_serials_milliseconds = 60'000;
inline constexpr std::size_t addresses_counted_max = 10'000;  // beyond them the others are counted together

class WrongSerials {
 public:
  // `address_as_counted`: what of an address is one sender's, such as the network of IPv6.
  WrongSerials(std::function<std::string(const std::string& address)> address_as_counted,
               std::function<long long()> unix_milliseconds);

  // Problem surveys.too_many_wrong_serials: until the minute is over right ones are refused too, else each answer would
  // tell of the next guess.
  Done may_try(const std::string& address);
  void count(const std::string& address);

 private:
  std::string mark_of(const std::string& address);  // under mutex_; forgets a minute that is over

  std::function<std::string(const std::string&)> address_as_counted_;
  std::function<long long()> unix_milliseconds_;
  std::mutex mutex_;
  std::string key_;
  long long minute_ = 0;
  std::map<std::string, int> counts_;
};

}  // namespace luytre::surveys
