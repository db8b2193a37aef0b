// One account: who it is, its roles with their history, what opens it, what it did; and what may be done with it.
#include <functional>
#include <map>

#include "outputs/office/log_view.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "outputs/office/person_forms.h"
#include "outputs/office/slips.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/erase_person.h"
#include "platform/accounts/manage.h"
#include "platform/accounts/secret_store.h"
#include "platform/storage/instant.h"

namespace luytre::office {
namespace {

using accounts::AccountState;

constexpr std::int64_t events_shown = 15;

std::string path_of(const Visit& visit) { return "/quan-tri/tai-khoan/" + visit.request.captured_text("id"); }

void show_person(const accounts::Account& account, const Visit& visit, View& view) {
  const accounts::Person person = account.person.value_or(accounts::Person{});
  view.set("id", account.id.text());
  view.set("name", account.name());
  portal::set_text(view, "login", person.login);
  portal::set_text(view, "position", person.position);
  portal::set_text(view, "email", person.email);
  portal::set_text(view, "phone", person.phone);
  view.set("state", visit.say("accounts.state." + std::string(text_of(account.state))));
  portal::set_flag(view, "has_factor", account.has_second_factor);
  portal::set_flag(view, "is_erased", !account.person.has_value());
  portal::set_flag(view, "is_own", account.id.text() == visit.request.actor.account);
  portal::set_flag(view, "may_suspend", account.state == AccountState::active);
  portal::set_flag(view, "may_resume", account.state == AccountState::suspended);
  portal::set_flag(view, "is_closed", account.state == AccountState::closed);
}

Done show_grants(const Office& office, Database& database, const authority::Materials& known, const Visit& visit,
                 const accounts::Account& account, View& view) {
  const auto grants = accounts::list_grants(database, account.id.text());
  if (!grants) return pass_on(grants);
  View list = portal::empty_list();
  for (const auto& record : *grants) {
    View one = grant_view(office, database, known, visit, record);
    const bool is_open =
        record.state == accounts::GrantState::approved || record.state == accounts::GrantState::proposed;
    portal::set_flag(one, "may_revoke", is_open && may(office, database, visit, "grants.revoke", record.grant.unit));
    list.push_back(one);
  }
  view.set("grants", list);
  portal::set_flag(view, "has_grants", !grants->empty());
  return {};
}

Done show_sessions(Database& database, const accounts::Account& account, View& view) {
  const auto sessions = accounts::list_sessions(database, account.id);
  if (!sessions) return pass_on(sessions);
  View list = portal::empty_list();
  for (const accounts::Session& session : *sessions) {
    View one;
    one.set("address", session.address);
    one.set("agent", session.agent);
    one.set("seen_at", storage::vietnam_clock(session.seen_at));
    list.push_back(one);
  }
  view.set("sessions", list);
  portal::set_flag(view, "has_sessions", !sessions->empty());
  return {};
}

// What the account did and what was done to it: for those who may read the log.
Done show_activity(const Office& office, Database& database, const Visit& visit, const accounts::Account& account,
                   View& view) {
  const bool is_shown = may(office, database, visit, "audit.view");
  portal::set_flag(view, "may_see_log", is_shown);
  if (!is_shown) return {};
  const audit::Sight sight{may(office, database, visit, "audit.view_personal")};
  audit::EventFilter by_account, about;
  by_account.actor = "account:" + account.id.text();
  about.subject = audit::Subject{"account", account.id.text()};
  for (const auto& [name, filter] : {std::pair{"did", by_account}, std::pair{"suffered", about}}) {
    const auto events = audit::find_events(database, filter, {true, 0, events_shown, false});
    if (!events) return pass_on(events);
    view.set(name, event_rows(database, visit, *events, sight));
    portal::set_flag(view, std::string("has_") + name, !events->empty());
  }
  return {};
}

Result<http::Response> account_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  std::string title;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = require(office, database, visit, "accounts.view"); !allowed) return allowed;
    const auto account = accounts::require_account(database, visit.request.captured_text("id"));
    if (!account) return pass_on(account);
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    title = account->name();
    show_person(*account, visit, view);
    for (const auto& [name, act] : {std::pair{"may_manage", "accounts.manage"}, std::pair{"may_give", "grants.propose"},
                                    std::pair{"may_erase", "accounts.erase"}})
      portal::set_flag(view, name, may(office, database, visit, act));
    const std::string step = field(visit, "step");
    Form person(visit, step == "person" ? problem : nullptr);
    add_person_fields(visit, person, account->person.value_or(accounts::Person{}));
    view.set("editing", person.view());
    Form grant(visit, step == "grant" ? problem : nullptr);
    add_grant_fields(visit, grant, (*known)->authority);
    view.set("giving", grant.view());
    view.set("units", unit_choices(**known, office.doors.today()));
    if (auto shown = show_grants(office, database, **known, visit, *account, view); !shown) return shown;
    if (auto shown = show_sessions(database, *account, view); !shown) return shown;
    return show_activity(office, database, visit, *account, view);
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {title, "accounts", status}, "one_account", std::move(view));
}

// One thing to be done: what it answers, or the problem that the page shows.
using Step = Result<http::Response> (*)(const Office&, const Visit&, commands::Order, const accounts::AccountId&);

Result<http::Response> told(const Visit& visit, const Done& done, std::string_view what) {
  if (!done) return pass_on(done);
  return done_at(visit, path_of(visit), what);
}

template <AccountState state>
Result<http::Response> change(const Office& office, const Visit& visit, commands::Order order,
                              const accounts::AccountId& id) {
  return told(visit, accounts::change_state(office.doors.writer, std::move(order), id, state), "state");
}

Result<http::Response> put_person(const Office& office, const Visit& visit, commands::Order order,
                                  const accounts::AccountId& id) {
  return told(visit, accounts::change_person(office.doors.writer, std::move(order), id, person_posted(visit)),
              "person");
}

Result<http::Response> end_sessions(const Office& office, const Visit& visit, commands::Order order,
                                    const accounts::AccountId& id) {
  return told(visit, accounts::end_sessions(office.doors.writer, std::move(order), id), "session_ended");
}

Result<http::Response> give(const Office& office, const Visit& visit, commands::Order order,
                            const accounts::AccountId& id) {
  accounts::GrantRow row;
  std::string unit;
  if (auto read = read_grant(office, visit, row, unit); !read) return pass_on(read);
  const auto given = accounts::propose_row(office.doors, std::move(order), id, row);
  if (!given) return pass_on(given);
  return done_at(visit, path_of(visit), given->is_waiting ? "grant_waits" : "grant_given");
}

Result<http::Response> take_away(const Office& office, const Visit& visit, commands::Order order,
                                 const accounts::AccountId&) {
  return told(visit, accounts::settle_grant(office.doors, std::move(order), field(visit, "grant"), "revoke"),
              "grant_revoked");
}

Result<http::Response> erase(const Office& office, const Visit& visit, commands::Order order,
                             const accounts::AccountId& id) {
  const std::string unit = order.unit_code;
  const auto erased = accounts::erase_person(office.doors.writer, std::move(order), id, unit);
  if (!erased) return pass_on(erased);
  return done_at(visit, path_of(visit), "erased");
}

Result<http::Response> open_anew(const Office& office, const Visit& visit, commands::Order order,
                                 const accounts::AccountId& id) {
  const auto authority = authority_now(office);
  if (!authority) return pass_on(authority);
  const bool is_factor_lost = field(visit, "is_factor_lost") == "true";
  const auto invited = accounts::reset(office.doors.writer, std::move(order), {*authority, office.doors.today()}, id,
                                       is_factor_lost, office.doors.unix_milliseconds());
  if (!invited) return pass_on(invited);
  accounts::Person person;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto account = accounts::require_account(database, id.text());
    if (!account) return pass_on(account);
    person = account->person.value_or(accounts::Person{});
    return {};
  });
  if (!done) return pass_on(done);
  return slips_page(office, visit, {{person.full_name, person.login, person.position, "", "", false, *invited}});
}

const std::map<std::string, Step, std::less<>>& steps() {
  static const std::map<std::string, Step, std::less<>> known = {
      {"person", put_person},
      {"suspension", change<AccountState::suspended>},
      {"resumption", change<AccountState::active>},
      {"closure", change<AccountState::closed>},
      {"reset", open_anew},
      {"sessions", end_sessions},
      {"grant", give},
      {"revoke", take_away},
      {"erasure", erase},
  };
  return known;
}

// Where the account is administered.
Result<std::string> home_of(const Office& office) {
  std::string home;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto unit = office.doors.unit_of(database, "", office.doors.today());
    if (!unit) return pass_on(unit);
    home = unit->first;
    return {};
  });
  if (!done) return pass_on(done);
  return home;
}

}  // namespace

Result<http::Response> one_account_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return account_with(office, visit, nullptr);
}

Result<http::Response> post_one_account(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto step = steps().find(field(visit, "step"));
  if (step == steps().end()) return refuse("office.unknown_step", {{"step", field(visit, "step")}});
  const auto home = home_of(office);
  if (!home) return pass_on(home);
  commands::Order order = order_of(visit);
  const bool is_about_role = step->first == "grant" || step->first == "revoke";
  if (!is_about_role) order.unit_code = *home;
  auto answer = step->second(office, visit, std::move(order), accounts::AccountId(visit.request.captured_text("id")));
  if (!answer) return account_with(office, visit, &answer.error());
  return answer;
}

}  // namespace luytre::office
