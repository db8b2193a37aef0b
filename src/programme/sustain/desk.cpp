#include "programme/sustain/desk.h"

namespace luytre::sustain {

const std::vector<recognition::Title>& commune_titles() {
  using recognition::Title;
  static const std::vector<Title> titles{Title::ntm, Title::advanced, Title::model, Title::modern};
  return titles;
}

SetOfDay set_of(const criteria::Library& library, recognition::Title title, Date day) {
  const criteria::CriteriaSet* in_force = nullptr;
  const criteria::CriteriaSet* last = nullptr;
  const auto is_newer = [](const criteria::CriteriaSet& set, const criteria::CriteriaSet* than) {
    return than == nullptr || than->period.from < set.period.from;
  };
  for (const auto& set : library.sets) {
    if (set.level != criteria::SetLevel::commune || set.tier != recognition::name_of(title)) continue;
    if (day < set.in_force.from) continue;
    if (is_newer(set, last)) last = &set;
    if (set.in_force.contains(day) && is_newer(set, in_force)) in_force = &set;
  }
  const auto* found = in_force == nullptr ? last : in_force;
  return {found, found != nullptr && found->in_force.contains(day) && found->period.contains(day)};
}

recognition::HoldingAnswer held(const recognition::TitleRegister& titles, const units::Register& units,
                                const units::Unit& unit, recognition::Title title, Date day) {
  std::vector<std::string> unit_and_above{unit.id.text()};
  for (const auto* above : units.ancestors(unit, day)) unit_and_above.push_back(above->id.text());
  return titles.holds(unit_and_above, {title, std::nullopt, "", day});
}

std::string title_word(recognition::Title title) {
  return catalogue_word("recognition.title." + std::string(recognition::name_of(title)));
}

Date due_of(int year) { return Date::of(year, 12, 31); }

std::string title_words(recognition::Title title, Language language) {
  return say("recognition.title." + std::string(recognition::name_of(title)), language);
}

std::string path_of(const std::string& check) { return "/lam-viec/duy-tri/kiem-tra/" + check; }

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace luytre::sustain
