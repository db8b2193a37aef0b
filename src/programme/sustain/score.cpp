#include <algorithm>

#include "base/identifier.h"
#include "platform/access/person.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/sustain/inside.h"
#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {
namespace {

Result<Date> day_of(const ScoreWish& wish, Date today) {
  const Date day = wish.as_of.value_or(std::min(due_of(wish.year), today));
  if (day.year() == wish.year && day <= today) return day;
  return refuse(
      "sustain.day_outside_year",
      {{"date", day.vietnamese_text()}, {"year", std::to_string(wish.year)}, {"today", today.vietnamese_text()}},
      "as_of");
}

Scoring scoring_of(const Rescored& rescored, const std::vector<Line>& lines) {
  const auto& evaluation = rescored.evaluation;
  Scoring scoring;
  scoring.as_of = evaluation.question.as_of;
  scoring.known_at = evaluation.known_at;
  scoring.set = rescored.set->id;
  scoring.set_hash = evaluation.set_hash;
  scoring.is_set_of_the_day = rescored.is_set_of_the_day;
  scoring.outcome = evaluation.outcome;
  scoring.is_provisional = evaluation.provisional;
  scoring.criteria = evaluation.criteria_by_outcome;
  scoring.best = rescored.outlook.best_exposure;
  scoring.worst = rescored.outlook.worst_exposure;
  scoring.is_what_if = rescored.use.what_if;
  if (rescored.use.rule != nullptr) {
    scoring.rule_set = rescored.use.of->id;
    scoring.rule_document = rescored.use.rule->reference.document;
  }
  scoring.stage = rescored.basis.stage;
  if (rescored.basis.oldest) scoring.oldest_value = rescored.basis.oldest->text();
  scoring.to_verify = static_cast<int>(
      std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.depth == 1 && line.has_value; }));
  return scoring;
}

class Freezing {
 public:
  Freezing(const Desk& desk, const Known& known, const units::Unit& unit, const ScoreWish& wish, Scoring scoring,
           std::vector<Line> lines)
      : desk_(desk),
        known_(known),
        unit_(unit),
        name_(unit.nearest(scoring.as_of).name),
        wish_(wish),
        scoring_(std::move(scoring)),
        lines_(std::move(lines)) {}

  Result<audit::EventDraft> run(storage::Database& database, audit::EventNumber number, const std::string& now,
                                const std::string& person) {
    const auto checks = load_checks(database, number - 1, {"", unit_.id.text()});
    if (!checks) return pass_on(checks);
    const History* before = (*checks)->check(unit_.id.text(), wish_.title, wish_.year);
    History history = before == nullptr ? History{} : *before;
    if (before == nullptr) history.check = new_check(number);
    if (auto holds = check_holds(known_, database, number, unit_, history.check, scoring_.as_of); !holds)
      return pass_on(holds);
    const auto state = follow(history, Verb::score, name_);
    if (!state) return pass_on(state);
    if (scoring_.to_verify == 0) return refuse("sustain.nothing_observed", about(name_, history.check));
    scoring_.check = history.check.id;
    scoring_.version = history.version() + 1;
    scoring_.event = number;
    scoring_.words = wish_.words;
    scoring_.actor = person;
    if (before == nullptr) {
      if (auto done = append(database, history.check); !done) return pass_on(done);
    }
    if (auto done = append(database, scoring_, lines_); !done) return pass_on(done);
    const access::Ask ask{"sustain.sign", unit_.id.text(), scoring_.as_of, {}};
    auto told = tell(desk_, database, ask, "sustain.notice.to_sign", name_, history.check, wish_.words, person, now);
    if (!told) return pass_on(told);
    taken = {history.check.id, scoring_.version, *state};
    return draft_of("sustain.scored", history.check, taken,
                    {{"as_of", scoring_.as_of.text()},
                     {"known_at", scoring_.known_at},
                     {"set", scoring_.set},
                     {"set_hash", scoring_.set_hash},
                     {"outcome", engine::name_of(scoring_.outcome)},
                     {"best", name_of(scoring_.best)},
                     {"worst", name_of(scoring_.worst)},
                     {"is_what_if", scoring_.is_what_if},
                     {"words", wish_.words}});
  }

  Taken taken;

 private:
  Check new_check(audit::EventNumber number) const {
    const auto* province = known_.materials.units->province(unit_, scoring_.as_of);
    return {new_uuid7(desk_.unix_milliseconds()),
            number,
            unit_.id.text(),
            wish_.title,
            wish_.year,
            province == nullptr ? std::string() : province->id.code};
  }

  const Desk& desk_;
  const Known& known_;
  const units::Unit& unit_;
  const std::string name_;
  const ScoreWish& wish_;
  Scoring scoring_;
  const std::vector<Line> lines_;
};

}  // namespace

Result<Taken> score(const Desk& desk, const commands::Asked& asked, const Known& known, const ScoreWish& wish) {
  const auto day = day_of(wish, desk.today());
  if (!day) return pass_on(day);
  const auto unit = recognition::find_unit(*known.materials.units, wish.unit, *day);
  if (!unit) return pass_on(unit);
  judgement::Evaluator evaluator(known.materials);
  judgement::Question question;
  question.unit = (*unit)->id;
  question.as_of = *day;
  question.year = wish.year;
  const auto rescored = rescore(evaluator, wish.title, question);
  if (!rescored) return pass_on(rescored);
  auto lines = lines_of(rescored->evaluation);
  auto frozen = scoring_of(*rescored, lines);
  Freezing scoring(desk, known, **unit, wish, std::move(frozen), std::move(lines));
  const auto outcome =
      desk.writer.run(commands::order_by(asked, "sustain.score", {{"sustain.score", (*unit)->id.text(), *day, {}}}),
                      [&](storage::Database& database, audit::EventNumber number, const std::string& now) {
                        return scoring.run(database, number, now, person_of(asked.actor));
                      });
  if (!outcome) return pass_on(outcome);
  return taken_from(*outcome, scoring.taken);
}

}  // namespace luytre::sustain
