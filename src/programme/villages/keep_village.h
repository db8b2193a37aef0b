// A village enters the register, its counts and the account that speaks for it change.
#pragma once

#include "programme/villages/desk.h"

namespace luytre::villages {

struct VillageWish {
  std::string name;
  Kind kind = Kind::thon;
  std::string commune;  // code or identity, alive on `from`
  std::optional<Date> from;
  std::string code;
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> people;
  std::optional<Date> as_of;  // of the counts; absent: `from`
  std::string decision;
  std::string source;
};

struct Kept {
  audit::EventNumber event = 0;
  std::string village;
};

// Act villages.keep on the commune. Problems villages.no_commune, villages.future_day, villages.bad_count,
// villages.name_taken (a village of that name is there already), villages.code_taken.
Result<Kept> add_village(const Desk&, const commands::Asked&, const Known&, const VillageWish&);

struct CountWish {
  std::optional<std::int64_t> households;
  std::optional<std::int64_t> people;
  std::optional<Date> as_of;
  std::string source;
};
// Act villages.keep. Problems of find_place, villages.bad_count, villages.future_day, villages.source_needed.
Result<Kept> count_village(const Desk&, const commands::Asked&, const Known&, const std::string& village,
                           const CountWish&);

// Act villages.keep. The account with this sign-in name speaks for the village from today on; an empty name: nobody's.
// Problems of find_place, villages.no_account, villages.head_already.
Result<Kept> appoint_head(const Desk&, const commands::Asked&, const Known&, const std::string& village,
                          const std::string& login);

// Both present and within limits, people at least one where there are households. Problem villages.bad_count.
Done check_count(const std::optional<std::int64_t>& households, const std::optional<std::int64_t>& people);
// Problem villages.name_taken or villages.code_taken.
Done check_is_new(const VillageRegister& villages, const std::string& province, const std::string& code,
                  const std::string& name, const std::string& commune, Date day);
// A village of this name that stands under the commune on the day; nullptr: none.
const Village* village_named(const VillageRegister& villages, const std::string& name, const std::string& commune,
                             Date day);

}  // namespace luytre::villages
