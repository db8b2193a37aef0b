#include "app/context.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <limits>

#include "programme/observations/installation.h"
#include "programme/observations/start_panel.h"

namespace luytre::app {
namespace {

constexpr int vietnam_utc_offset_hours = 7;

long long now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<storage::Database*> Context::open(storage::OpenMode mode) {
  if (database_) return database_.get();
  auto opened = storage::open_database(database_url, mode);
  if (!opened) return pass_on(opened);
  if (auto migrated = storage::migrate(**opened); !migrated) return pass_on(migrated);
  if (rehearsal_day) {
    const auto is_demonstration = observations::is_demonstration(**opened);
    if (!is_demonstration) return pass_on(is_demonstration);
    if (!*is_demonstration) return refuse("app.rehearsal_on_real_record", {}, "LUYTRE_TODAY");
  }
  database_ = std::move(*opened);
  return database_.get();
}

Result<storage::Database*> Context::database() { return open(storage::OpenMode::read_write); }

Result<storage::Database*> Context::create_database() { return open(storage::OpenMode::create); }

Result<commands::Writer*> Context::writer() {
  if (writer_) return writer_.get();
  auto opened = database();
  if (!opened) return pass_on(opened);
  writer_ = std::make_unique<commands::Writer>(**opened);
  return writer_.get();
}

Result<std::shared_ptr<const record::Snapshot>> Context::snapshot(std::optional<audit::EventNumber> known_at) {
  auto opened = database();
  if (!opened) return pass_on(opened);
  const auto file = values_file(*this);
  std::error_code unreadable;
  if (file.empty() || !std::filesystem::exists(file, unreadable)) return record::load_snapshot(**opened, known_at);
  // A server keeps the file; a command reads it where it is good, and does without where it is not.
  observations::StartOrder order;
  order.file = file;
  order.lacking_max = std::numeric_limits<std::int64_t>::max();
  const auto started = observations::start_panel(**opened, order);
  if (!started) return pass_on(started);
  return record::load_snapshot(**opened, known_at, nullptr, started->panel);
}

access::Actor Context::actor() const {
  const char* account = std::getenv("USER");
  return access::Actor::local_operator(account == nullptr ? "" : account);
}

Date Context::today() const {
  if (rehearsal_day) return *rehearsal_day;
  const auto local = std::chrono::system_clock::now() + std::chrono::hours(vietnam_utc_offset_hours);
  const auto days = std::chrono::floor<std::chrono::days>(local).time_since_epoch().count();
  return Date::from_days(static_cast<std::int32_t>(days));
}

long long Context::unix_milliseconds() const { return now_ms(); }

void Context::print(const json::value& answer) const { std::cout << pretty(answer) << std::flush; }
void Context::print(std::string_view line) const { std::cout << line << '\n'; }
void Context::note(std::string_view line) const { std::cerr << line << std::endl; }

std::string environment(const char* name, const std::string& fallback) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? fallback : value;
}

accounts::Settings account_settings(const Context& context) {
  accounts::Settings settings;
  settings.public_url = environment("LUYTRE_URL", "");
  // Beside an embedded database; a server's must be told, so that all nodes share one.
  const bool is_file = !storage::is_server_url(context.database_url);
  settings.secret_file =
      environment("LUYTRE_SECRET_FILE", is_file ? context.database_url + ".secret" : "data/luytre.secret");
  return settings;
}

std::filesystem::path values_file(const Context& context) {
  const bool is_file = !storage::is_server_url(context.database_url);
  const auto file = environment("LUYTRE_VALUES_FILE", is_file ? context.database_url + ".values" : "");
  return file == "off" ? std::filesystem::path() : std::filesystem::path(file);
}

Result<evidence::Settings> evidence_settings(const Context& context) {
  const bool is_file = !storage::is_server_url(context.database_url);
  const auto beside = is_file ? std::filesystem::path(context.database_url).parent_path() : "data";
  const auto bytes_max = evidence::bytes_setting(environment("LUYTRE_EVIDENCE_BYTES_MAX", ""));
  if (!bytes_max) return pass_on(bytes_max);
  return evidence::Settings{environment("LUYTRE_FILES", (beside / "files").string()), *bytes_max,
                            environment("LUYTRE_CLAMD", "")};
}

search::Settings search_settings(const Context& context) {
  const bool is_file = !storage::is_server_url(context.database_url);
  search::Settings settings;
  settings.folder = environment("LUYTRE_SEARCH_FOLDER", is_file ? context.database_url + ".search" : "");
  settings.unix_milliseconds = [&context] { return context.unix_milliseconds(); };
  return settings;
}

Result<Date> date_option(const Context& context, const std::string& text, std::string_view option) {
  if (text.empty()) return context.today();
  auto date = Date::parse(text);
  if (!date) date.error().where = std::string(option);
  return date;
}

ProgressBar::ProgressBar(const Context& context, std::string title)
    : language_(context.language),
      title_(std::move(title)),
      started_ms_(now_ms()),
      shown_ms_(started_ms_),
      terminal_(isatty(STDERR_FILENO) == 1) {}

ProgressBar::~ProgressBar() {
  if (drawn_ && terminal_) std::cerr << "\r\033[K" << std::flush;
}

void ProgressBar::show(std::int64_t done, std::int64_t total) {
  constexpr long long quiet_ms = 1000;
  constexpr long long terminal_every_ms = 100;
  constexpr long long line_every_ms = 10'000;
  const long long now = now_ms();
  if (now - started_ms_ < quiet_ms || now - shown_ms_ < (terminal_ ? terminal_every_ms : line_every_ms)) return;
  shown_ms_ = now;
  drawn_ = true;
  const std::int64_t rate = done * 1000 / (now - started_ms_);
  const std::int64_t left_s = rate > 0 ? (total - done) / rate : 0;
  const Arguments arguments = {{"title", title_},
                               {"done", std::to_string(done)},
                               {"total", std::to_string(total)},
                               {"percent", std::to_string(total > 0 ? done * 100 / total : 0)},
                               {"rate", std::to_string(rate)},
                               {"seconds", std::to_string(left_s)}};
  std::cerr << (terminal_ ? "\r\033[K" : "") << say("app.progress", arguments, language_) << (terminal_ ? "" : "\n")
            << std::flush;
}

}  // namespace luytre::app
