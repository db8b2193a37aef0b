// luytre authority check [FOLDER], matrix, explain, remind: who may do what, as the files say it and as it is decided.
#include <memory>

#include "app/command_line/command_line.h"
#include "platform/accounts/account_store.h"
#include "programme/authority/authority_routes.h"
#include "programme/authority/read_authority.h"
#include "programme/authority/remind_of_endings.h"

namespace luytre::app {
namespace {

Done check(Context& context, const std::string& folder) {
  Result<std::vector<authority::SourceText>> texts = authority::embedded_texts();
  if (!folder.empty()) texts = authority::texts_in(folder);
  if (!texts) return pass_on(texts);
  const auto read = authority::read_authority(*texts);
  if (!read) return pass_on(read);
  auto faults = authority::check(*read);
  if (!faults.empty()) {
    const std::string count = std::to_string(faults.size());
    return refuse("authority.faulty", {{"count", count}}, folder, std::move(faults));
  }
  const json::object counts{
      {"roles", read->roles.size()}, {"acts", read->acts.size()}, {"rules", read->rules.size()}, {"hash", read->hash}};
  if (context.as_json) {
    context.print(counts);
    return {};
  }
  context.print(context.text("authority.checked", {{"roles", std::to_string(read->roles.size())},
                                                   {"acts", std::to_string(read->acts.size())},
                                                   {"rules", std::to_string(read->rules.size())}}));
  return {};
}

Done matrix(Context& context) {
  const auto read = authority::read_authority(authority::embedded_texts());
  if (!read) return pass_on(read);
  if (context.as_json) {
    context.print(authority::matrix_value(*read));
    return {};
  }
  for (const access::Act& act : read->acts) {
    context.print(context.text("access.act." + act.id) + " (" + act.id + ")");
    for (const access::AuthorityRule& rule : read->rules) {
      if (rule.act != act.id) continue;
      const std::string until = rule.valid.to.is_open_end() ? "…" : rule.valid.to.text();
      context.print("  " + context.text("access.role." + rule.role) + ": " +
                    context.text("office.reach." + std::string(authority::word(rule.reach))) + ", " +
                    rule.valid.from.text() + " – " + until + " [" + rule.reference + ", " +
                    context.text("office.confidence." + std::string(authority::word(rule.confidence))) + "]");
    }
  }
  return {};
}

struct Question {
  std::string login, act, unit, day, indicator;
};

// As if that person asked now, with the second factor shown.
Done explain(Context& context, const Question& question) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  access::Ask ask{question.act, question.unit, {}, {}};
  if (!question.indicator.empty()) ask.indicators.push_back(question.indicator);
  if (!question.day.empty()) {
    const auto day = date_option(context, question.day, "--day");
    if (!day) return pass_on(day);
    ask.day = *day;
  }
  const auto account = accounts::find_account_by_login(**database, question.login);
  if (!account) return pass_on(account);
  if (!*account) return refuse("accounts.unknown", {{"account", question.login}}, "LOGIN");
  access::Actor actor = access::Actor::of_account((*account)->id.text());
  actor.has_second_factor = true;
  authority::Gate gate([&context] { return context.today(); });
  const auto explained = authority::explain(gate, **database, actor, ask, context.language);
  if (!explained) return pass_on(explained);
  if (context.as_json) {
    json::array who;
    for (const std::string& role : explained->who_can) who.emplace_back(role);
    context.print(json::object{{"allowed", explained->is_allowed},
                               {"sentence", explained->sentence},
                               {"basis", explained->basis},
                               {"on_behalf_of", explained->on_behalf_of},
                               {"who_can", std::move(who)}});
    return {};
  }
  context.print(explained->sentence);
  if (!explained->basis.empty()) context.print("  " + explained->basis);
  if (explained->is_allowed) return {};
  for (const std::string& role : explained->who_can) context.print("  - " + role);
  return {};
}

void add_explain(CLI::App& noun, Context& context, Chosen& chosen) {
  auto* command = noun.add_subcommand("explain", context.text("authority.help.explain"));
  auto question = std::make_shared<Question>();
  command->add_option("LOGIN", question->login, context.text("authority.help.login"))->required();
  command->add_option("ACT", question->act, context.text("authority.help.act"))->required();
  command->add_option("--unit", question->unit, context.text("authority.help.unit"));
  command->add_option("--day", question->day, context.text("authority.help.day"));
  command->add_option("--indicator", question->indicator, context.text("authority.help.indicator"));
  command->callback(
      [&context, &chosen, question] { chosen = [&context, question] { return explain(context, *question); }; });
}

Done remind(Context& context) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  authority::Gate gate([&context] { return context.today(); });
  const auto written = authority::remind_of_endings(gate, **database);
  if (!written) return pass_on(written);
  if (context.as_json) {
    context.print(json::object{{"notices", *written}});
    return {};
  }
  context.print(context.text("authority.reminded", {{"count", std::to_string(*written)}}));
  return {};
}

}  // namespace

void add_authority_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("authority", context.text("authority.help"));
  noun->require_subcommand(1);
  auto* check_command = noun->add_subcommand("check", context.text("authority.help.check"));
  auto folder = std::make_shared<std::string>();
  check_command->add_option("FOLDER", *folder, context.text("authority.help.folder"));
  check_command->callback(
      [&context, &chosen, folder] { chosen = [&context, folder] { return check(context, *folder); }; });
  auto* matrix_command = noun->add_subcommand("matrix", context.text("authority.help.matrix"));
  matrix_command->callback([&context, &chosen] { chosen = [&context] { return matrix(context); }; });
  auto* remind_command = noun->add_subcommand("remind", context.text("authority.help.remind"));
  remind_command->callback([&context, &chosen] { chosen = [&context] { return remind(context); }; });
  add_explain(*noun, context, chosen);
}

}  // namespace luytre::app
