// What every command of the command line works with: the reader's language, the database, the clock, the terminal.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/json.h"
#include "base/messages.h"
#include "outputs/record/snapshot.h"
#include "outputs/search/desk.h"
#include "platform/access/actor.h"
#include "platform/accounts/desk.h"
#include "platform/commands/writer.h"
#include "platform/storage/database.h"
#include "programme/evidence/desk.h"

namespace luytre::app {

class Context {
 public:
  // Settings that main fills from the command line and the environment.
  Language language = Language::vi;
  std::string database_url;  // a path or postgresql://…; LUYTRE_DB, else data/luytre.db
  bool as_json = false;
  std::optional<Date> rehearsal_day;  // LUYTRE_TODAY: the day that a demonstration takes for today; never a real record

  // Opened and migrated on first use, then kept. `create` makes a database where there is none.
  Result<storage::Database*> database();
  Result<storage::Database*> create_database();
  Result<commands::Writer*> writer();

  // The whole record now, or as it was known at an event.
  Result<std::shared_ptr<const record::Snapshot>> snapshot(std::optional<audit::EventNumber> known_at = std::nullopt);

  access::Actor actor() const;  // the person at this terminal
  Date today() const;           // in Asia/Ho_Chi_Minh
  long long unix_milliseconds() const;

  void print(const json::value& answer) const;  // stdout, pretty
  void print(std::string_view line) const;      // stdout, with a line end
  void note(std::string_view line) const;       // stderr
  std::string text(std::string_view code, const Arguments& arguments = {}) const {
    return say(code, arguments, language);
  }

 private:
  Result<storage::Database*> open(storage::OpenMode mode);
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<commands::Writer> writer_;
};

// A setting of the environment; unset or empty: the fallback.
std::string environment(const char* name, const std::string& fallback);

// LUYTRE_URL and LUYTRE_SECRET_FILE, else a secret file beside the embedded database.
accounts::Settings account_settings(const Context& context);

// LUYTRE_VALUES_FILE, else beside the embedded database; empty for "off" and where a server's database names none.
std::filesystem::path values_file(const Context& context);

// LUYTRE_FILES, else a folder "files" beside the embedded database; LUYTRE_EVIDENCE_BYTES_MAX; LUYTRE_CLAMD. Problem
// evidence.bad_setting.
Result<evidence::Settings> evidence_settings(const Context& context);

// LUYTRE_SEARCH_FOLDER, else a folder beside the embedded database; a server's database without the setting: a folder
// of this process's own.
search::Settings search_settings(const Context& context);

// A date option, today when it was not given; problems name the option.
Result<Date> date_option(const Context& context, const std::string& text, std::string_view option);

// A progress line on stderr for work longer than a second: done, total, rate, time left. Quiet when stderr is no
// terminal, except for a line every ten seconds.
class ProgressBar {
 public:
  ProgressBar(const Context& context, std::string title);
  ~ProgressBar();
  void show(std::int64_t done, std::int64_t total);

 private:
  Language language_;
  std::string title_;
  long long started_ms_;
  long long shown_ms_;
  bool terminal_;
  bool drawn_ = false;
};

}  // namespace luytre::app
