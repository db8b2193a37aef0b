// Records checked observations: one command, one event, one batch for each 65,536 values of a province.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "platform/access/actor.h"
#include "platform/commands/writer.h"
#include "programme/observations/import_file.h"
#include "programme/observations/observation_store.h"

namespace luytre::observations {

struct RecordOrder {
  commands::Asked asked = access::Actor::nobody();
  std::string act = "observations.import";
  std::string origin;         // name of the file, or what made the values
  std::string origin_sha256;  // hex; empty when there is no file
  // The indicators of the law that observe a measure on a day, "SET NUMBER": their owner may give the sector's opinion.
  std::function<std::vector<std::string>(const std::string& measure, Date day)> indicators_of = {};
  // Asked inside the transaction, of what would be written: may it still be changed? (A reporting period may be
  // locked.)
  std::function<Done(storage::Database&, const CheckedValues&)> may_change = {};
  bool notes_count = false;  // as the rows were checked
  bool tells_rows = false;   // the answer names what became of each row
  // Values a generator made: only a database that is a demonstration takes them.
  bool are_demonstration_values = false;
};

// What became of a row: the id it got, or the value that came between. None of both: somebody said the same already.
struct RecordedRow {
  std::size_t row = 0;  // of the sender
  ObservationId id;
  bool is_conflict =
      false;  // nothing was written: `id` is what stands (0-0 nothing) where the sender saw something else
};

struct Recorded {
  audit::EventNumber event = 0;  // 0: everything was known already and nothing was written
  std::size_t values = 0;
  std::size_t unchanged = 0;  // known by the time it was our turn to write
  std::vector<BatchWritten> batches;
  std::vector<RecordedRow> rows;  // if asked for, in the order of the sender
};

// What has to be permitted so that these rows may be written, or compared with what stands: one ask for each unit, day,
// opinion and, where departments own indicators, measure.
std::vector<access::Ask> asks_of(const CheckedValues& values, std::span<const ValueRow> rows, const RecordOrder& order);

// Writes `values` in their order, all or nothing. `panel` is what they were checked against: rows that others have
// recorded since are left out, and rows whose `base` does not stand any more: they are told as conflicts when the order
// asks for rows, else the whole is refused. A survey's opinion comes by a round of the survey alone (surveys/send.h).
// Problems surveys.only_by_round, observations.base_changed, observations.demonstration_into_real, those of
// `may_change`, of the writer and of the store.
Result<Recorded> record_observations(commands::Writer&, const std::shared_ptr<const Panel>& panel,
                                     const CheckedValues& values, const RecordOrder&);

}  // namespace luytre::observations
