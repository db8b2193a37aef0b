// Reads a news text the way a careful editor does: which units, dates, figures, legal documents and abbreviations stand
// in it. Rules and tables only, the same answer every time; what it cannot tell it leaves out or marks.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/json.h"
#include "base/written_number.h"
#include "programme/newsroom/words.h"
#include "programme/units/register.h"

namespace luytre::newsroom {

struct FoundUnit {
  const units::Unit* unit = nullptr;
  const units::Version* version = nullptr;
  std::string text;
  Span span;  // of the first mention
  int mentions = 1;
  bool is_implied = false;  // "trên địa bàn tỉnh": the province is meant, not named
  bool is_folded = false;   // found only without marks
  std::vector<Span> spans;  // of every mention
};

enum class DateRelation { on, since, until };
enum class Precision { day, month, quarter, year, years };

struct FoundDate {
  Interval days;  // "tháng 10/2022": from 2022-10-01, to 2022-11-01; "since 2018" has an open end
  Precision precision = Precision::day;
  DateRelation relation = DateRelation::on;
  std::string text;
  Span span;
};

struct FoundFigure {
  Decimal value;                  // 71.3, with the digits as printed
  std::string written;            // "71,3"
  std::optional<Decimal> out_of;  // "106/175 xã": 175
  std::optional<Decimal> up_to;   // "từ 12 đến 15 triệu đồng": 15
  std::string about;              // "gần", "hơn": the number is not exact; else empty
  std::string unit;               // "%", "xã", "tiêu chí/xã"
  std::string counts;  // "xã đạt chuẩn nông thôn mới"; the text's own words where the meaning is not a known one
  std::string definition;  // of the claim it would become: "recognised_communes"; "" when unknown
  std::string text;        // "5.860 xã"
  Span span;
  std::optional<std::size_t> linked;  // position in the list: a percentage and the count it belongs to name each other
};

struct FoundDocument {
  std::string number;  // with its symbol: "318/QĐ-TTg"
  std::string kind;    // "quyết định", "nghị quyết"; "" when neither the text nor the symbol says
  std::string text;    // "Quyết định số 318/QĐ-TTg"
  Span span;           // of the first mention
  std::vector<Span> spans;
};

struct FoundAbbreviation {
  std::string short_form;
  std::string expansion;  // "" when neither the text nor the glossary gives one
  bool is_defined_here = false;
  Span span;  // of the first mention
  int mentions = 1;
  bool is_explained_at_first = false;  // the bracket that explains it is its first mention
};

struct Inspection {
  int item = 1;
  std::string text;  // in NFC; spans are places in it
  std::vector<FoundUnit> units;
  std::vector<FoundDate> dates;
  std::vector<FoundFigure> figures;
  std::vector<FoundDocument> documents;
  std::vector<FoundAbbreviation> abbreviations;
};

struct InspectionFrame {
  const units::Register* units = nullptr;  // nullptr: units are not looked for
  std::string home_province = "20";        // what "tỉnh" alone means
  std::optional<Date> text_date;           // when the text was written, if known: decides which boundaries it means
};

// The names of the register, made ready for searching; made once, used for many texts.
class UnitNames {
 public:
  struct Index;
  explicit UnitNames(const InspectionFrame& frame);
  const Index* index() const { return index_.get(); }

 private:
  std::shared_ptr<const Index> index_;
};

Inspection inspect(std::string_view text, const InspectionFrame& frame, const UnitNames& names, int item = 1);

// Each search alone, over the tokens of `text`.
std::vector<FoundDate> find_dates(std::string_view text, const std::vector<Token>& tokens);
std::vector<FoundDocument> find_documents(std::string_view text, const std::vector<Token>& tokens);
std::vector<FoundFigure> find_figures(std::string_view text, const std::vector<Token>& tokens,
                                      const std::vector<FoundDate>& dates);
std::vector<FoundAbbreviation> find_abbreviations(std::string_view text, const std::vector<Token>& tokens);
std::vector<FoundUnit> find_units(std::string_view text, const std::vector<Token>& tokens, const InspectionFrame& frame,
                                  const UnitNames& names, Date text_date);

// A listing: paragraphs apart by blank lines. The first is a heading and not an item when it is one line without a
// full stop at its end and more follow. Problems news.empty, news.not_utf8.
struct Listing {
  std::string heading;
  std::vector<std::string> items;
};
Result<Listing> read_listing(std::string_view bytes);

// Every item; an item without a date of its own is read as at the newest date of the whole listing, then `text_date`.
std::vector<Inspection> inspect_listing(const Listing& listing, const InspectionFrame& frame);

json::value json_of(const Inspection& inspection);

}  // namespace luytre::newsroom
