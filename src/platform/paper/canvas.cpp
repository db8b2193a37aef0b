#include "platform/paper/canvas.h"

#include "platform/paper/surface.h"

namespace luytre::paper {
namespace {

constexpr double foot_above_edge = 12;
constexpr double foot_left = 20;
constexpr double foot_right_of_edge = 15;
constexpr double numbering_width = 40;
constexpr double foot_size = 8.5;

void add_path(cairo_t* pen, const Box& box) {
  cairo_rectangle(pen, points(box.x), points(box.y), points(box.width), points(box.height));
}

}  // namespace

void Canvas::Surface::set(const Stroke& stroke) const {
  set(stroke.ink);
  cairo_set_line_width(pen.get(), points(stroke.width));
  const double dash = points(1.4);
  cairo_set_dash(pen.get(), &dash, stroke.is_dashed ? 1 : 0, 0);
}

Canvas::Canvas(std::unique_ptr<Surface> surface) : surface_(std::move(surface)) {}
Canvas::~Canvas() = default;

std::size_t Canvas::page() const { return surface_->page; }
double Canvas::page_width() const { return surface_->facts.is_landscape ? long_side : short_side; }
double Canvas::page_height() const { return surface_->facts.is_landscape ? short_side : long_side; }

void Canvas::next_page() {
  end_page(*this, surface_->facts, surface_->pages_all);
  if (surface_->draws()) cairo_show_page(surface_->pen.get());
  ++surface_->page;
  begin_page(*this, surface_->facts);
}

void Canvas::line(double from_x, double from_y, double to_x, double to_y, const Stroke& stroke) {
  if (!surface_->draws()) return;
  surface_->set(stroke);
  cairo_move_to(surface_->pen.get(), points(from_x), points(from_y));
  cairo_line_to(surface_->pen.get(), points(to_x), points(to_y));
  cairo_stroke(surface_->pen.get());
}

void Canvas::outline(const Box& box, const Stroke& stroke) {
  if (!surface_->draws()) return;
  surface_->set(stroke);
  add_path(surface_->pen.get(), box);
  cairo_stroke(surface_->pen.get());
}

void Canvas::fill(const Box& box, const Ink& ink) { fill(std::vector<Box>{box}, ink); }

void Canvas::fill(const std::vector<Box>& boxes, const Ink& ink) {
  if (!surface_->draws()) return;
  surface_->set(ink);
  for (const Box& box : boxes) add_path(surface_->pen.get(), box);
  cairo_fill(surface_->pen.get());
}

void Canvas::hatch(const Box& box, const Stroke& stroke) {
  if (!surface_->draws()) return;
  constexpr double distance = 1.6;
  cairo_t* pen = surface_->pen.get();
  cairo_save(pen);
  add_path(pen, box);
  cairo_clip(pen);
  for (double x = box.x - box.height; x < box.right(); x += distance) {
    line(x, box.bottom(), x + box.height, box.y, stroke);
  }
  cairo_restore(pen);
}

void begin_page(Canvas& canvas, const Facts& facts) {
  if (!facts.watermark.empty())
    canvas.slanted(facts.watermark, {0, 0, canvas.page_width(), canvas.page_height()}, pale_ink);
}

void end_page(Canvas& canvas, const Facts& facts, std::size_t pages_all) {
  TextStyle style{.size = foot_size, .ink = soft_ink};
  const double y = canvas.page_height() - foot_above_edge;
  const double numbering_left = canvas.page_width() - foot_right_of_edge - numbering_width;
  if (!facts.running_title.empty()) {
    canvas.text(facts.running_title, foot_left, y, numbering_left - foot_left, style);
  }
  if (!facts.numbering) return;
  style.align = Align::right;
  canvas.text(facts.numbering(canvas.page(), pages_all), numbering_left, y, numbering_width, style);
}

}  // namespace luytre::paper
