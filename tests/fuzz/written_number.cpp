// Written numbers: a text is one exact number or a problem; what one style proves the other must not contradict.

#include "base/written_number.h"
#include "fuzz/input.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using luytre::NumberStyle;
  using luytre::fuzz::hold;
  const auto text = luytre::fuzz::text_of(data, size);
  const auto unknown = luytre::parse_written_number(text);
  const auto vietnamese = luytre::parse_written_number(text, NumberStyle::vietnamese);
  const auto english = luytre::parse_written_number(text, NumberStyle::english);
  if (unknown) {
    hold(vietnamese || english, "a number is a number in some style");
    hold(!vietnamese || *vietnamese == *unknown, "Vietnamese reading agrees");
    hold(!english || *english == *unknown, "English reading agrees");
    const auto again = luytre::Decimal::parse(unknown->text());
    hold(again.has_value() && *again == *unknown, "a decimal's text reads back");
  } else if (vietnamese && english) {
    hold(*vietnamese != *english, "only a text of two values is ambiguous");
  }
  const auto style = luytre::style_proven_by(text);
  if (style == NumberStyle::vietnamese) hold(!english || !vietnamese || *english == *vietnamese || unknown, "proof");
  return 0;
}
