#include "outputs/drawing/map.h"

#include <algorithm>
#include <array>

#include "base/html.h"

namespace luytre::drawing {
namespace {

constexpr std::array<std::string_view, 10> shade_names = {"met",           "not_met", "not_assessed", "not_applicable",
                                                          "not_concerned", "class_1", "class_2",      "class_3",
                                                          "class_4",       "class_5"};
constexpr int tile_for_long_marks = 11;  // a smaller tile has place for one sign only

// Hatching for what has not been assessed: told apart without colour.
constexpr std::string_view definitions =
    "<defs><pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" height=\"6\"/>"
    "<path class=\"hatch-line\" d=\"M0 0V6\"/></pattern></defs>";

std::string at(int value) { return std::to_string(value); }

// Fill by attribute, because a style sheet cannot name a pattern of the page.
std::string fill(Shade shade) { return shade == Shade::not_assessed ? " fill=\"url(#hatch)\"" : ""; }

void append_ring(std::string& path, const Ring& ring) {
  if (ring.empty()) return;
  path += 'M' + at(ring[0].x) + ' ' + at(ring[0].y) + 'l';
  for (std::size_t i = 1; i < ring.size(); ++i) {
    const int dx = ring[i].x - ring[i - 1].x;
    const int dy = ring[i].y - ring[i - 1].y;
    if (i > 1 && dx >= 0) path += ' ';
    path += at(dx);
    if (dy >= 0) path += ' ';
    path += at(dy);
  }
  path += 'z';
}

std::string shape_of(const Picture& picture, const Place& place, Shade shade) {
  if (place.known == Known::outline) {
    std::string path;
    for (const Ring& ring : place.rings) append_ring(path, ring);
    return "<path fill-rule=\"evenodd\" d=\"" + path + "\"" + fill(shade) + "/>";
  }
  const int half = shade == Shade::not_concerned ? std::max(3, picture.tile * 2 / 3) : picture.tile;
  return "<rect x=\"" + at(place.centre.x - half) + "\" y=\"" + at(place.centre.y - half) + "\" width=\"" +
         at(2 * half) + "\" height=\"" + at(2 * half) + "\" rx=\"3\"" + fill(shade) + "/>";
}

std::string mark_of(const Picture& picture, const Place& place, const Painted& painted) {
  const bool is_tile = place.known != Known::outline;
  if (painted.mark.empty() || (is_tile && picture.tile < tile_for_long_marks && painted.mark.size() > 3)) return "";
  const bool is_small = is_tile && picture.tile < tile_for_long_marks;
  // The label of the place says it in full, so it stands outside of the link.
  return "<g aria-hidden=\"true\" class=\"mark m-" + std::string(name_of(painted.shade)) + "\"><text" +
         (is_small ? " class=\"small\"" : "") + " x=\"" + at(place.centre.x) + "\" y=\"" +
         at(place.centre.y + (is_small ? 3 : 5)) + "\">" + escape_html(painted.mark) + "</text></g>";
}

std::string draw_place(const Picture& picture, const Place& place, const Painted& painted) {
  const std::string inner =
      "<title>" + escape_html(painted.label) + "</title>" + shape_of(picture, place, painted.shade);
  const std::string mark = mark_of(picture, place, painted);
  const std::string looks = "class=\"m-" + std::string(name_of(painted.shade)) + "\"";
  if (painted.address.empty()) return "<g " + looks + ">" + inner + "</g>" + mark;
  return "<a " + looks + " href=\"" + escape_html(painted.address) + "\" aria-label=\"" + escape_html(painted.label) +
         "\">" + inner + "</a>" + mark;
}

}  // namespace

Shade shade_of_class(std::size_t number) {
  return static_cast<Shade>(static_cast<std::size_t>(Shade::class_1) + std::min(number, classes_max - 1));
}

std::string_view name_of(Shade shade) { return shade_names[static_cast<std::size_t>(shade)]; }

std::string draw_map(const Picture& picture, const std::vector<Painted>& painted, const MapWords& words) {
  std::string out = "<svg class=\"map\" role=\"group\" aria-labelledby=\"" + words.labelled_by +
                    "\" aria-describedby=\"" + words.labelled_by + "-mo-ta\" viewBox=\"" + at(picture.left) + " " +
                    at(picture.top) + " " + at(picture.width) + " " + at(picture.height) + "\"><desc id=\"" +
                    words.labelled_by + "-mo-ta\">" + escape_html(words.description) + "</desc>";
  out += definitions;
  for (std::size_t i = 0; i < picture.places.size() && i < painted.size(); ++i)
    out += draw_place(picture, picture.places[i], painted[i]);
  std::string lines;
  for (const Ring& line : picture.lines) append_ring(lines, line);
  if (!lines.empty()) out += "<path class=\"above\" d=\"" + lines + "\"/>";
  if (picture.count(Known::nothing) > 0)
    out +=
        "<path class=\"rows\" d=\"M" + at(picture.left) + " " + at(picture.rows_top) + "h" + at(picture.width) + "\"/>";
  return out + "</svg>";
}

std::string swatch(Shade shade, std::string_view mark) {
  const std::string half = shade == Shade::not_concerned ? "6" : "9";
  const std::string from = shade == Shade::not_concerned ? "5" : "2";
  const std::string side = shade == Shade::not_concerned ? "12" : "18";
  const std::string text = mark.empty() ? "" : "<text x=\"11\" y=\"15\">" + escape_html(mark) + "</text>";
  return "<svg class=\"swatch m-" + std::string(name_of(shade)) +
         "\" viewBox=\"0 0 22 22\" aria-hidden=\"true\"><rect x=\"" + from + "\" y=\"" + from + "\" width=\"" + side +
         "\" height=\"" + side + "\" rx=\"3\"" + fill(shade) + "/>" + text + "</svg>";
}

std::vector<std::size_t> equal_classes(const std::vector<std::size_t>& ranks, std::size_t classes) {
  std::vector<std::size_t> order = ranks;
  std::sort(order.begin(), order.end());
  std::vector<std::size_t> distinct = order;
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  std::vector<std::size_t> found;
  for (const std::size_t rank : ranks) {
    if (distinct.size() <= classes) {
      const auto place = std::lower_bound(distinct.begin(), distinct.end(), rank);
      found.push_back(static_cast<std::size_t>(place - distinct.begin()));
      continue;
    }
    const auto before = static_cast<std::size_t>(std::lower_bound(order.begin(), order.end(), rank) - order.begin());
    found.push_back(std::min(classes - 1, before * classes / order.size()));
  }
  return found;
}

}  // namespace luytre::drawing
