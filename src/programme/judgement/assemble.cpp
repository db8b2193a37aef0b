#include "programme/judgement/assemble.h"

#include <algorithm>

#include "programme/judgement/evaluate.h"

namespace luytre::judgement {

namespace {

using criteria::NodeOrigin;
using engine::Outcome;
using engine::RuleKind;
using engine::Verdict;

constexpr int percent_digits = 2;

std::string grade_of(const criteria::Measure& measure, std::int64_t rank) {
  const auto index = static_cast<std::size_t>(rank);
  return rank >= 0 && index < measure.grades.size() ? measure.grades[index] : std::string();
}

std::optional<std::string> value_text(const Verdict& verdict, const NodeOrigin& origin,
                                      const criteria::Measure* measure) {
  if (verdict.share) {
    const int digits = measure ? std::max(measure->scale, 1) : percent_digits;
    return percent_text(*verdict.share, digits_that_tell(*verdict.share, verdict.limit, digits));
  }
  if (!verdict.value) return std::nullopt;
  const bool is_truth =
      (measure && measure->kind == criteria::MeasureKind::truth) || origin.rule->kind == RuleKind::prerequisite;
  if (is_truth) return verdict.value->is_zero() ? "false" : "true";
  if (measure && measure->kind == criteria::MeasureKind::grade) return grade_of(*measure, verdict.value->coefficient());
  return verdict.value->text();
}

// A part of each_of is judged by the rule for each value of the dimension.
RuleKind kind_of(const NodeOrigin& origin) { return origin.dimension.empty() ? origin.rule->kind : origin.rule->each; }

std::optional<std::string> threshold_text(const Verdict& verdict, const NodeOrigin& origin) {
  const auto kind = kind_of(origin);
  if (kind == RuleKind::is_true || kind == RuleKind::prerequisite) return "true";
  if (kind == RuleKind::none_in_period) return "0";
  const bool is_grade = kind == RuleKind::grade_at_least || kind == RuleKind::score_bands;
  const bool is_known = origin.threshold && origin.threshold->state == criteria::ThresholdState::known;
  const bool is_relative = kind == RuleKind::relative_at_least;
  if (is_grade || (!verdict.limit && !is_relative)) {
    return is_known ? std::optional(origin.threshold->text) : std::nullopt;
  }
  if (!verdict.limit) return std::nullopt;
  auto text = verdict.limit->reduced().text();
  if (verdict.limit_upper) text += "-" + verdict.limit_upper->reduced().text();
  return text;
}

class Assembler {
 public:
  explicit Assembler(const Assembly& from) : from_(from), nodes_(from.compiled.origins.size()) {
    index(from.compiled.program.root);
  }

  Judged judged(const Verdict& verdict) {
    const auto& origin = from_.compiled.origins[verdict.node];
    const auto& rule = *origin.rule;
    Judged judged;
    judged.number = rule.number;
    judged.id = rule.id;
    judged.title = rule.title;
    judged.rule = kind_of(origin);
    judged.dimension = origin.dimension;
    judged.unit = rule.unit;
    judged.measure = rule.measure.empty() ? nullptr : from_.materials.library->measure(rule.measure);
    judged.outcome = verdict.outcome;
    judged.reason = verdict.reason;
    judged.provisional = verdict.provisional;
    judged.encouraged = !verdict.blocks;
    judged.share = verdict.share;
    judged.value = value_text(verdict, origin, judged.measure);
    judged.threshold = threshold_text(verdict, origin);
    judged.symbol = criteria::symbol_of(judged.rule);
    judged.distance = verdict.distance;
    note_law(judged, origin);
    note_evidence(judged, verdict);
    for (const auto& part : verdict.parts) judged.parts.push_back(this->judged(part));
    return judged;
  }

  Judged judged_prerequisite(const Verdict& verdict) {
    const auto& origin = from_.compiled.origins[verdict.node];
    Judged judged;
    judged.id = origin.prerequisite->set;
    if (const auto* set = from_.materials.library->set(judged.id)) judged.title = set->title;
    judged.rule = RuleKind::prerequisite;
    judged.outcome = verdict.outcome;
    judged.reason = verdict.reason;
    judged.provisional = verdict.provisional;
    if (verdict.value) judged.value = verdict.value->is_zero() ? "false" : "true";
    judged.threshold = "true";
    note_law(judged, origin);
    return judged;
  }

  std::optional<observations::Stage> lowest_stage() const { return stage_; }
  bool uses_demonstration() const { return uses_demonstration_; }

 private:
  static void note_law(Judged& judged, const NodeOrigin& origin) {
    if (origin.reference) {
      judged.reference_document = origin.reference->document;
      judged.reference_locator = origin.reference->locator;
    }
    judged.layer = origin.layer;
    judged.confidence = origin.confidence;
    judged.is_confirmed = origin.is_confirmed;
  }

  void index(const engine::Node& node) {
    nodes_[node.id] = &node;
    for (const auto& part : node.parts) index(part);
  }

  void note_evidence(Judged& judged, const Verdict& verdict) {
    const auto* node = nodes_[verdict.node];
    if (node && node->base < from_.gathered.evidence.size()) judged.base_evidence = from_.gathered.evidence[node->base];
    if (verdict.operand == engine::no_operand || verdict.operand >= from_.gathered.evidence.size()) return;
    judged.evidence = from_.gathered.evidence[verdict.operand];
    if (!judged.evidence) return;
    const auto stage = judged.evidence->stage;
    stage_ = stage_ ? std::min(*stage_, stage) : stage;
    uses_demonstration_ = uses_demonstration_ || judged.evidence->is_demonstration;
  }

  const Assembly& from_;
  std::vector<const engine::Node*> nodes_;  // by id
  std::optional<observations::Stage> stage_;
  bool uses_demonstration_ = false;
};

void count(Evaluation& evaluation, const JudgedCriterion& criterion) {
  if (!criterion.counts) return;
  ++evaluation.criteria_total;
  ++evaluation.criteria_by_outcome[static_cast<std::size_t>(criterion.outcome)];
  if (criterion.outcome == Outcome::met || criterion.outcome == Outcome::not_applicable) ++evaluation.criteria_met;
  for (const auto& indicator : criterion.indicators) {
    if (!indicator.encouraged) ++evaluation.indicators_by_outcome[static_cast<std::size_t>(indicator.outcome)];
  }
}

void add_notices(Evaluation& evaluation, const Assembly& from, bool uses_demonstration) {
  const auto& set = *from.compiled.set;
  const auto day = from.question.as_of;
  auto& notices = evaluation.notices;
  if (from.compiled.outside_period) {
    notices.push_back({"outside_period",
                       {{"from", std::to_string(set.period.from.year())},
                        {"to", std::to_string(set.period.to.plus_days(-1).year())},
                        {"date", day.text()}},
                       {}});
  }
  if (!concerns(set, from.unit, day)) {
    notices.push_back({"not_a_commune", {{"unit", from.unit.nearest(day).name}}, {}});
  }
  for (const auto* link : from.materials.units->links_into(from.unit)) {
    if (link->is_continuation() || link->day > day) continue;
    notices.push_back({"merged", {{"date", link->day.text()}}, {}});
    break;
  }
  if (set.is_partial) notices.push_back({"set_partial", {}, set.partial});
  for (const auto& document : set.amended_by) {
    notices.push_back({"amendment_not_loaded", {{"document", document}}, {}});
  }
  if (from.compiled.column_missing != engine::Reason::none) notices.push_back({"class_unknown", {}, {}});
  if (uses_demonstration) notices.push_back({"demonstration", {}, {}});
}

void take_criteria(Evaluation& evaluation, const Assembly& from, Assembler& assembler) {
  for (const auto& verdict : from.root.parts) {
    const auto& origin = from.compiled.origins[verdict.node];
    JudgedCriterion criterion;
    criterion.number = origin.criterion->number;
    criterion.id = origin.criterion->id;
    criterion.title = origin.criterion->title;
    criterion.counts = origin.criterion->counts;
    criterion.is_key_for_revocation = origin.criterion->is_key_for_revocation;
    criterion.outcome = verdict.outcome;
    criterion.reason = verdict.reason;
    criterion.provisional = verdict.provisional;
    for (const auto& part : verdict.parts) criterion.indicators.push_back(assembler.judged(part));
    count(evaluation, criterion);
    evaluation.criteria.push_back(std::move(criterion));
  }
}

void judge_revocation(Evaluation& evaluation, const criteria::Library& library, const criteria::CriteriaSet& set) {
  if (!set.revocation) return;
  recognition::RevocationQuestion question;
  for (const auto& criterion : evaluation.criteria) {
    if (!criterion.counts) continue;
    if (criterion.outcome == Outcome::not_met) question.not_met.push_back(criterion.number);
    if (criterion.outcome == Outcome::not_assessed) question.not_assessed.push_back(criterion.number);
  }
  const auto use = recognition::rule_in_use(library, set, evaluation.question.as_of);
  // By its own rule even on a day before it: the answer has to be the same as before rules were dated.
  evaluation.revocation = use.is_borrowed || use.rule == nullptr ? recognition::judge_revocation(set, question)
                                                                 : recognition::judge_revocation(set, use, question);
}

}  // namespace

Evaluation assemble(const Assembly& from) {
  const auto& set = *from.compiled.set;
  const auto& version = from.unit.nearest(from.question.as_of);
  Evaluation evaluation;
  evaluation.question = from.question;
  evaluation.unit_name = version.name;
  evaluation.unit_level = units::word(from.unit.level);
  evaluation.unit_kind = units::word(version.kind);
  evaluation.set_title = set.title;
  evaluation.set_hash = set.hash;
  evaluation.year = from.compiled.year;
  evaluation.known_at = from.materials.known_at;
  evaluation.column = from.compiled.column;
  evaluation.column_missing = from.compiled.column_missing;
  if (const auto* chosen = from.compiled.column_override) {
    evaluation.column_by_override = chosen->reference.document + ", " + chosen->reference.locator;
  }
  Assembler assembler(from);
  take_criteria(evaluation, from, assembler);
  std::vector<Outcome> outcomes{from.root.outcome};
  evaluation.provisional = from.root.provisional;
  for (const auto& verdict : from.prerequisites) {
    outcomes.push_back(verdict.outcome);
    evaluation.provisional = evaluation.provisional || verdict.provisional;
    evaluation.prerequisites.push_back(assembler.judged_prerequisite(verdict));
  }
  evaluation.outcome = engine::all_of(outcomes);
  evaluation.stage = assembler.lowest_stage();
  add_notices(evaluation, from, assembler.uses_demonstration());
  judge_revocation(evaluation, *from.materials.library, set);
  return evaluation;
}

}  // namespace luytre::judgement
