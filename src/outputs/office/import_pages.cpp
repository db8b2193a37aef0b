// Accounts from an Excel file: the form to fill in, the check, the slips to print.
#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/office/people.h"
#include "outputs/office/slips.h"
#include "platform/accounts/import_accounts.h"
#include "platform/sheets/write_workbook.h"

namespace luytre::office {
namespace {

constexpr std::size_t blank_rows = 200;

Result<http::Response> import_with(const Office& office, const Visit& visit, const Problem* problem) {
  const Done done =
      office.doors.desk.with([&](Database& database) { return require(office, database, visit, "accounts.manage"); });
  if (!done) return pass_on(done);
  View view;
  if (problem != nullptr) show_places(view, *problem, visit.language);
  const int status = problem == nullptr ? 200 : http_status(problem->code);
  return desk_page(office, visit, {visit.say("office.import.title"), "accounts", status}, "import", std::move(view));
}

struct Asked {
  const char* name;
  double width;
};
constexpr Asked asked_columns[] = {{"login", 18}, {"full_name", 26}, {"position", 30},   {"email", 26}, {"phone", 16},
                                   {"role", 40},  {"unit", 34},      {"department", 34}, {"from", 14},  {"until", 16}};

// The texts that Excel lets people choose for a column; none: free text.
std::vector<std::string> choices_of(const Office& office, const Visit& visit, const authority::Materials& known,
                                    std::string_view name) {
  std::vector<std::string> choices;
  if (name == "role") {
    for (const access::Role& role : known.authority.roles)
      if (!role.levels.empty()) choices.push_back(role_title(visit.language, role.id));
  } else if (name == "department") {
    for (const access::Department& department : known.authority.departments)
      choices.push_back(department_title(known.authority, visit.language, department.id));
  } else if (name == "unit") {
    for (const auto& [code, unit] : units_in_words(known, office.doors.today())) choices.push_back(code + " – " + unit);
  }
  return choices;
}

// The reader takes the first sheet: no page of instructions before it, but a note on each title.
sheets::WorkbookDraft form_draft(const Office& office, const Visit& visit, const authority::Materials& known) {
  sheets::SheetDraft people;
  people.name = visit.say("office.accounts.title");
  people.blank_rows = blank_rows;
  for (const Asked& asked : asked_columns) {
    sheets::ColumnDraft column;
    column.title = visit.say("accounts.column." + std::string(asked.name));
    column.note = visit.say("office.import.column_" + std::string(asked.name));
    column.width_characters = asked.width;
    column.choices = choices_of(office, visit, known, asked.name);
    if (asked.name == std::string_view("from") || asked.name == std::string_view("until"))
      column.kind = sheets::WrittenAs::date;
    people.columns.push_back(std::move(column));
  }
  sheets::WorkbookDraft draft;
  draft.title = visit.say("office.import.title");
  draft.sheets = {std::move(people)};
  return draft;
}

}  // namespace

Result<http::Response> import_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return import_with(office, visit, nullptr);
}

Result<http::Response> import_form_file(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  sheets::WorkbookDraft draft;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    if (auto allowed = require(office, database, visit, "accounts.manage"); !allowed) return allowed;
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    draft = form_draft(office, visit, **known);
    return {};
  });
  if (!done) return pass_on(done);
  return workbook_file(sheets::write_workbook(draft), "tai-khoan.xlsx");
}

Result<http::Response> post_import(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto rows = accounts::read_account_file(visit.request);
  if (!rows) return import_with(office, visit, &rows.error());
  const auto imported = accounts::import_accounts(office.doors, order_of(visit), *rows);
  if (!imported) return import_with(office, visit, &imported.error());
  std::vector<Slip> slips;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto known = office.gate.materials(database);
    if (!known) return pass_on(known);
    for (std::size_t at = 0; at < imported->size(); ++at) {
      const accounts::AccountRow& row = (*rows)[at];
      const bool has_role = !row.grant.role.empty();
      slips.push_back({row.person.full_name, row.person.login, row.person.position,
                       has_role ? role_title(visit.language, row.grant.role) : "",
                       has_role ? unit_in_words(**known, visit.language, row.grant.unit, office.doors.today()) : "",
                       (*imported)[at].is_waiting, (*imported)[at].invited});
    }
    return {};
  });
  if (!done) return pass_on(done);
  return slips_page(office, visit, slips);
}

}  // namespace luytre::office
