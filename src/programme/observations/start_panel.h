// The panel that a server starts from: from a checked file where there is one, so that only what was recorded since is
// decoded; the file is written anew when it was absent, of another record, damaged, or left far behind.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "platform/storage/database.h"
#include "programme/observations/panel.h"

namespace luytre::observations {

struct StartOrder {
  std::filesystem::path file;  // empty: no file is read or written
  // A file is written when it lacks so many values; few are decoded faster than one blinks.
  std::int64_t lacking_max = 200'000;
  std::optional<double> memory_bytes;  // that the machine can give; absent: it is asked
  std::function<void(std::int64_t done, std::int64_t total)> progress;  // of values decoded; may be empty
};

struct StartedPanel {
  std::shared_ptr<const Panel> panel;  // as of the head
  bool is_from_file = false;
  bool is_file_written = false;
  std::optional<Problem> file_unused;     // why a file that is there was not used
  std::optional<Problem> file_unwritten;  // why it could not be written; the panel is good all the same
};

// Problems observations.too_large (what is recorded does not fit the memory that the machine has left) and those of
// load_panel.
Result<StartedPanel> start_panel(storage::Database& database, const StartOrder& order);

}  // namespace luytre::observations
