// Figures and what they count. A number that is a date, an article of law, a document's number, a time or a name is
// none.
#include <algorithm>

#include "base/vietnamese.h"
#include "programme/newsroom/figure_context.h"
#include "programme/newsroom/figure_meaning.h"
#include "programme/newsroom/figure_units.h"
#include "programme/newsroom/inspect.h"
#include "programme/newsroom/number_words.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t link_tokens_max = 14;  // between a count and its percentage

// The style that the numbers of the text prove; else that of its language. In a Vietnamese text one English number
// ("4.0") proves nothing, where others prove the contrary.
NumberStyle style_of(const std::vector<Token>& tokens) {
  NumberStyle by_language = NumberStyle::unknown;
  bool proves_vietnamese = false;
  bool proves_english = false;
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::number) {
      const NumberStyle proven = style_proven_by(token.text);
      proves_vietnamese = proves_vietnamese || proven == NumberStyle::vietnamese;
      proves_english = proves_english || (proven == NumberStyle::english && !token.text.ends_with(".0"));
    } else if (token.folded != token.lower || token.lower == "trong" || token.lower == "chia") {
      by_language = NumberStyle::vietnamese;
    } else if (by_language == NumberStyle::unknown &&
               (token.lower == "communes" || token.lower == "the" || token.lower == "of" || token.lower == "percent")) {
      by_language = NumberStyle::english;
    }
  }
  if (proves_vietnamese != proves_english) return proves_english ? NumberStyle::english : NumberStyle::vietnamese;
  return by_language;
}

class FigureFinder {
 public:
  FigureFinder(std::string_view text, const std::vector<Token>& tokens, const std::vector<FoundDate>& dates)
      : text_(text), tokens_(tokens), style_(style_of(tokens)) {
    for (const FoundDate& date : dates) taken_.push_back(date.span);
    for (const FoundDocument& document : find_documents(text, tokens)) {
      taken_.insert(taken_.end(), document.spans.begin(), document.spans.end());
    }
  }

  std::vector<FoundFigure> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      std::size_t end = at;
      if (tokens_[at].kind == TokenKind::number) end = read_number(at);
      if (tokens_[at].kind == TokenKind::word) end = read_words(at);
      at = std::max(end, at + 1);
    }
    link();
    return std::move(found_);
  }

 private:
  bool is_taken(std::size_t at) const {
    const Span& span = tokens_[at].span;
    return std::any_of(taken_.begin(), taken_.end(), [&](const Span& other) {
      return other.byte_begin <= span.byte_begin && span.byte_end <= other.byte_end;
    });
  }
  bool is_number(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::number && !is_taken(at);
  }
  bool is_word(std::size_t at, std::string_view word) const { return at < tokens_.size() && tokens_[at].lower == word; }
  bool is_dash(std::size_t at) const { return is_word(at, "-") || is_word(at, "–") || is_word(at, "—"); }

  NumberPlace place_of(std::size_t at, std::size_t number_end) const {
    return {tokens_, at, number_end, !ends_.empty() && ends_.back() == at};
  }

  // "318/…", "A-15", "9001:2015": part of a name. "3,2km" is none.
  bool is_part_of_name(std::size_t at) const {
    if (touches_next(tokens_, at)) {
      const Token& next = tokens_[at + 1];
      if (next.text == "/" || next.text == ":") return true;
      if (next.kind == TokenKind::word && unit_at(tokens_, at + 1).kind == UnitKind::none) return true;
    }
    if (at == 0 || !touches_next(tokens_, at - 1)) return false;
    const Token& before = tokens_[at - 1];
    const bool is_hyphened = before.text == "-" && at > 1 && touches_next(tokens_, at - 2);
    if (is_hyphened && tokens_[at - 2].kind == TokenKind::word) return true;
    return before.kind == TokenKind::word || before.text == "/" || before.text == ":" || before.text == "+";
  }

  std::optional<Decimal> value_of(std::string_view written) const {
    std::string plain;
    for (std::size_t i = 0; i < written.size(); ++i) {  // fixed blanks are group marks
      if (written.compare(i, 2, "\u00A0") == 0) {
        i += 1;
      } else if (written.compare(i, 3, "\u202F") == 0) {
        i += 2;
      } else {
        plain += written[i];
      }
    }
    const bool is_padded = plain.size() > 2 && plain[0] == '0' && plain[1] >= '0' && plain[1] <= '9';
    if (is_padded) return std::nullopt;  // a telephone number; "05 xã" is a count
    auto value = parse_written_number(plain, style_);
    if (!value && style_proven_by(plain) != NumberStyle::unknown) value = parse_written_number(plain);
    return value ? std::optional(*value) : std::nullopt;
  }

  // Reads the figure at the number; the token after what was read, or `at` when it is none.
  std::size_t read_number(std::size_t at) {
    if (is_taken(at) || is_part_of_name(at)) return at;
    const std::string& written = tokens_[at].text;
    FoundFigure figure;
    const auto slash = written.find('/');
    const auto value = value_of(std::string_view(written).substr(0, slash));
    if (!value) return at;
    figure.value = *value;
    if (slash != std::string::npos) return read_part(at, figure, slash);
    if (const std::size_t end = read_range(at, figure); end > at) return end;
    const std::size_t end = read_unit(at, at + 1, figure);
    if (end == at + 1 && !is_before_percent(end)) return at;
    return keep(at, end, std::move(figure));
  }

  // "106/175 xã", "2/3 số hộ"
  std::size_t read_part(std::size_t at, FoundFigure& figure, std::size_t slash) {
    figure.out_of = value_of(std::string_view(tokens_[at].text).substr(slash + 1));
    const std::size_t behind = is_word(at + 1, "số") || is_word(at + 1, "tổng") ? at + 2 : at + 1;
    const ReadUnit unit = unit_at(tokens_, behind);
    const bool is_unit = unit.kind == UnitKind::counted || unit.kind == UnitKind::measured;
    if (!figure.out_of || !is_unit || is_day_of_year({tokens_, at, at + 1, false}, unit)) return at;
    figure.unit = behind == at + 1 ? unit.name : tokens_[at + 1].lower + " " + unit.name;
    return keep(at, unit.end, std::move(figure));
  }

  // "từ 12 đến 15 triệu đồng", "2-3 km", "10% - 15%": one figure with two ends.
  std::size_t read_range(std::size_t at, FoundFigure& figure) {
    std::size_t between = at + 1;
    const bool has_percent = is_word(between, "%");
    if (has_percent) ++between;
    const bool is_spoken = (is_word(between, "đến") || is_word(between, "tới")) && !has_percent;
    if ((!is_dash(between) && !is_spoken) || !is_number(between + 1)) return at;
    const std::string& written = tokens_[between + 1].text;
    if (written.find('/') != std::string::npos || is_part_of_name(between + 1)) return at;
    const auto last = value_of(written);
    if (!last || *last <= figure.value) return at;
    const ReadUnit unit = unit_at(tokens_, between + 2);
    const bool is_unit = unit.kind == UnitKind::counted || unit.kind == UnitKind::measured;
    if (!is_unit || is_named(place_of(at, at + 1), unit)) return at;
    figure.up_to = *last;
    figure.unit = unit.name;
    const std::size_t first = at > 0 && is_word(at - 1, "từ") ? at - 1 : at;
    return keep(first, unit.end, std::move(figure), at, between + 2);
  }

  // The token after the unit of the number that ends before `at`; `at` when it has none.
  std::size_t read_unit(std::size_t number, std::size_t at, FoundFigure& figure) {
    if (const std::size_t whole = read_whole(at, figure); whole > at) return whole;
    const NumberPlace place = place_of(number, at);
    const ReadUnit unit = unit_at(tokens_, at);
    if (unit.kind == UnitKind::time || is_named(place, unit)) return at;
    if (unit.kind == UnitKind::none) return read_unknown(place, figure);
    figure.unit = unit.name;
    if (const std::size_t more = read_smaller_money(unit.end, figure); more > unit.end) return more;
    if (figure.unit == "%") return unit.end;
    return read_whole(unit.end, figure);
  }

  // A thing that no table knows; or "tăng từ 12 lên 15 sản phẩm", where the unit comes with the second number.
  std::size_t read_unknown(const NumberPlace& place, FoundFigure& figure) const {
    const std::size_t at = place.number_end;
    for (const std::string_view words : {"lên đến", "lên tới", "xuống còn", "lên", "xuống"}) {
      if (!words_at(tokens_, at, words)) continue;
      const std::size_t number = at + (words.find(' ') == std::string_view::npos ? 1 : 2);
      const ReadUnit unit = is_number(number) ? unit_at(tokens_, number + 1) : ReadUnit{};
      if (unit.kind != UnitKind::counted && unit.kind != UnitKind::measured) return at;
      figure.unit = unit.name;
      return at;
    }
    if (!counts_unknown_thing(place)) return at;
    figure.unit = tokens_[at].lower;
    return at + 1;
  }

  // "3 tỷ 450 triệu đồng" is 3,45 tỷ đồng.
  std::size_t read_smaller_money(std::size_t at, FoundFigure& figure) const {
    if (figure.unit != "tỷ" || !is_number(at)) return at;
    const auto millions = value_of(tokens_[at].text);
    const bool is_whole = millions && millions->scale() == 0 && *millions < Decimal::of(1000);
    if (!is_whole || figure.value.scale() > 0) return at;
    const ReadUnit unit = unit_at(tokens_, at + 1);
    if (unit.name != "triệu" && unit.name != "triệu đồng") return at;
    constexpr int thousand_digits = 3;
    const auto sum = add(figure.value, Decimal::from(millions->coefficient(), thousand_digits));
    if (!sum) return at;
    figure.value = sum->reduced();
    figure.unit = unit.name == "triệu" ? "tỷ" : "tỷ đồng";
    return unit.end;
  }

  // "… trên tổng số 8.225 xã": the whole of which the figure is a part.
  std::size_t read_whole(std::size_t at, FoundFigure& figure) const {
    std::size_t number = at;
    for (const std::string_view words : {"trên tổng số", "trong tổng số", "trong số", "trên", "out of", "of"}) {
      if (!words_at(tokens_, at, words)) continue;
      number = at + static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1;
      break;
    }
    if (number == at || !is_number(number)) return at;
    const auto value = value_of(tokens_[number].text);
    const ReadUnit unit = unit_at(tokens_, number + 1);
    if (!value || unit.kind != UnitKind::counted || (!figure.unit.empty() && figure.unit != unit.name)) return at;
    figure.out_of = *value;
    figure.unit = unit.name;
    return unit.end;
  }

  // "hai mươi ba hộ"; only before what is counted for certain.
  std::size_t read_words(std::size_t at) {
    if (is_taken(at)) return at;
    const auto number = number_words_at(tokens_, at);
    if (!number) return at;
    const ReadUnit unit = unit_at(tokens_, number->end);
    const bool is_unit = unit.kind == UnitKind::counted || (unit.kind == UnitKind::measured && unit.name != "%");
    if (!is_unit || is_word_of_name(at) || is_asked(unit.end)) return number->end;
    FoundFigure figure;
    figure.value = Decimal::of(number->value);
    figure.unit = unit.name;
    return keep(at, unit.end, std::move(figure), at, number->end);
  }

  // "lần thứ hai", "tháng ba", "trong năm", "bà Ba"
  bool is_word_of_name(std::size_t at) const {
    if (at == 0) return false;
    const Token& before = tokens_[at - 1];
    const bool is_start = before.kind == TokenKind::sign && before.text != "-";
    if (tokens_[at].is_capitalised && !is_start) return true;
    constexpr std::string_view never =
        " thứ tháng lớp mùng mồng tổ khu thôn đội khối hàng vài mấy trăm bà ông chị anh cô chú bác cụ ";
    // "năm" is a year and "chín" ripe, but for behind these
    constexpr std::string_view counting = " có được gồm với thêm tại của là ở và cho trao tặng xây khoảng gần hơn ";
    const std::string word = " " + before.lower + " ";
    if (never.find(word) != std::string_view::npos) return true;
    const bool is_double = (is_word(at, "năm") || is_word(at, "chín")) && !is_word(at + 1, "mươi");
    return is_double && !is_start && counting.find(word) == std::string_view::npos;
  }
  bool is_asked(std::size_t at) const {
    return is_word(at, "nào") || is_word(at, "này") || is_word(at, "ấy") || is_word(at, "đó") || is_word(at, "kia");
  }

  // "5.860 (71,3%)": a count without a noun, known by the percentage behind it.
  bool is_before_percent(std::size_t at) const {
    return is_word(at, "(") && is_number(at + 1) && unit_at(tokens_, at + 2).name == "%";
  }

  std::size_t keep(std::size_t at, std::size_t end, FoundFigure figure) {
    return keep(at, end, std::move(figure), at, at + 1);
  }
  // `number` to `number_end`: what of it is the number.
  std::size_t keep(std::size_t at, std::size_t end, FoundFigure figure, std::size_t number, std::size_t number_end) {
    figure.written = text_of(text_, span_of(tokens_, number, number_end - 1));
    figure.about = about_before(tokens_, at);
    figure.span = span_of(tokens_, at, end - 1);
    figure.text = text_of(text_, figure.span);
    give_meaning({text_, tokens_, at, end}, figure);
    positions_.push_back(at);
    ends_.push_back(end);
    found_.push_back(std::move(figure));
    return end;
  }

  // "5.860 xã (71,3%)", "5.860 xã, chiếm 71,3 %": the percentage belongs to the count before it.
  void link() {
    for (std::size_t i = 1; i < found_.size(); ++i) {
      FoundFigure& percent = found_[i];
      FoundFigure& count = found_[i - 1];
      if (percent.unit != "%" || count.unit == "%" || count.linked || !is_linked(ends_[i - 1], positions_[i])) continue;
      percent.linked = i - 1;
      count.linked = i;
      percent.counts = count.counts;
      percent.definition = share_definition(count.definition);
    }
  }

  bool is_linked(std::size_t after_count, std::size_t at_percent) const {
    if (at_percent - after_count > link_tokens_max || at_percent == 0) return false;
    for (std::size_t at = after_count; at < at_percent; ++at) {
      const std::string& sign = tokens_[at].text;
      if (sign == ";" || sign == "." || sign == ":" || sign == ")") return false;
    }
    for (std::size_t back = 1; back <= 3 && at_percent >= after_count + back; ++back) {
      const std::string& word = tokens_[at_percent - back].lower;
      for (const std::string_view sign : {"(", "chiếm", "đạt", "bằng", "đương", "tỷ", "tỉ", "or", "for", "is"}) {
        if (word == sign) return true;
      }
    }
    return false;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  NumberStyle style_;
  std::vector<Span> taken_;  // by dates and documents
  std::vector<FoundFigure> found_;
  std::vector<std::size_t> positions_;  // token of each figure found
  std::vector<std::size_t> ends_;       // token after it
};

}  // namespace

std::vector<FoundFigure> find_figures(std::string_view text, const std::vector<Token>& tokens,
                                      const std::vector<FoundDate>& dates) {
  return FigureFinder(text, tokens, dates).find();
}

}  // namespace luytre::newsroom
