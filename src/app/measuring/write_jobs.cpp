#include "app/measuring/write_jobs.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <random>
#include <thread>

#include "app/measuring/import_job.h"
#include "app/measuring/live_record.h"
#include "app/measuring/slow_disk.h"
#include "app/measuring/stopwatch.h"
#include "app/measuring/writers_job.h"
#include "platform/storage/temporary_database.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

constexpr std::uint32_t writes_count = 401;
constexpr std::uint32_t compared_writes = 21;  // after as many as the peers write their answer is compared with ours
constexpr std::uint32_t warm_writes = 20;
constexpr double one_value_factor = 1.3;
constexpr double reads_ms = 3'000;  // so that hundreds of writes fall in
constexpr int writes_per_second = 200;
constexpr std::uint32_t writes_least = 500;

// What a reader is given: a store with its outcomes and totals, never changed.
struct Published {
  std::shared_ptr<const Store> store;
  Judged judged;
  RolledUp rolled;
};

class Live {
 public:
  Live(const World& world, const EngineWorld& filled)
      : world_(world), filled_(filled), day_(world.day_of(world.shape().quarters - 1)) {
    auto first = std::make_shared<Published>();
    first->store = filled.store;
    first->judged = judge(*first->store).all();
    first->rolled = roll_up(first->judged, filled.areas);
    now_ = std::move(first);
  }

  // One value of the last quarter: into the columns, judged again, the totals put right, given to readers.
  void write(std::uint32_t number) {
    const auto before = now();
    const UnitNumber unit = unit_of(number);
    const Change change{unit, {said(number).numerator, 1000, day_.days(), 0, 0, CellState::share}};
    auto next = std::make_shared<Published>();
    next->store = before->store->with({{0, {change}}}, before->store->units(), before->store->known_at() + 1);
    const std::vector<UnitNumber> changed{unit};
    next->judged = judge(*next->store).again(before->judged, changed);
    next->rolled = rolled_again(before->rolled, before->judged, next->judged, filled_.areas);
    std::atomic_store(&now_, std::shared_ptr<const Published>(std::move(next)));
  }

  SaidOnce said(std::uint32_t number) const {
    return {world_.units()[unit_of(number)].code, day_, number % 2 == 0 ? 0 : 1000, 1000};
  }

  std::shared_ptr<const Published> now() const { return std::atomic_load(&now_); }

  // Q2 from nothing but the columns, on the store that the reader holds.
  RolledUp ask() const {
    const auto held = now();
    return roll_up(judge(*held->store).all(), filled_.areas);
  }

 private:
  UnitNumber unit_of(std::uint32_t number) const { return number * 37 % world_.shape().units; }
  Judge judge(const Store& store) const { return Judge(filled_.programs[0], store, {day_, everything, {}, {}, false}); }

  const World& world_;
  const EngineWorld& filled_;
  Date day_;
  std::shared_ptr<const Published> now_;
};

// A commit of so many bytes that no store can squeeze.
class Commits {
 public:
  static Result<Commits> open(storage::StoreKind kind, std::size_t bytes) {
    auto made = storage::TemporaryDatabase::make(kind);
    if (!made) return pass_on(made);
    Commits commits(*std::move(made), bytes);
    if (auto done = storage::migrate(commits.database()); !done) return pass_on(done);
    const std::string column = kind == storage::StoreKind::sqlite ? "BLOB" : "BYTEA";
    if (auto done = commits.database().execute_script("CREATE TABLE written (number INTEGER PRIMARY KEY, bytes " +
                                                      column + " NOT NULL)");
        !done) {
      return pass_on(done);
    }
    return commits;
  }

  Done commit(std::int64_t number) {
    if (auto done = database().begin(storage::TransactionKind::write); !done) return done;
    const auto inserted =
        database().execute("INSERT INTO written (number, bytes) VALUES (?, ?)", {number, storage::Blob{bytes_}});
    if (!inserted) return pass_on(inserted);
    return database().commit();
  }

 private:
  Commits(std::unique_ptr<storage::TemporaryDatabase> store, std::size_t bytes) : store_(std::move(store)) {
    std::mt19937_64 random(bytes);
    for (std::size_t i = 0; i < bytes; ++i) bytes_.push_back(static_cast<char>(random() & 0xFFU));
  }
  storage::Database& database() { return store_->database(); }
  std::unique_ptr<storage::TemporaryDatabase> store_;
  std::string bytes_;
};

// What a page of a log and the row's own page hold besides the bytes.
std::size_t bytes_for(storage::StoreKind kind, std::size_t logged) {
  if (kind == storage::StoreKind::postgresql) return logged;
  constexpr std::size_t page = 4096, frame = page + 24, spare = 2;
  const auto pages = logged / frame;
  return pages > spare ? (pages - spare) * page : page / 2;
}

Result<Measured> one_value(const World& world, const EngineWorld& filled, storage::StoreKind kind) {
  const auto record = LiveRecord::make(kind);
  if (!record) return pass_on(record);
  Live live(world, filled);
  const auto last_day = world.day_of(world.shape().quarters - 1);
  for (std::uint32_t i = 0; i < warm_writes; ++i) {
    if (auto done = (*record)->write({live.said(i).code, last_day.plus_days(1), i, 1000}); !done) return pass_on(done);
  }
  const auto logged = (*record)->logged_bytes({live.said(0).code, last_day.plus_days(2), 1, 1000});
  if (!logged) return pass_on(logged);
  auto commits = Commits::open(kind, bytes_for(kind, *logged));
  if (!commits) return pass_on(commits);
  std::vector<double> bare, ours;
  Measured measured;
  measured.job = "Q6_one";
  for (std::uint32_t i = 0; i < writes_count; ++i) {  // by turns, so that both meet the same disk
    const Stopwatch alone;
    if (auto done = commits->commit(i); !done) return pass_on(done);
    bare.push_back(alone.milliseconds());
    const Stopwatch watch;
    if (auto done = (*record)->write(live.said(i)); !done) return pass_on(done);
    if (const auto newest = (*record)->newest(); !newest) return pass_on(newest);
    live.write(i);
    ours.push_back(watch.milliseconds());
    if (i + 1 != compared_writes) continue;
    const auto totals = live.now()->rolled.totals[0];
    measured.answer = {fmt::format("{},{},{}", totals.met, totals.not_assessed(), totals.criteria_met)};
  }
  const auto kept = live.now();
  if (live.ask().totals != kept->rolled.totals) return refuse("measuring.answers_differ", {{"job", "Q6_one"}});
  measured.ours_ms = quantile(std::move(ours), 0.5);
  measured.limit_ms = quantile(std::move(bare), 0.5);
  measured.bound = fmt::format("≤ {} × a bare commit of the same {} bytes", one_value_factor, *logged);
  measured.is_within_bound = measured.ours_ms <= one_value_factor * measured.limit_ms;
  return measured;
}

// On this disk, which the bound is about and the peers stand beside; and where a sync takes longer, which is reported.
Result<Measured> one_value_embedded(const World& world, const EngineWorld& filled) {
  auto measured = one_value(world, filled, storage::StoreKind::sqlite);
  if (!measured) return measured;
  const auto disk = SlowDisk::make(judged_sync_delay);
  if (!disk) return pass_on(disk);
  const auto delayed = one_value(world, filled, storage::StoreKind::sqlite);
  if (!delayed) return delayed;
  measured->delayed_ms = delayed->ours_ms;
  measured->delayed_limit_ms = delayed->limit_ms;
  return measured;
}

std::vector<double> time_reads(const Live& live) {
  std::vector<double> times;
  for (const Stopwatch all; all.milliseconds() < reads_ms;) {
    const Stopwatch watch;
    const auto rolled = live.ask();
    times.push_back(watch.milliseconds());
  }
  return times;
}

Measured reads_under_writes(const World& world, const EngineWorld& filled) {
  Live live(world, filled);
  const double quiet = quantile(time_reads(live), 0.99);
  std::atomic<bool> is_over = false;
  std::atomic<std::uint32_t> written = 0;
  std::thread writer([&] {
    auto next = std::chrono::steady_clock::now();
    while (!is_over) {
      live.write(written++);
      next += std::chrono::microseconds(1'000'000 / writes_per_second);
      std::this_thread::sleep_until(next);
    }
  });
  const double busy = quantile(time_reads(live), 0.99);
  is_over = true;
  writer.join();
  Measured measured;
  measured.job = "Q2_p99";
  measured.ours_ms = busy;
  measured.limit_ms = quiet;
  measured.bound = "≤ 2 × quiet, under 200 writes a second";
  measured.is_within_bound = busy <= 2 * quiet && written >= writes_least;
  return measured;
}

}  // namespace

Result<std::vector<Measured>> run_write_jobs(const World& world, const EngineWorld& filled, bool with_postgresql) {
  constexpr auto server = storage::StoreKind::postgresql;
  auto one = one_value_embedded(world, filled);
  if (!one) return pass_on(one);
  auto bulk = bulk_import(world);
  if (!bulk) return pass_on(bulk);
  if (with_postgresql) {
    const auto one_there = one_value(world, filled, server);
    if (!one_there) return pass_on(one_there);
    const auto bulk_there = bulk_import_ms(world, server);
    if (!bulk_there) return pass_on(bulk_there);
    one->postgresql_ms = one_there->ours_ms;
    one->postgresql_limit_ms = one_there->limit_ms;
    bulk->postgresql_ms = *bulk_there;
  }
  auto writers = many_writers(world);
  if (!writers) return pass_on(writers);
  return std::vector<Measured>{*std::move(one), *std::move(bulk), *std::move(writers),
                               reads_under_writes(world, filled)};
}

}  // namespace luytre::measuring
