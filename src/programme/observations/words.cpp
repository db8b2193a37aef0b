#include "programme/observations/words.h"

namespace luytre::observations {

Words::Words() { intern(""); }

Words::Words(std::shared_ptr<const Words> earlier)
    : earlier_(std::move(earlier)), first_(static_cast<std::uint32_t>(earlier_->size())) {}

std::uint32_t Words::intern(std::string_view word) {
  if (const auto known = find(word)) return *known;
  const auto number = static_cast<std::uint32_t>(size());
  words_.push_back(std::make_shared<const std::string>(word));
  numbers_.emplace(*words_.back(), number);
  return number;
}

std::optional<std::uint32_t> Words::find(std::string_view word) const {
  for (const Words* layer = this; layer != nullptr; layer = layer->earlier_.get()) {
    if (const auto known = layer->numbers_.find(word); known != layer->numbers_.end()) return known->second;
  }
  return std::nullopt;
}

const std::string& Words::at(std::uint32_t number) const {
  const Words* layer = this;
  while (number < layer->first_) layer = layer->earlier_.get();
  return *layer->words_[number - layer->first_];
}

std::shared_ptr<const Words> Words::settled(Words words) {
  if (words.words_.empty() && words.earlier_ != nullptr) return words.earlier_;
  while (words.earlier_ != nullptr && words.earlier_->words_.size() <= 2 * words.words_.size()) {
    Words joined = *words.earlier_;
    for (const auto& word : words.words_) {
      joined.numbers_.emplace(*word, static_cast<std::uint32_t>(joined.size()));
      joined.words_.push_back(word);
    }
    words = std::move(joined);
  }
  return std::make_shared<const Words>(std::move(words));
}

}  // namespace luytre::observations
