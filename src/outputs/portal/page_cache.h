// Pages as they were drawn of one record, so that the second reader waits for no drawing. A page is a function of its
// address, the record's event, the day and the hour at which the next article comes out: these are its key, and a page
// is never brought up to date.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "platform/http/response.h"

namespace luytre::portal {

class PageCache {
 public:
  static constexpr std::size_t bytes_max = 48U << 20U;

  explicit PageCache(std::size_t bytes = bytes_max) : bytes_(bytes) {}

  // What is kept under `key`, compressed when the reader takes that.
  std::optional<http::Response> find(const std::string& key, const http::Request& request);

  // Keeps a whole page; an answer that says itself how long it may be kept, or is none with status 200, is left alone.
  // Beyond `bytes` what was asked for longest ago goes.
  void keep(const std::string& key, const http::Response& drawn);

  std::size_t held_bytes() const;

 private:
  struct Kept {
    std::string key;
    http::Response plain;  // with its ETag
    std::string packed;    // the body by gzip; empty where that gains nothing
    std::size_t bytes() const { return key.size() + plain.body.size() + packed.size(); }
  };
  using Place = std::list<std::shared_ptr<const Kept>>::iterator;

  std::size_t bytes_;
  mutable std::mutex mutex_;
  std::list<std::shared_ptr<const Kept>> order_;  // last asked for first
  std::unordered_map<std::string, Place> places_;
  std::size_t held_ = 0;
};

}  // namespace luytre::portal
