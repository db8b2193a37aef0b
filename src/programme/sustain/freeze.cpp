#include "programme/sustain/freeze.h"

#include <algorithm>

namespace luytre::sustain {
namespace {

void collect(const judgement::Judged& judged, Basis& basis) {
  for (const auto* evidence : {&judged.evidence, &judged.base_evidence}) {
    if (!*evidence) continue;
    const Date day = (*evidence)->key.as_of;
    ++basis.values;
    basis.oldest = basis.oldest ? std::min(*basis.oldest, day) : day;
    basis.newest = basis.newest ? std::max(*basis.newest, day) : day;
  }
  for (const auto& part : judged.parts) collect(part, basis);
}

Basis basis_of(const judgement::Evaluation& evaluation) {
  Basis basis;
  for (const auto& criterion : evaluation.criteria) {
    for (const auto& indicator : criterion.indicators) collect(indicator, basis);
  }
  if (evaluation.stage) basis.stage = observations::text(*evaluation.stage);
  return basis;
}

bool is_observed(const judgement::Judged& judged) {
  return judged.evidence.has_value() || std::any_of(judged.parts.begin(), judged.parts.end(), is_observed);
}

void add_lines(const judgement::Judged& judged, int depth, std::vector<Line>& lines) {
  Line line;
  line.place = static_cast<int>(lines.size());
  line.depth = depth;
  line.number = judged.number;
  line.title_vi = judged.title.vi;
  line.title_en = judged.title.en;
  line.outcome = engine::name_of(judged.outcome);
  line.reason = engine::name_of(judged.reason);
  line.is_provisional = judged.provisional;
  line.is_counted = !judged.encouraged;
  line.has_value = is_observed(judged);
  line.value = judged.value.value_or("");
  if (judged.share) line.value += " (" + judged.share->numerator.text() + "/" + judged.share->denominator.text() + ")";
  if (judged.threshold)
    line.threshold = judged.symbol.empty() ? *judged.threshold : judged.symbol + " " + *judged.threshold;
  line.unit = judged.unit;
  if (judged.evidence) {
    line.as_of = judged.evidence->key.as_of.text();
    line.stage = observations::text(judged.evidence->stage);
  }
  lines.push_back(std::move(line));
  for (const auto& part : judged.parts) add_lines(part, depth + 1, lines);
}

}  // namespace

Result<Rescored> rescore(judgement::Evaluator& evaluator, recognition::Title title, judgement::Question question) {
  const auto& library = *evaluator.materials().library;
  const auto of_the_day = set_of(library, title, question.as_of);
  Rescored rescored;
  if (question.set.empty()) {
    if (of_the_day.set == nullptr) {
      return refuse("sustain.no_set", {{"title", title_word(title)}, {"date", question.as_of.vietnamese_text()}});
    }
    question.set = of_the_day.set->id;
  }
  rescored.set = library.set(question.set);
  if (rescored.set == nullptr) return refuse("criteria.unknown_set", {{"set", question.set}});
  if (rescored.set->level != criteria::SetLevel::commune || rescored.set->tier != recognition::name_of(title)) {
    return refuse("sustain.other_title", {{"set", question.set}, {"title", title_word(title)}});
  }
  rescored.is_set_of_the_day = of_the_day.is_of_the_day && rescored.set == of_the_day.set;
  auto evaluation = evaluator.evaluate(question);
  if (!evaluation) return pass_on(evaluation);
  rescored.use = recognition::rule_in_use(library, *rescored.set, question.as_of);
  rescored.outlook = outlook_of(*rescored.set, rescored.use, outcomes_of(*evaluation));
  rescored.basis = basis_of(*evaluation);
  rescored.evaluation = *std::move(evaluation);
  return rescored;
}

std::vector<Line> lines_of(const judgement::Evaluation& evaluation) {
  std::vector<Line> lines;
  for (const auto& criterion : evaluation.criteria) {
    Line line;
    line.place = static_cast<int>(lines.size());
    line.number = criterion.number;
    line.title_vi = criterion.title.vi;
    line.title_en = criterion.title.en;
    line.outcome = engine::name_of(criterion.outcome);
    line.reason = engine::name_of(criterion.reason);
    line.is_provisional = criterion.provisional;
    line.is_key = criterion.is_key_for_revocation;
    line.is_counted = criterion.counts;
    lines.push_back(std::move(line));
    for (const auto& indicator : criterion.indicators) add_lines(indicator, 1, lines);
  }
  return lines;
}

}  // namespace luytre::sustain
