// Administration of accounts and of the roles they hold.
#include <map>

#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/erase_person.h"
#include "platform/accounts/import_accounts.h"
#include "platform/accounts/manage.h"
#include "platform/accounts/secret_store.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/body.h"
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"

namespace luytre::accounts {
namespace {

using storage::Database;

http::Response written_response(json::object value, bool is_dry_run) {
  value["is_dry_run"] = is_dry_run;
  return private_response(std::move(value));
}

json::object invited_value(const Invited& invited) {
  return {{"account", invited.account.text()},
          {"code", invited.code},
          {"expires_at", invited.expires_at},
          {"event", invited.event}};
}

// Runs `ask` after the permit to see accounts, or another.
Result<http::Response> for_viewers(const AccountDoors& doors, const http::Request& request,
                                   const std::function<Result<json::object>(Database&)>& ask,
                                   const std::string& act = "accounts.view") {
  json::object answer;
  const Done done = doors.desk.with([&](Database& database) -> Done {
    const auto home = doors.unit_of(database, "", doors.today());
    if (!home) return pass_on(home);
    if (auto allowed = doors.require(database, request.actor, {act, home->first, {}, {}}); !allowed) return allowed;
    auto asked = ask(database);
    if (!asked) return pass_on(asked);
    answer = *std::move(asked);
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(std::move(answer));
}

Result<http::Response> get_accounts(const AccountDoors& doors, const http::Request& request) {
  if (auto known = http::check_parameters(request, {"q", "state", "limit", "cursor"}); !known) return pass_on(known);
  const auto words = http::text_parameter(request, "q");
  if (!words) return pass_on(words);
  const auto state = http::choice_parameter(request, "state", {"invited", "active", "suspended", "closed"});
  if (!state) return pass_on(state);
  const auto limit = http::limit_parameter(request, http::rows_default, listed_accounts_max);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  AccountFilter filter{words->value_or(""), state->has_value() ? state_named(**state) : std::nullopt, ""};
  const std::string after = *cursor ? (*cursor)->front() : "";
  return for_viewers(doors, request, [&](Database& database) -> Result<json::object> {
    auto found = list_accounts(database, filter, after, static_cast<std::int64_t>(*limit) + 1);
    if (!found) return pass_on(found);
    json::array rows;
    for (std::size_t at = 0; at < found->size() && at < *limit; ++at) rows.push_back(account_value((*found)[at]));
    json::value next = nullptr;
    if (found->size() > *limit) {
      const Account& last = (*found)[*limit - 1];
      next = http::encode_cursor({last.person ? last.person->login : "~" + last.id.text()});
    }
    return json::object{{"accounts", std::move(rows)}, {"next_cursor", std::move(next)}};
  });
}

Result<http::Response> get_account(const AccountDoors& doors, const http::Request& request) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const std::string& id = request.captured_text("id");
  return for_viewers(doors, request, [&](Database& database) -> Result<json::object> {
    const auto account = require_account(database, id);
    if (!account) return pass_on(account);
    const auto grants = list_grants(database, id);
    if (!grants) return pass_on(grants);
    json::object value = account_value(*account);
    json::array roles;
    for (const GrantRecord& record : *grants) roles.push_back(grant_value(record));
    value["roles"] = std::move(roles);
    return value;
  });
}

// From where somebody acts is no business of whoever only looks.
Result<http::Response> get_account_sessions(const AccountDoors& doors, const http::Request& request) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const std::string& id = request.captured_text("id");
  const auto ask = [&](Database& database) -> Result<json::object> {
    const auto account = require_account(database, id);
    if (!account) return pass_on(account);
    const auto sessions = list_sessions(database, account->id);
    if (!sessions) return pass_on(sessions);
    json::array list;
    for (const Session& session : *sessions) list.push_back(session_value(session, request.actor));
    return json::object{{"sessions", std::move(list)}};
  };
  return for_viewers(doors, request, ask, "accounts.manage");
}

Result<std::string> home_unit(const AccountDoors& doors, const std::string& unit) {
  Result<std::pair<std::string, std::string>> found = std::pair<std::string, std::string>();
  const Done done = doors.desk.with([&](Database& database) -> Done {
    found = doors.unit_of(database, unit, doors.today());
    if (!found) return pass_on(found);
    return {};
  });
  if (!done) return pass_on(done);
  return found->first;
}

Person person_in(http::Members& members) {
  Person person;
  person.login = members.text("login", login_bytes_max);
  person.full_name = members.text("full_name", name_bytes_max);
  person.email = members.text_or_empty("email", contact_bytes_max);
  person.phone = members.text_or_empty("phone", contact_bytes_max);
  person.position = members.text_or_empty("position", name_bytes_max);
  return person;
}

Result<http::Response> post_account(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  Person person = person_in(*members);
  const std::string unit = members->text_or_empty("unit");
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto home = home_unit(doors, unit);
  if (!home) return pass_on(home);
  const bool is_dry_run = order->is_dry_run;
  const auto invited = invite(doors.writer, *std::move(order), std::move(person), *home, doors.unix_milliseconds());
  if (!invited) return pass_on(invited);
  return written_response(invited_value(*invited), is_dry_run);
}

Result<http::Response> post_import(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  auto rows = read_account_file(request);
  if (!rows) return pass_on(rows);
  const bool is_dry_run = order->is_dry_run;
  const auto imported = import_accounts(doors, *std::move(order), *rows);
  if (!imported) return pass_on(imported);
  json::array list;
  for (std::size_t at = 0; at < imported->size(); ++at) {
    json::object value = invited_value((*imported)[at].invited);
    value["login"] = login_as_kept((*rows)[at].person.login);
    value["full_name"] = (*rows)[at].person.full_name;
    value["is_waiting"] = (*imported)[at].is_waiting;
    list.push_back(std::move(value));
  }
  return written_response({{"accounts", std::move(list)}}, is_dry_run);
}

const std::map<std::string, AccountState, std::less<>>& states_by_change() {
  static const std::map<std::string, AccountState, std::less<>> states = {
      {"suspension", AccountState::suspended}, {"resumption", AccountState::active}, {"closure", AccountState::closed}};
  return states;
}

// What the change answers beside its name.
Result<json::object> change_account(const AccountDoors& doors, commands::Order order, const AccountId& id,
                                    const std::string& change, bool is_factor_lost, const std::string& home) {
  const json::object value{{"account", id.text()}};
  const auto as_value = [&](const Done& done) -> Result<json::object> {
    if (!done) return pass_on(done);
    return value;
  };
  order.unit_code = home;
  if (const auto state = states_by_change().find(change); state != states_by_change().end())
    return as_value(change_state(doors.writer, std::move(order), id, state->second));
  if (change == "end-of-sessions") return as_value(end_sessions(doors.writer, std::move(order), id));
  if (change == "reset") {
    const auto authority = authority_of(doors);
    if (!authority) return pass_on(authority);
    const auto invited = reset(doors.writer, std::move(order), {*authority, doors.today()}, id, is_factor_lost,
                               doors.unix_milliseconds());
    if (!invited) return pass_on(invited);
    return invited_value(*invited);
  }
  const auto erased = erase_person(doors.writer, std::move(order), id, home);
  if (!erased) return pass_on(erased);
  return json::object{{"account", id.text()},
                      {"payloads", erased->payloads},
                      {"circumstances", erased->circumstances},
                      {"event", erased->event}};
}

Result<http::Response> post_person(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const Person person = person_in(*members);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto home = home_unit(doors, "");
  if (!home) return pass_on(home);
  order->unit_code = *home;
  const bool is_dry_run = order->is_dry_run;
  const AccountId id(request.captured_text("id"));
  if (auto changed = change_person(doors.writer, *std::move(order), id, person); !changed) return pass_on(changed);
  return written_response({{"account", id.text()}}, is_dry_run);
}

Result<http::Response> post_change(const AccountDoors& doors, const http::Request& request) {
  const std::string& change = request.captured_text("change");
  const bool is_known =
      states_by_change().contains(change) || change == "end-of-sessions" || change == "reset" || change == "erasure";
  if (!is_known) return refuse("http.not_found", {{"path", request.path}});
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  bool is_factor_lost = false;
  if (!request.body.empty()) {
    auto members = http::Members::of(request);
    if (!members) return pass_on(members);
    if (change == "reset") is_factor_lost = members->flag("is_factor_lost");
    if (auto read = members->finish(); !read) return pass_on(read);
  }
  const auto home = home_unit(doors, "");
  if (!home) return pass_on(home);
  const bool is_dry_run = order->is_dry_run;
  const AccountId id(request.captured_text("id"));
  auto changed = change_account(doors, *std::move(order), id, change, is_factor_lost, *home);
  if (!changed) return pass_on(changed);
  (*changed)["change"] = change;
  return written_response(*std::move(changed), is_dry_run);
}

Result<http::Response> post_grant(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  GrantRow row;
  row.role = members->text("role");
  row.unit = members->text_or_empty("unit");
  row.department = members->text_or_empty("department");
  row.from = members->text_or_empty("from");
  row.until = members->text_or_empty("until");
  if (auto read = members->finish(); !read) return pass_on(read);
  const bool is_dry_run = order->is_dry_run;
  const auto granted = propose_row(doors, *std::move(order), AccountId(request.captured_text("id")), row);
  if (!granted) return pass_on(granted);
  return written_response({{"grant", granted->id}, {"is_waiting", granted->is_waiting}, {"event", granted->event}},
                          is_dry_run);
}

Result<http::Response> get_waiting(const AccountDoors& doors, const http::Request& request) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  return for_viewers(doors, request, [&](Database& database) -> Result<json::object> {
    const auto grants = list_waiting_grants(database);
    if (!grants) return pass_on(grants);
    json::array list;
    for (const GrantRecord& record : *grants) list.push_back(grant_value(record));
    return json::object{{"grants", std::move(list)}};
  });
}

Result<http::Response> post_decision(const AccountDoors& doors, const http::Request& request) {
  auto order = inspection::order_of(request);
  if (!order) return pass_on(order);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string decision = members->text("decision");
  if (decision != "approve" && decision != "refuse" && decision != "revoke")
    members->refuse("decision", {"http.choice_unknown",
                                 {{"name", "decision"}, {"text", decision}, {"choices", "approve, refuse, revoke"}},
                                 "",
                                 {}});
  if (auto read = members->finish(); !read) return pass_on(read);
  const bool is_dry_run = order->is_dry_run;
  const auto settled = settle_grant(doors, *std::move(order), request.captured_text("id"), decision);
  if (!settled) return pass_on(settled);
  return written_response({{"grant", request.captured_text("id")}, {"decision", decision}}, is_dry_run);
}

}  // namespace

json::object account_value(const Account& account) {
  json::object value{{"account", account.id.text()},
                     {"state", text_of(account.state)},
                     {"name", account.name()},
                     {"is_erased", !account.person.has_value()},
                     {"has_second_factor", account.has_second_factor}};
  if (account.person) {
    value["login"] = account.person->login;
    value["email"] = account.person->email;
    value["phone"] = account.person->phone;
    value["position"] = account.person->position;
  }
  return value;
}

json::object grant_value(const GrantRecord& record) {
  const access::Grant& grant = record.grant;
  json::value until = nullptr;
  if (grant.valid.to != Date::open_end()) until = grant.valid.to.text();
  json::value delegation = nullptr;
  if (record.delegation) {
    json::array acts;
    for (const std::string& act : record.delegation->acts) acts.emplace_back(act);
    delegation = json::object{{"from_grant", record.delegation->from_grant},
                              {"signing_form", record.delegation->signing_form},
                              {"document", record.delegation->document},
                              {"acts", std::move(acts)}};
  }
  return {{"grant", grant.id},
          {"account", record.account.text()},
          {"role", grant.role},
          {"unit", grant.unit},
          {"department", grant.department},
          {"from", grant.valid.from.text()},
          {"until", std::move(until)},
          {"state", text_of(record.state)},
          {"proposed_by", record.proposed_by},
          {"decided_by", record.decided_by},
          {"delegation", std::move(delegation)}};
}

void add_management_routes(http::Router& router, const AccountDoors& doors) {
  constexpr std::size_t import_bytes_max = 8U << 20U;
  const auto with = [&](auto handler) {
    return [doors, handler](const http::Request& request) { return handler(doors, request); };
  };
  router.get("/api/v1/accounts", with(get_accounts));
  router.post("/api/v1/accounts", with(post_account));
  router.post("/api/v1/accounts/import", with(post_import), import_bytes_max);
  router.get("/api/v1/accounts/{id}", with(get_account));
  router.get("/api/v1/accounts/{id}/sessions", with(get_account_sessions));
  router.post("/api/v1/accounts/{id}/grants", with(post_grant));
  router.post("/api/v1/accounts/{id}/person", with(post_person));
  router.post("/api/v1/accounts/{id}/{change}", with(post_change));
  router.get("/api/v1/grants", with(get_waiting));
  router.post("/api/v1/grants/{id}/decision", with(post_decision));
}

}  // namespace luytre::accounts
