// The only door for writes. A command is an Order (who, what, once) and a Body (check, change).
//
// Orders that wait together share one transaction: head lock, each body in a savepoint with its event after it, one
// commit, then the answers. So events are numbered in commit order, and one disk flush serves many.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/json.h"
#include "base/problem.h"
#include "platform/access/decide.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"

namespace luytre::commands {

inline constexpr std::size_t orders_per_commit_max = 256;
inline constexpr std::size_t waiting_orders_max = 10'000;      // then problem commands.too_many_waiting
inline constexpr std::size_t idempotency_key_bytes_max = 200;  // else problem commands.bad_key

struct Order {
  access::Actor actor;
  std::string act;              // "units.import"
  std::string idempotency_key;  // empty: none. The same key by the same actor does a thing once
  std::string unit_code;        // what it is about, for the permit; empty: the installation
  std::string request;          // what was asked, in bytes: a key used again must ask the same (its SHA-256 is kept)
  std::vector<access::Ask> asks = {};  // all must be permitted; empty: one, `act` on `unit_code`
  std::string own_account = {};  // an act of an account about itself: no role is asked, only that it is that account
  std::string reason = {};       // why, in the words of whoever acts; kept with the event
  bool is_dry_run = false;       // permit, check and change as always, then undo: nothing is kept, no event is numbered
};

// By whom and how something is asked for: what a verb takes from its caller. An actor alone will do.
struct Asked {
  Asked(access::Actor by) : actor(std::move(by)) {}  // NOLINT: callers hand over an actor
  access::Actor actor;
  std::string idempotency_key;
  std::string reason;
  std::string request;  // Order::request
  bool is_dry_run = false;
};
Order order_by(const Asked& asked, std::string act, std::vector<access::Ask> asks = {});

// By what an order was permitted; kept with its event.
struct Permission {
  std::string grant;         // id; empty for the local operator and for acts about oneself
  std::string on_behalf_of;  // identity of a unit that has ended since; else empty
};

// Asked inside the transaction, so that a role taken away a moment ago no longer counts.
using Permit = std::function<Result<Permission>(storage::Database&, const access::Actor&, const access::Ask&)>;
Permit local_operator_permit();

// Checks, changes and says what happened. Runs in a savepoint: a problem undoes its changes and nobody else's.
// It may run on another caller's thread, uses only the database it is given, begins and ends no transaction, and
// does not call the writer. `number` is what its event will get; `recorded_at` the event's instant.
using Body = std::function<Result<audit::EventDraft>(storage::Database&, audit::EventNumber number,
                                                     const std::string& recorded_at)>;

struct Outcome {
  audit::EventNumber event = 0;
  json::value answer;
  bool replayed = false;    // answered from an earlier run of the same key; nothing was done now
  bool is_dry_run = false;  // nothing was kept; `event` is 0
};

class Writer {
 public:
  // The database is used by nobody else while the writer lives. `after_commit` is called with the newest event
  // number after each commit, before the answers are given (publish the snapshot there); it must not throw.
  explicit Writer(storage::Database& database, std::function<void(audit::EventNumber)> after_commit = {},
                  Permit permit = local_operator_permit());
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Safe from any number of threads; returns when the order is committed or refused. Problems: the permit's, the
  // body's, the store's, commands.key_reused, commands.bad_key, commands.too_many_waiting, commands.nested,
  // commands.body_failed, commands.commit_unknown (the line broke during the commit: ask again with the same key).
  Result<Outcome> run(Order order, Body body);

  std::size_t waiting_orders();  // not yet taken by a leader

 private:
  struct Waiting;
  void lead(std::unique_lock<std::mutex>& lock);
  void run_batch(const std::vector<Waiting*>& batch);
  Done run_transaction(const std::vector<Waiting*>& batch);

  storage::Database& database_;
  std::function<void(audit::EventNumber)> after_commit_;
  Permit permit_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Waiting*> queue_;
  std::thread::id leader_;  // the default id: nobody leads
};

}  // namespace luytre::commands
