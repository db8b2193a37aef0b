#include "outputs/statistics/claim.h"

#include <algorithm>
#include <array>

#include "base/hash.h"

namespace luytre::statistics {
namespace {

constexpr std::array<std::string_view, 2> origin_names = {"own", "quoted"};
constexpr std::array<std::string_view, 3> status_names = {"draft", "published", "corrected"};

template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

std::optional<std::int64_t> whole(const std::optional<Decimal>& number) {
  if (!number || number->reduced().scale() > 0) return std::nullopt;
  return number->reduced().coefficient();
}

std::optional<Discrepancy> share_discrepancy(const Claim& claim, const Decimal& printed) {
  const auto check = check_share({*whole(claim.numerator), printed}, *whole(claim.denominator));
  if (!check || *check->holds) return std::nullopt;
  return Discrepancy{claim.printed, check->computed->text(), check->denominators};
}

std::optional<Discrepancy> average_discrepancy(const Claim& claim, const Decimal& printed) {
  const auto check = check_average(*claim.numerator, *whole(claim.denominator), printed);
  if (!check || check->holds) return std::nullopt;
  return Discrepancy{claim.printed, check->computed.text(), std::nullopt};
}

}  // namespace

std::string_view name_of(Origin origin) { return origin_names[static_cast<std::size_t>(origin)]; }
std::string_view name_of(ClaimStatus status) { return status_names[static_cast<std::size_t>(status)]; }
std::optional<Origin> origin_named(std::string_view name) { return named<Origin>(origin_names, name); }
std::optional<ClaimStatus> claim_status_named(std::string_view name) { return named<ClaimStatus>(status_names, name); }

std::string units_digest(const Claim& claim) {
  if (claim.units.empty() && claim.units_counted.empty()) return {};
  std::string bytes;
  const auto add = [&](const char* heading, std::vector<std::string> units) {
    std::sort(units.begin(), units.end());
    bytes += heading;
    for (const std::string& unit : units) bytes += unit + "\n";
  };
  add("units\n", claim.units);
  add("counted\n", claim.units_counted);
  return hex(sha256(bytes));
}

bool is_checkable(const Claim& claim, const Definition& definition) {
  if (definition.form == Form::count || claim.printed.empty() || !claim.numerator || !claim.denominator) return false;
  const auto denominator = whole(claim.denominator);
  if (!denominator || *denominator <= 0 || !Decimal::parse(claim.printed)) return false;
  return definition.form == Form::average || whole(claim.numerator).has_value();
}

std::optional<Discrepancy> discrepancy_of(const Claim& claim, const Definition& definition) {
  if (!is_checkable(claim, definition)) return std::nullopt;
  const auto printed = Decimal::parse(claim.printed);
  return definition.form == Form::share ? share_discrepancy(claim, *printed) : average_discrepancy(claim, *printed);
}

std::string figure_text(const Claim& claim, const Definition& definition, Language language) {
  const std::string percent = language == Language::vi ? " %" : "%";
  if (!claim.printed.empty()) {
    const auto printed = Decimal::parse(claim.printed);
    const std::string text = printed ? grouped(*printed, language) : claim.printed;
    return definition.form == Form::share ? text + percent : text;
  }
  if (definition.form == Form::count || !claim.denominator || claim.denominator->is_zero() || !claim.numerator) {
    return claim.numerator ? grouped(*claim.numerator, language) : std::string();
  }
  if (definition.form == Form::share) {
    return grouped(percent_rounded({*claim.numerator, *claim.denominator}, 1), language) + percent;
  }
  const auto average = divide_rounded(*claim.numerator, *claim.denominator, 2);
  return average ? grouped(*average, language) : std::string();
}

std::string link_text(const Claim& claim, const Definition& definition, Language language) {
  return claim.statement.empty() ? figure_text(claim, definition, language) : claim.statement;
}

}  // namespace luytre::statistics
