// luytre search rebuild|find
#include "app/command_line/command_line.h"
#include "outputs/search/desk.h"
#include "outputs/search/snippet.h"

namespace luytre::app {
namespace {

Done rebuild(Context& context) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto settings = search_settings(context);
  std::error_code ignored;
  if (!settings.folder.empty()) std::filesystem::remove_all(settings.folder, ignored);
  search::Desk desk(settings);
  ProgressBar bar(context, context.text("search.indexing"));
  const auto made = desk.follow(*snapshot, [&](std::int64_t done, std::int64_t total) { bar.show(done, total); });
  if (!made) return pass_on(made);
  if (context.as_json)
    context.print(json::object{{"event", (*snapshot)->number}});
  else
    context.print(context.text("search.rebuilt", {{"event", std::to_string((*snapshot)->number)}}));
  return {};
}

std::string plain(const std::vector<search::Piece>& pieces) {
  std::string text;
  for (const search::Piece& piece : pieces) text += piece.text;
  return text;
}

Done find(Context& context, const std::string& words) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto query = search::read_query(words);
  if (query.is_empty()) return refuse("search.no_words");
  search::Desk desk(search_settings(context));
  if (auto followed = desk.follow(*snapshot); !followed) return followed;
  const auto answers = desk.find(*snapshot, query, {}, std::nullopt, search::answers_of_page);
  if (!answers) return pass_on(answers);
  json::array list;
  if (!context.as_json) context.print(context.text("search.found", {{"total", std::to_string(answers->total)}}));
  for (const std::string& key : answers->keys) {
    const auto entry = search::find_entry(**snapshot, key);
    if (!entry) continue;
    list.push_back(json::object{{"key", key}, {"title", entry->title}, {"address", entry->path}});
    if (context.as_json) continue;
    context.print(entry->title + (entry->note.empty() ? "" : " (" + entry->note + ")") + "  " + entry->path);
    const std::string snippet = plain(search::snippet_of(entry->text, query));
    if (!snippet.empty()) context.print("    " + snippet);
  }
  if (context.as_json) {
    context.print(json::object{{"total", answers->total}, {"suggestion", answers->suggestion}, {"answers", list}});
  } else if (!answers->suggestion.empty()) {
    context.print(context.text("portal.find.meant") + " “" + answers->suggestion + "”?");
  }
  return {};
}

}  // namespace

void add_search_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("search", context.text("search.help"));
  noun->require_subcommand(1);
  noun->add_subcommand("rebuild", context.text("search.help.rebuild"))->callback([&context, &chosen] {
    chosen = [&context] { return rebuild(context); };
  });
  auto* find_command = noun->add_subcommand("find", context.text("search.help.find"));
  auto words = std::make_shared<std::string>();
  find_command->add_option("WORDS", *words, context.text("search.help.words"))->required();
  find_command->callback([&context, &chosen, words] { chosen = [&context, words] { return find(context, *words); }; });
}

}  // namespace luytre::app
