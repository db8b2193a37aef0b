#include "programme/dossiers/dossier.h"

#include <algorithm>
#include <array>

namespace luytre::dossiers {
namespace {

constexpr std::array<std::string_view, 4> voice_names{"front", "organisation", "resident", "other"};

}  // namespace

std::string_view name_of(Voice voice) { return voice_names[static_cast<std::size_t>(voice)]; }

std::optional<Voice> voice_named(std::string_view name) {
  const auto found = std::find(voice_names.begin(), voice_names.end(), name);
  if (found == voice_names.end()) return std::nullopt;
  return static_cast<Voice>(found - voice_names.begin());
}

bool Finding::is_of(std::string_view department) const {
  return departments.empty() || std::find(departments.begin(), departments.end(), department) != departments.end();
}

const Line* Assessment::line(std::string_view number) const {
  const auto found = std::find_if(lines.begin(), lines.end(), [&](const Line& each) { return each.number == number; });
  return found == lines.end() ? nullptr : &*found;
}

const std::vector<std::string_view>& reason_codes() {
  static const std::vector<std::string_view> codes{
      "missing_part",       "missing_evidence", "wrong_number", "wrong_date", "contradicts_sector",
      "below_threshold",    "debt_outstanding", "security",     "opinions",   "unit_changed",
      "title_not_in_reach", "procedure",        "other"};
  return codes;
}

bool is_reason_code(std::string_view code) {
  const auto& codes = reason_codes();
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

}  // namespace luytre::dossiers
