#include "platform/audit/verify_chain.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/hash.h"
#include "platform/audit/chain.h"
#include "platform/audit/event_store.h"
#include "platform/audit/published_head.h"
#include "platform/storage/transaction.h"

namespace luytre::audit {
namespace {

constexpr std::int64_t events_at_once = 256;  // whose subjects are held in memory together

// What an event's hash must be, and how it breaks the chain when it is not.
struct Expected {
  std::string hash;  // 64 hex digits
  BreakKind otherwise;
};
using Expectations = std::multimap<EventNumber, Expected>;

std::optional<BreakKind> break_of_contents(const StoredEvent& event) {
  if (event.payload && commitment_of(*event.salt, *event.payload) != event.commitment) {
    return BreakKind::payload_differs;
  }
  const bool may_be_erased = event.is_payload_erasure_noted && event.payload_class != text_of(PayloadClass::open);
  if (!event.payload && !may_be_erased) return BreakKind::payload_missing;
  const auto& committed = event.circumstance_commitment;
  const bool is_fit =
      !event.circumstance || (committed && commitment_of(*event.circumstance_salt, *event.circumstance) == *committed);
  if (!is_fit) return BreakKind::circumstance_differs;
  if (committed && !event.circumstance && !event.is_circumstance_erasure_noted) return BreakKind::circumstance_missing;
  return std::nullopt;
}

std::optional<BreakKind> break_of(const StoredEvent& event, const Head& before, const Expectations& expected) {
  if (event.number != before.number + 1) return BreakKind::number_missing;
  if (event.previous_hash != before.hash) return BreakKind::previous_hash_differs;
  if (hash_of(event) != event.hash) return BreakKind::hash_differs;
  if (event.recorded_at < before.recorded_at) return BreakKind::time_runs_back;
  if (const auto kind = break_of_contents(event)) return kind;
  const auto [first, last] = expected.equal_range(event.number);
  for (auto at = first; at != last; ++at) {
    if (at->second.hash != hex(event.hash)) return at->second.otherwise;
  }
  return std::nullopt;
}

Result<Expectations> expectations(storage::Database& database, const Verification& verification) {
  const auto published = published_heads(database, std::numeric_limits<std::int64_t>::max());
  if (!published) return pass_on(published);
  Expectations expected;
  for (const auto& head : *published) {
    expected.emplace(head.number, Expected{hex(head.hash), BreakKind::published_head_differs});
  }
  for (const auto& anchor : verification.anchors) {
    expected.emplace(anchor.number, Expected{anchor.hash, BreakKind::anchor_differs});
  }
  return expected;
}

// The walk along the chain: `before` is the last event found whole.
struct Walk {
  const Verification& verification;
  const Expectations& expected;
  Head before;
  ChainReport report;
  std::size_t bytes = 0;

  bool is_over() const {
    return report.first_break || report.events >= verification.events_max || bytes >= verification.bytes_max;
  }

  void step(const StoredEvent& event) {
    if (is_over()) return;
    if (const auto kind = break_of(event, before, expected)) {
      report.first_break = ChainBreak{event.number, *kind};
      return;
    }
    ++report.events;
    if (event.payload) bytes += event.payload->size();
    if (!event.payload) ++report.erased;
    if (event.circumstance_commitment && !event.circumstance) ++report.erased_circumstances;
    before = Head{event.number, event.hash, event.recorded_at};
  }
};

// False when there was nothing more to read.
Result<bool> read_some(storage::Database& database, Walk& walk) {
  const EventNumber from = walk.before.number;
  auto subjects = subjects_between(database, from, from + events_at_once);
  if (!subjects) return pass_on(subjects);
  bool has_read = false;
  auto read = each_event(database, from, events_at_once, [&](StoredEvent&& event) -> Done {
    has_read = true;
    const auto own = subjects->find(event.number);
    if (own != subjects->end()) event.subjects = std::move(own->second);
    walk.step(event);
    return {};
  });
  if (!read) return pass_on(read);
  return has_read;
}

void compare_end(Walk& walk, const Head& end) {
  ChainReport& report = walk.report;
  report.is_at_end = true;
  const auto beyond = walk.expected.upper_bound(walk.before.number);
  if (walk.before.number != end.number || walk.before.hash != end.hash) {
    report.first_break = ChainBreak{walk.before.number, BreakKind::head_differs};
  } else if (beyond != walk.expected.end()) {
    report.first_break = ChainBreak{beyond->first, beyond->second.otherwise};
  }
}

Result<Head> start_of(storage::Database& database, EventNumber after) {
  if (after == 0) return Head{0, hash_before_first(), ""};
  const auto start = find_head_at(database, after);
  if (!start) return pass_on(start);
  if (!*start) return refuse("audit.no_event", {{"event", std::to_string(after)}});
  return **start;
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
    case BreakKind::payload_missing:
      return "payload_missing";
    case BreakKind::circumstance_differs:
      return "circumstance_differs";
    case BreakKind::circumstance_missing:
      return "circumstance_missing";
    case BreakKind::time_runs_back:
      return "time_runs_back";
    case BreakKind::head_differs:
      return "head_differs";
    case BreakKind::anchor_differs:
      return "anchor_differs";
    case BreakKind::published_head_differs:
      return "published_head_differs";
  }
  return "hash_differs";
}

Result<Anchor> Anchor::parse(std::string_view text) {
  Anchor anchor;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, anchor.number);
  const bool has_hash = error == std::errc{} && rest != end && *rest == ':';
  if (has_hash) anchor.hash.assign(rest + 1, end);
  const bool is_hex = anchor.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!has_hash || anchor.number < 1 || anchor.hash.size() != 2 * hash_bytes || !is_hex) {
    return refuse("audit.bad_anchor", {{"text", std::string(text)}});
  }
  return anchor;
}

Result<std::vector<Anchor>> parse_anchors(std::string_view text, std::string_view name) {
  std::vector<Anchor> anchors;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    line = line.substr(0, line.find('#'));
    // The one word with a ':' in it: days and what people note beside have none.
    const auto colon = line.find(':');
    if (line.find_first_not_of(" \t\r,;") == std::string_view::npos) continue;
    constexpr std::string_view between = " \t\r,;\"";
    const auto first = colon == std::string_view::npos ? 0 : line.find_last_of(between, colon) + 1;
    const auto last = std::min(line.find_first_of(between, first), line.size());
    auto anchor = Anchor::parse(line.substr(first, last - first));
    if (!anchor) {
      anchor.error().where = std::string(name) + ":" + std::to_string(number);
      return pass_on(anchor);
    }
    anchors.push_back(std::move(*anchor));
  }
  if (anchors.empty()) return refuse("audit.no_anchors", {{"file", std::string(name)}});
  return anchors;
}

Result<ChainReport> verify_chain(storage::Database& database, const Verification& verification) {
  // One view for events and head, so that a write in between is not taken for a break.
  auto view = storage::Transaction::begin(database, storage::TransactionKind::read);
  if (!view) return pass_on(view);
  const auto end = head(database);
  if (!end) return pass_on(end);
  const auto expected = expectations(database, verification);
  if (!expected) return pass_on(expected);
  auto start = start_of(database, verification.after);
  if (!start) return pass_on(start);

  Walk walk{verification, *expected, std::move(*start), {}, 0};
  walk.report.head_number = end->number;
  walk.report.head_hash = hex(end->hash);
  bool has_more = true;
  while (has_more && !walk.is_over()) {
    const auto read = read_some(database, walk);
    if (!read) return pass_on(read);
    has_more = *read;
  }
  const bool is_at_end = !has_more || walk.before.number == end->number;
  if (!walk.report.first_break && is_at_end) {
    compare_end(walk, *end);
  }
  ChainReport& report = walk.report;
  report.reached = walk.before.number;
  report.reached_hash = hex(walk.before.hash);
  report.published_heads = std::count_if(expected->begin(), expected->end(), [&](const auto& entry) {
    return entry.second.otherwise == BreakKind::published_head_differs && entry.first > verification.after &&
           entry.first <= report.reached;
  });
  return std::move(report);
}

}  // namespace luytre::audit
