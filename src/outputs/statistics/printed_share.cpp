#include "outputs/statistics/printed_share.h"

#include <algorithm>

#include "base/vietnamese.h"
#include "programme/newsroom/inspect.h"

namespace luytre::statistics {
namespace {

std::vector<newsroom::FoundFigure> figures_in(const std::string& text) {
  const auto tokens = newsroom::tokens_of(text);
  return newsroom::find_figures(text, tokens, newsroom::find_dates(text, tokens));
}

bool is_percent(const newsroom::FoundFigure& figure) { return figure.unit == "%"; }

Result<std::int64_t> whole_number(const newsroom::FoundFigure& figure, const Decimal& value) {
  const Decimal reduced = value.reduced();
  // "5,860 xã (71,3%)": two ways of writing in one sentence; guessing would be wrong by a thousand
  if (reduced.scale() > 0) return refuse("claim.count_not_whole", {{"count", figure.written}});
  return reduced.coefficient();
}

}  // namespace

Result<PrintedShare> read_printed_share(std::string_view written) {
  const std::string text = nfc(written);
  const auto figures = figures_in(text);
  const Arguments shown = {{"text", text}};
  const auto percent = std::find_if(figures.begin(), figures.end(), is_percent);
  if (percent == figures.end()) return refuse("claim.no_percent", shown);
  const auto linked = std::find_if(figures.begin(), figures.end(),
                                   [](const auto& figure) { return is_percent(figure) && figure.linked; });
  const auto& chosen = linked != figures.end() ? *linked : *percent;
  const auto count = chosen.linked ? figures.begin() + static_cast<std::ptrdiff_t>(*chosen.linked)
                                   : std::find_if_not(figures.begin(), figures.end(), is_percent);
  if (count == figures.end()) return refuse("claim.no_count", shown);
  const auto numerator = whole_number(*count, count->value);
  if (!numerator) return pass_on(numerator);
  PrintedShare share{*numerator, chosen.value};
  if (count->out_of) {
    const auto denominator = whole_number(*count, *count->out_of);
    if (!denominator) return pass_on(denominator);
    share.denominator = *denominator;
  }
  return share;
}

std::optional<Decimal> read_printed_average(std::string_view written) {
  for (const auto& figure : figures_in(nfc(written))) {
    if (figure.definition == "average_criteria_per_commune") return figure.value;
  }
  return std::nullopt;
}

}  // namespace luytre::statistics
