// What a judgement is: a unit under a criteria set on a date, by one opinion's values, down to every indicator, with
// what it rests on. Computed, never typed and never stored as truth. Pointers in it lie in the materials' library.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "engine/judge.h"
#include "programme/criteria/compile.h"
#include "programme/criteria/library.h"
#include "programme/observations/panel.h"
#include "programme/recognition/revocation.h"
#include "programme/recognition/title_register.h"
#include "programme/units/register.h"

namespace luytre::judgement {

// What a judgement reads: one snapshot's parts, all as known at the same event.
struct Materials {
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> library;
  std::shared_ptr<const observations::Panel> panel;
  std::shared_ptr<const recognition::TitleRegister> titles;
  audit::EventNumber known_at = 0;
};

struct Question {
  std::string set;
  units::UnitId unit;
  Date as_of;
  observations::Opinion opinion = observations::Opinion::self;
  std::optional<int> year;  // achievement year, for year tables; absent: the year of as_of
};

// An indicator, or a part of one.
struct Judged {
  std::string number;  // "2.2", "5.s1"; empty for a part without one
  std::string id;
  criteria::Bilingual title;
  engine::RuleKind rule = engine::RuleKind::unknown;
  std::string dimension;                       // "male", of a rule for both sexes
  std::string unit;                            // unit of measure of value and threshold: "percent"
  const criteria::Measure* measure = nullptr;  // null where nothing is observed
  engine::Outcome outcome = engine::Outcome::not_assessed;
  engine::Reason reason = engine::Reason::none;
  bool provisional = false;
  bool encouraged = false;               // recorded, never blocks
  std::optional<std::string> value;      // "71.20", "true", "tốt"
  std::optional<Share> share;            // behind a percentage
  std::optional<std::string> threshold;  // as applied; "10-20" for between
  std::string symbol;                    // "≥"
  std::optional<engine::Distance> distance;
  std::string reference_document;  // of the threshold, else of the rule
  std::string reference_locator;
  criteria::Layer layer = criteria::Layer::decree;
  criteria::Confidence confidence = criteria::Confidence::uncertain;
  bool is_confirmed = false;
  std::optional<observations::Observation> evidence;
  std::optional<observations::Observation> base_evidence;  // of growth and comparisons
  std::vector<Judged> parts;
};

struct JudgedCriterion {
  std::string number;
  std::string id;
  criteria::Bilingual title;
  bool counts = true;  // false: general conditions outside the law's count
  bool is_key_for_revocation = false;
  engine::Outcome outcome = engine::Outcome::not_assessed;
  engine::Reason reason = engine::Reason::none;
  bool provisional = false;
  std::vector<Judged> indicators;
};

// Something the reader must know beside the outcome. Text: judgement.notice.CODE.
struct Notice {
  std::string code;
  Arguments arguments;
  criteria::Bilingual detail;  // said after the catalogue's text: the law file's own words
};

using Counts = std::array<int, engine::outcome_count>;  // by Outcome

struct Evaluation {
  Question question;
  std::string unit_name;
  std::string unit_level;
  std::string unit_kind;
  criteria::Bilingual set_title;
  std::string set_hash;
  int year = 0;
  audit::EventNumber known_at = 0;
  std::optional<observations::Stage> stage;  // the lowest of the values used; absent: none was used
  std::string column;                        // "TDMNPB"; empty: one column, or not known
  engine::Reason column_missing = engine::Reason::none;
  std::string column_by_override;  // reference of the override that chose the column
  engine::Outcome outcome = engine::Outcome::not_assessed;
  bool provisional = false;
  int criteria_met = 0;  // met or not applicable, of those that count
  int criteria_total = 0;
  Counts criteria_by_outcome{};    // of those that count
  Counts indicators_by_outcome{};  // of those that count and block
  std::vector<Judged> prerequisites;
  std::vector<JudgedCriterion> criteria;
  std::vector<Notice> notices;
  // What the set's rule would say of a title held, by these outcomes; absent: the set has no rule.
  std::optional<recognition::RevocationAnswer> revocation;
};

struct Missing {
  const Judged* judged = nullptr;
  std::string number;  // its own, else that of the indicator it is a part of; empty for a prerequisite
};

// What could not be judged, in the order of the law: the parts that an indicator waits for rather than the indicator.
std::vector<Missing> missing(const Evaluation& evaluation);

// The answer of the command line and of GET /api/v1/evaluations.
json::object to_json(const Evaluation& evaluation);
json::object to_json(const Judged& judged);

// As many digits as it takes for the rounded percentage to stand on the same side of the limit as the exact one:
// 69.97 % is not shown as 70.0 % against 70. At least `digits_min`.
int digits_that_tell(const Share& share, const std::optional<Decimal>& limit, int digits_min);

// The texts people read: "71,2 %", "có", "tốt".
std::string value_for_people(const Judged& judged, Language language);
std::string threshold_for_people(const Judged& judged, Language language);  // "≥ 50 %"; "" when not known
std::string reason_for_people(engine::Reason reason, Language language);
std::string outcome_for_people(engine::Outcome outcome, Language language);
std::string opinion_for_people(observations::Opinion opinion, Language language);
std::string stage_for_people(std::optional<observations::Stage> stage, Language language);
std::string notice_for_people(const Notice& notice, Language language);
const std::string& in_language(const criteria::Bilingual& text, Language language);

}  // namespace luytre::judgement
