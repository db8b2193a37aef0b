#include "app/measuring/writers_job.h"

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include "app/measuring/live_record.h"
#include "app/measuring/slow_disk.h"
#include "app/measuring/stopwatch.h"

namespace luytre::measuring {

namespace {

constexpr std::uint32_t writers_count = 64;
constexpr std::uint32_t values_of_one = 200;
constexpr std::uint32_t values_of_many = 3'200;
constexpr double factor_min = 10;

// Another value for each number.
SaidOnce value_number(const World& world, std::uint32_t number) {
  const std::uint32_t units = world.shape().units;
  return {world.units()[number % units].code, Date::of(2026, 3, 31).plus_days(static_cast<int>(number / units)),
          number % 1000, 1000};
}

// Milliseconds a value when so many threads write so many values in all.
Result<double> time_writers(const World& world, std::uint32_t writers, std::uint32_t values) {
  const auto record = LiveRecord::make(storage::StoreKind::sqlite);
  if (!record) return pass_on(record);
  std::atomic<std::uint32_t> next = 0;
  std::mutex mutex;
  std::optional<Problem> problem;
  const auto work = [&] {
    for (std::uint32_t number = next++; number < values; number = next++) {
      const auto written = (*record)->write(value_number(world, number));
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
  const auto newest = (*record)->newest();
  if (!newest) return pass_on(newest);
  if ((*newest)->size() != values) return refuse("measuring.answers_differ", {{"job", "Q6_writers"}});
  return milliseconds / values;
}

}  // namespace

Result<Measured> many_writers(const World& world) {
  const auto disk = SlowDisk::make(judged_sync_delay);
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
