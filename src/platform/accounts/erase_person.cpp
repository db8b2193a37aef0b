#include "platform/accounts/erase_person.h"

#include <functional>

#include "platform/accounts/account_store.h"
#include "platform/accounts/pressure.h"
#include "platform/accounts/secret_store.h"
#include "platform/audit/find_events.h"
#include "platform/notices/inbox.h"

namespace luytre::accounts {
namespace {

using storage::Database;

// Every event of the filter, page by page: an erasure leaves the events themselves where they are.
Done each_event(Database& database, const audit::EventFilter& filter,
                const std::function<Done(const audit::Event&)>& work) {
  audit::Page page;
  page.limit = audit::listed_events_max;
  while (true) {
    const auto events = audit::find_events(database, filter, page);
    if (!events) return pass_on(events);
    for (const audit::Event& event : *events)
      if (auto done = work(event); !done) return done;
    if (events->size() < static_cast<std::size_t>(page.limit)) return {};
    page.cursor = events->back().number;
  }
}

Done erase_traces(Database& database, const AccountId& account, audit::EventNumber number, ErasedPerson& erased) {
  audit::EventFilter by_account;
  by_account.actor = "account:" + account.text();
  auto done = each_event(database, by_account, [&](const audit::Event& event) -> Done {
    if (!event.circumstance) return {};
    ++erased.circumstances;
    return audit::erase_circumstance(database, event.number, number);
  });
  if (!done) return done;
  audit::EventFilter about;
  about.subject = audit::Subject{"account", account.text()};
  return each_event(database, about, [&](const audit::Event& event) -> Done {
    if (event.payload_class != text_of(audit::PayloadClass::personal) || event.is_payload_erased) return {};
    ++erased.payloads;
    return audit::erase_payload(database, event.number, number);
  });
}

Done erase_all(Database& database, const Account& account, audit::EventNumber number, ErasedPerson& erased) {
  if (auto forgotten = forget_failures(database, account.person->login); !forgotten) return forgotten;
  const auto gone = delete_person(database, account.id);
  if (!gone) return pass_on(gone);
  if (auto deleted = delete_secrets(database, account.id); !deleted) return deleted;
  if (auto forgotten = notices::forget(database, account.id.text()); !forgotten) return forgotten;
  return erase_traces(database, account.id, number, erased);
}

}  // namespace

Result<ErasedPerson> erase_person(commands::Writer& writer, commands::Order order, const AccountId& id,
                                  const std::string& unit) {
  if (order.actor.account == id.text()) return refuse("accounts.not_oneself");
  order.act = "accounts.erase";
  order.unit_code = unit;
  order.request = id.text();
  const auto outcome =
      writer.run(std::move(order),
                 [&](Database& database, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
                   const auto account = require_account(database, id.text());
                   if (!account) return pass_on(account);
                   if (!account->person) return refuse("accounts.erased");
                   if (account->state != AccountState::closed) return refuse("accounts.close_first");
                   ErasedPerson erased;
                   if (auto done = erase_all(database, *account, number, erased); !done) return pass_on(done);
                   audit::EventDraft draft;
                   draft.kind = "accounts.erased";
                   draft.payload = json::object{
                       {"account", id.text()}, {"payloads", erased.payloads}, {"circumstances", erased.circumstances}};
                   draft.answer = draft.payload;
                   draft.subjects = {{"account", id.text()}};
                   return draft;
                 });
  if (!outcome) return pass_on(outcome);
  return ErasedPerson{outcome->answer.at("payloads").to_number<std::int64_t>(),
                      outcome->answer.at("circumstances").to_number<std::int64_t>(), outcome->event};
}

}  // namespace luytre::accounts
