// Roles passed on for a time, by whoever holds them.
#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/delegate.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"

namespace luytre::accounts {
namespace {

using storage::Database;

Result<http::Response> get_delegations(const AccountDoors& doors, const http::Request& request) {
  if (request.actor.kind != access::ActorKind::account) return refuse("accounts.sign_in_first");
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  json::array list;
  const Done done = doors.desk.with([&](Database& database) -> Done {
    const auto given = list_delegations_by(database, request.actor.account);
    if (!given) return pass_on(given);
    for (const GrantRecord& record : *given) list.push_back(grant_value(record));
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(json::object{{"delegations", std::move(list)}});
}

Result<DelegationWish> wish_in(const http::Request& request, Date today) {
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  DelegationWish wish;
  wish.grant = members->text("grant");
  wish.login = login_as_kept(members->text("login"));
  wish.delegation.signing_form = members->text("signing_form");
  wish.delegation.document = members->text("document");
  wish.delegation.acts = members->texts("acts");
  const auto from = inspection::date_member(*members, "from");
  const auto until = inspection::date_member(*members, "until");
  if (auto read = members->finish(); !read) return pass_on(read);
  wish.valid = {from.value_or(today), until.value_or(Date::open_end())};
  return wish;
}

Result<http::Response> post_delegation(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  const auto wish = wish_in(request, doors.today());
  if (!wish) return pass_on(wish);
  const bool is_dry_run = order->is_dry_run;
  const auto granted = delegate(doors, *std::move(order), *wish);
  if (!granted) return pass_on(granted);
  return private_response(json::object{{"grant", granted->id},
                                       {"is_waiting", granted->is_waiting},
                                       {"event", granted->event},
                                       {"is_dry_run", is_dry_run}});
}

Result<http::Response> delete_delegation(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  const std::string& id = request.captured_text("id");
  if (auto ended = end_delegation(doors.writer, *std::move(order), id); !ended) return pass_on(ended);
  return private_response(json::object{{"grant", id}, {"ended", true}});
}

}  // namespace

Result<Granted> delegate(const AccountDoors& doors, commands::Order order, const DelegationWish& wish) {
  const auto authority = authority_of(doors);
  if (!authority) return pass_on(authority);
  return delegate(doors.writer, std::move(order), {*authority, doors.today()}, wish, doors.unix_milliseconds());
}

void add_delegation_routes(http::Router& router, const AccountDoors& doors) {
  const auto with = [&](auto handler) {
    return [doors, handler](const http::Request& request) { return handler(doors, request); };
  };
  router.get("/api/v1/me/delegations", with(get_delegations));
  router.post("/api/v1/me/delegations", with(post_delegation));
  router.add("DELETE", "/api/v1/me/delegations/{id}", with(delete_delegation));
}

}  // namespace luytre::accounts
