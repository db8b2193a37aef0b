// luytre init: an empty real installation. luytre demo load: a demonstration of Lạng Sơn. Both may be run again: what
// is there already stays, what is missing is added.

#include <memory>
#include <set>

#include "app/command_line/command_line.h"
#include "base/resources.h"
#include "outputs/statistics/claim_store.h"
#include "outputs/statistics/import_series.h"
#include "outputs/statistics/record_claims.h"
#include "programme/authority/register_authority.h"
#include "programme/criteria/register_library.h"
#include "programme/demonstration/generate_values.h"
#include "programme/documents/import_table.h"
#include "programme/documents/write_documents.h"
#include "programme/newsroom/article_file.h"
#include "programme/observations/record.h"
#include "programme/recognition/record_facts.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::app {
namespace {

using observations::InstallationKind;

constexpr std::string_view demonstration_province = "20";
constexpr std::string_view demonstration_set = "commune-ntm/2021-2025";
constexpr std::string_view articles_folder = "demonstration/articles/";
constexpr std::string_view claims_file = "demonstration/claims.csv";

// The year-ends that have values: the 175 communes before the merger, the 61 after it.
std::vector<Date> demonstration_days() { return {Date::of(2024, 12, 31), Date::of(2025, 12, 31)}; }

struct Installed {
  storage::Database* database = nullptr;
  commands::Writer* writer = nullptr;
  bool is_new = false;
};

// Units, law and recognitions of the province, and what the database is. Refused before anything is written when the
// database is something else already.
Result<Installed> install(Context& context, InstallationKind kind, const std::string& province) {
  const auto database = context.create_database();
  if (!database) return pass_on(database);
  const auto known = observations::find_installation(**database);
  if (!known) return pass_on(known);
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  if (known->has_value()) {  // the same facts pass, others are refused
    const auto same = observations::establish(**writer, **database, context.actor(), kind, province);
    if (!same) return pass_on(same);
  }
  const auto units = units::seed_reference(**writer, context.actor(), province);
  if (!units) return pass_on(units);
  if (!known->has_value()) {
    const auto made = observations::establish(**writer, **database, context.actor(), kind, province);
    if (!made) return pass_on(made);
  }
  const auto law = criteria::register_embedded_law(**writer, **database, context.actor());
  if (!law) return pass_on(law);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  if (auto kept = authority::register_embedded_authority(**writer, **database, context.actor()); !kept)
    return pass_on(kept);
  const auto titles = recognition::seed_reference(**writer, **database, context.actor(), *(*snapshot)->units, province);
  if (!titles) return pass_on(titles);
  return Installed{*database, *writer, !known->has_value()};
}

Done init(Context& context, InstallationKind kind, const std::string& province) {
  const auto installed = install(context, kind, province);
  if (!installed) return pass_on(installed);
  const Arguments arguments{{"province", province}, {"database", installed->database->printable_location()}};
  if (context.as_json) {
    context.print(json::object{{"kind", kind == InstallationKind::real ? "real" : "demonstration"},
                               {"province", province},
                               {"is_new", installed->is_new}});
  } else {
    context.print(context.text(installed->is_new ? "demonstration.init_done" : "demonstration.init_again", arguments));
  }
  return {};
}

struct Loaded {
  std::size_t values = 0;
  std::size_t units = 0;
  std::size_t claims = 0;
  std::size_t articles = 0;
  bool is_anything() const { return values + claims + articles > 0; }
};

Done load_values(Context& context, const Installed& installed, Loaded& loaded) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto& known = **snapshot;
  std::vector<observations::CheckedRow> missing;
  std::set<std::string> units;
  for (const Date day : demonstration_days()) {
    auto rows = demonstration::generate_values(
        *known.units, *known.law, {std::string(demonstration_province), std::string(demonstration_set), day});
    if (!rows) return pass_on(rows);
    for (auto& row : *rows) {
      units.insert(row.observation.key.unit);
      if (!observations::is_known(*known.values, row.observation)) missing.push_back(std::move(row));
    }
  }
  observations::RecordOrder order;
  order.asked = context.actor();
  order.act = "demonstration.load";
  order.origin = "luytre demo load, seed " + std::to_string(demonstration::seed_default);
  order.are_demonstration_values = true;
  const auto recorded =
      observations::record_observations(*installed.writer, known.values, observations::CheckedValues(missing), order);
  if (!recorded) return pass_on(recorded);
  loaded.values = recorded->values;
  loaded.units = units.size();
  return {};
}

// Published figures that the demonstration articles quote; they are real and carry their source.
Done load_claims(Context& context, const Installed& installed, Loaded& loaded) {
  const auto table = parse_csv(resource(claims_file), std::string(claims_file));
  if (!table) return pass_on(table);
  auto series = statistics::read_series(*table);
  if (!series) return pass_on(series);
  const auto recorded = statistics::record_claims(*installed.writer, context.actor(), std::move(series->claims),
                                                  std::string(claims_file), context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  loaded.claims = recorded->added;
  return {};
}

Done load_articles(Context& context, const Installed& installed, Loaded& loaded) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto& claims = *(*snapshot)->claims;
  const auto resolve = [&](const std::string& key_or_id) -> std::optional<std::string> {
    const auto* claim = claims.with_key(key_or_id);
    if (claim == nullptr) claim = claims.find(key_or_id);
    return claim == nullptr ? std::nullopt : std::optional(claim->id.text());
  };
  std::vector<newsroom::ArticleDraft> drafts;
  for (const auto& path : resources_under(articles_folder)) {
    const std::string name = path.substr(articles_folder.size());
    if (!name.ends_with(".md") || name == "README.md") continue;
    auto draft = newsroom::load_article_file(resource(path), name, resolve);
    if (!draft) return pass_on(draft);
    draft->article.is_demonstration = true;
    draft->article.status = newsroom::ArticleStatus::published;
    drafts.push_back(*std::move(draft));
  }
  const auto recorded = newsroom::record_articles(*installed.writer, context.actor(), std::move(drafts),
                                                  std::string(articles_folder), context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  loaded.articles = recorded->added;
  return {};
}

// The instruments that the law on file cites: facts about them, without their texts.
Done load_documents(Context& context, const Installed& installed) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  auto read = documents::documents_of_law(*(*snapshot)->law);
  const auto imported =
      documents::import_documents(*installed.writer, context.actor(), std::move(read.documents), read.places, true,
                                  "criteria/documents.yaml", context.unix_milliseconds());
  if (!imported) return pass_on(imported);
  return {};
}

Done load_demonstration(Context& context) {
  const auto installed = install(context, InstallationKind::demonstration, std::string(demonstration_province));
  if (!installed) return pass_on(installed);
  Loaded loaded;
  if (const auto done = load_values(context, *installed, loaded); !done) return pass_on(done);
  if (const auto done = load_claims(context, *installed, loaded); !done) return pass_on(done);
  if (const auto done = load_articles(context, *installed, loaded); !done) return pass_on(done);
  if (const auto done = load_documents(context, *installed); !done) return pass_on(done);
  if (context.as_json) {
    context.print(json::object{{"kind", "demonstration"},
                               {"province", demonstration_province},
                               {"values", loaded.values},
                               {"units", loaded.units},
                               {"claims", loaded.claims},
                               {"articles", loaded.articles}});
    return {};
  }
  const Arguments arguments{{"database", installed->database->printable_location()},
                            {"values", std::to_string(loaded.values)},
                            {"units", std::to_string(loaded.units)},
                            {"claims", std::to_string(loaded.claims)},
                            {"articles", std::to_string(loaded.articles)}};
  context.print(
      context.text(loaded.is_anything() ? "demonstration.loaded" : "demonstration.already_loaded", arguments));
  context.print(context.text("demonstration.banner"));
  return {};
}

}  // namespace

void add_init_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* init_command = program.add_subcommand("init", context.text("demonstration.help.init"));
  auto province = std::make_shared<std::string>();
  init_command->add_option("--province", *province, context.text("demonstration.help.province"))->required();
  init_command->callback([&context, &chosen, province] {
    chosen = [&context, province] { return init(context, InstallationKind::real, *province); };
  });

  auto* demo = program.add_subcommand("demo", context.text("demonstration.help.demo"));
  demo->require_subcommand(1);
  demo->add_subcommand("init", context.text("demonstration.help.empty"))->callback([&context, &chosen] {
    chosen = [&context] { return init(context, InstallationKind::demonstration, std::string(demonstration_province)); };
  });
  demo->add_subcommand("load", context.text("demonstration.help.load"))->callback([&context, &chosen] {
    chosen = [&context] { return load_demonstration(context); };
  });
}

}  // namespace luytre::app
