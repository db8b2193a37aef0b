// What a request carries: a JSON object, a form, or a form with a file.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "platform/http/request.h"

namespace luytre::http {

inline constexpr std::size_t form_fields_max = 2'000;
inline constexpr std::size_t form_parts_max = 50;
inline constexpr std::size_t boundary_bytes_max = 70;  // RFC 2046

// A form's field, or a file sent with it.
struct FormPart {
  std::string name;
  std::string file_name;  // as the sender named it, without folders; empty: no file
  std::string media_type;
  std::string bytes;
};

// application/json: an object, else problem http.json_expected.
Result<json::object> json_body(const Request& request);

// application/x-www-form-urlencoded or multipart/form-data. Problems http.form_expected, http.form_malformed,
// http.too_many_fields.
Result<std::vector<FormPart>> form_body(const Request& request);

// What was sent, in bytes that are the same when the same is sent again: the boundary between parts and the form's
// token left out. For commands::Order::request.
std::string content_of(const Request& request);

// First field of the form or member of the JSON object with the name, as text; "" when there is none or the body is
// neither. For tokens and choices that any body may carry.
std::string body_field(const Request& request, std::string_view name);

// Reads the members of an object one by one; everything wrong is found at once. finish() names the members that nobody
// asked for. A form counts as an object of texts.
class Members {
 public:
  explicit Members(json::object object) : object_(std::move(object)) {}
  static Result<Members> of(const Request& request);  // JSON or form

  std::string text(std::string_view name, std::size_t bytes_max = 2'000);           // required, not blank
  std::string text_or_empty(std::string_view name, std::size_t bytes_max = 2'000);  // absent: ""
  std::optional<std::int64_t> integer(std::string_view name);
  bool flag(std::string_view name);                       // absent: false; forms send "true" or "on"
  std::vector<std::string> texts(std::string_view name);  // a list; a form sends one text a line
  const json::value* value(std::string_view name);        // anything; nullptr: absent
  void refuse(std::string_view name, Problem problem);    // found wrong by the caller
  Done finish();                                          // http.body_refused with all that was wrong

 private:
  void wrong(std::string code, std::string_view name, Arguments arguments = {});
  json::object object_;
  std::vector<std::string> asked_;
  std::vector<Problem> problems_;
};

// A form with files: the files in the order sent (those of the field "file"), and what stands beside them.
struct Upload {
  std::vector<FormPart> files;  // at least one
  Members fields;
};
// Problems of form_body, http.file_expected, http.too_many_files.
Result<Upload> upload_body(const Request& request, std::size_t files_max = 1);

}  // namespace luytre::http
