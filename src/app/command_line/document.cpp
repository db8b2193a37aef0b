// luytre document import|import-law|list|waiting|publish|cited
#include "app/command_line/command_line.h"
#include "programme/documents/document_view.h"
#include "programme/documents/import_table.h"
#include "programme/documents/write_documents.h"

namespace luytre::app {
namespace {

struct Choice {
  std::string file, document;
  bool is_preview = false;
  bool is_public = false;
};

Done bring_in(Context& context, const Choice& choice, documents::ReadDocuments read, const std::string& source) {
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  commands::Asked asked(context.actor());
  asked.is_dry_run = choice.is_preview;
  const auto imported = documents::import_documents(**writer, asked, std::move(read.documents), read.places,
                                                    choice.is_public, source, context.unix_milliseconds());
  if (!imported) return pass_on(imported);
  if (context.as_json) {
    json::array added, known;
    for (const std::string& symbol : imported->added) added.emplace_back(symbol);
    for (const std::string& symbol : imported->known) known.emplace_back(symbol);
    context.print(json::object{{"added", std::move(added)},
                               {"known", std::move(known)},
                               {"event", imported->event},
                               {"is_dry_run", choice.is_preview}});
    return {};
  }
  for (const std::string& symbol : imported->added) context.print("  + " + symbol);
  const Arguments counts = {{"added", std::to_string(imported->added.size())},
                            {"known", std::to_string(imported->known.size())}};
  context.print(choice.is_preview ? context.text("documents.would_import", counts)
                                  : context.text("documents.imported", counts));
  return {};
}

Done import_file(Context& context, const Choice& choice) {
  const auto table = read_csv(choice.file);
  if (!table) return pass_on(table);
  auto read = documents::read_documents(*table);
  if (!read) return pass_on(read);
  return bring_in(context, choice, std::move(*read), table->name);
}

Done import_law(Context& context, const Choice& choice) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  return bring_in(context, choice, documents::documents_of_law(*(*snapshot)->law), "criteria/documents.yaml");
}

Done print_list(Context& context, const std::vector<const documents::Document*>& list, bool is_of_drafts) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const documents::DocumentRegister& known = *(*snapshot)->documents;
  json::array values;
  for (const documents::Document* document : list) {
    if (context.as_json) {
      values.push_back(is_of_drafts ? documents::draft_json(*document, known, context.today())
                                    : documents::to_json(*document, known, context.today()));
      continue;
    }
    const std::string effect(name_of(known.effect_on(*document, context.today())));
    context.print((is_of_drafts ? document->id.text() + "  " : "") + document->symbol + "  " +
                  documents::signing_text(*document) + "  " + context.text("documents.effect." + effect) + "  " +
                  document->abstract);
  }
  if (context.as_json) context.print(std::move(values));
  return {};
}

Done list(Context& context, const Choice&) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  return print_list(context, (*snapshot)->documents->published(), false);
}

Done waiting(Context& context, const Choice&) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  return print_list(context, (*snapshot)->documents->waiting(), true);
}

Done publish(Context& context, const Choice& choice) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const documents::Document* newest = (*snapshot)->documents->newest(choice.document);
  if (newest == nullptr) return refuse("documents.unknown", {{"document", choice.document}});
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto settled = documents::settle_document(**writer, context.actor(), choice.document, newest->version,
                                                  documents::State::published, "");
  if (!settled) return pass_on(settled);
  if (context.as_json)
    context.print(json::object{{"document", settled->id}, {"slug", settled->slug}, {"event", settled->event}});
  else
    context.print(context.text("documents.is_public", {{"document", newest->symbol}}));
  return {};
}

Done cited(Context& context, const Choice&) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto missing = documents::Citations(*(*snapshot)->law).unmatched(*(*snapshot)->documents);
  json::array values;
  for (const auto& one : missing) {
    std::string sets;
    for (const auto& use : one.sets) sets += (sets.empty() ? "" : ", ") + use.set->id;
    if (context.as_json)
      values.push_back(json::object{{"symbol", one.symbol}, {"sets", sets}});
    else
      context.print(one.symbol + "  " + sets);
  }
  if (context.as_json)
    context.print(std::move(values));
  else if (missing.empty())
    context.print(context.text("documents.all_matched"));
  return {};
}

using Verb = Done (*)(Context&, const Choice&);

}  // namespace

void add_document_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("document", context.text("documents.help"));
  noun->require_subcommand(1);
  const auto choice = std::make_shared<Choice>();
  const auto verb = [&](const char* name, const std::string& help, Verb run) {
    auto* command = noun->add_subcommand(name, help);
    command->callback(
        [&context, &chosen, run, choice] { chosen = [&context, run, choice] { return run(context, *choice); }; });
    return command;
  };
  const auto importing = [&](CLI::App* command) {
    command->add_flag("--preview", choice->is_preview, context.text("documents.help.preview"));
    command->add_flag("--public", choice->is_public, context.text("documents.help.public"));
    return command;
  };
  importing(verb("import", context.text("documents.help.import"), import_file))
      ->add_option("FILE", choice->file, context.text("documents.help.file"))
      ->required();
  importing(verb("import-law", context.text("documents.help.law"), import_law));
  verb("list", context.text("documents.help.list"), list);
  verb("waiting", context.text("documents.help.waiting"), waiting);
  verb("publish", context.text("documents.help.publish"), publish)
      ->add_option("DOCUMENT", choice->document, context.text("documents.help.document"))
      ->required();
  verb("cited", context.text("documents.help.cited"), cited);
}

}  // namespace luytre::app
