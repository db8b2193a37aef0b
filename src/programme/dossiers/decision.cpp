#include "programme/dossiers/decision.h"

#include "programme/dossiers/dossier_store.h"
#include "programme/recognition/check_decision.h"

namespace luytre::dossiers {
namespace {

std::string joined(const std::vector<std::string>& numbers) {
  std::string all;
  for (const std::string& number : numbers) all += (all.empty() ? "" : ", ") + number;
  return all;
}

std::vector<std::string> basically_met(const File& file) {
  const Assessment* assessment = file.assessment();
  std::vector<std::string> numbers;
  if (assessment == nullptr) return numbers;
  for (const Line& line : assessment->lines) {
    const Finding* finding = file.finding(line.number);
    if (finding != nullptr && finding->outcome == engine::Outcome::basically_met) numbers.push_back(line.number);
  }
  return numbers;
}

// What was only basically met, by the departments and by the council: the register goes on telling it.
std::string words_of(const File& file, const std::vector<std::string>& by_council) {
  std::string words;
  const auto add = [&](const char* code, const std::vector<std::string>& numbers) {
    if (numbers.empty()) return;
    words += (words.empty() ? "" : "; ") + say(code, {{"numbers", joined(numbers)}}, Language::vi);
  };
  add("dossiers.basically_met_words", basically_met(file));
  add("dossiers.basically_met_by_council", by_council);
  return words;
}

// What only the dossier knows of its decision; the rest is the register's to check.
Result<Decision> decision_of(const Dossier& dossier, const DecisionWish& wish, EventNumber number) {
  if (!wish.signed_on) return refuse("dossiers.decision_day_needed", {}, "signed_on");
  if (*wish.signed_on < dossier.opened_on) {
    return refuse("dossiers.decision_before_dossier",
                  {{"day", wish.signed_on->vietnamese_text()}, {"from", dossier.opened_on.vietnamese_text()}},
                  "signed_on");
  }
  return Decision{dossier.id,   number, wish.number, *wish.signed_on, wish.in_force.value_or(*wish.signed_on),
                  wish.evidence};
}

recognition::TitleFact fact_of(const File& file, const Decision& decision, bool gives,
                               const std::vector<std::string>& by_council) {
  recognition::TitleFact fact;
  fact.unit = file.dossier.unit;
  fact.title = recognition::title_named(file.dossier.tier).value_or(recognition::Title::ntm);
  fact.standing = gives ? recognition::Standing::recognised : recognition::Standing::revoked;
  fact.set = file.dossier.set;
  fact.set_hash = file.dossier.set_hash;
  if (gives) fact.achievement_year = file.dossier.year;
  fact.decision_date = decision.signed_on;
  fact.decision = decision.number;
  fact.in_force = decision.in_force;
  fact.document = decision.evidence;
  fact.stated_on = decision.signed_on;
  if (const Assessment* assessment = file.last_assessment()) {
    fact.value = std::to_string(assessment->criteria_met) + "/" + std::to_string(assessment->criteria_total);
  }
  fact.words = words_of(file, by_council);
  fact.source_url = path_of(file.dossier);
  return fact;
}

// The register calls the day of signing by its column.
Problem as_asked(Problem problem) {
  if (problem.where == "date") problem.where = "signed_on";
  for (Problem& cause : problem.causes) cause = as_asked(std::move(cause));
  return problem;
}

}  // namespace

Done write_decision(const Desk& desk, storage::Database& database, EventNumber number, const Inside& inside,
                    const StepWish& asked, const Known& known) {
  const DecisionWish& wish = asked.decision;
  Result<std::vector<std::string>> by_council = std::vector<std::string>{};
  if (desk.basically_met_by_council) by_council = desk.basically_met_by_council(database, inside.file->dossier.id);
  if (!by_council) return pass_on(by_council);
  const auto decision = decision_of(inside.file->dossier, wish, number);
  if (!decision) return pass_on(decision);
  const auto fact = fact_of(*inside.file, *decision, asked.move == criteria::Move::recognise, *by_council);
  const auto written = recognition::write_decisions(database, number, {fact}, *known.units, *known.law, desk.today());
  if (!written) return tl::unexpected(as_asked(written.error()));
  return append(database, *decision);
}

}  // namespace luytre::dossiers
