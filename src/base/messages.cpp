#include "base/messages.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/resources.h"

namespace luytre {
namespace {

struct Entry {
  std::string vi;
  std::string en;
  int status = 0;
};

struct Catalogue {
  std::map<std::string, Entry, std::less<>> entries;
  std::vector<std::string> faults;
};

std::set<std::string> names_in(const std::string& text) {
  std::set<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const auto close = text.find('}', open);
    if (close == std::string::npos) break;
    names.insert(text.substr(open + 1, close - open - 1));
  }
  return names;
}

void read_entry(const std::string& code, const YAML::Node& node, Catalogue& catalogue) {
  Entry entry;
  if (node["vi"]) entry.vi = node["vi"].as<std::string>();
  if (node["en"]) entry.en = node["en"].as<std::string>();
  if (node["status"]) entry.status = node["status"].as<int>();
  if (entry.vi.empty() || entry.en.empty()) catalogue.faults.push_back(code + ": vi and en are both needed");
  if (names_in(entry.vi) != names_in(entry.en)) catalogue.faults.push_back(code + ": vi and en name other values");
  if (!catalogue.entries.emplace(code, entry).second) catalogue.faults.push_back(code + ": stands twice");
}

Catalogue read_catalogue() {
  Catalogue catalogue;
  for (const auto& path : resources_under("messages/")) {
    try {
      const YAML::Node file = YAML::Load(std::string(resource(path)));
      for (const auto& item : file) read_entry(item.first.as<std::string>(), item.second, catalogue);
    } catch (const YAML::Exception& error) {
      catalogue.faults.push_back(path + ": " + error.what());
    }
  }
  return catalogue;
}

const Catalogue& catalogue() {
  static const Catalogue read_once = read_catalogue();
  return read_once;
}

const Entry* find_entry(std::string_view code) {
  const auto found = catalogue().entries.find(code);
  return found == catalogue().entries.end() ? nullptr : &found->second;
}

// No text that a person typed begins with it: control characters are refused at the door.
constexpr char word_mark = '\x1f';

std::string in_words(const std::string& value, Language language) {
  return !value.empty() && value.front() == word_mark ? say(std::string_view(value).substr(1), language) : value;
}

std::string fill(const std::string& text, const Arguments& arguments, Language language) {
  std::string filled;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto open = text.find('{', at);
    const auto close = open == std::string::npos ? std::string::npos : text.find('}', open);
    if (close == std::string::npos) break;
    filled.append(text, at, open - at);
    const std::string name = text.substr(open + 1, close - open - 1);
    const auto value =
        std::find_if(arguments.begin(), arguments.end(), [&](const auto& argument) { return argument.first == name; });
    filled += value == arguments.end() ? "{" + name + "}" : in_words(value->second, language);
    at = close + 1;
  }
  return filled.append(text, at, std::string::npos);
}

void add_lines(const Problem& problem, Language language, std::size_t depth, std::string& lines) {
  if (!lines.empty()) lines += '\n';
  lines.append(depth * 2, ' ');
  lines += message(problem, language);
  for (const auto& cause : problem.causes) add_lines(cause, language, depth + 1, lines);
}

}  // namespace

std::optional<Language> language_named(std::string_view code) {
  if (code == "vi") return Language::vi;
  if (code == "en") return Language::en;
  return std::nullopt;
}

std::string_view code_of(Language language) { return language == Language::vi ? "vi" : "en"; }

std::string say(std::string_view code, const Arguments& arguments, Language language) {
  const Entry* entry = find_entry(code);
  if (entry == nullptr) return "[" + std::string(code) + "]";
  return fill(language == Language::vi ? entry->vi : entry->en, arguments, language);
}

std::string say(std::string_view code, Language language) { return say(code, {}, language); }

std::string catalogue_word(std::string_view code) { return std::string(1, word_mark).append(code); }

std::string message(const Problem& problem, Language language) {
  const std::string text = say(problem.code, problem.arguments, language);
  return problem.where.empty() ? text : problem.where + ": " + text;
}

std::string full_message(const Problem& problem, Language language) {
  std::string lines;
  add_lines(problem, language, 0, lines);
  return lines;
}

int http_status(std::string_view code) {
  const Entry* entry = find_entry(code);
  return entry == nullptr || entry->status == 0 ? 500 : entry->status;
}

bool in_catalogue(std::string_view code) { return find_entry(code) != nullptr; }

std::vector<std::string> catalogue_codes() {
  std::vector<std::string> codes;
  for (const auto& [code, entry] : catalogue().entries) codes.push_back(code);
  return codes;
}

std::vector<std::string> catalogue_faults() { return catalogue().faults; }

}  // namespace luytre
