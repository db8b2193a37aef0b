// The procedure of the law as data: which stages a dossier goes through, whose turn each is, what may be done there,
// what it needs, how long it may take. One file of criteria/workflows/ each; several live side by side, chosen by date.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "programme/criteria/criteria_set.h"

namespace luytre::criteria {

// What a procedure is for.
enum class Purpose : std::uint8_t { recognition, revocation };
std::string_view name_of(Purpose);  // "recognition"
std::optional<Purpose> purpose_named(std::string_view);

// Whose turn a stage is.
enum class Party : std::uint8_t { commune, district, coordinator, departments, council, leader, nobody };
std::string_view name_of(Party);
std::optional<Party> party_named(std::string_view);

// What can be done to a dossier. Who may do it, the command says; where it may be done and what it leads to, the file.
enum class Move : std::uint8_t {
  publish,    // the draft is put on display
  conclude,   // the display is over
  submit,     // the commune hands the dossier over
  accept,     // it is complete
  verify,     // the district has verified it
  appraise,   // every department has said its word
  approve,    // the council is for it
  reject,     // the council is not
  recognise,  // the decision that gives the title
  announce,   // told to the public
  returned,   // back, with a reason; the next submission is a new version
  withdraw,   // the commune takes it back for good
  stop,       // ended without a result: the unit is gone, or its title is
  warn,       // of a title in danger: the commune is told to mend
  propose,    // that the title be taken away
  keep,       // the title stays
  revoke,     // the decision that takes it away
};
std::string_view name_of(Move);  // "return" for returned
std::optional<Move> move_named(std::string_view);

// What a move needs to be true of the dossier.
enum class Requirement : std::uint8_t {
  assessment,  // the self-assessment of this version is frozen
  documents,   // every part that is needed for this move is in
  displayed,   // the display lasted as long as it must
  opinions_answered,
  findings,  // each indicator that somebody appraises has a word of its owner
  council,   // a council's conclusion, never asked for by hand
  exposure,  // by the rule of revocation the title is lost, or why it is proposed all the same is said
};
std::string_view name_of(Requirement);
std::optional<Requirement> requirement_named(std::string_view);

// How the dossier's way ends.
enum class Ending : std::uint8_t { recognised, rejected, withdrawn, stopped, kept, revoked };
std::string_view name_of(Ending);
std::optional<Ending> ending_named(std::string_view);

// So many days, as the law counts them; none where the law's text is not known.
struct Span {
  std::optional<int> working_days;
  std::optional<int> days;  // of the calendar
  Reference reference;
  Confidence confidence = Confidence::uncertain;
};

struct StageMove {
  Move move = Move::submit;
  std::string to;  // stage
  std::vector<Requirement> needs;
  bool opens_version = false;  // the dossier gets a new version number: submitted anew after a return
  Place place;
};

// How a council decides.
struct Ballot {
  Share quorum;         // of the members, at least: {2, 3}
  bool of_all = false;  // approval of all members; else of those present
  Decimal approval;     // percent, at least
  bool is_secret = true;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
};

struct Stage {
  std::string id;
  Bilingual title;
  Party turn = Party::nobody;
  std::optional<Span> within;    // from the day the stage is entered
  std::optional<Span> at_least;  // it lasts so long, at least
  std::optional<Ballot> ballot;
  std::optional<Ending> ending;
  std::vector<StageMove> moves;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Place place;
  const StageMove* move(Move wanted) const;  // nullptr: not here
};

// A part of the dossier.
struct DossierPart {
  std::string id;
  Bilingual title;
  Party from = Party::commune;
  std::optional<Move> needed_for;  // absent: welcome, not needed
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  Place place;
};

// A dossier under way when its procedure ended goes on under this one.
struct TakeOver {
  std::string from;                                         // workflow
  std::vector<std::pair<std::string, std::string>> stages;  // theirs to ours; those not named keep their id
};

struct Workflow {
  std::string id;  // "commune-recognition/2022"
  Bilingual title;
  Purpose purpose = Purpose::recognition;
  SetLevel level = SetLevel::commune;
  std::vector<std::string> tiers;  // titles it leads to: "ntm"
  std::string document;
  Interval in_force;
  std::vector<DossierPart> parts;
  std::vector<Stage> stages;  // the first is where it begins
  std::vector<TakeOver> takes_over;
  Bilingual note;
  Reference reference;
  Confidence confidence = Confidence::uncertain;
  std::string canonical;
  std::string hash;  // SHA-256 of `canonical`, hex
  Place place;

  const Stage* stage(std::string_view wanted) const;  // nullptr: none
  const DossierPart* part(std::string_view wanted) const;
};

}  // namespace luytre::criteria
