// What the verbs of the room stand on: the record as their caller read it, the writer, and the server's secret.
#pragma once

#include "programme/dossiers/desk.h"
#include "programme/surveys/survey_register.h"
#include "programme/villages/desk.h"

namespace luytre::surveys {

// One snapshot's parts.
struct Known {
  dossiers::Known dossiers;
  std::shared_ptr<const villages::VillageRegister> villages;
  std::shared_ptr<const SurveyRegister> surveys;
  const criteria::Library& law() const { return *dossiers.law; }
  const units::Register& units() const { return *dossiers.units; }
};

struct Desk {
  commands::Writer& writer;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
  std::string server_key;  // 32 bytes: one half of every key of hidden_slips.h
  dossiers::TellThoseWhoMay tell = {};
};

// Problem surveys.no_round.
Result<const Course*> find_course(const Known& known, const std::string& id);

// A round as it stands inside a transaction, before the event `number`.
struct Inside {
  std::shared_ptr<const SurveyRegister> surveys;  // this one alone
  const Course* course = nullptr;
};
// `expected`: the newest event of the round that the caller had seen; nothing: what was done meanwhile does not matter.
// Problems surveys.no_round, surveys.changed_meanwhile.
Result<Inside> look_inside(storage::Database& database, EventNumber number, const Known& known, const std::string& id,
                           std::optional<EventNumber> expected);

// Problems surveys.not_now, of a village also surveys.village_outside, surveys.village_sealed.
Done must_allow(const Course& course, Command command, const Known& known);
Done must_allow(const Course& course, const std::string& village, Command command, const Known& known);

// The form that the round began with. Problem surveys.form_changed: the law that is loaded has another text of it.
Result<const criteria::SurveyForm*> form_of(const Round& round, const criteria::Library& law);

// Who is asked for the round's unit: today, or on its last day when the unit has ended since.
access::Ask ask_about(const Known& known, std::string act, const Round& round, Date today);

std::string unit_name(const Round& round, const units::Register& units);
std::string village_name(const std::string& village, const Known& known, Date day);
// "UNIT, survey of TIER": as sentences call the round.
std::string label_of(const Round& round, const units::Register& units);
std::string path_of(const Round& round);  // "/lam-viec/lay-y-kien/ID"

// The event of something done to a round: subjects and province filled.
audit::EventDraft draft_about(const Round& round, std::string kind, json::object payload, json::object answer);

// A step is appended and told as an event.
Result<audit::EventDraft> append_step(storage::Database& database, const Round& round, Step step);

}  // namespace luytre::surveys
