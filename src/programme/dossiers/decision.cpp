#include "programme/dossiers/decision.h"

#include "programme/dossiers/dossier_store.h"
#include "programme/recognition/recognition_store.h"

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

}  // namespace

Result<Decision> check_decision(const Dossier& dossier, const DecisionWish& wish, Date today) {
  if (is_blank(wish.number)) return refuse("dossiers.decision_number_needed", {}, "decision");
  if (!wish.signed_on) return refuse("dossiers.decision_day_needed", {}, "signed_on");
  const Date in_force = wish.in_force.value_or(*wish.signed_on);
  if (today < *wish.signed_on || *wish.signed_on < dossier.opened_on || in_force < *wish.signed_on) {
    return refuse("dossiers.decision_day_wrong",
                  {{"day", wish.signed_on->vietnamese_text()},
                   {"from", dossier.opened_on.vietnamese_text()},
                   {"today", today.vietnamese_text()}},
                  "signed_on");
  }
  return Decision{dossier.id, 0, wish.number, *wish.signed_on, in_force, wish.evidence};
}

Done write_decision(storage::Database& database, EventNumber number, const Inside& inside, const Decision& decision,
                    criteria::Move move) {
  const File& file = *inside.file;
  Decision kept = decision;
  kept.event = number;
  if (auto done = append(database, kept); !done) return done;
  recognition::TitleFact fact;
  fact.unit = file.dossier.unit;
  fact.title = recognition::title_named(file.dossier.tier).value_or(recognition::Title::ntm);
  const bool gives = move == criteria::Move::recognise;
  fact.standing = gives ? recognition::Standing::recognised : recognition::Standing::revoked;
  fact.set = file.dossier.set;
  fact.set_hash = file.dossier.set_hash;
  if (gives) fact.achievement_year = file.dossier.year;
  fact.decision_date = decision.signed_on;
  fact.decision = decision.number;
  if (decision.in_force != decision.signed_on) fact.in_force = decision.in_force;
  fact.document = decision.evidence;
  fact.stated_on = decision.signed_on;
  fact.in_force = decision.in_force;
  fact.document = decision.evidence;
  if (const Assessment* assessment = file.last_assessment()) {
    fact.value = std::to_string(assessment->criteria_met) + "/" + std::to_string(assessment->criteria_total);
  }
  const std::string basically = basically_met(file);
  if (!basically.empty()) fact.words = say("dossiers.basically_met_words", {{"indicators", basically}}, Language::vi);
  fact.source_url = path_of(file.dossier);
  fact.trust = "A";
  recognition::FactBatch batch;
  batch.titles.push_back(std::move(fact));
  return recognition::append_facts(database, number, batch);
}

}  // namespace luytre::dossiers
