#include "app/serve.h"

#include <csignal>
#include <iostream>

#include "app/routes.h"
#include "outputs/record/keeper.h"
#include "platform/http/server.h"

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

Result<std::unique_ptr<record::Keeper>> open_keeper(Context& context) {
  if (auto migrated = context.database(); !migrated) return pass_on(migrated);
  auto opened = storage::open_database(context.database_url, storage::OpenMode::read_write);
  if (!opened) return pass_on(opened);
  return record::Keeper::open(std::move(*opened));
}

}  // namespace

Done serve(Context& context, const std::string& listen) {
  const auto address = http::parse_listen(listen);
  if (!address) return pass_on(address);
  const sigset_t signals = hold_stop_signals();
  auto keeper = open_keeper(context);
  if (!keeper) return pass_on(keeper);
  http::ServerSettings settings;
  settings.address = address->first;
  settings.port = address->second;
  settings.unix_seconds = [&context] { return context.unix_milliseconds() / 1000; };
  auto server = http::Server::start(settings, make_router(context, **keeper));
  if (!server) return pass_on(server);
  const std::string shown = address->first + ":" + std::to_string((*server)->port());
  context.print(context.text("app.serving", {{"address", shown}}));
  std::cout << std::flush;
  wait_for_stop(signals);
  (*server)->stop();
  context.note(context.text("app.stopped"));
  return {};
}

}  // namespace luytre::app
