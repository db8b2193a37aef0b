// A few answers that were worked out last, by a key that says everything they depend on.
#pragma once

#include <algorithm>
#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "base/problem.h"

namespace luytre::portal {

template <class Item>
class Kept {
 public:
  static constexpr std::size_t items_max = 64;

  // `make` answers Result<Item>; whoever asks for the same meanwhile waits instead of making it again.
  template <class Make>
  Result<std::shared_ptr<const Item>> get(const std::string& key, const Make& make) {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(items_.begin(), items_.end(), [&](const auto& one) { return one.first == key; });
    if (known != items_.end()) {
      std::rotate(items_.begin(), known, known + 1);
      return items_.front().second;
    }
    auto made = make();
    if (!made) return pass_on(made);
    items_.emplace_front(key, std::make_shared<const Item>(std::move(*made)));
    if (items_.size() > items_max) items_.pop_back();
    return items_.front().second;
  }

 private:
  std::mutex mutex_;
  std::deque<std::pair<std::string, std::shared_ptr<const Item>>> items_;  // last asked first
};

}  // namespace luytre::portal
