// Who may do what, printed; why somebody may or may not; accounts, invitations, roles that wait.
#include <map>

#include "outputs/office/office.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/import_accounts.h"
#include "platform/accounts/manage.h"
#include "platform/accounts/totp.h"
#include "platform/storage/instant.h"
#include "programme/authority/authority_routes.h"
#include "programme/authority/read_authority.h"

namespace luytre::office {
namespace {

using storage::Database;

constexpr std::int64_t accounts_shown_max = 200;

// What the office shows is what the API would: the same permit before the same rows.
Done view_permit(const Office& office, Database& database, const Visit& visit) {
  return office.doors.require(database, visit.request.actor, {"accounts.view", "", {}, {}});
}

View rule_view(const Visit& visit, const access::AuthorityRule& rule) {
  View view;
  view.set("role", visit.say("access.role." + rule.role));
  view.set("reach", visit.say("office.reach." + std::string(authority::word(rule.reach))));
  view.set("days", day_words(visit, rule.valid));
  view.set("reference", rule.reference);
  view.set("confidence", visit.say("office.confidence." + std::string(authority::word(rule.confidence))));
  portal::set_flag(view, "is_sure", rule.confidence == access::Confidence::sourced);
  return view;
}

View act_view(const Visit& visit, const access::Authority& authority, const access::Act& act) {
  View view;
  view.set("title", visit.say("access.act." + act.id));
  view.set("id", act.id);
  view.set("kind", visit.say("office.kind." + std::string(authority::word(act.kind))));
  portal::set_flag(view, "is_owned", act.is_owned);
  portal::set_flag(view, "is_later", !act.has_command);
  View rules = portal::empty_list();
  for (const auto& rule : authority.rules)
    if (rule.act == act.id) rules.push_back(rule_view(visit, rule));
  view.set("rules", rules);
  return view;
}

View role_choices(const Visit& visit, const access::Authority& authority) {
  View list = portal::empty_list();
  for (const auto& role : authority.roles) {
    if (role.levels.empty()) continue;
    View view;
    view.set("id", role.id);
    view.set("title", visit.say("access.role." + role.id));
    list.push_back(view);
  }
  return list;
}

View account_row(const Visit& visit, const accounts::Account& account) {
  View row;
  row.set("name", account.name());
  row.set("login", account.person ? account.person->login : "");
  row.set("position", account.person ? account.person->position : "");
  row.set("state", visit.say("accounts.state." + std::string(text_of(account.state))));
  return row;
}

Result<View> accounts_view(const Office& office, const Visit& visit) {
  View view;
  const std::string* words = visit.request.query_text("q");
  view.set("q", words == nullptr ? "" : *words);
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = view_permit(office, database, visit); !allowed) return allowed;
    const auto found =
        accounts::list_accounts(database, {words == nullptr ? "" : *words, std::nullopt, ""}, "", accounts_shown_max);
    if (!found) return pass_on(found);
    View rows = portal::empty_list();
    for (const auto& account : *found) rows.push_back(account_row(visit, account));
    view.set("accounts", rows);
    const auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    view.set("roles", role_choices(visit, *authority));
    View departments = portal::empty_list();
    for (const auto& department : authority->departments) {
      View choice;
      choice.set("id", department.id);
      choice.set("title", visit.language == Language::vi ? department.title_vi : department.title_en);
      departments.push_back(choice);
    }
    view.set("departments", departments);
    return {};
  });
  if (!done) return pass_on(done);
  return view;
}

View waiting_row(const Visit& visit, Database& database, const accounts::GrantRecord& record) {
  View row;
  const auto account = accounts::find_account(database, record.account.text());
  row.set("name", account && *account ? (*account)->name() : record.account.text());
  row.set("role", visit.say("access.role." + record.grant.role));
  row.set("unit", record.grant.unit);
  row.set("days", day_words(visit, record.grant.valid));
  row.set("proposed_by", accounts::name_of_actor(database, record.proposed_by).value_or(record.proposed_by));
  row.set("id", record.grant.id);
  row.set("form_token", visit.request.form_token);
  return row;
}

Result<http::Response> waiting_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = view_permit(office, database, visit); !allowed) return allowed;
    const auto waiting = accounts::list_waiting_grants(database);
    if (!waiting) return pass_on(waiting);
    View rows = portal::empty_list();
    for (const auto& record : *waiting) rows.push_back(waiting_row(visit, database, record));
    view.set("grants", rows);
    portal::set_flag(view, "has_grants", !waiting->empty());
    return {};
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return private_page(visit, "office.waiting.title", "waiting_grants", std::move(view),
                      problem == nullptr ? 200 : http_status(problem->code));
}

}  // namespace

Result<http::Response> matrix_page(const Office& office, const Visit& visit) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    View acts = portal::empty_list();
    for (const auto& act : authority->acts) acts.push_back(act_view(visit, *authority, act));
    view.set("acts", acts);
    view.set("hash", authority->hash.substr(0, 16));
    return {};
  });
  if (!done) return pass_on(done);
  portal::PageHead head{visit.say("office.matrix.title"), visit.say("office.matrix.lead"), "", 200};
  return visit.site.page(visit, head, "matrix", std::move(view));
}

Result<http::Response> why_page(const Office& office, const Visit& visit) {
  const auto asked = [&](std::string_view name) {
    const std::string* text = visit.request.query_text(name);
    return text == nullptr ? std::string() : *text;
  };
  View view;
  access::Ask ask{asked("viec"), asked("don-vi"), std::nullopt, {}};
  if (!asked("chi-tieu").empty()) ask.indicators.push_back(asked("chi-tieu"));
  if (!asked("ngay").empty()) ask.day = visit.day;
  view.set("unit", ask.unit);
  view.set("day", asked("ngay"));
  view.set("indicator", asked("chi-tieu"));
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    View acts = portal::empty_list();
    for (const auto& act : authority->acts) {
      View choice;
      choice.set("id", act.id);
      choice.set("title", visit.say("access.act." + act.id));
      portal::set_flag(choice, "is_chosen", act.id == ask.act);
      acts.push_back(choice);
    }
    view.set("acts", acts);
    if (ask.act.empty()) return {};
    const auto explained = authority::explain(office.gate, database, visit.request.actor, ask, visit.language);
    if (!explained) return pass_on(explained);
    portal::set_flag(view, "is_answered", true);
    portal::set_flag(view, "is_allowed", explained->is_allowed);
    view.set("sentence", explained->sentence);
    portal::set_text(view, "basis", explained->basis);
    portal::set_text(view, "on_behalf_of", explained->on_behalf_of);
    View who = portal::empty_list();
    for (const std::string& role : explained->who_can) who.push_back(View(role));
    view.set("who_can", who);
    return {};
  });
  if (!done) return pass_on(done);
  return private_page(visit, "office.why.title", "why", std::move(view));
}

Result<http::Response> accounts_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  auto view = accounts_view(office, visit);
  if (!view) return pass_on(view);
  return private_page(visit, "office.accounts.title", "accounts", *std::move(view));
}

Result<http::Response> post_invitation(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  accounts::AccountRow row;
  row.person = {field(visit, "login"), field(visit, "full_name"), field(visit, "email"), field(visit, "phone"),
                field(visit, "position")};
  row.grant = {field(visit, "role"), field(visit, "unit"), field(visit, "department"), field(visit, "from"),
               field(visit, "until")};
  row.place = row.person.login;
  const auto imported = accounts::import_accounts(office.doors, order_of(visit), {row});
  if (!imported) {
    auto view = accounts_view(office, visit);
    if (!view) return pass_on(view);
    show_problem(*view, imported.error(), visit.language);
    return private_page(visit, "office.accounts.title", "accounts", *std::move(view),
                        http_status(imported.error().code));
  }
  const auto& invited = imported->front().invited;
  const std::string& own = office.doors.desk.settings().public_url;
  const std::string base = own.empty() ? "http://" + std::string(visit.request.header("host")) : own;
  const std::string link = base + visit.base + "/kich-hoat/" + invited.code;
  View view;
  view.set("name", row.person.full_name);
  view.set("login", row.person.login);
  portal::set_text(view, "role", row.grant.role.empty() ? "" : visit.say("access.role." + row.grant.role));
  view.set("code", invited.code);
  view.set("link", link);
  view.set("qr", accounts::qr_svg(link));
  view.set("expires_at", storage::vietnam_clock(invited.expires_at));
  portal::set_flag(view, "is_waiting", imported->front().is_waiting);
  return private_page(visit, "office.slip.title", "slip", std::move(view));
}

Result<http::Response> waiting_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return waiting_with(office, visit, nullptr);
}

Result<http::Response> post_decision(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string decision = field(visit, "decision") == "approve" ? "approve" : "refuse";
  const auto settled = accounts::settle_grant(office.doors, order_of(visit), field(visit, "grant"), decision);
  if (!settled) return waiting_with(office, visit, &settled.error());
  return http::redirect_response(visit.base + "/quan-tri/vai-tro");
}

}  // namespace luytre::office
