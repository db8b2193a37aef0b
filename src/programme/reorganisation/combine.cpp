#include "programme/reorganisation/combine.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>

namespace luytre::reorganisation {

namespace {

using engine::Operand;
using engine::Reason;
using Whole = boost::multiprecision::cpp_int;
using Exact = boost::multiprecision::cpp_rational;

Whole power_of_ten(int digits) { return boost::multiprecision::pow(Whole(10), static_cast<unsigned>(digits)); }

Exact exact(const Decimal& value) { return Exact(Whole(value.coefficient()), power_of_ten(value.scale())); }
Exact exact(const Share& share) { return exact(share.numerator) / exact(share.denominator); }
// A share as percent, as limits are written.
Exact exact(const Operand& operand) { return operand.share ? 100 * exact(*operand.share) : exact(operand.value); }

// The greatest whole number that is not above.
Whole floor_of(const Exact& value) {
  const Whole top = numerator(value), bottom = denominator(value);
  Whole whole = top / bottom;
  if (top < 0 && whole * bottom != top) --whole;
  return whole;
}

// The decimals of at most six digits that enclose a value; nothing where they are too large. Equal when it is one.
std::optional<std::pair<Decimal, Decimal>> enclosing(const Exact& value) {
  for (int scale = 0; scale <= Decimal::scale_max; ++scale) {
    const Exact scaled = value * power_of_ten(scale);
    const Whole below = floor_of(scaled);
    const bool is_exact = Exact(below) == scaled;
    if (!is_exact && scale < Decimal::scale_max) continue;
    const Whole above = is_exact ? below : below + 1;
    if (abs(below) > Decimal::coefficient_max || abs(above) > Decimal::coefficient_max) return std::nullopt;
    return std::pair{Decimal::from(static_cast<std::int64_t>(below), scale),
                     Decimal::from(static_cast<std::int64_t>(above), scale)};
  }
  return std::nullopt;
}

Bounded unusable() {
  const Operand nothing = Operand::absent(Reason::value_unusable);
  return {nothing, nothing, Method::none, Doubt::value_missing};
}

Bounded between(const Exact& low, const Exact& high, Method method) {
  const auto below = enclosing(low), above = enclosing(high);
  if (!below || !above) return unusable();
  return {Operand::of(below->first), Operand::of(above->second), method, Doubt::none};
}

bool is_zero(const PartValue& part) { return part.fraction && part.fraction->numerator.is_zero(); }

bool is_usable(const Operand& value) {
  return value.is_present() && (!value.share || Decimal::of(0) < value.share->denominator);
}

bool are_fractions_known(const std::vector<PartValue>& parts) {
  return std::all_of(parts.begin(), parts.end(), [](const PartValue& part) { return part.fraction.has_value(); });
}

bool are_equal(const std::vector<PartValue>& parts) {
  return std::all_of(parts.begin(), parts.end(),
                     [&](const PartValue& part) { return exact(part.value) == exact(parts.front().value); });
}

Bounded lowest_to_highest(const std::vector<PartValue>& parts) {
  Bounded found = Bounded::of(parts.front().value, Method::bounds);
  for (const PartValue& part : parts) {
    if (is_less(part.value, found.low)) found.low = part.value;
    if (is_less(found.high, part.value)) found.high = part.value;
  }
  return found;
}

// A part of which it is not known how much went may have given all of its value or nothing.
Bounded sum_of(const std::vector<PartValue>& parts) {
  Exact low = 0, high = 0;
  for (const PartValue& part : parts) {
    const Exact value = exact(part.value);
    if (part.fraction) {
      low += value * exact(*part.fraction);
      high += value * exact(*part.fraction);
    } else {
      (value < 0 ? low : high) += value;
    }
  }
  return between(low, high, are_fractions_known(parts) ? Method::sum : Method::bounds);
}

Bounded ratio_of(const std::vector<PartValue>& parts) {
  const bool are_shares =
      std::all_of(parts.begin(), parts.end(), [](const PartValue& part) { return part.value.share.has_value(); });
  if (!are_shares || !are_fractions_known(parts)) return lowest_to_highest(parts);
  Exact top = 0, bottom = 0;
  for (const PartValue& part : parts) {
    top += exact(part.value.share->numerator) * exact(*part.fraction);
    bottom += exact(part.value.share->denominator) * exact(*part.fraction);
  }
  if (bottom <= 0) return unusable();
  const auto a = enclosing(top), b = enclosing(bottom);
  const bool is_written = a && b && a->first == a->second && b->first == b->second;
  if (is_written) return Bounded::of(Operand::of(Share{a->first, b->first}), Method::ratio);
  return between(100 * top / bottom, 100 * top / bottom, Method::ratio);
}

Bounded mean_of(const std::vector<PartValue>& parts) {
  Exact total = 0, weights = 0;
  for (const PartValue& part : parts) {
    if (!part.fraction || !part.weight || part.weight->is_negative()) return lowest_to_highest(parts);
    const Exact weight = exact(*part.weight) * exact(*part.fraction);
    total += weight * exact(part.value);
    weights += weight;
  }
  if (weights == 0) return lowest_to_highest(parts);
  return between(total / weights, total / weights, Method::weighted_mean);
}

}  // namespace

std::string_view name_of(Method method) {
  constexpr std::string_view names[] = {"none", "sum", "ratio", "weighted_mean", "bounds", "agreement", "own"};
  return names[static_cast<std::size_t>(method)];
}

std::string_view name_of(Doubt doubt) {
  constexpr std::string_view names[] = {"none", "value_missing", "parts_disagree"};
  return names[static_cast<std::size_t>(doubt)];
}

bool Bounded::is_point() const { return method == Method::own || !is_known() || exact(low) == exact(high); }

bool is_less(const Operand& a, const Operand& b) { return exact(a) < exact(b); }

Together together(const criteria::Measure& measure) {
  if (measure.kind == criteria::MeasureKind::truth || measure.kind == criteria::MeasureKind::grade) {
    return Together::agreement;
  }
  if (measure.aggregation == criteria::Aggregation::sum) return Together::sum;
  return measure.aggregation == criteria::Aggregation::ratio ? Together::ratio : Together::mean;
}

Bounded combine(const std::vector<PartValue>& given, Together how) {
  std::vector<PartValue> parts;
  for (const PartValue& part : given) {
    if (is_zero(part)) continue;
    if (!is_usable(part.value)) {
      const Operand nothing = Operand::absent(part.value.is_present() ? Reason::value_unusable : part.value.missing);
      return {nothing, nothing, Method::none, Doubt::value_missing};
    }
    parts.push_back(part);
  }
  if (parts.empty()) return {};
  if (how == Together::agreement) {
    if (are_equal(parts)) return Bounded::of(parts.front().value, Method::agreement);
    Bounded nothing;
    nothing.doubt = Doubt::parts_disagree;
    return nothing;
  }
  if (how == Together::sum) return sum_of(parts);
  // Whatever the weights, parts that say the same say it of the whole. Shares are added up so that both numbers stay.
  if (how == Together::mean && are_equal(parts)) return Bounded::of(parts.front().value, Method::weighted_mean);
  return how == Together::ratio ? ratio_of(parts) : mean_of(parts);
}

}  // namespace luytre::reorganisation
