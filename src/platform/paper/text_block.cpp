#include <cmath>
#include <numeric>

#include "base/vietnamese.h"
#include "platform/paper/surface.h"

namespace luytre::paper {
namespace {

constexpr const char* family_of(Typeface face) {
  if (face == Typeface::serif) return "Liberation Serif";
  return face == Typeface::mono ? "Liberation Mono" : "Liberation Sans";
}

PangoAlignment alignment_of(Align align) {
  if (align == Align::centre) return PANGO_ALIGN_CENTER;
  return align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT;
}

// Characters that turn the direction of what follows could make a printed sentence say something else.
bool turns_direction(gunichar letter) {
  return (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
}

Held<PangoLayout> laid_out(PangoContext* type, std::string_view text, double width, const TextStyle& style) {
  Held<PangoLayout> layout(pango_layout_new(type));
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family_static(font, family_of(style.face));
  pango_font_description_set_size(font, pango_units_from_double(style.size));
  if (style.is_bold) pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
  if (style.is_italic) pango_font_description_set_style(font, PANGO_STYLE_ITALIC);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_width(layout.get(), pango_units_from_double(points(width)));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout.get(), alignment_of(style.align));
  pango_layout_set_justify(layout.get(), style.align == Align::justified);
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_line_spacing(layout.get(), static_cast<float>(style.line_spacing));
  std::string shown = printable(text);
  if (style.is_capitals) {
    const std::unique_ptr<char, decltype(&g_free)> capitals(g_utf8_strup(shown.data(), -1), g_free);
    shown = capitals.get();
  }
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
  pango_layout_set_attributes(layout.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(layout.get(), shown.data(), static_cast<int>(shown.size()));
  return layout;
}

std::vector<double> heights_of(PangoLayout* layout) {
  std::vector<double> heights;
  PangoLayoutIter* line = pango_layout_get_iter(layout);
  do {
    int top = 0;
    int bottom = 0;
    pango_layout_iter_get_line_yrange(line, &top, &bottom);
    heights.push_back(millimetres(pango_units_to_double(bottom - top)));
  } while (pango_layout_iter_next_line(line));
  pango_layout_iter_free(line);
  return heights;
}

}  // namespace

std::string printable(std::string_view text) {
  if (text.empty()) return {};
  const std::unique_ptr<char, decltype(&g_free)> valid(g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())),
                                                       g_free);
  std::string kept;
  for (const char* at = valid.get(); *at != '\0';) {
    const gunichar letter = g_utf8_get_char(at);
    const char* next = g_utf8_next_char(at);
    if (letter != '\n' && g_unichar_iscntrl(letter)) {
      kept += ' ';
    } else if (!turns_direction(letter)) {
      kept.append(at, next);
    }
    at = next;
  }
  return nfc(kept);
}

TextBlock::TextBlock(std::unique_ptr<Layout> layout) : layout_(std::move(layout)) {}
TextBlock::~TextBlock() = default;
TextBlock::TextBlock(TextBlock&&) noexcept = default;
TextBlock& TextBlock::operator=(TextBlock&&) noexcept = default;

double TextBlock::height() const {
  return std::accumulate(layout_->line_heights.begin(), layout_->line_heights.end(), 0.0);
}

double TextBlock::width() const {
  PangoRectangle shown;
  pango_layout_get_extents(layout_->layout.get(), nullptr, &shown);
  return millimetres(pango_units_to_double(shown.width));
}

const std::vector<double>& TextBlock::line_heights() const { return layout_->line_heights; }

std::size_t TextBlock::letters_without_glyph() const {
  return static_cast<std::size_t>(pango_layout_get_unknown_glyphs_count(layout_->layout.get()));
}

std::set<std::string> TextBlock::typefaces() const {
  std::set<std::string> families;
  PangoLayoutIter* run = pango_layout_get_iter(layout_->layout.get());
  do {
    const PangoLayoutRun* letters = pango_layout_iter_get_run_readonly(run);
    if (letters == nullptr) continue;
    PangoFontDescription* font = pango_font_describe(letters->item->analysis.font);
    families.insert(pango_font_description_get_family(font));
    pango_font_description_free(font);
  } while (pango_layout_iter_next_run(run));
  pango_layout_iter_free(run);
  return families;
}

TextBlock Canvas::lay_out(std::string_view text, double width, const TextStyle& style) const {
  auto layout = std::make_unique<TextBlock::Layout>();
  layout->layout = laid_out(surface_->type.get(), text, width, style);
  layout->line_heights = heights_of(layout->layout.get());
  layout->ink = style.ink;
  return TextBlock(std::move(layout));
}

void Canvas::draw(const TextBlock& block, double x, double y) {
  draw_lines(block, 0, block.line_heights().size(), x, y);
}

void Canvas::draw_lines(const TextBlock& block, std::size_t first, std::size_t count, double x, double y) {
  if (!surface_->draws()) return;
  surface_->set(block.layout().ink);
  PangoLayoutIter* line = pango_layout_get_iter(block.layout().layout.get());
  int origin = 0;
  std::size_t index = 0;
  do {
    if (index >= first + count) break;
    if (index < first) continue;
    int top = 0;
    pango_layout_iter_get_line_yrange(line, &top, nullptr);
    if (index == first) origin = top;
    PangoRectangle shown;
    pango_layout_iter_get_line_extents(line, nullptr, &shown);
    const int baseline = pango_layout_iter_get_baseline(line);
    cairo_move_to(surface_->pen.get(), points(x) + pango_units_to_double(shown.x),
                  points(y) + pango_units_to_double(baseline - origin));
    pango_cairo_show_layout_line(surface_->pen.get(), pango_layout_iter_get_line_readonly(line));
  } while (++index, pango_layout_iter_next_line(line));
  pango_layout_iter_free(line);
}

double Canvas::text(std::string_view text, double x, double y, double width, const TextStyle& style) {
  const TextBlock block = lay_out(text, width, style);
  draw(block, x, y);
  return block.height();
}

void Canvas::slanted(std::string_view text, const Box& box, const Ink& ink) {
  if (!surface_->draws()) return;
  constexpr double probe_size = 20;
  constexpr double part_of_diagonal = 0.66;
  constexpr double no_wrap = 10'000;
  const double diagonal = std::hypot(box.width, box.height);
  const double probe_width = lay_out(text, no_wrap, {.size = probe_size, .is_bold = true}).width();
  if (probe_width <= 0) return;
  const TextStyle style{.size = probe_size * diagonal * part_of_diagonal / probe_width, .is_bold = true, .ink = ink};
  const TextBlock block = lay_out(text, no_wrap, style);
  cairo_t* pen = surface_->pen.get();
  cairo_save(pen);
  cairo_translate(pen, points(box.x + box.width / 2), points(box.y + box.height / 2));
  cairo_rotate(pen, -std::atan2(box.height, box.width));
  draw(block, -block.width() / 2, -block.height() / 2);
  cairo_restore(pen);
}

}  // namespace luytre::paper
