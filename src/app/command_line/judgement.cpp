// luytre evaluate, luytre explain, luytre criteria test.
#include <algorithm>
#include <filesystem>

#include "app/command_line/command_line.h"
#include "programme/judgement/evaluate.h"
#include "programme/judgement/explain.h"
#include "programme/judgement/law_tests.h"
#include "programme/judgement/table.h"
#include "programme/recognition/recognition_routes.h"

namespace luytre::app {

namespace {

struct Options {
  std::string set, unit, under, as_of, indicator;
  std::string opinion = "self";
  std::optional<std::int64_t> as_known;
  std::optional<int> year;
  bool all = false;
};

struct Asked {
  std::shared_ptr<const record::Snapshot> snapshot;
  judgement::Materials materials;
  judgement::Question question;  // without unit; the set perhaps empty
};

Result<Asked> read(Context& context, const Options& options) {
  Asked asked;
  const auto day = date_option(context, options.as_of, "--as-of");
  if (!day) return pass_on(day);
  const auto opinion = observations::parse_opinion(options.opinion);
  if (!opinion) return refuse("judgement.bad_opinion", {{"opinion", options.opinion}}, "--opinion");
  auto snapshot = context.snapshot(options.as_known);
  if (!snapshot) return pass_on(snapshot);
  asked.snapshot = *snapshot;
  asked.materials = asked.snapshot->materials();
  asked.question.as_of = *day;
  asked.question.opinion = *opinion;
  asked.question.set = options.set;
  asked.question.year = options.year;
  return asked;
}

// Names the unit and, where none was given, the set.
Result<const units::Unit*> choose_unit(Asked& asked, const std::string& code) {
  auto& question = asked.question;
  const auto unit = recognition::find_unit(*asked.materials.units, code, question.as_of);
  if (!unit) return pass_on(unit);
  question.unit = (*unit)->id;
  if (question.set.empty()) question.set = judgement::default_set(*asked.materials.library, **unit, question.as_of);
  if (question.set.empty()) {
    return refuse("judgement.no_default_set", {{"unit", code}, {"date", question.as_of.text()}}, "--set");
  }
  return *unit;
}

Done evaluate_all(Context& context, Asked& asked, const std::string& under) {
  const units::Unit* root = nullptr;
  std::string code = under;
  if (code.empty() && asked.snapshot->installation) code = asked.snapshot->installation->province;
  if (!code.empty()) {
    const auto found = recognition::find_unit(*asked.materials.units, code, asked.question.as_of);
    if (!found) return pass_on(found);
    root = *found;
  }
  const auto table = judgement::evaluate_all(asked.materials, asked.question, root);
  if (!table) return pass_on(table);
  if (context.as_json) {
    context.print(judgement::to_json(*table));
    return {};
  }
  for (const auto& line : judgement::draw(*table, context.language)) context.print(line);
  return {};
}

Done evaluate(Context& context, const Options& options) {
  auto asked = read(context, options);
  if (!asked) return pass_on(asked);
  if (options.all) return evaluate_all(context, *asked, options.under);
  const auto unit = choose_unit(*asked, options.unit);
  if (!unit) return pass_on(unit);
  const auto evaluation = judgement::evaluate(asked->materials, asked->question);
  if (!evaluation) return pass_on(evaluation);
  if (context.as_json) {
    context.print(judgement::to_json(*evaluation));
    return {};
  }
  for (const auto& line : judgement::draw(*evaluation, context.language)) context.print(line);
  return {};
}

Done explain(Context& context, const Options& options) {
  auto asked = read(context, options);
  if (!asked) return pass_on(asked);
  const auto unit = choose_unit(*asked, options.unit);
  if (!unit) return pass_on(unit);
  const auto evaluation = judgement::evaluate(asked->materials, asked->question);
  if (!evaluation) return pass_on(evaluation);
  if (context.as_json && options.indicator.empty()) {
    context.print(judgement::to_json(*evaluation));
    return {};
  }
  const auto story =
      recognition::titles_of(*asked->materials.titles, *asked->materials.units, **unit, asked->question.as_of);
  Result<std::vector<std::string>> lines = judgement::explain(*evaluation, story, context.language);
  if (!options.indicator.empty()) {
    lines = judgement::explain_number(*evaluation, options.indicator, context.language);
  }
  if (!lines) return pass_on(lines);
  if (context.as_json) {
    json::array texts;
    for (const auto& line : *lines) texts.push_back(json::value(line));
    context.print(texts);
    return {};
  }
  for (const auto& line : *lines) context.print(line);
  return {};
}

Done test_law(Context& context, const std::string& folder) {
  const auto texts = criteria::law_in(folder);
  if (!texts) return pass_on(texts);
  const auto library = criteria::read_library(*texts);
  if (!library) return pass_on(library);
  const auto cases = judgement::law_cases_in(folder);
  if (!cases) return pass_on(cases);
  std::size_t failed = 0;
  for (const auto& one : *cases) {
    const auto result = judgement::run(*library, one);
    if (result.holds) continue;
    ++failed;
    context.print(context.text("judgement.law_test.case",
                               {{"where", one.place.text()},
                                {"case", context.language == Language::vi ? one.title.vi : one.title.en},
                                {"expected", result.expected},
                                {"found", result.found}}));
  }
  const auto total = std::to_string(cases->size());
  if (failed > 0) return refuse("judgement.law_test.failed", {{"count", std::to_string(failed)}, {"total", total}});
  context.print(context.text("judgement.law_test.passed", {{"total", total}}));
  return {};
}

void add_common(CLI::App& command, Context& context, Options& options) {
  command.add_option("--set", options.set, context.text("judgement.help.set"));
  command.add_option("--as-of", options.as_of, context.text("judgement.help.as_of"));
  command.add_option("--opinion", options.opinion, context.text("judgement.help.opinion"))
      ->check(CLI::IsMember({"self", "sector", "council", "survey"}));
  command.add_option("--as-known", options.as_known, context.text("judgement.help.as_known"));
  command.add_option("--year", options.year, context.text("judgement.help.year"));
}

}  // namespace

void add_judgement_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto evaluate_options = std::make_shared<Options>();
  auto* evaluate_command = program.add_subcommand("evaluate", context.text("judgement.help.evaluate"));
  add_common(*evaluate_command, context, *evaluate_options);
  auto* which = evaluate_command->add_option_group("which");
  which->require_option(1);
  which->add_option("--unit", evaluate_options->unit, context.text("judgement.help.unit"));
  auto* all = which->add_flag("--all", evaluate_options->all, context.text("judgement.help.all"));
  evaluate_command->add_option("--under", evaluate_options->under, context.text("judgement.help.under"))->needs(all);
  evaluate_command->callback([&context, &chosen, evaluate_options] {
    chosen = [&context, evaluate_options] { return evaluate(context, *evaluate_options); };
  });

  auto explain_options = std::make_shared<Options>();
  auto* explain_command = program.add_subcommand("explain", context.text("judgement.help.explain"));
  add_common(*explain_command, context, *explain_options);
  explain_command->add_option("--unit", explain_options->unit, context.text("judgement.help.unit"))->required();
  explain_command->add_option("--indicator", explain_options->indicator, context.text("judgement.help.indicator"));
  explain_command->callback([&context, &chosen, explain_options] {
    chosen = [&context, explain_options] { return explain(context, *explain_options); };
  });

  const auto nouns = program.get_subcommands([](const CLI::App* noun) { return noun->get_name() == "criteria"; });
  if (nouns.empty()) return;
  auto folder = std::make_shared<std::string>("criteria");
  auto* test_command = nouns.front()->add_subcommand("test", context.text("judgement.help.law_test"));
  test_command->add_option("FOLDER", *folder, context.text("judgement.help.law_folder"));
  test_command->callback(
      [&context, &chosen, folder] { chosen = [&context, folder] { return test_law(context, *folder); }; });
}

}  // namespace luytre::app
