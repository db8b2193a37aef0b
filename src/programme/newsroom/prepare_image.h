// From whatever bytes somebody sent to two pictures that are safe to show: decoded, turned as the camera was, written
// anew as JPEG without a word of what the file said of itself (EXIF, place, thumbnail).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::newsroom {

inline constexpr std::size_t image_bytes_max = std::size_t{12} << 20U;
inline constexpr std::int64_t image_pixels_max = 30'000'000;
inline constexpr std::int64_t image_side_max = 20'000;
inline constexpr int large_width_max = 1'200;
inline constexpr int small_width_max = 480;

struct ImageBytes {
  std::string bytes;  // JPEG
  int width = 0;
  int height = 0;
};

struct PreparedImage {
  ImageBytes large;
  ImageBytes small;
  std::string digest;  // hex SHA-256 of the large one
};

// JPEG, PNG and WebP by their content; the size is read from the header before anything is decoded. Problems
// news.image_too_large, news.image_not_a_picture, news.image_too_many_pixels, news.image_broken.
Result<PreparedImage> prepare_image(std::string_view bytes);

}  // namespace luytre::newsroom
