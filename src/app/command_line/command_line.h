// The command line: one file per noun, each adding its verbs; main runs the one that was chosen.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "app/context.h"

namespace luytre::app {

// What the parsed command line asks for; a Problem is printed in the reader's language and ends with status 1.
using Chosen = std::function<Done()>;

void add_audit_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_init_commands(CLI::App& program, Context& context, Chosen& chosen);  // init, demo
void add_user_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_units_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_criteria_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_observations_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_recognition_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_authority_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_law_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_judgement_commands(CLI::App& program, Context& context, Chosen& chosen);  // evaluate, explain
void add_claim_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_news_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_news_archive_commands(CLI::App& news, Context& context, Chosen& chosen);  // below "news"
void add_notices_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_bench_commands(CLI::App& program, Context& context, Chosen& chosen);
void add_serve_commands(CLI::App& program, Context& context, Chosen& chosen);

}  // namespace luytre::app
