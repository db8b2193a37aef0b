#include "programme/newsroom/import_text.h"

#include <algorithm>

#include "programme/newsroom/figure_place.h"

namespace luytre::newsroom {
namespace {

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
    draft.as_of = day_of_figure(inspection, figure.span);
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
    draft.figures = figures_of(inspection, place_of_figures(inspection, home_province));
    drafts.push_back(std::move(draft));
  }
  return drafts;
}

}  // namespace luytre::newsroom
