// Roles passed on for a time: given to others, held for others.
#include <algorithm>

#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/delegate.h"
#include "platform/accounts/sign_in.h"

namespace luytre::office {
namespace {

using accounts::GrantRecord;
using accounts::GrantState;

bool stands(const GrantRecord& record, Date today) {
  const bool is_over = record.grant.valid.to <= today;
  return !is_over && (record.state == GrantState::approved || record.state == GrantState::proposed);
}

// Own roles that can be passed on: approved, held now, not themselves received.
View grant_choices(const Office& office, const Visit& visit, const authority::Materials& known,
                   const std::vector<GrantRecord>& held, const std::string& chosen) {
  const Date today = office.doors.today();
  View list = portal::empty_list();
  for (const GrantRecord& record : held) {
    if (record.delegation || record.state != GrantState::approved || !stands(record, today)) continue;
    View one;
    one.set("id", record.grant.id);
    one.set("title", role_title(visit.language, record.grant.role) + ", " +
                         unit_in_words(known, visit.language, record.grant.unit, today));
    portal::set_flag(one, "is_chosen", record.grant.id == chosen);
    list.push_back(one);
  }
  return list;
}

View form_choices(const Visit& visit, const std::string& chosen) {
  View list = portal::empty_list();
  for (const std::string_view form : accounts::signing_forms) {
    View one;
    one.set("id", std::string(form));
    one.set("title", visit.say("accounts.signing_form." + std::string(form)));
    portal::set_flag(one, "is_chosen", form == chosen);
    list.push_back(one);
  }
  return list;
}

Result<View> given_view(const Office& office, Database& database, const authority::Materials& known,
                        const Visit& visit) {
  const auto given = accounts::list_delegations_by(database, visit.request.actor.account);
  if (!given) return pass_on(given);
  View list = portal::empty_list();
  for (const GrantRecord& record : *given) {
    View one = grant_view(office, database, known, visit, record);
    const auto bearer = accounts::find_account(database, record.account.text());
    if (!bearer) return pass_on(bearer);
    one.set("name", *bearer ? (*bearer)->name() : record.account.text());
    portal::set_flag(one, "may_end", stands(record, office.doors.today()));
    list.push_back(one);
  }
  return list;
}

// The acts of the roles that can be passed on; none chosen: all of them.
View act_choices(const Visit& visit, const authority::Materials& known, const std::vector<GrantRecord>& held,
                 Date today, const std::vector<std::string>& chosen) {
  View list = portal::empty_list();
  for (const access::Act& act : known.authority.acts) {
    const auto rules = known.authority.rules_for(act.id, today);
    const bool is_of_roles = std::any_of(rules.begin(), rules.end(), [&](const auto* rule) {
      return std::any_of(held.begin(), held.end(), [&](const GrantRecord& record) {
        return !record.delegation && record.grant.role == rule->role;
      });
    });
    if (!act.has_command || !is_of_roles) continue;
    View one;
    one.set("id", act.id);
    one.set("title", visit.say("access.act." + act.id));
    portal::set_flag(one, "is_chosen", std::find(chosen.begin(), chosen.end(), act.id) != chosen.end());
    list.push_back(one);
  }
  return list;
}

Done show_delegations(const Office& office, Database& database, const Visit& visit, const Problem* problem,
                      View& view) {
  const auto known = office.gate.materials(database);
  if (!known) return pass_on(known);
  const auto held = accounts::list_grants(database, visit.request.actor.account);
  if (!held) return pass_on(held);
  const auto given = given_view(office, database, **known, visit);
  if (!given) return pass_on(given);
  view.set("given", *given);
  portal::set_flag(view, "has_given", !given->is_empty_list());
  View received = portal::empty_list();
  for (const GrantRecord& record : *held)
    if (record.delegation) received.push_back(grant_view(office, database, **known, visit, record));
  portal::set_flag(view, "has_received", !received.is_empty_list());
  view.set("received", received);
  Form form(visit, problem);
  FormField grant{"grant", visit.say("office.role"), "select"};
  grant.choices = grant_choices(office, visit, **known, *held, form.typed("grant", ""));
  portal::set_flag(view, "has_roles", !grant.choices.is_empty_list());
  form.add(grant);
  form.add({"login", visit.say("office.delegation.login"), "text", "", visit.say("office.delegation.login_hint"), "off",
            true, true});
  form.add({"from", visit.say("office.from"), "date", "", visit.say("office.from_hint")});
  form.add({"until", visit.say("office.until"), "date", "", "", "off", true});
  FormField signing{"signing_form", visit.say("office.delegation.form"), "select"};
  signing.choices = form_choices(visit, form.typed("signing_form", "KT"));
  form.add(signing);
  form.add({"document", visit.say("office.delegation.document"), "text", "",
            visit.say("office.delegation.document_hint"), "off", true});
  view.set("fields", form.fields());
  view.set("acts_offered", act_choices(visit, **known, *held, office.doors.today(),
                                       problem == nullptr ? std::vector<std::string>() : fields_named(visit, "acts")));
  return {};
}

Result<http::Response> delegations_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const Done done = office.doors.desk.with(
      [&](Database& database) { return show_delegations(office, database, visit, problem, view); });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.delegation.title"), "account", status}, "delegations",
                   std::move(view));
}

Result<Date> day_in(const Visit& visit, const std::string& name, Date otherwise) {
  const std::string text = field(visit, name);
  if (text.empty()) return otherwise;
  auto day = Date::parse(text);
  if (!day) day.error().where = "/" + name;
  return day;
}

}  // namespace

Result<http::Response> delegations_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return delegations_with(office, visit, nullptr);
}

Result<http::Response> post_delegations(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  if (const std::string id = field(visit, "end"); !id.empty()) {
    const auto ended = accounts::end_delegation(office.doors.writer, order_of(visit), id);
    if (!ended) return delegations_with(office, visit, &ended.error());
    return done_at(visit, "/tai-khoan/uy-quyen", "grant_revoked");
  }
  const auto from = day_in(visit, "from", office.doors.today());
  if (!from) return delegations_with(office, visit, &from.error());
  const auto until = day_in(visit, "until", Date::open_end());
  if (!until) return delegations_with(office, visit, &until.error());
  const accounts::DelegationWish wish{
      field(visit, "grant"),
      accounts::login_as_kept(field(visit, "login")),
      {*from, *until},
      {{}, field(visit, "signing_form"), field(visit, "document"), fields_named(visit, "acts")}};
  const auto granted = accounts::delegate(office.doors, order_of(visit), wish);
  if (!granted) return delegations_with(office, visit, &granted.error());
  return done_at(visit, "/tai-khoan/uy-quyen", granted->is_waiting ? "grant_waits" : "grant_given");
}

}  // namespace luytre::office
