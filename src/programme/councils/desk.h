// What the verbs of the room stand on: the record as their caller read it, the writer, who may sit and who is told.
#pragma once

#include "programme/councils/council_register.h"
#include "programme/dossiers/desk.h"

namespace luytre::councils {

// One snapshot's parts.
struct Known {
  dossiers::Known dossiers;
  std::shared_ptr<const CouncilRegister> councils;
};

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  // Accounts that may do what is asked, once they show their second factor.
  std::function<Result<std::vector<std::string>>(const access::Ask&)> who_may;
  dossiers::TellThoseWhoMay tell = {};
};

// Problem councils.no_session.
Result<const Meeting*> find_meeting(const Known& known, const std::string& id);

// A session as it stands inside a transaction, before the event `number`.
struct Inside {
  std::shared_ptr<const CouncilRegister> councils;  // this one alone
  const Meeting* meeting = nullptr;
};
// `expected`: the newest event of the session that the caller had seen; nothing: what was done meanwhile does not
// matter. Problems councils.no_session, councils.changed_meanwhile (its causes tell what was done since).
Result<Inside> look_inside(storage::Database& database, EventNumber number, const std::string& id,
                           std::optional<EventNumber> expected);

// A dossier as it stands inside a transaction, with the stage whose ballot it waits for.
struct AtCouncil {
  std::shared_ptr<const dossiers::DossierRegister> dossiers;
  const dossiers::File* file = nullptr;
  dossiers::Standing standing;
};
// Problems dossiers.no_dossier, councils.not_before_council (with the stage it stands at).
Result<AtCouncil> look_at_dossier(storage::Database& database, EventNumber number, const Known& known,
                                  const std::string& dossier);
// The same of a register that is there. nullopt: it stands at a stage with a ballot.
std::optional<Problem> not_before_council(const dossiers::File& file, const dossiers::Known& known);

// Problem councils.not_on_agenda, councils.not_now (with what may be done there).
Done check_item(const Meeting& meeting, const std::string& dossier, Command command, const dossiers::Known& known);

// What the frozen assessment came to: the whole, or (criterion not empty) a criterion's lines when each must hold; for
// putting the council's word beside it. Not assessed when nothing was frozen.
engine::Outcome computed_outcome(const dossiers::File& file, std::string_view criterion = {});

// The dossier as sentences call it; its id when it is unknown.
std::string label_of(const std::string& dossier, const dossiers::Known& known);

// "/lam-viec/hoi-dong/ID"
std::string path_of(const Session& session);

// What was done to a session after an event, told as problems' causes, oldest first; never what anybody voted.
std::vector<Problem> changes_since(const Meeting& meeting, EventNumber seen);

// The event of something done to a session: subjects and province filled.
audit::EventDraft draft_about(const Session& session, const std::string& dossier, std::string kind,
                              json::object payload, json::object answer);

}  // namespace luytre::councils
