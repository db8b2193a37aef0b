// Accounts found, somebody invited, roles that wait for a second person.
#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "outputs/office/person_forms.h"
#include "outputs/office/slips.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/import_accounts.h"

namespace luytre::office {
namespace {

constexpr std::int64_t accounts_shown = 50;

Result<View> account_row(const Office& office, Database& database, const authority::Materials& known,
                         const Visit& visit, const accounts::Account& account) {
  View row;
  row.set("id", account.id.text());
  row.set("name", account.name());
  row.set("login", account.person ? account.person->login : "");
  portal::set_text(row, "position", account.person ? account.person->position : "");
  row.set("state", visit.say("accounts.state." + std::string(text_of(account.state))));
  portal::set_flag(row, "is_active", account.state == accounts::AccountState::active);
  const auto grants = accounts::list_grants(database, account.id.text());
  if (!grants) return pass_on(grants);
  View roles = portal::empty_list();
  for (const auto& record : *grants) {
    const bool is_told =
        record.state == accounts::GrantState::proposed ||
        (record.state == accounts::GrantState::approved && record.grant.valid.to > office.doors.today());
    if (is_told) roles.push_back(grant_view(office, database, known, visit, record));
  }
  row.set("grants", roles);
  return row;
}

View state_choices(const Visit& visit, const std::string& chosen) {
  View list = portal::empty_list();
  for (const std::string id : {"", "invited", "active", "suspended", "closed"}) {
    View choice;
    choice.set("id", id);
    choice.set("title", visit.say(id.empty() ? "office.any" : "accounts.state." + id));
    portal::set_flag(choice, "is_chosen", id == chosen);
    list.push_back(choice);
  }
  return list;
}

Result<http::Response> invitation_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = require(office, database, visit, "accounts.manage"); !allowed) return allowed;
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    Form form(visit, problem);
    add_person_fields(visit, form, {});
    add_grant_fields(visit, form, (*known)->authority);
    view.set("fields", form.fields());
    view.set("units", unit_choices(**known, office.doors.today()));
    return {};
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.invite.title"), "accounts", status}, "invitation",
                   std::move(view));
}

Result<http::Response> waiting_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = require(office, database, visit, "accounts.view"); !allowed) return allowed;
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const auto waiting = accounts::list_waiting_grants(database);
    if (!waiting) return pass_on(waiting);
    View rows = portal::empty_list();
    for (const auto& record : *waiting) {
      View row = grant_view(office, database, **known, visit, record);
      const auto account = accounts::find_account(database, record.account.text());
      if (!account) return pass_on(account);
      row.set("name", *account ? (*account)->name() : record.account.text());
      row.set("account", record.account.text());
      rows.push_back(row);
    }
    view.set("waiting", rows);
    portal::set_flag(view, "has_waiting", !waiting->empty());
    return {};
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.waiting.title"), "waiting", status}, "waiting_grants",
                   std::move(view));
}

}  // namespace

Result<http::Response> accounts_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  View view;
  const std::string words = asked(visit, "q");
  const std::string state = asked(visit, "trang-thai");
  view.set("q", words);
  view.set("states", state_choices(visit, state));
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = require(office, database, visit, "accounts.view"); !allowed) return allowed;
    portal::set_flag(view, "may_manage", may(office, database, visit, "accounts.manage"));
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    const auto found = accounts::list_accounts(database, {words, accounts::state_named(state), ""}, asked(visit, "sau"),
                                               accounts_shown);
    if (!found) return pass_on(found);
    View rows = portal::empty_list();
    for (const auto& account : *found) {
      const auto row = account_row(office, database, **known, visit, account);
      if (!row) return pass_on(row);
      rows.push_back(*row);
    }
    view.set("accounts", rows);
    portal::set_flag(view, "has_accounts", !found->empty());
    const bool has_more = found->size() == accounts_shown && found->back().person;
    portal::set_text(
        view, "more",
        !has_more ? ""
                  : portal::address(visit.base, "/quan-tri/tai-khoan",
                                    {{"q", words}, {"trang-thai", state}, {"sau", found->back().person->login}}));
    return {};
  });
  if (!done) return pass_on(done);
  return desk_page(office, visit, {visit.say("office.accounts.title"), "accounts"}, "accounts", std::move(view));
}

Result<http::Response> invitation_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return invitation_with(office, visit, nullptr);
}

Result<http::Response> post_invitation(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  accounts::AccountRow row;
  row.person = person_posted(visit);
  std::string unit;
  const Done read = read_grant(office, visit, row.grant, unit);
  if (!read) return invitation_with(office, visit, &read.error());
  const auto imported = accounts::import_accounts(office.doors, order_of(visit), {row});
  if (!imported) return invitation_with(office, visit, &imported.error());
  const std::string role = row.grant.role.empty() ? "" : role_title(visit.language, row.grant.role);
  return slips_page(office, visit,
                    {{row.person.full_name, row.person.login, row.person.position, role, role.empty() ? "" : unit,
                      imported->front().is_waiting, imported->front().invited}});
}

Result<http::Response> waiting_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return waiting_with(office, visit, nullptr);
}

Result<http::Response> post_waiting(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string decision = field(visit, "decision") == "approve" ? "approve" : "refuse";
  const auto settled = accounts::settle_grant(office.doors, order_of(visit), field(visit, "grant"), decision);
  if (!settled) return waiting_with(office, visit, &settled.error());
  return done_at(visit, "/quan-tri/vai-tro", decision == "approve" ? "grant_approved" : "grant_refused");
}

}  // namespace luytre::office
