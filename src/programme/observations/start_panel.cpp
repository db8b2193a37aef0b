#include "programme/observations/start_panel.h"

#include "base/memory.h"
#include "platform/audit/find_events.h"
#include "programme/observations/observation_store.h"
#include "programme/observations/panel_file.h"

namespace luytre::observations {

namespace {

// Of memory. About ten were measured for values reported in bulk, and reading them needs room beside.
constexpr double bytes_of_record = 16;
// As columns of the totals; of signed values, and of drafts too.
constexpr double bytes_of_columns = 6;
constexpr double bytes_of_value = bytes_of_record + 2 * bytes_of_columns;

// Free words can be erased: a file that still has them is of another record.
constexpr std::string_view select_texts =
    "SELECT COUNT(*), COALESCE(SUM(LENGTH(source)), 0), COALESCE(SUM(LENGTH(note)), 0) FROM observation_text"
    " WHERE batch_id < ?";

Result<std::string> record_at(storage::Database& database, audit::EventNumber number) {
  std::string of;
  if (number > 0) {
    const auto event = audit::find_event(database, number);
    if (!event) return pass_on(event);
    of = event->hash;
  }
  const auto read =
      database.each_row(select_texts, {(number + 1) * batches_per_event_max}, [&](const storage::Row& row) -> Done {
        for (std::size_t column = 0; column < 3; ++column) of += "/" + std::to_string(row.integer(column));
        return {};
      });
  if (!read) return pass_on(read);
  return of;
}

Result<std::shared_ptr<const Panel>> read(storage::Database& database, const std::filesystem::path& file,
                                          audit::EventNumber head) {
  return read_panel_file(file, [&](audit::EventNumber known_at, const std::string& of) -> Done {
    const auto record = known_at <= head ? record_at(database, known_at) : Result<std::string>();
    if (!record) return pass_on(record);
    if (known_at > head || *record != of) return refuse("observations.panel_file_stale", {{"file", file.string()}});
    return {};
  });
}

Done has_room(std::int64_t values, double available) {
  const double needed = bytes_of_value * static_cast<double>(values);
  if (available == 0 || needed <= available) return {};
  const auto megabytes = [](double bytes) { return std::to_string(static_cast<std::int64_t>(bytes / (1 << 20)) + 1); };
  return refuse(
      "observations.too_large",
      {{"values", std::to_string(values)}, {"needed", megabytes(needed)}, {"available", megabytes(available)}});
}

void write(storage::Database& database, const StartOrder& order, StartedPanel& started) {
  const auto of = record_at(database, started.panel->known_at());
  const Done written = of ? write_panel_file(order.file, *started.panel, *of) : pass_on(of);
  started.is_file_written = written.has_value();
  if (!written) started.file_unwritten = written.error();
}

}  // namespace

Result<StartedPanel> start_panel(storage::Database& database, const StartOrder& order) {
  const auto head = audit::head(database);
  if (!head) return pass_on(head);
  const auto values = count_values(database, 0, head->number);
  if (!values) return pass_on(values);
  if (auto room = has_room(*values, order.memory_bytes.value_or(available_memory_bytes())); !room) return pass_on(room);
  StartedPanel started;
  std::shared_ptr<const Panel> from;
  std::error_code unreadable;
  if (!order.file.empty() && std::filesystem::exists(order.file, unreadable)) {
    auto found = read(database, order.file, head->number);
    started.is_from_file = found.has_value();
    if (!found) started.file_unused = found.error();
    if (found) from = *std::move(found);
  }
  auto loaded = load_panel(database, head->number, from, order.progress);
  if (!loaded) return pass_on(loaded);
  started.panel = *std::move(loaded);
  const auto lacking = static_cast<std::int64_t>(started.panel->size() - (from == nullptr ? 0 : from->size()));
  const bool is_worth_it = lacking >= order.lacking_max || (started.file_unused && *values >= order.lacking_max);
  if (!order.file.empty() && is_worth_it) write(database, order, started);
  return started;
}

}  // namespace luytre::observations
