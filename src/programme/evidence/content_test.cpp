// What a file is and what a photograph says, from bytes alone.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "platform/sheets/zip_for_tests.h"
#include "programme/evidence/evidence.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/office_package.h"
#include "programme/evidence/photo.h"
#include "programme/evidence/photo_for_tests.h"

namespace luytre::evidence {
namespace {

using namespace std::string_literals;

std::string told(const std::string& bytes) {
  const auto type = detect_media_type(bytes);
  return type ? *type : type.error().code;
}

using sheets::zip_of;

const std::string contents = "<Types><Override PartName='/word/document.xml' ContentType='word'/></Types>";
const std::string macro_contents =
    "<Types><Override PartName='/word/x.bin' ContentType='application/vnd.ms-office.vbaProject'/></Types>";

struct Case {
  std::string bytes, answer;
};

TEST(MediaType, is_told_by_content) {
  const std::vector<Case> cases{
      {photo_of_doan_ket(), "image/jpeg"},
      {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x80"s, "image/png"},
      {"RIFF\x20\0\0\0WEBPVP8 \x14\0\0\0"s, "image/webp"},
      {"\0\0\0\x18"s + "ftypheic\0\0\0\0mif1heic"s, "image/heic"},
      {"\0\0\0\x18"s + "ftypmp42\0\0\0\0isommp42"s, "video/mp4"},
      {"\0\0\0\x14"s + "ftypxxxx\0\0\0\0isom"s, "video/mp4"},
      {"\0\0\0\x18"s + "ftypM4A \0\0\0\0M4A mp42"s, "audio/mp4"},
      {"%PDF-1.7\n", "application/pdf"},
      {"ID3\4\0"s, "audio/mpeg"},
      {"\xff\xfb\x90\x64"s, "audio/mpeg"},
      {"OggS\0\2"s, "audio/ogg"},
      {"Đường thôn,37,5\r\n", "text/plain"},
      {"\xef\xbb\xbfxã;giá trị\n", "text/plain"},
      {zip_of({{"[Content_Types].xml", contents}, {"word/document.xml", "x"}}), std::string(word_media_type)},
      {zip_of({{"[Content_Types].xml", contents}, {"xl/workbook.xml", "x"}}), std::string(sheet_media_type)},
  };
  for (const Case& one : cases) EXPECT_EQ(told(one.bytes), one.answer) << one.bytes.substr(0, 20);
}

TEST(MediaType, refuses_what_runs_or_hides) {
  const std::vector<Case> cases{
      {"", "evidence.empty"},
      {"\xef\xbb\xbf", "evidence.empty"},
      {"MZ\x90\0"s, "evidence.type_executable"},
      {"\x7f"
       "ELF\2",
       "evidence.type_executable"},
      {"#!/bin/sh\necho", "evidence.type_executable"},
      {"\xca\xfe\xba\xbe\0"s, "evidence.type_executable"},
      {"<!DOCTYPE html><p>xin chào", "evidence.type_active"},
      {"chỉ là chữ <SCRIPT>alert(1)</SCRIPT>", "evidence.type_active"},
      {"<svg xmlns='http://www.w3.org/2000/svg'/>", "evidence.type_active"},
      {"<?xml version='1.0'?><a/>", "evidence.type_active"},
      {"<\0h\0t\0m\0l\0>\0"s, "evidence.type_unknown"},
      {"a\x1b[2J", "evidence.type_unknown"},
      {"\xff\xfe", "evidence.type_unknown"},
      {"GIF89a\1\0\1\0"s, "evidence.type_unknown"},
      {"\0\0\0\x14"s + "ftypqt  \0\0\0\0qt  "s, "evidence.type_unknown"},
      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "evidence.type_old_office"},
      {"{\\rtf1", "evidence.type_old_office"},
      {"\x1f\x8b\x08", "evidence.type_archive"},
      {"PK\3\4 không phải tệp nén", "evidence.type_archive"},
      {zip_of({{"a.txt", "x"}}), "evidence.type_archive"},
      {zip_of({{"[Content_Types].xml", contents}}), "evidence.type_archive"},
      {zip_of({{"[Content_Types].xml", contents}, {"word/document.xml", "x"}, {"xl/workbook.xml", "x"}}),
       "evidence.type_archive"},
      {zip_of({{"[Content_Types].xml", contents}, {"word/document.xml", "x"}, {"word/VBAProject.BIN", "x"}}),
       "evidence.type_macros"},
      {zip_of({{"[Content_Types].xml", macro_contents}, {"word/document.xml", "x"}, {"word/x.bin", "x"}}),
       "evidence.type_macros"},
      {zip_of({{"[Content_Types].xml", contents + std::string(2'000'000, ' ')}, {"word/document.xml", "x"}}),
       "evidence.type_archive"},
  };
  for (const Case& one : cases) EXPECT_EQ(told(one.bytes), one.answer) << one.bytes.substr(0, 20);
  const std::string whole = zip_of({{"[Content_Types].xml", contents}, {"word/document.xml", "x"}});
  for (std::size_t cut = 1; cut < whole.size(); ++cut) {
    EXPECT_NE(told(whole.substr(0, cut)), std::string(word_media_type)) << cut;
  }
}

TEST(Photo, says_when_and_where) {
  const PhotoFacts facts = read_photo(photo_of_doan_ket(), "image/jpeg");
  EXPECT_EQ(facts.taken_at, "2025-08-09T10:20:30+07:00");
  EXPECT_EQ(facts.latitude, "22.290317");
  EXPECT_EQ(facts.longitude, "106.500000");
  EXPECT_EQ(facts.width, 480) << "turned by a quarter";
  EXPECT_EQ(facts.height, 640);
  EXPECT_EQ(read_photo("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x80"s, "image/png").width, 256);
  EXPECT_EQ(read_photo("RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f\xff\x40\0\0\0\0\0\0\0"s, "image/webp").width, 256);
}

TEST(Photo, says_nothing_rather_than_something_false) {
  const auto place_of = [](const std::string& latitude, const std::string& longitude) {
    return read_photo(photo_of(exif_of("2025:08:09 10:20:30", latitude, longitude, 1)), "image/jpeg").latitude;
  };
  EXPECT_EQ(place_of(angle(0, 0, 0), angle(0, 0, 0)), "") << "a camera without a fix";
  EXPECT_EQ(place_of(angle(90, 0, 1), angle(106, 0, 0)), "");
  EXPECT_EQ(place_of(angle(22, 0, 0), angle(181, 0, 0)), "");
  EXPECT_EQ(place_of(angle(22, 60, 0), angle(106, 0, 0)), "");
  EXPECT_EQ(place_of(angle(90, 0, 0), angle(180, 0, 0)), "90.000000");
  EXPECT_EQ(place_of(angle(0xffffffffU, 0, 0), angle(106, 0, 0)), "");
  EXPECT_EQ(place_of(std::string(24, '\0'), angle(106, 0, 0)), "");
  const auto time_of = [](std::string_view taken) {
    return read_photo(photo_of(exif_of(taken, angle(22, 0, 0), angle(106, 0, 0), 1)), "image/jpeg").taken_at;
  };
  EXPECT_EQ(time_of("2025:02:30 10:20:30"), "");
  EXPECT_EQ(time_of("0000:00:00 00:00:00"), "");
  EXPECT_EQ(time_of("2025:08:09 25:20:30"), "");
  EXPECT_EQ(time_of("    :  :     :  :  "), "");
}

TEST(Photo, any_damage_is_borne) {
  const std::string whole = photo_of_doan_ket();
  rc::check("a photograph cut and scratched anywhere", [&] {
    std::string bytes = whole.substr(0, *rc::gen::inRange<std::size_t>(3, whole.size() + 1));
    for (int scratch = *rc::gen::inRange(0, 8); scratch > 0; --scratch) {
      bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    }
    const PhotoFacts facts = read_photo(bytes, "image/jpeg");
    RC_ASSERT(facts.latitude.empty() == facts.longitude.empty());
    RC_ASSERT(facts.width >= 0 && facts.width < 65'536);
  });
}

TEST(NameToSave, ends_as_the_content_and_harms_nobody) {
  EXPECT_EQ(name_to_save("đường thôn.JPG", "image/jpeg"), "đường thôn.JPG");
  EXPECT_EQ(name_to_save("x.bat", "text/plain"), "x.bat.txt");
  EXPECT_EQ(name_to_save("../../etc/passwd", "text/plain"), "passwd.txt");
  EXPECT_EQ(name_to_save("C:\\a\\b.pdf. .", "application/pdf"), "b.pdf");
  EXPECT_EQ(name_to_save("...", "application/pdf"), "minh-chung.pdf");
  EXPECT_EQ(name_to_save("a\r\nX: y.pdf", "application/pdf"), "a__X_ y.pdf");
  EXPECT_EQ(content_disposition("đường \"1\".jpg", false),
            "attachment; filename=\"duong _1_.jpg\"; filename*=UTF-8''%C4%91%C6%B0%E1%BB%9Dng%20%221%22.jpg");
}

}  // namespace
}  // namespace luytre::evidence
