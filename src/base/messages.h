// The one catalogue of texts: problems and interface words, Vietnamese and English, from messages/*.yaml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre {

enum class Language { vi, en };

std::optional<Language> language_named(std::string_view code);  // "vi", "en"
std::string_view code_of(Language);

// The text of a catalogue entry with its {names} filled in. An unknown code gives the code itself in brackets,
// so that a missing text is seen and tested, never a crash.
std::string say(std::string_view code, const Arguments& arguments, Language language);
std::string say(std::string_view code, Language language);

// An argument that is itself an entry of the catalogue, said in the language of whoever reads the sentence around it.
std::string catalogue_word(std::string_view code);

// One sentence for the problem, led by where it is when that is known.
std::string message(const Problem& problem, Language language);

// The problem and, indented below it, each of its causes.
std::string full_message(const Problem& problem, Language language);

int http_status(std::string_view code);  // 500 for a code without a status
bool in_catalogue(std::string_view code);
std::vector<std::string> catalogue_codes();  // sorted

// What is wrong with the catalogue: a duplicate code, a missing language, names that differ between the languages.
std::vector<std::string> catalogue_faults();

}  // namespace luytre
