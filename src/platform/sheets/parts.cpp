#include "platform/sheets/parts.h"

#include <charconv>

#include "base/messages.h"
#include "platform/sheets/cell_value.h"
#include "platform/sheets/workbook.h"
#include "platform/sheets/xml_part.h"

namespace luytre::sheets {
namespace {

int integer_of(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? value : -1;
}

// "xl/workbook.xml" and "worksheets/sheet1.xml" -> "xl/worksheets/sheet1.xml"; "/xl/a.xml" -> "xl/a.xml". "" for a
// target that leaves the package.
std::string resolved(std::string_view part, std::string_view target) {
  std::string joined;
  if (target.starts_with('/')) {
    joined = target.substr(1);
  } else {
    const auto slash = part.rfind('/');
    if (slash != std::string_view::npos) joined = part.substr(0, slash + 1);
    joined += target;
  }
  std::vector<std::string_view> names;
  for (std::string_view rest = joined; !rest.empty();) {
    const auto slash = rest.find('/');
    const auto name = rest.substr(0, slash);
    rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    if (name.empty() || name == ".") continue;
    if (name == "..") {
      if (names.empty()) return "";
      names.pop_back();
    } else {
      names.push_back(name);
    }
  }
  std::string path;
  for (const auto name : names) path += (path.empty() ? "" : "/") + std::string(name);
  return path;
}

class RelationshipReader : public XmlReader {
 public:
  explicit RelationshipReader(std::string_view part) : part_(part) {}
  Done open(std::string_view element, const Attributes& attributes) override {
    if (element != "Relationship") return {};
    Relationship found;
    const auto type = attributes.text("Type");
    found.type = type.substr(type.rfind('/') == std::string_view::npos ? 0 : type.rfind('/') + 1);
    found.is_external = attributes.text("TargetMode") == "External";
    if (!found.is_external) found.target = resolved(part_, attributes.text("Target"));
    if (by_id.size() < entries_max) by_id.emplace(attributes.text("Id"), std::move(found));
    return {};
  }
  std::map<std::string, Relationship> by_id;

 private:
  std::string_view part_;
};

class SheetListReader : public XmlReader {
 public:
  explicit SheetListReader(std::string where) : where_(std::move(where)) {}
  Done open(std::string_view element, const Attributes& attributes) override {
    if (element == "workbookPr") list.is_1904 = attributes.truth("date1904");
    if (element != "sheet") return {};
    if (list.sheets.size() == sheets_max) return too_large("sheets", sheets_max, where_);
    const auto state = attributes.text("state");
    list.sheets.push_back({unescaped(attributes.text("name")), std::string(attributes.qualified_text("id")),
                           state == "hidden" || state == "veryHidden"});
    return {};
  }
  SheetList list;

 private:
  std::string where_;
};

class StyleReader : public XmlReader {
 public:
  explicit StyleReader(std::string where) : where_(std::move(where)) {}
  Done open(std::string_view element, const Attributes& attributes) override {
    if (element == "numFmt") {
      if (formats_.size() == styles_max) return too_large("styles", styles_max, where_);
      const auto code = attributes.text("formatCode");
      formats_[integer_of(attributes.text("numFmtId"))] = is_date_format(code)      ? ShownAs::date
                                                          : is_percent_format(code) ? ShownAs::percent
                                                                                    : ShownAs::number;
    } else if (element == "cellXfs") {
      in_cell_styles_ = true;
    } else if (element == "xf" && in_cell_styles_) {
      if (styles.size() == styles_max) return too_large("styles", styles_max, where_);
      const int id = integer_of(attributes.text("numFmtId"));
      const auto own = formats_.find(id);
      styles.push_back(own != formats_.end() ? own->second : built_in(id));
    }
    return {};
  }
  Done close(std::string_view element) override {
    if (element == "cellXfs") in_cell_styles_ = false;
    return {};
  }
  std::vector<ShownAs> styles;

 private:
  static ShownAs built_in(int id) {
    if (is_built_in_date_format(id)) return ShownAs::date;
    return is_built_in_percent_format(id) ? ShownAs::percent : ShownAs::number;
  }
  std::string where_;
  std::map<int, ShownAs> formats_;
  bool in_cell_styles_ = false;
};

// <si><t>…</t></si>, <si><r><t>…</t></r>…<rPh><t>how it is spoken</t></rPh></si>
class SharedStringReader : public XmlReader {
 public:
  explicit SharedStringReader(std::string where) : where_(std::move(where)) {}
  Done open(std::string_view element, const Attributes&) override {
    if (element == "si") {
      if (strings.size() == shared_strings_max) return too_large("shared_strings", shared_strings_max, where_);
      current_.clear();
    }
    if (element == "rPh") in_phonetic_ = true;
    in_text_ = element == "t" && !in_phonetic_;
    return {};
  }
  Done text(std::string_view bytes) override {
    if (!in_text_) return {};
    current_ += bytes;
    if (current_.size() > cell_bytes_max) return too_large("cell_bytes", cell_bytes_max, where_);
    return {};
  }
  Done close(std::string_view element) override {
    if (element == "rPh") in_phonetic_ = false;
    if (element == "t") in_text_ = false;
    if (element == "si") strings.push_back(unescaped(current_));
    return {};
  }
  std::vector<std::string> strings;

 private:
  std::string where_;
  std::string current_;
  bool in_phonetic_ = false;
  bool in_text_ = false;
};

}  // namespace

tl::unexpected<Problem> too_large(std::string_view limit_name, std::size_t limit, std::string where) {
  return refuse("sheets.too_large",
                {{"what", catalogue_word("sheets.limit." + std::string(limit_name))}, {"limit", std::to_string(limit)}},
                std::move(where));
}

Result<std::map<std::string, Relationship>> relationships_of(Package& package, std::string_view part) {
  const auto slash = part.rfind('/');
  const auto folder = slash == std::string_view::npos ? std::string_view() : part.substr(0, slash + 1);
  const auto name = slash == std::string_view::npos ? part : part.substr(slash + 1);
  const std::string beside = std::string(folder) + "_rels/" + std::string(name) + ".rels";
  RelationshipReader reader(part);
  if (!package.has(beside)) return reader.by_id;
  if (auto read = read_xml(package, beside, reader); !read) return pass_on(read);
  return std::move(reader.by_id);
}

Result<SheetList> read_sheet_list(Package& package, std::string_view part) {
  SheetListReader reader(package.file_name());
  if (auto read = read_xml(package, part, reader); !read) return pass_on(read);
  return std::move(reader.list);
}

Result<std::vector<ShownAs>> read_cell_styles(Package& package, std::string_view part) {
  StyleReader reader(package.file_name());
  if (auto read = read_xml(package, part, reader); !read) return pass_on(read);
  return std::move(reader.styles);
}

Result<std::vector<std::string>> read_shared_strings(Package& package, std::string_view part) {
  SharedStringReader reader(package.file_name());
  if (auto read = read_xml(package, part, reader); !read) return pass_on(read);
  return std::move(reader.strings);
}

}  // namespace luytre::sheets
