#include "programme/reporting/take_step.h"

#include <numeric>

#include "platform/access/person.h"
#include "programme/reporting/raise_stage.h"
#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

Arguments about(const Place& place) { return {{"unit", place.name}, {"period", place.period.title_vi}}; }

// By whose right: a return before the signature is the chairman's, after it the province's.
std::string act_of(const StepWish& wish, const Report& report) {
  if (wish.kind == StepKind::submitted) return "reporting.submit";
  if (wish.kind == StepKind::signed_off) return "reporting.sign";
  const bool waits_for_chairman = !report.steps.empty() && report.steps.back().kind == StepKind::submitted;
  return waits_for_chairman ? "reporting.sign" : "reporting.return";
}

Done check_submission(const UnitStanding& standing, const Report& report, const Place& place) {
  if (standing.fields_filled == 0 && standing.drafts == 0) return refuse("reporting.nothing_entered", about(place));
  const bool is_submitted = !report.steps.empty() && report.steps.back().kind == StepKind::submitted;
  const bool nothing_new = standing.state == State::signed_off || standing.state == State::verified;
  if (is_submitted || nothing_new) return refuse("reporting.submitted_already", about(place));
  return {};
}

Done check_signature(const Report& report, const Place& place, const std::string& person, audit::EventNumber seen,
                     audit::EventNumber newest) {
  if (report.steps.empty() || report.steps.back().kind != StepKind::submitted) {
    return refuse("reporting.not_submitted", about(place));
  }
  if (report.steps.back().actor == person) return refuse("reporting.second_person", about(place));
  if (newest > seen) return refuse("reporting.changed_meanwhile", about(place), "seen");
  return {};
}

Done check_return(const StepWish& wish, const Report& report, const Place& place) {
  if (!is_reason_code(wish.reason_code)) {
    return refuse("reporting.reason_unknown", {{"code", wish.reason_code}}, "reason_code");
  }
  if (is_blank(wish.words)) return refuse("reporting.reason_needed", {}, "words");
  if (report.steps.empty() || report.steps.back().kind == StepKind::returned) {
    return refuse("reporting.not_returnable", about(place));
  }
  return {};
}

audit::EventDraft draft_of(const Step& step, const Place& place, json::array batches) {
  audit::EventDraft draft;
  draft.kind = "reporting." + std::string(name_of(step.kind));
  draft.province = place.period.province;
  draft.subjects = {{"report_period", step.period}, {"unit", step.unit}};
  draft.payload = {{"period", step.period},           {"unit", step.unit},
                   {"version", step.version},         {"is_late", step.is_late},
                   {"reason_code", step.reason_code}, {"words", step.words},
                   {"batches", std::move(batches)}};
  draft.answer = {{"version", step.version}, {"is_late", step.is_late}};
  return draft;
}

// Whoever has to do the next thing.
Done tell_next(const Desk& desk, storage::Database& database, const Step& step, const Place& place,
               const std::string& now) {
  if (!desk.tell || step.kind == StepKind::signed_off) return {};
  const bool is_submitted = step.kind == StepKind::submitted;
  const access::Ask ask{is_submitted ? "reporting.sign" : "reporting.submit", place.identity(), place.period.as_of, {}};
  Arguments arguments = about(place);
  arguments.emplace_back("words", step.words);
  const notices::Notice notice{{},
                               notices::Urgency::task,
                               is_submitted ? "reporting.notice.to_sign" : "reporting.notice.returned",
                               std::move(arguments),
                               path_of(place)};
  return desk.tell(database, {{ask, notice}}, step.actor, now);
}

class Stepping {
 public:
  Stepping(const Desk& desk, const Known& known, const Place& place, const Form& form, const StepWish& wish)
      : desk_(desk),
        known_(known),
        place_(place),
        form_(form),
        wish_(wish),
        act_(act_of(wish, known.reports->report(place.period.id, place.identity()))) {}

  const std::string& act() const { return act_; }

  Result<audit::EventDraft> run(storage::Database& database, audit::EventNumber number, const std::string& now,
                                const std::string& person) {
    const auto inside = look_inside(database, number, known_, place_.period, place_.identity());
    if (!inside) return pass_on(inside);
    if (auto open = check_open(*inside, place_); !open) return pass_on(open);
    const Report& report = inside->reports->report(place_.period.id, place_.identity());
    std::vector<std::size_t> all(form_.fields.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    const Raised values = raised(*inside->drafts, form_, all, place_, observations::Stage::signed_off);
    // What was asked for by one right must not be done by another's.
    if (act_of(wish_, report) != act_) return refuse("reporting.changed_meanwhile", about(place_));
    if (auto may = check(*inside, report, values, person); !may) return pass_on(may);
    const bool is_anew = !report.steps.empty() && report.steps.back().kind != StepKind::submitted;
    const bool starts = wish_.kind == StepKind::submitted && is_anew;
    step = Step{place_.period.id,
                place_.identity(),
                number,
                wish_.kind,
                report.version() + (starts ? 1 : 0),
                desk_.today(),
                false,
                wish_.reason_code,
                wish_.words,
                person};
    const Period* now_known = inside->reports->period(place_.period.id);  // its due date may have moved since
    const Date due_on = now_known == nullptr ? place_.period.due_on : now_known->due_on;
    step.is_late = wish_.kind == StepKind::signed_off && due_on < step.day;
    json::array batches;
    if (wish_.kind == StepKind::signed_off) {
      auto written = write_raised(database, number, known_, values.values);
      if (!written) return pass_on(written);
      batches = *std::move(written);
    }
    if (auto done = append(database, step); !done) return pass_on(done);
    if (auto told = tell_next(desk_, database, step, place_, now); !told) return pass_on(told);
    return draft_of(step, place_, std::move(batches));
  }

  Step step;

 private:
  Done check(const Inside& inside, const Report& report, const Raised& values, const std::string& person) const {
    switch (wish_.kind) {
      case StepKind::submitted:
        return check_submission(
            standing_of(*inside.drafts, form_, place_.period, report, place_.identity(), desk_.today()), report,
            place_);
      case StepKind::signed_off:
        return check_signature(report, place_, person, wish_.seen, values.newest);
      case StepKind::returned:
        return check_return(wish_, report, place_);
    }
    return {};
  }

  const Desk& desk_;
  const Known& known_;
  const Place& place_;
  const Form& form_;
  const StepWish& wish_;
  const std::string act_;
};

}  // namespace

Result<Step> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& period,
                       const std::string& unit, const StepWish& wish) {
  const auto place = find_place(known, period, unit);
  if (!place) return pass_on(place);
  const auto form = form_of(*known.law, place->period.set);
  if (!form) return pass_on(form);
  Stepping stepping(desk, known, *place, *form, wish);
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "reporting.step", {{stepping.act(), place->identity(), place->period.as_of, {}}}),
      [&](storage::Database& database, audit::EventNumber number, const std::string& now) {
        return stepping.run(database, number, now, person_of(asked.actor));
      });
  if (!outcome) return pass_on(outcome);
  Step step = stepping.step;
  step.kind = wish.kind;  // of a replay nothing else is known
  step.event = outcome->event;
  if (outcome->replayed) {
    step.version = static_cast<int>(outcome->answer.at("version").as_int64());
    step.is_late = outcome->answer.at("is_late").as_bool();
  }
  return step;
}

}  // namespace luytre::reporting
