// The whole country as a picture: the outline that travels with the program, of the 63 provinces until 30 June 2025 and
// the archipelagos Hoàng Sa and Trường Sa. It is not georeferenced (docs/decisions/0020): nothing is placed on it by
// degrees. A province of today is drawn as those that went wholly into it.
#pragma once

#include <string>
#include <vector>

#include "outputs/drawing/places.h"

namespace luytre::drawing {

// A name written on the sea.
struct SeaName {
  Corner at;
  std::string text;
};

struct Country {
  Picture picture;                         // of the provinces given; one without an outline is a tile below
  std::vector<SeaName> names;              // the archipelagos
  std::vector<const units::Unit*> unseen;  // provinces without an outline
};

Country draw_country(const std::vector<const units::Unit*>& provinces, Date day);

// The file of outlines reads well; its test proves it.
bool has_country_outline();

}  // namespace luytre::drawing
