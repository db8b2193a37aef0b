// Word and Excel documents (OOXML): which of the two a zip is, and whether it carries macros.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::evidence {

inline constexpr std::string_view word_media_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
inline constexpr std::string_view sheet_media_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Problems evidence.type_macros, evidence.type_archive (a zip that is no such document, or one that is damaged).
Result<std::string> media_type_of_package(std::string_view bytes);

}  // namespace luytre::evidence
