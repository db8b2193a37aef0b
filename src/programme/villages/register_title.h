// A village is registered for a title; or a decision of the past is entered with the organ that was competent then.
#pragma once

#include "programme/villages/desk.h"

namespace luytre::villages {

struct Registered {
  audit::EventNumber event = 0;
  std::string title;
};

struct RegistrationWish {
  Ladder ladder = Ladder::village;
  int year = 0;
  std::string set;  // empty: none is loaded for the province; scoring is refused until one is bound
};

// Act villages.prepare, or villages.speak by the village's own account. Problems of find_place and find_set,
// villages.bad_year, villages.registered_already (for that year, or another way of the ladder is not finished).
Result<Registered> register_title(const Desk&, const commands::Asked&, const Known&, const std::string& village,
                                  const RegistrationWish&);

struct DecisionWish {
  Ladder ladder = Ladder::village;
  int year = 0;
  std::string set;
  std::string decision;
  std::optional<Date> signed_on;
  std::optional<Date> in_force_on;
  std::string issuer;  // code or identity of the district or commune that the village belonged to when it was signed
  std::string signer;
  std::string file;
  std::string source;  // where it was read
};

// Act villages.record on the village's commune. Only decisions signed before the districts ended: later ones go through
// villages.recognise. Problems of find_place and find_set, villages.decision_needed, villages.not_historical,
// villages.no_issuer, villages.bad_year, villages.registered_already, villages.no_file, villages.source_needed.
Result<Registered> record_decision(const Desk&, const commands::Asked&, const Known&, const std::string& village,
                                   const DecisionWish&);

// The unit (code or identity) above or at the village's commune on the day, and by which rule its organ was competent.
// Fills issuer, competence, competence_reference, on_behalf_of. Problem villages.no_issuer.
Done name_issuer(const units::Register& units, const access::Authority& authority, const Village& village,
                 const std::string& issuer, Date signed_on, Date today, Step& step);

}  // namespace luytre::villages
