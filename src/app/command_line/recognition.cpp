// luytre recognition import, record, announce, declare, list, counts; luytre titles show CODE.
#include "app/command_line/command_line.h"
#include "base/files.h"
#include "programme/recognition/check_decision.h"
#include "programme/recognition/import_facts.h"
#include "programme/recognition/import_table.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/recognition/record_decision.h"
#include "programme/recognition/record_facts.h"
#include "programme/recognition/title_list_view.h"
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
  const auto bytes = read_file(file);
  if (!bytes) return pass_on(bytes);
  const auto table = recognition::read_table(*bytes, std::filesystem::path(file).filename().string());
  if (!table) return pass_on(table);
  auto rows = recognition::read_rows(*table, *(*snapshot)->units, province);
  if (!rows) return pass_on(rows);
  recognition::check_rows(*rows, {*(*snapshot)->units, *(*snapshot)->law, *(*snapshot)->titles, context.today()});
  const auto batch = recognition::all_of(*rows, table->name);
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

// What the options of a command say; each option belongs to one name of the interface.
struct Wish {
  std::string unit, title, kind = "recognition", decision, signed_on, in_force, year, set, document, source, trust,
                           note;
  std::string day, place, link, from, to, reason, as_of, under, level = "commune";
  bool is_withdrawn = false;
};
using Wished = std::shared_ptr<Wish>;

struct Ready {
  std::shared_ptr<const record::Snapshot> snapshot;
  recognition::KnownTitles known;
  recognition::RecordDesk desk;
};

Result<Ready> ready(Context& context) {
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const std::string province = (*snapshot)->installation ? (*snapshot)->installation->province : "";
  return Ready{*snapshot,
               {(*snapshot)->units, (*snapshot)->titles, province, (*snapshot)->law},
               {**writer, {}, [&context] { return context.today(); }}};
}

Result<recognition::Title> title_option(const std::string& text) {
  const auto title = recognition::title_named(text);
  if (!title) return refuse("recognition.unknown_title", {{"title", text}}, "--title");
  return *title;
}

Done tell_written(Context& context, const recognition::Written& written) {
  const std::string change(name_of(written.change));
  if (context.as_json) {
    context.print(json::object{{"event", written.event}, {"change", change}});
  } else {
    context.print(context.text("recognition.written." + change, {{"event", std::to_string(written.event)}}));
  }
  return {};
}

Done record(Context& context, const Wish& wish) {
  const auto signed_on = date_option(context, wish.signed_on, "--signed");
  if (!signed_on) return pass_on(signed_on);
  const auto title = title_option(wish.title);
  if (!title) return pass_on(title);
  const auto to_write = ready(context);
  if (!to_write) return pass_on(to_write);
  const auto unit = recognition::find_unit(*to_write->known.units, wish.unit, *signed_on);
  if (!unit) return pass_on(unit);
  recognition::TitleFact fact;
  fact.unit = (*unit)->id.text();
  fact.title = *title;
  const auto standing = recognition::standing_named(wish.kind == "recognition"  ? "recognised"
                                                    : wish.kind == "revocation" ? "revoked"
                                                                                : wish.kind);
  if (!standing) return refuse("recognition.unknown_kind", {{"kind", wish.kind}}, "--kind");
  fact.standing = *standing;
  fact.decision = wish.decision;
  fact.stated_on = *signed_on;
  if (!wish.decision.empty()) fact.decision_date = *signed_on;
  if (!wish.in_force.empty()) {
    const auto in_force = date_option(context, wish.in_force, "--in-force");
    if (!in_force) return pass_on(in_force);
    fact.in_force = *in_force;
  }
  if (!wish.year.empty()) {
    const auto year = Date::parse(wish.year + "-01-01");
    if (!year) return refuse(year.error().code, year.error().arguments, "--year");
    fact.achievement_year = year->year();
  }
  fact.set = wish.set;
  fact.document = wish.document;
  fact.source_url = wish.source;
  fact.trust = wish.trust;
  fact.words = wish.note;
  const auto written = recognition::record_decision(to_write->desk, context.actor(), to_write->known, std::move(fact));
  if (!written) return pass_on(written);
  return tell_written(context, *written);
}

Done announce(Context& context, const Wish& wish) {
  const auto day = date_option(context, wish.day, "--day");
  if (!day) return pass_on(day);
  const auto title = title_option(wish.title);
  if (!title) return pass_on(title);
  const auto to_write = ready(context);
  if (!to_write) return pass_on(to_write);
  const auto unit = recognition::find_unit(*to_write->known.units, wish.unit, *day);
  if (!unit) return pass_on(unit);
  const auto written =
      recognition::announce(to_write->desk, context.actor(), to_write->known,
                            {(*unit)->id.text(), *title, wish.decision, *day, wish.place, wish.link, 0});
  if (!written) return pass_on(written);
  return tell_written(context, *written);
}

Done declare(Context& context, const Wish& wish) {
  const auto from = date_option(context, wish.from, "--from");
  if (!from) return pass_on(from);
  Date to = wish.is_withdrawn ? *from : Date::open_end();
  if (!wish.is_withdrawn && !wish.to.empty()) {
    const auto end = date_option(context, wish.to, "--to");
    if (!end) return pass_on(end);
    to = *end;
  }
  const auto title = title_option(wish.title);
  if (!title) return pass_on(title);
  const auto to_write = ready(context);
  if (!to_write) return pass_on(to_write);
  const auto unit = recognition::find_unit(*to_write->known.units, wish.unit, *from);
  if (!unit) return pass_on(unit);
  commands::Asked asked(context.actor());
  asked.reason = wish.reason;
  const auto written = recognition::declare(to_write->desk, asked, to_write->known,
                                            {(*unit)->id.text(), *title, {*from, to}, wish.source, 0, wish.reason});
  if (!written) return pass_on(written);
  return tell_written(context, *written);
}

struct Place {
  std::shared_ptr<const record::Snapshot> snapshot;
  Date day;
  const units::Unit* root = nullptr;
};

Result<Place> place_asked(Context& context, const Wish& wish) {
  const auto day = date_option(context, wish.as_of, "--as-of");
  if (!day) return pass_on(day);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  Place place{*snapshot, *day};
  if (wish.under.empty()) return place;
  const auto unit = recognition::find_unit(*(*snapshot)->units, wish.under, *day);
  if (!unit) return pass_on(unit);
  place.root = *unit;
  return place;
}

Done list(Context& context, const Wish& wish) {
  const auto place = place_asked(context, wish);
  if (!place) return pass_on(place);
  recognition::ListQuestion question{std::nullopt, place->day, place->root};
  if (!wish.title.empty()) {
    const auto title = title_option(wish.title);
    if (!title) return pass_on(title);
    question.title = *title;
  }
  json::array rows;
  for (const auto& listed : recognition::list_decisions(*place->snapshot->titles, *place->snapshot->units, question)) {
    if (context.as_json) {
      rows.push_back(recognition::to_json(listed, place->day));
      continue;
    }
    const std::string name = listed.unit != nullptr ? listed.unit->nearest(listed.fact->signed_on()).name : "";
    context.print(name + " (" + listed.fact->unit + "): " + recognition::sentence(*listed.fact, context.language) +
                  " [" + context.text("recognition.state." + std::string(name_of(listed.state))) + "]");
  }
  if (context.as_json) context.print(json::object{{"as_of", place->day.text()}, {"decisions", std::move(rows)}});
  return {};
}

Done counts(Context& context, const Wish& wish) {
  const auto place = place_asked(context, wish);
  if (!place) return pass_on(place);
  const auto level = units::level_named(wish.level);
  if (!level) return refuse("recognition.unknown_level", {{"level", wish.level}}, "--level");
  const auto counted =
      recognition::count_titles(*place->snapshot->titles, *place->snapshot->units, place->day, place->root, *level);
  if (context.as_json) {
    context.print(json::object{{"as_of", place->day.text()}, {"counts", recognition::to_json(counted, place->day)}});
    return {};
  }
  for (const auto& count : counted.titles) {
    const std::string title = context.text("recognition.title." + std::string(name_of(count.title)));
    if (const auto reason = recognition::why_unknown(counted, count)) {
      context.print(title + ": " + message(*reason, context.language));
      continue;
    }
    context.print(context.text("recognition.counted", {{"title", title},
                                                       {"recognised", std::to_string(count.recognised)},
                                                       {"of", std::to_string(counted.units)},
                                                       {"revoked", std::to_string(count.revoked)}}));
  }
  return {};
}

using Verb = Done (*)(Context&, const Wish&);

// A verb with its options; `needed` are those that must be given.
struct Options {
  CLI::App* command;
  Context& context;
  Wished wish = std::make_shared<Wish>();
  void add(const char* option, std::string Wish::*text, bool is_needed = false) const {
    std::string name(option + 2);
    std::replace(name.begin(), name.end(), '-', '_');
    auto* added = command->add_option(option, (*wish).*text, context.text("recognition.help.option." + name));
    if (is_needed) added->required();
  }
};

Options verb(CLI::App* noun, const char* name, Context& context, Chosen& chosen, Verb run) {
  Options options{noun->add_subcommand(name, context.text(std::string("recognition.help.") + name)), context};
  options.command->callback([&context, &chosen, run, wish = options.wish] {
    chosen = [&context, run, wish] { return run(context, *wish); };
  });
  return options;
}

void add_writing_verbs(CLI::App* noun, Context& context, Chosen& chosen) {
  const auto recording = verb(noun, "record", context, chosen, record);
  recording.add("--unit", &Wish::unit, true);
  recording.add("--title", &Wish::title, true);
  recording.add("--kind", &Wish::kind);
  recording.add("--decision", &Wish::decision);
  recording.add("--signed", &Wish::signed_on, true);
  recording.add("--in-force", &Wish::in_force);
  recording.add("--year", &Wish::year);
  recording.add("--set", &Wish::set);
  recording.add("--document", &Wish::document);
  recording.add("--source", &Wish::source);
  recording.add("--trust", &Wish::trust);
  recording.add("--note", &Wish::note);
  const auto announcing = verb(noun, "announce", context, chosen, announce);
  announcing.add("--unit", &Wish::unit, true);
  announcing.add("--title", &Wish::title, true);
  announcing.add("--decision", &Wish::decision, true);
  announcing.add("--day", &Wish::day, true);
  announcing.add("--place", &Wish::place, true);
  announcing.add("--link", &Wish::link);
  const auto declaring = verb(noun, "declare", context, chosen, declare);
  declaring.add("--unit", &Wish::unit, true);
  declaring.add("--title", &Wish::title, true);
  declaring.add("--from", &Wish::from, true);
  declaring.add("--to", &Wish::to);
  declaring.add("--source", &Wish::source);
  declaring.add("--reason", &Wish::reason);
  declaring.command->add_flag("--withdraw", declaring.wish->is_withdrawn,
                              context.text("recognition.help.option.withdraw"));
}

void add_reading_verbs(CLI::App* noun, Context& context, Chosen& chosen) {
  const auto listing = verb(noun, "list", context, chosen, list);
  listing.add("--title", &Wish::title);
  listing.add("--as-of", &Wish::as_of);
  listing.add("--under", &Wish::under);
  const auto counting = verb(noun, "counts", context, chosen, counts);
  counting.add("--as-of", &Wish::as_of);
  counting.add("--under", &Wish::under);
  counting.add("--level", &Wish::level);
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

  add_writing_verbs(noun, context, chosen);
  add_reading_verbs(noun, context, chosen);

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
