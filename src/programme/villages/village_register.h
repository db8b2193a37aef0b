// Every village, its titles and its ticks known at one event; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "programme/villages/upkeep.h"
#include "programme/villages/village.h"

namespace luytre::villages {

template <class Item>
using Of = std::pair<std::string, Item>;  // of the village with this id

struct RegisterParts {
  std::vector<Village> villages;  // without what is below; oldest event first, as everything
  std::vector<Of<VillageVersion>> versions;
  std::vector<Of<VillageEnd>> ends;
  std::vector<Of<Count>> counts;
  std::vector<Of<HeadFrom>> heads;
  std::vector<VillageLink> links;
  std::vector<Registration> registrations;
  std::vector<Step> steps;
  std::vector<Of<Tick>> ticks;
};

class VillageRegister {
 public:
  VillageRegister() = default;
  VillageRegister(RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  const std::map<std::string, Village, std::less<>>& villages() const { return villages_; }
  const Village* village(std::string_view id) const;  // nullptr: unknown
  const Village* with_code(std::string_view province, std::string_view code) const;
  std::vector<const VillageLink*> links_into(std::string_view village) const;
  std::vector<const VillageLink*> links_out_of(std::string_view village) const;

  const Title* title(std::string_view id) const;                          // nullptr: unknown
  std::vector<const Title*> titles_of(std::string_view village) const;    // oldest first
  const Ticks& ticks_of(std::string_view village) const;                  // what stands, by month
  std::vector<const Tick*> all_ticks_of(std::string_view village) const;  // corrected ones too, oldest event first

 private:
  audit::EventNumber known_at_ = 0;
  std::map<std::string, Village, std::less<>> villages_;
  std::vector<VillageLink> links_;
  std::map<std::string, Title, std::less<>> titles_;                     // by id, which sorts by time
  std::map<std::string, std::vector<std::string>, std::less<>> titled_;  // by village
  std::map<std::string, std::vector<Tick>, std::less<>> told_;
  std::map<std::string, Ticks, std::less<>> ticks_;
};

}  // namespace luytre::villages
