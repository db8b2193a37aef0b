#include "outputs/portal/kept_places.h"

#include <algorithm>

namespace luytre::portal {

KeptPlaces::Kept* KeptPlaces::find(const Units& units, const std::string& key) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& one) { return one.units == units && one.key == key; });
  if (found == kept_.end()) return nullptr;
  std::rotate(kept_.begin(), found, found + 1);
  return &kept_.front();
}

KeptPlaces::Kept& KeptPlaces::keep(Kept kept) {
  kept_.push_front(std::move(kept));
  if (kept_.size() > kept_max) kept_.pop_back();
  return kept_.front();
}

std::shared_ptr<const KeptPlaces::Days> KeptPlaces::days_locked(const Units& units, const std::string& province_code) {
  const std::string key = "days|" + province_code;
  if (const Kept* known = find(units, key)) return known->days;
  auto days = std::make_shared<const Days>(units::change_days(*units, province_code));
  return keep({key, units, std::move(days), {}, {}}).days;
}

std::shared_ptr<const KeptPlaces::Days> KeptPlaces::days(const Units& units, const std::string& province_code) {
  const std::lock_guard lock(mutex_);
  return days_locked(units, province_code);
}

Result<std::shared_ptr<const drawing::Picture>> KeptPlaces::picture(const Units& units, const units::Unit& province,
                                                                    Date day) {
  const std::lock_guard lock(mutex_);
  // The same picture until the units or their outlines change.
  Date since = province.life().from;
  for (const units::ChangeDay& change : *days_locked(units, province.id.code))
    if (change.day <= day) since = std::max(since, change.day);
  for (const units::Boundary& boundary : units->boundaries())
    if (boundary.valid_from <= day) since = std::max(since, boundary.valid_from);
  for (const units::Attribute& attribute : units->attributes())
    if (attribute.name == "centre" && attribute.valid.from <= day) since = std::max(since, attribute.valid.from);
  const std::string key = "picture|" + province.id.text() + "|" + since.text();
  if (const Kept* known = find(units, key)) return known->picture;
  std::vector<const units::Unit*> above = units->descendants(&province, day, units::Level::district);
  above.push_back(&province);
  auto made = drawing::place_units(*units, units->descendants(&province, day, units::Level::commune), above, day);
  if (!made) return pass_on(made);
  return keep({key, units, {}, std::make_shared<const drawing::Picture>(std::move(*made)), {}}).picture;
}

std::shared_ptr<const drawing::Country> KeptPlaces::country(const Units& units, Date day) {
  const std::lock_guard lock(mutex_);
  const auto provinces = units->children(nullptr, day);
  std::string key = "country|";
  for (const units::Unit* province : provinces) key += province->id.text() + " ";
  if (const Kept* known = find(units, key)) return known->country;
  auto made = std::make_shared<const drawing::Country>(drawing::draw_country(provinces, day));
  return keep({key, units, {}, {}, std::move(made)}).country;
}

}  // namespace luytre::portal
