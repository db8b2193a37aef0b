// Slips from a file of KoboToolbox or ODK: the table as CSV (commas or semicolons), or the submissions as OData JSON
// ({"value": […]}, groups as nested objects). What is kept is on a short list: the serial (column `serial` or `phieu`),
// the form's questions by their id, and `ID_words`; groups before the name ("chung/q01", "chung-q01") do not matter.
// Every other column, of the device, the person, the place or the time, is dropped where it is read; its name is told,
// its values nowhere. Problems name rows and columns and repeat no value. Pure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "programme/surveys/tally.h"

namespace luytre::surveys {

inline constexpr std::size_t import_bytes_max = 8'388'608;
inline constexpr std::size_t import_rows_max = 20'000;
inline constexpr std::size_t import_columns_max = 1'000;
inline constexpr std::size_t import_words_bytes_max = 2'000;  // of one slip, all questions together
inline constexpr std::size_t dropped_names_max = 200;         // the rest is dropped too, and not told
inline constexpr std::size_t dropped_name_bytes_max = 100;

enum class ImportFormat : std::uint8_t { csv, odata };
std::optional<ImportFormat> import_format_named(std::string_view);  // "csv", "odata"

struct ImportedSlip {
  std::size_t row = 0;                       // CSV: the line on which it begins; OData: its place, from 1
  std::string serial;                        // as made
  Answers answers;                           // parallel to the form's questions
  std::map<std::string, std::string> words;  // by question
};

struct BrokenRow {
  std::size_t row = 0;
  Problem problem;
};

struct ImportedSlips {
  std::vector<ImportedSlip> slips;
  std::vector<BrokenRow> broken;     // each refused alone
  std::vector<std::string> dropped;  // names of columns, sorted
  bool has_next_page = false;        // OData: the server had more than it sent
};

// A row is refused with surveys.import.serial_missing, .serial_wrong, .serial_twice (the second), .answer_unknown,
// .column_twice, .words_long, .not_a_row, or what the CSV reader says. The file is refused with
// surveys.import.too_large, .too_many_rows, .too_many_columns, .no_value, .serial_column, .question_column,
// .column_twice, json.malformed or csv.*.
Result<ImportedSlips> import_slips(const criteria::SurveyForm& form, ImportFormat format, std::string_view bytes,
                                   const std::string& name);

// satisfied, 1, "hài lòng"; not_satisfied, 0, "không hài lòng"; no_answer, blank, "không ý kiến", "không trả lời".
// Marks, case and blanks around do not matter.
std::optional<Answer> answer_written(std::string_view text);

}  // namespace luytre::surveys
