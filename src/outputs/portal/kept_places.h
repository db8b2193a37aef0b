// Pictures of a place on its days and the days on which its units changed: worked out once for each register of units,
// because reading outlines and pushing tiles apart takes far longer than drawing them.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "outputs/drawing/country.h"
#include "outputs/drawing/places.h"
#include "programme/units/changes.h"

namespace luytre::portal {

class KeptPlaces {
 public:
  static constexpr std::size_t kept_max = 24;
  using Units = std::shared_ptr<const units::Register>;
  using Days = std::vector<units::ChangeDay>;

  std::shared_ptr<const Days> days(const Units& units, const std::string& province_code);
  // The communes of the province as they were on the day, in order of code.
  Result<std::shared_ptr<const drawing::Picture>> picture(const Units& units, const units::Unit& province, Date day);
  std::shared_ptr<const drawing::Country> country(const Units& units, Date day);

 private:
  struct Kept {
    std::string key;
    Units units;  // the pictures point into it
    std::shared_ptr<const Days> days;
    std::shared_ptr<const drawing::Picture> picture;
    std::shared_ptr<const drawing::Country> country;
  };
  Kept* find(const Units& units, const std::string& key);
  Kept& keep(Kept kept);
  std::shared_ptr<const Days> days_locked(const Units& units, const std::string& province_code);

  std::mutex mutex_;
  std::deque<Kept> kept_;  // last asked first
};

}  // namespace luytre::portal
