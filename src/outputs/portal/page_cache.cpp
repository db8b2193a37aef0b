#include "outputs/portal/page_cache.h"

#include "platform/http/encoding.h"
#include "platform/http/limits.h"

namespace luytre::portal {

std::optional<http::Response> PageCache::find(const std::string& key, const http::Request& request) {
  std::shared_ptr<const Kept> kept;
  {
    const std::lock_guard lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return std::nullopt;
    order_.splice(order_.begin(), order_, place->second);
    kept = *place->second;
  }
  if (kept->packed.empty() || !http::accepts_gzip(request)) return kept->plain;
  http::Response response;
  response.status = kept->plain.status;
  response.headers = kept->plain.headers;
  response.set("Content-Encoding", "gzip");
  response.body = kept->packed;
  return response;
}

void PageCache::keep(const std::string& key, const http::Response& drawn) {
  if (drawn.status != 200 || !drawn.header("Cache-Control").empty()) return;
  auto kept = std::make_shared<Kept>();
  kept->key = key;
  kept->plain = drawn;
  kept->plain.set("ETag", http::weak_etag(drawn.body));
  if (drawn.body.size() >= http::compress_bytes_min && http::is_text(drawn.header("Content-Type")))
    kept->packed = http::gzip(drawn.body);
  const std::size_t bytes = kept->bytes();
  if (bytes > bytes_) return;
  const std::lock_guard lock(mutex_);
  if (places_.contains(key)) return;  // another reader was first, with the same page
  order_.push_front(std::move(kept));
  places_.emplace(key, order_.begin());
  held_ += bytes;
  while (held_ > bytes_) {
    held_ -= order_.back()->bytes();
    places_.erase(order_.back()->key);
    order_.pop_back();
  }
}

std::size_t PageCache::held_bytes() const {
  const std::lock_guard lock(mutex_);
  return held_;
}

}  // namespace luytre::portal
