// News: any bytes are a listing whose findings lie inside the text, or a problem.

#include "fuzz/input.h"
#include "programme/newsroom/inspect.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre::newsroom;
  using luytre::fuzz::hold;
  const auto listing = read_listing(luytre::fuzz::text_of(data, size));
  if (!listing) {
    hold(!listing.error().code.empty(), "a problem has a code");
    return 0;
  }
  for (const auto& inspection : inspect_listing(*listing, InspectionFrame{})) {
    const auto inside = [&](const Span& span) {
      return span.byte_begin <= span.byte_end && span.byte_end <= inspection.text.size();
    };
    for (const auto& date : inspection.dates) {
      hold(inside(date.span), "dates lie in the text");
      hold(date.days.from < date.days.to, "days run forward");
    }
    for (const auto& figure : inspection.figures) {
      hold(inside(figure.span), "figures lie in the text");
      hold(!figure.linked || *figure.linked < inspection.figures.size(), "linked figures exist");
    }
    for (const auto& document : inspection.documents) hold(inside(document.span), "documents lie in the text");
    for (const auto& abbreviation : inspection.abbreviations) hold(inside(abbreviation.span), "so do abbreviations");
    static_cast<void>(json_of(inspection));
  }
  return 0;
}
