#include "programme/reporting/workbook_form.h"

#include <map>

#include "base/hash.h"
#include "base/vietnamese.h"
#include "platform/sheets/workbook.h"
#include "platform/sheets/write_workbook.h"
#include "programme/judgement/evaluate.h"
#include "programme/observations/import_value.h"

namespace luytre::reporting {
namespace {

using observations::Observation;
using observations::ObservedValue;
using observations::ValueKind;

enum Column : std::size_t { title, code, unit, limit, previous, value, note, field_key, base, column_count };

std::string words(const std::string& code, Language language, const Arguments& arguments = {}) {
  return say("reporting.workbook." + code, arguments, language);
}

// As it would be typed: "41/60", "99,1", "có", a grade.
std::string typed(const ObservedValue& said, Language language) {
  const auto number = [&](const Decimal& amount) {
    return language == Language::vi ? amount.vietnamese_text() : amount.text();
  };
  switch (said.kind) {
    case ValueKind::number:
      return number(said.number);
    case ValueKind::share:
      return number(said.number) + "/" + number(said.denominator);
    case ValueKind::truth:
      return words(said.is_true() ? "yes" : "no", language);
    case ValueKind::grade:
      return said.grade;
    case ValueKind::not_applicable:
      return words("not_applicable", language);
    case ValueKind::withdrawn:
      break;
  }
  return "";
}

std::string typed(const std::optional<Observation>& said, Language language) {
  return said ? typed(said->value, language) : std::string();
}

// What the law asks of the unit where it reads the measure, as people read it.
class Limits {
 public:
  Limits(const judgement::Evaluation& evaluation, Language language) : language_(language) {
    for (const auto& criterion : evaluation.criteria) {
      for (const auto& indicator : criterion.indicators) note(indicator);
    }
  }
  std::string of(const Field& field) const {
    for (const auto& key : {field.key(), field.measure->id}) {
      const auto found = limits_.find(key);
      if (found != limits_.end()) return found->second;
    }
    return "";
  }

 private:
  void note(const judgement::Judged& judged) {
    if (judged.measure != nullptr) {
      const std::string key = judged.measure->id + (judged.dimension.empty() ? "" : "|" + judged.dimension);
      limits_.emplace(key, judgement::threshold_for_people(judged, language_));
    }
    for (const auto& part : judged.parts) note(part);
  }

  Language language_;
  std::map<std::string, std::string> limits_;
};

std::vector<std::string> choices_of(const criteria::Measure& measure, Language language) {
  if (measure.kind == criteria::MeasureKind::grade) return measure.grades;
  if (measure.kind == criteria::MeasureKind::truth) return {words("yes", language), words("no", language)};
  return {};
}

std::string title_of(const Field& field, Language language) {
  const auto& measure = *field.measure;
  std::string text = field.indicators.front() + " " + judgement::in_language(measure.title, language);
  if (!field.dimension.empty()) text += " (" + words(field.dimension, language) + ")";
  if (measure.unit == "percent") return text + " (%)";
  return measure.unit.empty() || measure.kind == criteria::MeasureKind::truth ? text : text + " (" + measure.unit + ")";
}

std::vector<sheets::ColumnDraft> columns(Language language) {
  const std::pair<std::string, double> told[] = {{"title", 52}, {"code", 9},      {"unit", 20},
                                                 {"limit", 14}, {"previous", 14}, {"value", 16},
                                                 {"note", 28},  {"field", 24},    {"base", 16}};
  std::vector<sheets::ColumnDraft> columns;
  for (const auto& [name, width] : told) {
    sheets::ColumnDraft column{words("column." + name, language), width};
    column.is_locked = name != "value" && name != "note";
    columns.push_back(std::move(column));
  }
  columns[value].note = words("value_note", language);
  return columns;
}

sheets::SheetDraft about_sheet(const Known& known, const Form& form, const WorkbookWish& wish) {
  sheets::SheetDraft about;
  about.name = words("about", wish.language);
  about.columns = {{words("column.name", wish.language), 24}, {words("column.said", wish.language), 60}};
  for (auto& column : about.columns) column.is_locked = true;
  about.is_protected = true;
  about.rows = {{"period", wish.period.id},
                {"title", wish.period.title(wish.language)},
                {"form", form_hash(form)},
                {"opinion", std::string(observations::text(wish.opinion))},
                {"language", wish.language == Language::en ? "en" : "vi"},
                {"as_of", wish.period.as_of.text()},
                {"snapshot", std::to_string(known.number)}};
  return about;
}

class Filling {
 public:
  Filling(const Known& known, const Form& form, const WorkbookWish& wish) : known_(known), form_(form), wish_(wish) {}

  Result<sheets::SheetDraft> sheet() {
    judgement::Evaluator evaluator(materials_of(known_));
    for (const auto* each : wish_.units) {
      const auto evaluation =
          evaluator.evaluate({wish_.period.set, each->id, wish_.period.as_of, observations::Opinion::self, {}});
      if (!evaluation) return pass_on(evaluation);
      limits_.emplace_back(*evaluation, wish_.language);
    }
    sheets::SheetDraft draft;
    draft.name = words("values", wish_.language);
    draft.columns = columns(wish_.language);
    draft.is_protected = true;
    draft.can_be_filtered = true;
    for (const std::size_t at : wish_.fields) add(form_.fields[at], draft);
    return draft;
  }

 private:
  void add(const Field& field, sheets::SheetDraft& draft) {
    auto choices = choices_of(*field.measure, wish_.language);
    if (!choices.empty()) {
      draft.row_choices.push_back(
          {value, draft.rows.size(), draft.rows.size() + wish_.units.size() - 1, std::move(choices)});
    }
    const std::string title_text = title_of(field, wish_.language);
    for (std::size_t at = 0; at < wish_.units.size(); ++at) {
      const auto& asked = *wish_.units[at];
      const auto said = [&](Date day) {
        return known_.drafts->latest(asked.id.text(), field.measure->id, field.dimension, wish_.opinion, day);
      };
      const auto standing = known_.drafts->newest(
          {asked.id.text(), field.measure->id, field.dimension, wish_.opinion, wish_.period.as_of});
      draft.rows.push_back({title_text, asked.id.code, asked.nearest(wish_.period.as_of).name, limits_[at].of(field),
                            typed(said(wish_.period.as_of.plus_days(-1)), wish_.language),
                            typed(standing, wish_.language), standing ? standing->note : std::string(), field.key(),
                            standing ? text(standing->id) : std::string()});
    }
  }

  const Known& known_;
  const Form& form_;
  const WorkbookWish& wish_;
  std::vector<Limits> limits_;
};

std::map<std::string, std::string> about_of(const sheets::Workbook& workbook) {
  std::map<std::string, std::string> said;
  if (workbook.sheets.empty()) return said;
  for (const auto& sheet : workbook.sheets) {
    std::map<std::string, std::string> here;
    for (const auto& row : sheet.rows) here.emplace(row.text(0), row.text(1));
    if (here.contains("period") && here.contains("form")) return here;
  }
  return said;
}

// A number typed into a cell comes with a decimal point; a text is read as the file's language writes numbers, and what
// cannot be read stays as it is, to be refused with its words.
std::string machine_number(std::string_view typed_text, NumberStyle style) {
  const auto number = observations::read_number(typed_text, style);
  return number ? number->text() : std::string(typed_text);
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('%')) text.remove_suffix(1);
  return text;
}

std::string_view without_blanks(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// What Excel shows for a number in percent format: exact, 0.45 is 45. What is no such number stays as it is.
std::string hundredfold(const std::string& text) {
  constexpr std::int64_t hundred = 100;
  const auto number = Decimal::parse(text);
  const auto shown = number ? multiply(number->reduced(), Decimal::of(hundred)) : number;
  return shown ? shown->reduced().text() : text;
}

class Reading {
 public:
  Reading(const Form& form, const Period& period, std::string opinion, NumberStyle style)
      : form_(form), period_(period), opinion_(std::move(opinion)), style_(style) {
    sent_.number_style = NumberStyle::english;
    sent_.is_partial = true;
    sent_.notes_count = true;
    sent_.table.header = {"unit_code", "measure",   "dimension",   "as_of", "opinion",
                          "value",     "numerator", "denominator", "note",  "base"};
  }

  void read(const sheets::Sheet& sheet) {
    for (const auto& row : sheet.rows) {
      if (row.number > 1) read(sheet, row);
    }
  }

  observations::SentValues take(std::string name, std::string_view bytes) {
    sent_.table.name = std::move(name);
    sent_.sha256 = hex(sha256(bytes));
    return std::move(sent_);
  }

 private:
  void read(const sheets::Sheet& sheet, const sheets::Row& row) {
    const auto* cell = row.cell(value);
    const std::string_view said = cell == nullptr ? std::string_view() : std::string_view(cell->text);
    if (trimmed(said).empty()) return;
    const std::string key(row.text(field_key));
    const std::size_t bar = key.find('|');
    CsvRow made;
    made.line = static_cast<int>(row.number);
    made.cells = {std::string(row.text(code)),
                  key.substr(0, bar),
                  bar == std::string::npos ? "" : key.substr(bar + 1),
                  period_.as_of.text(),
                  opinion_,
                  "",
                  "",
                  "",
                  std::string(row.text(note)),
                  std::string(row.text(base))};
    const auto* field = form_.field(made.cells[1], made.cells[2]);
    fill(field, *cell, made);
    sent_.table.add(made.line, made.cells);
    sent_.places.push_back(sheet.where(row, value));
  }

  void fill(const Field* field, const sheets::Cell& cell, CsvRow& row) const {
    const bool is_text = cell.kind == sheets::CellKind::text;
    if (cell.is_percent && cell.kind == sheets::CellKind::number) {
      row.cells[5] = hundredfold(cell.text) + "%";  // refused where the measure is no percent
      return;
    }
    const std::string_view said = trimmed(cell.text);
    const auto kind = field == nullptr ? criteria::MeasureKind::grade : field->measure->kind;
    if (kind == criteria::MeasureKind::grade || kind == criteria::MeasureKind::truth) {
      row.cells[5] = said;
      return;
    }
    const std::size_t slash = said.find('/');
    if (is_text && kind == criteria::MeasureKind::share && slash != std::string_view::npos) {
      row.cells[6] = machine_number(trimmed(said.substr(0, slash)), style_);
      row.cells[7] = machine_number(trimmed(said.substr(slash + 1)), style_);
      return;
    }
    const bool has_sign = trimmed(cell.text).size() < without_blanks(cell.text).size();
    row.cells[5] = (is_text ? machine_number(said, style_) : std::string(said)) + (has_sign ? "%" : "");
  }

  const Form& form_;
  const Period& period_;
  std::string opinion_;
  NumberStyle style_;
  observations::SentValues sent_;
};

}  // namespace

Result<std::string> workbook_of(const Known& known, const Form& form, const WorkbookWish& wish) {
  sheets::WorkbookDraft draft;
  draft.title = wish.period.title(wish.language);
  draft.instructions_name = words("instructions", wish.language);
  draft.instructions = {draft.title};
  for (int line = 1; line <= 6; ++line) {
    draft.instructions.push_back(
        words("line" + std::to_string(line), wish.language,
              {{"as_of", wish.period.as_of.vietnamese_text()}, {"due", wish.period.due_on.vietnamese_text()}}));
  }
  auto sheet = Filling(known, form, wish).sheet();
  if (!sheet) return pass_on(sheet);
  draft.sheets.push_back(*std::move(sheet));
  draft.sheets.push_back(about_sheet(known, form, wish));
  return sheets::write_workbook(draft);
}

Result<observations::SentValues> read_form_workbook(std::string_view bytes, const std::string& file_name,
                                                    const Known& known, const Form& form, const Period& period) {
  const auto workbook = sheets::read_workbook(bytes, file_name);
  if (!workbook) return pass_on(workbook);
  auto about = about_of(*workbook);
  const Arguments told{{"file", file_name}, {"period", period.title_vi}};
  if (about.empty()) return refuse("reporting.not_our_form", told, file_name);
  if (about["period"] != period.id) {
    const Period* other = known.reports->period(about["period"]);
    Arguments arguments = told;
    arguments.emplace_back("other", other == nullptr ? about["title"] : other->title_vi);
    return refuse("reporting.other_period", std::move(arguments), file_name);
  }
  if (about["form"] != form_hash(form)) return refuse("reporting.older_form", told, file_name);
  const auto style = about["language"] == "en" ? NumberStyle::english : NumberStyle::vietnamese;
  Reading reading(form, period, about["opinion"], style);
  for (const auto& sheet : workbook->sheets) {
    const bool is_values = !sheet.rows.empty() && sheet.rows.front().cells.size() >= column_count;
    if (is_values) reading.read(sheet);
  }
  return reading.take(file_name, bytes);
}

}  // namespace luytre::reporting
