// A province's communes drawn with one figure each: the map of the home page and of /ban-do.
#pragma once

#include "outputs/portal/unit_figures.h"

namespace luytre::portal {

struct MapView {
  std::string svg;                          // "" when there is nothing to draw
  bool is_schematic = false;                // no outline of the day is known: the page must say so
  std::vector<const UnitFigure*> outlined;  // drawn by their outline
  std::vector<const UnitFigure*> tiles;     // no outline of the day: a tile where they lie, or their ground went
  std::vector<const UnitFigure*> unplaced;  // likewise, below the map: where they lie is not known
  std::string outline_source;
  View legend = empty_list();  // {swatch, words, count}
};

// `labelled_by`: id of the heading that names the map.
Result<MapView> map_view(const Visit& visit, const UnitFigures& figures, const std::string& labelled_by);

// The same for how many criteria each commune meets, shaded by outcome: the home page's.
Result<MapView> outcome_map(const Visit& visit, const JudgedTable& judged, const std::string& labelled_by);

}  // namespace luytre::portal
