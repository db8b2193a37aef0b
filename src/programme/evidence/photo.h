// What a picture says of itself: its size, and when and where a photograph was taken. Pure.
#pragma once

#include <string_view>

#include "programme/evidence/evidence.h"

namespace luytre::evidence {

// Size of JPEG, PNG and WebP; time and place from the EXIF of a JPEG. What is missing, impossible or unreadable stays
// empty: a picture is no worse evidence for it. Never fails.
PhotoFacts read_photo(std::string_view bytes, std::string_view media_type);

}  // namespace luytre::evidence
