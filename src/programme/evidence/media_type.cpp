#include "programme/evidence/media_type.h"

#include <algorithm>
#include <array>

#include "base/vietnamese.h"
#include "programme/evidence/office_package.h"

namespace luytre::evidence {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::string_view start;
  std::string_view meaning;  // a media type, or the problem
};

constexpr std::array signatures{
    Signature{"\xff\xd8\xff"sv, "image/jpeg"}, Signature{"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"sv, "image/png"},
    Signature{"%PDF-"sv, "application/pdf"},   Signature{"OggS\0"sv, "audio/ogg"},
    Signature{"ID3"sv, "audio/mpeg"},
};

constexpr std::array refused{
    Signature{"MZ"sv, "evidence.type_executable"},
    Signature{"\x7f"
              "ELF"sv,
              "evidence.type_executable"},
    Signature{"\xca\xfe\xba\xbe"sv, "evidence.type_executable"},
    Signature{"\xfe\xed\xfa"sv, "evidence.type_executable"},
    Signature{"\xce\xfa\xed\xfe"sv, "evidence.type_executable"},
    Signature{"\xcf\xfa\xed\xfe"sv, "evidence.type_executable"},
    Signature{"\0asm"sv, "evidence.type_executable"},
    Signature{"L\0\0\0\x01\x14\x02\0"sv, "evidence.type_executable"},  // a Windows shortcut
    Signature{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "evidence.type_old_office"},
    Signature{"{\\rtf"sv, "evidence.type_old_office"},
    Signature{"Rar!\x1a"sv, "evidence.type_archive"},
    Signature{"7z\xbc\xaf\x27\x1c"sv, "evidence.type_archive"},
    Signature{"\x1f\x8b"sv, "evidence.type_archive"},
    Signature{"BZh"sv, "evidence.type_archive"},
    Signature{"\xfd"
              "7zXZ\0"sv,
              "evidence.type_archive"},
    Signature{"PK\x05\x06"sv, "evidence.type_archive"},
};

// The brands of ISO media files, by what they are kept as.
constexpr std::array brands{
    Signature{"heic", "image/heic"}, Signature{"heix", "image/heic"}, Signature{"hevc", "image/heic"},
    Signature{"heim", "image/heic"}, Signature{"heis", "image/heic"}, Signature{"mif1", "image/heic"},
    Signature{"msf1", "image/heic"}, Signature{"M4A ", "audio/mp4"},  Signature{"M4B ", "audio/mp4"},
    Signature{"isom", "video/mp4"},  Signature{"iso2", "video/mp4"},  Signature{"iso4", "video/mp4"},
    Signature{"iso5", "video/mp4"},  Signature{"iso6", "video/mp4"},  Signature{"mp41", "video/mp4"},
    Signature{"mp42", "video/mp4"},  Signature{"avc1", "video/mp4"},  Signature{"M4V ", "video/mp4"},
    Signature{"MSNV", "video/mp4"},  Signature{"3gp4", "video/mp4"},  Signature{"3gp5", "video/mp4"},
};

// Texts that a browser or a shell would run, wherever they stand: a page may open with a comment or with anything.
constexpr std::array active_words{"<!doctype"sv, "<html"sv,   "<head"sv,   "<body"sv,  "<script"sv,
                                  "<svg"sv,      "<iframe"sv, "<object"sv, "<embed"sv, "javascript:"sv,
                                  "<?xml"sv,     "<?php"sv,   "<%@"sv,     "<meta"sv,  "<base "sv,
                                  "<form"sv,     "<img"sv,    "<style"sv,  "<link"sv,  "<foreignobject"sv};

std::string_view meaning_at_start(std::string_view bytes, const auto& list) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Signature& signature) { return bytes.starts_with(signature.start); });
  return found == list.end() ? std::string_view() : found->meaning;
}

// "ftyp" behind the length of the first box, then the major brand, a version, and the brands it goes by as well.
std::string_view media_of_iso_file(std::string_view bytes) {
  if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return {};
  const auto at = [&](std::size_t index) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[index])); };
  const std::size_t length = at(0) << 24U | at(1) << 16U | at(2) << 8U | at(3);
  if (length < 16 || length > bytes.size()) return {};
  const auto major = meaning_at_start(bytes.substr(8), brands);
  if (!major.empty()) return major;
  if (bytes.substr(8, 4) == "qt  ") return {};
  for (std::size_t brand = 16; brand + 4 <= length; brand += 4) {
    const auto meaning = meaning_at_start(bytes.substr(brand), brands);
    if (!meaning.empty()) return meaning;
  }
  return {};
}

// A frame of MPEG audio, layer III, with a rate and a bitrate that exist.
bool is_mp3_frame(std::string_view bytes) {
  if (bytes.size() < 4) return false;
  const auto at = [&](std::size_t index) { return static_cast<unsigned char>(bytes[index]); };
  const unsigned version = (at(1) >> 3U) & 3U, layer = (at(1) >> 1U) & 3U, bitrate = at(2) >> 4U,
                 rate = (at(2) >> 2U) & 3U;
  return at(0) == 0xff && (at(1) >> 5U) == 7 && version != 1 && layer == 1 && bitrate != 0 && bitrate != 15 &&
         rate != 3;
}

bool is_webp(std::string_view bytes) {
  return bytes.size() >= 16 && bytes.starts_with("RIFF") && bytes.substr(8, 7) == "WEBPVP8";
}

Result<std::string> text_media_type(std::string_view bytes) {
  if (bytes.starts_with("\xef\xbb\xbf")) bytes.remove_prefix(3);
  if (bytes.empty()) return refuse("evidence.empty");
  const bool has_control = std::any_of(bytes.begin(), bytes.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || byte == 0x7f;
  });
  if (has_control || !is_valid_utf8(bytes)) return refuse("evidence.type_unknown");
  if (bytes.starts_with("#!")) return refuse("evidence.type_executable");
  std::string lower(bytes);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const bool is_active = std::any_of(active_words.begin(), active_words.end(),
                                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
  if (is_active) return refuse("evidence.type_active");
  return std::string("text/plain");
}

}  // namespace

Result<std::string> detect_media_type(std::string_view bytes) {
  if (bytes.empty()) return refuse("evidence.empty");
  if (const auto problem = meaning_at_start(bytes, refused); !problem.empty()) return refuse(std::string(problem));
  if (bytes.starts_with("PK\x03\x04")) return media_type_of_package(bytes);
  if (const auto type = meaning_at_start(bytes, signatures); !type.empty()) return std::string(type);
  if (is_webp(bytes)) return std::string("image/webp");
  if (const auto type = media_of_iso_file(bytes); !type.empty()) return std::string(type);
  if (is_mp3_frame(bytes)) return std::string("audio/mpeg");
  return text_media_type(bytes);
}

std::vector<std::string_view> endings_of(std::string_view media_type) {
  if (media_type == "image/jpeg") return {".jpg", ".jpeg"};
  if (media_type == "image/png") return {".png"};
  if (media_type == "image/webp") return {".webp"};
  if (media_type == "image/heic") return {".heic", ".heif"};
  if (media_type == "application/pdf") return {".pdf"};
  if (media_type == word_media_type) return {".docx"};
  if (media_type == sheet_media_type) return {".xlsx"};
  if (media_type == "video/mp4") return {".mp4", ".m4v", ".3gp"};
  if (media_type == "audio/mpeg") return {".mp3"};
  if (media_type == "audio/mp4") return {".m4a", ".m4b"};
  if (media_type == "audio/ogg") return {".ogg", ".oga", ".opus"};
  if (media_type == "text/plain") return {".txt", ".csv"};
  return {};
}

bool can_be_shown(std::string_view media_type) {
  return media_type == "application/pdf" || media_type == "image/jpeg" || media_type == "image/png" ||
         media_type == "image/webp";
}

}  // namespace luytre::evidence
