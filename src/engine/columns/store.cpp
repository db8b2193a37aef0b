#include "engine/columns/store.h"

namespace luytre::engine::columns {

std::size_t Store::bytes() const {
  std::size_t total = sizeof(Store) + panels_.capacity() * sizeof(panels_[0]);
  for (const auto& panel : panels_) total += panel == nullptr ? 0 : panel->bytes();
  return total;
}

std::shared_ptr<const Store> Store::with(const std::map<ColumnNumber, std::vector<Change>>& changes, UnitNumber units,
                                         EventNumber event) const {
  auto next = std::make_shared<Store>(*this);
  next->units_ = units;
  next->known_at_ = event;
  for (const auto& [column, list] : changes) {
    if (next->panels_.size() <= column) next->panels_.resize(column + 1);
    auto& panel = next->panels_[column];
    panel = changed(panel == nullptr ? Panel{} : *panel, list, event);
  }
  return next;
}

std::shared_ptr<const Store> Store::with_column(ColumnNumber column, std::shared_ptr<const Panel> panel) const {
  auto next = std::make_shared<Store>(*this);
  if (next->panels_.size() <= column) next->panels_.resize(column + 1);
  next->panels_[column] = std::move(panel);
  return next;
}

std::shared_ptr<const Store> Store::of(std::vector<std::shared_ptr<const Panel>> panels, UnitNumber units,
                                       EventNumber known_at) {
  auto store = std::make_shared<Store>();
  store->panels_ = std::move(panels);
  store->units_ = units;
  store->known_at_ = known_at;
  return store;
}

}  // namespace luytre::engine::columns
