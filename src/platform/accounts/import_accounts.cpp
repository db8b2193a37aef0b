#include "platform/accounts/import_accounts.h"

#include <array>

#include "base/csv.h"
#include "platform/accounts/account_store.h"
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

// Where each of our columns stands in the file; its length means "not there".
Result<std::array<std::size_t, columns.size()>> positions_of(const std::vector<std::string>& header,
                                                             const std::string& file) {
  std::array<std::size_t, columns.size()> positions{};
  positions.fill(header.size());
  for (std::size_t at = 0; at < header.size(); ++at) {
    if (header[at].empty()) continue;
    const auto known = std::find(columns.begin(), columns.end(), header[at]);
    if (known == columns.end()) return refuse("accounts.import_column", {{"column", header[at]}}, file + ":1");
    positions[static_cast<std::size_t>(known - columns.begin())] = at;
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

// Everything about the roles that can be known before the accounts exist.
Result<std::vector<Problem>> check_roles(const AccountDoors& doors, const access::Actor& actor,
                                         const std::vector<AccountRow>& rows, const Rules& rules, Database& database) {
  std::vector<Problem> wrong;
  const auto found = [&](Problem problem, const AccountRow& row) {
    problem.where = row.place + (problem.where.empty() ? "" : " " + problem.where);
    wrong.push_back(std::move(problem));
  };
  for (const AccountRow& row : rows) {
    Person person = row.person;
    if (auto checked = check_person(person); !checked) found(checked.error(), row);
    const auto taken = find_account_by_login(database, person.login);
    if (!taken) return pass_on(taken);
    if (*taken) found({"accounts.login_taken", {{"login", person.login}}, "", {}}, row);
    if (row.grant.role.empty()) continue;
    const auto wish = wish_of(doors, database, AccountId(), row.grant);
    if (!wish) {
      found(wish.error(), row);
      continue;
    }
    if (auto fits = check_wish(*wish, rules); !fits) found(fits.error(), row);
    if (auto allowed = doors.require(database, actor, {"grants.propose", wish->unit, {}, {}}); !allowed)
      found(allowed.error(), row);
  }
  return wrong;
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
  Result<std::vector<Problem>> wrong = std::vector<Problem>();
  std::string home;
  const Done looked = doors.desk.with([&](Database& database) -> Done {
    authority = doors.authority(database);
    if (!authority) return pass_on(authority);
    const auto unit = doors.unit_of(database, "", doors.today());
    if (!unit) return pass_on(unit);
    home = unit->first;
    wrong = check_roles(doors, order.actor, rows, {*authority, doors.today()}, database);
    if (!wrong) return pass_on(wrong);
    return {};
  });
  if (!looked) return pass_on(looked);
  if (!wrong->empty()) {
    const std::string count = std::to_string(wrong->size());
    return refuse("accounts.import_refused", {{"count", count}}, "", *std::move(wrong));
  }
  std::vector<Person> persons;
  for (const AccountRow& row : rows) persons.push_back(row.person);
  auto made = invite_many(doors.writer, order, std::move(persons), home, doors.unix_milliseconds());
  if (!made) return pass_on(made);
  std::vector<Imported> imported;
  for (std::size_t at = 0; at < made->size(); ++at) {
    imported.push_back({std::move((*made)[at]), false});
    if (rows[at].grant.role.empty()) continue;
    if (order.is_dry_run) {
      imported.back().is_waiting = authority->approves(rows[at].grant.role, doors.today());
      continue;
    }
    commands::Order next = order;
    if (!next.idempotency_key.empty()) next.idempotency_key += "/" + std::to_string(at);
    const auto granted = propose_row(doors, std::move(next), imported.back().invited.account, rows[at].grant);
    if (!granted) return pass_on(granted);
    imported.back().is_waiting = granted->is_waiting;
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
    wish = wish_of(doors, database, account, row);
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
