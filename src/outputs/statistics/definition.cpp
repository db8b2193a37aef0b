#include "outputs/statistics/definition.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>

#include "base/resources.h"

namespace luytre::statistics {
namespace {

constexpr std::array<std::string_view, 3> form_names = {"count", "share", "average"};
constexpr std::string_view definitions_path = "reference/claim_definitions.yaml";

const std::string& in(Language language, const std::string& vi, const std::string& en) {
  return language == Language::vi ? vi : en;
}

void read_pair(const YAML::Node& pair, std::string& vi, std::string& en) {
  if (!pair) return;
  vi = pair["vi"].as<std::string>();
  en = pair["en"].as<std::string>();
}

std::string fault_of(const Definition& one) {
  if (one.id.empty()) return "an entry without a name";
  if (one.title_vi.empty() || one.title_en.empty() || one.numerator_vi.empty() || one.unit_vi.empty()) {
    return one.id + ": title, numerator and unit are needed in both languages";
  }
  if ((one.form == Form::count) != one.denominator_vi.empty()) {
    return one.id + ": a share or average has a denominator, a count has none";
  }
  return {};
}

}  // namespace

const std::string& Definition::title(Language language) const { return in(language, title_vi, title_en); }
const std::string& Definition::numerator(Language language) const { return in(language, numerator_vi, numerator_en); }
const std::string& Definition::denominator(Language language) const {
  return in(language, denominator_vi, denominator_en);
}
const std::string& Definition::unit(Language language) const { return in(language, unit_vi, unit_en); }

Result<Definitions> Definitions::parse(std::string_view yaml, const std::string& name) {
  const auto malformed = [&](const std::string& reason) {
    return refuse("claim.definitions_malformed", {{"reason", reason}}, name);
  };
  Definitions made;
  try {
    for (const YAML::Node& entry : YAML::Load(std::string(yaml))) {
      Definition one;
      one.id = entry["definition"].as<std::string>();
      const auto form = form_named(entry["form"].as<std::string>());
      if (!form) return malformed(one.id + ": form");
      one.form = *form;
      read_pair(entry["title"], one.title_vi, one.title_en);
      read_pair(entry["numerator"], one.numerator_vi, one.numerator_en);
      read_pair(entry["denominator"], one.denominator_vi, one.denominator_en);
      read_pair(entry["unit"], one.unit_vi, one.unit_en);
      if (const std::string fault = fault_of(one); !fault.empty()) return malformed(fault);
      if (made.find(one.id) != nullptr) return malformed(one.id + ": twice");
      made.definitions_.push_back(std::move(one));
    }
  } catch (const YAML::Exception& wrong) {
    return malformed(wrong.what());
  }
  return made;
}

Result<Definitions> Definitions::load() { return parse(resource(definitions_path), std::string(definitions_path)); }

const Definition* Definitions::find(std::string_view id) const {
  const auto found =
      std::find_if(definitions_.begin(), definitions_.end(), [&](const Definition& one) { return one.id == id; });
  return found == definitions_.end() ? nullptr : &*found;
}

std::string_view name_of(Form form) { return form_names[static_cast<std::size_t>(form)]; }

std::optional<Form> form_named(std::string_view name) {
  const auto at = std::find(form_names.begin(), form_names.end(), name);
  if (at == form_names.end()) return std::nullopt;
  return static_cast<Form>(at - form_names.begin());
}

}  // namespace luytre::statistics
