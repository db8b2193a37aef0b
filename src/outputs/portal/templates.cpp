#include "outputs/portal/templates.h"

#include "base/html.h"
#include "base/resources.h"

namespace luytre::portal {
namespace {

constexpr std::string_view folders[] = {"portal/templates/", "office/templates/"};
constexpr std::string_view ending = ".mustache";

std::string with_words(std::string_view text, Language language, std::vector<std::string>& faults) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t open = text.find("[["); open != std::string_view::npos; open = text.find("[[", at)) {
    const std::size_t close = text.find("]]", open);
    if (close == std::string_view::npos) break;
    const std::string code(text.substr(open + 2, close - open - 2));
    if (!in_catalogue(code)) faults.push_back(code + ": no such message");
    out.append(text.substr(at, open - at)).append(escape_html(say(code, language)));
    at = close + 2;
  }
  return out.append(text.substr(at));
}

}  // namespace

View empty_list() { return View(View::type::list); }

void set_text(View& view, const std::string& name, const std::string& text) {
  view.set(name, text.empty() ? View(false) : View(text));
}

void set_flag(View& view, const std::string& name, bool value) { view.set(name, View(value)); }

Templates::Templates() {
  for (const std::string_view folder : folders) read_folder(folder);
}

void Templates::read_folder(std::string_view folder) {
  for (const std::string& path : resources_under(folder)) {
    if (path.size() <= folder.size() + ending.size()) continue;
    const std::string name = path.substr(folder.size(), path.size() - folder.size() - ending.size());
    for (const Language language : {Language::vi, Language::en}) {
      std::string text = with_words(resource(path), language, faults_);
      kainjow::mustache::mustache parsed(text);
      if (!parsed.is_valid()) faults_.push_back(path + ": " + parsed.error_message());
      texts_.emplace(name + "." + std::string(code_of(language)), std::move(text));
    }
  }
}

const std::string& Templates::text(std::string_view name, Language language) const {
  static const std::string none;
  const auto found = texts_.find(std::string(name) + "." + std::string(code_of(language)));
  return found == texts_.end() ? none : found->second;
}

std::string Templates::render(std::string_view name, Language language, View view) const {
  for (const auto& [key, partial] : texts_) {
    const bool is_partial = key.front() == '_' && key.substr(key.size() - 2) == code_of(language);
    if (!is_partial) continue;
    view.set(key.substr(0, key.size() - 3), View(kainjow::mustache::partial([text = &partial] { return *text; })));
  }
  kainjow::mustache::mustache filled(text(name, language));
  return filled.render(view);
}

}  // namespace luytre::portal
