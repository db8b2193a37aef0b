#include "app/measuring/writers_job.h"

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "app/measuring/slow_disk.h"
#include "app/measuring/stopwatch.h"
#include "platform/storage/temporary_database.h"
#include "programme/observations/record.h"

namespace luytre::measuring {

namespace {

constexpr std::chrono::microseconds sync_delay{3'000};
constexpr std::uint32_t writers_count = 64;
constexpr std::uint32_t values_of_one = 200;
constexpr std::uint32_t values_of_many = 3'200;
constexpr double factor_min = 10;

using PanelPointer = std::shared_ptr<const observations::Panel>;

// A record with its one door, and what a request reads before it writes: the newest values, loaded by whoever comes
// first after a commit.
class Record {
 public:
  static Result<std::unique_ptr<Record>> make() {
    auto store = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    if (!store) return pass_on(store);
    if (auto done = storage::migrate((*store)->database()); !done) return pass_on(done);
    auto reading = storage::open_database((*store)->location(), storage::OpenMode::read_only);
    if (!reading) return pass_on(reading);
    return std::unique_ptr<Record>(new Record(*std::move(store), *std::move(reading)));
  }

  // The value number `number`: another for each number.
  Done write(const World& world, std::uint32_t number) {
    const auto panel = newest();
    if (!panel) return pass_on(panel);
    const std::uint32_t units = world.shape().units;
    observations::CheckedRow row;
    row.province = "01";
    row.observation.key = {world.units()[number % units].code + "@2020-01-01", "measure_0", "",
                           observations::Opinion::self,
                           Date::of(2026, 3, 31).plus_days(static_cast<int>(number / units))};
    row.observation.value = observations::ObservedValue::of_share(Decimal::of(number % 1000), Decimal::of(1000));
    row.observation.source = "báo cáo quý";
    observations::RecordOrder order;
    order.asked = access::Actor::local_operator();
    order.act = "observations.record";
    const auto recorded = observations::record_observations(writer_, *panel, observations::CheckedValues({row}), order);
    if (!recorded) return pass_on(recorded);
    return {};
  }

  Result<std::size_t> count() {
    const auto panel = newest();
    if (!panel) return pass_on(panel);
    return (*panel)->size();
  }

 private:
  Record(std::unique_ptr<storage::TemporaryDatabase> store, std::unique_ptr<storage::Database> reading)
      : store_(std::move(store)), reading_(std::move(reading)), writer_(store_->database()) {}

  Result<PanelPointer> newest() {
    const std::lock_guard lock(mutex_);
    const auto number = observations::newest_observation_event(*reading_);
    if (!number) return pass_on(number);
    if (*number == panel_->known_at()) return panel_;
    auto loaded = observations::load_panel(*reading_, *number, panel_);
    if (!loaded) return pass_on(loaded);
    panel_ = *std::move(loaded);
    return panel_;
  }

  std::unique_ptr<storage::TemporaryDatabase> store_;
  std::unique_ptr<storage::Database> reading_;
  commands::Writer writer_;
  std::mutex mutex_;
  PanelPointer panel_ = std::make_shared<const observations::Panel>();
};

// Milliseconds a value when so many threads write so many values in all.
Result<double> time_writers(const World& world, std::uint32_t writers, std::uint32_t values) {
  const auto record = Record::make();
  if (!record) return pass_on(record);
  std::atomic<std::uint32_t> next = 0;
  std::mutex mutex;
  std::optional<Problem> problem;
  const auto work = [&] {
    for (std::uint32_t number = next++; number < values; number = next++) {
      const auto written = (*record)->write(world, number);
      if (written) continue;
      const std::lock_guard lock(mutex);
      problem = written.error();
      return;
    }
  };
  const Stopwatch watch;
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < writers; ++i) threads.emplace_back(work);
  for (auto& thread : threads) thread.join();
  const double milliseconds = watch.milliseconds();
  if (problem) return tl::unexpected(*problem);
  const auto count = (*record)->count();
  if (!count) return pass_on(count);
  if (*count != values) return refuse("measuring.answers_differ", {{"job", "Q6_writers"}});
  return milliseconds / values;
}

}  // namespace

Result<Measured> many_writers(const World& world) {
  const auto disk = SlowDisk::make(sync_delay);
  if (!disk) return pass_on(disk);
  const auto one = time_writers(world, 1, values_of_one);
  if (!one) return pass_on(one);
  const auto many = time_writers(world, writers_count, values_of_many);
  if (!many) return pass_on(many);
  Measured measured;
  measured.job = "Q6_writers";
  measured.ours_ms = *many;
  measured.limit_ms = *one;
  measured.bound = "64 writers ≥ 10 × one, 3 ms a sync";
  measured.is_within_bound = *one >= factor_min * *many;
  return measured;
}

}  // namespace luytre::measuring
