#include "outputs/statistics/guard.h"

#include <algorithm>

namespace luytre::statistics {
namespace {

constexpr std::int64_t percent_max = 100'000;

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

Done check_count(std::int64_t count) {
  if (count < 0 || count > counted_max) {
    return refuse("claim.count_out_of_range", {{"count", std::to_string(count)}, {"max", std::to_string(counted_max)}});
  }
  return {};
}

Done check_printed(const Decimal& printed) {
  const bool is_fit =
      !printed.is_negative() && printed.scale() <= percent_digits_max && printed <= Decimal::of(percent_max);
  if (!is_fit) return refuse("claim.percent_out_of_range", {{"percent", printed.text()}});
  return {};
}

Done check_denominator(std::int64_t denominator) {
  if (denominator == 0) return refuse("claim.zero_denominator");
  return check_count(denominator);
}

// A share cannot exceed its whole unless the printed figure itself says so.
bool is_part_of_whole(const Decimal& percent) { return percent <= Decimal::of(100); }

// Whole numbers n with (2c-1) * whole <= 2 * unit * n < (2c+1) * whole; all products stay below 2^63 by the limits.
std::optional<FittingRange> counts_that_round_to(std::int64_t c, std::int64_t whole, std::int64_t unit) {
  const std::int64_t low = c == 0 ? 0 : ((2 * c - 1) * whole + 2 * unit - 1) / (2 * unit);
  const std::int64_t high = ((2 * c + 1) * whole + 2 * unit - 1) / (2 * unit) - 1;
  if (high < low) return std::nullopt;
  return FittingRange{low, high};
}

json::array array_of(const std::optional<FittingRange>& range) {
  json::array pair;
  if (!range) return pair;
  pair.push_back(json::value(range->first));
  pair.push_back(range->last ? json::value(*range->last) : json::value(nullptr));
  return pair;
}

std::string range_text(const std::optional<FittingRange>& range, std::string_view what, Language language) {
  const std::string prefix = "claim.fit." + std::string(what);
  if (!range) return say(prefix + ".none", language);
  const Arguments ends = {{"first", grouped(Decimal::of(range->first), language)},
                          {"last", grouped(Decimal::of(range->last.value_or(0)), language)}};
  if (!range->last) return say(prefix + ".from", ends, language);
  return say(prefix + (range->first == *range->last ? ".one" : ".range"), ends, language);
}

}  // namespace

Result<std::optional<FittingRange>> denominators_that_fit(const PrintedShare& printed) {
  if (auto ok = check_count(printed.numerator); !ok) return pass_on(ok);
  if (auto ok = check_printed(printed.percent); !ok) return pass_on(ok);
  const std::int64_t c = printed.percent.coefficient();
  constexpr std::int64_t twice_hundred = 200;
  const std::int64_t twice = twice_hundred * printed.numerator * power_of_ten(printed.percent.scale());
  std::int64_t first = std::max<std::int64_t>(twice / (2 * c + 1) + 1, 1);
  if (is_part_of_whole(printed.percent)) first = std::max(first, printed.numerator);
  if (c == 0) return std::optional(FittingRange{first, std::nullopt});
  const std::int64_t last = twice / (2 * c - 1);
  if (last < first) return std::optional<FittingRange>();
  return std::optional(FittingRange{first, last});
}

Result<std::optional<FittingRange>> numerators_that_fit(std::int64_t denominator, const Decimal& percent) {
  if (auto ok = check_denominator(denominator); !ok) return pass_on(ok);
  if (auto ok = check_printed(percent); !ok) return pass_on(ok);
  auto range = counts_that_round_to(percent.coefficient(), denominator, 100 * power_of_ten(percent.scale()));
  if (range && is_part_of_whole(percent)) {
    range->last = std::min(*range->last, denominator);
    if (*range->last < range->first) range.reset();
  }
  return range;
}

Result<ShareCheck> check_share(const PrintedShare& printed, std::optional<std::int64_t> denominator) {
  ShareCheck check;
  check.printed = printed;
  if (!denominator) denominator = printed.denominator;
  check.denominator = denominator;
  auto denominators = denominators_that_fit(printed);
  if (!denominators) return pass_on(denominators);
  check.denominators = *denominators;
  if (!denominator) return check;
  auto numerators = numerators_that_fit(*denominator, printed.percent);
  if (!numerators) return pass_on(numerators);
  check.numerators = *numerators;
  check.holds = check.denominators && check.denominators->contains(*denominator);
  check.computed =
      percent_rounded({Decimal::of(printed.numerator), Decimal::of(*denominator)}, printed.percent.scale());
  return check;
}

Result<AverageCheck> check_average(const Decimal& sum, std::int64_t count, const Decimal& printed) {
  if (auto ok = check_denominator(count); !ok) return pass_on(ok);
  const auto computed = divide_rounded(sum, Decimal::of(count), printed.scale());
  if (!computed) return pass_on(computed);
  return AverageCheck{*computed == printed, *computed};
}

Result<std::optional<FittingRange>> sums_that_fit(std::int64_t count, const Decimal& average) {
  if (auto ok = check_denominator(count); !ok) return pass_on(ok);
  if (auto ok = check_printed(average); !ok) return pass_on(ok);
  return counts_that_round_to(average.coefficient(), count, power_of_ten(average.scale()));
}

json::object json_of(const ShareCheck& check) {
  json::object value;
  if (check.holds) {
    value["holds"] = *check.holds;
    value["computed"] = check.computed->text();
  } else {
    value["percent"] = check.printed.percent.text();
    value["numerator"] = check.printed.numerator;
  }
  value["denominators_that_fit"] = array_of(check.denominators);
  return value;
}

std::string explain(const ShareCheck& check, Language language) {
  Arguments arguments = {{"numerator", grouped(Decimal::of(check.printed.numerator), language)},
                         {"printed", grouped(check.printed.percent, language)}};
  std::string text;
  if (check.holds) {
    arguments.emplace_back("denominator", grouped(Decimal::of(*check.denominator), language));
    arguments.emplace_back("computed", grouped(*check.computed, language));
    const bool is_over = !*check.holds && check.printed.numerator > *check.denominator;
    text = say(*check.holds ? "claim.check.holds"
               : is_over    ? "claim.check.over_whole"
                            : "claim.check.fails",
               arguments, language);
    if (*check.holds) return text;
    text += ' ';
  }
  text += say("claim.check.needs", arguments, language) + range_text(check.denominators, "denominators", language);
  if (check.holds) {
    text += ' ' + say("claim.check.or_numerators", arguments, language) +
            range_text(check.numerators, "numerators", language);
  }
  return text;
}

std::string grouped(const Decimal& number, Language language) {
  std::string text = number.vietnamese_text();
  if (language == Language::vi) return text;
  for (char& c : text) {
    if (c == '.') {
      c = ',';
    } else if (c == ',') {
      c = '.';
    }
  }
  return text;
}

}  // namespace luytre::statistics
