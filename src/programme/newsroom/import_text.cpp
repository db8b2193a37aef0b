#include "programme/newsroom/import_text.h"

#include <algorithm>

namespace luytre::newsroom {
namespace {

constexpr std::string_view whole_country = "VN";

bool speaks_of_the_country(std::string_view text) {
  // lower case on purpose: the movement's name “Cả nước chung sức …” is no statement about the country
  for (const std::string_view sign : {"cả nước", "toàn quốc", "Bộ Nông nghiệp", "nationwide"}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

// The place a text's figures are about, when it leaves no doubt.
std::string place_of(const Inspection& inspection, const std::string& home) {
  if (speaks_of_the_country(inspection.text)) return std::string(whole_country);
  std::string named;
  bool has_home = false;
  for (const FoundUnit& found : inspection.units) {
    if (found.unit->id.code == home && found.unit->level == units::Level::province) {
      has_home = true;
    } else if (named.empty()) {
      named = found.unit->id.code;
    } else {
      return {};
    }
  }
  return !named.empty() ? named : has_home ? home : std::string();
}

// The day for which the text's figures are true: the date nearest before the figure, else the only one.
std::optional<Date> day_of(const Inspection& inspection, const Span& figure) {
  std::optional<Date> day;
  for (const FoundDate& date : inspection.dates) {
    if (date.relation == DateRelation::since || date.precision == Precision::years) continue;
    if (!day || date.span.byte_begin < figure.byte_begin) day = date.days.to.plus_days(-1);
  }
  return day;
}

// The words from a count to its percentage, with the bracket that closes it.
std::string words_of(const Inspection& inspection, Span from, const Span& to) {
  from.byte_end = to.byte_end;
  std::string words = text_of(inspection.text, from);
  if (words.find('(') != std::string::npos && inspection.text.compare(to.byte_end, 1, ")") == 0) words += ')';
  return words;
}

std::vector<DraftFigure> figures_of(const Inspection& inspection, const std::string& place) {
  std::vector<DraftFigure> drafts;
  for (const FoundFigure& figure : inspection.figures) {
    if (figure.unit == "%" && figure.linked) continue;  // told with its count
    DraftFigure draft;
    draft.position = static_cast<int>(drafts.size()) + 1;
    draft.text = figure.text;
    draft.definition = figure.definition;
    draft.counts = figure.counts;
    draft.place = place;
    draft.as_of = day_of(inspection, figure.span);
    if (figure.unit == "%" || figure.definition.starts_with("average_")) {
      draft.printed = figure.value.text();
    } else {
      draft.numerator = figure.value.text();
    }
    if (figure.linked) {
      const FoundFigure& percent = inspection.figures[*figure.linked];
      draft.printed = percent.value.text();
      draft.definition = percent.definition;
      draft.text = words_of(inspection, figure.span, percent.span);
    }
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

}  // namespace

std::string working_title(std::string_view lead, std::size_t characters_max) {
  const auto tokens = tokens_of(lead);
  std::size_t end = 0;  // tokens taken
  int depth = 0;
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const std::string& sign = tokens[at].text;
    if (sign == "(") ++depth;
    if (sign == ")") --depth;
    const bool is_clause_end = depth == 0 && (sign == "," || sign == "." || sign == ";" || sign == ":");
    // an opening like "Những năm qua," is no title: a clause has to say something
    if (is_clause_end && at >= 8) break;
    if (tokens[at].span.char_end > characters_max) break;
    end = at + 1;
  }
  if (end == 0) return {};
  const Span span = span_of(tokens, 0, end - 1);
  std::string title = text_of(lead, span);
  while (!title.empty() && std::string_view(",.;: (").find(title.back()) != std::string_view::npos) title.pop_back();
  const bool is_cut = end < tokens.size() && !(tokens[end].text == "." && end + 1 == tokens.size());
  return is_cut ? title + "…" : title;
}

std::vector<ArticleDraft> drafts_of(const std::vector<Inspection>& inspections, const std::string& home_province) {
  std::vector<ArticleDraft> drafts;
  for (const Inspection& inspection : inspections) {
    ArticleDraft draft;
    draft.article.title = working_title(inspection.text);
    draft.article.is_working_title = true;
    draft.article.lead = inspection.text;
    draft.figures = figures_of(inspection, place_of(inspection, home_province));
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

}  // namespace luytre::newsroom
