#include "app/measuring/live_record.h"

#include <filesystem>

#include "programme/observations/record.h"

namespace luytre::measuring {

using storage::StoreKind;

Result<std::unique_ptr<LiveRecord>> LiveRecord::make(StoreKind kind) {
  auto store = storage::TemporaryDatabase::make(kind);
  if (!store) return pass_on(store);
  if (auto done = storage::migrate((*store)->database()); !done) return pass_on(done);
  auto reading = storage::open_database((*store)->location(), storage::OpenMode::read_only);
  if (!reading) return pass_on(reading);
  return std::unique_ptr<LiveRecord>(new LiveRecord(*std::move(store), *std::move(reading)));
}

Done LiveRecord::write(const SaidOnce& said) {
  const auto panel = newest();
  if (!panel) return pass_on(panel);
  observations::CheckedRow row;
  row.province = "01";
  row.observation.key = {said.code + "@2020-01-01", "measure_0", "", observations::Opinion::self, said.as_of};
  row.observation.value =
      observations::ObservedValue::of_share(Decimal::of(said.numerator), Decimal::of(said.denominator));
  row.observation.source = "báo cáo quý";
  observations::RecordOrder order;
  order.asked = access::Actor::local_operator();
  order.act = "observations.record";
  const auto recorded = observations::record_observations(writer_, *panel, observations::CheckedValues({row}), order);
  if (!recorded) return pass_on(recorded);
  return {};
}

Result<std::shared_ptr<const observations::Panel>> LiveRecord::newest() {
  const std::lock_guard lock(mutex_);
  const auto head = audit::head(*reading_);
  if (!head) return pass_on(head);
  if (head->number == panel_->known_at()) return panel_;
  // No transaction around the two: what an event recorded never changes, so all up to its number is one state.
  auto loaded = observations::load_panel(*reading_, head->number, panel_);
  if (!loaded) return pass_on(loaded);
  panel_ = *std::move(loaded);
  return panel_;
}

Result<std::size_t> LiveRecord::log_end() {
  if (reading_->kind() == StoreKind::sqlite) return std::filesystem::file_size(store_->location() + "-wal");
  const auto rows = reading_->query("SELECT CAST(pg_current_wal_insert_lsn() - '0/0' AS BIGINT)");
  if (!rows) return pass_on(rows);
  return static_cast<std::size_t>(rows->front().integer(0));
}

Result<std::size_t> LiveRecord::logged_bytes(const SaidOnce& said) {
  if (reading_->kind() == StoreKind::sqlite) {  // else the log begins again somewhere in its file
    if (auto done = store_->database().execute_script("PRAGMA wal_checkpoint(TRUNCATE)"); !done) return pass_on(done);
  }
  const auto before = log_end();
  if (!before) return pass_on(before);
  if (auto done = write(said); !done) return pass_on(done);
  const auto after = log_end();
  if (!after) return pass_on(after);
  return *after - *before;
}

}  // namespace luytre::measuring
