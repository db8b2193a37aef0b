#include "base/json.h"

namespace luytre {
namespace {

void write(const json::value& value, std::size_t depth, std::string& out);

void start_line(std::size_t depth, std::string& out) {
  out += '\n';
  out.append(depth * 2, ' ');
}

void write_array(const json::array& array, std::size_t depth, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ',';
    start_line(depth + 1, out);
    write(array[i], depth + 1, out);
  }
  if (!array.empty()) start_line(depth, out);
  out += ']';
}

void write_object(const json::object& object, std::size_t depth, std::string& out) {
  out += '{';
  bool first = true;
  for (const auto& [key, value] : object) {
    if (!first) out += ',';
    first = false;
    start_line(depth + 1, out);
    out += json::serialize(json::string(key));
    out += ": ";
    write(value, depth + 1, out);
  }
  if (!object.empty()) start_line(depth, out);
  out += '}';
}

void write(const json::value& value, std::size_t depth, std::string& out) {
  if (const auto* array = value.if_array()) {
    write_array(*array, depth, out);
  } else if (const auto* object = value.if_object()) {
    write_object(*object, depth, out);
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string compact(const json::value& value) { return json::serialize(value); }

std::string pretty(const json::value& value) {
  std::string out;
  write(value, 0, out);
  out += '\n';
  return out;
}

Result<json::value> parse_json(std::string_view text) {
  json::error_code error;
  json::parse_options options;
  options.max_depth = 64;
  json::value value = json::parse({text.data(), text.size()}, error, {}, options);
  if (error) return refuse("json.malformed", {{"reason", error.message()}});
  return value;
}

}  // namespace luytre
