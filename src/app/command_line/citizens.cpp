// luytre citizens: the errands of the room, once; for cron where `luytre serve` does not do them.

#include "app/citizens_doors.h"
#include "app/command_line/command_line.h"
#include "base/secret_box.h"

namespace luytre::app {
namespace {

json::object to_json(const Errands& done) {
  return {{"digests", done.digests},
          {"mails", done.sent.mails},
          {"failed", done.sent.failed},
          {"given_up", done.sent.given_up},
          {"contacts_erased", done.forgotten.contacts},
          {"words_erased", done.forgotten.words}};
}

Done send(Context& context, bool is_early) {
  const auto settings = notices::mail_settings_of_environment();
  if (!settings) return pass_on(settings);
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  auto own = storage::open_database(context.database_url, storage::OpenMode::read_write);
  if (!own) return pass_on(own);
  const auto accounts = accounts::Desk::open(*std::move(own), account_settings(context));
  if (!accounts) return pass_on(accounts);
  citizens::Desk desk{**writer, [&context] { return context.today(); },
                      [&context] { return context.unix_milliseconds(); }, key_for("citizens", (*accounts)->seal_key())};
  desk.public_url = (*accounts)->settings().public_url;
  desk.is_mail_set = is_mail_set((*accounts)->settings());
  const auto done = run_errands(**database, **snapshot, desk, *settings, context.today(), is_early);
  if (!done) return pass_on(done);
  if (context.as_json) {
    context.print(to_json(*done));
  } else {
    Arguments arguments;
    for (const auto& [name, value] : to_json(*done)) arguments.emplace_back(name, std::to_string(value.as_int64()));
    context.print(context.text("citizens.sent", arguments));
  }
  if (done->sent.stopped_by) return tl::unexpected(*done->sent.stopped_by);
  return {};
}

}  // namespace

void add_citizens_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("citizens", context.text("citizens.help.citizens"));
  noun->require_subcommand(1);
  auto* verb = noun->add_subcommand("send", context.text("citizens.help.send"));
  const auto is_early = std::make_shared<bool>(false);
  verb->add_flag("--early", *is_early, context.text("citizens.help.early"));
  verb->callback([&context, &chosen, is_early] { chosen = [&context, is_early] { return send(context, *is_early); }; });
}

}  // namespace luytre::app
