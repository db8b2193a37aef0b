#include "platform/commands/writer.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "platform/commands/answered_order_store.h"
#include "platform/storage/transaction.h"

namespace luytre::commands {

using storage::Database;

// One caller's order on its way through the queue; lives on the caller's stack until `is_done`.
struct Writer::Waiting {
  Order order;
  Body body;
  std::optional<Result<Outcome>> result;
  bool is_done = false;
  std::size_t company = 0;  // orders of the batch that it was committed with
};

namespace {

constexpr std::chrono::microseconds patience{300};  // a tenth of a slow disk's flush

// How many orders the batch held that this thread was answered with last.
thread_local std::size_t last_company = 0;

std::string digest_of(const Order& order) {
  return sha256(std::to_string(order.act.size()) + ":" + order.act + std::to_string(order.unit_code.size()) + ":" +
                order.unit_code + order.request);
}

bool is_plain(std::string_view key) {
  return std::all_of(key.begin(), key.end(), [](char letter) { return letter > ' ' && letter < '\x7F'; });
}

// Nothing when the key is new; else the earlier answer, or why it cannot be given.
Result<std::optional<Outcome>> replay(Database& database, const Order& order) {
  if (order.idempotency_key.empty()) return std::nullopt;
  const auto answered = find_answered_order(database, order);
  if (!answered) return pass_on(answered);
  if (!*answered) return std::nullopt;
  const AnsweredOrder& earlier = **answered;
  if (earlier.act != order.act || earlier.request_digest != digest_of(order)) {
    return refuse("commands.key_reused",
                  {{"key", order.idempotency_key}, {"act", earlier.act}, {"event", std::to_string(earlier.event)}});
  }
  auto answer = parse_json(earlier.answer);
  if (!answer) return pass_on(answer);
  return Outcome{earlier.event, std::move(*answer), true, false};
}

// Nothing may leave a body but a problem: other callers wait for the thread that runs it.
Result<audit::EventDraft> run_body(const Order& order, const Body& body, Database& database, audit::EventNumber number,
                                   const std::string& recorded_at) {
  try {
    return body(database, number, recorded_at);
  } catch (const std::exception& error) {
    return refuse("commands.body_failed", {{"act", order.act}, {"reason", error.what()}});
  }
}

// The first permission is the one that is kept; all are asked.
Result<Permission> permission_for(Database& database, const Order& order, const Permit& permit) {
  if (!order.own_account.empty()) {
    const bool is_own = order.actor.account == order.own_account;
    if (is_own || order.actor.kind == access::ActorKind::local_operator) return Permission{};
    return refuse("commands.not_own", {{"act", order.act}});
  }
  if (order.asks.empty()) return permit(database, order.actor, access::Ask{order.act, order.unit_code, {}, {}});
  std::optional<Permission> first;
  for (const access::Ask& ask : order.asks) {
    auto permitted = permit(database, order.actor, ask);
    if (!permitted) return permitted;
    if (!first) first = std::move(*permitted);
  }
  return *std::move(first);
}

audit::Circumstance circumstance_of(const Order& order, const Permission& permission) {
  return {order.actor.origin.address, order.actor.origin.agent, order.actor.session, order.reason,
          permission.grant,           permission.on_behalf_of};
}

// Permit, body, event and the answer for replays; `head` moves only when all of it went well.
Result<Outcome> perform(Database& database, const Order& order, const Body& body, const Permit& permit,
                        audit::Head& head, const std::string& recorded_at) {
  const auto permission = permission_for(database, order, permit);
  if (!permission) return pass_on(permission);
  auto draft = run_body(order, body, database, head.number + 1, recorded_at);
  if (!draft) return pass_on(draft);
  // A disk that filled up or a body that meddled may have ended the transaction; nothing may be written outside it.
  if (!database.in_transaction()) return refuse("storage.transaction_lost");
  audit::Head next = head;
  const auto circumstance = circumstance_of(order, *permission);
  auto appended = audit::append(database, next, recorded_at, order.actor.name, order.act, circumstance, *draft);
  if (!appended) return pass_on(appended);
  if (!order.idempotency_key.empty()) {
    auto kept = insert_answered_order(database, order,
                                      {order.act, digest_of(order), next.number, compact(draft->answer)}, recorded_at);
    if (!kept) return pass_on(kept);
  }
  head = std::move(next);
  return Outcome{head.number, std::move(draft->answer), false, false};
}

// One order, in a savepoint unless it is `alone` in its transaction. The result goes to whoever gave it; a problem
// returned here ends the whole batch.
Done run_one(Database& database, const Order& order, const Body& body, const Permit& permit, bool alone,
             audit::Head& head, const std::string& recorded_at, std::optional<Result<Outcome>>& result) {
  auto earlier = replay(database, order);
  if (!earlier) {
    result = Result<Outcome>(pass_on(earlier));
    return {};
  }
  if (*earlier) {
    result = std::move(**earlier);
    return {};
  }
  std::optional<storage::Savepoint> savepoint;
  if (!alone) {
    auto opened = storage::Savepoint::open(database);
    if (!opened) return pass_on(opened);
    savepoint.emplace(*std::move(opened));
  }
  audit::Head next = head;
  auto outcome = perform(database, order, body, permit, next, recorded_at);
  const bool is_lost = !database.in_transaction();
  if (is_lost) return outcome ? refuse("storage.transaction_lost") : pass_on(outcome);
  // What is not kept of an order alone goes with its transaction: the head has not moved, so nothing is committed.
  const bool is_kept = outcome && !order.is_dry_run;
  Done settled = !savepoint ? Done{} : is_kept ? savepoint->keep() : savepoint->undo();
  if (!settled) return settled;
  if (is_kept) head = std::move(next);
  if (outcome && order.is_dry_run) outcome = Outcome{0, std::move(outcome->answer), false, true};
  result = std::move(outcome);
  return {};
}

Result<storage::Transaction> begin(Database& database) {
  auto begun = storage::Transaction::begin(database, storage::TransactionKind::write);
  // A server that was restarted while we were idle shows it only now; nothing is lost yet, so ask once more.
  if (!begun && begun.error().code == "storage.connection_lost") {
    return storage::Transaction::begin(database, storage::TransactionKind::write);
  }
  return begun;
}

Done commit(storage::Transaction& transaction) {
  Done committed = transaction.commit();
  // The server may have committed before the line broke.
  if (!committed && committed.error().code == "storage.connection_lost") return refuse("commands.commit_unknown");
  return committed;
}

}  // namespace

Order order_by(const Asked& asked, std::string act, std::vector<access::Ask> asks) {
  Order order;
  order.actor = asked.actor;
  order.act = std::move(act);
  order.idempotency_key = asked.idempotency_key;
  order.reason = asked.reason;
  order.request = asked.request;
  order.is_dry_run = asked.is_dry_run;
  order.asks = std::move(asks);
  return order;
}

Permit local_operator_permit() {
  return [](Database&, const access::Actor& actor, const access::Ask& ask) -> Result<Permission> {
    if (auto permitted = access::local_operator_only(actor, ask); !permitted) return pass_on(permitted);
    return Permission{};
  };
}

Writer::Writer(Database& database, std::function<void(audit::EventNumber)> after_commit, Permit permit)
    : database_(database), after_commit_(std::move(after_commit)), permit_(std::move(permit)) {}

Result<Outcome> Writer::run(Order order, Body body) {
  if (order.idempotency_key.size() > idempotency_key_bytes_max || !is_plain(order.idempotency_key)) {
    return refuse("commands.bad_key", {{"bytes_max", std::to_string(idempotency_key_bytes_max)}});
  }
  Waiting mine{std::move(order), std::move(body), std::nullopt};
  std::unique_lock lock(mutex_);
  if (leader_ == std::this_thread::get_id()) return refuse("commands.nested", {{"act", mine.order.act}});
  if (queue_.size() >= waiting_orders_max) {
    return refuse("commands.too_many_waiting", {{"waiting", std::to_string(queue_.size())}});
  }
  queue_.push_back(&mine);
  // Whoever finds nobody leading leads: takes what waits, its own order or others' before it, and commits it at once.
  while (!mine.is_done) {
    if (leader_ == std::thread::id{}) {
      lead(lock);
    } else {
      changed_.wait(lock);
    }
  }
  last_company = mine.company;
  return std::move(*mine.result);
}

std::size_t Writer::waiting_orders() {
  const std::lock_guard lock(mutex_);
  return queue_.size();
}

void Writer::lead(std::unique_lock<std::mutex>& lock) {
  leader_ = std::this_thread::get_id();
  // Those who were answered together come again together: a moment's wait for them makes one commit of many. Whoever
  // writes alone waits for nobody.
  const auto until = std::chrono::steady_clock::now() + patience;
  while (queue_.size() < std::min(last_company, orders_per_commit_max) && std::chrono::steady_clock::now() < until) {
    lock.unlock();
    std::this_thread::yield();
    lock.lock();
  }
  const auto count = static_cast<std::ptrdiff_t>(std::min(queue_.size(), orders_per_commit_max));
  std::vector<Waiting*> batch(queue_.begin(), queue_.begin() + count);
  queue_.erase(queue_.begin(), queue_.begin() + count);
  lock.unlock();
  run_batch(batch);
  lock.lock();
  for (Waiting* waiting : batch) {
    waiting->company = batch.size();
    waiting->is_done = true;
  }
  leader_ = std::thread::id{};
  changed_.notify_all();
}

void Writer::run_batch(const std::vector<Waiting*>& batch) {
  const Done committed = run_transaction(batch);
  if (committed) return;
  for (Waiting* waiting : batch) {
    // Refusals, trials and answers of earlier runs stand; what was to be recorded now was not.
    const bool stands = waiting->result && (!waiting->result->has_value() || (*waiting->result)->replayed ||
                                            (*waiting->result)->is_dry_run);
    if (!stands) waiting->result = Result<Outcome>(pass_on(committed));
  }
}

Done Writer::run_transaction(const std::vector<Waiting*>& batch) {
  auto transaction = begin(database_);
  if (!transaction) return pass_on(transaction);
  auto head = audit::lock_head(database_);
  if (!head) return pass_on(head);
  const auto recorded_at = audit::recording_time(database_, *head);
  if (!recorded_at) return pass_on(recorded_at);
  const auto number_before = head->number;
  for (Waiting* waiting : batch) {
    Done ran = run_one(database_, waiting->order, waiting->body, permit_, batch.size() == 1, *head, *recorded_at,
                       waiting->result);
    if (!ran) return ran;
  }
  if (head->number == number_before) return {};
  if (auto saved = audit::save_head(database_, *head); !saved) return saved;
  if (auto committed = commit(*transaction); !committed) return committed;
  if (after_commit_) after_commit_(head->number);
  return {};
}

}  // namespace luytre::commands
