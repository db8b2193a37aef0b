// All SQL of the room: batches, their free text, what the installation is.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/observations/checked_values.h"
#include "programme/observations/installation.h"
#include "programme/observations/panel.h"

namespace luytre::observations {

// Batches one event may write; with batch_values_max values each.
inline constexpr std::int64_t batches_per_event_max = 4096;

// The panel as it was known at `known_at`: batches of later events are not read. With `earlier`, only batches after it
// are read and unchanged columns are shared; an earlier panel that knows more than `known_at` is not used. A batch
// whose bytes are not what its checksum says is the problem observations.batch_damaged, which names it. `progress` (may
// be empty) is told of values decoded.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t total)>;
Result<std::shared_ptr<const Panel>> load_panel(storage::Database&, audit::EventNumber known_at,
                                                const std::shared_ptr<const Panel>& earlier = nullptr,
                                                const LoadProgress& progress = {});

// Values recorded after one event and until another.
Result<std::int64_t> count_values(storage::Database&, audit::EventNumber after, audit::EventNumber until);

// Only what events after `after` said, up to `known_at`: small, whatever stands already.
Result<std::shared_ptr<const Panel>> load_later(storage::Database&, audit::EventNumber after,
                                                audit::EventNumber known_at);

// What one batch became, for the event's payload: the chain then covers the values through the checksum.
struct BatchWritten {
  std::int64_t batch = 0;
  std::string province;
  std::size_t values = 0;
  std::string checksum;  // 32 raw bytes
};

// Which of `values.rows` go into one batch, in this order.
struct BatchPlan {
  std::string province;
  std::vector<std::uint32_t> rows;
};

// `rows` of `values` by province, each at most batch_values_max in their order.
std::vector<BatchPlan> plan_batches(const CheckedValues& values, std::span<const std::uint32_t> rows);

// Writes the event's batches and their free text inside the caller's transaction; the answer has one for each plan. The
// ids of the values follow from the batch and their order. Encodes on a second thread too.
Result<std::vector<BatchWritten>> append_batches(storage::Database&, audit::EventNumber, const CheckedValues& values,
                                                 const std::vector<BatchPlan>& plans, bool is_demonstration);

// Number of the newest event that wrote observations; 0: none.
Result<audit::EventNumber> newest_observation_event(storage::Database&);

Done insert_installation(storage::Database&, const Installation&);

}  // namespace luytre::observations
