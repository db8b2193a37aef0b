#include "programme/surveys/print_words.h"

#include <algorithm>

namespace luytre::surveys {

const std::string& said(const criteria::Bilingual& text, Language language) {
  return language == Language::vi || text.en.empty() ? text.vi : text.en;
}

std::string shown_number(const Decimal& number, Language language) {
  std::string text = number.vietnamese_text();
  if (language == Language::vi) return text;
  std::replace(text.begin(), text.end(), '.', ' ');
  std::replace(text.begin(), text.end(), ',', '.');
  std::replace(text.begin(), text.end(), ' ', ',');
  return text;
}

std::string shown_count(std::int64_t count, Language language) { return shown_number(Decimal::of(count), language); }

std::string shown_percent(const Decimal& percent, Language language) {
  constexpr const char* no_break_percent = "\u00a0%";
  return shown_number(percent, language) + (language == Language::vi ? no_break_percent : "%");
}

std::string shown_share(const std::optional<Share>& share, Language language) {
  return share ? shown_percent(percent_rounded(*share, 1), language) : "–";
}

std::string shown_day(Date day, Language language) {
  return language == Language::vi ? day.vietnamese_text() : day.text();
}

std::string shown_window(Date opens_on, Date closes_on, Language language) {
  return say("surveys_print.window", {{"from", shown_day(opens_on, language)}, {"to", shown_day(closes_on, language)}},
             language);
}

}  // namespace luytre::surveys
