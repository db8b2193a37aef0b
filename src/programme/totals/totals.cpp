#include "programme/totals/totals.h"

#include <numeric>

namespace luytre::totals {

namespace {

columns::Question question_of(const Totals& totals, const std::vector<columns::Given>& given) {
  columns::Question question;
  question.day = totals.question.as_of;
  question.alive = totals.program->alive;
  question.given = given;
  return question;
}

std::vector<UnitNumber> all_units(const UnitOrder& order) {
  std::vector<UnitNumber> units(order.units.size());
  std::iota(units.begin(), units.end(), UnitNumber{0});
  return units;
}

// Adds what is counted of one unit to its area and those above.
template <class Count>
void count_up(const Places& places, UnitNumber unit, const Count& count) {
  for (auto area = places.area_of[unit]; area != columns::no_area; area = places.areas.areas[area].parent) count(area);
}

void count_others(Totals& totals) {
  totals.others.assign(totals.places->of.size(), 0);
  for (UnitNumber unit = 0; unit < totals.order->count(); ++unit) {
    if (totals.program->class_of[unit] != SetProgram::no_class) continue;
    count_up(*totals.places, unit, [&](auto area) { ++totals.others[area]; });
  }
}

void count_titles(Totals& totals, const judgement::Materials& materials) {
  const auto& set = *totals.program->set;
  if (!recognition::title_named(set.tier)) return;
  totals.titles_by_area.assign(totals.places->of.size(), {});
  for (UnitNumber unit = 0; unit < totals.order->count(); ++unit) {
    if (totals.program->class_of[unit] == SetProgram::no_class) continue;
    const auto held = judgement::holding(materials, *totals.order->units[unit], set, totals.question.as_of);
    count_up(*totals.places, unit, [&](auto area) {
      auto& counts = totals.titles_by_area[area];
      counts.held += held == recognition::Holding::yes ? 1 : 0;
      counts.not_held += held == recognition::Holding::no ? 1 : 0;
      counts.unknown += held == recognition::Holding::unknown ? 1 : 0;
    });
  }
}

void take(Totals& totals, const judgement::Materials& materials) {
  totals.units = materials.units;
  totals.library = materials.library;
  totals.titles = materials.titles;
  totals.known_at = materials.known_at;
}

// Judges these units' chunks again, or everything.
void judge(Totals& totals, const columns::Store& store, const std::vector<UnitNumber>* changed) {
  if (totals.program->classes.empty()) {  // nobody is judged by the set on the day
    totals.rolled.totals.resize(totals.places->of.size());
    totals.rolled_firm = totals.rolled;
    return;
  }
  const auto again = [&](const columns::Program& program, const std::vector<columns::Given>& given,
                         columns::Judged& judged, columns::RolledUp& rolled) {
    auto question = question_of(totals, given);
    question.with_counts = &program == &totals.program->judged;  // for the nearest
    const columns::Judge judge(program, store, std::move(question));
    const auto before = judged;
    judged = changed == nullptr ? judge.all() : judge.again(before, *changed);
    const bool is_in_order = totals.places->areas.units.empty();
    rolled = changed != nullptr && is_in_order ? columns::rolled_again(rolled, before, judged, totals.places->areas)
                                               : columns::roll_up(judged, totals.places->areas);
  };
  again(totals.program->judged, totals.given.judged, totals.judged, totals.rolled);
  again(totals.program->firm, totals.given.firm, totals.firm, totals.rolled_firm);
}

}  // namespace

Result<std::shared_ptr<const Totals>> make_totals(const judgement::Materials& materials,
                                                  const judgement::Question& question, ValueColumns& values) {
  auto totals = std::make_shared<Totals>();
  totals->question = question;
  take(*totals, materials);
  totals->order = values.order;
  const auto* set = materials.library->set(question.set);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", question.set}});
  totals->places = std::make_shared<const Places>(places_on(*materials.units, *totals->order, question.as_of));
  judgement::Evaluator evaluator(materials);
  auto program = make_program(evaluator, question, *totals->places, values);
  if (!program) return pass_on(program);
  totals->program = std::make_shared<const SetProgram>(std::move(*program));
  totals->given = judge_given({}, *totals->program, evaluator, question, *totals->order, all_units(*totals->order));
  judge(*totals, *values.store, nullptr);
  count_others(*totals);
  count_titles(*totals, materials);
  return std::shared_ptr<const Totals>(std::move(totals));
}

std::shared_ptr<const Totals> follow(const Totals& totals, const judgement::Materials& materials,
                                     const Followed& followed) {
  const auto& program = *totals.program;
  auto next = std::make_shared<Totals>(totals);
  take(*next, materials);
  const bool is_far = (program.reach.titles && materials.titles != totals.titles) ||
                      (program.reach.other_units && (followed.is_said_elsewhere || !followed.said.empty()));
  const auto changed = is_far ? all_units(*totals.order) : followed.said;
  if (!changed.empty()) {
    judgement::Evaluator evaluator(materials);
    next->given = judge_given(totals.given, program, evaluator, totals.question, *totals.order, changed);
    judge(*next, *followed.values.store, &changed);
  }
  if (materials.titles != totals.titles) count_titles(*next, materials);
  return next;
}

}  // namespace luytre::totals
