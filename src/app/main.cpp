// luytre: the program. Reads the settings, adds the commands of every noun, runs the one that was chosen.
// Exit status: 0 done, 1 refused for its content, 2 wrong usage.

#include <cstdlib>
#include <exception>
#include <iostream>

#include "app/command_line/command_line.h"
#include "app/version.h"

namespace luytre::app {
namespace {

constexpr int status_done = 0;
constexpr int status_refused = 1;
constexpr int status_usage = 2;

// Known before parsing, because the help texts are written in it.
Language language_of(int argc, char** argv) {
  std::string code = environment("LUYTRE_LANG", "vi");
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) == "--lang") code = argv[i + 1];
  }
  return language_named(code).value_or(Language::vi);
}

void add_settings(CLI::App& program, Context& context) {
  program.set_version_flag("--version", std::string("luytre ") + std::string(version));
  program.add_option("--db", context.database_url, context.text("app.help.db"));
  program.add_flag("--json", context.as_json, context.text("app.help.json"));
  const std::string lang_help = context.text("app.help.lang");
  program.add_option("--lang", lang_help)->check(CLI::IsMember({"vi", "en"}));
}

void add_commands(CLI::App& program, Context& context, Chosen& chosen) {
  add_init_commands(program, context, chosen);
  add_serve_commands(program, context, chosen);
  add_user_commands(program, context, chosen);
  add_units_commands(program, context, chosen);
  add_criteria_commands(program, context, chosen);
  add_observations_commands(program, context, chosen);
  add_recognition_commands(program, context, chosen);
  add_authority_commands(program, context, chosen);
  add_law_commands(program, context, chosen);
  add_judgement_commands(program, context, chosen);
  add_claim_commands(program, context, chosen);
  add_news_commands(program, context, chosen);
  add_document_commands(program, context, chosen);
  add_search_commands(program, context, chosen);
  add_audit_commands(program, context, chosen);
  add_notices_commands(program, context, chosen);
  add_citizens_commands(program, context, chosen);
  add_bench_commands(program, context, chosen);
}

int run(int argc, char** argv) {
  Context context;
  context.language = language_of(argc, argv);
  context.database_url = environment("LUYTRE_DB", "data/luytre.db");
  if (const std::string day = environment("LUYTRE_TODAY", ""); !day.empty()) {
    const auto read = Date::parse(day);
    if (!read) {
      context.note(full_message(read.error(), context.language));
      return status_usage;
    }
    context.rehearsal_day = *read;
  }
  CLI::App program(context.text("app.help.program"), "luytre");
  program.require_subcommand(1);
  program.fallthrough();
  add_settings(program, context);
  Chosen chosen;
  add_commands(program, context, chosen);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& asked) {
    return program.exit(asked);
  } catch (const CLI::ParseError& wrong) {
    context.note(context.text("app.usage", {{"reason", wrong.what()}}));
    return status_usage;
  }
  const Done done = chosen ? chosen() : Done{};
  if (done) return status_done;
  context.note(full_message(done.error(), context.language));
  return status_refused;
}

}  // namespace
}  // namespace luytre::app

int main(int argc, char** argv) {
  try {
    return luytre::app::run(argc, argv);
  } catch (const std::exception& error) {
    // No room lets an exception out on purpose; whatever this was, nothing was committed.
    std::cerr << luytre::say("app.unexpected", {{"reason", error.what()}}, luytre::Language::vi) << '\n';
    return 1;
  }
}
