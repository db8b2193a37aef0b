#include "outputs/portal/figures_csv.h"

#include "base/csv.h"

namespace luytre::portal {

std::string csv_text(const CsvCells& header, const std::vector<CsvCells>& rows) {
  std::string text;
  const auto line = [&](const CsvCells& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) text += (i == 0 ? "" : ",") + csv_cell(cells[i]);
    text += "\r\n";
  };
  line(header);
  for (const CsvCells& row : rows) line(row);
  return text;
}

http::Response csv_response(const Visit& visit, const std::string& file, std::string body) {
  http::Response response = http::document_response("text/csv; charset=utf-8", std::move(body));
  response.set("Content-Disposition", "attachment; filename=\"" + file + "-" + visit.day.text() + ".csv\"");
  response.set("Luytre-Snapshot", std::to_string(visit.snapshot->number));
  return response;
}

CsvCells figures_header() {
  return {"rank",      "unit",        "code",  "name",        "kind",         "law_class",
          "theme",     "set",         "as_of", "opinion",     "as_known",     "outcome",
          "numerator", "denominator", "words", "provisional", "demonstration"};
}

CsvCells figures_row(const Visit& visit, const UnitFigures& figures, const UnitFigure& figure,
                     const std::string& rank) {
  const bool is_title = figures.theme.kind == Theme::Kind::title;
  const auto* question = figures.judged == nullptr || is_title ? nullptr : &figures.judged->table.question;
  return {rank,
          figure.unit->id.text(),
          figure.unit->id.code,
          figure.name,
          std::string(units::word(figure.unit->nearest(visit.day).kind)),
          figure.law_class,
          figures.theme.text(),
          question == nullptr ? "" : question->set,
          visit.day.text(),
          question == nullptr ? (is_title ? "register" : "") : std::string(observations::text(question->opinion)),
          std::to_string(visit.snapshot->number),
          std::string(name_of(figure.standing)),
          figure.amount ? figure.amount->number.text() : "",
          figure.amount && figure.amount->of ? figure.amount->of->text() : "",
          figure.words,
          figure.is_provisional ? "true" : "false",
          visit.snapshot->is_demonstration() ? "true" : "false"};
}

CsvCells control_row(const std::vector<const UnitFigure*>& figures) {
  CsvCells cells(figures_header().size());
  Result<Decimal> numerators = Decimal::of(0), denominators = Decimal::of(0);
  std::size_t with_numbers = 0;
  for (const UnitFigure* figure : figures) {
    if (!figure->amount) continue;
    ++with_numbers;
    if (numerators) numerators = add(*numerators, figure->amount->number);
    if (denominators && figure->amount->of) denominators = add(*denominators, *figure->amount->of);
  }
  cells[0] = "control";
  cells[2] = std::to_string(figures.size());
  cells[3] = std::to_string(with_numbers);
  cells[12] = numerators ? numerators->text() : "";
  cells[13] = denominators ? denominators->text() : "";
  return cells;
}

}  // namespace luytre::portal
