// Files as KoboToolbox and ODK write them: answers are kept, devices and people are not, a broken row stands alone.
#include "programme/surveys/import_slips.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/messages.h"
#include "programme/surveys/form_for_test.h"
#include "programme/surveys/serial.h"

namespace luytre::surveys {
namespace {

class Import : public ::testing::Test {
 protected:
  ImportedSlips taken(ImportFormat format, const std::string& bytes) const {
    auto read = import_slips(form, format, bytes, "kobo");
    if (!read) ADD_FAILURE() << full_message(read.error(), Language::en);
    return read.value_or(ImportedSlips{});
  }
  std::string refused(ImportFormat format, const std::string& bytes) const {
    const auto read = import_slips(form, format, bytes, "kobo");
    return read ? "" : read.error().code;
  }

  criteria::SurveyForm form = form_for_test(2);
  std::string a = new_serial("7QX"), b = new_serial("7QX"), c = new_serial("7QX");
};

TEST_F(Import, kobo_csv_loses_everything_but_answers) {
  const std::string bytes =
      "\xEF\xBB\xBFstart,deviceid,username,chung/q1,chung/q1_words,q2,nhan/phieu,_geolocation,_q1_latitude,_uuid,meta/"
      "q1\r\n"
      "2026-01-02T08:00,352099,nguyen.van.a,Hài lòng,\"Đường tốt, điện yếu\",0," +
      shown_serial(a) +
      ",21.8 106.7,21.8,u-1,x\r\n"
      "2026-01-02T08:10,352099,nguyen.van.a,  KHÔNG HÀI LÒNG ,,no_answer," +
      b + ",,,u-2,\r\n";
  const auto read = taken(ImportFormat::csv, bytes);
  ASSERT_EQ(read.slips.size(), 2U);
  EXPECT_EQ(read.slips[0].serial, a);
  EXPECT_EQ(read.slips[0].row, 2U);
  EXPECT_EQ(text_of(read.slips[0].answers), "sn");
  EXPECT_EQ(read.slips[0].words, (std::map<std::string, std::string>{{"q1", "Đường tốt, điện yếu"}}));
  EXPECT_EQ(text_of(read.slips[1].answers), "n-");
  EXPECT_TRUE(read.slips[1].words.empty());
  EXPECT_EQ(read.dropped, (std::vector<std::string>{"_geolocation", "_q1_latitude", "_uuid", "deviceid", "meta/q1",
                                                    "start", "username"}));
  EXPECT_TRUE(read.broken.empty());
}

TEST_F(Import, semicolons_stand_for_commas) {
  const auto read = taken(ImportFormat::csv, "q1;q1_words;q2;serial;today\n1;một, hai \"ba\";\"0\";" + a + ";x\n\n");
  ASSERT_EQ(read.slips.size(), 1U);
  EXPECT_EQ(read.slips[0].words.at("q1"), "một, hai \"ba\"");
  EXPECT_EQ(text_of(read.slips[0].answers), "sn");
}

TEST_F(Import, a_broken_row_is_refused_alone_and_its_values_are_not_repeated) {
  const std::string bytes = "serial,q1,q2,q1_words\n" + a + ",1,1,\n" + b + ",có lẽ,1,\n,1,1,\nABC,1,1,\n" + c +
                            ",1\n" + c + ",1,\xFF,\n" + a + ",0,0,\n" + b + ",1,1,\"" + std::string(2'001, 'x') +
                            "\"\n" + b + ",,1,\"hai\ndòng\"\n" + c + ",1,0,\"mở\n";
  const auto read = taken(ImportFormat::csv, bytes);
  ASSERT_EQ(read.slips.size(), 2U);
  EXPECT_EQ(read.slips[1].row, 10U);
  EXPECT_EQ(read.slips[1].words.at("q1"), "hai\ndòng");
  std::vector<std::pair<std::size_t, std::string>> told;
  for (const BrokenRow& each : read.broken) {
    told.emplace_back(each.row, each.problem.code);
    EXPECT_EQ(each.problem.where, "kobo:" + std::to_string(each.row));
    EXPECT_TRUE(in_catalogue(each.problem.code));
    const std::string sentence = full_message(each.problem, Language::vi);
    EXPECT_EQ(sentence.find("có lẽ"), std::string::npos);
    EXPECT_EQ(sentence.find('{'), std::string::npos);
    for (const auto& serial : {a, b, c}) EXPECT_EQ(sentence.find(serial), std::string::npos);
  }
  EXPECT_EQ(told, (std::vector<std::pair<std::size_t, std::string>>{{3, "surveys.import.answer_unknown"},
                                                                    {4, "surveys.import.serial_missing"},
                                                                    {5, "surveys.import.serial_wrong"},
                                                                    {6, "csv.cell_count"},
                                                                    {7, "csv.not_utf8"},
                                                                    {8, "surveys.import.serial_twice"},
                                                                    {9, "surveys.import.words_long"},
                                                                    {12, "csv.unclosed_quote"}}));
}

TEST_F(Import, odata_of_odk_with_groups) {
  const std::string bytes = R"({"@odata.context":"x","value":[
    {"__id":"uuid:1","__system":{"submitterName":"An","q1":0},"chung":{"q1":1,"sau":{"q2":"not_satisfied"}},
     "q2_words":"","phieu":")" +
                            a + R"(","vi_tri":{"type":"Point","coordinates":[106.7,21.8]},"anh":["1.jpg"]},
    {"q1":true,"q2":null,"serial":")" +
                            b + R"("}, 7,
    {"q1":[1],"q2":null,"serial":")" +
                            c + R"("},
    {"q1":1,"nhom":{"q1":0},"serial":")" +
                            c + R"("}],"@odata.nextLink":"y"})";
  const auto read = taken(ImportFormat::odata, bytes);
  ASSERT_EQ(read.slips.size(), 2U);
  EXPECT_EQ(text_of(read.slips[0].answers), "sn");
  EXPECT_EQ(text_of(read.slips[1].answers), "s-");
  EXPECT_EQ(read.slips[1].row, 2U);
  EXPECT_TRUE(read.has_next_page);
  EXPECT_EQ(read.dropped, (std::vector<std::string>{"__id", "__system", "anh", "vi_tri/coordinates", "vi_tri/type"}));
  ASSERT_EQ(read.broken.size(), 3U);
  EXPECT_EQ(read.broken[0].problem.code, "surveys.import.not_a_row");
  EXPECT_EQ(read.broken[1].problem.code, "surveys.import.answer_unknown");
  EXPECT_EQ(read.broken[2].problem.code, "surveys.import.column_twice");
}

TEST_F(Import, a_file_that_is_no_table_of_this_form_is_refused) {
  EXPECT_EQ(refused(ImportFormat::csv, ""), "csv.empty");
  EXPECT_EQ(refused(ImportFormat::csv, "q1,q2\n1,1\n"), "surveys.import.serial_column");
  EXPECT_EQ(refused(ImportFormat::csv, "serial,q1\n"), "surveys.import.question_column");
  EXPECT_EQ(refused(ImportFormat::csv, "serial,q1,q2,x/q1\n"), "surveys.import.column_twice");
  EXPECT_EQ(refused(ImportFormat::csv, std::string(import_bytes_max + 1, 'x')), "surveys.import.too_large");
  std::string wide = "serial,q1,q2";
  for (std::size_t i = 0; i < import_columns_max; ++i) wide += ",c" + std::to_string(i);
  EXPECT_EQ(refused(ImportFormat::csv, wide), "surveys.import.too_many_columns");
  std::string rows = "serial,q1,q2\n";
  for (std::size_t i = 0; i <= import_rows_max; ++i) rows += "x,,\n";
  EXPECT_EQ(refused(ImportFormat::csv, rows), "surveys.import.too_many_rows");
  EXPECT_EQ(refused(ImportFormat::odata, "{"), "json.malformed");
  EXPECT_EQ(refused(ImportFormat::odata, R"({"results":[]})"), "surveys.import.no_value");
  EXPECT_EQ(refused(ImportFormat::odata, R"({"value":[{"q1":1}]})"), "surveys.import.serial_column");
  EXPECT_EQ(taken(ImportFormat::odata, R"({"value":[]})").slips.size(), 0U);
}

TEST_F(Import, what_is_dropped_is_told_within_limits) {
  std::string header = "serial,q1,q2";
  for (int i = 0; i < 300; ++i) header += ",cột_" + std::to_string(i) + std::string(200, 'a');
  const auto read = taken(ImportFormat::csv, header + "\n");
  EXPECT_EQ(read.dropped.size(), dropped_names_max);
  EXPECT_LE(read.dropped.front().size(), dropped_name_bytes_max + 3);
}

// Whatever stands in the columns that are not of the form, nothing of it is in what comes out.
RC_GTEST_FIXTURE_PROP(Import, no_value_of_another_column_survives, ()) {
  const std::vector<std::string> known{"deviceid",
                                       "username",
                                       "_submitted_by",
                                       "phonenumber",
                                       "subscriberid",
                                       "simserial",
                                       "start",
                                       "end",
                                       "today",
                                       "_geolocation",
                                       "q1_latitude",
                                       "_uuid",
                                       "meta/instanceID",
                                       "__id",
                                       "_submission_time",
                                       "_attachments",
                                       "audit",
                                       "q3",
                                       "q1_word",
                                       "serials",
                                       "q1_words_note",
                                       "Q1",
                                       "email",
                                       "ho_ten"};
  const std::string column = *rc::gen::elementOf(known);
  const std::string secret = "SECRET" + std::to_string(*rc::gen::inRange(0, 1'000'000));
  const bool is_csv = *rc::gen::arbitrary<bool>();
  const std::string bytes =
      is_csv ? column + ",q1,q2,serial\n" + secret + ",1,0," + a + "\n" + secret + ",?,0," + b + "\n"
             : R"({"value":[{")" + column + R"(":")" + secret + R"(","q1":1,"q2":0,"serial":")" + a + R"("}]})";
  const auto read = import_slips(form, is_csv ? ImportFormat::csv : ImportFormat::odata, bytes, "kobo");
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->slips.size() == 1U && read->slips[0].words.empty());
  RC_ASSERT(read->dropped == std::vector<std::string>{column});
  for (const BrokenRow& each : read->broken) {
    RC_ASSERT(full_message(each.problem, Language::en).find(secret) == std::string::npos);
  }
}

TEST(AnswerWritten, as_people_and_forms_write_it) {
  for (const char* text : {"satisfied", "1", "Hài lòng", "HÀI LÒNG", " hai long "}) {
    EXPECT_EQ(answer_written(text), Answer::satisfied) << text;
  }
  for (const char* text : {"not_satisfied", "0", "không hài lòng"}) {
    EXPECT_EQ(answer_written(text), Answer::not_satisfied) << text;
  }
  for (const char* text : {"", "  ", "no_answer", "Không ý kiến", "không trả lời"}) {
    EXPECT_EQ(answer_written(text), Answer::none) << text;
  }
  for (const char* text : {"2", "-1", "yes", "rất hài lòng", "1.0"}) EXPECT_FALSE(answer_written(text)) << text;
}

}  // namespace
}  // namespace luytre::surveys
