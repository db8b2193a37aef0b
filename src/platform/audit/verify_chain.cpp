#include "platform/audit/verify_chain.h"

#include <limits>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/event_store.h"
#include "platform/storage/transaction.h"

namespace luytre::audit {
namespace {

std::optional<BreakKind> break_of(const StoredEvent& event, const Head& before, const std::optional<Anchor>& anchor) {
  if (event.number != before.number + 1) return BreakKind::number_missing;
  if (event.previous_hash != before.hash) return BreakKind::previous_hash_differs;
  if (hash_of(event) != event.hash) return BreakKind::hash_differs;
  if (event.recorded_at < before.recorded_at) return BreakKind::time_runs_back;
  if (event.payload && commitment_of(*event.salt, *event.payload) != event.commitment) {
    return BreakKind::payload_differs;
  }
  if (anchor && anchor->number == event.number && anchor->hash != hex(event.hash)) return BreakKind::anchor_differs;
  return std::nullopt;
}

}  // namespace

std::string_view text_of(BreakKind kind) {
  switch (kind) {
    case BreakKind::number_missing:
      return "number_missing";
    case BreakKind::previous_hash_differs:
      return "previous_hash_differs";
    case BreakKind::hash_differs:
      return "hash_differs";
    case BreakKind::payload_differs:
      return "payload_differs";
    case BreakKind::time_runs_back:
      return "time_runs_back";
    case BreakKind::head_differs:
      return "head_differs";
    case BreakKind::anchor_differs:
      return "anchor_differs";
  }
  return "hash_differs";
}

Result<ChainReport> verify_chain(storage::Database& database, const std::optional<Anchor>& anchor) {
  // One view for events and head, so that a write in between is not taken for a break.
  auto view = storage::Transaction::begin(database, storage::TransactionKind::read);
  if (!view) return pass_on(view);
  const auto end = head(database);
  if (!end) return pass_on(end);

  ChainReport report;
  report.head_number = end->number;
  report.head_hash = hex(end->hash);
  Head before{0, hash_before_first(), ""};
  auto read = each_event(database, 0, std::numeric_limits<std::int64_t>::max(), [&](StoredEvent&& event) -> Done {
    if (report.first_break) return {};
    if (const auto kind = break_of(event, before, anchor)) {
      report.first_break = ChainBreak{event.number, *kind};
      return {};
    }
    ++report.events;
    if (!event.payload) ++report.erased;
    before = Head{event.number, event.hash, event.recorded_at};
    return {};
  });
  if (!read) return pass_on(read);
  if (report.first_break) return report;
  if (before.number != end->number || before.hash != end->hash) {
    report.first_break = ChainBreak{before.number, BreakKind::head_differs};
  } else if (anchor && anchor->number > before.number) {
    report.first_break = ChainBreak{anchor->number, BreakKind::anchor_differs};
  }
  return report;
}

}  // namespace luytre::audit
