// luytre news import-archive|redirect|redirects
#include "app/command_line/command_line.h"
#include "base/files.h"
#include "programme/newsroom/import_archive.h"
#include "programme/newsroom/write_redirects.h"

namespace luytre::app {
namespace {

constexpr std::size_t problems_shown_max = 200;

struct ArchiveOptions {
  std::string file, source, from, to;
  bool dry_run = false;
  bool partial = false;
};

json::object row_value(const newsroom::ArchiveRow& row) {
  json::array addresses, images;
  for (const std::string& address : row.addresses) addresses.emplace_back(address);
  for (const std::string& image : row.images) images.emplace_back(image);
  return {{"line", row.line},
          {"title", row.article.title},
          {"date", row.article.date ? row.article.date->text() : std::string()},
          {"source", row.article.source_name},
          {"addresses", std::move(addresses)},
          {"item", row.item.empty() ? json::value(nullptr) : json::value(row.item)},
          {"images", std::move(images)},
          {"scripts", row.scripts},
          {"styles", row.styles},
          {"handlers", row.handlers}};
}

void print_row(const Context& context, const newsroom::ArchiveRow& row) {
  context.print(context.text("newsroom.archive_row", {{"line", std::to_string(row.line)},
                                                      {"date", row.article.date ? row.article.date->text() : ""},
                                                      {"title", row.article.title},
                                                      {"scripts", std::to_string(row.scripts)},
                                                      {"styles", std::to_string(row.styles)},
                                                      {"handlers", std::to_string(row.handlers)},
                                                      {"images", std::to_string(row.images.size())}}));
}

void print_outcome(const Context& context, const newsroom::Archive& archive, const newsroom::ImportedArchive& imported,
                   bool is_dry_run) {
  if (context.as_json) {
    json::array rows, problems;
    for (const auto& row : archive.rows) rows.push_back(row_value(row));
    for (const Problem& problem : archive.problems)
      problems.push_back(json::object{{"where", problem.where},
                                      {"code", problem.code},
                                      {"detail", say(problem.code, problem.arguments, context.language)}});
    context.print(json::object{{"is_dry_run", is_dry_run},
                               {"added", imported.added},
                               {"unchanged", imported.unchanged},
                               {"redirects", imported.redirects},
                               {"event", imported.event},
                               {"rows", std::move(rows)},
                               {"problems", std::move(problems)}});
    return;
  }
  if (is_dry_run)
    for (const auto& row : archive.rows) print_row(context, row);
  context.print(context.text(is_dry_run ? "newsroom.archive_previewed" : "newsroom.archive_imported",
                             {{"added", std::to_string(imported.added)},
                              {"redirects", std::to_string(imported.redirects)},
                              {"unchanged", std::to_string(imported.unchanged)},
                              {"refused", std::to_string(archive.problems.size())}}));
}

Done import_archive(Context& context, const ArchiveOptions& options) {
  const auto bytes = read_file(options.file, newsroom::archive_bytes_max);
  if (!bytes) return pass_on(bytes);
  const auto archive = newsroom::read_archive(*bytes, options.file, options.source);
  if (!archive) return pass_on(archive);
  if (!archive->problems.empty() && !options.partial && !options.dry_run) {
    auto causes = archive->problems;
    if (causes.size() > problems_shown_max) causes.resize(problems_shown_max);
    return refuse("news.archive_refused", {{"count", std::to_string(archive->problems.size())}}, options.file,
                  std::move(causes));
  }
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  commands::Asked asked(context.actor());
  asked.is_dry_run = options.dry_run;
  const auto imported =
      newsroom::import_archive(**writer, asked, archive->rows, options.file, context.unix_milliseconds());
  if (!imported) return pass_on(imported);
  if (!context.as_json) {
    for (const Problem& problem : archive->problems)
      context.note(problem.where + ": " + say(problem.code, problem.arguments, context.language));
  }
  print_outcome(context, *archive, *imported, options.dry_run);
  return {};
}

Done redirect(Context& context, const ArchiveOptions& options) {
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto done = newsroom::write_redirects(**writer, context.actor(), {{options.from, options.to}});
  if (!done) return pass_on(done);
  context.print(context.text("newsroom.redirected", {{"from", options.from}, {"to", options.to}}));
  return {};
}

Done redirects(Context& context, const ArchiveOptions& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto& articles = *(*snapshot)->articles;
  std::map<std::string, std::string, std::less<>> shown = articles.redirects();
  if (!options.from.empty()) {
    shown.clear();
    if (const auto target = articles.moved_to(options.from)) shown[options.from] = *target;
  }
  if (context.as_json) {
    json::array list;
    for (const auto& [from, to] : shown) list.push_back(json::object{{"from", from}, {"to", to}});
    context.print(json::object{{"redirects", std::move(list)}});
    return {};
  }
  if (shown.empty()) context.print(context.text("newsroom.redirect_none"));
  for (const auto& [from, to] : shown) context.print(from + " → " + to);
  return {};
}

using Verb = Done (*)(Context&, const ArchiveOptions&);

}  // namespace

void add_news_archive_commands(CLI::App& news, Context& context, Chosen& chosen) {
  const auto options = std::make_shared<ArchiveOptions>();
  const auto help = [&](const char* word) { return context.text("newsroom.help." + std::string(word)); };
  const auto verb = [&](const std::string& name, const char* word, Verb run) {
    CLI::App* command = news.add_subcommand(name, help(word));
    command->callback(
        [&context, &chosen, options, run] { chosen = [&context, options, run] { return run(context, *options); }; });
    return command;
  };
  CLI::App* archive = verb("import-archive", "import_archive", import_archive);
  archive->add_option("FILE", options->file, help("archive_file"))->required();
  archive->add_option("--source", options->source, help("archive_source"));
  archive->add_flag("--dry-run", options->dry_run, help("dry_run"));
  archive->add_flag("--partial", options->partial, help("partial"));
  CLI::App* one = verb("redirect", "redirect", redirect);
  one->add_option("FROM", options->from, help("redirect_from"))->required();
  one->add_option("TO", options->to, help("redirect_to"));
  CLI::App* all = verb("redirects", "redirects", redirects);
  all->add_option("FROM", options->from, help("redirect_from"));
}

}  // namespace luytre::app
