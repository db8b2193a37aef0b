#include "platform/http/openapi.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/resources.h"

namespace luytre::http {
namespace {

json::value scalar_of(const YAML::Node& node) {
  const std::string& text = node.Scalar();
  if (node.Tag() == "!") return json::value(text);  // it was quoted
  if (text == "true") return json::value(true);
  if (text == "false") return json::value(false);
  if (text == "null" || text == "~" || text.empty()) return json::value(nullptr);
  std::int64_t whole = 0;
  const char* end = text.data() + text.size();
  if (const auto [stop, error] = std::from_chars(text.data(), end, whole); error == std::errc{} && stop == end)
    return json::value(whole);
  return json::value(text);
}

json::value value_of(const YAML::Node& node) {
  if (node.IsSequence()) {
    json::array array;
    for (const auto& item : node) array.push_back(value_of(item));
    return array;
  }
  if (node.IsMap()) {
    json::object object;
    for (const auto& item : node) object[item.first.as<std::string>()] = value_of(item.second);
    return object;
  }
  return node.IsScalar() ? scalar_of(node) : json::value(nullptr);
}

bool is_interface(std::string_view pattern) { return pattern.substr(0, 5) == "/api/" || pattern == "/healthz"; }

std::set<std::string> described(const json::value& document) {
  static const std::set<std::string, std::less<>> methods = {"get", "post", "put", "patch", "delete"};
  std::set<std::string> operations;
  const json::object* object = document.if_object();
  const json::value* paths = object == nullptr ? nullptr : object->if_contains("paths");
  if (paths == nullptr || !paths->is_object()) return operations;
  for (const auto& path : paths->get_object()) {
    if (!path.value().is_object()) continue;
    for (const auto& operation : path.value().get_object()) {
      std::string method(operation.key());
      if (methods.count(method) == 0) continue;
      std::transform(method.begin(), method.end(), method.begin(), [](char c) { return static_cast<char>(c - 32); });
      operations.insert(method + " " + std::string(path.key()));
    }
  }
  return operations;
}

}  // namespace

Result<json::value> json_of_yaml(std::string_view yaml) {
  if (yaml.empty()) return refuse("http.document_missing", {{"reason", "empty"}});
  try {
    return value_of(YAML::Load(std::string(yaml)));
  } catch (const std::exception& error) {
    return refuse("http.document_missing", {{"reason", error.what()}}, "docs/api/openapi.yaml");
  }
}

void add_base_routes(Router& router, std::string version, std::function<Result<std::int64_t>()> snapshot) {
  const auto document = json_of_yaml(resource("docs/api/openapi.yaml"));
  router.get("/api/openapi.json", [document](const Request&) -> Result<Response> {
    if (!document) return pass_on(document);
    Response response = document_response("application/json", compact(*document) + "\n");
    response.set("Access-Control-Allow-Origin", "*");
    return response;
  });
  router.get(
      "/healthz",
      [version = std::move(version), snapshot = std::move(snapshot)](const Request& request) -> Result<Response> {
        const auto number = snapshot();
        if (!number) {
          Response response = problem_response(number.error(), request);
          response.status = 503;
          return response;
        }
        Response response = json_response(request, json::object{{"status", "ok"}, {"version", version}}, *number);
        response.set("Cache-Control", "no-store");
        return response;
      });
}

std::vector<std::string> document_faults(const Router& router, const json::value& document) {
  std::set<std::string> operations = described(document);
  std::vector<std::string> faults;
  for (const Route& route : router.routes()) {
    if (!is_interface(route.pattern)) continue;
    const std::string operation = route.method + " " + route.pattern;
    if (operations.erase(operation) == 0) faults.push_back(operation + ": not in the document");
  }
  for (const std::string& operation : operations) faults.push_back(operation + ": no such route");
  return faults;
}

}  // namespace luytre::http
