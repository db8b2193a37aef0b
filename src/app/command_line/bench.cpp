// luytre bench generate: the world of the national benchmarks, for the peers.
// luytre bench run: its jobs, asked of the engine.
#include <fmt/format.h>
#include <sys/resource.h>

#include <memory>

#include "app/command_line/command_line.h"
#include "app/measuring/write_jobs.h"
#include "app/measuring/write_world.h"
#include "base/files.h"
#include "base/memory.h"
#include "platform/storage/temporary_database.h"

namespace luytre::app {
namespace {

struct GenerateOrder {
  std::string size = "s";
  std::string folder;  // empty: only the counts and the digest
};

Done generate(Context& context, const GenerateOrder& order) {
  const auto size = measuring::size_named(order.size);
  if (!size) return refuse("measuring.unknown_size", {{"size", order.size}});
  const measuring::World world(*size);
  ProgressBar bar(context, context.text("measuring.generating"));
  const auto progress = [&](std::uint64_t done, std::uint64_t total) {
    bar.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
  };
  measuring::WrittenWorld written;
  if (order.folder.empty()) {
    written = measuring::describe_world(world, progress);
  } else {
    auto done = measuring::write_world(world, order.folder, progress);
    if (!done) return pass_on(done);
    written = *done;
  }
  if (context.as_json) {
    context.print(json::parse(measuring::world_json(world, written)));
    return {};
  }
  context.print(context.text("measuring.generated", {{"size", order.size},
                                                     {"units", std::to_string(world.shape().units)},
                                                     {"values", std::to_string(written.values)},
                                                     {"digest", fmt::format("{:016x}", written.digest)}}));
  return {};
}

struct RunOrder {
  std::string size = "s";
  std::string answers;   // empty: not written
  std::string snapshot;  // empty: the store is filled anew
  bool with_postgresql = false;
};

// Being ready to answer, from a file: two seconds.
measuring::Measured measure_of(const measuring::Started& started) {
  constexpr double seconds_max = 2;
  measuring::Measured measured;
  measured.job = "start";
  measured.ours_ms = 1000 * started.seconds;
  measured.limit_ms = 1000 * seconds_max;
  measured.bound = "≤ 2 s";
  measured.is_within_bound = started.seconds <= seconds_max;
  return measured;
}

void print_row(const Context& context, const measuring::Measured& each) {
  context.print(
      context.text("measuring.row", {{"job", each.job},
                                     {"ours", fmt::format("{:.4f}", each.ours_ms)},
                                     {"limit", each.limit_ms < 0 ? "–" : fmt::format("{:.4f}", each.limit_ms)},
                                     {"bound", each.bound},
                                     {"mark", each.is_within_bound ? "" : " ✗"}}));
  if (each.postgresql_ms) {
    context.print(
        context.text("measuring.on_postgresql",
                     {{"ours", fmt::format("{:.4f}", *each.postgresql_ms)},
                      {"limit", each.postgresql_limit_ms ? fmt::format("{:.4f}", *each.postgresql_limit_ms) : "–"}}));
  }
  if (each.delayed_ms && each.delayed_limit_ms) {
    context.print(context.text("measuring.delayed", {{"ours", fmt::format("{:.4f}", *each.delayed_ms)},
                                                     {"limit", fmt::format("{:.4f}", *each.delayed_limit_ms)}}));
  }
  if (!each.threads) return;
  context.print(context.text("measuring.threads", {{"two", fmt::format("{:.4f}", each.threads->two_ms)},
                                                   {"speedup", fmt::format("{:.2f}", each.threads->speedup())}}));
}

// Megabytes.
struct Memory {
  static constexpr std::int64_t bound = 450;  // of the columns and the program, after filling; of size m
  std::int64_t columns = 0;
  std::int64_t resident = 0;  // after filling
  std::int64_t peak = 0;      // the most that the program has held

  bool is_within_bound() const { return resident <= bound; }
};

std::int64_t peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss / 1024;
}

json::object to_json(const Memory& memory) {
  return {{"ours_mb", memory.resident},
          {"columns_mb", memory.columns},
          {"peak_mb", memory.peak},
          {"bound", fmt::format("≤ {} MB", Memory::bound)},
          {"within_bound", memory.is_within_bound()}};
}

json::object to_json(const measuring::Measured& measured) {
  json::object object{{"job", measured.job},
                      {"ours_ms", measured.ours_ms},
                      {"bound", measured.bound},
                      {"within_bound", measured.is_within_bound}};
  if (measured.limit_ms >= 0) object["limit_ms"] = measured.limit_ms;
  if (!measured.peer.empty()) {
    object["peer"] = measured.peer;
    object["peer_factor"] = measured.peer_factor;
  }
  if (measured.postgresql_ms) object["postgresql_ms"] = *measured.postgresql_ms;
  if (measured.postgresql_limit_ms) object["postgresql_limit_ms"] = *measured.postgresql_limit_ms;
  if (measured.delayed_ms) object["delayed_ms"] = *measured.delayed_ms;
  if (measured.delayed_limit_ms) object["delayed_limit_ms"] = *measured.delayed_limit_ms;
  if (measured.threads) {
    object["threads"] = json::object{{"one_ms", measured.threads->one_ms},
                                     {"two_ms", measured.threads->two_ms},
                                     {"speedup", measured.threads->speedup()}};
  }
  return object;
}

Done write_answers(const std::string& folder, const std::vector<measuring::Measured>& all) {
  for (const auto& measured : all) {
    if (measured.answer.empty()) continue;
    std::string text;
    for (const auto& row : measured.answer) text += row + '\n';
    if (auto done = write_file_atomically(std::filesystem::path(folder) / (measured.job + ".csv"), text); !done)
      return done;
  }
  return {};
}

Done run(Context& context, const RunOrder& order) {
  const auto size = measuring::size_named(order.size);
  if (!size) return refuse("measuring.unknown_size", {{"size", order.size}});
  const bool has_server = storage::has_test_store(storage::StoreKind::postgresql);
  if (order.with_postgresql && !has_server) return refuse("measuring.no_server");
  const measuring::World world(*size);
  ProgressBar filling(context, context.text("measuring.filling"));
  const auto show = [](ProgressBar& bar) {
    return [&bar](std::uint64_t done, std::uint64_t total) {
      bar.show(static_cast<std::int64_t>(done), static_cast<std::int64_t>(total));
    };
  };
  const auto started = measuring::start(world, order.snapshot, show(filling));
  if (!started) return pass_on(started);
  if (started->rebuilt_because) context.note(message(*started->rebuilt_because, context.language));
  auto filled = measuring::describe(world);
  filled.store = started->store;
  constexpr int megabyte = 1 << 20;
  Memory memory;
  memory.columns = static_cast<std::int64_t>(filled.store->bytes()) / megabyte;
  memory.resident = static_cast<std::int64_t>(resident_memory_bytes()) / megabyte;
  ProgressBar running(context, context.text("measuring.running"));
  auto measured = measuring::run_jobs(world, filled, show(running));
  if (!measured) return pass_on(measured);
  auto writes = measuring::run_write_jobs(world, filled, order.with_postgresql);
  if (!writes) return pass_on(writes);
  for (auto& each : *writes) measured->push_back(std::move(each));
  if (!order.answers.empty()) {
    if (auto done = write_answers(order.answers, *measured); !done) return done;
  }
  if (started->is_from_snapshot) measured->insert(measured->begin(), measure_of(*started));
  memory.peak = peak_mb();
  json::array jobs;
  for (const auto& each : *measured) {
    jobs.push_back(to_json(each));
    if (!context.as_json) print_row(context, each);
  }
  if (context.as_json) {
    const auto& shape = world.shape();
    context.print(json::object{{"jobs", std::move(jobs)},
                               {"units", shape.units},
                               {"places", std::uint64_t{shape.units} * measuring::measures_count * shape.quarters},
                               {"memory", to_json(memory)}});
    return {};
  }
  context.print(context.text("measuring.memory", {{"columns", std::to_string(memory.columns)},
                                                  {"resident", std::to_string(memory.resident)},
                                                  {"peak", std::to_string(memory.peak)},
                                                  {"bound", std::to_string(Memory::bound)},
                                                  {"mark", memory.is_within_bound() ? "" : " ✗"}}));
  return {};
}

}  // namespace

void add_bench_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("bench", context.text("measuring.help"));
  noun->require_subcommand(1);
  auto* command = noun->add_subcommand("generate", context.text("measuring.help.generate"));
  auto order = std::make_shared<GenerateOrder>();
  command->add_option("--size", order->size, context.text("measuring.help.size"));
  command->add_option("--out", order->folder, context.text("measuring.help.out"));
  command->callback([&context, &chosen, order] { chosen = [&context, order] { return generate(context, *order); }; });

  auto* run_command = noun->add_subcommand("run", context.text("measuring.help.run"));
  auto run_order = std::make_shared<RunOrder>();
  run_command->add_option("--size", run_order->size, context.text("measuring.help.size"));
  run_command->add_option("--answers", run_order->answers, context.text("measuring.help.answers"));
  run_command->add_option("--snapshot", run_order->snapshot, context.text("measuring.help.snapshot"));
  run_command->add_flag("--postgresql", run_order->with_postgresql, context.text("measuring.help.postgresql"));
  run_command->callback(
      [&context, &chosen, run_order] { chosen = [&context, run_order] { return run(context, *run_order); }; });
}

}  // namespace luytre::app
