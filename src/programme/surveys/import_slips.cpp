#include "programme/surveys/import_slips.h"

#include <algorithm>
#include <array>
#include <set>

#include "base/csv.h"
#include "base/json.h"
#include "base/vietnamese.h"
#include "programme/surveys/serial.h"

namespace luytre::surveys {
namespace {

enum class Kind : std::uint8_t { serial, answer, words };

struct Target {
  Kind kind = Kind::serial;
  std::size_t question = 0;
  friend auto operator<=>(const Target&, const Target&) = default;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

constexpr std::string_view between_groups = "/-.:";

// What the form software writes of its own: "_geolocation", "__system", "meta/instanceID".
bool is_of_the_software(std::string_view column) {
  const std::string_view first = column.substr(0, column.find_first_of(between_groups));
  return first.starts_with('_') || first == "meta" || first == "audit";
}

// What a column is kept as; nothing: it is dropped.
std::optional<Target> target_of(const criteria::SurveyForm& form, std::string_view column) {
  std::string_view name = trimmed(column);
  if (is_of_the_software(name)) return std::nullopt;
  name = name.substr(name.find_last_of(between_groups) + 1);
  if (name == "serial" || name == "phieu") return Target{};
  constexpr std::string_view words = "_words";
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    const std::string& id = form.questions[i].id;
    if (name == id) return Target{Kind::answer, i};
    if (name.size() == id.size() + words.size() && name.starts_with(id) && name.ends_with(words)) {
      return Target{Kind::words, i};
    }
  }
  return std::nullopt;
}

std::string shortened(std::string_view name) {
  if (name.size() <= dropped_name_bytes_max) return std::string(name);
  std::size_t size = dropped_name_bytes_max;
  while (size > 0 && (static_cast<unsigned char>(name[size]) & 0xC0U) == 0x80U) --size;
  return std::string(name.substr(0, size)) + "…";
}

using Row = std::vector<std::pair<Target, std::string>>;

// Collects what rows come to, in their order.
class Import {
 public:
  Import(const criteria::SurveyForm& form, const std::string& name) : form_(form), name_(name) {}

  void drop(std::string_view column) {
    if (dropped_.size() < dropped_names_max) dropped_.insert(shortened(column));
  }
  void see(const Target& target) { seen_.insert(target); }
  void refuse_row(std::size_t row, Problem problem) {
    problem.where = name_ + ":" + std::to_string(row);
    result_.broken.push_back({row, std::move(problem)});
  }
  void add(std::size_t row, const Row& cells) {
    auto slip = slip_of(row, cells);
    if (slip) {
      result_.slips.push_back(std::move(*slip));
    } else {
      refuse_row(row, std::move(slip).error());
    }
  }

  // The columns that must be there, wherever a row had one.
  Done check_columns() const {
    if (!seen_.contains(Target{})) return refuse("surveys.import.serial_column", {}, name_);
    std::string missing;
    for (std::size_t i = 0; i < form_.questions.size(); ++i) {
      if (seen_.contains(Target{Kind::answer, i})) continue;
      missing += (missing.empty() ? "" : ", ") + form_.questions[i].id;
    }
    if (!missing.empty()) return refuse("surveys.import.question_column", {{"questions", missing}}, name_);
    return {};
  }

  ImportedSlips finish(bool has_next_page) && {
    result_.dropped.assign(dropped_.begin(), dropped_.end());
    result_.has_next_page = has_next_page;
    return std::move(result_);
  }

 private:
  Result<ImportedSlip> slip_of(std::size_t row, const Row& cells) {
    ImportedSlip slip{row, {}, Answers(form_.questions.size(), Answer::none), {}};
    std::size_t words_bytes = 0;
    for (const auto& [target, text] : cells) {
      if (target.kind == Kind::serial) {
        slip.serial = trimmed(text);
        continue;
      }
      const std::string& id = form_.questions[target.question].id;
      if (target.kind == Kind::answer) {
        const auto answer = answer_written(text);
        if (!answer) return refuse("surveys.import.answer_unknown", {{"question", id}});
        slip.answers[target.question] = *answer;
      } else if (!trimmed(text).empty()) {
        words_bytes += slip.words.emplace(id, trimmed(text)).first->second.size();
      }
    }
    if (words_bytes > import_words_bytes_max) {
      return refuse("surveys.import.words_long", {{"max", std::to_string(import_words_bytes_max)}});
    }
    if (slip.serial.empty()) return refuse("surveys.import.serial_missing");
    const auto serial = serial_as_made(slip.serial);
    if (!serial) return refuse("surveys.import.serial_wrong");
    slip.serial = *serial;
    const auto [before, is_new] = rows_of_serials_.emplace(*serial, row);
    if (!is_new) return refuse("surveys.import.serial_twice", {{"other_row", std::to_string(before->second)}});
    return slip;
  }

  const criteria::SurveyForm& form_;
  const std::string& name_;
  ImportedSlips result_;
  std::set<std::string> dropped_;
  std::set<Target> seen_;
  std::map<std::string, std::size_t> rows_of_serials_;
};

// One row of a CSV file with commas between its cells, as the CSV reader wants it.
struct Record {
  std::size_t line = 0;
  std::string text;
};

// Cuts the file into rows, so that one broken row does not take the others with it. Cells with commas are quoted where
// another separator stood between them.
class Records {
 public:
  Records(std::string_view bytes, char separator) : bytes_(bytes), separator_(separator) {}

  bool is_over() const { return at_ >= bytes_.size(); }

  Record next() {
    Record record{line_, {}};
    while (true) {
      add_cell(record.text);
      if (is_over() || bytes_[at_] != separator_) break;
      record.text += ',';
      ++at_;
    }
    if (!is_over()) {
      const bool is_pair = bytes_.substr(at_).starts_with("\r\n");
      at_ += is_pair ? 2 : 1;
    }
    ++line_;
    return record;
  }

 private:
  void add_cell(std::string& text) {
    const std::size_t begin = at_;
    const bool is_quoted = !is_over() && bytes_[at_] == '"';
    if (is_quoted) skip_quoted();
    while (!is_over() && bytes_[at_] != separator_ && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
    const std::string_view cell = bytes_.substr(begin, at_ - begin);
    line_ += static_cast<std::size_t>(std::count(cell.begin(), cell.end(), '\n'));
    if (is_quoted || cell.find(',') == std::string_view::npos) {
      text += cell;
      return;
    }
    text += '"';
    for (const char each : cell) text += each == '"' ? std::string(2, '"') : std::string(1, each);
    text += '"';
  }

  void skip_quoted() {
    for (++at_; !is_over(); ++at_) {
      if (bytes_[at_] != '"') continue;
      const bool is_doubled = at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '"';
      ++at_;
      if (!is_doubled) return;
    }
  }

  std::string_view bytes_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

char separator_of(std::string_view bytes) {
  const std::string_view header = bytes.substr(0, bytes.find_first_of("\r\n"));
  return header.find(';') != std::string_view::npos && header.find(',') == std::string_view::npos ? ';' : ',';
}

bool is_blank(std::string_view text) { return trimmed(text).empty(); }

using Columns = std::vector<std::optional<Target>>;

Result<Columns> columns_of(const criteria::SurveyForm& form, const std::vector<std::string>& header, Import& import) {
  Columns columns;
  std::set<Target> seen;
  for (const std::string& column : header) {
    columns.push_back(target_of(form, column));
    if (!columns.back()) {
      import.drop(column);
      continue;
    }
    if (!seen.insert(*columns.back()).second) {
      return refuse("surveys.import.column_twice", {{"column", shortened(column)}});
    }
    import.see(*columns.back());
  }
  return columns;
}

Result<ImportedSlips> import_csv(const criteria::SurveyForm& form, std::string_view bytes, const std::string& name) {
  Records records(bytes, separator_of(bytes));
  Record header;
  while (!records.is_over() && is_blank(header.text)) header = records.next();
  const auto titles = parse_csv(header.text, name);
  if (!titles) return pass_on(titles);
  if (titles->header.size() > import_columns_max) {
    return refuse("surveys.import.too_many_columns", {{"max", std::to_string(import_columns_max)}}, name);
  }
  Import import(form, name);
  auto columns = columns_of(form, titles->header, import);
  if (!columns) {
    columns.error().where = name + ":" + std::to_string(header.line);
    return pass_on(columns);
  }
  if (const auto checked = import.check_columns(); !checked) return pass_on(checked);
  // Short titles in place of the file's, which may be long: each row is read with them.
  std::string numbers;
  for (std::size_t i = 0; i < columns->size(); ++i) numbers += (i == 0 ? "" : ",") + std::to_string(i);
  std::size_t rows = 0;
  while (!records.is_over()) {
    const Record record = records.next();
    if (is_blank(record.text)) continue;
    if (++rows > import_rows_max) {
      return refuse("surveys.import.too_many_rows", {{"max", std::to_string(import_rows_max)}}, name);
    }
    const auto table = parse_csv(numbers + "\n" + record.text, name);
    if (!table) {
      import.refuse_row(record.line, table.error());
      continue;
    }
    Row cells;
    for (std::size_t i = 0; i < columns->size() && !table->rows.empty(); ++i) {
      if ((*columns)[i]) cells.emplace_back(*(*columns)[i], table->rows.front().cells[i]);
    }
    import.add(record.line, cells);
  }
  return std::move(import).finish(false);
}

// A value as it would stand in a cell; nothing: it is a list, a group or a fraction, and no answer.
std::optional<std::string> cell_of(const json::value& value) {
  if (value.is_null()) return "";
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_bool()) return value.get_bool() ? "1" : "0";
  if (value.is_int64()) return std::to_string(value.get_int64());
  if (value.is_uint64()) return std::to_string(value.get_uint64());
  return std::nullopt;
}

// The kept cells of a submission, groups within groups.
void gather(const criteria::SurveyForm& form, const json::object& group, const std::string& path, Import& import,
            Row& cells) {
  for (const auto& member : group) {
    const std::string column = path + std::string(member.key());
    const auto target = target_of(form, column);
    const auto cell = cell_of(member.value());
    if (member.value().is_object() && !is_of_the_software(column)) {
      gather(form, member.value().get_object(), column + "/", import, cells);
    } else if (target) {
      import.see(*target);
      cells.emplace_back(*target, cell.value_or("[]"));
    } else {
      import.drop(column);
    }
  }
}

Result<ImportedSlips> import_odata(const criteria::SurveyForm& form, std::string_view bytes, const std::string& name) {
  const auto document = parse_json(bytes);
  if (!document) return refuse(document.error().code, document.error().arguments, name);
  const json::object* top = document->if_object();
  const json::value* value = top == nullptr ? nullptr : top->if_contains("value");
  if (value == nullptr || !value->is_array()) return refuse("surveys.import.no_value", {}, name);
  const json::array& submissions = value->get_array();
  if (submissions.size() > import_rows_max) {
    return refuse("surveys.import.too_many_rows", {{"max", std::to_string(import_rows_max)}}, name);
  }
  Import import(form, name);
  for (std::size_t i = 0; i < submissions.size(); ++i) {
    Row cells;
    if (!submissions[i].is_object()) {
      import.refuse_row(i + 1, {"surveys.import.not_a_row", {}, {}, {}});
      continue;
    }
    gather(form, submissions[i].get_object(), "", import, cells);
    std::set<Target> seen;
    const auto twice =
        std::find_if(cells.begin(), cells.end(), [&](const auto& cell) { return !seen.insert(cell.first).second; });
    if (twice == cells.end()) {
      import.add(i + 1, cells);
      continue;
    }
    const bool is_serial = twice->first.kind == Kind::serial;
    const std::string column = is_serial ? "serial" : form.questions[twice->first.question].id;
    import.refuse_row(i + 1, {"surveys.import.column_twice", {{ "column", column }}, {}, {}});
  }
  if (const auto checked = import.check_columns(); !checked && !submissions.empty()) return pass_on(checked);
  return std::move(import).finish(top->contains("@odata.nextLink"));
}

}  // namespace

std::optional<ImportFormat> import_format_named(std::string_view name) {
  if (name == "csv") return ImportFormat::csv;
  if (name == "odata") return ImportFormat::odata;
  return std::nullopt;
}

std::optional<Answer> answer_written(std::string_view text) {
  constexpr std::size_t answer_bytes_max = 64;
  constexpr std::array<std::pair<std::string_view, Answer>, 10> words{{
      {"", Answer::none},
      {"satisfied", Answer::satisfied},
      {"1", Answer::satisfied},
      {"hai long", Answer::satisfied},
      {"not_satisfied", Answer::not_satisfied},
      {"0", Answer::not_satisfied},
      {"khong hai long", Answer::not_satisfied},
      {"no_answer", Answer::none},
      {"khong y kien", Answer::none},
      {"khong tra loi", Answer::none},
  }};
  const std::string_view written = trimmed(text);
  if (written.size() > answer_bytes_max) return std::nullopt;
  const std::string folded = fold(written);
  const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == folded; });
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

Result<ImportedSlips> import_slips(const criteria::SurveyForm& form, ImportFormat format, std::string_view bytes,
                                   const std::string& name) {
  if (bytes.size() > import_bytes_max) {
    return refuse("surveys.import.too_large", {{"max_mb", std::to_string(import_bytes_max / 1024 / 1024)}}, name);
  }
  return format == ImportFormat::csv ? import_csv(form, bytes, name) : import_odata(form, bytes, name);
}

}  // namespace luytre::surveys
