// Forms: fields with their words, what was typed, and what is wrong beside each. Drawn by _field.mustache.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "outputs/office/desk_frame.h"

namespace luytre::office {

// A problem as a form shows it: one sentence above, the rest beside the fields it speaks of.
struct Faults {
  std::string sentence;  // empty: nothing is wrong
  struct Cause {
    std::string words;
    std::string field;  // empty: of no field
  };
  std::vector<Cause> causes;
  std::map<std::string, std::string> by_field;
  bool names_holders = false;  // the causes are those who may
};
Faults faults_of(const Problem& problem, Language language);

// The refusal above a form, with links to its fields; it takes the focus. Sets `problem` and `causes`.
void show_problem(View& view, const Problem& problem, Language language);

// The same for a problem of a file: each cause stands behind its place ("bieu.xlsx: Ngưỡng!B7").
void show_places(View& view, const Problem& problem, Language language);

struct FormField {
  std::string name;  // also its id
  std::string words;
  std::string type = "text";  // of <input>, or "select", "textarea", "checkbox"
  std::string value = {};
  std::string hint = {};
  std::string autocomplete = "off";
  bool is_required = false;
  bool is_code = false;   // login, code: no spelling, no capitals
  std::string list = {};  // id of a datalist
  View choices = {};      // of a select: {id, title, is_chosen}
  bool says_optional = true;
};

// The fields of one form, filled with what `visit` posted where it did.
class Form {
 public:
  Form(const Visit& visit, const Problem* problem);
  void add(const FormField& field);  // a password is never given back
  View fields() const { return fields_; }
  View view() const;  // {fields}: for a page of several forms
  const std::string& typed(std::string_view name, const std::string& otherwise) const;

 private:
  Faults faults_;
  std::map<std::string, std::string, std::less<>> typed_;
  bool is_posted_ = false;
  View fields_;
};

// All posted under one name: of checkboxes.
std::vector<std::string> fields_named(const Visit& visit, std::string_view name);

// A workbook to be kept: never by a cache.
Result<http::Response> workbook_file(Result<std::string> bytes, const std::string& file_name);

}  // namespace luytre::office
