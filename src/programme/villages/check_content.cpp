#include "base/decimal.h"
#include "programme/villages/take_step.h"

namespace luytre::villages {
namespace {

std::string number(const std::optional<std::int64_t>& value) { return value ? std::to_string(*value) : "?"; }

// agreeing ≤ present ≤ households, as minutes count them.
Done check_minutes(const Step& step) {
  if (!step.households || !step.present || !step.agreeing) return refuse("villages.minutes_needed", {}, "households");
  const bool is_whole = *step.agreeing >= 0 && *step.agreeing <= *step.present && *step.present <= *step.households &&
                        *step.households >= 1 && *step.households <= people_max;
  if (!is_whole) {
    return refuse("villages.minutes_contradict",
                  {{"agreeing", number(step.agreeing)},
                   {"present", number(step.present)},
                   {"households", number(step.households)}},
                  "agreeing");
  }
  if (step.is_favourable && *step.agreeing == 0) return refuse("villages.nobody_agreed", {}, "agreeing");
  return {};
}

Done check_works(const Step& step) {
  if (step.works.empty()) return refuse("villages.works_needed", {}, "works");
  for (const Work& work : step.works) {
    if (is_blank(work.what)) return refuse("villages.works_needed", {}, "works");
  }
  return {};
}

Done check_display(const Step& step, const Rules& rules, const std::string& province, Ladder ladder, Date today) {
  if (!step.displayed_from || !step.displayed_until) return refuse("villages.display_needed", {}, "displayed_from");
  if (*step.displayed_until < *step.displayed_from || today < *step.displayed_until) {
    return refuse(
        "villages.display_days_contradict",
        {{"from", step.displayed_from->vietnamese_text()}, {"until", step.displayed_until->vietnamese_text()}},
        "displayed_until");
  }
  const int days = step.displayed_until->days() - step.displayed_from->days() + 1;  // both days hang
  const DisplayRule* rule = rules.display_on(province, ladder, *step.displayed_from);
  if (rule != nullptr && days < rule->days) {
    return refuse(
        "villages.display_too_short",
        {{"days", std::to_string(days)}, {"needed", std::to_string(rule->days)}, {"reference", rule->reference}},
        "displayed_until");
  }
  return {};
}

Done check_consultation(const Step& step, const Rules& rules, const std::string& province, Ladder ladder, Date today) {
  if (!step.households || *step.households < 1 || *step.households > people_max) {
    return refuse("villages.households_asked_needed", {}, "households");
  }
  for (const Dissatisfied& each : step.dissatisfied) {
    if (is_blank(each.item) || each.households < 0 || *step.households < each.households) {
      return refuse(
          "villages.dissatisfied_contradict",
          {{"item", each.item}, {"count", std::to_string(each.households)}, {"households", number(step.households)}},
          "dissatisfied");
    }
  }
  return check_display(step, rules, province, ladder, today);
}

Done check_decided(const Step& step) {
  if (is_blank(step.decision)) return refuse("villages.decision_needed", {}, "decision");
  if (step.in_force_on && *step.in_force_on < step.day) {
    return refuse("villages.in_force_before_signed", {{"date", step.day.vietnamese_text()}}, "in_force_on");
  }
  if (step.kind == StepKind::lapse && is_blank(step.words)) return refuse("villages.reason_needed", {}, "words");
  return {};
}

}  // namespace

Step own_content(Step step) {
  const StepKind kind = step.kind;
  const bool has_outcome = kind == StepKind::meeting || kind == StepKind::upkeep_check;
  const bool is_decision = kind == StepKind::recognition || kind == StepKind::lapse || kind == StepKind::recorded;
  const bool is_consultation = kind == StepKind::consultation;
  if (!has_outcome) step.is_favourable = true;
  if (kind != StepKind::plan) step.works.clear();
  if (kind != StepKind::self_score && kind != StepKind::verification) step.scores.clear();
  if (kind != StepKind::meeting) step.present = step.agreeing = std::nullopt;
  if (kind != StepKind::meeting && !is_consultation) step.households = std::nullopt;
  if (!is_consultation) {
    step.dissatisfied.clear();
    step.displayed_from = step.displayed_until = std::nullopt;
  }
  if (!is_decision) {
    step.decision = step.signer = {};
    step.in_force_on = std::nullopt;
  }
  if (kind != StepKind::set_bound) step.set = {};
  return step;
}

Done check_content(const StepWish& wish, const Rules& rules, const std::string& province, Ladder ladder, Date today) {
  const Step& step = wish.step;
  if (today < step.day) return refuse("villages.future_day", {{"date", step.day.vietnamese_text()}}, "day");
  switch (step.kind) {
    case StepKind::meeting:
      if (!wish.has_outcome) return refuse("villages.outcome_needed", {}, "is_favourable");
      return check_minutes(step);
    case StepKind::plan:
      return check_works(step);
    case StepKind::consultation:
      return check_consultation(step, rules, province, ladder, today);
    case StepKind::recognition:
    case StepKind::lapse:
      return check_decided(step);
    case StepKind::upkeep_check:
      if (!wish.has_outcome) return refuse("villages.outcome_needed", {}, "is_favourable");
      if (!step.is_favourable && is_blank(step.words)) return refuse("villages.reason_needed", {}, "words");
      return {};
    case StepKind::returned:
    case StepKind::withdrawal:
      if (is_blank(step.words)) return refuse("villages.reason_needed", {}, "words");
      return {};
    case StepKind::set_bound:
      if (step.set.empty()) return refuse("villages.set_needed", {}, "set");
      return {};
    case StepKind::self_score:
    case StepKind::verification:
    case StepKind::recorded:
      return {};
  }
  return {};
}

std::vector<Problem> warnings_of(const Step& step, const Rules& rules) {
  std::vector<Problem> warnings;
  if (step.kind != StepKind::meeting || !step.is_favourable) return warnings;
  const AgreementRule* rule = rules.agreement_on(step.day);
  if (rule == nullptr || !step.agreeing || !step.households) return warnings;
  // agreeing / households > percent / 100, exactly
  const Share share{Decimal::of(*step.agreeing), Decimal::of(*step.households)};
  if (compare_percent(share, rule->more_than) == std::strong_ordering::greater) return warnings;
  warnings.push_back({"villages.warning.few_agreed",
                      {{"agreeing", number(step.agreeing)},
                       {"households", number(step.households)},
                       {"percent", rule->more_than.text()},
                       {"reference", rule->reference}},
                      "agreeing",
                      {}});
  return warnings;
}

}  // namespace luytre::villages
