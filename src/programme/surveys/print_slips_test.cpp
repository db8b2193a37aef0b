// Slips as they leave the printer: all questions, serials in their order, codes that scan, nothing that counts them.
#include "programme/surveys/print_slips.h"

#include <gmock/gmock.h>

#include "base/memory.h"
#include "platform/paper/paper_for_tests.h"
#include "programme/surveys/print_for_tests.h"
#include "programme/surveys/print_words.h"
#include "programme/surveys/serial.h"

namespace luytre::surveys {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* no_poppler = "pdftotext is not installed (Debian package poppler-utils)";

SlipSheet sheet_of(std::string_view form, std::size_t slips) {
  SlipSheet sheet{.commune = "xã Quỳnh Sơn",
                  .village = "Thôn Nà Riềng",
                  .title = "Xã Quỳnh Sơn đạt chuẩn nông thôn mới năm 2026",
                  .form = &form_named(form),
                  .document = "Kế hoạch 14/KH-MTTQ-BTT",
                  .opens_on = Date::of(2026, 12, 1),
                  .closes_on = Date::of(2026, 12, 20),
                  .address = "https://luytre.langson.example.vn/phieu",
                  .serials = {}};
  const std::string round = new_round_code();
  while (sheet.serials.size() < slips) sheet.serials.push_back(new_serial(round));
  return sheet;
}

std::string pdf_of(const SlipSheet& sheet) {
  const auto pdf = slips_pdf(sheet);
  EXPECT_TRUE(pdf) << pdf.error().code;
  return pdf.value_or("");
}

// Without blanks and line ends: a sentence that was broken into lines is found again.
std::string squeezed(std::string text) {
  std::erase_if(text, [](char letter) { return letter == '\n' || letter == ' '; });
  return text;
}

std::size_t pages_in(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\f'));
}

TEST(Slips, ten_questions_take_half_a_sheet_and_nineteen_a_whole_one) {
  const auto ten = paper::PaperFile("slips-10", pdf_of(sheet_of("commune-ntm-2022", 5))).text();
  const auto nineteen = paper::PaperFile("slips-19", pdf_of(sheet_of("commune-ntm-2022-19", 2))).text();
  if (!ten || !nineteen) GTEST_SKIP() << no_poppler;
  EXPECT_EQ(pages_in(*ten), 3U);
  EXPECT_EQ(pages_in(*nineteen), 2U);
}

TEST(Slips, say_each_question_and_what_becomes_of_the_paper) {
  for (const Language language : {Language::vi, Language::en}) {
    SlipSheet sheet = sheet_of("commune-ntm-2022-19", 1);
    sheet.language = language;
    const paper::PaperFile file(std::string("slips-19-") + std::string(code_of(language)), pdf_of(sheet));
    if (!file.text()) GTEST_SKIP() << no_poppler;
    const std::string text = squeezed(*paper::output_of("pdftotext -raw '" + file.path() + "' -"));
    for (const auto& question : sheet.form->questions) {
      EXPECT_THAT(text, HasSubstr(squeezed(said(question.text, language))));
    }
    EXPECT_THAT(text, HasSubstr(squeezed(sheet.village)));
    EXPECT_THAT(
        text,
        HasSubstr(squeezed(say("surveys_print.promise", {{"day", shown_day(sheet.closes_on, language)}}, language))));
    EXPECT_THAT(text, Not(HasSubstr("{")));
  }
}

TEST(Slips, keep_the_order_of_serials_and_bear_no_other_number) {
  const SlipSheet sheet = sheet_of("commune-ntm-2022", 4);
  const paper::PaperFile file("slips-order", pdf_of(sheet));
  if (!file.text()) GTEST_SKIP() << no_poppler;
  std::string raw = *paper::output_of("pdftotext -raw '" + file.path() + "' -");
  std::size_t at = 0;
  for (const std::string& serial : sheet.serials) {
    const std::size_t found = raw.find(shown_serial(serial), at);
    ASSERT_NE(found, std::string::npos);
    at = found;
  }
  // But for their serials, the pages are alike to the letter.
  for (const std::string& serial : sheet.serials) raw.erase(raw.find(shown_serial(serial)), 14);
  const std::size_t end = raw.find('\f');
  EXPECT_EQ(raw.substr(0, end), raw.substr(end + 1, raw.size() - end - 2));
}

TEST(Slips, codes_scan_to_the_address_with_the_serial_after_the_hash) {
  const SlipSheet sheet = sheet_of("commune-ntm-2022", 1);
  const paper::PaperFile file("slips-code", pdf_of(sheet));
  if (!paper::is_installed("zbarimg") || !paper::is_installed("pdftoppm")) {
    GTEST_SKIP() << "zbarimg or pdftoppm is not installed (Debian packages zbar-tools, poppler-utils)";
  }
  paper::output_of("pdftoppm -r 110 -png -singlefile '" + file.path() + "' '" + file.path() + "'");
  EXPECT_EQ(*paper::output_of("zbarimg --quiet --raw '" + file.path() + ".png'"),
            sheet.address + "#" + sheet.serials[0] + "\n");
  std::filesystem::remove(file.path() + ".png");
}

TEST(Slips, of_a_demonstration_say_so) {
  SlipSheet sheet = sheet_of("commune-ntm-2022", 2);
  const auto plain = paper::PaperFile("slips-plain", pdf_of(sheet)).text();
  sheet.is_demonstration = true;
  const paper::PaperFile file("slips-demonstration", pdf_of(sheet));
  if (!plain) GTEST_SKIP() << no_poppler;
  const std::string marked = squeezed(*paper::output_of("pdftotext -raw '" + file.path() + "' -"));
  EXPECT_THAT(marked, HasSubstr("DỮLIỆUTRÌNHDIỄN"));
  EXPECT_THAT(squeezed(*plain), Not(HasSubstr("TRÌNHDIỄN")));
}

TEST(Slips, that_cannot_be_printed_are_refused) {
  SlipSheet sheet = sheet_of("commune-ntm-2022", 0);
  EXPECT_EQ(slips_pdf(sheet).error().code, "surveys_print.no_serials");
  criteria::SurveyForm form = *sheet.form;
  while (form.questions.size() < criteria::survey_questions_max) form.questions.push_back(form.questions.front());
  sheet.form = &form;
  sheet.serials.push_back(new_serial("ABC"));
  EXPECT_EQ(slips_pdf(sheet).error().code, "surveys_print.form_too_long");
  sheet.form = &form_named("commune-ntm-2022");
  sheet.address = std::string(4'000, 'x');
  EXPECT_FALSE(slips_pdf(sheet));
}

TEST(Slips, of_a_large_village_take_little_memory) {
  const SlipSheet sheet = sheet_of("commune-ntm-2022", 1'000);
  const double before = resident_memory_bytes();
  const std::string pdf = pdf_of(sheet);
  constexpr double megabyte = 1'048'576;
  EXPECT_LT(static_cast<double>(pdf.size()), 15 * megabyte);
  const double taken = resident_memory_bytes() - before;
  EXPECT_TRUE(!paper::memory_can_be_measured || taken < 90 * megabyte) << taken;
}

TEST(Slips, names_of_any_length_fit) {
  SlipSheet sheet = sheet_of("commune-ntm-2022", 2);
  for (int i = 0; i < 12; ++i) sheet.title += ", kỳ lấy ý kiến thứ hai";
  sheet.village = "Thôn Nà Riềng – Khuổi Luông – Bản Đắc (sáp nhập từ ba thôn, theo Nghị quyết của Hội đồng nhân dân)";
  EXPECT_TRUE(slips_pdf(sheet));
}

}  // namespace
}  // namespace luytre::surveys
