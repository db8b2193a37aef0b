// Pages as a reader gets them: every letter there, typefaces inside, text found again, codes that scan.
#include <gmock/gmock.h>

#include <future>

#include "base/memory.h"
#include "platform/paper/flow.h"
#include "platform/paper/paper_for_tests.h"
#include "platform/paper/pdf_language.h"
#include "platform/paper/printed.h"
#include "platform/paper/qr.h"
#include "platform/paper/vietnamese_letters.h"

namespace luytre::paper {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view pangram = "Nguyễn Thị Hường ở Quỳnh Sơn, Bắc Sơn: «đường, điện, trường, trạm» đạt 98,5 %";

std::string printed_once(const Facts& facts, const std::function<void(Canvas&)>& draw) {
  const auto pdf = printed(facts, [&](Canvas& canvas) -> Done {
    draw(canvas);
    return {};
  });
  EXPECT_TRUE(pdf) << pdf.error().code;
  return pdf.value_or("");
}

TEST(Paper, every_vietnamese_letter_is_drawn_by_the_typeface_that_was_asked_for) {
  printed_once({.title = "Chữ"}, [&](Canvas& canvas) {
    for (const auto& [face, name] :
         {std::pair(Typeface::sans, "Liberation Sans"), std::pair(Typeface::serif, "Liberation Serif"),
          std::pair(Typeface::mono, "Liberation Mono")}) {
      for (const bool is_bold : {false, true}) {
        const auto letters = canvas.lay_out(vietnamese_letters, 180, {.face = face, .is_bold = is_bold});
        EXPECT_EQ(letters.letters_without_glyph(), 0U) << name;
        EXPECT_THAT(letters.typefaces(), ElementsAre(name));
      }
    }
  });
}

TEST(Paper, is_a_pdf_with_its_typefaces_inside_its_title_and_its_language) {
  const std::string pdf = printed_once(
      {.title = "Biên bản"}, [](Canvas& canvas) { canvas.text(pangram, 20, 20, 170, {.face = Typeface::serif}); });
  EXPECT_EQ(pdf.substr(0, 5), "%PDF-");
  EXPECT_THAT(pdf, HasSubstr("/FontFile"));
  EXPECT_THAT(pdf, HasSubstr("/Lang (vi)"));
  const PaperFile file("facts", pdf);
  if (!is_installed("pdfinfo")) GTEST_SKIP() << "pdfinfo is not installed (Debian package poppler-utils)";
  EXPECT_THAT(*output_of("pdfinfo '" + file.path() + "'"), HasSubstr("Biên bản"));
  EXPECT_THAT(*output_of("pdffonts '" + file.path() + "'"), HasSubstr("LiberationSerif"));
  EXPECT_THAT(*output_of("pdffonts '" + file.path() + "' | tail -n +3 | cut -c58-"), Not(HasSubstr("no  no")));
}

TEST(Paper, a_file_of_another_make_is_left_as_it_is) {
  EXPECT_EQ(with_language("", "vi"), "");
  EXPECT_EQ(with_language("%PDF-1.5 startxref\n99", "vi"), "%PDF-1.5 startxref\n99");
  const std::string outside = "trailer\n<< /Size 2 /Root 1 0 R /Info 1 0 R >>\nstartxref\n4000\n";
  EXPECT_EQ(with_language(outside, "vi"), outside);
}

TEST(Paper, text_is_found_again) {
  const std::string pdf = printed_once({.title = "Chữ"}, [](Canvas& canvas) {
    canvas.text(pangram, 20, 20, 170, {});
    canvas.text(vietnamese_letters, 20, 40, 170, {.face = Typeface::serif, .is_bold = true});
  });
  auto text = PaperFile("text", pdf).text();
  if (!text) GTEST_SKIP() << "pdftotext is not installed (Debian package poppler-utils)";
  EXPECT_THAT(*text, HasSubstr(std::string(pangram)));
  std::erase_if(*text, [](char letter) { return letter == '\n' || letter == ' '; });
  EXPECT_THAT(*text, HasSubstr(std::string(vietnamese_letters)));
}

TEST(Paper, bytes_that_are_no_text_do_no_harm) {
  const std::string odd("ab\xff\xfe\xc3 \xed\xa0\x80 \0 \x1b[31m\xe2\x80\xae txt", 25);
  const std::string pdf = printed_once({.title = odd, .author = odd, .watermark = odd}, [&](Canvas& canvas) {
    canvas.text(odd, 20, 20, 170, {});
    canvas.text("", 20, 30, 170, {});
    canvas.text("nguye\u0302\u0303n", 20, 40, 170, {});  // decomposed
    canvas.slanted("", {0, 0, 100, 100}, pale_ink);
  });
  const auto text = PaperFile("odd", pdf).text();
  if (!text) GTEST_SKIP() << "pdftotext is not installed (Debian package poppler-utils)";
  EXPECT_THAT(*text, HasSubstr("nguyễn"));
  EXPECT_THAT(*text, Not(HasSubstr("\xe2\x80\xae")));
}

std::string page_of_many(std::size_t page, std::size_t pages) {
  return "trang " + std::to_string(page) + "/" + std::to_string(pages);
}

TEST(Paper, pages_are_numbered_and_a_table_says_its_header_on_each) {
  const Facts facts{.title = "Bảng", .running_title = "Sổ", .numbering = page_of_many};
  const std::string pdf = printed_once(facts, [](Canvas& canvas) {
    Flow flow(canvas);
    Table table{.columns = {{20, Align::right}, {150, Align::left}}, .header = {"Số", "Thôn"}, .rows = {}};
    for (int i = 1; i <= 90; ++i) table.rows.push_back({{std::to_string(i), std::string(pangram)}});
    flow.table(table);
    for (int i = 0; i < 40; ++i) flow.paragraph(std::string(pangram) + ".\n" + std::string(pangram), {}, 10);
  });
  const auto text = PaperFile("numbered", pdf).text();
  if (!text) GTEST_SKIP() << "pdftotext is not installed (Debian package poppler-utils)";
  EXPECT_THAT(*text, HasSubstr("trang 1/4"));
  EXPECT_THAT(*text, HasSubstr("trang 4/4"));
  std::size_t headers = 0;
  for (std::size_t at = 0; (at = text->find("Thôn\n", at)) != std::string::npos; ++at) ++headers;
  EXPECT_EQ(headers, 3U);
}

TEST(Paper, a_code_scans) {
  const std::string address = "https://luytre.example.vn/phieu#7QX4F2K9ZTMC";
  const auto modules = qr_modules(address);
  ASSERT_TRUE(modules);
  EXPECT_EQ(modules->is_dark.size(), modules->side * modules->side);
  EXPECT_FALSE(qr_modules(""));
  EXPECT_FALSE(qr_modules(std::string(5'000, 'x')));
  const std::string pdf = printed_once({.title = "Mã"}, [&](Canvas& canvas) {
    EXPECT_TRUE(draw_qr(canvas, address, 20, 20, 24));
    EXPECT_EQ(draw_qr(canvas, std::string(5'000, 'x'), 20, 20, 24).error().code, "paper.no_qr");
  });
  if (!is_installed("zbarimg") || !is_installed("pdftoppm")) {
    GTEST_SKIP() << "zbarimg or pdftoppm is not installed (Debian packages zbar-tools, poppler-utils)";
  }
  const PaperFile file("code", pdf);
  const std::string image = file.path() + ".png";
  output_of("pdftoppm -r 150 -png -singlefile '" + file.path() + "' '" + file.path() + "'");
  EXPECT_EQ(*output_of("zbarimg --quiet --raw '" + image + "'"), address + "\n");
  std::filesystem::remove(image);
}

TEST(Paper, five_hundred_pages_take_little_memory) {
  const double before = resident_memory_bytes();
  double most = 0;
  const std::string pdf = printed_once({.title = "Nhiều trang", .numbering = page_of_many}, [&](Canvas& canvas) {
    for (int page = 1; page <= 500; ++page) {
      if (page > 1) canvas.next_page();
      for (int line = 0; line < 20; ++line) canvas.text(pangram, 20, 20 + 10 * line, 170, {});
      EXPECT_TRUE(draw_qr(canvas, "https://luytre.example.vn/phieu#" + std::to_string(page), 20, 240, 24));
      most = std::max(most, resident_memory_bytes());
    }
  });
  constexpr double megabyte = 1'048'576;
  EXPECT_TRUE(!memory_can_be_measured || most - before < 60 * megabyte) << most - before;
  EXPECT_LT(static_cast<double>(pdf.size()), 10 * megabyte);
}

TEST(Paper, documents_are_made_side_by_side) {
  const auto one = [] {
    return printed_once({.title = "Song song", .numbering = page_of_many}, [](Canvas& canvas) {
      Flow flow(canvas);
      for (int i = 0; i < 60; ++i) flow.paragraph(pangram, {.face = Typeface::serif});
    });
  };
  const std::size_t alone = one().size();
  std::vector<std::future<std::string>> others;
  for (int i = 0; i < 6; ++i) others.push_back(std::async(std::launch::async, one));
  for (auto& other : others) EXPECT_EQ(other.get().size(), alone);
}

TEST(Paper, a_document_without_end_is_refused) {
  const auto pdf = printed({.title = "Quá dài"}, [](Canvas& canvas) -> Done {
    for (std::size_t page = 0; page < pages_max; ++page) canvas.next_page();
    return {};
  });
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code, "paper.too_many_pages");
}

}  // namespace
}  // namespace luytre::paper
