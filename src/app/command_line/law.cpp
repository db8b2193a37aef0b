// luytre law: what is open in the law, the form to complete it, proposals, what they change, and decisions.
#include <memory>

#include "app/command_line/command_line.h"
#include "base/files.h"
#include "programme/law_desk/decide.h"
#include "programme/law_desk/form.h"
#include "programme/law_desk/preview.h"
#include "programme/law_desk/propose.h"

namespace luytre::app {
namespace {

struct Place {
  std::string set, province, file;
};

struct Choice {
  std::string proposal, decision, reason, day;
};

Done open_points(Context& context, const Place& place) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto points = law_desk::open_points(*(*snapshot)->law, place.set, place.province);
  if (!points) return pass_on(points);
  if (context.as_json) {
    context.print(law_desk::to_json(*points));
    return {};
  }
  for (const law_desk::OpenPoint& point : points->points) {
    context.print(point.number + " " + (context.language == Language::vi ? point.title.vi : point.title.en));
    for (const law_desk::OpenRow& row : point.rows) {
      std::string line = "  " + row.rule + ": " + context.text("office.law." + std::string(name_of(row.kind)));
      for (const std::string& part : {row.column, row.year, row.dimension, row.from, row.value})
        if (!part.empty()) line += " · " + part;
      context.print(line);
    }
    if (!point.is_confirmed) context.print("  " + context.text("office.law.unconfirmed"));
  }
  return {};
}

Done write_form(Context& context, const Place& place) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto form = law_desk::form_of(*(*snapshot)->law, place.set, place.province);
  if (!form) return pass_on(form);
  if (auto written = write_file_atomically(place.file, *form); !written) return written;
  if (context.as_json)
    context.print(json::object{{"file", place.file}});
  else
    context.print(context.text("law_desk.form_written", {{"file", place.file}}));
  return {};
}

Done propose(Context& context, const std::string& file) {
  const auto bytes = read_file(file);
  if (!bytes) return pass_on(bytes);
  const auto form = law_desk::read_form(*bytes, file);
  if (!form) return pass_on(form);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto proposal = law_desk::propose(**writer, context.actor(), *(*snapshot)->law, form->wish);
  if (!proposal) return tl::unexpected<Problem>(law_desk::placed_in_form(proposal.error(), *form));
  if (context.as_json)
    context.print(law_desk::to_json(*proposal));
  else
    context.print(context.text("law_desk.proposed", {{"proposal", proposal->id()}}));
  return {};
}

std::string line_of(const Context& context, const law_desk::Proposal& proposal) {
  std::string line = proposal.id() + "  " + proposal.amendment.set;
  if (!proposal.amendment.province.empty()) line += " (" + proposal.amendment.province + ")";
  line += "  " + context.text("office.proposal." + std::string(name_of(proposal.state))) + "  " + proposal.proposed_by;
  return line;
}

Done list_proposals(Context& context, const std::string& set) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto proposals = law_desk::find_proposals(**database, set);
  if (!proposals) return pass_on(proposals);
  json::array list;
  for (const law_desk::Proposal& proposal : *proposals) {
    if (context.as_json)
      list.push_back(law_desk::to_json(proposal));
    else
      context.print(line_of(context, proposal));
  }
  if (context.as_json) context.print(list);
  return {};
}

Result<law_desk::Proposal> named(Context& context, const std::string& id) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  return law_desk::find_proposal(**database, id);
}

Done preview(Context& context, const Choice& choice) {
  const auto proposal = named(context, choice.proposal);
  if (!proposal) return pass_on(proposal);
  const auto day = date_option(context, choice.day, "--as-of");
  if (!day) return pass_on(day);
  std::optional<audit::EventNumber> known_at;
  if (proposal->state == law_desk::ProposalState::approved) known_at = proposal->decided_event - 1;
  const auto snapshot = context.snapshot(known_at);
  if (!snapshot) return pass_on(snapshot);
  const auto shown = law_desk::preview((*snapshot)->materials(), proposal->amendment, *day);
  if (!shown) return pass_on(shown);
  if (context.as_json) {
    context.print(law_desk::to_json(*shown));
    return {};
  }
  context.print(line_of(context, *proposal));
  context.print(context.text("office.proposal.changes", {{"changed", std::to_string(shown->units_changed)},
                                                         {"judged", std::to_string(shown->units_judged)},
                                                         {"day", day->text()}}));
  const auto standing = [&](const law_desk::Standing& one) {
    return context.text("judgement.outcome." + std::string(engine::name_of(one.outcome))) + " " +
           std::to_string(one.criteria_met) + "/" + std::to_string(one.criteria_total);
  };
  for (const law_desk::ChangedUnit& unit : shown->units)
    context.print("  " + unit.name + ": " + standing(unit.before) + " → " + standing(unit.after));
  return {};
}

Done decide(Context& context, const Choice& choice) {
  const auto proposal = named(context, choice.proposal);
  if (!proposal) return pass_on(proposal);
  law_desk::Settling settling;
  settling.reason = choice.reason;
  if (choice.decision == "refuse") settling.state = law_desk::ProposalState::refused;
  if (choice.decision == "withdraw") settling.state = law_desk::ProposalState::withdrawn;
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto settled = law_desk::decide(**writer, context.actor(), *proposal, settling);
  if (!settled) return pass_on(settled);
  if (context.as_json)
    context.print(law_desk::to_json(*settled));
  else
    context.print(line_of(context, *settled));
  return {};
}

template <class Options, class Work>
void bind(CLI::App* command, Context& context, Chosen& chosen, std::shared_ptr<Options> options, Work work) {
  command->callback(
      [&context, &chosen, options, work] { chosen = [&context, options, work] { return work(context, *options); }; });
}

void add_places(CLI::App& noun, Context& context, Chosen& chosen) {
  auto place = std::make_shared<Place>();
  auto* open_command = noun.add_subcommand("open-points", context.text("law_desk.help.open_points"));
  auto* form_command = noun.add_subcommand("form", context.text("law_desk.help.form"));
  for (auto* command : {open_command, form_command}) {
    command->add_option("SET", place->set, context.text("criteria.help.set"))->required();
    command->add_option("--province", place->province, context.text("criteria.help.province"));
  }
  form_command->add_option("FILE", place->file, context.text("law_desk.help.file"))->required();
  bind(open_command, context, chosen, place, open_points);
  bind(form_command, context, chosen, place, write_form);
}

void add_proposals(CLI::App& noun, Context& context, Chosen& chosen) {
  auto text = std::make_shared<std::string>();
  auto* propose_command = noun.add_subcommand("propose", context.text("law_desk.help.propose"));
  propose_command->add_option("FILE", *text, context.text("law_desk.help.file"))->required();
  bind(propose_command, context, chosen, text, propose);
  auto* list_command = noun.add_subcommand("proposals", context.text("law_desk.help.proposals"));
  list_command->add_option("SET", *text, context.text("criteria.help.set"));
  bind(list_command, context, chosen, text, list_proposals);
  auto choice = std::make_shared<Choice>();
  auto* preview_command = noun.add_subcommand("preview", context.text("law_desk.help.preview"));
  preview_command->add_option("PROPOSAL", choice->proposal, context.text("law_desk.help.proposal"))->required();
  preview_command->add_option("--as-of", choice->day, context.text("law_desk.help.day"));
  bind(preview_command, context, chosen, choice, preview);
  auto* decide_command = noun.add_subcommand("decide", context.text("law_desk.help.decide"));
  decide_command->add_option("PROPOSAL", choice->proposal, context.text("law_desk.help.proposal"))->required();
  decide_command->add_option("DECISION", choice->decision, context.text("law_desk.help.decision"))
      ->required()
      ->check(CLI::IsMember({"approve", "refuse", "withdraw"}));
  decide_command->add_option("--reason", choice->reason, context.text("law_desk.help.reason"));
  bind(decide_command, context, chosen, choice, decide);
}

}  // namespace

void add_law_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("law", context.text("law_desk.help"));
  noun->require_subcommand(1);
  add_places(*noun, context, chosen);
  add_proposals(*noun, context, chosen);
}

}  // namespace luytre::app
