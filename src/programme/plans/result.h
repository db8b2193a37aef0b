// A plan against the record: what the title register and the judgements say of each target on a day. Nothing is folded:
// "unknown" stays unknown, and the five outcomes are counted apart.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "programme/judgement/evaluate.h"
#include "programme/plans/desk.h"

namespace luytre::plans {

using recognition::Holding;

// Why it is so; the app says each in words.
enum class Because : std::uint8_t {
  recognised,             // a decision gives the title for the plan's year
  other_year,             // the title was given, for another year
  revoked,                // a decision took it away
  register_says_no,       // the register is declared complete there, and has none
  register_not_complete,  // nothing is known, and the register was never declared complete there
  year_not_said,          // a recognition is known whose year is not
  criteria_met,           // as many as wanted, by values that are published
  criteria_not_met,       // fewer, whatever the criteria not assessed would turn out to be
  criteria_open,          // those not assessed could still make it
  not_judged,             // it could not be judged
};
std::string_view name_of(Because);

struct TargetResult {
  Holding reached = Holding::unknown;
  Because because = Because::not_judged;
  const recognition::TitleFact* fact = nullptr;     // of a title: what says so, or of another year
  const recognition::Coverage* coverage = nullptr;  // of register_says_no
  std::optional<judgement::Evaluation> published;   // absent: no set, or it could not be judged
  std::optional<judgement::Evaluation> drafts;      // for those who may see drafts
  std::string not_judged;                           // code of the problem
};

// Asks for many targets of one plan. `as_of`: the day of the register of titles; judged is the last day of the plan's
// year and of the unit's life up to it. One thread at a time.
class Results {
 public:
  Results(const Known& known, const Plan& plan, Date as_of);

  TargetResult of(const Target& target, bool with_drafts);
  Date judged_on(const units::Unit& unit) const;

 private:
  void judge(const units::Unit& unit, const Target& target, bool with_drafts, TargetResult& result);
  void ask_register(const units::Unit& unit, const Target& target, TargetResult& result) const;

  const Known& known_;
  const Plan& plan_;
  Date as_of_;
  judgement::Evaluator published_;
  judgement::Evaluator drafts_;
  // An evaluation of one unit and set serves each of its targets.
  std::map<std::string, Result<judgement::Evaluation>> judged_;
};

// What `wanted` criteria come to: reached, not reached, or open as long as criteria not assessed could decide it.
Holding compare_criteria(const judgement::Evaluation& evaluation, int wanted);

}  // namespace luytre::plans
