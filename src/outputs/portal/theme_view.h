// What pages of a theme share: the chooser, and the page that computes a figure of theirs again.
#pragma once

#include "outputs/portal/unit_figures.h"

namespace luytre::portal {

// Sets themes, sets, opinions, day_value, form_address, basis, set_title, set_address and theme.
void add_theme_chooser(const Visit& visit, const UnitFigures& figures, const std::string& path, View& view);

// /so-lieu/tinh of how many units have the standing ("chu-de"), or of the average of criteria met ("binh-quan").
std::string theme_certificate(const Visit& visit, const UnitFigures& figures, const std::string& kind,
                              const std::string& standing);

// The page of such a figure; computed_figure_page hands over to it.
Result<http::Response> theme_figure_page(const Visit& visit, const std::string& kind, std::optional<Standing> wanted);

// Criteria met of every commune in scope that has values, summed, and how many communes these are. Communes without any
// value are counted apart: nought of them would be a false zero.
struct AverageMet {
  std::int64_t criteria = 0;
  int communes = 0;
  int without_values = 0;
};
AverageMet average_met(const JudgedTable& judged);
bool has_values(const judgement::Evaluation& row);  // something of it could be assessed

}  // namespace luytre::portal
