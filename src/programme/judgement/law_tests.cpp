#include "programme/judgement/law_tests.h"

#include <algorithm>

#include "base/files.h"
#include "programme/judgement/evaluate.h"
#include "programme/judgement/law_test_world.h"
#include "programme/recognition/revocation.h"

namespace luytre::judgement {

namespace {

using criteria::Tree;

std::string text_of(const Tree& tree, std::string_view key) {
  const auto* found = tree.find(key);
  return found && found->kind == Tree::Kind::text ? found->text : std::string();
}

const Judged* find_judged(const std::vector<Judged>& judged, const std::string& number) {
  for (const auto& one : judged) {
    if (one.number == number || one.id == number) return &one;
    if (const auto* deeper = find_judged(one.parts, number)) return deeper;
  }
  return nullptr;
}

// Whether the judged thing, or what it waits for, is not assessed for this reason.
bool has_reason(const Judged& judged, std::string_view reason) {
  if (engine::name_of(judged.reason) == reason) return true;
  const bool waits = judged.reason == engine::Reason::parts_not_assessed;
  return waits && std::any_of(judged.parts.begin(), judged.parts.end(),
                              [&](const Judged& part) { return has_reason(part, reason); });
}

std::string described(engine::Outcome outcome, engine::Reason reason) {
  std::string text(engine::name_of(outcome));
  if (reason != engine::Reason::none) text += " (" + std::string(engine::name_of(reason)) + ")";
  return text;
}

LawCaseResult run_revocation(const criteria::Library& library, const criteria::CriteriaSet& set,
                             const LawCase& law_case) {
  recognition::RevocationQuestion question;
  const auto& asked = *law_case.tree.find("revocation");
  if (const auto* failed = asked.find("failed")) {
    for (const auto& number : failed->items) question.not_met.push_back(number.text);
  }
  if (const auto* open = asked.find("not_assessed")) {
    for (const auto& number : open->items) question.not_assessed.push_back(number.text);
  }
  if (const auto share = share_written(text_of(asked, "children_revoked"))) question.children_revoked = *share;
  const auto answer = recognition::judge_revocation(set, question);
  LawCaseResult result;
  result.expected = text_of(law_case.tree, "expect");
  result.found = recognition::name_of(answer.outcome);
  if (result.expected == "at_risk") {
    result.holds = answer.outcome == recognition::RevocationOutcome::keep && answer.at_risk;
  } else {
    result.holds = result.expected == result.found;
  }
  const auto what_if = text_of(law_case.tree, "what_if");
  const auto on = Date::parse(text_of(law_case.tree, "on"));
  if (what_if.empty() || !on) return result;
  const bool is_what_if = recognition::rule_in_use(library, set, *on).what_if;
  result.holds = result.holds && is_what_if == (what_if == "true");
  result.expected += " (what_if: " + what_if + ")";
  result.found += is_what_if ? " (what_if: true)" : " (what_if: false)";
  return result;
}

LawCaseResult compare(const LawCase& law_case, engine::Outcome outcome, engine::Reason reason, const Judged* judged) {
  LawCaseResult result;
  const auto expected_reason = text_of(law_case.tree, "reason");
  result.expected = text_of(law_case.tree, "expect");
  result.holds = result.expected == engine::name_of(outcome);
  if (!expected_reason.empty()) {
    result.holds =
        result.holds && (judged ? has_reason(*judged, expected_reason) : engine::name_of(reason) == expected_reason);
    result.expected += " (" + expected_reason + ")";
  }
  result.found = described(outcome, reason);
  return result;
}

LawCaseResult failed(const LawCase& law_case, std::string why) {
  return {false, text_of(law_case.tree, "expect"), std::move(why)};
}

LawCaseResult pick(const LawCase& law_case, const Evaluation& evaluation) {
  const auto indicator = text_of(law_case.tree, "indicator");
  const auto criterion = text_of(law_case.tree, "criterion");
  for (const auto& one : evaluation.criteria) {
    if (!criterion.empty() && one.number == criterion) return compare(law_case, one.outcome, one.reason, nullptr);
    if (indicator.empty()) continue;
    if (const auto* judged = find_judged(one.indicators, indicator)) {
      return compare(law_case, judged->outcome, judged->reason, judged);
    }
  }
  if (!indicator.empty() || !criterion.empty()) return failed(law_case, "no such number: " + indicator + criterion);
  return compare(law_case, evaluation.outcome, engine::Reason::none, nullptr);
}

}  // namespace

Result<std::vector<LawCase>> read_law_cases(std::string_view bytes, const std::string& file) {
  auto tree = criteria::read_yaml(bytes, file);
  if (!tree) return pass_on(tree);
  std::vector<LawCase> cases;
  for (auto& item : tree->items) {
    LawCase law_case;
    law_case.title = {text_of(item, "case"), text_of(item, "en")};
    law_case.place = item.place();
    for (const std::string_view key : {"case", "en", "set", "on", "expect"}) {
      if (!text_of(item, key).empty()) continue;
      return refuse("judgement.law_test.unreadable", {{"reason", std::string(key)}}, law_case.place.text());
    }
    law_case.tree = std::move(item);
    cases.push_back(std::move(law_case));
  }
  return cases;
}

Result<std::vector<LawCase>> law_cases_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    const auto& path = at->path();
    if (path.extension() == ".yaml" && path.parent_path().filename() == "tests") paths.push_back(path);
  }
  if (error) return refuse("file.not_found", {{"file", folder.string()}});
  std::sort(paths.begin(), paths.end());
  std::vector<LawCase> all;
  for (const auto& path : paths) {
    const auto bytes = read_file(path);
    if (!bytes) return pass_on(bytes);
    auto cases = read_law_cases(*bytes, path.string());
    if (!cases) return cases;
    std::move(cases->begin(), cases->end(), std::back_inserter(all));
  }
  return all;
}

LawCaseResult run(const criteria::Library& library, const LawCase& law_case) {
  const auto* set = library.set(text_of(law_case.tree, "set"));
  if (!set) return failed(law_case, "no such set: " + text_of(law_case.tree, "set"));
  if (law_case.tree.find("revocation")) return run_revocation(library, *set, law_case);
  const auto world = make_law_test_world(library, *set, law_case.tree);
  if (!world) return failed(law_case, message(world.error(), Language::en));
  const auto evaluation = evaluate(world->materials, world->question);
  if (!evaluation) return failed(law_case, message(evaluation.error(), Language::en));
  return pick(law_case, *evaluation);
}

}  // namespace luytre::judgement
