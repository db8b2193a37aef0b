// What the verbs and questions of the room stand on: the record as their caller read it, the writer, who is told.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/access/decide.h"
#include "platform/commands/writer.h"
#include "platform/notices/notice.h"
#include "programme/judgement/evaluation.h"
#include "programme/sustain/check_register.h"

namespace luytre::sustain {

// One snapshot's parts.
struct Known {
  judgement::Materials materials;  // signed values
  std::shared_ptr<const CheckRegister> checks;
  std::string province;  // code of the province whose record this is; empty: it was not told
  bool is_demonstration = false;

  audit::EventNumber number() const { return materials.known_at; }
};

using Telling = std::pair<access::Ask, notices::Notice>;
using TellThoseWhoMay = std::function<Done(storage::Database&, const std::vector<Telling>&, const std::string& but_for,
                                           const std::string& now)>;

// Why a revocation is proposed; the dossier's room opens one from it.
struct RevocationProposal {
  std::string check;
  std::string unit;  // identity
  recognition::Title title = recognition::Title::ntm;
  std::string set;
  std::string set_hash;
  Date as_of;
  std::string words;
  std::string actor;
};
// Opens the dossier inside the closing's transaction and answers with its id.
using OpenRevocation = std::function<Result<std::string>(storage::Database&, audit::EventNumber number,
                                                         const std::string& now, const RevocationProposal&)>;

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  TellThoseWhoMay tell = {};
  OpenRevocation open_revocation = {};  // absent: the answer says that it has to be opened by hand
};

// Titles that a commune may hold, lowest first.
const std::vector<recognition::Title>& commune_titles();

struct SetOfDay {
  const criteria::CriteriaSet* set = nullptr;  // null: no set of the title is loaded
  bool is_of_the_day = true;                   // false: its period is over and no other set of the title is in force
};
// By what a title is judged on a day: of the communes' sets of its tier in force, else begun, the newest period's.
// Revocation tests against the current period's set, whichever the title was given by.
SetOfDay set_of(const criteria::Library& library, recognition::Title title, Date day);

// Whether the unit holds the title on the day, of whatever period.
recognition::HoldingAnswer held(const recognition::TitleRegister& titles, const units::Register& units,
                                const units::Unit& unit, recognition::Title title, Date day);

// The last day of the year: the check of a year is due by then. Ours, not the law's.
Date due_of(int year);

std::string title_words(recognition::Title title, Language language);
std::string title_word(recognition::Title title);  // an argument of a message, said in the reader's language

// Where people find a check: "/lam-viec/duy-tri/kiem-tra/ID".
std::string path_of(const std::string& check);

bool is_blank(std::string_view words);

}  // namespace luytre::sustain
