// CSV, HTML, written numbers, Vietnamese text, JSON: everything that reads and writes characters.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/csv.h"
#include "base/html.h"
#include "base/json.h"
#include "base/vietnamese.h"
#include "base/written_number.h"

namespace luytre {
namespace {

TEST(VietnameseTest, FoldsEveryMarkAndTheDWithStroke) {
  EXPECT_EQ(fold("  Cao   Lộc "), "cao loc");
  EXPECT_EQ(fold("ĐÌNH LẬP"), "dinh lap");
  EXPECT_EQ(fold("Lương Văn Tri ưởng"), "luong van tri uong");
  EXPECT_EQ(fold("Đ\u00ecnh"), fold("\u0110i\u0300nh"));  // composed and decomposed alike
  EXPECT_EQ(slug("Thành phố Lạng Sơn (2025)"), "thanh-pho-lang-son-2025");
}

TEST(VietnameseTest, SortsAsADictionaryDoes) {
  std::vector<std::string> names = {"Đình Lập", "Chi Lăng", "Ăn", "An", "Âu", "Dân", "Bắc Sơn"};
  std::sort(names.begin(), names.end(), vietnamese_less);
  EXPECT_EQ(names, (std::vector<std::string>{"An", "Ăn", "Âu", "Bắc Sơn", "Chi Lăng", "Dân", "Đình Lập"}));
  EXPECT_LT(vietnamese_sort_key("Dân"), vietnamese_sort_key("Đình"));
}

struct NumberCase {
  const char* text;
  const char* value;  // or the problem's code
};

TEST(WrittenNumberTest, ReadsOnlyWhatIsUnambiguous) {
  const NumberCase cases[] = {{"5860", "5860"},
                              {"71,3", "71.3"},
                              {"71.3", "71.3"},
                              {"1.234,5", "1234.5"},
                              {"1,234.5", "1234.5"},
                              {"1.234.567", "1234567"},
                              {"12,50", "12.50"},
                              {"5.860", "number.ambiguous"},
                              {"5,860", "number.ambiguous"},
                              {"12.34.5", "number.malformed"},
                              {"abc", "number.malformed"},
                              {"", "number.malformed"},
                              {"-3,5", "-3.5"},
                              {"0.123", "number.ambiguous"}};
  for (const auto& [text, value] : cases) {
    const auto read = parse_written_number(text);
    EXPECT_EQ(read ? read->text() : read.error().code, value) << text;
  }
  EXPECT_EQ(parse_written_number("5.860", NumberStyle::vietnamese).value(), Decimal::of(5860));
  EXPECT_EQ(parse_written_number("5.860", NumberStyle::english).value().text(), "5.860");
  EXPECT_EQ(style_proven_by("71,3"), NumberStyle::vietnamese);
  EXPECT_EQ(style_proven_by("5.860"), NumberStyle::unknown);
}

TEST(CsvTest, KeepsQuotesLinesAndBlanks) {
  const auto table = parse_csv(
                         "\xEF\xBB\xBF"
                         "a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n 2 ,\n",
                         "so.csv")
                         .value();
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.header, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(table.rows[0].cells[1], "x, \"y\"\nz");
  EXPECT_EQ(table.rows[1].cells[0], " 2 ");
  EXPECT_EQ(table.where(table.rows[1]), "so.csv:5");
  EXPECT_EQ(table.column("b"), 1U);
  EXPECT_EQ(table.column("c"), std::nullopt);
}

TEST(CsvTest, RefusesWithFileAndLine) {
  EXPECT_EQ(parse_csv("", "so.csv").error().code, "csv.empty");
  EXPECT_EQ(parse_csv("a,a\n", "so.csv").error().code, "csv.duplicate_column");
  EXPECT_EQ(parse_csv("a,b\n1\n", "so.csv").error().where, "so.csv:2");
  EXPECT_EQ(parse_csv("a\n\"1\n", "so.csv").error().code, "csv.unclosed_quote");
  EXPECT_EQ(parse_csv("a\n\xff\n", "so.csv").error().code, "csv.not_utf8");
}

TEST(CsvTest, CellsCannotBecomeFormulas) {
  EXPECT_EQ(csv_cell("=1+1"), "\"'=1+1\"");
  EXPECT_EQ(csv_cell("-12.5"), "-12.5");
  EXPECT_EQ(csv_cell("a,\"b\""), "\"a,\"\"b\"\"\"");
}

TEST(JsonTest, PrettyKeepsOrder) {
  EXPECT_EQ(pretty(parse_json(R"({"b":[1,{"a":null}],"a":{}})").value()),
            "{\n  \"b\": [\n    1,\n    {\n      \"a\": null\n    }\n  ],\n  \"a\": {}\n}\n");
  EXPECT_EQ(parse_json("{").error().code, "json.malformed");
}

TEST(HtmlTest, MarkUpIsMadeHarmless) {
  EXPECT_EQ(escape_html("<a href=\"x\" title='y'>R&D</a>"),
            "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;R&amp;D&lt;/a&gt;");
  EXPECT_EQ(escape_html("Lộc Bình"), "Lộc Bình");
}

}  // namespace
}  // namespace luytre
