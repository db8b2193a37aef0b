#include "outputs/statistics/check_figures.h"

#include <algorithm>
#include <array>

#include "programme/newsroom/figure_place.h"

namespace luytre::statistics {
namespace {

using newsroom::FoundFigure;

constexpr int whole_days_max = 100;  // a whole known a quarter before or after still is the whole
constexpr int parts_max = 20;

std::string said_number(const Decimal& number, Language language) { return grouped(number.reduced(), language); }

std::optional<std::int64_t> whole_number(const std::optional<Decimal>& number) {
  if (!number || number->reduced().scale() > 0) return std::nullopt;
  return number->reduced().coefficient();
}

bool is_exact(const FoundFigure& figure) { return figure.about.empty() && !figure.up_to; }

// Money in one unit, so that parts in million and wholes in billion add up.
std::optional<Decimal> in_base_unit(const FoundFigure& figure, std::string& unit) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 7> money = {{{"đồng", 1},
                                                                               {"nghìn đồng", 1'000},
                                                                               {"triệu đồng", 1'000'000},
                                                                               {"triệu", 1'000'000},
                                                                               {"tỷ đồng", 1'000'000'000},
                                                                               {"tỷ", 1'000'000'000},
                                                                               {"nghìn tỷ đồng", 1'000'000'000'000}}};
  unit = figure.unit;
  for (const auto& [name, factor] : money) {
    if (figure.unit != name) continue;
    unit = "đồng";
    const auto value = multiply(figure.value, Decimal::of(factor));
    return value ? std::optional(value->reduced()) : std::nullopt;
  }
  return figure.value;
}

class Checker {
 public:
  Checker(const newsroom::Inspection& inspection, const ClaimRegister& claims, std::string home)
      : inspection_(inspection), figures_(inspection.figures), claims_(claims), home_(std::move(home)) {}

  std::vector<Finding> check() {
    for (std::size_t i = 0; i < figures_.size(); ++i) {
      check_part(i);
      check_share_of(i);
      check_sum(i);
      check_average_of(i);
    }
    return std::move(findings_);
  }

 private:
  template <class Sentence>
  void tell(Arithmetic kind, std::vector<std::size_t> figures, bool holds, Sentence sentence) {
    findings_.push_back(
        {kind, std::move(figures), holds, std::string(sentence(Language::vi)), std::string(sentence(Language::en))});
  }

  // "180/175 xã"
  void check_part(std::size_t i) {
    const FoundFigure& figure = figures_[i];
    if (!figure.out_of || figure.value <= *figure.out_of) return;
    tell(Arithmetic::part, {i}, false, [&](Language language) {
      return say("news.check.part_over_whole",
                 {{"part", said_number(figure.value, language)}, {"whole", said_number(*figure.out_of, language)}},
                 language);
    });
  }

  // "106/175 xã (60,6 %)"; without a printed whole the one that a published claim knows.
  void check_share_of(std::size_t i) {
    const FoundFigure& count = figures_[i];
    if (count.unit == "%" || !count.linked || !is_exact(count)) return;
    const FoundFigure& percent = figures_[*count.linked];
    const auto numerator = whole_number(count.value);
    if (!numerator || !is_exact(percent)) return;
    const PrintedShare printed{*numerator, percent.value, whole_number(count.out_of)};
    const Claim* known = printed.denominator ? nullptr : known_whole(count, percent);
    const auto check = check_share(printed, known == nullptr ? std::nullopt : whole_number(known->denominator));
    if (!check) return;
    const bool is_impossible = !check->denominators.has_value();
    if (!check->holds && !is_impossible) return;
    tell(Arithmetic::share, {i, *count.linked}, check->holds.value_or(false), [&](Language language) {
      std::string text = explain(*check, language);
      if (known == nullptr) return text;
      return text + " " +
             say("news.check.whole_from",
                 {{"whole", said_number(*known->denominator, language)},
                  {"day", language == Language::vi ? known->as_of.vietnamese_text() : known->as_of.text()}},
                 language);
    });
  }

  const Claim* known_whole(const FoundFigure& count, const FoundFigure& percent) const {
    const auto day = newsroom::day_of_figure(inspection_, count.span);
    const std::string place = newsroom::place_of_figure(inspection_, count.span, home_);
    if (percent.definition.empty() || place.empty() || !day) return nullptr;
    return claims_.nearest_denominator(percent.definition, place, *day, whole_days_max);
  }

  std::string between(std::size_t left, std::size_t right) const {
    const std::size_t from = figures_[left].span.byte_end;
    const std::size_t to = figures_[right].span.byte_begin;
    return to > from ? inspection_.text.substr(from, to - from) : std::string();
  }
  static bool ends_sentence(const std::string& words) {
    for (const std::string_view sign : {". ", ".\n", "\n\n", "! ", "? "}) {
      if (words.find(sign) != std::string::npos) return true;
    }
    return false;
  }

  // "215 tỷ đồng, gồm 98 tỷ đồng … và 41 tỷ đồng …"
  void check_sum(std::size_t i) {
    const std::size_t last = figures_[i].linked == i + 1 ? i + 1 : i;  // a percentage behind the whole belongs to it
    if (last + 1 >= figures_.size() || !is_exact(figures_[i]) || figures_[i].unit == "%") return;
    const std::string opening = between(last, last + 1);
    const bool is_listed = opening.find("gồm") != std::string::npos || opening.find("chia ra") != std::string::npos;
    const bool is_among = opening.find("trong đó") != std::string::npos;
    if ((!is_listed && !is_among) || ends_sentence(opening)) return;
    std::string unit;
    const auto whole = in_base_unit(figures_[i], unit);
    if (!whole) return;
    std::vector<std::size_t> positions{i};
    Decimal sum = Decimal::of(0);
    bool has_rest = false;
    for (std::size_t j = last + 1; j < figures_.size() && positions.size() <= parts_max; ++j) {
      const std::string words = between(j - 1, j);
      if (ends_sentence(words)) break;
      has_rest = has_rest || words.find("còn lại") != std::string::npos;
      if (figures_[j].unit == "%") continue;
      std::string of_part;
      const auto part = in_base_unit(figures_[j], of_part);
      if (!part || of_part != unit || !is_exact(figures_[j])) break;
      const auto more = add(sum, *part);
      if (!more) return;
      sum = *more;
      positions.push_back(j);
      if (*part > *whole) return tell_sum(i, j, *part, *whole, unit);
    }
    judge_sum(std::move(positions), sum, *whole, unit, is_listed, has_rest);
  }

  // One part alone is more than the whole.
  void tell_sum(std::size_t i, std::size_t j, const Decimal& part, const Decimal& whole, const std::string& unit) {
    tell(Arithmetic::sum, {i, j}, false, [&](Language language) {
      return say("news.check.part_of_sum",
                 {{"part", said_number(part, language)}, {"whole", said_number(whole, language)}, {"unit", unit}},
                 language);
    });
  }

  // Titles include each other (a model commune is an advanced one), money and lists do not.
  void judge_sum(std::vector<std::size_t> positions, const Decimal& sum, const Decimal& whole, const std::string& unit,
                 bool is_listed, bool has_rest) {
    if (positions.size() < 3) return;
    const bool is_additive = is_listed || unit == "đồng";
    const bool is_over = sum > whole;
    const bool is_short = sum < whole && is_listed && !has_rest && !goes_on_without_number(positions.back());
    if (!is_additive || (!is_over && !is_short && sum != whole)) return;
    const char* code = sum == whole ? "news.check.sum_holds" : is_over ? "news.check.sum_over" : "news.check.sum_short";
    tell(Arithmetic::sum, std::move(positions), sum == whole, [&](Language language) {
      return say(code, {{"sum", said_number(sum, language)}, {"whole", said_number(whole, language)}, {"unit", unit}},
                 language);
    });
  }

  // "… còn lại là vốn lồng ghép": a part without a number.
  bool goes_on_without_number(std::size_t last) const {
    const std::string rest = inspection_.text.substr(figures_[last].span.byte_end);
    const std::string sentence = rest.substr(0, rest.find(". "));
    return sentence.find("còn lại") != std::string::npos || sentence.find("khác") != std::string::npos;
  }

  // "3.150 tiêu chí ở 175 xã, bình quân 18 tiêu chí/xã", in one sentence.
  void check_average_of(std::size_t i) {
    const FoundFigure& average = figures_[i];
    const auto slash = average.unit.find('/');
    if (slash == std::string::npos || average.out_of || !is_exact(average)) return;
    const auto sum = only_in_sentence(i, average.unit.substr(0, slash));
    const auto count = only_in_sentence(i, average.unit.substr(slash + 1));
    if (!sum || !count) return;
    const auto things = whole_number(figures_[*count].value);
    const auto check = things ? check_average(figures_[*sum].value, *things, average.value) : Result<AverageCheck>();
    if (!things || !check) return;
    tell(Arithmetic::average, {*sum, *count, i}, check->holds, [&](Language language) {
      const Arguments numbers = {{"sum", said_number(figures_[*sum].value, language)},
                                 {"count", said_number(figures_[*count].value, language)},
                                 {"computed", grouped(check->computed, language)},
                                 {"printed", grouped(average.value, language)}};
      return say(check->holds ? "claim.average_holds" : "claim.average_fails", numbers, language);
    });
  }

  // The one exact figure of the unit in the sentence of another; none when there are several.
  std::optional<std::size_t> only_in_sentence(std::size_t i, const std::string& unit) const {
    std::optional<std::size_t> only;
    const auto look = [&](std::size_t j) {
      if (figures_[j].unit != unit || !is_exact(figures_[j])) return true;
      if (only) return false;
      only = j;
      return true;
    };
    for (std::size_t j = i; j > 0 && !ends_sentence(between(j - 1, j)); --j) {
      if (!look(j - 1)) return std::nullopt;
    }
    for (std::size_t j = i + 1; j < figures_.size() && !ends_sentence(between(j - 1, j)); ++j) {
      if (!look(j)) return std::nullopt;
    }
    return only;
  }

  const newsroom::Inspection& inspection_;
  const std::vector<FoundFigure>& figures_;
  const ClaimRegister& claims_;
  std::string home_;
  std::vector<Finding> findings_;
};

}  // namespace

std::string_view name_of(Arithmetic kind) {
  switch (kind) {
    case Arithmetic::share:
      return "share";
    case Arithmetic::part:
      return "part";
    case Arithmetic::sum:
      return "sum";
    case Arithmetic::average:
      return "average";
  }
  return "";
}

std::vector<Finding> check_figures(const newsroom::Inspection& inspection, const ClaimRegister& claims,
                                   const std::string& home) {
  return Checker(inspection, claims, home).check();
}

}  // namespace luytre::statistics
