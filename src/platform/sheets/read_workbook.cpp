#include <charconv>

#include "platform/sheets/cell_value.h"
#include "platform/sheets/parts.h"
#include "platform/sheets/workbook.h"
#include "platform/sheets/xml_part.h"

namespace luytre::sheets {
namespace {

// What every sheet of one workbook is read with, and what all of them together have used up.
struct Reading {
  std::string file_name;
  std::vector<std::string> shared_strings;
  std::vector<ShownAs> styles;
  bool is_1904 = false;
  std::size_t cells = 0;
  std::size_t text_bytes = 0;
};

struct Address {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

// "B7"; zeros for anything else, and for columns or rows beyond the limits.
Address parse_address(std::string_view text) {
  Address address;
  std::size_t at = 0;
  for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && at < 4; ++at) {
    address.column = address.column * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
  }
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), address.row);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return address;
}

class SheetReader : public XmlReader {
 public:
  SheetReader(Reading& reading, std::string part) : reading_(reading), part_(std::move(part)) {}

  Done open(std::string_view element, const Attributes& attributes) override;
  Done close(std::string_view element) override;
  Done text(std::string_view bytes) override {
    if (taking_ == Taking::nothing) return {};
    value_ += bytes;
    if (value_.size() > cell_bytes_max) return too_large("cell_bytes", cell_bytes_max, reading_.file_name);
    return {};
  }

  std::vector<Row> rows;

 private:
  enum class Taking { nothing, value, inline_text };

  Done begin_row(const Attributes& attributes);
  Done begin_cell(const Attributes& attributes);
  Done end_cell();
  Done give_meaning();
  void end_row();
  tl::unexpected<Problem> damaged(std::string reason) const {
    return refuse("sheets.damaged", {{"part", part_}, {"reason", std::move(reason)}}, reading_.file_name);
  }

  Reading& reading_;
  std::string part_;
  std::uint32_t row_number_ = 0;
  Row row_;
  Cell cell_;
  std::string type_;
  std::string value_;
  std::size_t style_ = 0;
  bool in_row_ = false, in_cell_ = false, in_phonetic_ = false, has_value_ = false;
  Taking taking_ = Taking::nothing;
};

Done SheetReader::open(std::string_view element, const Attributes& attributes) {
  if (element == "row") return begin_row(attributes);
  if (element == "c") return begin_cell(attributes);
  if (!in_cell_) return {};
  if (element == "f") cell_.is_formula = true;
  if (element == "rPh") in_phonetic_ = true;
  if (element == "v") taking_ = Taking::value;
  if (element == "t" && !in_phonetic_) taking_ = Taking::inline_text;
  if (taking_ != Taking::nothing) has_value_ = true;
  return {};
}

Done SheetReader::close(std::string_view element) {
  if (element == "v" || element == "t") taking_ = Taking::nothing;
  if (element == "rPh") in_phonetic_ = false;
  if (element == "c") return end_cell();
  if (element == "row") end_row();
  return {};
}

Done SheetReader::begin_row(const Attributes& attributes) {
  if (in_row_) return damaged("row in a row");
  std::uint32_t number = row_number_ + 1;
  if (const auto written = attributes.text("r"); !written.empty()) {
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
    if (error != std::errc() || end != written.data() + written.size()) return damaged("row number");
  }
  if (number <= row_number_) return damaged("rows out of order");
  if (number > rows_max) return too_large("rows", rows_max, reading_.file_name);
  row_number_ = number;
  row_ = Row{number, {}};
  in_row_ = true;
  return {};
}

Done SheetReader::begin_cell(const Attributes& attributes) {
  if (!in_row_ || in_cell_) return damaged("cell outside a row");
  auto column = static_cast<std::uint32_t>(row_.cells.size() + 1);
  if (const auto written = attributes.text("r"); !written.empty()) {
    const Address address = parse_address(written);
    if (address.row != row_number_) return damaged("cell address");
    if (address.column < column) return damaged("cells out of order");
    column = address.column;
  }
  if (column > columns_max) return too_large("columns", columns_max, reading_.file_name);
  reading_.cells += column - row_.cells.size();
  if (reading_.cells > cells_max) return too_large("cells", cells_max, reading_.file_name);
  while (row_.cells.size() + 1 < column) {
    Cell blank;
    blank.row = row_number_;
    blank.column = static_cast<std::uint32_t>(row_.cells.size() + 1);
    row_.cells.push_back(std::move(blank));
  }
  cell_ = Cell{};
  cell_.row = row_number_;
  cell_.column = column;
  type_ = attributes.text("t");
  value_.clear();
  style_ = 0;
  const auto style = attributes.text("s");
  std::from_chars(style.data(), style.data() + style.size(), style_);
  in_cell_ = true;
  has_value_ = false;
  return {};
}

Done SheetReader::end_cell() {
  if (!in_cell_) return damaged("cell end");
  in_cell_ = false;
  in_phonetic_ = false;
  if (has_value_) {
    if (auto given = give_meaning(); !given) return given;
  }
  if (cell_.text.empty()) cell_.kind = CellKind::empty;
  reading_.text_bytes += cell_.text.size();
  if (reading_.text_bytes > text_bytes_max) return too_large("text_bytes", text_bytes_max, reading_.file_name);
  row_.cells.push_back(std::move(cell_));
  return {};
}

Done SheetReader::give_meaning() {
  if (type_ == "s") {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(value_.data(), value_.data() + value_.size(), index);
    const bool is_index = error == std::errc() && end == value_.data() + value_.size();
    if (!is_index || index >= reading_.shared_strings.size()) return damaged("shared string at " + cell_.address());
    cell_.kind = CellKind::text;
    cell_.text = reading_.shared_strings[index];
  } else if (type_ == "inlineStr" || type_ == "str") {
    cell_.kind = CellKind::text;
    cell_.text = unescaped(value_);
  } else if (type_ == "b") {
    cell_.kind = CellKind::boolean;
    cell_.text = value_ == "1" || value_ == "true" ? "true" : "false";
  } else if (type_ == "e") {
    cell_.kind = CellKind::error;
    cell_.text = unescaped(value_);
  } else if (type_ == "d") {
    cell_.kind = CellKind::date;
    cell_.text = unescaped(value_);
  } else {
    const ShownAs shown_as = style_ < reading_.styles.size() ? reading_.styles[style_] : ShownAs::number;
    const std::string date = shown_as == ShownAs::date ? date_of_serial(value_, reading_.is_1904) : "";
    cell_.is_percent = shown_as == ShownAs::percent;
    cell_.kind = date.empty() ? CellKind::number : CellKind::date;
    cell_.text = date.empty() ? shown_number(unescaped(value_)) : date;
  }
  return {};
}

void SheetReader::end_row() {
  in_row_ = false;
  while (!row_.cells.empty() && row_.cells.back().is_empty()) row_.cells.pop_back();
  if (!row_.cells.empty()) {
    row_.cells.shrink_to_fit();
    rows.push_back(std::move(row_));
  }
  row_ = Row{};
}

// The part that the package itself calls its document; only a workbook's own list of sheets makes it one.
Result<std::string> workbook_part(Package& package) {
  auto top = relationships_of(package, "");
  if (!top) return pass_on(top);
  for (const auto& [id, relationship] : *top) {
    if (relationship.type == "officeDocument" && package.has(relationship.target)) return relationship.target;
  }
  return refuse("sheets.not_a_workbook", {}, package.file_name());
}

Done read_supports(Package& package, const std::map<std::string, Relationship>& related, Reading& reading) {
  for (const auto& [id, relationship] : related) {
    if (relationship.type == "externalLink") return refuse("sheets.has_external_links", {}, reading.file_name);
    if (relationship.type == "vbaProject") return refuse("sheets.has_macros", {}, reading.file_name);
    if (relationship.type == "sharedStrings") {
      auto strings = read_shared_strings(package, relationship.target);
      if (!strings) return pass_on(strings);
      reading.shared_strings = std::move(*strings);
    } else if (relationship.type == "styles") {
      auto styles = read_cell_styles(package, relationship.target);
      if (!styles) return pass_on(styles);
      reading.styles = std::move(*styles);
    }
  }
  return {};
}

}  // namespace

Result<Workbook> read_workbook(std::string_view bytes, std::string_view file_name) {
  auto package = Package::open(bytes, file_name);
  if (!package) return pass_on(package);
  const auto part = workbook_part(*package);
  if (!part) return pass_on(part);
  const auto related = relationships_of(*package, *part);
  if (!related) return pass_on(related);
  auto list = read_sheet_list(*package, *part);
  if (!list) return pass_on(list);
  Reading reading;
  reading.file_name = file_name;
  reading.is_1904 = list->is_1904;
  if (auto read = read_supports(*package, *related, reading); !read) return pass_on(read);
  Workbook workbook;
  for (auto& listed : list->sheets) {
    const auto target = related->find(listed.relationship);
    if (target == related->end()) {
      return refuse("sheets.damaged", {{"part", *part}, {"reason", "sheet without its part"}}, reading.file_name);
    }
    if (target->second.type != "worksheet") continue;  // a chart of its own has no cells
    SheetReader reader(reading, target->second.target);
    if (auto read = read_xml(*package, target->second.target, reader); !read) return pass_on(read);
    workbook.sheets.push_back(Sheet{std::move(listed.name), listed.is_hidden, std::move(reader.rows)});
  }
  if (workbook.sheets.empty()) return refuse("sheets.not_a_workbook", {}, reading.file_name);
  return workbook;
}

}  // namespace luytre::sheets
