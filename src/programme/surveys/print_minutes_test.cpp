// Minutes of a commune of twelve villages: every figure of the record stands on them, and what is not known says so.
#include "programme/surveys/print_minutes.h"

#include <gmock/gmock.h>

#include "platform/paper/paper_for_tests.h"
#include "programme/surveys/print_for_tests.h"

namespace luytre::surveys {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* villages[] = {"Nà Riềng 1", "Nà Riềng 2", "Bản Đắc", "Khuổi Luông", "Đon Riệc 1", "Đon Riệc 2",
                                    "Tân Sơn",    "Thâm Pát",   "Đon Úy",  "Nội Hòa",     "Nà Pán",     "Pá Danh"};

Tally tally_of(std::int64_t households, std::size_t questions) {
  Tally tally;
  tally.households = households;
  tally.printed = households + 10;
  tally.handed = households;
  tally.returned = households * 9 / 10;
  tally.left_out = 2;
  tally.by_channel[0] = tally.valid() - 20;
  tally.by_channel[2] = 20;
  for (std::size_t i = 0; i < questions; ++i) {
    const std::int64_t against = static_cast<std::int64_t>(i * 7 % 13);
    tally.items.push_back({tally.valid() - against - 3, against, 3});
  }
  return tally;
}

Minutes minutes_of(std::string_view form) {
  Minutes minutes;
  minutes.commune = "xã Quỳnh Sơn";
  minutes.province = "tỉnh Lạng Sơn";
  minutes.title = "Xã Quỳnh Sơn đạt chuẩn nông thôn mới năm 2026";
  minutes.form = &form_named(form);
  minutes.document = "Kế hoạch 14/KH-MTTQ-BTT ngày 24/11/2026";
  minutes.opens_on = Date::of(2026, 12, 1);
  minutes.closes_on = Date::of(2026, 12, 20);
  minutes.printed_on = Date::of(2026, 12, 22);
  minutes.known_at = 18'240;
  std::int64_t households = 104;
  for (const char* name : villages) {
    const Tally tally = tally_of(households += 17, minutes.form->questions.size());
    minutes.villages.push_back(
        {std::string("Thôn ") + name, tally, Date::of(2026, 11, 30), "danh sách của trưởng thôn"});
  }
  minutes.parameters.overall = {Decimal::of(90), false, "320/QĐ-TTg", "Phụ lục", criteria::Confidence::from_memory};
  minutes.parameters.each_item = {Decimal::of(80), false, "320/QĐ-TTg", "Phụ lục", criteria::Confidence::from_memory};
  minutes.verdict = {engine::Outcome::not_assessed, true, engine::Outcome::met, engine::Outcome::met,
                     engine::Outcome::not_assessed, 1};
  minutes.anomalies = {{"Thôn Bản Đắc",
                        "121 phiếu liền nhau giống hệt nhau ở mọi câu",
                        "đã trả lời",
                        {"Phiếu được điền tại cuộc họp thôn ngày 10/12, mỗi hộ tự điền; Mặt trận xã đã mời Mặt trận xã "
                         "Bắc Quỳnh kiểm phiếu lại."}},
                       {"Thôn Pá Danh", "40 phiếu được nhập trong 3 phút", "chưa trả lời", {}}};
  minutes.recounts = {{"Thôn Bản Đắc", "xã Bắc Quỳnh", 30, MinutesRecount::Outcome{28, 1, 1, 2, ""}},
                      {"Thôn Pá Danh", "xã Bắc Quỳnh", 20, {}}};
  return minutes;
}

TEST(Minutes, hold_every_figure_of_the_round) {
  for (const Language language : {Language::vi, Language::en}) {
    Minutes minutes = minutes_of("commune-ntm-2022-19");
    minutes.language = language;
    const auto pdf = minutes_pdf(minutes);
    ASSERT_TRUE(pdf);
    const auto text = paper::PaperFile("minutes-" + std::string(code_of(language)), *pdf).text();
    if (!text) GTEST_SKIP() << "pdftotext is not installed (Debian package poppler-utils)";
    const bool is_vi = language == Language::vi;
    for (const char* name : villages) EXPECT_THAT(*text, HasSubstr(std::string("Thôn ") + name));
    EXPECT_THAT(*text, HasSubstr(is_vi ? "2.574" : "2,574"));  // households of the twelve
    EXPECT_THAT(*text, HasSubstr(is_vi ? "18.240" : "18,240"));
    EXPECT_THAT(*text, HasSubstr(is_vi ? "(tạm tính)" : "(provisional)"));
    EXPECT_THAT(*text, HasSubstr(is_vi ? "chưa nạp" : "not loaded"));
    EXPECT_THAT(*text, HasSubstr("121 phiếu liền nhau giống hệt nhau"));
    EXPECT_THAT(*text, HasSubstr(is_vi ? "28 phiếu giống, 1 phiếu khác" : "28 alike, 1 different"));
    EXPECT_THAT(*text, HasSubstr(is_vi ? "Trang 1/" : "Page 1/"));
    EXPECT_THAT(*text, Not(HasSubstr("[surveys_print.")));
    EXPECT_THAT(*text, Not(HasSubstr("{")));
  }
}

TEST(Minutes, of_a_round_without_anything_are_still_printed) {
  Minutes minutes = minutes_of("commune-ntm-2022");
  minutes.villages.clear();
  minutes.anomalies.clear();
  minutes.recounts.clear();
  minutes.parameters = {};
  minutes.is_demonstration = true;
  const auto pdf = minutes_pdf(minutes);
  ASSERT_TRUE(pdf);
  const auto text = paper::PaperFile("minutes-empty", *pdf).text();
  if (!text) GTEST_SKIP() << "pdftotext is not installed (Debian package poppler-utils)";
  EXPECT_THAT(*text, HasSubstr("Không có dấu hiệu bất thường nào."));
}

}  // namespace
}  // namespace luytre::surveys
