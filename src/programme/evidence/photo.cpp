#include "programme/evidence/photo.h"

#include <libexif/exif-data.h>

#include <memory>
#include <optional>

#include "base/date.h"

namespace luytre::evidence {
namespace {

struct Unref {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};
using Exif = std::unique_ptr<ExifData, Unref>;

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }
std::int64_t big_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = 0; i < count; ++i) value = value << 8U | byte_at(bytes, at + i);
  return value;
}
std::int64_t little_endian(std::string_view bytes, std::size_t at, std::size_t count) {
  std::int64_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8U | byte_at(bytes, at + i - 1);
  return value;
}

// The start of the frame of a JPEG: behind the other segments, each with its length.
void read_jpeg_size(std::string_view bytes, PhotoFacts& facts) {
  constexpr std::size_t segment_head = 4, frame_head = 9;
  std::size_t at = 2;
  while (at + frame_head <= bytes.size() && byte_at(bytes, at) == 0xff) {
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xff) {  // filling
      ++at;
      continue;
    }
    const bool is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (is_frame) {
      facts.height = big_endian(bytes, at + segment_head + 1, 2);
      facts.width = big_endian(bytes, at + segment_head + 3, 2);
      return;
    }
    if (marker == 0xd9 || marker == 0xda) return;  // the picture itself
    at += 2 + static_cast<std::size_t>(big_endian(bytes, at + 2, 2));
  }
}

void read_webp_size(std::string_view bytes, PhotoFacts& facts) {
  if (bytes.size() < 30) return;
  const std::string_view form = bytes.substr(12, 4);
  if (form == "VP8X") {
    facts.width = little_endian(bytes, 24, 3) + 1;
    facts.height = little_endian(bytes, 27, 3) + 1;
  } else if (form == "VP8 " && bytes.substr(23, 3) == "\x9d\x01\x2a") {
    facts.width = little_endian(bytes, 26, 2) & 0x3fff;
    facts.height = little_endian(bytes, 28, 2) & 0x3fff;
  } else if (form == "VP8L" && byte_at(bytes, 20) == 0x2f) {
    const std::int64_t packed = little_endian(bytes, 21, 4);
    facts.width = (packed & 0x3fff) + 1;
    facts.height = ((packed >> 14U) & 0x3fff) + 1;
  }
}

// The bytes of an entry; libexif keeps text with or without a NUL at its end.
std::string_view text_of(ExifData* exif, ExifIfd ifd, ExifTag tag) {
  ExifEntry* entry = exif_content_get_entry(exif->ifd[ifd], tag);
  if (entry == nullptr || entry->format != EXIF_FORMAT_ASCII || entry->data == nullptr) return {};
  const std::string_view text(reinterpret_cast<const char*>(entry->data), entry->size);
  return text.substr(0, text.find('\0'));
}

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// "2025:07:01 10:20:30" -> "2025-07-01T10:20:30".
std::string instant_of(std::string_view text) {
  if (text.size() != 19 || text[10] != ' ' || text[13] != ':' || text[16] != ':') return {};
  std::string day(text.substr(0, 10));
  day[4] = day[7] = '-';
  if (!Date::parse(day)) return {};
  const std::string_view hour = text.substr(11, 2), minute = text.substr(14, 2), second = text.substr(17, 2);
  if (!are_digits(hour) || !are_digits(minute) || !are_digits(second)) return {};
  if (hour > "23" || minute > "59" || second > "60") return {};
  return day + "T" + std::string(text.substr(11));
}

// "+07:00", or nothing.
std::string_view offset_of(std::string_view text) {
  const bool is_offset = text.size() == 6 && (text[0] == '+' || text[0] == '-') && text[3] == ':' &&
                         are_digits(text.substr(1, 2)) && are_digits(text.substr(4, 2)) && text.substr(1, 2) <= "14" &&
                         text.substr(4, 2) <= "59";
  return is_offset ? text : std::string_view();
}

constexpr std::int64_t scale = 100'000'000;  // of a degree; kept are six decimals, a tenth of a metre

// Degrees, minutes and seconds as three fractions, in units of 1/scale; nothing when they are no angle.
std::optional<std::int64_t> angle_of(ExifData* exif, ExifTag tag, std::int64_t degrees_max) {
  ExifEntry* entry = exif_content_get_entry(exif->ifd[EXIF_IFD_GPS], tag);
  constexpr std::size_t fraction_bytes = 8;
  if (entry == nullptr || entry->format != EXIF_FORMAT_RATIONAL || entry->components != 3 || entry->data == nullptr ||
      entry->size < 3 * fraction_bytes) {
    return std::nullopt;
  }
  const ExifByteOrder order = exif_data_get_byte_order(exif);
  std::int64_t sum = 0, parts_of_degree = 1;
  for (std::size_t part = 0; part < 3; ++part, parts_of_degree *= 60) {
    const ExifRational fraction = exif_get_rational(entry->data + part * fraction_bytes, order);
    const std::int64_t over = fraction.numerator, under = fraction.denominator;
    if (under == 0 && over == 0 && part > 0) continue;  // some cameras write an unknown part so
    if (under == 0 || over / under > (part == 0 ? degrees_max : 59)) return std::nullopt;
    // At most 2^32 · 10^8, which fits.
    sum += over * scale / (under * parts_of_degree);
  }
  if (sum > degrees_max * scale) return std::nullopt;
  return sum;
}

std::string decimal_text(std::int64_t angle, bool is_negative) {
  constexpr std::int64_t kept = 1'000'000;
  const std::int64_t rounded = (angle + scale / kept / 2) / (scale / kept);
  std::string fraction = std::to_string(rounded % kept);
  fraction.insert(0, 6 - fraction.size(), '0');
  return (is_negative && rounded != 0 ? "-" : "") + std::to_string(rounded / kept) + "." + fraction;
}

// A camera without a fix writes zeros: that is no place.
void read_place(ExifData* exif, PhotoFacts& facts) {
  const auto tag = [](int number) { return static_cast<ExifTag>(number); };
  const auto latitude = angle_of(exif, tag(EXIF_TAG_GPS_LATITUDE), 90);
  const auto longitude = angle_of(exif, tag(EXIF_TAG_GPS_LONGITUDE), 180);
  const auto north = text_of(exif, EXIF_IFD_GPS, tag(EXIF_TAG_GPS_LATITUDE_REF));
  const auto east = text_of(exif, EXIF_IFD_GPS, tag(EXIF_TAG_GPS_LONGITUDE_REF));
  const bool has_sides = (north == "N" || north == "S") && (east == "E" || east == "W");
  if (!latitude || !longitude || !has_sides || (*latitude == 0 && *longitude == 0)) return;
  facts.latitude = decimal_text(*latitude, north == "S");
  facts.longitude = decimal_text(*longitude, east == "W");
}

void read_exif(std::string_view bytes, PhotoFacts& facts) {
  const Exif exif(exif_data_new_from_data(reinterpret_cast<const unsigned char*>(bytes.data()),
                                          static_cast<unsigned>(bytes.size())));
  if (exif == nullptr) return;
  constexpr auto offset_time_original = static_cast<ExifTag>(0x9011), offset_time = static_cast<ExifTag>(0x9010);
  facts.taken_at = instant_of(text_of(exif.get(), EXIF_IFD_EXIF, EXIF_TAG_DATE_TIME_ORIGINAL));
  auto offset = offset_of(text_of(exif.get(), EXIF_IFD_EXIF, offset_time_original));
  if (facts.taken_at.empty()) {
    facts.taken_at = instant_of(text_of(exif.get(), EXIF_IFD_0, EXIF_TAG_DATE_TIME));
    offset = offset_of(text_of(exif.get(), EXIF_IFD_EXIF, offset_time));
  }
  if (!facts.taken_at.empty()) facts.taken_at += offset;
  read_place(exif.get(), facts);
  ExifEntry* turned = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (turned == nullptr || turned->format != EXIF_FORMAT_SHORT || turned->data == nullptr || turned->size < 2) return;
  const auto orientation = exif_get_short(turned->data, exif_data_get_byte_order(exif.get()));
  if (orientation >= 5 && orientation <= 8) std::swap(facts.width, facts.height);
}

}  // namespace

PhotoFacts read_photo(std::string_view bytes, std::string_view media_type) {
  PhotoFacts facts;
  if (media_type == "image/jpeg") {
    read_jpeg_size(bytes, facts);
    read_exif(bytes, facts);
  } else if (media_type == "image/webp") {
    read_webp_size(bytes, facts);
  } else if (media_type == "image/png" && bytes.size() >= 24) {
    facts.width = big_endian(bytes, 16, 4);
    facts.height = big_endian(bytes, 20, 4);
  }
  return facts;
}

}  // namespace luytre::evidence
