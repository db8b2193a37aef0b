#include "platform/paper/printed.h"

#include "platform/paper/pdf_language.h"
#include "platform/paper/surface.h"
#include "platform/paper/vietnamese_letters.h"

namespace luytre::paper {
namespace {

cairo_status_t append(void* bytes, const unsigned char* data, unsigned int size) {
  try {
    static_cast<std::string*>(bytes)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::bad_alloc&) {
    return CAIRO_STATUS_NO_MEMORY;
  }
}

// Letters keep the places that their outlines ask for: nothing is moved to the dots of a screen.
Held<PangoContext> type_for_paper(PangoFontMap* fonts) {
  Held<PangoContext> type(pango_font_map_create_context(fonts));
  pango_cairo_context_set_resolution(type.get(), 72);
  pango_context_set_round_glyph_positions(type.get(), FALSE);
  pango_context_set_base_dir(type.get(), PANGO_DIRECTION_LTR);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options(type.get(), options);
  cairo_font_options_destroy(options);
  return type;
}

Done check_typefaces(const Canvas& canvas) {
  for (const Typeface face : {Typeface::sans, Typeface::serif}) {
    const TextBlock letters = canvas.lay_out(vietnamese_letters, short_side, {.face = face});
    const auto families = letters.typefaces();
    const bool is_ours = families.size() == 1 && families.begin()->rfind("Liberation", 0) == 0;
    if (is_ours && letters.letters_without_glyph() == 0) continue;
    return refuse("paper.typeface_missing", {{"found", families.empty() ? "–" : *families.begin()}});
  }
  return {};
}

Result<std::size_t> pages_of(const Facts& facts, const std::function<Done(Canvas&)>& draw) {
  Canvas canvas(new_surface(facts, true, 0));
  const Done drawn = draw(canvas);
  if (!drawn) return pass_on(drawn);
  return canvas.page();
}

}  // namespace

std::unique_ptr<Canvas::Surface> new_surface(const Facts& facts, bool is_counting, std::size_t pages_all) {
  auto made = std::make_unique<Canvas::Surface>(facts, is_counting, pages_all);
  made->pdf.reset(cairo_pdf_surface_create_for_stream(append, &made->bytes,
                                                      points(facts.is_landscape ? long_side : short_side),
                                                      points(facts.is_landscape ? short_side : long_side)));
  cairo_surface_t* pdf = made->pdf.get();
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_TITLE, printable(facts.title).c_str());
  if (!facts.author.empty()) {
    cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_AUTHOR, printable(facts.author).c_str());
  }
  cairo_pdf_surface_set_metadata(pdf, CAIRO_PDF_METADATA_CREATOR, "Lũy Tre");
  made->pen.reset(cairo_create(pdf));
  made->fonts.reset(pango_cairo_font_map_new());
  made->type = type_for_paper(made->fonts.get());
  return made;
}

Result<std::string> printed(const Facts& facts, const std::function<Done(Canvas&)>& draw) {
  Result<std::size_t> pages = 0;
  if (facts.numbering) pages = pages_of(facts, draw);
  if (!pages) return pass_on(pages);
  auto made = new_surface(facts, false, *pages);
  Canvas::Surface& surface = *made;
  Canvas canvas(std::move(made));
  if (const Done fit = check_typefaces(canvas); !fit) return pass_on(fit);
  begin_page(canvas, facts);
  if (const Done drawn = draw(canvas); !drawn) return pass_on(drawn);
  end_page(canvas, facts, *pages);
  if (canvas.page() > pages_max) return refuse("paper.too_many_pages", {{"max", std::to_string(pages_max)}});
  cairo_show_page(surface.pen.get());
  cairo_surface_finish(surface.pdf.get());
  const cairo_status_t status = cairo_surface_status(surface.pdf.get());
  if (status != CAIRO_STATUS_SUCCESS) return refuse("paper.not_written", {{"reason", cairo_status_to_string(status)}});
  return with_language(std::move(surface.bytes), facts.language);
}

}  // namespace luytre::paper
