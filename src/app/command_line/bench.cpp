// luytre bench generate: the world of the national benchmarks, for the peers.
#include <fmt/format.h>

#include <memory>

#include "app/command_line/command_line.h"
#include "app/measuring/write_world.h"

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

}  // namespace

void add_bench_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("bench", context.text("measuring.help"));
  noun->require_subcommand(1);
  auto* command = noun->add_subcommand("generate", context.text("measuring.help.generate"));
  auto order = std::make_shared<GenerateOrder>();
  command->add_option("--size", order->size, context.text("measuring.help.size"));
  command->add_option("--out", order->folder, context.text("measuring.help.out"));
  command->callback([&context, &chosen, order] { chosen = [&context, order] { return generate(context, *order); }; });
}

}  // namespace luytre::app
