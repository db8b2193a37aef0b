// Units as an SVG map: each a link with its name and what it shows in words, told by shade, by pattern and by a mark.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "outputs/drawing/places.h"

namespace luytre::drawing {

// How a unit looks. The first five are outcomes; then classes of an amount, the lowest first.
enum class Shade : std::uint8_t {
  met,
  not_met,
  not_assessed,
  not_applicable,
  not_concerned,
  class_1,
  class_2,
  class_3,
  class_4,
  class_5
};
inline constexpr std::size_t classes_max = 5;
Shade shade_of_class(std::size_t number);  // from 0
std::string_view name_of(Shade shade);     // "met", "class_1"; CSS class "m-met"
inline constexpr std::string_view tick = "✓";
inline constexpr std::string_view cross = "✕";

// What is drawn at a place; texts are plain and become escaped.
struct Painted {
  Shade shade = Shade::not_assessed;
  std::string name;
  std::string label;    // name and what it shows: for those who hear the picture
  std::string address;  // "": no link
  std::string mark;     // written on it: "12", "✓"; may be empty
};

struct MapWords {
  std::string labelled_by;  // id of the element whose text names the picture
  std::string description;  // what it shows and how, in a sentence or two
};

// `painted` is parallel to `picture.places`.
std::string draw_map(const Picture& picture, const std::vector<Painted>& painted, const MapWords& words);

// A swatch of the legend, with its mark.
std::string swatch(Shade shade, std::string_view mark = {});

// Which class each item falls into when as many items as possible go into each of at most `classes`; equal ranks share
// a class, and a higher rank is never in a lower class. `ranks` in any order.
std::vector<std::size_t> equal_classes(const std::vector<std::size_t>& ranks, std::size_t classes = classes_max);

}  // namespace luytre::drawing
