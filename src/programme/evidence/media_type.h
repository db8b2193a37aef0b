// What a file is, told by its content and never by its name: an allow-list. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"

namespace luytre::evidence {

inline constexpr std::size_t package_entries_max = 10'000;                        // of a document that is a zip
inline constexpr std::size_t package_contents_bytes_max = std::size_t{1} << 20U;  // of its list of contents, inflated

// "image/jpeg", "application/pdf" …: JPEG, PNG, WebP, HEIC, PDF, DOCX, XLSX, MP4, MP3, M4A, OGG, plain text. A document
// is refused when it carries macros. Problems evidence.empty, evidence.type_executable, evidence.type_active (HTML, SVG
// and other texts that run), evidence.type_macros, evidence.type_old_office, evidence.type_archive,
// evidence.type_unknown.
Result<std::string> detect_media_type(std::string_view bytes);

// The endings that a name of the type may have, the usual one first, in lower case: ".jpg", ".jpeg".
std::vector<std::string_view> endings_of(std::string_view media_type);

// Shown by a browser without a program of its own: images and PDF.
bool can_be_shown(std::string_view media_type);

}  // namespace luytre::evidence
