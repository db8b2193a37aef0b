// Inside of the canvas: the handles of cairo and pango.
#pragma once

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "platform/paper/canvas.h"

namespace luytre::paper {

inline constexpr double points_per_millimetre = 72.0 / 25.4;
constexpr double points(double millimetres) { return millimetres * points_per_millimetre; }
constexpr double millimetres(double points) { return points / points_per_millimetre; }

struct Release {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoFontMap* map) const { g_object_unref(map); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
template <class T>
using Held = std::unique_ptr<T, Release>;

struct TextBlock::Layout {
  Held<PangoLayout> layout;
  std::vector<double> line_heights;
  Ink ink;
};

struct Canvas::Surface {
  Surface(const Facts& all, bool counting, std::size_t pages) : facts(all), is_counting(counting), pages_all(pages) {}

  const Facts& facts;
  bool is_counting;       // nothing is drawn
  std::size_t pages_all;  // known on the second walk
  std::size_t page = 1;
  std::string bytes;
  Held<cairo_surface_t> pdf;
  Held<cairo_t> pen;
  Held<PangoFontMap> fonts;
  Held<PangoContext> type;

  bool draws() const { return !is_counting && page <= pages_max; }
  void set(const Ink& ink) const { cairo_set_source_rgb(pen.get(), ink.red, ink.green, ink.blue); }
  void set(const Stroke& stroke) const;
};

// Valid UTF-8 in composed letters, without what would not be seen on paper.
std::string printable(std::string_view text);

std::unique_ptr<Canvas::Surface> new_surface(const Facts& facts, bool is_counting, std::size_t pages_all);
void begin_page(Canvas& canvas, const Facts& facts);
void end_page(Canvas& canvas, const Facts& facts, std::size_t pages_all);

}  // namespace luytre::paper
