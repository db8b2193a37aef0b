// luytre recognition import FILE; luytre titles show CODE.
#include "app/command_line/command_line.h"
#include "programme/recognition/import_facts.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/recognition/record_facts.h"
#include "programme/recognition/titles_story.h"

namespace luytre::app {

namespace {

Done import(Context& context, const std::string& file, std::string province) {
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  auto database = context.database();
  if (!database) return pass_on(database);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  if (province.empty() && (*snapshot)->installation) province = (*snapshot)->installation->province;
  if (province.empty()) return refuse("recognition.which_province");
  const auto table = read_csv(file);
  if (!table) return pass_on(table);
  const auto batch = recognition::read_facts(*table, *(*snapshot)->units, province);
  if (!batch) return pass_on(batch);
  const auto recorded = recognition::record_facts(**writer, **database, context.actor(), *batch, table->name, province);
  if (!recorded) return pass_on(recorded);
  for (const auto& row : batch->unplaced) context.note(context.text("recognition.unplaced", {{"row", row}}));
  if (context.as_json) {
    context.print(json::object{{"event", recorded->event},
                               {"titles", recorded->titles},
                               {"quoted", recorded->quoted},
                               {"unchanged", recorded->unchanged},
                               {"unplaced", batch->unplaced.size()}});
    return {};
  }
  const Arguments arguments{{"file", table->name},
                            {"titles", std::to_string(recorded->titles)},
                            {"quoted", std::to_string(recorded->quoted)},
                            {"event", std::to_string(recorded->event)},
                            {"unchanged", std::to_string(recorded->unchanged)}};
  context.print(context.text(recorded->event == 0 ? "recognition.nothing_new" : "recognition.imported", arguments));
  return {};
}

Done show(Context& context, const std::string& code, const std::string& as_of) {
  const auto day = date_option(context, as_of, "--as-of");
  if (!day) return pass_on(day);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto unit = recognition::find_unit(*(*snapshot)->units, code, *day);
  if (!unit) return pass_on(unit);
  const auto story = recognition::titles_of(*(*snapshot)->titles, *(*snapshot)->units, **unit, *day);
  if (context.as_json) {
    context.print(recognition::to_json(story));
    return {};
  }
  const auto day_text = context.language == Language::vi ? day->vietnamese_text() : day->text();
  context.print(context.text("recognition.heading",
                             {{"name", (*unit)->nearest(*day).name}, {"code", (*unit)->id.code}, {"date", day_text}}));
  for (const auto& line : recognition::tell(story, context.language)) context.print(line);
  return {};
}

}  // namespace

void add_recognition_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("recognition", context.text("recognition.help"));
  noun->require_subcommand(1);
  auto* import_command = noun->add_subcommand("import", context.text("recognition.help.import"));
  auto file = std::make_shared<std::string>();
  auto province = std::make_shared<std::string>();
  import_command->add_option("FILE", *file, context.text("recognition.help.file"))->required();
  import_command->add_option("--province", *province, context.text("recognition.help.province"));
  import_command->callback([&context, &chosen, file, province] {
    chosen = [&context, file, province] { return import(context, *file, *province); };
  });

  auto* titles = program.add_subcommand("titles", context.text("recognition.help.titles"));
  titles->require_subcommand(1);
  auto* show_command = titles->add_subcommand("show", context.text("recognition.help.show"));
  auto code = std::make_shared<std::string>();
  auto as_of = std::make_shared<std::string>();
  show_command->add_option("CODE", *code, context.text("recognition.help.code"))->required();
  show_command->add_option("--as-of", *as_of, context.text("recognition.help.as_of"));
  show_command->callback(
      [&context, &chosen, code, as_of] { chosen = [&context, code, as_of] { return show(context, *code, *as_of); }; });
}

}  // namespace luytre::app
