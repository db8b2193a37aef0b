#include <chrono>

#include "app/measuring/engine_world.h"
#include "base/files.h"
#include "base/memory.h"
#include "engine/columns/snapshot_bytes.h"

namespace luytre::measuring {

using namespace engine::columns;

namespace {

constexpr std::size_t snapshot_bytes_max = 8UL << 30U;
constexpr double bytes_of_value = 6;  // of a column's memory, with what was corrected; measured at size m
constexpr double spare = 1.3;         // what filling needs beside it

Done has_room(const World& world) {
  const auto& shape = world.shape();
  const double needed = spare * bytes_of_value * shape.units * measures_count * shape.quarters;
  const double available = available_memory_bytes();
  if (available == 0 || needed <= available) return {};
  const auto megabytes = [](double bytes) { return std::to_string(static_cast<std::int64_t>(bytes / (1 << 20)) + 1); };
  return refuse("measuring.too_large", {{"needed", megabytes(needed)}, {"available", megabytes(available)}});
}

// Looks at places spread over the world: a file of another world of the same shape is not of this one.
bool says_what_the_world_says(const Store& store, const World& world) {
  constexpr std::uint32_t places = 2'000;
  for (std::uint32_t i = 0; i < places; ++i) {
    const UnitNumber unit = i * 7919 % world.shape().units;
    const std::uint32_t measure = i * 31 % measures_count;
    const std::uint32_t quarter = i % world.shape().quarters;
    const auto reported = world.reported(unit, measure, quarter);
    const auto corrected = world.corrected(unit, measure, quarter);
    const Panel* panel = store.panel(measure);
    const auto step = panel == nullptr ? std::nullopt : panel->step_on(world.day_of(quarter).days());
    if (!step) return false;
    const Cell cell = panel->cell(*step, unit);
    const bool is_own = cell.has_value() && cell.day == world.day_of(quarter).days();
    if (is_own != reported.has_value()) return false;
    if (is_own && cell.numerator != corrected.value_or(*reported).numerator) return false;
  }
  return true;
}

// The store of the file, or why it is not used.
Result<std::shared_ptr<const Store>> read(const World& world, const std::filesystem::path& path) {
  auto bytes = read_file(path, snapshot_bytes_max);
  if (!bytes) return pass_on(bytes);
  auto store = from_bytes(*bytes);
  if (!store) return pass_on(store);
  const bool is_of_world = (*store)->units() == world.shape().units && (*store)->columns() == measures_count &&
                           (*store)->known_at() == world.correction_event_of(world.shape().quarters - 1) &&
                           says_what_the_world_says(**store, world);
  if (!is_of_world) return refuse("engine.snapshot_damaged", {{"reason", "stale"}});
  return store;
}

}  // namespace

Result<Started> start(const World& world, const std::filesystem::path& snapshot, const Progress& progress) {
  if (auto room = has_room(world); !room) return pass_on(room);
  Started started;
  const auto from = std::chrono::steady_clock::now();
  const auto seconds = [&] { return std::chrono::duration<double>(std::chrono::steady_clock::now() - from).count(); };
  if (!snapshot.empty() && std::filesystem::exists(snapshot)) {
    auto read_store = read(world, snapshot);
    if (read_store) {
      started.store = *read_store;
      started.is_from_snapshot = true;
      started.seconds = seconds();
      return started;
    }
    started.rebuilt_because = read_store.error();
  }
  started.store = fill(world, progress);
  started.seconds = seconds();
  if (snapshot.empty()) return started;
  if (auto written = write_file_atomically(snapshot, to_bytes(*started.store)); !written) return pass_on(written);
  return started;
}

}  // namespace luytre::measuring
