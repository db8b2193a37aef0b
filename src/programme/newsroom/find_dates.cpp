// Days, months, quarters, years and spans of years in a text, Vietnamese first, English too.
#include <array>
#include <charconv>

#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

constexpr int year_first = 1930;
constexpr int year_last = 2100;
constexpr std::array<std::string_view, 12> english_months = {"january",   "february", "march",    "april",
                                                             "may",       "june",     "july",     "august",
                                                             "september", "october",  "november", "december"};

std::optional<int> whole(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || text.size() > 4) return std::nullopt;
  return value;
}

std::optional<int> year_in(std::string_view text) {
  const auto value = text.size() == 4 ? whole(text) : std::nullopt;
  return value && *value >= year_first && *value <= year_last ? value : std::nullopt;
}

Interval year_days(int year) { return {Date::of(year, 1, 1), Date::of(year + 1, 1, 1)}; }

std::optional<Interval> month_days(std::optional<int> month, std::optional<int> year) {
  if (!month || !year || *month < 1 || *month > 12) return std::nullopt;
  const Date first = Date::of(*year, static_cast<unsigned>(*month), 1);
  return Interval{first, first.plus_months(1)};
}

std::optional<Interval> one_day(std::optional<int> day, std::optional<int> month, std::optional<int> year) {
  const auto days = month_days(month, year);
  if (!days || !day || *day < 1) return std::nullopt;
  const Date date = days->from.plus_days(*day - 1);
  if (date >= days->to) return std::nullopt;
  return Interval{date, date.plus_days(1)};
}

class DateFinder {
 public:
  DateFinder(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  std::vector<FoundDate> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t end = match(at);
      at = end > at ? end : at + 1;
    }
    return std::move(found_);
  }

 private:
  const Token* token(std::size_t at) const { return at < tokens_.size() ? &tokens_[at] : nullptr; }
  bool is(std::size_t at, std::string_view lower) const { return at < tokens_.size() && tokens_[at].lower == lower; }
  std::optional<int> number(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::number ? whole(tokens_[at].text) : std::nullopt;
  }
  std::optional<int> year(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::number ? year_in(tokens_[at].text) : std::nullopt;
  }
  // "08/2022/NQ-HĐND": the number of a document, and no month.
  bool begins_symbol(std::size_t at) const {
    return is(at + 1, "/") && tokens_[at].span.byte_end == tokens_[at + 1].span.byte_begin && at + 2 < tokens_.size() &&
           tokens_[at + 2].kind == TokenKind::word;
  }
  bool is_dash(std::size_t at) const { return is(at, "-") || is(at, "–") || is(at, "—"); }

  // The end of the date that begins at `at`, or `at` when none does. Longer forms first.
  std::size_t match(std::size_t at) {
    for (const auto form : {&DateFinder::spelled_day, &DateFinder::written_day, &DateFinder::month,
                            &DateFinder::quarter, &DateFinder::years, &DateFinder::english, &DateFinder::one_year}) {
      if (const std::size_t end = (this->*form)(at); end > at) return end;
    }
    return at;
  }

  // "6 tháng 10 năm 2022"
  std::size_t spelled_day(std::size_t at) {
    if (!number(at) || !is(at + 1, "tháng") || !is(at + 3, "năm")) return at;
    const auto days = one_day(number(at), number(at + 2), year(at + 4));
    return days ? keep(at, at + 4, *days, Precision::day) : at;
  }

  // "06/10/2022", "06.10.2022", "06-10-2022"
  std::size_t written_day(std::size_t at) {
    const Token* first = token(at);
    if (first->kind != TokenKind::number) return at;
    for (const char mark : {'/', '.'}) {
      const auto parts = parts_of(first->text, mark);
      if (parts.size() != 3) continue;
      const auto days = one_day(whole(parts[0]), whole(parts[1]), year_in(parts[2]));
      if (days) return keep(at, at, *days, Precision::day);
    }
    if (!is(at + 1, "-") || !is(at + 3, "-")) return at;
    const auto days = one_day(number(at), number(at + 2), year(at + 4));
    return days ? keep(at, at + 4, *days, Precision::day) : at;
  }

  // "tháng 10/2022", "10/2022", "tháng 10 năm 2022"
  std::size_t month(std::size_t at) {
    const std::size_t value = is(at, "tháng") ? at + 1 : at;
    const Token* written = token(value);
    if (written == nullptr || written->kind != TokenKind::number) return at;
    const auto parts = parts_of(written->text, '/');
    if (parts.size() == 2) {
      if (begins_symbol(value)) return at;
      const auto days = month_days(whole(parts[0]), year_in(parts[1]));
      return days ? keep(at, value, *days, Precision::month) : at;
    }
    if (value == at || !is(at + 2, "năm")) return at;
    const auto days = month_days(number(at + 1), year(at + 3));
    return days ? keep(at, at + 3, *days, Precision::month) : at;
  }

  // "quý III/2022", "quý 3 năm 2022"
  std::size_t quarter(std::size_t at) {
    if (!is(at, "quý") || token(at + 1) == nullptr) return at;
    int which = 0;
    std::optional<int> of_year;
    std::size_t end = at + 3;
    const std::string& written = tokens_[at + 1].text;
    const auto parts = parts_of(written, '/');
    if (parts.size() == 2) {
      which = whole(parts[0]).value_or(0);
      of_year = year_in(parts[1]);
      end = at + 1;
    } else {
      which = roman(written);
      if (which == 0) which = number(at + 1).value_or(0);
      if (is(at + 2, "/") || is(at + 2, "năm")) of_year = year(at + 3);
    }
    if (which < 1 || which > 4 || !of_year) return at;
    const Date first = Date::of(*of_year, static_cast<unsigned>(which * 3 - 2), 1);
    return keep(at, end, {first, first.plus_months(3)}, Precision::quarter);
  }

  static int roman(std::string_view text) {
    return text == "I" ? 1 : text == "II" ? 2 : text == "III" ? 3 : text == "IV" ? 4 : 0;
  }

  // "giai đoạn 2021 - 2025"
  std::size_t years(std::size_t at) {
    std::size_t value = at;
    if (words_at(tokens_, at, "giai đoạn")) value = at + 2;
    if (is(value, "năm")) ++value;
    const auto from = year(value);
    const auto to = is_dash(value + 1) ? year(value + 2) : std::nullopt;
    if (!from || !to || *to < *from) return at;
    return keep(at, value + 2, {Date::of(*from, 1, 1), Date::of(*to + 1, 1, 1)}, Precision::years);
  }

  // "6 October 2022", "October 2022"
  std::size_t english(std::size_t at) {
    const std::size_t name = number(at) ? at + 1 : at;
    const Token* written = token(name);
    if (written == nullptr || written->kind != TokenKind::word) return at;
    for (std::size_t i = 0; i < english_months.size(); ++i) {
      if (written->lower != english_months[i] || !year(name + 1)) continue;
      const int in_year = static_cast<int>(i) + 1;
      const auto days = name > at ? one_day(number(at), in_year, year(name + 1)) : month_days(in_year, year(name + 1));
      if (days) return keep(at, name + 1, *days, name > at ? Precision::day : Precision::month);
    }
    return at;
  }

  // "năm 2022"; a bare year only after a word that makes it one
  std::size_t one_year(std::size_t at) {
    if (is(at, "năm") && year(at + 1)) return keep(at, at + 1, year_days(*year(at + 1)), Precision::year);
    if (!year(at) || at == 0) return at;
    for (const std::string_view word : {"từ", "đến", "tới", "trước", "since", "by", "in", "until", "from"}) {
      if (is(at - 1, word)) return keep(at, at, year_days(*year(at)), Precision::year);
    }
    return at;
  }

  // Takes the words before and after in that belong to the date, and what they say about it.
  std::size_t keep(std::size_t first, std::size_t last, Interval days, Precision precision) {
    if (first > 0 && is(first - 1, "ngày")) --first;
    if (first > 0 && (is(first - 1, "đầu") || is(first - 1, "cuối") || is(first - 1, "giữa"))) --first;
    FoundDate date{days, precision, DateRelation::on, {}, {}};
    if (first > 0 && (is(first - 1, "từ") || is(first - 1, "since") || is(first - 1, "from"))) {
      date.relation = DateRelation::since;
      date.days.to = Date::open_end();
      --first;
      if (first > 0 && is(first - 1, "kể")) --first;
    } else if (first > 0 && (is(first - 1, "đến") || is(first - 1, "tới") || is(first - 1, "hết") ||
                             is(first - 1, "until") || is(first - 1, "by"))) {
      date.relation = DateRelation::until;
      --first;
      if (first > 0 && (is(first - 1, "tính") || is(first - 1, "đến"))) --first;
    }
    const bool to_now = is(last + 2, "nay") && (is(last + 1, "đến") || is(last + 1, "tới"));
    if (date.relation == DateRelation::since && to_now) last += 2;
    date.span = span_of(tokens_, first, last);
    date.text = text_of(text_, date.span);
    found_.push_back(std::move(date));
    return last + 1;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<FoundDate> found_;
};

}  // namespace

std::vector<FoundDate> find_dates(std::string_view text, const std::vector<Token>& tokens) {
  return DateFinder(text, tokens).find();
}

}  // namespace luytre::newsroom
