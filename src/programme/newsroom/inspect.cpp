#include "programme/newsroom/inspect.h"

#include <algorithm>

#include "base/vietnamese.h"

namespace luytre::newsroom {
namespace {

// When nothing says when a text was written, the boundaries of the two-level order are not assumed.
Date day_without_date() { return units::two_level_day.plus_days(-1); }

// The newest day on which something in the text is said to be: what a reader would take as its date.
std::optional<Date> newest_day(const std::vector<FoundDate>& dates) {
  std::optional<Date> newest;
  for (const FoundDate& date : dates) {
    if (date.precision == Precision::years) continue;  // a programme period, often still ahead
    const Date day = date.relation == DateRelation::since ? date.days.from : date.days.to.plus_days(-1);
    if (!newest || day > *newest) newest = day;
  }
  return newest;
}

std::string_view word(DateRelation relation) {
  return relation == DateRelation::on ? "on" : relation == DateRelation::since ? "since" : "until";
}

std::string_view word(Precision precision) {
  switch (precision) {
    case Precision::day:
      return "day";
    case Precision::month:
      return "month";
    case Precision::quarter:
      return "quarter";
    case Precision::year:
      return "year";
    case Precision::years:
      return "years";
  }
  return "";
}

// "2022-10-06", "2022-10", "2022-Q3", "2022", "2021/2025"
std::string short_date(const FoundDate& date) {
  const std::string day = date.days.from.text();
  switch (date.precision) {
    case Precision::day:
      return day;
    case Precision::month:
      return day.substr(0, 7);
    case Precision::quarter:
      return day.substr(0, 4) + "-Q" + std::to_string((date.days.from.month() + 2) / 3);
    case Precision::year:
      return day.substr(0, 4);
    case Precision::years:
      return day.substr(0, 4) + "/" + date.days.to.plus_days(-1).text().substr(0, 4);
  }
  return day;
}

json::object span_value(const Span& span) {
  return {{"bytes", json::array{span.byte_begin, span.byte_end}},
          {"chars", json::array{span.char_begin, span.char_end}}};
}

json::value day_or_null(Date day) { return day.is_open_end() ? json::value(nullptr) : json::value(day.text()); }

json::object unit_value(const FoundUnit& found) {
  const Interval named = found.version->valid;
  return {{"code", found.unit->id.code},
          {"name", found.version->name},
          {"level", units::word(found.unit->level)},
          {"kind", units::word(found.version->kind)},
          {"id", found.unit->id.text()},
          {"valid_from", named.from.text()},
          {"valid_to", day_or_null(named.to)},
          {"text", found.text},
          {"mentions", found.mentions},
          {"is_implied", found.is_implied},
          {"without_marks", found.is_folded},
          {"span", span_value(found.span)}};
}

json::object date_value(const FoundDate& date) {
  return {{"date", short_date(date)},      {"precision", word(date.precision)}, {"relation", word(date.relation)},
          {"from", date.days.from.text()}, {"to", day_or_null(date.days.to)},   {"text", date.text},
          {"span", span_value(date.span)}};
}

json::object figure_value(const FoundFigure& figure, const std::vector<FoundFigure>& all) {
  json::object value{{"value", figure.value.text()}, {"unit", figure.unit}, {"counts", figure.counts}};
  value["written"] = figure.written;
  if (figure.out_of) value["of"] = figure.out_of->text();
  if (figure.up_to) value["up_to"] = figure.up_to->text();
  if (!figure.about.empty()) value["about"] = figure.about;
  if (figure.linked) value[figure.unit == "%" ? "numerator" : "percent"] = all[*figure.linked].value.text();
  value["definition"] = figure.definition.empty() ? json::value(nullptr) : json::value(figure.definition);
  value["text"] = figure.text;
  value["span"] = span_value(figure.span);
  return value;
}

json::object document_value(const FoundDocument& found) {
  return {{"number", found.number},
          {"kind", found.kind},
          {"text", found.text},
          {"mentions", found.spans.size()},
          {"span", span_value(found.span)}};
}

json::object abbreviation_value(const FoundAbbreviation& found) {
  return {{"abbreviation", found.short_form},
          {"expansion", found.expansion.empty() ? json::value(nullptr) : json::value(found.expansion)},
          {"defined_in", found.is_defined_here     ? "text"
                         : found.expansion.empty() ? ""
                                                   : "glossary"},
          {"mentions", found.mentions},
          {"span", span_value(found.span)}};
}

std::string trimmed(std::string_view line) {
  const auto first = line.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(line.substr(first, line.find_last_not_of(" \t\r") - first + 1));
}

// Paragraphs with their lines joined by blanks.
std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::string open;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string line = trimmed(text.substr(at, end - at));
    if (line.empty()) {
      if (!open.empty()) paragraphs.push_back(std::move(open));
      open.clear();
    } else {
      open += (open.empty() ? "" : " ") + line;
    }
    at = end + 1;
  }
  if (!open.empty()) paragraphs.push_back(std::move(open));
  return paragraphs;
}

bool ends_sentence(std::string_view text) {
  return text.ends_with('.') || text.ends_with('!') || text.ends_with('?') || text.ends_with("…") ||
         text.ends_with("”") || text.ends_with('"');
}

}  // namespace

Inspection inspect(std::string_view text, const InspectionFrame& frame, const UnitNames& names, int item) {
  Inspection found;
  found.item = item;
  found.text = nfc(text);
  const std::vector<Token> tokens = tokens_of(found.text);
  found.dates = find_dates(found.text, tokens);
  found.figures = find_figures(found.text, tokens, found.dates);
  found.documents = find_documents(found.text, tokens);
  found.abbreviations = find_abbreviations(found.text, tokens);
  const Date day = newest_day(found.dates).value_or(frame.text_date.value_or(day_without_date()));
  found.units = find_units(found.text, tokens, frame, names, day);
  return found;
}

Result<Listing> read_listing(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (!is_valid_utf8(bytes)) return refuse("news.not_utf8");
  Listing listing;
  listing.items = paragraphs_of(bytes);
  if (listing.items.empty()) return refuse("news.empty");
  if (listing.items.size() > 1 && !ends_sentence(listing.items.front())) {
    listing.heading = std::move(listing.items.front());
    listing.items.erase(listing.items.begin());
  }
  return listing;
}

std::vector<Inspection> inspect_listing(const Listing& listing, const InspectionFrame& frame) {
  InspectionFrame within = frame;
  std::optional<Date> newest;
  for (const std::string& item : listing.items) {
    const std::string text = nfc(item);
    const auto day = newest_day(find_dates(text, tokens_of(text)));
    if (day && (!newest || *day > *newest)) newest = day;
  }
  if (newest) within.text_date = newest;
  const UnitNames names(within);
  std::vector<Inspection> inspections;
  for (const std::string& item : listing.items) {
    inspections.push_back(inspect(item, within, names, static_cast<int>(inspections.size()) + 1));
  }
  return inspections;
}

json::value json_of(const Inspection& inspection) {
  json::array units, dates, figures, documents, abbreviations;
  for (const FoundUnit& unit : inspection.units) units.push_back(unit_value(unit));
  for (const FoundDate& date : inspection.dates) dates.push_back(date_value(date));
  for (const FoundFigure& figure : inspection.figures) figures.push_back(figure_value(figure, inspection.figures));
  for (const FoundDocument& document : inspection.documents) documents.push_back(document_value(document));
  for (const FoundAbbreviation& one : inspection.abbreviations) abbreviations.push_back(abbreviation_value(one));
  return json::object{{"item", inspection.item},           {"units", std::move(units)},
                      {"dates", std::move(dates)},         {"figures", std::move(figures)},
                      {"documents", std::move(documents)}, {"abbreviations", std::move(abbreviations)}};
}

}  // namespace luytre::newsroom
