// luytre user …: accounts from the machine that holds the database: the first administrator, lost access, the first
// roles.
#include <fmt/format.h>

#include "app/command_line/command_line.h"
#include "base/files.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/import_accounts.h"
#include "platform/accounts/manage.h"
#include "platform/accounts/sign_in.h"
#include "programme/authority/gate.h"

namespace luytre::app {
namespace {

using accounts::AccountDoors;

// What the rooms of accounts need, from this process alone.
class Desk {
 public:
  explicit Desk(Context& context) : context_(context), gate_([&context] { return context.today(); }) {}

  Result<AccountDoors> doors() {
    const auto writer = context_.writer();
    if (!writer) return pass_on(writer);
    if (!desk_) {
      auto database = storage::open_database(context_.database_url, storage::OpenMode::read_write);
      if (!database) return pass_on(database);
      auto opened = accounts::Desk::open(*std::move(database), account_settings(context_));
      if (!opened) return pass_on(opened);
      desk_ = *std::move(opened);
    }
    return AccountDoors{*desk_,
                        **writer,
                        [this](storage::Database& database, const access::Viewer& viewer, const access::Ask& ask) {
                          return gate_.require(database, viewer, ask);
                        },
                        [this](storage::Database& database) { return gate_.authority(database); },
                        [this](storage::Database& database, const std::string& unit, Date day) {
                          return gate_.unit_of(database, unit, day);
                        },
                        [this] { return context_.today(); },
                        [this] { return context_.unix_milliseconds(); }};
  }

 private:
  Context& context_;
  authority::Gate gate_;
  std::unique_ptr<accounts::Desk> desk_;
};

commands::Order order_of(const Context& context, const std::string& reason) {
  commands::Order order;
  order.actor = context.actor();
  order.reason = reason;
  return order;
}

void show(const Context& context, const accounts::Invited& invited, const std::string& login) {
  const std::string link = environment("LUYTRE_URL", "http://127.0.0.1:8080") + "/kich-hoat/" + invited.code;
  if (context.as_json) {
    context.print(json::object{{"account", invited.account.text()},
                               {"login", login},
                               {"code", invited.code},
                               {"link", link},
                               {"expires_at", invited.expires_at}});
    return;
  }
  context.print(context.text("accounts.link_made", {{"login", login}, {"link", link}, {"until", invited.expires_at}}));
}

Done create_admin(Context& context, const accounts::Person& person) {
  Desk desk(context);
  const auto doors = desk.doors();
  if (!doors) return pass_on(doors);
  std::string province;
  const Done found = doors->desk.with([&](storage::Database& database) -> Done {
    const auto unit = doors->unit_of(database, "", context.today());
    if (!unit) return pass_on(unit);
    province = unit->first;
    return {};
  });
  if (!found) return found;
  const auto invited = accounts::create_administrator(doors->writer, order_of(context, ""), person, province,
                                                      context.today(), context.unix_milliseconds());
  if (!invited) return pass_on(invited);
  show(context, *invited, accounts::login_as_kept(person.login));
  return {};
}

Result<accounts::Account> account_named(const AccountDoors& doors, const std::string& login) {
  Result<accounts::Account> found = refuse("accounts.unknown", {{"account", login}});
  const Done done = doors.desk.with([&](storage::Database& database) -> Done {
    auto account = accounts::find_account_by_login(database, accounts::login_as_kept(login));
    if (!account) return pass_on(account);
    if (*account) found = **std::move(account);
    return {};
  });
  if (!done) return pass_on(done);
  return found;
}

Done list(Context& context, const std::string& words) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto found = accounts::list_accounts(**database, {words, std::nullopt, ""}, "", accounts::listed_accounts_max);
  if (!found) return pass_on(found);
  if (context.as_json) {
    json::array answer;
    for (const auto& account : *found) answer.push_back(accounts::account_value(account));
    context.print(answer);
    return {};
  }
  for (const auto& account : *found) {
    const std::string login = account.person ? account.person->login : "-";
    context.print(fmt::format("{:<36}  {:<24} {:<10} {}", account.id.text(), login, std::string(text_of(account.state)),
                              account.name()));
  }
  return {};
}

Done invite(Context& context, accounts::Person person, const accounts::GrantRow& grant) {
  Desk desk(context);
  const auto doors = desk.doors();
  if (!doors) return pass_on(doors);
  person.login = accounts::login_as_kept(person.login);
  const auto imported = accounts::import_accounts(*doors, order_of(context, ""), {{person, grant, "user"}});
  if (!imported) return pass_on(imported);
  show(context, imported->front().invited, person.login);
  if (imported->front().is_waiting) context.note(context.text("accounts.role_waits"));
  return {};
}

Done import(Context& context, const std::string& file) {
  const auto bytes = read_file(file);
  if (!bytes) return pass_on(bytes);
  const auto rows = accounts::read_account_file(*bytes, file);
  if (!rows) return pass_on(rows);
  Desk desk(context);
  const auto doors = desk.doors();
  if (!doors) return pass_on(doors);
  const auto imported = accounts::import_accounts(*doors, order_of(context, file), *rows);
  if (!imported) return pass_on(imported);
  json::array answer;
  for (std::size_t at = 0; at < imported->size(); ++at) {
    const auto& invited = (*imported)[at].invited;
    answer.push_back(json::object{{"account", invited.account.text()},
                                  {"login", (*rows)[at].person.login},
                                  {"code", invited.code},
                                  {"is_waiting", (*imported)[at].is_waiting}});
    if (!context.as_json) context.print(fmt::format("{:<24} {}", (*rows)[at].person.login, invited.code));
  }
  if (context.as_json) context.print(answer);
  return {};
}

Done change(Context& context, const std::string& login, const std::string& what, bool is_factor_lost) {
  Desk desk(context);
  const auto doors = desk.doors();
  if (!doors) return pass_on(doors);
  const auto account = account_named(*doors, login);
  if (!account) return pass_on(account);
  if (what == "reset") {
    const access::Authority none;  // the local operator's reset leaves the roles as they are
    const auto invited = accounts::reset(doors->writer, order_of(context, ""), {none, context.today()}, account->id,
                                         is_factor_lost, context.unix_milliseconds());
    if (!invited) return pass_on(invited);
    show(context, *invited, login);
    return {};
  }
  auto to = accounts::AccountState::active;
  if (what == "suspend") to = accounts::AccountState::suspended;
  if (what == "close") to = accounts::AccountState::closed;
  return accounts::change_state(doors->writer, order_of(context, ""), account->id, to);
}

Done approve(Context& context, const std::string& login) {
  Desk desk(context);
  const auto doors = desk.doors();
  if (!doors) return pass_on(doors);
  const auto account = account_named(*doors, login);
  if (!account) return pass_on(account);
  std::vector<accounts::GrantRecord> waiting;
  const Done listed = doors->desk.with([&](storage::Database& database) -> Done {
    auto grants = accounts::list_grants(database, account->id.text());
    if (!grants) return pass_on(grants);
    for (auto& record : *grants)
      if (record.state == accounts::GrantState::proposed) waiting.push_back(std::move(record));
    return {};
  });
  if (!listed) return listed;
  for (const auto& record : waiting) {
    const auto settled = accounts::settle_grant(*doors, order_of(context, ""), record.grant.id, "approve");
    if (!settled) return settled;
    context.print(context.text("accounts.role_approved",
                               {{"login", login}, {"role", catalogue_word("access.role." + record.grant.role)}}));
  }
  if (waiting.empty()) context.note(context.text("accounts.nothing_waits", {{"login", login}}));
  return {};
}

void add_person_options(CLI::App& command, const Context& context, accounts::Person& person) {
  command.add_option("--login", person.login, context.text("accounts.help.login"))->required();
  command.add_option("--name", person.full_name, context.text("accounts.help.name"))->required();
  command.add_option("--email", person.email, context.text("accounts.help.email"));
  command.add_option("--phone", person.phone, context.text("accounts.help.phone"));
  command.add_option("--position", person.position, context.text("accounts.help.position"));
}

void add_change(CLI::App& user, Context& context, Chosen& chosen, const std::string& what) {
  auto login = std::make_shared<std::string>();
  auto is_factor_lost = std::make_shared<bool>(false);
  auto* command = user.add_subcommand(what, context.text("accounts.help." + what));
  command->add_option("login", *login, context.text("accounts.help.login"))->required();
  if (what == "reset") command->add_flag("--factor-lost", *is_factor_lost, context.text("accounts.help.factor_lost"));
  command->callback([&context, &chosen, login, is_factor_lost, what] {
    chosen = [&context, login, is_factor_lost, what] {
      return what == "approve" ? approve(context, *login) : change(context, *login, what, *is_factor_lost);
    };
  });
}

}  // namespace

void add_user_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* user = program.add_subcommand("user", context.text("accounts.help.user"));
  user->require_subcommand(1);

  auto admin = std::make_shared<accounts::Person>();
  auto* admin_command = user->add_subcommand("create-admin", context.text("accounts.help.create_admin"));
  add_person_options(*admin_command, context, *admin);
  admin_command->callback(
      [&context, &chosen, admin] { chosen = [&context, admin] { return create_admin(context, *admin); }; });

  auto person = std::make_shared<accounts::Person>();
  auto grant = std::make_shared<accounts::GrantRow>();
  auto* invite_command = user->add_subcommand("invite", context.text("accounts.help.invite"));
  add_person_options(*invite_command, context, *person);
  invite_command->add_option("--role", grant->role, context.text("accounts.help.role"));
  invite_command->add_option("--unit", grant->unit, context.text("accounts.help.unit"));
  invite_command->add_option("--department", grant->department, context.text("accounts.help.department"));
  invite_command->callback([&context, &chosen, person, grant] {
    chosen = [&context, person, grant] { return invite(context, *person, *grant); };
  });

  auto words = std::make_shared<std::string>();
  auto* list_command = user->add_subcommand("list", context.text("accounts.help.list"));
  list_command->add_option("words", *words, context.text("accounts.help.words"));
  list_command->callback([&context, &chosen, words] { chosen = [&context, words] { return list(context, *words); }; });

  auto file = std::make_shared<std::string>();
  auto* import_command = user->add_subcommand("import", context.text("accounts.help.import"));
  import_command->add_option("file", *file, context.text("accounts.help.file"))->required();
  import_command->callback([&context, &chosen, file] { chosen = [&context, file] { return import(context, *file); }; });

  for (const char* what : {"reset", "suspend", "resume", "close", "approve"}) add_change(*user, context, chosen, what);
}

}  // namespace luytre::app
