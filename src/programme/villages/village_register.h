// Every village, its titles and its ticks known at one event; immutable. What no later event touched is shared with the
// register of an earlier event.
#pragma once

#include <map>
#include <memory>
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
  VillageRegister(RegisterParts parts, audit::EventNumber known_at) { take(std::move(parts), known_at); }
  // `parts` is all of the villages it names; of the others what `earlier` knows.
  VillageRegister(const VillageRegister& earlier, RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  std::vector<const Village*> villages() const;       // in order of id, which sorts by time
  const Village* village(std::string_view id) const;  // nullptr: unknown
  const Village* with_code(std::string_view province, std::string_view code) const;
  std::vector<const VillageLink*> links_into(std::string_view village) const;
  std::vector<const VillageLink*> links_out_of(std::string_view village) const;

  const Title* title(std::string_view id) const;                          // nullptr: unknown
  std::vector<const Title*> titles_of(std::string_view village) const;    // oldest first
  const Ticks& ticks_of(std::string_view village) const;                  // what stands, by month
  std::vector<const Tick*> all_ticks_of(std::string_view village) const;  // corrected ones too, oldest event first

 private:
  struct Entry {
    Village village;
    std::vector<Title> titles;
    std::vector<Tick> told;  // every tick
    Ticks ticks;             // those that stand
  };
  void take(RegisterParts parts, audit::EventNumber known_at);
  const Entry* entry(std::string_view village) const;

  audit::EventNumber known_at_ = 0;
  std::map<std::string, std::shared_ptr<const Entry>, std::less<>> entries_;
  std::vector<VillageLink> links_;
  std::map<std::string, std::string, std::less<>> titled_;  // village of each title
};

}  // namespace luytre::villages
