// luytre units: import, show, lineage, tree, search, count, doctor, boundaries.
#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <memory>

#include "app/command_line/command_line.h"
#include "base/files.h"
#include "base/vietnamese.h"
#include "programme/units/import_boundaries.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_answers.h"

namespace luytre::app {

namespace {

using units::Register;
using units::Unit;
using units::Version;

struct UnitsOptions {
  std::vector<std::string> files;
  std::string code;
  std::string under;
  std::string text;
  std::string as_of;
  std::string from;
  std::string kind;
  std::size_t limit = 20;
};

struct Asked {
  std::shared_ptr<const record::Snapshot> snapshot;
  const Register* known = nullptr;
  Date day;
};

Result<Asked> ask(Context& context, const UnitsOptions& options) {
  auto day = date_option(context, options.as_of, "--as-of");
  if (!day) return pass_on(day);
  auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const Register* known = (*snapshot)->units.get();
  return Asked{std::move(*snapshot), known, *day};
}

std::string day_text(const Context& context, Date day) {
  return context.language == Language::vi ? day.vietnamese_text() : day.text();
}

std::string life_text(const Context& context, const Interval& life) {
  if (life.to.is_open_end()) return context.text("units.said.life_open", {{"from", day_text(context, life.from)}});
  return context.text("units.said.life", {{"from", day_text(context, life.from)}, {"to", day_text(context, life.to)}});
}

std::string within_text(const Register& known, const Unit& unit, Date day) {
  std::string text;
  for (const Unit* above : known.ancestors(unit, day)) {
    if (!text.empty()) text += ", ";
    text += above->nearest(day).name;
  }
  return text;
}

Done import_files(Context& context, const UnitsOptions& options) {
  std::vector<units::NamedFile> files;
  std::vector<Problem> missing;
  for (const std::string& path : options.files) {
    auto bytes = read_file(path);
    if (!bytes) {
      missing.push_back(bytes.error());
      continue;
    }
    files.push_back({std::filesystem::path(path).filename().string(), std::move(*bytes)});
  }
  if (!missing.empty()) {
    const std::string count = std::to_string(missing.size());
    return refuse("units.import_refused", {{"count", count}}, "", std::move(missing));
  }
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  auto outcome = units::import_units(**writer, context.actor(), files);
  if (!outcome) return pass_on(outcome);
  if (context.as_json) {
    context.print(units::outcome_value(*outcome));
    return {};
  }
  for (const std::string& file : outcome->passed_over) {
    context.note(context.text("units.said.passed_over", {{"file", file}}));
  }
  if (!outcome->list_differences.empty()) {
    context.note(
        context.text("units.said.list_differences", {{"count", std::to_string(outcome->list_differences.size())}}));
  }
  context.print(context.text(outcome->is_changed ? "units.said.imported" : "units.said.unchanged",
                             {{"units", std::to_string(outcome->units_read)},
                              {"links", std::to_string(outcome->links_read)},
                              {"versions", std::to_string(outcome->versions_added)},
                              {"links_added", std::to_string(outcome->links_added)},
                              {"attributes", std::to_string(outcome->attributes_added)},
                              {"event", std::to_string(outcome->event)}}));
  return {};
}

void print_attributes(const Context& context, const json::object& value) {
  const auto& attributes = value.at("attributes").as_array();
  if (attributes.empty()) return;
  context.print(context.text("units.said.attributes") + ":");
  for (const auto& attribute : attributes) {
    const auto& object = attribute.as_object();
    context.print("  " + std::string(object.at("name").as_string()) + " = " +
                  std::string(object.at("value").as_string()) + "  (" + std::string(object.at("of").as_string()) + ")");
  }
}

Done show(Context& context, const UnitsOptions& options) {
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  auto found = units::require_unit(*asked->known, options.code, asked->day);
  if (!found) return pass_on(found);
  const Unit& unit = **found;
  const auto value = units::unit_value(*asked->known, unit, asked->day);
  if (context.as_json) {
    context.print(value);
    return {};
  }
  const Version& version = unit.nearest(asked->day);
  const auto line = [&](const char* label, const std::string& text) {
    if (!text.empty()) context.print("  " + context.text(label) + ": " + text);
  };
  context.print(version.name + " (" + unit.id.code + ")");
  line("units.said.identity", unit.id.text());
  line("units.said.kind", context.text("units.kind." + std::string(units::word(version.kind))));
  const Date within = unit.is_alive(asked->day) ? asked->day : version.valid.from;
  line("units.said.within", within_text(*asked->known, unit, within));
  line("units.said.valid", life_text(context, unit.life()));
  line("units.said.decision", version.decision);
  const auto children = asked->known->children(&unit, asked->day).size();
  if (children > 0) line("units.said.children", std::to_string(children));
  print_attributes(context, value);
  std::string others;
  for (const Unit* other : asked->known->with_code(unit.id.code)) {
    if (other->ordinal == unit.ordinal) continue;
    others += (others.empty() ? "" : ", ") + other->id.text() + " " + other->last().name;
  }
  if (!others.empty()) context.print("  " + context.text("units.said.other_identities", {{"ids", others}}));
  return {};
}

void print_relatives(const Context& context, const std::vector<units::Relative>& relatives, bool is_back) {
  for (const units::Relative& relative : relatives) {
    const units::Link& link = *relative.link;
    const Version& version = relative.unit->nearest(is_back ? link.from_until.plus_days(-1) : link.day);
    std::string line(static_cast<std::size_t>(relative.depth) * 2, ' ');
    line += version.name + " (" + relative.unit->id.text() + "), " +
            context.text("units.part." + std::string(units::word(link.part))) + ", " + day_text(context, link.day);
    if (!link.decision.empty()) line += ", " + link.decision;
    if (link.confidence != "high" && link.confidence != "manual:high") {
      line += " [" + context.text("units.flag.confidence_low") + "]";
    }
    context.print(line);
  }
}

Done lineage(Context& context, const UnitsOptions& options) {
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  auto found = units::require_any_unit(*asked->known, options.code, asked->day);
  if (!found) return pass_on(found);
  if (context.as_json) {
    context.print(units::lineage_value(*asked->known, **found));
    return {};
  }
  const auto lineage = asked->known->lineage(**found);
  context.print((*found)->last().name + " (" + (*found)->id.text() + "), " + life_text(context, (*found)->life()));
  const bool has_before = !lineage.predecessors.empty();
  context.print(context.text(has_before ? "units.said.predecessors" : "units.said.no_predecessors"));
  print_relatives(context, lineage.predecessors, true);
  const bool has_after = !lineage.successors.empty();
  if (has_after || !(*found)->last().valid.to.is_open_end()) {
    context.print(context.text(has_after ? "units.said.successors" : "units.said.no_successors"));
  }
  print_relatives(context, lineage.successors, false);
  if (lineage.unresolved.empty()) return {};
  context.print(context.text("units.said.unresolved"));
  for (const units::Link* link : lineage.unresolved) {
    context.print("  " + link->from_code + " " + link->from_name + " → " + link->to_code + " " + link->to_name);
  }
  return {};
}

void print_tree(const Context& context, const Register& known, const Unit& unit, Date day, int depth) {
  context.print(std::string(static_cast<std::size_t>(depth) * 2, ' ') + unit.id.code + "  " + unit.nearest(day).name);
  for (const Unit* child : known.children(&unit, day)) print_tree(context, known, *child, day, depth + 1);
}

Done tree(Context& context, const UnitsOptions& options) {
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  std::vector<const Unit*> roots = asked->known->children(nullptr, asked->day);
  // The whole country to the last commune is 3,000 lines: provinces only, unless one is named.
  constexpr int levels_below_province = 2;
  const bool is_country = options.under.empty();
  if (!is_country) {
    auto root = units::require_unit(*asked->known, options.under, asked->day);
    if (!root) return pass_on(root);
    roots = {*root};
  }
  if (context.as_json) {
    json::array values;
    for (const Unit* root : roots) {
      values.push_back(units::tree_value(*asked->known, *root, asked->day, is_country ? 0 : levels_below_province));
    }
    context.print(values);
    return {};
  }
  for (const Unit* root : roots) {
    if (is_country) {
      context.print(root->id.code + "  " + root->nearest(asked->day).name);
    } else {
      print_tree(context, *asked->known, *root, asked->day, 0);
    }
  }
  return {};
}

Done search(Context& context, const UnitsOptions& options) {
  if (fold(options.text).empty()) return refuse("units.search_too_short");
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  const auto found = asked->known->search(options.text, options.limit);
  if (context.as_json) {
    context.print(units::search_value(*asked->known, found));
    return {};
  }
  if (found.empty()) context.print(context.text("units.said.nothing_found", {{"text", options.text}}));
  for (const units::Found& hit : found) {
    const std::string within = within_text(*asked->known, *hit.unit, hit.version->valid.from);
    context.print(hit.unit->id.code + "  " + hit.version->name + (within.empty() ? "" : ", " + within) + "; " +
                  life_text(context, hit.named));
  }
  return {};
}

Done count(Context& context, const UnitsOptions& options) {
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  const Unit* root = nullptr;
  if (!options.under.empty()) {
    auto found = units::require_unit(*asked->known, options.under, asked->day);
    if (!found) return pass_on(found);
    root = *found;
  }
  auto counts = asked->known->count(asked->day, root);
  if (!counts) return pass_on(counts);
  if (context.as_json) {
    context.print(units::counts_value(*counts));
    return {};
  }
  const auto line = [&](const char* level, int number) {
    context.print(context.text(level) + ": " + Decimal::of(number).vietnamese_text());
  };
  line("units.level.province", counts->province);
  line("units.level.district", counts->district);
  line("units.level.commune", counts->commune);
  return {};
}

Done doctor(Context& context, const UnitsOptions& options) {
  auto asked = ask(context, options);
  if (!asked) return pass_on(asked);
  std::map<std::string, std::vector<units::Flag>> kinds;
  for (units::Flag& flag : asked->known->doctor()) {
    if (options.kind.empty() || options.kind == flag.kind) kinds[flag.kind].push_back(std::move(flag));
  }
  if (context.as_json) {
    json::object counts;
    json::array flags;
    for (const auto& [kind, all] : kinds) {
      counts[kind] = all.size();
      for (const units::Flag& flag : all) flags.push_back(units::flag_value(flag));
    }
    context.print(json::object{{"counts", std::move(counts)}, {"flags", std::move(flags)}});
    return {};
  }
  if (kinds.empty()) context.print(context.text("units.said.no_flags"));
  for (const auto& [kind, all] : kinds) {
    context.print(context.text("units.flag." + kind) + " [" + kind + "]: " + std::to_string(all.size()));
    for (std::size_t at = 0; at < std::min(all.size(), options.limit); ++at) {
      const units::Flag& flag = all[at];
      context.print(
          fmt::format("  {}  {}  {}  ({})", flag.code, day_text(context, flag.day), flag.detail, flag.source));
    }
    if (all.size() > options.limit) {
      context.print("  " + context.text("units.said.more", {{"count", std::to_string(all.size() - options.limit)}}));
    }
  }
  return {};
}

Done boundaries(Context& context, const UnitsOptions& options) {
  auto from = date_option(context, options.from, "--from");
  if (!from) return pass_on(from);
  auto bytes = read_file(options.files.front());
  if (!bytes) return pass_on(bytes);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const std::string name = std::filesystem::path(options.files.front()).filename().string();
  auto outcome = units::import_boundaries(**writer, context.actor(), *bytes, name, *from);
  if (!outcome) return pass_on(outcome);
  if (context.as_json) {
    context.print(json::object{{"changed", outcome->is_changed},
                               {"event", outcome->event},
                               {"features", outcome->features},
                               {"points", outcome->points}});
    return {};
  }
  context.print(context.text(outcome->is_changed ? "units.said.boundaries" : "units.said.boundaries_unchanged",
                             {{"count", std::to_string(outcome->features)},
                              {"points", std::to_string(outcome->points)},
                              {"event", std::to_string(outcome->event)}}));
  return {};
}

}  // namespace

void add_units_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* room = program.add_subcommand("units", context.text("units.help"));
  room->require_subcommand(1);
  const auto options = std::make_shared<UnitsOptions>();
  const auto add = [&](const char* name, Done (*run)(Context&, const UnitsOptions&)) {
    auto* command = room->add_subcommand(name, context.text(std::string("units.help.") + name));
    command->callback(
        [&context, &chosen, options, run] { chosen = [&context, options, run] { return run(context, *options); }; });
    return command;
  };
  const auto with_day = [&](CLI::App* command) {
    command->add_option("--as-of", options->as_of, context.text("units.help.as_of"));
    return command;
  };
  const auto with_code = [&](CLI::App* command) {
    command->add_option("CODE", options->code, context.text("units.help.code"))->required();
    return with_day(command);
  };
  const auto with_under = [&](CLI::App* command) {
    command->add_option("--under", options->under, context.text("units.help.under"));
    return with_day(command);
  };
  add("import", import_files)->add_option("FILE", options->files, context.text("units.help.files"))->required();
  with_code(add("show", show));
  with_code(add("lineage", lineage));
  with_under(add("tree", tree));
  with_under(add("count", count));
  auto* searching = add("search", search);
  searching->add_option("TEXT", options->text, context.text("units.help.text"))->required();
  searching->add_option("--limit", options->limit, context.text("units.help.limit"))
      ->check(CLI::Range(std::size_t{1}, Register::search_rows_max));
  auto* doctoring = add("doctor", doctor);
  doctoring->add_option("--kind", options->kind, context.text("units.help.kind"));
  doctoring->add_option("--limit", options->limit, context.text("units.help.limit"));
  auto* outlining = add("boundaries", boundaries);
  outlining->add_option("FILE", options->files, context.text("units.help.geojson"))->required()->expected(1);
  outlining->add_option("--from", options->from, context.text("units.help.from"))->required();
}

}  // namespace luytre::app
