#include "platform/http/body.h"

#include <algorithm>

#include "base/vietnamese.h"

namespace luytre::http {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::string lowered(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string media_type_of(const Request& request) {
  const std::string_view header = request.header("content-type");
  return lowered(trimmed(header.substr(0, header.find(';'))));
}

// `name="x"` or `name=x` among the parameters of a header, "" when it is not there.
std::string header_parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at != std::string_view::npos) {
    std::string_view rest = header.substr(at + 1);
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return {};
    const bool is_it = lowered(trimmed(rest.substr(0, equals))) == name;
    rest.remove_prefix(equals + 1);
    std::size_t end = 0;
    std::string value;
    if (!rest.empty() && rest.front() == '"') {
      for (end = 1; end < rest.size() && rest[end] != '"'; ++end) value += rest[end];
      if (end == rest.size()) return {};
      ++end;
    } else {
      end = std::min(rest.find(';'), rest.size());
      value = std::string(trimmed(rest.substr(0, end)));
    }
    if (is_it) return value;
    const std::size_t next = rest.find(';', end);
    at = next == std::string_view::npos ? next : header.size() - rest.size() + next;
  }
  return {};
}

tl::unexpected<Problem> malformed() { return refuse("http.form_malformed", {}, "body"); }
tl::unexpected<Problem> too_many(std::size_t max) {
  return refuse("http.too_many_fields", {{"max", std::to_string(max)}}, "body");
}

Result<std::vector<FormPart>> urlencoded(std::string_view body) {
  std::vector<FormPart> parts;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('&', at), body.size());
    const std::string_view pair = body.substr(at, end - at);
    at = end + 1;
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(pair.substr(std::min(equals + 1, pair.size())), true, true);
    if (!name || !value) return malformed();
    if (parts.size() >= form_fields_max) return too_many(form_fields_max);
    parts.push_back({*std::move(name), "", "", *std::move(value)});
  }
  return parts;
}

// "C:\\folder\\a.xlsx" and "../a.xlsx" are "a.xlsx".
std::string bare_file_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  return std::string(slash == std::string_view::npos ? name : name.substr(slash + 1));
}

// Header lines, a blank line, bytes.
Result<FormPart> part_of(std::string_view text) {
  const std::size_t blank = text.find("\r\n\r\n");
  if (blank == std::string_view::npos) return malformed();
  FormPart part;
  std::string_view head = text.substr(0, blank);
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return malformed();
    const std::string name = lowered(trimmed(line.substr(0, colon)));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "content-type") part.media_type = lowered(value.substr(0, value.find(';')));
    if (name != "content-disposition") continue;
    if (lowered(trimmed(value.substr(0, value.find(';')))) != "form-data") return malformed();
    part.name = header_parameter(value, "name");
    part.file_name = bare_file_name(header_parameter(value, "filename"));
  }
  part.bytes = std::string(text.substr(blank + 4));
  const bool is_text_fit = !part.file_name.empty() || is_valid_utf8(part.bytes);
  if (part.name.empty() || !is_valid_utf8(part.name) || !is_valid_utf8(part.file_name) || !is_text_fit)
    return malformed();
  return part;
}

Result<std::vector<FormPart>> multipart(const Request& request) {
  const std::string boundary = header_parameter(request.header("content-type"), "boundary");
  if (boundary.empty() || boundary.size() > boundary_bytes_max) return malformed();
  const std::string mark = "--" + boundary;
  const std::string between = "\r\n" + mark;
  const std::string_view body = request.body;
  if (!body.starts_with(mark)) return malformed();
  std::vector<FormPart> parts;
  for (std::size_t at = mark.size();;) {
    if (body.substr(at, 2) == "--") return parts;
    if (body.substr(at, 2) != "\r\n") return malformed();
    at += 2;
    const std::size_t end = body.find(between, at);
    if (end == std::string_view::npos) return malformed();
    if (parts.size() >= form_parts_max) return too_many(form_parts_max);
    auto part = part_of(body.substr(at, end - at));
    if (!part) return pass_on(part);
    parts.push_back(*std::move(part));
    at = end + between.size();
  }
}

std::string place(std::string_view name) { return "/" + std::string(name); }

// Fields as texts, files left out; several boxes of one name are lines of one text.
json::object fields_of(const std::vector<FormPart>& parts) {
  json::object object;
  for (const FormPart& part : parts) {
    if (!part.file_name.empty()) continue;
    if (const json::value* earlier = object.if_contains(part.name)) {
      object[part.name] = std::string(earlier->get_string()) + "\n" + part.bytes;
    } else {
      object[part.name] = part.bytes;
    }
  }
  return object;
}

}  // namespace

Result<json::object> json_body(const Request& request) {
  if (media_type_of(request) != "application/json") return refuse("http.json_expected", {}, "header:Content-Type");
  auto value = parse_json(request.body);
  if (!value) {
    value.error().where = "body";
    return pass_on(value);
  }
  if (!value->is_object()) return refuse("http.json_expected", {}, "body");
  return std::move(value->get_object());
}

Result<std::vector<FormPart>> form_body(const Request& request) {
  const std::string type = media_type_of(request);
  if (type == "application/x-www-form-urlencoded") return urlencoded(request.body);
  if (type == "multipart/form-data") return multipart(request);
  return refuse("http.form_expected", {}, "header:Content-Type");
}

std::string content_of(const Request& request) {
  if (media_type_of(request) != "multipart/form-data") return request.body;
  const auto parts = form_body(request);
  if (!parts) return request.body;
  std::string content;
  for (const FormPart& part : *parts) {
    if (part.name == "form_token") continue;
    for (const std::string* text : {&part.name, &part.file_name, &part.bytes})
      content += std::to_string(text->size()) + ":" + *text;
  }
  return content;
}

std::string body_field(const Request& request, std::string_view name) {
  if (media_type_of(request) == "application/json") {
    const auto object = json_body(request);
    const json::value* found = object ? object->if_contains(name) : nullptr;
    return found != nullptr && found->is_string() ? std::string(found->get_string()) : std::string();
  }
  const auto parts = form_body(request);
  if (!parts) return {};
  const auto found =
      std::find_if(parts->begin(), parts->end(), [&](const FormPart& part) { return part.name == name; });
  return found == parts->end() ? std::string() : found->bytes;
}

Result<Members> Members::of(const Request& request) {
  if (media_type_of(request) == "application/json") {
    auto object = json_body(request);
    if (!object) return pass_on(object);
    return Members(*std::move(object));
  }
  const auto parts = form_body(request);
  if (!parts) return pass_on(parts);
  return Members(fields_of(*parts));
}

Result<Upload> upload_body(const Request& request, std::size_t files_max) {
  auto parts = form_body(request);
  if (!parts) return pass_on(parts);
  Upload upload{{}, Members(fields_of(*parts))};
  for (FormPart& part : *parts) {
    if (part.file_name.empty()) continue;
    if (part.name != "file") return luytre::refuse("http.file_expected", {{"name", "file"}}, place(part.name));
    if (upload.files.size() >= files_max)
      return luytre::refuse("http.too_many_files", {{"max", std::to_string(files_max)}}, "/file");
    upload.files.push_back(std::move(part));
  }
  if (upload.files.empty()) return luytre::refuse("http.file_expected", {{"name", "file"}}, "/file");
  return upload;
}

void Members::wrong(std::string code, std::string_view name, Arguments arguments) {
  arguments.emplace_back("name", std::string(name));
  problems_.push_back({std::move(code), std::move(arguments), place(name), {}});
}

void Members::refuse(std::string_view name, Problem problem) {
  if (problem.where.empty()) problem.where = place(name);
  problems_.push_back(std::move(problem));
}

const json::value* Members::value(std::string_view name) {
  asked_.emplace_back(name);
  const json::value* found = object_.if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string Members::text_or_empty(std::string_view name, std::size_t bytes_max) {
  const json::value* found = value(name);
  if (found == nullptr) return {};
  if (!found->is_string()) {
    wrong("http.member_type", name, {{"type", "string"}});
    return {};
  }
  std::string text(found->get_string());
  if (text.size() > bytes_max) wrong("http.member_too_long", name, {{"max", std::to_string(bytes_max)}});
  return text;
}

std::string Members::text(std::string_view name, std::size_t bytes_max) {
  const std::size_t before = problems_.size();
  std::string text = text_or_empty(name, bytes_max);
  if (problems_.size() == before && trimmed(text).empty()) wrong("http.member_missing", name);
  return text;
}

std::optional<std::int64_t> Members::integer(std::string_view name) {
  const json::value* found = value(name);
  if (found == nullptr) return std::nullopt;
  if (const auto* number = found->if_int64()) return *number;
  if (const auto* number = found->if_uint64()) return static_cast<std::int64_t>(*number);
  if (found->is_string()) {
    const std::string text(found->get_string());
    if (text.empty()) return std::nullopt;
    const bool is_digits =
        text.size() <= 18 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (is_digits) return std::stoll(text);
  }
  wrong("http.member_type", name, {{"type", "integer"}});
  return std::nullopt;
}

bool Members::flag(std::string_view name) {
  const json::value* found = value(name);
  if (found == nullptr) return false;
  if (const bool* truth = found->if_bool()) return *truth;
  const std::string text = found->is_string() ? std::string(found->get_string()) : "?";
  if (text == "true" || text == "on" || text == "1") return true;
  if (text != "false" && text != "0" && !text.empty()) wrong("http.member_type", name, {{"type", "boolean"}});
  return false;
}

std::vector<std::string> Members::texts(std::string_view name) {
  const json::value* found = value(name);
  std::vector<std::string> list;
  if (found == nullptr) return list;
  if (found->is_string()) {
    const std::string text(found->get_string());
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const auto line = trimmed(std::string_view(text).substr(at, end - at));
      if (!line.empty()) list.emplace_back(line);
      at = end + 1;
    }
    return list;
  }
  if (const json::array* items = found->if_array()) {
    for (const json::value& item : *items) {
      if (!item.is_string()) {
        wrong("http.member_type", name, {{"type", "string[]"}});
        return {};
      }
      list.emplace_back(item.get_string());
    }
    return list;
  }
  wrong("http.member_type", name, {{"type", "string[]"}});
  return list;
}

Done Members::finish() {
  constexpr std::string_view always_known[] = {"form_token", "reason", "lang"};
  for (const auto& member : object_) {
    const std::string name(member.key());
    const bool is_known = std::find(asked_.begin(), asked_.end(), name) != asked_.end() ||
                          std::find(std::begin(always_known), std::end(always_known), name) != std::end(always_known);
    if (!is_known) wrong("http.member_unknown", name);
  }
  if (problems_.empty()) return {};
  if (problems_.size() == 1) return tl::unexpected(std::move(problems_.front()));
  const std::string count = std::to_string(problems_.size());
  return luytre::refuse("http.body_refused", {{"count", count}}, "body", std::move(problems_));
}

}  // namespace luytre::http
