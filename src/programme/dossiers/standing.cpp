#include "programme/dossiers/standing.h"

#include <algorithm>

#include "programme/recognition/revocation.h"

namespace luytre::dossiers {
namespace {

using criteria::Move;
using criteria::Party;
using criteria::Requirement;

constexpr const char* prepare = "dossiers.prepare";
constexpr const char* hand_over = "dossiers.submit";
constexpr const char* check = "dossiers.check";
constexpr const char* verify = "ntm.commune.verify";
constexpr const char* decide = "ntm.commune.recognise";

const char* act_of_party(Party party) {
  switch (party) {
    case Party::commune:
      return hand_over;
    case Party::district:
      return verify;
    case Party::leader:
      return decide;
    case Party::coordinator:
    case Party::departments:
    case Party::council:
    case Party::nobody:
      return check;
  }
  return check;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return all;
}

// The criteria that failed by the frozen lines, as the rule of revocation is asked.
recognition::RevocationQuestion question_of(const Assessment& assessment) {
  recognition::RevocationQuestion question;
  const auto add = [](std::vector<std::string>& list, const std::string& number) {
    if (std::find(list.begin(), list.end(), number) == list.end()) list.push_back(number);
  };
  for (const Line& line : assessment.lines) {
    if (line.outcome == engine::Outcome::not_met) add(question.not_met, line.criterion);
    if (line.outcome == engine::Outcome::not_assessed) add(question.not_assessed, line.criterion);
  }
  std::erase_if(question.not_assessed, [&](const std::string& number) {
    return std::find(question.not_met.begin(), question.not_met.end(), number) != question.not_met.end();
  });
  return question;
}

class Looking {
 public:
  Looking(const File& file, const Standing& standing, const criteria::StageMove& move, const std::vector<Owned>& owned,
          const criteria::Library& law, Date today)
      : file_(file), standing_(standing), move_(move), owned_(owned), law_(law), today_(today) {}

  std::vector<Problem> all() {
    for (const Requirement requirement : move_.needs) look(requirement);
    return std::move(problems_);
  }

 private:
  void look(Requirement requirement) {
    switch (requirement) {
      case Requirement::assessment:
        if (file_.assessment() == nullptr)
          add("dossiers.no_assessment", {{"version", std::to_string(file_.version())}});
        return;
      case Requirement::documents:
        return look_at_parts();
      case Requirement::displayed:
        return look_at_display();
      case Requirement::opinions_answered:
        return look_at_opinions();
      case Requirement::findings: {
        std::vector<std::string> open;
        for (const Owned& each : not_found_yet(file_, owned_)) open.push_back(each.indicator);
        if (!open.empty()) add("dossiers.findings_open", {{"indicators", joined(open)}});
        return;
      }
      case Requirement::council:
        return;  // the council's own door asks its rule
      case Requirement::exposure:
        return look_at_exposure();
    }
  }

  void look_at_parts() {
    for (const criteria::DossierPart& part : standing_.workflow->parts) {
      if (part.needed_for == move_.move && file_.files_in(part.id).empty()) {
        add("dossiers.part_missing", {{"part", part.title.vi}});
      }
    }
  }

  void look_at_display() {
    const auto& span = standing_.stage->at_least;
    if (!span) return;
    const Date until = span->days ? standing_.entered_on.plus_days(*span->days)
                                  : law_.calendar.due(standing_.entered_on, *span->working_days);
    if (today_ < until) {
      add("dossiers.display_too_short",
          {{"from", standing_.entered_on.vietnamese_text()}, {"until", until.vietnamese_text()}});
    }
  }

  void look_at_opinions() {
    int open = 0;
    for (const Opinion& opinion : file_.opinions) {
      if (file_.answer_to(opinion.id) == nullptr) ++open;
    }
    if (open > 0) add("dossiers.opinions_open", {{"count", std::to_string(open)}});
  }

  void look_at_exposure() {
    const auto* set = law_.set(file_.dossier.set);
    const Assessment* assessment = file_.assessment();
    if (set == nullptr || assessment == nullptr) return;
    const auto answer = recognition::judge_revocation(*set, question_of(*assessment));
    if (answer.outcome == recognition::RevocationOutcome::revoke) return;
    add("dossiers.not_exposed",
        {{"not_met", std::to_string(answer.criteria_not_met)}, {"total", std::to_string(answer.criteria_total)}});
  }

  void add(std::string code, Arguments arguments) {
    problems_.push_back({std::move(code), std::move(arguments), {}, {}});
  }

  const File& file_;
  const Standing& standing_;
  const criteria::StageMove& move_;
  const std::vector<Owned>& owned_;
  const criteria::Library& law_;
  Date today_;
  std::vector<Problem> problems_;
};

}  // namespace

std::optional<Date> due_of(const criteria::Stage& stage, Date entered_on, const criteria::Calendar& calendar) {
  if (!stage.within) return std::nullopt;
  if (stage.within->working_days) return calendar.due(entered_on, *stage.within->working_days);
  return calendar.next_working(entered_on.plus_days(*stage.within->days));
}

Standing standing_of(const File& file, const criteria::Library& law) {
  Standing standing;
  standing.workflow = law.workflow(file.workflow());
  standing.version = file.version();
  standing.entered_on = file.dossier.opened_on;
  if (standing.workflow == nullptr || standing.workflow->stages.empty()) return standing;
  standing.stage = &standing.workflow->stages.front();
  EventNumber entered = file.dossier.event;
  if (!file.steps.empty()) {
    standing.stage = standing.workflow->stage(file.steps.back().to);
    // A change of workflow that keeps the stage does not make its limit begin anew.
    for (const Step& step : file.steps) {
      if (!step.move && step.from == step.to) continue;
      standing.entered_on = step.day;
      entered = step.event;
    }
  }
  if (standing.stage == nullptr) return standing;
  standing.due_on = due_of(*standing.stage, standing.entered_on, law.calendar);
  for (const DueChange& change : file.due_changes) {
    if (change.event <= entered || change.stage != standing.stage->id) continue;
    standing.due_on = change.due_on;
    standing.is_due_moved = true;
  }
  if (standing.due_on) standing.is_calendar_known = law.calendar.is_known(standing.entered_on, *standing.due_on);
  return standing;
}

std::vector<Owned> not_found_yet(const File& file, const std::vector<Owned>& owned) {
  std::vector<Owned> open;
  for (const Owned& each : owned) {
    const auto said = file.findings_on(each.indicator);
    Owned silent{each.indicator, {}};
    for (const std::string& department : each.departments) {
      const bool has_spoken =
          std::any_of(said.begin(), said.end(), [&](const Finding* finding) { return finding->is_of(department); });
      if (!has_spoken) silent.departments.push_back(department);
    }
    if (!silent.departments.empty()) open.push_back(std::move(silent));
  }
  return open;
}

std::vector<Problem> lacking(const File& file, const Standing& standing, const criteria::StageMove& move,
                             const std::vector<Owned>& owned, const criteria::Library& law, Date today) {
  return Looking(file, standing, move, owned, law, today).all();
}

std::string act_of(Move move, const criteria::Stage& stage) {
  switch (move) {
    case Move::publish:
    case Move::conclude:
      return prepare;
    case Move::submit:
    case Move::withdraw:
      return hand_over;
    case Move::accept:
    case Move::returned:
    case Move::announce:
      return act_of_party(stage.turn);
    case Move::verify:
      return verify;
    case Move::appraise:
    case Move::warn:
    case Move::propose:
    case Move::stop:
      return check;
    case Move::keep:
      return stage.turn == Party::leader ? decide : check;
    case Move::recognise:
    case Move::revoke:
      return decide;
    case Move::approve:
    case Move::reject:
      return "";
  }
  return "";
}

}  // namespace luytre::dossiers
