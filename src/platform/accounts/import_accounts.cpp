#include "platform/accounts/import_accounts.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/csv.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/sign_in.h"
#include "platform/http/body.h"
#include "platform/sheets/workbook.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::array<std::string_view, 10> columns = {"login", "full_name", "email",      "phone", "position",
                                                      "role",  "unit",      "department", "from",  "until"};

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

AccountRow row_of(const std::array<std::string, columns.size()>& cells, std::string place) {
  AccountRow row;
  row.person = {cells[0], cells[1], cells[2], cells[3], cells[4]};
  row.grant = {cells[5], cells[6], cells[7], cells[8], cells[9]};
  row.place = std::move(place);
  return row;
}

// "role", "Vai trò", "Role" -> 5; the number of columns: none is called so.
std::size_t column_named(const std::string& title) {
  for (std::size_t at = 0; at < columns.size(); ++at) {
    const std::string code = "accounts.column." + std::string(columns.at(at));
    if (title == columns.at(at) || title == say(code, Language::vi) || title == say(code, Language::en)) return at;
  }
  return columns.size();
}

// A row as people type it: role and department by their titles, the unit with its name behind the code.
GrantRow as_kept(const access::Authority& authority, GrantRow row) {
  for (const access::Role& role : authority.roles) {
    const std::string code = "access.role." + role.id;
    if (row.role == say(code, Language::vi) || row.role == say(code, Language::en)) row.role = role.id;
  }
  for (const access::Department& department : authority.departments)
    if (row.department == department.title_vi || row.department == department.title_en) row.department = department.id;
  row.unit = row.unit.substr(0, row.unit.find(" – "));
  return row;
}

// Where each of our columns stands in the file; its length means "not there".
Result<std::array<std::size_t, columns.size()>> positions_of(const std::vector<std::string>& header,
                                                             const std::string& file) {
  std::array<std::size_t, columns.size()> positions{};
  positions.fill(header.size());
  for (std::size_t at = 0; at < header.size(); ++at) {
    if (header[at].empty()) continue;
    const std::size_t known = column_named(header[at]);
    if (known == columns.size()) return refuse("accounts.import_column", {{"column", header[at]}}, file + ":1");
    positions.at(known) = at;
  }
  for (const std::size_t needed : {std::size_t{0}, std::size_t{1}}) {
    if (positions[needed] == header.size())
      return refuse("accounts.import_column_missing", {{"column", std::string(columns[needed])}}, file + ":1");
  }
  return positions;
}

Result<std::vector<AccountRow>> rows_of_csv(const std::string& bytes, const std::string& file) {
  const auto table = parse_csv(bytes, file);
  if (!table) return pass_on(table);
  const auto positions = positions_of(table->header, file);
  if (!positions) return pass_on(positions);
  std::vector<AccountRow> rows;
  for (const CsvRow& row : table->rows) {
    std::array<std::string, columns.size()> cells;
    for (std::size_t at = 0; at < columns.size(); ++at)
      if ((*positions)[at] < row.cells.size()) cells[at] = trimmed(row.cells[(*positions)[at]]);
    rows.push_back(row_of(cells, table->where(row)));
  }
  return rows;
}

Result<std::vector<AccountRow>> rows_of_workbook(const std::string& bytes, const std::string& file) {
  const auto workbook = sheets::read_workbook(bytes, file);
  if (!workbook) return pass_on(workbook);
  if (workbook->sheets.empty() || workbook->sheets.front().rows.empty())
    return refuse("accounts.import_empty", {}, file);
  const auto& sheet_rows = workbook->sheets.front().rows;
  std::vector<std::string> header;
  for (std::size_t at = 0; at < sheet_rows.front().cells.size(); ++at) header.emplace_back(sheet_rows.front().text(at));
  const auto positions = positions_of(header, file);
  if (!positions) return pass_on(positions);
  std::vector<AccountRow> rows;
  for (std::size_t line = 1; line < sheet_rows.size(); ++line) {
    std::array<std::string, columns.size()> cells;
    for (std::size_t at = 0; at < columns.size(); ++at)
      if ((*positions)[at] < header.size()) cells[at] = std::string(sheet_rows[line].text((*positions)[at]));
    rows.push_back(row_of(cells, file + ":A" + std::to_string(sheet_rows[line].number)));
  }
  return rows;
}

// An explicit JSON list, for programs.
Result<std::vector<AccountRow>> rows_of_json(const json::object& body) {
  const json::value* list = body.if_contains("accounts");
  if (list == nullptr || !list->is_array()) return refuse("http.member_missing", {{"name", "accounts"}}, "/accounts");
  std::vector<AccountRow> rows;
  for (const json::value& item : list->get_array()) {
    std::array<std::string, columns.size()> cells;
    const std::string place = "/accounts/" + std::to_string(rows.size());
    if (!item.is_object()) return refuse("http.json_expected", {}, place);
    for (const auto& member : item.get_object()) {
      const auto known = std::find(columns.begin(), columns.end(), std::string_view(member.key()));
      if (known == columns.end() || !member.value().is_string())
        return refuse("accounts.import_column", {{"column", std::string(member.key())}}, place);
      cells[static_cast<std::size_t>(known - columns.begin())] = trimmed(std::string(member.value().as_string()));
    }
    rows.push_back(row_of(cells, place));
  }
  return rows;
}

Result<Date> day_of(const std::string& text, Date otherwise, const std::string& where) {
  if (text.empty()) return otherwise;
  auto day = Date::parse(text);
  if (!day) day.error().where = where;
  return day;
}

Result<GrantWish> wish_of(const AccountDoors& doors, Database& database, const AccountId& account,
                          const GrantRow& row) {
  const Date today = doors.today();
  const auto from = day_of(row.from, today, "/from");
  if (!from) return pass_on(from);
  const auto until = day_of(row.until, Date::open_end(), "/until");
  if (!until) return pass_on(until);
  const auto unit = doors.unit_of(database, row.unit, today);
  if (!unit) return pass_on(unit);
  return GrantWish{account, row.role, unit->first, unit->second, row.department, {*from, *until}};
}

// The rows as they will be written, or everything that is wrong with them.
struct CheckedRows {
  std::vector<Person> persons;
  std::vector<std::optional<GrantWish>> wishes;  // by row; none: no role
  std::vector<Problem> wrong;
};

// Everything that can be known before the accounts exist.
Done check_row(const AccountDoors& doors, const access::Actor& actor, const AccountRow& row, const Rules& rules,
               Database& database, CheckedRows& checked) {
  const auto found = [&](Problem problem) {
    problem.where = row.place + (problem.where.starts_with('/') ? " " + problem.where : "");
    checked.wrong.push_back(std::move(problem));
  };
  Person person = row.person;
  person.login = login_as_kept(person.login);
  if (auto fits = check_person(person); !fits) found(fits.error());
  const auto taken = find_account_by_login(database, person.login);
  if (!taken) return pass_on(taken);
  const bool is_twice = std::any_of(checked.persons.begin(), checked.persons.end(),
                                    [&](const Person& earlier) { return earlier.login == person.login; });
  if (*taken || is_twice) found({"accounts.login_taken", {{"login", person.login}}, "/login", {}});
  checked.persons.push_back(std::move(person));
  checked.wishes.emplace_back();
  if (row.grant.role.empty()) return {};
  auto wish = wish_of(doors, database, AccountId(), as_kept(rules.authority, row.grant));
  if (!wish) {
    found(wish.error());
    return {};
  }
  if (auto fits = check_wish(*wish, rules); !fits) found(fits.error());
  if (auto allowed = doors.require(database, actor, {"grants.propose", wish->unit, {}, {}}); !allowed)
    found(allowed.error());
  checked.wishes.back() = *std::move(wish);
  return {};
}

// On each unit once.
std::vector<access::Ask> asks_of(const std::vector<std::optional<GrantWish>>& wishes) {
  std::set<std::string> units;
  for (const auto& wish : wishes)
    if (wish) units.insert(wish->unit);
  std::vector<access::Ask> asks;
  for (const std::string& unit : units) asks.push_back({"grants.propose", unit, {}, {}});
  return asks;
}

void note_grant(audit::EventDraft& draft, const GrantRecord& record) {
  draft.subjects.push_back({"grant", record.grant.id});
  json::value& grants = draft.payload.as_object()["grants"];
  if (!grants.is_array()) grants = json::array{};
  grants.as_array().push_back(json::object{{"grant", record.grant.id},
                                           {"account", record.account.text()},
                                           {"role", record.grant.role},
                                           {"unit", record.grant.unit},
                                           {"department", record.grant.department},
                                           {"from", record.grant.valid.from.text()},
                                           {"state", text_of(record.state)}});
}

}  // namespace

Result<std::vector<AccountRow>> read_account_file(const std::string& bytes, const std::string& file_name) {
  const bool is_zip = bytes.starts_with("PK");
  auto rows = is_zip ? rows_of_workbook(bytes, file_name) : rows_of_csv(bytes, file_name);
  if (rows && rows->empty()) return refuse("accounts.import_empty", {}, file_name);
  if (rows && rows->size() > imported_accounts_max)
    return refuse("accounts.too_many", {{"max", std::to_string(imported_accounts_max)}}, file_name);
  return rows;
}

Result<std::vector<AccountRow>> read_account_file(const http::Request& request) {
  if (request.header("content-type").starts_with("application/json")) {
    const auto body = http::json_body(request);
    if (!body) return pass_on(body);
    return rows_of_json(*body);
  }
  const auto parts = http::form_body(request);
  if (!parts) return pass_on(parts);
  for (const http::FormPart& part : *parts)
    if (!part.file_name.empty()) return read_account_file(part.bytes, part.file_name);
  return refuse("accounts.import_empty", {}, "file");
}

Result<std::vector<Imported>> import_accounts(const AccountDoors& doors, commands::Order order,
                                              const std::vector<AccountRow>& rows) {
  Result<access::Authority> authority = access::Authority{};
  CheckedRows checked;
  std::string home;
  const Done looked = doors.desk.with([&](Database& database) -> Done {
    authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    const auto unit = doors.unit_of(database, "", doors.today());
    if (!unit) return pass_on(unit);
    home = unit->first;
    for (const AccountRow& row : rows) {
      auto read = check_row(doors, order.actor, row, {*authority, doors.today()}, database, checked);
      if (!read) return read;
    }
    return {};
  });
  if (!looked) return pass_on(looked);
  if (!checked.wrong.empty()) {
    const std::string count = std::to_string(checked.wrong.size());
    return refuse("accounts.import_refused", {{"count", count}}, "", std::move(checked.wrong));
  }
  const Rules rules{*authority, doors.today()};
  const access::Actor proposer = order.actor;
  const long long moment = doors.unix_milliseconds();
  order.asks = asks_of(checked.wishes);
  const auto give = [&](Database& database, audit::EventNumber number, const std::string& now, std::size_t place,
                        const AccountId& account, audit::EventDraft& draft) -> Done {
    if (!checked.wishes[place]) return {};
    GrantWish wish = *checked.wishes[place];
    wish.account = account;
    const auto given = put_grant(database, number, now, proposer, rules, wish, moment);
    if (!given) return pass_on(given);
    note_grant(draft, *given);
    return {};
  };
  auto made = invite_many(doors.writer, std::move(order), checked.persons, home, moment, give);
  if (!made) return pass_on(made);
  std::vector<Imported> imported;
  for (std::size_t at = 0; at < made->size(); ++at) {
    const bool is_waiting = checked.wishes[at] && authority->approves(checked.wishes[at]->role, doors.today());
    imported.push_back({std::move((*made)[at]), is_waiting});
  }
  return imported;
}

Result<Granted> propose_row(const AccountDoors& doors, commands::Order order, const AccountId& account,
                            const GrantRow& row) {
  Result<access::Authority> authority = access::Authority{};
  Result<GrantWish> wish = GrantWish{};
  const Done looked = doors.desk.with([&](Database& database) -> Done {
    authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    wish = wish_of(doors, database, account, as_kept(*authority, row));
    if (!wish) return pass_on(wish);
    return {};
  });
  if (!looked) return pass_on(looked);
  return propose_grant(doors.writer, std::move(order), {*authority, doors.today()}, *wish, doors.unix_milliseconds());
}

Done settle_grant(const AccountDoors& doors, commands::Order order, const std::string& grant,
                  const std::string& decision) {
  Result<access::Authority> authority = access::Authority{};
  std::optional<GrantRecord> record;
  const Done looked = doors.desk.with([&](Database& database) -> Done {
    authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    auto found = find_grant(database, grant);
    if (!found) return pass_on(found);
    record = *std::move(found);
    return {};
  });
  if (!looked) return looked;
  if (!record) return refuse("accounts.no_grant", {{"grant", grant}});
  if (decision == "revoke") return revoke_grant(doors.writer, std::move(order), *record);
  return decide_grant(doors.writer, std::move(order), {*authority, doors.today()}, *record, decision == "approve");
}

}  // namespace luytre::accounts
