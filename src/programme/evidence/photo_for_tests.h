// A photograph made by hand: the least JPEG with the EXIF of a camera that knew when and where it stood.
#pragma once

#include <string>
#include <string_view>

namespace luytre::evidence {

inline std::string number16(unsigned value) {
  return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xffU)};
}
inline std::string number32(unsigned value) { return number16(value >> 16U) + number16(value & 0xffffU); }

// Big-endian TIFF of three directories: the first points to the camera's and to the place's.
inline std::string exif_of(std::string_view taken, const std::string& latitude, const std::string& longitude,
                           unsigned orientation) {
  const auto entry = [](unsigned tag, unsigned type, unsigned count, const std::string& value) {
    return number16(tag) + number16(type) + number32(count) + value;
  };
  constexpr unsigned first = 8, camera = first + 2 + 3 * 12 + 4, place = camera + 2 + 2 * 12 + 4,
                     data = place + 2 + 4 * 12 + 4;
  constexpr unsigned time_bytes = 20, offset_bytes = 7, angle_bytes = 24;
  std::string tiff = std::string("MM\0\x2a", 4) + number32(first);
  tiff += number16(3) + entry(0x0112, 3, 1, number16(orientation) + number16(0)) +
          entry(0x8769, 4, 1, number32(camera)) + entry(0x8825, 4, 1, number32(place)) + number32(0);
  tiff += number16(2) + entry(0x9003, 2, time_bytes, number32(data)) +
          entry(0x9011, 2, offset_bytes, number32(data + time_bytes)) + number32(0);
  constexpr unsigned angles = data + time_bytes + offset_bytes;
  tiff += number16(4) + entry(1, 2, 2, std::string("N\0\0\0", 4)) + entry(2, 5, 3, number32(angles)) +
          entry(3, 2, 2, std::string("E\0\0\0", 4)) + entry(4, 5, 3, number32(angles + angle_bytes)) + number32(0);
  tiff += std::string(taken) + '\0' + std::string("+07:00\0", offset_bytes) + latitude + longitude;
  return tiff;
}

// Degrees, minutes, and hundredths of a second.
inline std::string angle(unsigned degrees, unsigned minutes, unsigned hundredths) {
  return number32(degrees) + number32(1) + number32(minutes) + number32(1) + number32(hundredths) + number32(100);
}

inline std::string photo_of(const std::string& exif, unsigned width = 640, unsigned height = 480,
                            std::string_view picture = "picture") {
  const std::string app1 = std::string("Exif\0\0", 6) + exif;
  return "\xff\xd8\xff\xe1" + number16(static_cast<unsigned>(app1.size() + 2)) + app1 + "\xff\xc0" + number16(11) +
         "\x08" + number16(height) + number16(width) + std::string("\x01\x01\x11\0", 4) + "\xff\xda" +
         std::string(picture) + "\xff\xd9";
}

inline std::string photo_of_doan_ket(std::string_view picture = "picture") {
  return photo_of(exif_of("2025:08:09 10:20:30", angle(22, 17, 2514), angle(106, 30, 0), 6), 640, 480, picture);
}

}  // namespace luytre::evidence
