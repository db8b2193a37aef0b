#include "base/json_texts.h"

#include "base/json.h"

namespace luytre {

std::string texts_as_json(const std::vector<std::string>& texts) {
  return compact(json::array(texts.begin(), texts.end()));
}

std::vector<std::string> texts_from_json(const std::string& text) {
  std::vector<std::string> texts;
  const auto parsed = parse_json(text);
  if (!parsed || !parsed->is_array()) return texts;
  for (const json::value& each : parsed->as_array()) {
    if (each.is_string()) texts.emplace_back(each.as_string());
  }
  return texts;
}

}  // namespace luytre
