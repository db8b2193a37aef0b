#include "programme/dossiers/decision.h"

#include "programme/dossiers/dossier_store.h"
#include "programme/recognition/check_decision.h"

namespace luytre::dossiers {
namespace {

std::string basically_met(const File& file) {
  const Assessment* assessment = file.assessment();
  std::string numbers;
  if (assessment == nullptr) return numbers;
  for (const Line& line : assessment->lines) {
    const Finding* finding = file.finding(line.number);
    if (finding == nullptr || finding->outcome != engine::Outcome::basically_met) continue;
    numbers += (numbers.empty() ? "" : ", ") + line.number;
  }
  return numbers;
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

recognition::TitleFact fact_of(const File& file, const Decision& decision, bool gives) {
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
  const std::string basically = basically_met(file);
  if (!basically.empty()) fact.words = say("dossiers.basically_met_words", {{"indicators", basically}}, Language::vi);
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

Done write_decision(storage::Database& database, EventNumber number, const Inside& inside, const DecisionWish& wish,
                    criteria::Move move, const Known& known, Date today) {
  const auto decision = decision_of(inside.file->dossier, wish, number);
  if (!decision) return pass_on(decision);
  const auto fact = fact_of(*inside.file, *decision, move == criteria::Move::recognise);
  const auto written = recognition::write_decisions(database, number, {fact}, *known.units, *known.law, today);
  if (!written) return tl::unexpected(as_asked(written.error()));
  return append(database, *decision);
}

}  // namespace luytre::dossiers
