// luytre criteria check [FOLDER], list, show SET, confirm SET INDICATOR. (criteria test is with judgement.)
#include <memory>

#include "app/command_line/command_line.h"
#include "programme/criteria/check.h"
#include "programme/criteria/confirm.h"
#include "programme/criteria/describe.h"

namespace luytre::app {

namespace {

Result<criteria::Library> library_in(const std::string& folder) {
  if (folder.empty()) return criteria::read_library(criteria::embedded_law());
  const auto texts = criteria::law_in(folder);
  if (!texts) return pass_on(texts);
  return criteria::read_library(*texts);
}

std::size_t indicator_count(const criteria::Library& library) {
  std::size_t count = 0;
  for (const auto& set : library.sets) {
    for (const auto& criterion : set.criteria) count += criterion.indicators.size();
  }
  return count;
}

Done check(Context& context, const std::string& folder) {
  const auto library = library_in(folder);
  if (!library) return pass_on(library);
  auto problems = criteria::check(*library);
  if (!problems.empty()) {
    const auto count = std::to_string(problems.size());
    return refuse("criteria.faults_found", {{"count", count}}, {}, std::move(problems));
  }
  if (context.as_json) {
    context.print(json::object{{"sets", library->sets.size()},
                               {"indicators", indicator_count(*library)},
                               {"measures", library->measures.size()},
                               {"documents", library->documents.size()},
                               {"faults", json::array()}});
    return {};
  }
  context.print(context.text("criteria.checked", {{"sets", std::to_string(library->sets.size())},
                                                  {"indicators", std::to_string(indicator_count(*library))},
                                                  {"measures", std::to_string(library->measures.size())},
                                                  {"documents", std::to_string(library->documents.size())}}));
  return {};
}

Done list(Context& context) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const criteria::Library& library = *(*snapshot)->law;
  json::array sets;
  for (const auto& set : library.sets) {
    if (context.as_json) {
      sets.push_back(criteria::summary(library, set));
    } else {
      context.print(criteria::line(set, context.language));
    }
  }
  if (context.as_json) context.print(sets);
  return {};
}

Done show(Context& context, const std::string& id, const std::string& number) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const criteria::Library& library = *(*snapshot)->law;
  const criteria::CriteriaSet* set = library.set(id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", id}});
  const criteria::Indicator* one = number.empty() ? nullptr : set->indicator(number);
  if (!number.empty() && one == nullptr) {
    return refuse("criteria.unknown_indicator", {{"set", id}, {"indicator", number}});
  }
  if (context.as_json) {
    context.print(one == nullptr ? criteria::detail(library, *set) : criteria::to_json(library, *set, *one));
    return {};
  }
  if (one != nullptr) {
    for (const auto& line : criteria::lines(library, *set, *one, context.language)) context.print(line);
    return {};
  }
  context.print(criteria::line(*set, context.language));
  for (const auto& criterion : set->criteria) {
    const std::string& title = context.language == Language::vi ? criterion.title.vi : criterion.title.en;
    context.print(criterion.number + ". " + title);
    for (const auto& indicator : criterion.indicators) {
      for (const auto& line : criteria::lines(library, *set, indicator, context.language)) context.print("  " + line);
    }
  }
  return {};
}

Done confirm(Context& context, const criteria::ConfirmOrder& order) {
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto confirmed = criteria::confirm(**writer, context.actor(), order);
  if (!confirmed) return pass_on(confirmed);
  const criteria::Confirmation& recorded = confirmed->confirmation;
  if (context.as_json) {
    context.print(json::object{{"event", confirmed->event},
                               {"set", recorded.set},
                               {"indicator", recorded.indicator},
                               {"indicator_hash", recorded.indicator_hash},
                               {"confirmed_by", recorded.confirmed_by},
                               {"document", recorded.document}});
    return {};
  }
  context.print(context.text("criteria.confirmed", {{"by", recorded.confirmed_by},
                                                    {"indicator", recorded.indicator},
                                                    {"set", recorded.set},
                                                    {"document", recorded.document},
                                                    {"event", std::to_string(confirmed->event)}}));
  return {};
}

void add_confirm(CLI::App& noun, Context& context, Chosen& chosen) {
  auto* command = noun.add_subcommand("confirm", context.text("criteria.help.confirm"));
  auto order = std::make_shared<criteria::ConfirmOrder>();
  command->add_option("SET", order->set, context.text("criteria.help.set"))->required();
  command->add_option("INDICATOR", order->indicator, context.text("criteria.help.indicator"))->required();
  command->add_option("--by", order->confirmed_by, context.text("criteria.help.by"))->required();
  command->add_option("--document", order->document, context.text("criteria.help.document"))->required();
  command->add_option("--note", order->note, context.text("criteria.help.note"));
  command->add_option("--province", order->province, context.text("criteria.help.province"));
  command->callback([&context, &chosen, order] { chosen = [&context, order] { return confirm(context, *order); }; });
}

}  // namespace

void add_criteria_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("criteria", context.text("criteria.help"));
  noun->require_subcommand(1);
  auto* check_command = noun->add_subcommand("check", context.text("criteria.help.check"));
  auto folder = std::make_shared<std::string>();
  check_command->add_option("FOLDER", *folder, context.text("criteria.help.folder"));
  check_command->callback(
      [&context, &chosen, folder] { chosen = [&context, folder] { return check(context, *folder); }; });
  auto* list_command = noun->add_subcommand("list", context.text("criteria.help.list"));
  list_command->callback([&context, &chosen] { chosen = [&context] { return list(context); }; });
  auto* show_command = noun->add_subcommand("show", context.text("criteria.help.show"));
  auto set = std::make_shared<std::string>();
  auto number = std::make_shared<std::string>();
  show_command->add_option("SET", *set, context.text("criteria.help.set"))->required();
  show_command->add_option("--indicator", *number, context.text("criteria.help.indicator"));
  show_command->callback(
      [&context, &chosen, set, number] { chosen = [&context, set, number] { return show(context, *set, *number); }; });
  add_confirm(*noun, context, chosen);
}

}  // namespace luytre::app
