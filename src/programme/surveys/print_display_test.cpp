// The sheet for the village hall: one page, dissent beside each rate, nothing that was withheld.
#include "programme/surveys/print_display.h"

#include <gmock/gmock.h>

#include "platform/paper/paper_for_tests.h"
#include "programme/surveys/print_for_tests.h"

namespace luytre::surveys {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* no_poppler = "pdftotext is not installed (Debian package poppler-utils)";

DisplaySheet sheet_of(std::string_view form) {
  DisplaySheet sheet{.commune = "xã Quỳnh Sơn",
                     .place = "Toàn xã Quỳnh Sơn",
                     .title = "Xã đạt chuẩn nông thôn mới năm 2026",
                     .opens_on = Date::of(2026, 12, 1),
                     .closes_on = Date::of(2026, 12, 20),
                     .households = "2574",
                     .returned = "2311",
                     .participation_percent = "89.8",
                     .overall = {"95.2", "4.8"},
                     .overall_answered = "2251",
                     .questions = {},
                     .outcome = engine::Outcome::met,
                     .is_provisional = true,
                     .tasks = {},
                     .complaint =
                         "Báo Ban Thường trực Ủy ban MTTQ Việt Nam xã Quỳnh Sơn (nhà văn hóa xã, 0205 3 800 000) "
                         "hoặc gửi thư không ghi tên vào hòm thư góp ý của thôn, trước ngày 10/01/2027.",
                     .address = "https://luytre.langson.example.vn/xa/06325/hai-long",
                     .shown_from = Date::of(2026, 12, 23),
                     .shown_to = Date::of(2027, 1, 7)};
  int tenths = 1'000;
  for (const auto& question : form_named(form).questions) {
    const auto percent = [](int value) { return std::to_string(value / 10) + "." + std::to_string(value % 10); };
    sheet.questions.push_back({question.text.vi, {percent(tenths), percent(1'000 - tenths)}, question.is_overall});
    tenths -= 17;
  }
  sheet.tasks = {{"Đường vào Khuổi Luông mưa là lầy, trẻ con đi học ngã", "Phòng Kinh tế xã", Date::of(2027, 3, 31),
                  "Đã đưa 1,2 km vào kế hoạch đầu tư năm 2027, khởi công tháng 2."},
                 {"Nước máy đục sau mỗi trận mưa", "Trạm cấp nước xã", Date::of(2027, 1, 31),
                  "Thay bể lọc trong tháng 01; kết quả xét nghiệm dán tại nhà văn hóa."},
                 {"Bãi rác gần suối bốc mùi", "Chủ tịch UBND xã", Date::of(2027, 2, 28), ""}};
  return sheet;
}

std::string text_of(const std::string& name, const DisplaySheet& sheet) {
  const auto pdf = display_pdf(sheet);
  EXPECT_TRUE(pdf) << pdf.error().code;
  if (!pdf) return {};
  return paper::PaperFile(name, *pdf).text().value_or("");
}

TEST(Display, of_ten_or_nineteen_questions_is_one_page) {
  for (const char* form : {"commune-ntm-2022", "commune-ntm-2022-19"}) {
    const std::string text = text_of(std::string("display-") + form, sheet_of(form));
    if (text.empty()) GTEST_SKIP() << no_poppler;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\f'), 1) << form;
    for (const char* shown :
         {"89,8", "2.574", "95,2", "4,8", "98,3", "1,7", "tạm tính", "chưa trả lời", "07/01/2027"}) {
      EXPECT_THAT(text, HasSubstr(shown)) << form;
    }
  }
}

TEST(Display, shows_nothing_of_a_rate_that_is_withheld) {
  DisplaySheet sheet = sheet_of("commune-ntm-2022");
  sheet.outcome = {};
  sheet.overall = {"", "4.8"};
  sheet.questions[1].rate = {"98.3", ""};
  sheet.questions[2].rate = {};
  const std::string text = text_of("display-withheld", sheet);
  if (text.empty()) GTEST_SKIP() << no_poppler;
  EXPECT_THAT(text, HasSubstr("ít phiếu, không nêu"));
  EXPECT_THAT(text, Not(HasSubstr("98,3")));
  EXPECT_THAT(text, Not(HasSubstr(" 4,8")));
  EXPECT_THAT(text, Not(HasSubstr("Đối chiếu với quy định")));
}

TEST(Display, counts_the_tasks_that_find_no_room) {
  DisplaySheet sheet = sheet_of("commune-ntm-2022-19");
  const auto first = sheet.tasks.front();
  while (sheet.tasks.size() < 40) sheet.tasks.push_back(first);
  sheet.is_demonstration = true;
  const std::string text = text_of("display-many", sheet);
  if (text.empty()) GTEST_SKIP() << no_poppler;
  EXPECT_EQ(std::count(text.begin(), text.end(), '\f'), 1);
  EXPECT_THAT(text, HasSubstr("đề nghị khác"));
}

TEST(Display, in_english) {
  DisplaySheet sheet = sheet_of("commune-ntm-2022");
  sheet.language = Language::en;
  const std::string text = text_of("display-en", sheet);
  if (text.empty()) GTEST_SKIP() << no_poppler;
  EXPECT_THAT(text, HasSubstr("95.2%"));
  EXPECT_THAT(text, HasSubstr("2,574"));
}

TEST(Display, what_is_no_percentage_or_does_not_fit_is_refused) {
  for (const char* value : {"101", "-1", "nhiều"}) {
    DisplaySheet sheet = sheet_of("commune-ntm-2022");
    sheet.questions[0].rate = {value, "1"};
    EXPECT_EQ(display_pdf(sheet).error().code, "surveys_print.not_a_percent");
  }
  DisplaySheet sheet = sheet_of("commune-ntm-2022");
  while (sheet.questions.size() < 60) sheet.questions.push_back(sheet.questions.front());
  EXPECT_EQ(display_pdf(sheet).error().code, "surveys_print.display_too_long");
}

}  // namespace
}  // namespace luytre::surveys
