#include "app/serve.h"

#include <csignal>
#include <iostream>

#include "app/citizens_doors.h"
#include "app/doors.h"
#include "app/errand_runner.h"
#include "app/routes.h"
#include "outputs/record/keeper.h"
#include "platform/accounts/mail_address.h"
#include "platform/http/server.h"
#include "platform/notices/courier.h"
#include "programme/authority/register_authority.h"
#include "programme/observations/start_panel.h"

namespace luytre::app {
namespace {

// SIGINT and SIGTERM wait in the queue for wait_for_stop; threads started after this inherit it.
sigset_t hold_stop_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void wait_for_stop(const sigset_t& signals) {
  int received = 0;
  while (sigwait(&signals, &received) != 0) {
  }
}

Result<std::unique_ptr<storage::Database>> connect(const Context& context) {
  return storage::open_database(context.database_url, storage::OpenMode::read_write);
}

// Every connection of the server, each used by its own part.
struct Parts {
  std::unique_ptr<record::Keeper> keeper;
  std::unique_ptr<accounts::Desk> desk;
  std::unique_ptr<evidence::Desk> evidence;
  std::unique_ptr<storage::Database> writing;
  std::unique_ptr<authority::Gate> gate;
  std::unique_ptr<commands::Writer> writer;
};

Result<std::unique_ptr<evidence::Desk>> open_evidence(const Context& context) {
  auto settings = evidence_settings(context);
  if (!settings) return pass_on(settings);
  auto receiving = connect(context);
  if (!receiving) return pass_on(receiving);
  return evidence::Desk::open(*std::move(receiving), *std::move(settings));
}

// Says what became of the file, and shows progress where the values had to be decoded.
Result<std::shared_ptr<const observations::Panel>> start_values(const Context& context, storage::Database& database) {
  ProgressBar bar(context, context.text("app.values.reading"));
  observations::StartOrder order;
  order.file = values_file(context);
  order.progress = [&](std::int64_t done, std::int64_t total) { bar.show(done, total); };
  auto started = observations::start_panel(database, order);
  if (!started) return pass_on(started);
  for (const auto& problem : {started->file_unused, started->file_unwritten}) {
    if (problem) context.note(full_message(*problem, context.language));
  }
  if (started->is_file_written) context.note(context.text("app.values.written", {{"file", order.file.string()}}));
  return std::move(started->panel);
}

Result<Parts> open_parts(Context& context) {
  Parts parts;
  const auto first = context.database();  // migrates
  if (!first) return pass_on(first);
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  if (auto kept = authority::register_embedded_authority(**writer, **first, context.actor()); !kept)
    return pass_on(kept);
  auto reading = connect(context);
  if (!reading) return pass_on(reading);
  auto values = start_values(context, **reading);
  if (!values) return pass_on(values);
  auto keeper = record::Keeper::open(*std::move(reading), *values);
  if (!keeper) return pass_on(keeper);
  auto signing_in = connect(context);
  if (!signing_in) return pass_on(signing_in);
  auto desk = accounts::Desk::open(*std::move(signing_in), account_settings(context));
  if (!desk) return pass_on(desk);
  auto evidence = open_evidence(context);
  if (!evidence) return pass_on(evidence);
  auto writing = connect(context);
  if (!writing) return pass_on(writing);
  parts.keeper = *std::move(keeper);
  parts.desk = *std::move(desk);
  parts.evidence = *std::move(evidence);
  parts.writing = *std::move(writing);
  parts.gate = std::make_unique<authority::Gate>([&context] { return context.today(); });
  parts.writer = std::make_unique<commands::Writer>(
      *parts.writing,
      [gate = parts.gate.get(), database = parts.writing.get()](audit::EventNumber) {
        // What cannot be loaded now is asked again by the next permit, which then says why.
        static_cast<void>(gate->materials(*database));
      },
      parts.gate->permit());
  return parts;
}

// Mail is a setting: without it notices stay in the app.
Result<std::unique_ptr<notices::Courier>> start_courier(const Context& context) {
  const auto settings = notices::mail_settings_of_environment();
  if (!settings) return pass_on(settings);
  if (!*settings) return std::unique_ptr<notices::Courier>();
  return std::make_unique<notices::Courier>(
      [&context] { return connect(context); }, **settings, accounts::mail_addresses(),
      [&context](const Problem& problem) { context.note(full_message(problem, context.language)); });
}

// Erases what is no longer kept, once a day, and sends mails to people without accounts, where mail is set.
Result<std::unique_ptr<ErrandRunner>> start_errands(const Context& context, Doors& doors) {
  auto settings = notices::mail_settings_of_environment();
  if (!settings) return pass_on(settings);
  const auto desk = std::make_shared<const citizens::Desk>(citizens_doors(context, doors).desk);
  const auto looked_on = std::make_shared<std::optional<Date>>();
  return std::make_unique<ErrandRunner>(
      [&context] { return connect(context); },
      [&context, &doors, desk, looked_on, settings = *std::move(settings)](
          storage::Database& database, const std::function<bool()>& is_stopping) -> Done {
        const auto snapshot = doors.keeper.at(std::nullopt);
        if (!snapshot) return pass_on(snapshot);
        auto own = settings;
        if (own) own->is_stopping = is_stopping;
        const Date today = context.today();
        const bool is_new_day = *looked_on != today;
        const auto done =
            run_errands(database, **snapshot, *desk, own, is_new_day ? std::optional(today) : std::nullopt);
        if (!done) return pass_on(done);
        *looked_on = today;
        return done->sent.stopped_by ? Done(tl::unexpected(*done->sent.stopped_by)) : Done();
      },
      [&context](const Problem& problem) { context.note(full_message(problem, context.language)); });
}

// What is missing of the index is made while the server answers.
Result<std::shared_ptr<search::Desk>> open_search(const Context& context, record::Keeper& keeper) {
  auto desk = std::make_shared<search::Desk>(search_settings(context));
  auto newest = keeper.at(std::nullopt);
  if (!newest) return pass_on(newest);
  desk->begin(*std::move(newest));
  return desk;
}

// So are other providers to sign in with.
Result<std::shared_ptr<const accounts::OidcSettings>> outside_providers() {
  const std::string file = environment("LUYTRE_OIDC", "");
  if (file.empty()) return std::make_shared<const accounts::OidcSettings>();
  auto settings = accounts::read_oidc_settings(file);
  if (!settings) return pass_on(settings);
  return std::make_shared<const accounts::OidcSettings>(std::move(*settings));
}

}  // namespace

Done serve(Context& context, const std::string& listen) {
  const auto address = http::parse_listen(listen);
  if (!address) return pass_on(address);
  const sigset_t signals = hold_stop_signals();
  auto parts = open_parts(context);
  if (!parts) return pass_on(parts);
  const auto outside = outside_providers();
  if (!outside) return pass_on(outside);
  const auto search_desk = open_search(context, *parts->keeper);
  if (!search_desk) return pass_on(search_desk);
  Doors doors{*parts->keeper, *parts->writer, *parts->desk, *parts->gate, *parts->evidence, *outside, *search_desk};
  const auto courier = start_courier(context);
  if (!courier) return pass_on(courier);
  const auto errands = start_errands(context, doors);
  if (!errands) return pass_on(errands);
  http::ServerSettings settings;
  settings.address = address->first;
  settings.port = address->second;
  settings.unix_seconds = [&context] { return context.unix_milliseconds() / 1000; };
  auto server = http::Server::start(settings, make_router(context, doors));
  if (!server) return pass_on(server);
  const std::string shown = address->first + ":" + std::to_string((*server)->port());
  context.print(context.text("app.serving", {{"address", shown}}));
  if (context.rehearsal_day) {
    context.note(context.text("app.rehearsal", {{"day", context.rehearsal_day->vietnamese_text()}}));
  }
  std::cout << std::flush;
  wait_for_stop(signals);
  (*server)->stop();
  context.note(context.text("app.stopped"));
  return {};
}

}  // namespace luytre::app
