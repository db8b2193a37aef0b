#include "programme/plans/forecast.h"

#include <algorithm>
#include <array>
#include <numeric>

namespace luytre::plans {
namespace {

__extension__ using Wide = __int128;

constexpr std::array<std::string_view, 5> told_names{"done", "told", "too_slow", "too_few_points", "no_progress"};

// The decimal in units of 10^-scale.
Wide scaled(const Decimal& value, int scale) {
  Wide coefficient = value.coefficient();
  for (int step = value.scale(); step < scale; ++step) coefficient *= 10;
  return coefficient;
}

// How many days the rest after `last` takes at the pace from `a` to `b`; nothing when there was no headway.
// rest / pace = rest_n / rest_d : (b - a) / days, every part at most 10^10 and days below 10^6: within 128 bits.
std::optional<Wide> days_needed(const Point& last, const Point& a, const Point& b) {
  const Wide gain = static_cast<Wide>(b.done.numerator) * a.done.denominator -
                    static_cast<Wide>(a.done.numerator) * b.done.denominator;
  if (gain <= 0) return std::nullopt;
  const Wide rest = static_cast<Wide>(last.done.denominator) - last.done.numerator;
  const Wide time = static_cast<Wide>(a.done.denominator) * b.done.denominator * (b.day.days() - a.day.days());
  const Wide divisor = gain * last.done.denominator;
  return (rest * time + divisor - 1) / divisor;
}

std::optional<Date> day_after(const Point& last, std::optional<Wide> days) {
  if (!days || *days > forecast_days_max) return std::nullopt;
  return last.day.plus_days(static_cast<int>(*days));
}

bool is_done(const Point& point) { return point.done.numerator == point.done.denominator; }

Date done_since(const std::vector<Point>& points) {
  auto first = points.rbegin();
  while (std::next(first) != points.rend() && is_done(*std::next(first))) ++first;
  return first->day;
}

template <class Day>
void raise(std::optional<Date>& latest, const Day& day) {
  if (day && (!latest || *latest < *day)) latest = *day;
}

}  // namespace

std::string_view name_of(Told told) { return told_names[static_cast<std::size_t>(told)]; }

bool is_less(const Fraction& a, const Fraction& b) {
  return static_cast<Wide>(a.numerator) * b.denominator < static_cast<Wide>(b.numerator) * a.denominator;
}

Result<Fraction> fraction_of(const Share& share) {
  const Decimal& numerator = share.numerator;
  const Decimal& denominator = share.denominator;
  if (numerator.is_negative() || denominator <= Decimal() || denominator < numerator) {
    return refuse("plans.share_out_of_range", {{"done", numerator.text()}, {"whole", denominator.text()}});
  }
  const int scale = std::max(numerator.scale(), denominator.scale());
  const Wide above = scaled(numerator, scale), below = scaled(denominator, scale);
  Wide common = below, rest = above;
  while (rest != 0) common = std::exchange(rest, common % rest);
  if (below / common > fraction_part_max) {
    return refuse("plans.share_too_large", {{"done", numerator.text()}, {"whole", denominator.text()}});
  }
  return Fraction{static_cast<std::int64_t>(above / common), static_cast<std::int64_t>(below / common)};
}

Forecast forecast_of(const std::vector<Point>& points, int window_days) {
  Forecast forecast;
  if (points.empty()) return forecast;
  const Point& last = points.back();
  const Date from = last.day.plus_days(-window_days);
  const auto begin = std::find_if(points.begin(), points.end(), [&](const Point& point) { return point.day >= from; });
  const std::vector<Point> seen(begin, points.end());
  forecast.points = seen.size();
  forecast.first = seen.front().day;
  forecast.last = last.day;
  if (is_done(last)) {
    forecast.told = Told::done;
    forecast.best = forecast.expected = done_since(points);
    return forecast;
  }
  if (seen.size() < 2) return forecast;
  const auto overall = days_needed(last, seen.front(), last);
  if (!overall) {
    forecast.told = Told::no_progress;
    return forecast;
  }
  std::optional<Wide> fastest;
  for (std::size_t at = 1; at < seen.size(); ++at) {
    const auto days = days_needed(last, seen[at - 1], seen[at]);
    if (days && (!fastest || *days < *fastest)) fastest = days;
  }
  forecast.best = day_after(last, fastest);
  forecast.expected = day_after(last, overall);
  forecast.told = forecast.expected ? Told::told : Told::too_slow;
  return forecast;
}

Together together(const std::vector<Forecast>& parts) {
  Together whole;
  whole.parts = parts.size();
  if (parts.empty()) return whole;
  std::optional<Told> untold;
  for (const Forecast& part : parts) {
    const bool is_told = part.told == Told::done || part.told == Told::told;
    if (part.told == Told::done) ++whole.parts_done;
    raise(whole.best, part.best);
    raise(whole.expected, part.expected);
    raise(whole.not_before, part.best);
    raise(whole.not_before, part.last);
    if (is_told) continue;
    ++whole.parts_untold;
    if (!untold) untold = part.told;
  }
  if (untold) {
    whole.told = *untold;
    whole.best = whole.expected = std::nullopt;
    return whole;
  }
  whole.told = whole.parts_done == whole.parts ? Told::done : Told::told;
  whole.not_before = whole.best;
  return whole;
}

}  // namespace luytre::plans
