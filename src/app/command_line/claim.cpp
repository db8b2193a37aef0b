// luytre claim check|import|make|show|list|definitions|publish|correct
#include "app/command_line/command_line.h"
#include "base/csv.h"
#include "outputs/statistics/claim_view.h"
#include "outputs/statistics/import_series.h"
#include "outputs/statistics/make_claim.h"
#include "outputs/statistics/printed_share.h"
#include "outputs/statistics/record_claims.h"

namespace luytre::app {

namespace {

using statistics::Claim;
using statistics::ClaimRegister;

constexpr int nearby_days_max = 400;  // a quoted figure within a year or so is worth showing instead

struct Options {
  std::string text, file, id, definition, place, as_of, set, reason, printed, statement, source, source_url;
  std::string numerator, denominator, sum;
  std::string opinion = "self";
  std::optional<std::int64_t> of, as_known;
  bool publish = false, discrepant = false, drafts = false;
};

Done check_average(Context& context, const Options& options, const Decimal& printed) {
  if (!options.of) return refuse("claim.no_average_count", {}, "--of");
  const auto range = statistics::sums_that_fit(*options.of, printed);
  if (!range) return pass_on(range);
  const auto show = [&](const Decimal& number) { return statistics::grouped(number, context.language); };
  json::object answer;
  Arguments arguments = {{"printed", show(printed)}, {"count", show(Decimal::of(*options.of))}};
  if (!options.sum.empty()) {
    const auto sum = Decimal::parse(options.sum);
    if (!sum) return pass_on(sum);
    const auto check = statistics::check_average(*sum, *options.of, printed);
    if (!check) return pass_on(check);
    answer["holds"] = check->holds;
    answer["computed"] = check->computed.text();
    arguments.emplace_back("sum", show(*sum));
    arguments.emplace_back("computed", show(check->computed));
    if (!context.as_json)
      context.print(context.text(check->holds ? "claim.average_holds" : "claim.average_fails", arguments));
  }
  json::array fit;
  if (*range) {
    fit.push_back(json::value((*range)->first));
    fit.push_back(json::value(*(*range)->last));
    arguments.emplace_back("first", show(Decimal::of((*range)->first)));
    arguments.emplace_back("last", show(Decimal::of(*(*range)->last)));
    if (!context.as_json) context.print(context.text("claim.average_needs", arguments));
  }
  answer["sums_that_fit"] = std::move(fit);
  if (context.as_json) context.print(std::move(answer));
  return {};
}

Done check(Context& context, const Options& options) {
  const auto printed = statistics::read_printed_share(options.text);
  if (!printed) {
    const auto average = statistics::read_printed_average(options.text);
    if (average) return check_average(context, options, *average);
    return pass_on(printed);
  }
  const auto answer = statistics::check_share(*printed, options.of);
  if (!answer) return pass_on(answer);
  if (context.as_json) {
    context.print(statistics::json_of(*answer));
  } else {
    context.print(statistics::explain(*answer, context.language));
  }
  return {};
}

// How many of the claims do not hold, told apart from those that cannot be checked.
std::size_t discrepant_of(const std::vector<Claim>& claims, const statistics::Definitions& definitions) {
  std::size_t count = 0;
  for (const Claim& claim : claims) {
    const auto* definition = definitions.find(claim.definition);
    if (definition != nullptr && statistics::discrepancy_of(claim, *definition)) ++count;
  }
  return count;
}

Done import(Context& context, const Options& options) {
  const auto table = read_csv(options.file);
  if (!table) return pass_on(table);
  const auto series = statistics::read_series(*table);
  if (!series) return pass_on(series);
  const auto definitions = statistics::Definitions::load();
  if (!definitions) return pass_on(definitions);
  const std::size_t discrepant = discrepant_of(series->claims, *definitions);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto recorded =
      statistics::record_claims(**writer, context.actor(), series->claims, table->name, context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  if (context.as_json) {
    context.print(json::object{{"event", recorded->event},
                               {"rows", series->rows},
                               {"claims", series->claims.size()},
                               {"added", recorded->added},
                               {"unchanged", recorded->unchanged},
                               {"discrepant", discrepant}});
    return {};
  }
  context.print(context.text("claim.imported", {{"file", table->name},
                                                {"rows", std::to_string(series->rows)},
                                                {"added", std::to_string(recorded->added)},
                                                {"unchanged", std::to_string(recorded->unchanged)},
                                                {"discrepant", std::to_string(discrepant)}}));
  return {};
}

// Outside the register's coverage nothing is counted: the nearest quoted figure is named instead.
void note_quoted(Context& context, const record::Snapshot& snapshot, const statistics::MakeQuestion& question) {
  const Claim* quoted = snapshot.claims->nearest(question.definition, question.place, question.as_of, nearby_days_max);
  if (quoted == nullptr) return;
  context.note(
      context.text("claim.quoted_instead", {{"statement", quoted->statement},
                                            {"as_of", quoted->as_of.text()},
                                            {"source", quoted->source.empty() ? quoted->source_url : quoted->source}}));
}

Done make(Context& context, const Options& options) {
  statistics::MakeQuestion question;
  const auto day = date_option(context, options.as_of, "--as-of");
  if (!day) return pass_on(day);
  const auto opinion = observations::parse_opinion(options.opinion);
  if (!opinion) return refuse("judgement.bad_opinion", {{"opinion", options.opinion}}, "--opinion");
  const auto snapshot = context.snapshot(options.as_known);
  if (!snapshot) return pass_on(snapshot);
  question.definition = options.definition;
  question.as_of = *day;
  question.opinion = *opinion;
  question.set = options.set;
  question.place = options.place;
  if (question.place.empty() && (*snapshot)->installation) question.place = (*snapshot)->installation->province;
  if (question.place.empty()) return refuse("claim.no_place", {{"claim", options.definition}}, "--place");
  auto claim = statistics::make_claim((*snapshot)->materials(), (*snapshot)->claims->definitions(), question);
  if (!claim) {
    note_quoted(context, **snapshot, question);
    return pass_on(claim);
  }
  claim->status = options.publish ? statistics::ClaimStatus::published : statistics::ClaimStatus::draft;
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto recorded =
      statistics::record_claims(**writer, context.actor(), {*claim}, "luytre claim make", context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  claim->id = recorded->ids.front();
  claim->event = recorded->event;
  if (context.as_json) {
    context.print(statistics::json_of(*claim, *(*snapshot)->claims, true));
    return {};
  }
  context.print(context.text("claim.recorded", {{"claim", claim->id.text()}, {"statement", claim->statement}}));
  return {};
}

Result<const Claim*> find_claim(const ClaimRegister& claims, const std::string& id) {
  const Claim* claim = claims.find(id);
  if (claim == nullptr) claim = claims.with_key(id);
  if (claim == nullptr) return refuse("claim.unknown", {{"claim", id}});
  return claim;
}

Done show(Context& context, const Options& options) {
  const auto snapshot = context.snapshot(options.as_known);
  if (!snapshot) return pass_on(snapshot);
  const ClaimRegister& claims = *(*snapshot)->claims;
  const auto claim = find_claim(claims, options.id);
  if (!claim) return pass_on(claim);
  if (context.as_json) {
    context.print(statistics::json_of(**claim, claims, true, (*snapshot)->overtaken(**claim)));
    return {};
  }
  std::string text = statistics::explain(**claim, claims, context.language, (*snapshot)->overtaken(**claim));
  text.pop_back();
  context.print(text);
  return {};
}

Done list(Context& context, const Options& options) {
  const auto snapshot = context.snapshot(options.as_known);
  if (!snapshot) return pass_on(snapshot);
  const ClaimRegister& claims = *(*snapshot)->claims;
  statistics::ClaimQuestion question;
  question.definition = options.definition;
  question.place = options.place;
  question.include_drafts = options.drafts;
  question.only_discrepant = options.discrepant;
  const auto found = claims.all(question);
  if (context.as_json) {
    json::array items;
    for (const Claim* claim : found) {
      items.push_back(statistics::json_of(*claim, claims, false, (*snapshot)->overtaken(*claim)));
    }
    context.print(std::move(items));
    return {};
  }
  if (found.empty()) context.print(context.text("claim.list_empty"));
  for (const Claim* claim : found) {
    context.print(context.text("claim.list_line",
                               {{"as_of", claim->as_of.text()},
                                {"place", claim->place},
                                {"statement", claim->statement},
                                {"status", context.text("claim.status." + std::string(name_of(claim->status)))},
                                {"claim", claim->id.text()},
                                {"mark", claims.discrepancy(*claim) ? "  (!)" : ""}}));
  }
  return {};
}

Done definitions(Context& context) {
  const auto loaded = statistics::Definitions::load();
  if (!loaded) return pass_on(loaded);
  if (!context.as_json) {
    for (const auto& one : loaded->all()) context.print(one.id + "  " + one.title(context.language));
    return {};
  }
  json::array items;
  for (const auto& one : loaded->all()) {
    items.push_back(json::object{{"id", one.id},
                                 {"form", name_of(one.form)},
                                 {"title", json::object{{"vi", one.title_vi}, {"en", one.title_en}}}});
  }
  context.print(std::move(items));
  return {};
}

Done publish(Context& context, const Options& options) {
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto done = statistics::publish_claim(**writer, context.actor(), statistics::ClaimId(options.id));
  if (!done) return pass_on(done);
  context.print(context.text("claim.published_now", {{"claim", options.id}}));
  return {};
}

Done fill(const Options& options, Claim& claim) {
  for (const auto& [text, number] :
       {std::pair(&options.numerator, &claim.numerator), std::pair(&options.denominator, &claim.denominator)}) {
    if (text->empty()) continue;
    const auto value = Decimal::parse(*text);
    if (!value) return pass_on(value);
    *number = *value;
  }
  if (!options.printed.empty()) claim.printed = options.printed;
  if (!options.statement.empty()) claim.statement = options.statement;
  if (!options.source.empty()) claim.source = options.source;
  if (!options.source_url.empty()) claim.source_url = options.source_url;
  return {};
}

Done correct(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto old = find_claim(*(*snapshot)->claims, options.id);
  if (!old) return pass_on(old);
  Claim corrected = **old;
  if (const auto filled = fill(options, corrected); !filled) return filled;
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto id = statistics::correct_claim(**writer, context.actor(), (*old)->id, corrected, options.reason,
                                            context.unix_milliseconds());
  if (!id) return pass_on(id);
  if (context.as_json) {
    context.print(json::object{{"claim", id->text()}, {"supersedes", (*old)->id.text()}});
    return {};
  }
  context.print(context.text("claim.corrected_now", {{"claim", id->text()}, {"old", (*old)->id.text()}}));
  return {};
}

using Verb = Done (*)(Context&, const Options&);

CLI::App* add_verb(CLI::App& noun, Context& context, Chosen& chosen, const std::string& name, const std::string& help,
                   const std::shared_ptr<Options>& options, Verb verb) {
  auto* command = noun.add_subcommand(name, context.text("claim.help." + help));
  command->callback(
      [&context, &chosen, options, verb] { chosen = [&context, options, verb] { return verb(context, *options); }; });
  return command;
}

void add_reading_verbs(CLI::App& noun, Context& context, Chosen& chosen, const std::shared_ptr<Options>& options) {
  const auto help = [&](const char* code) { return context.text(std::string("claim.help.") + code); };
  auto* verb = add_verb(noun, context, chosen, "check", "check", options, check);
  verb->add_option("TEXT", options->text, help("text"))->required();
  verb->add_option("--of", options->of, help("of"));
  verb->add_option("--sum", options->sum, help("sum"));
  verb = add_verb(noun, context, chosen, "show", "show", options, show);
  verb->add_option("ID", options->id, help("id"))->required();
  verb->add_option("--as-known", options->as_known, help("as_known"));
  verb = add_verb(noun, context, chosen, "list", "list", options, list);
  verb->add_option("--definition", options->definition, help("definition"));
  verb->add_option("--place", options->place, help("place"));
  verb->add_flag("--discrepant", options->discrepant, help("discrepant"));
  verb->add_flag("--drafts", options->drafts, help("drafts"));
  verb->add_option("--as-known", options->as_known, help("as_known"));
  add_verb(noun, context, chosen, "definitions", "definitions", options,
           [](Context& within, const Options&) { return definitions(within); });
}

void add_writing_verbs(CLI::App& noun, Context& context, Chosen& chosen, const std::shared_ptr<Options>& options) {
  const auto help = [&](const char* code) { return context.text(std::string("claim.help.") + code); };
  auto* verb = add_verb(noun, context, chosen, "import", "import", options, import);
  verb->add_option("FILE", options->file, help("file"))->required();
  verb = add_verb(noun, context, chosen, "make", "make", options, make);
  verb->add_option("DEFINITION", options->definition, help("definition"))->required();
  verb->add_option("--place", options->place, help("place"));
  verb->add_option("--as-of", options->as_of, help("as_of"));
  verb->add_option("--as-known", options->as_known, help("as_known"));
  verb->add_option("--set", options->set, help("set"));
  verb->add_option("--opinion", options->opinion, help("opinion"));
  verb->add_flag("--publish", options->publish, help("publish_now"));
  verb = add_verb(noun, context, chosen, "publish", "publish", options, publish);
  verb->add_option("ID", options->id, help("id"))->required();
  verb = add_verb(noun, context, chosen, "correct", "correct", options, correct);
  verb->add_option("ID", options->id, help("id"))->required();
  verb->add_option("--reason", options->reason, help("reason"))->required();
  verb->add_option("--numerator", options->numerator, help("numerator"));
  verb->add_option("--denominator", options->denominator, help("denominator"));
  verb->add_option("--printed", options->printed, help("printed"));
  verb->add_option("--statement", options->statement, help("statement"));
  verb->add_option("--source", options->source, help("source"));
  verb->add_option("--source-url", options->source_url, help("source_url"));
}

}  // namespace

void add_claim_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("claim", context.text("claim.help"));
  noun->require_subcommand(1);
  const auto options = std::make_shared<Options>();
  add_reading_verbs(*noun, context, chosen, options);
  add_writing_verbs(*noun, context, chosen, options);
}

}  // namespace luytre::app
