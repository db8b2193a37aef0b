// What the verbs of the room stand on: the record as their caller read it, the writer, and what other rooms know.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/authority.h"
#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "programme/criteria/library.h"
#include "programme/villages/standing.h"
#include "programme/villages/village_store.h"

namespace luytre::villages {

// One snapshot's parts.
struct Known {
  audit::EventNumber number = 0;
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const VillageRegister> villages;
  std::string province;  // code, of the installation; empty: none yet
  bool is_demonstration = false;
};

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  // The dated rules of who may do what, as registered; inside a body.
  std::function<Result<access::Authority>(storage::Database&)> authority;
  // "account:0190…" of a sign-in name; nothing: there is no such account. Inside a body.
  std::function<Result<std::optional<std::string>>(storage::Database&, const std::string& login)> account_named;
  // Whether there is evidence with this id; inside a body.
  std::function<Result<bool>(storage::Database&, const std::string& id)> has_file;
};

// A village alive today, where it stands, and by whom it is spoken for.
struct Place {
  const Village* village = nullptr;  // in the register it was found in
  const VillageVersion* version = nullptr;
  Standing standing;
  Date today;
  std::string commune() const { return standing.commune()->id.text(); }
};

// Problems villages.no_village, villages.ended; with `must_be_settled` also villages.not_settled, which names where the
// village may stand.
Result<Place> find_place(const units::Register& units, const VillageRegister& villages, const std::string& village,
                         Date today, bool must_be_settled = true);

// The commune (code or identity) alive on the day; of the level commune. Problem villages.no_commune.
Result<const units::Unit*> find_commune(const units::Register& units, const std::string& commune, Date day,
                                        const std::string& where);

// Asked about the village where it stands today.
access::Ask ask_of(const std::string& act, const Place& place);

// By whose right a step of preparation or a tick is done: the village's own account speaks for it, anybody else does it
// in its name as an officer of the commune.
std::string speaking_act(const Place& place, const access::Actor& actor);

std::string province_of(const units::Register& units, const units::Unit& unit, Date day);
bool is_blank(std::string_view words);

// Problem villages.no_file when a file is named that is no evidence.
Done check_file(const Desk& desk, storage::Database& database, const std::string& file);

}  // namespace luytre::villages
