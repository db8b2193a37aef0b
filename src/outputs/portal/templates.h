// Mustache templates with the catalogue's words already in them: "[[portal.nav.home]]" becomes the text of that
// message, escaped, once for each language. What varies with the request stays mustache.
#pragma once

#include <kainjow/mustache.hpp>
#include <map>
#include <string>
#include <string_view>

#include "base/messages.h"

namespace luytre::portal {

using View = kainjow::mustache::data;

View empty_list();
// Sets false for an empty text, so that {{#name}} tells and no outer value of the same name shines through.
void set_text(View& view, const std::string& name, const std::string& text);
void set_flag(View& view, const std::string& name, bool value);

class Templates {
 public:
  Templates();  // reads the embedded templates

  // The template `name` ("home") filled in. Every partial {{> other}} is a template too.
  std::string render(std::string_view name, Language language, View view) const;

  // Templates that do not parse and words that the catalogue lacks.
  const std::vector<std::string>& faults() const { return faults_; }

 private:
  void read_folder(std::string_view folder);
  const std::string& text(std::string_view name, Language language) const;
  std::map<std::string, std::string, std::less<>> texts_;  // "home.vi"
  std::vector<std::string> faults_;
};

}  // namespace luytre::portal
