#include "platform/sheets/workbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/messages.h"
#include "platform/sheets/cell_value.h"
#include "platform/sheets/write_workbook.h"
#include "platform/sheets/zip_for_tests.h"

namespace luytre::sheets {
namespace {

Workbook read(const std::string& bytes) {
  auto workbook = read_workbook(bytes, "tệp.xlsx");
  EXPECT_TRUE(workbook) << (workbook ? "" : full_message(workbook.error(), Language::en));
  return workbook ? std::move(*workbook) : Workbook{};
}

std::string code(const std::string& bytes) {
  const auto workbook = read_workbook(bytes, "tệp.xlsx");
  if (workbook) return "";
  EXPECT_TRUE(in_catalogue(workbook.error().code)) << workbook.error().code;
  return workbook.error().code;
}

// The texts of the first row of a sheet with these cells.
std::vector<std::string> texts(const std::string& cells, const std::string& shared = "",
                               const std::string& styles = "") {
  const auto workbook = read(zip_of(parts_with("<row r='1'>" + cells + "</row>", shared, styles)));
  std::vector<std::string> found;
  if (workbook.sheets.empty() || workbook.sheets.front().rows.empty()) return found;
  for (const auto& cell : workbook.sheets.front().rows.front().cells) found.push_back(cell.text);
  return found;
}

TEST(Workbook, knows_addresses) {
  EXPECT_EQ(address_of(7, 2), "B7");
  EXPECT_EQ(address_of(1, 26), "Z1");
  EXPECT_EQ(address_of(1, 27), "AA1");
  EXPECT_EQ(address_of(200'000, 703), "AAA200000");
}

TEST(Workbook, reads_every_kind_of_cell) {
  const std::string shared =
      "<si><t>Xã Cao Lộc</t></si><si><r><t>Trà</t></r><r><t xml:space='preserve"
      "'> Lĩnh</t></r><rPh sb='0' eb='1'><t>đọc</t></rPh></si>";
  const std::string cells =
      "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='D1' t='inlineStr'><is><r><t>a</t></r><r><t>b</t>"
      "</r></is></c><c r='E1' t='b'><v>1</v></c><c r='F1'><v>1.1000000000000001</v></c><c r='G1' t='str'><f>A1&amp;B1"
      "</f><v>x&lt;y</v></c><c r='H1' t='e'><v>#N/A</v></c><c r='I1' t='inlineStr'><is><t>a_x000D_\nb</t></is></c>";
  EXPECT_THAT(texts(cells, shared),
              testing::ElementsAre("Xã Cao Lộc", "Trà Lĩnh", "", "ab", "true", "1.1", "x<y", "#N/A", "a\nb"));
  const auto workbook = read(zip_of(parts_with("<row r='7'>" + std::string("<c r='B7'><f>1+1</f><v>2</v></c></row>"))));
  const Cell& cell = workbook.sheets.front().rows.front().cells.at(1);
  EXPECT_TRUE(cell.is_formula);
  EXPECT_EQ(cell.address(), "B7");
  EXPECT_EQ(cell.kind, CellKind::number);
  EXPECT_EQ(workbook.sheets.front().where(workbook.sheets.front().rows.front(), 1), "Tờ 1!B7");
}

TEST(Workbook, reads_dates_by_their_style) {
  const std::string styles =
      "<numFmts><numFmt numFmtId='164' formatCode='[$-42A]dd\\ mmmm yyyy;@'/><numFmt numFmtId='165' formatCode='#,##0"
      "\"ha\"'/></numFmts><cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf "
      "numFmtId='14'/>"
      "<xf numFmtId='164'/><xf numFmtId='165'/></cellXfs>";
  EXPECT_THAT(
      texts("<c s='1'><v>45839</v></c><c s='2'><v>45839.354166666664</v></c><c s='3'><v>45839</v></c>"
            "<c s='0'><v>45839</v></c><c s='1'><v>0.5</v></c><c s='1'><v>60</v></c><c s='1'><v>1</v></c>",
            "", styles),
      testing::ElementsAre("2025-07-01", "2025-07-01T08:30:00", "45839", "45839", "12:00:00", "60", "1900-01-01"));
}

TEST(Workbook, says_which_numbers_excel_shows_as_percent) {
  const std::string styles =
      "<numFmts><numFmt numFmtId='164' formatCode='0.0\\ %'/><numFmt numFmtId='165' formatCode='0\\%'/></numFmts>"
      "<cellXfs><xf numFmtId='0'/><xf numFmtId='9'/><xf numFmtId='10'/><xf numFmtId='164'/><xf "
      "numFmtId='165'/></cellXfs>";
  const auto workbook = read_workbook(
      zip_of(parts_with("<row r='1'><c s='0'><v>0.45</v></c><c s='1'><v>0.45</v></c><c s='2'><v>0.45</v></c>"
                        "<c s='3'><v>0.45</v></c><c s='4'><v>0.45</v></c></row>",
                        "", styles)),
      "a.xlsx");
  ASSERT_TRUE(workbook) << full_message(workbook.error(), Language::en);
  std::vector<bool> found;
  for (const Cell& cell : workbook->sheets.front().rows.front().cells) {
    EXPECT_EQ(cell.text, "0.45");
    found.push_back(cell.is_percent);
  }
  EXPECT_EQ(found, std::vector<bool>({false, true, true, true, false}));
}

TEST(Workbook, tells_date_formats_from_others) {
  for (const char* date : {"dd/mm/yyyy", "d-mmm-yy", "[$-42A]d mmmm yyyy", "hh:mm", "mm:ss.0", "yyyy\\-mm\\-dd;@"}) {
    EXPECT_TRUE(is_date_format(date)) << date;
  }
  for (const char* other :
       {"General", "0.00", "#,##0 \"đồng\"", "[Red]0", "[h]:mm", "@", "0.00E+00", "0\" days\"", "\"d\"0"}) {
    EXPECT_FALSE(is_date_format(other)) << other;
  }
}

TEST(Workbook, shows_numbers_as_excel_does) {
  const std::vector<std::pair<std::string, std::string>> cases{{"1", "1"},
                                                               {"12.50", "12.5"},
                                                               {"0.30000000000000004", "0.3"},
                                                               {"1E-3", "0.001"},
                                                               {"-0", "0"},
                                                               {"1.5E+3", "1500"},
                                                               {"100", "100"},
                                                               {"99999999999999999", "100000000000000000"},
                                                               {"5E-324", "5E-324"},
                                                               {"abc", "abc"},
                                                               {"-2.0", "-2"},
                                                               {"71.299999999999997", "71.3"},
                                                               {"", ""},
                                                               {"1e", "1e"}};
  for (const auto& [written, shown] : cases) EXPECT_EQ(shown_number(written), shown) << written;
}

TEST(Workbook, leaves_out_what_is_empty) {
  const auto workbook =
      read(zip_of(parts_with("<row r='2'><c r='A2' s='1'/></row><row r='5'><c r='C5'><v>3</v></c>"
                             "<c r='D5'/></row>")));
  ASSERT_EQ(workbook.sheets.front().rows.size(), 1U);
  const Row& row = workbook.sheets.front().rows.front();
  EXPECT_EQ(row.number, 5U);
  EXPECT_EQ(row.cells.size(), 3U);
  EXPECT_EQ(row.text(2), "3");
  EXPECT_EQ(row.text(0), "");
  EXPECT_EQ(row.text(99), "");
}

TEST(Workbook, refuses_what_is_no_workbook) {
  EXPECT_EQ(code(""), "sheets.not_a_workbook");
  EXPECT_EQ(code("mã,tên\n"), "sheets.not_a_workbook");
  EXPECT_EQ(code("PK\x03\x04 and no more"), "sheets.damaged");
  EXPECT_EQ(code("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), "sheets.old_format");
  std::string encrypted = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
  for (const char c : std::string("EncryptedPackage")) encrypted += std::string(1, c) + '\0';
  EXPECT_EQ(code(encrypted), "sheets.encrypted");
  EXPECT_EQ(code(zip_of({{"word/document.xml", "<a/>"}})), "sheets.not_a_workbook");
  EXPECT_EQ(code(zip_of({{"[Content_Types].xml", "<a/>"}, {"word/document.xml", "<a/>"}})), "sheets.not_a_workbook");
}

TEST(Workbook, refuses_what_could_act_or_reach_out) {
  auto parts = parts_with("");
  parts.emplace_back("xl/vbaProject.bin", "code");
  EXPECT_EQ(code(zip_of(parts)), "sheets.has_macros");
  parts.back() = {"xl/externalLinks/externalLink1.xml", "<a/>"};
  EXPECT_EQ(code(zip_of(parts)), "sheets.has_external_links");
  parts.back() = {"xl/connections.xml", "<a/>"};
  EXPECT_EQ(code(zip_of(parts)), "sheets.has_external_links");
}

TEST(Workbook, refuses_document_types_and_entities) {
  for (const std::string text :
       {"<!DOCTYPE a [<!ENTITY x 'y'>]><worksheet/>", "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><worksheet/>"}) {
    auto parts = parts_with("");
    parts.back().second = text;
    EXPECT_EQ(code(zip_of(parts)), "sheets.declares_document_type");
  }
  auto parts = parts_with("<row><c t='inlineStr'><is><t>&x;</t></is></c></row>");
  EXPECT_EQ(code(zip_of(parts)), "sheets.damaged");
}

TEST(Workbook, refuses_a_bomb_before_it_unfolds) {
  auto parts = parts_with("");
  parts.back().second = "<worksheet>" + std::string(std::size_t{40} << 20U, ' ') + "</worksheet>";
  const auto bytes = zip_of(parts);
  EXPECT_LT(bytes.size(), std::size_t{1} << 20U);
  const auto workbook = read_workbook(bytes, "bom.xlsx");
  ASSERT_FALSE(workbook);
  EXPECT_EQ(workbook.error().code, "sheets.too_large");
  EXPECT_THAT(message(workbook.error(), Language::en), testing::HasSubstr("ratio"));
}

TEST(Workbook, refuses_what_is_beyond_a_limit) {
  std::string deep;
  for (int at = 0; at < 200; ++at) deep += "<a>";
  auto parts = parts_with("");
  parts.back().second = deep;
  EXPECT_EQ(code(zip_of(parts)), "sheets.too_large");
  EXPECT_EQ(code(zip_of(parts_with("<row r='4000000'/>"))), "sheets.too_large");
  EXPECT_EQ(code(zip_of(parts_with("<row r='1'><c r='XFD1'><v>1</v></c></row>"))), "sheets.too_large");
  EXPECT_EQ(code(zip_of(parts_with("<row><c t='inlineStr'><is><t>" + std::string(cell_bytes_max + 1, 'x') +
                                   "</t></is></c></row>"))),
            "sheets.too_large");
  ZipEntries many;
  for (std::size_t at = 0; at <= entries_max; ++at) many.emplace_back("f" + std::to_string(at), "");
  EXPECT_EQ(code(zip_of(many)), "sheets.too_large");
  // Few bytes that ask for many cells: a far column in every row.
  std::string wide;
  for (int row = 1; row <= 9'000; ++row)
    wide += "<row r='" + std::to_string(row) + "'><c r='SR" + std::to_string(row) + "'><v>1</v></c></row>";
  EXPECT_EQ(code(zip_of(parts_with(wide))), "sheets.too_large");
}

TEST(Workbook, refuses_what_contradicts_itself) {
  for (const std::string rows :
       {"<row r='2'/><row r='1'/>", "<row r='1'><c r='B1'/><c r='A1'/></row>", "<row r='1'><c r='A2'/></row>",
        "<row r='x'/>", "<row><c t='s'><v>7</v></c></row>", "<row><c t='s'><v>-1</v></c></row>", "<c/>",
        "<row><c><c/></c></row>", "<row><row/></row>", "<row", "<row><c r='7'/></row>"}) {
    EXPECT_EQ(code(zip_of(parts_with(rows))), "sheets.damaged") << rows;
  }
  auto parts = parts_with("");
  parts.pop_back();
  EXPECT_EQ(code(zip_of(parts)), "sheets.damaged") << "a sheet that is not there";
}

WorkbookDraft draft_of_accounts() {
  SheetDraft accounts;
  accounts.name = "Tài khoản: 2026/1";
  accounts.columns = {{"Họ và tên", 30, WrittenAs::text, "Như trong quyết định", {}, false},
                      {"Vai trò", 20, WrittenAs::text, "", {"cán bộ xã", "thẩm định"}, false},
                      {"Tỷ lệ", 10, WrittenAs::number, "", {}, false},
                      {"Ngày", 12, WrittenAs::date, "", {}, true}};
  accounts.rows = {{"=1+1", "cán bộ xã", "71.3", "2025-07-01"},
                   {"@SUM(A1)", "", "không", "hôm nay"},
                   {"_x0041_ và\nxuống dòng", "thẩm định", "12345678901234567", ""}};
  accounts.is_protected = true;
  accounts.blank_rows = 10;
  WorkbookDraft draft;
  draft.title = "Danh sách tài khoản";
  draft.instructions_name = "Hướng dẫn";
  draft.instructions = {"Cách điền", "Mỗi dòng một người."};
  draft.sheets = {accounts};
  return draft;
}

TEST(WriteWorkbook, what_was_written_reads_the_same) {
  const auto bytes = write_workbook(draft_of_accounts());
  ASSERT_TRUE(bytes) << full_message(bytes.error(), Language::en);
  EXPECT_TRUE(looks_like_workbook(*bytes));
  const auto workbook = read(*bytes);
  ASSERT_EQ(workbook.sheets.size(), 3U);
  EXPECT_EQ(workbook.sheets[0].rows.at(1).text(0), "Mỗi dòng một người.");
  EXPECT_TRUE(workbook.sheets[2].is_hidden);
  const Sheet* sheet = workbook.sheet("Tài khoản  2026 1");
  ASSERT_NE(sheet, nullptr);
  ASSERT_EQ(sheet->rows.size(), 4U);
  EXPECT_EQ(sheet->rows[0].text(1), "Vai trò");
  EXPECT_EQ(sheet->rows[1].text(0), "=1+1");
  EXPECT_EQ(sheet->rows[1].cell(0)->kind, CellKind::text);
  EXPECT_FALSE(sheet->rows[1].cell(0)->is_formula);
  EXPECT_EQ(sheet->rows[1].text(2), "71.3");
  EXPECT_EQ(sheet->rows[1].cell(2)->kind, CellKind::number);
  EXPECT_EQ(sheet->rows[1].text(3), "2025-07-01");
  EXPECT_EQ(sheet->rows[1].cell(3)->kind, CellKind::date);
  EXPECT_EQ(sheet->rows[2].text(0), "@SUM(A1)");
  EXPECT_EQ(sheet->rows[2].text(2), "không");
  EXPECT_EQ(sheet->rows[2].text(3), "hôm nay");
  EXPECT_EQ(sheet->rows[3].text(0), "_x0041_ và\nxuống dòng");
  EXPECT_EQ(sheet->rows[3].text(2), "12345678901234567");
  EXPECT_EQ(sheet->rows[3].cell(2)->kind, CellKind::text);
}

TEST(WriteWorkbook, many_rows_come_back) {
  WorkbookDraft draft;
  SheetDraft sheet;
  sheet.name = "Số liệu";
  sheet.columns = {{"Mã"}, {"Giá trị", 10, WrittenAs::number, "", {}, false}};
  for (int row = 0; row < 30'000; ++row) sheet.rows.push_back({"xã " + std::to_string(row), std::to_string(row)});
  draft.sheets = {sheet};
  const auto bytes = write_workbook(draft);
  ASSERT_TRUE(bytes);
  const auto workbook = read(*bytes);
  ASSERT_EQ(workbook.sheets.front().rows.size(), 30'001U);
  EXPECT_EQ(workbook.sheets.front().rows.back().text(0), "xã 29999");
  EXPECT_EQ(workbook.sheets.front().rows.back().text(1), "29999");
}

TEST(WriteWorkbook, refuses_what_excel_could_not_hold) {
  WorkbookDraft draft;
  draft.sheets = {SheetDraft{"a", {{"x"}}, {{std::string(40'000, 'x')}}, false, 0}};
  EXPECT_EQ(write_workbook(draft).error().code, "sheets.too_large");
  draft.sheets = {SheetDraft{"a", {{"x"}}, {}, false, 0}, SheetDraft{"a", {{"x"}}, {}, false, 0}};
  EXPECT_EQ(write_workbook(draft).error().code, "sheets.not_written");
}

}  // namespace
}  // namespace luytre::sheets
