#include "outputs/office/forms.h"

#include <algorithm>

#include "platform/http/body.h"

namespace luytre::office {
namespace {

// "/login", "accounts.xlsx:A3 /login" -> "login", "/value-0" -> "value-0"; "unit:06001", "/accounts/0", "" -> "".
std::string field_of(const std::string& where) {
  const std::size_t slash = where.rfind('/');
  if (slash == std::string::npos) return {};
  const std::string name = where.substr(slash + 1);
  const bool is_name =
      !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  return is_name ? name : std::string();
}

void add_to(std::map<std::string, std::string>& by_field, const std::string& field, const std::string& words) {
  if (field.empty()) return;
  std::string& text = by_field[field];
  text += (text.empty() ? "" : ". ") + words;
}

}  // namespace

Faults faults_of(const Problem& problem, Language language) {
  Faults faults;
  faults.sentence = say(problem.code, problem.arguments, language);
  faults.names_holders = problem.code.starts_with("access.");
  if (!faults.names_holders) add_to(faults.by_field, field_of(problem.where), faults.sentence);
  for (const Problem& cause : problem.causes) {
    const std::string words = say(cause.code, cause.arguments, language);
    const std::string field = field_of(cause.where);
    faults.causes.push_back({words, field});
    add_to(faults.by_field, field, words);
  }
  return faults;
}

void show_problem(View& view, const Problem& problem, Language language) {
  const Faults faults = faults_of(problem, language);
  view.set("problem", faults.sentence);
  portal::set_text(view, "problem_field", faults.names_holders ? "" : field_of(problem.where));
  View causes = portal::empty_list();
  for (const auto& cause : faults.causes) {
    View entry;
    entry.set("words", cause.words);
    portal::set_text(entry, "field", cause.field);
    causes.push_back(entry);
  }
  view.set("causes", causes);
  portal::set_flag(view, "has_causes", !faults.causes.empty());
}

void show_places(View& view, const Problem& problem, Language language) {
  const auto placed = [](const std::string& where, const std::string& words) {
    return where.empty() ? words : where + " – " + words;
  };
  view.set("problem", placed(problem.where, say(problem.code, problem.arguments, language)));
  portal::set_text(view, "problem_field", "");
  View causes = portal::empty_list();
  for (const Problem& cause : problem.causes) {
    View entry;
    entry.set("words", placed(cause.where, say(cause.code, cause.arguments, language)));
    portal::set_text(entry, "field", "");
    causes.push_back(entry);
  }
  view.set("causes", causes);
  portal::set_flag(view, "has_causes", !problem.causes.empty());
}

Form::Form(const Visit& visit, const Problem* problem) : fields_(portal::empty_list()) {
  if (problem != nullptr) faults_ = faults_of(*problem, visit.language);
  is_posted_ = visit.request.method == "POST" && problem != nullptr;
  if (!is_posted_) return;
  const auto parts = http::form_body(visit.request);
  if (!parts) return;
  for (const http::FormPart& part : *parts)
    if (part.file_name.empty()) typed_.emplace(part.name, part.bytes);
}

const std::string& Form::typed(std::string_view name, const std::string& otherwise) const {
  const auto found = typed_.find(name);
  return found == typed_.end() ? otherwise : found->second;
}

View Form::view() const {
  View view;
  view.set("fields", fields_);
  return view;
}

void Form::add(const FormField& field) {
  View view;
  const bool is_input = field.type != "select" && field.type != "textarea" && field.type != "checkbox";
  const std::string& value = typed(field.name, field.value);
  view.set("name", field.name);
  view.set("words", field.words);
  view.set("type", field.type);
  portal::set_text(view, "value", field.type == "password" || field.type == "file" ? "" : value);
  portal::set_text(view, "hint", field.hint);
  view.set("autocomplete", field.autocomplete);
  portal::set_text(view, "list", field.list);
  portal::set_flag(view, "is_required", field.is_required);
  portal::set_flag(view, "is_optional",
                   field.says_optional && is_input && !field.is_required && field.type != "hidden");
  portal::set_flag(view, "is_code", field.is_code);
  portal::set_flag(view, "is_input", is_input);
  portal::set_flag(view, "is_select", field.type == "select");
  portal::set_flag(view, "is_textarea", field.type == "textarea");
  portal::set_flag(view, "is_checkbox", field.type == "checkbox");
  portal::set_flag(view, "is_checked", value == "true");
  if (field.type == "select") view.set("choices", field.choices);
  const auto wrong = faults_.by_field.find(field.name);
  const bool is_wrong = wrong != faults_.by_field.end();
  portal::set_text(view, "error", is_wrong ? wrong->second : "");
  std::string described = is_wrong ? field.name + "-loi" : "";
  if (!field.hint.empty()) described += (described.empty() ? "" : " ") + field.name + "-goi-y";
  portal::set_text(view, "described", described);
  fields_.push_back(view);
}

std::vector<std::string> fields_named(const Visit& visit, std::string_view name) {
  std::vector<std::string> found;
  const auto parts = http::form_body(visit.request);
  if (!parts) return found;
  for (const http::FormPart& part : *parts)
    if (part.name == name) found.push_back(part.bytes);
  return found;
}

Result<http::Response> workbook_file(Result<std::string> bytes, const std::string& file_name) {
  if (!bytes) return pass_on(bytes);
  http::Response response =
      http::document_response("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", *std::move(bytes));
  response.set("Content-Disposition", "attachment; filename=\"" + file_name + "\"");
  response.set("Cache-Control", "private, no-store");
  return response;
}

}  // namespace luytre::office
