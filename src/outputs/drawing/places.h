// Where the units of a picture lie on it: by their outline of the day; else as a tile near their centre, near those
// that they went into, or, where nothing is known, in rows below. Every unit has a place.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "outputs/drawing/simplify.h"
#include "programme/units/register.h"

namespace luytre::drawing {

inline constexpr int picture_width = 480;

enum class Known : std::uint8_t {
  outline,     // of the day
  centre,      // no outline: a tile at the unit's centre
  successors,  // a tile where the units lie that its ground went to
  nothing,     // a tile in the rows below
};

struct Place {
  const units::Unit* unit = nullptr;
  Known known = Known::nothing;
  std::vector<Ring> rings;  // of an outline
  Corner centre;            // where its mark is written
};

struct Picture {
  int left = 0, top = 0, width = picture_width, height = 0;
  int tile = 0;                // half the side of a tile; 0: there are none
  std::vector<Place> places;   // in the order of the units given
  std::vector<Ring> lines;     // outlines of the units above, as far as known
  int rows_top = 0;            // where the rows of tiles of unknown place begin; 0: there are none
  std::string outline_source;  // file that the outlines were read from

  std::size_t count(Known known) const;
  bool has_outlines() const { return count(Known::outline) > 0; }
};

// `above`: units whose outlines are drawn as lines. All alive on the day.
Result<Picture> place_units(const units::Register& known, const std::vector<const units::Unit*>& units,
                            const std::vector<const units::Unit*>& above, Date day);

// Moves points apart, a little at a time and always the same way, until any two are `distance` apart or nearly so.
std::vector<Corner> pushed_apart(std::vector<Corner> points, double distance);

}  // namespace luytre::drawing
