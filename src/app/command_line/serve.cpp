#include "app/serve.h"

#include "app/command_line/command_line.h"

namespace luytre::app {

void add_serve_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* command = program.add_subcommand("serve", context.text("app.help.serve"));
  auto listen = std::make_shared<std::string>("127.0.0.1:8080");
  command->add_option("--listen", *listen, context.text("app.help.listen"))->envname("LUYTRE_LISTEN");
  command->callback([&context, &chosen, listen] { chosen = [&context, listen] { return serve(context, *listen); }; });
}

}  // namespace luytre::app
