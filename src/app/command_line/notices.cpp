// luytre notices: sends what is due, once; for cron where `luytre serve` does not do it.

#include "app/command_line/command_line.h"
#include "platform/accounts/mail_address.h"
#include "platform/notices/deliver.h"

namespace luytre::app {
namespace {

Done send(Context& context) {
  const auto settings = notices::mail_settings_of_environment();
  if (!settings) return pass_on(settings);
  if (!*settings) return refuse("notices.mail_not_set");
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto now = (*database)->now();
  if (!now) return pass_on(now);
  const auto delivered = notices::deliver_due(**database, **settings, accounts::mail_addresses(), *now);
  if (!delivered) return pass_on(delivered);
  if (context.as_json) {
    context.print(json::object{{"mails", delivered->mails},
                               {"notices", delivered->notices},
                               {"failed", delivered->failed},
                               {"given_up", delivered->given_up}});
  } else {
    context.print(context.text("notices.sent", {{"mails", std::to_string(delivered->mails)},
                                                {"notices", std::to_string(delivered->notices)},
                                                {"failed", std::to_string(delivered->failed)},
                                                {"given_up", std::to_string(delivered->given_up)}}));
  }
  if (delivered->stopped_by) return tl::unexpected(*delivered->stopped_by);
  return {};
}

}  // namespace

void add_notices_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("notices", context.text("notices.help.notices"));
  noun->require_subcommand(1);
  noun->add_subcommand("send", context.text("notices.help.send"))->callback([&context, &chosen] {
    chosen = [&context] { return send(context); };
  });
}

}  // namespace luytre::app
