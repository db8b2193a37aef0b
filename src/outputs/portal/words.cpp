#include "outputs/portal/words.h"

#include "base/vietnamese.h"
#include "outputs/statistics/guard.h"
#include "platform/http/request.h"

namespace luytre::portal {
namespace {

std::string query_value(const std::string& value) {
  std::string out = http::percent_encoded(value);
  // A slash is plain in a query, and keeps "commune-ntm/2021-2025" readable.
  for (std::size_t at = out.find("%2F"); at != std::string::npos; at = out.find("%2F", at)) out.replace(at, 3, "/");
  return out;
}

}  // namespace

std::string whole_text(std::int64_t number, Language language) { return decimal_text(Decimal::of(number), language); }

std::string decimal_text(const Decimal& number, Language language) { return statistics::grouped(number, language); }

std::string day_text(Date day, Language language) {
  if (day.is_open_end()) return "";
  if (language == Language::vi) return day.vietnamese_text();
  const std::string month = say("portal.month." + std::to_string(day.month()), language);
  return std::to_string(day.day()) + " " + month + " " + std::to_string(day.year());
}

std::string address(std::string_view base, std::string_view path, const Parameters& parameters) {
  std::string out(base);
  if (!(path == "/" && !base.empty())) out.append(path);
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    out.push_back(separator);
    out.append(name).append("=").append(query_value(value));
    separator = '&';
  }
  return out;
}

std::string name_in_sentence(const std::string& name, Language language) {
  const std::string bare(units::short_name(name));
  if (bare == name || bare.empty()) return name;
  const std::string kind = name.substr(0, name.size() - bare.size());
  if (language == Language::en) return kind == "Tỉnh " ? bare + " province" : name;
  return lower(kind.substr(0, kind.size() - 1)) + " " + bare;
}

std::string unit_path(const units::Unit& unit, Date day) {
  const std::string name = slug(units::short_name(unit.nearest(day).name));
  return "/xa/" + unit.id.code + (name.empty() ? "" : "-" + name);
}

}  // namespace luytre::portal
