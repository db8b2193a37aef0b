#include "programme/dossiers/take_step.h"

#include <algorithm>

#include "platform/access/person.h"
#include "programme/criteria/check_workflow.h"
#include "programme/dossiers/announce.h"
#include "programme/dossiers/decision.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

using criteria::Move;

std::string moves_of(const criteria::Stage& stage) {
  std::string names;
  for (const auto& each : stage.moves) {
    if (!act_of(each.move, stage).empty()) names += (names.empty() ? "" : ", ") + std::string(name_of(each.move));
  }
  return names.empty() ? "–" : names;
}

Result<const criteria::StageMove*> find_move(const Standing& standing, Move wanted) {
  const auto* move = standing.stage->move(wanted);
  if (move != nullptr) return move;
  return refuse("dossiers.move_not_here",
                {{"move", std::string(name_of(wanted))},
                 {"stage", standing.stage->title.vi},
                 {"moves", moves_of(*standing.stage)}},
                "move");
}

bool needs_reason(Move move) {
  return move == Move::returned || move == Move::stop || move == Move::warn || move == Move::reject;
}

Done check_reason(const StepWish& wish) {
  const bool needs_code = wish.move == Move::returned || wish.move == Move::stop;
  if (needs_code && !is_reason_code(wish.reason_code)) {
    return refuse("dossiers.reason_unknown", {{"code", wish.reason_code}}, "reason_code");
  }
  if (needs_reason(wish.move) && is_blank(wish.words)) return refuse("dossiers.reason_needed", {}, "words");
  return {};
}

Done check_ready(const Inside& inside, const criteria::StageMove& move, const std::vector<Owned>& owned,
                 const Known& known, const StepWish& wish, Date today) {
  auto faults = lacking(*inside.file, inside.standing, move, owned, *known.law, today);
  // A title may be proposed for revocation before the rule bites, when somebody says why.
  std::erase_if(faults,
                [&](const Problem& fault) { return fault.code == "dossiers.not_exposed" && !is_blank(wish.words); });
  if (faults.empty()) return {};
  const std::string count = std::to_string(faults.size());
  return refuse("dossiers.not_ready", {{"dossier", label_of(inside.file->dossier, *known.units)}, {"count", count}},
                "move", std::move(faults));
}

// Whoever froze the assessment of this version is not the one to sign it.
Done check_second_person(const Inside& inside, Move move, const std::string& person) {
  const Assessment* assessment = inside.file->assessment();
  const bool is_same = move == Move::submit && assessment != nullptr && assessment->actor == person;
  return is_same ? refuse("dossiers.second_person") : Done{};
}

Step step_of(const Inside& inside, const criteria::StageMove& move, const StepWish& wish, EventNumber number,
             Date today, const std::string& person) {
  return {inside.file->dossier.id,
          number,
          wish.move,
          inside.standing.stage->id,
          move.to,
          inside.file->workflow(),
          inside.standing.version + (move.opens_version ? 1 : 0),
          today,
          wish.reason_code,
          wish.words,
          person};
}

std::string kind_of(Move move) {
  switch (move) {
    case Move::recognise:
      return "dossiers.recognised";
    case Move::revoke:
      return "dossiers.revoked";
    case Move::returned:
      return "dossiers.returned";
    default:
      return "dossiers.moved";
  }
}

json::object payload_of(const Step& step) {
  return {{"move", step.move ? criteria::name_of(*step.move) : ""},
          {"from", step.from},
          {"to", step.to},
          {"workflow", step.workflow},
          {"version", step.version},
          {"reason_code", step.reason_code},
          {"words", step.words}};
}

// Whoever has the next turn.
Done tell_next(const Desk& desk, storage::Database& database, const Step& step, const Inside& inside,
               const Known& known, const std::string& now) {
  const auto* next = inside.standing.workflow->stage(step.to);
  if (!desk.tell || next == nullptr) return {};
  std::string act;
  for (const auto& move : next->moves) {
    if (act.empty() && move.move != Move::withdraw && move.move != Move::stop) act = act_of(move.move, *next);
  }
  if (next->turn == criteria::Party::departments) act = "dossiers.appraise";
  if (act.empty()) return {};
  const Dossier& dossier = inside.file->dossier;
  const notices::Notice notice{
      {},
      notices::Urgency::task,
      step.move == Move::returned ? "dossiers.notice.returned" : "dossiers.notice.your_turn",
      {{"dossier", label_of(dossier, *known.units)}, {"stage", next->title.vi}, {"words", step.words}},
      path_of(dossier)};
  return desk.tell(database, {{{act, dossier.unit, step.day, {}}, notice}}, step.actor, now);
}

}  // namespace

Result<Step> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                       const StepWish& wish, EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  const Date today = desk.today();
  const Standing seen = standing_of(**found, *known.law);
  if (seen.stage == nullptr) return refuse("dossiers.no_workflow_now", {{"workflow", (*found)->workflow()}});
  const std::string act = act_of(wish.move, *seen.stage);
  if (act.empty()) return refuse("dossiers.by_council", {{"stage", seen.stage->title.vi}}, "move");
  const auto owned = owned_of(desk, known, dossier);
  const bool decides = wish.move == Move::recognise || wish.move == Move::revoke;
  Step step;
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.step", {ask_about(*known.units, act, dossier, today)}),
      [&](storage::Database& database, EventNumber number, const std::string& now) -> Result<audit::EventDraft> {
        const std::string person = person_of(asked.actor);
        const auto inside = look_inside(database, number, known, id, expected, today, wish.move != Move::stop);
        if (!inside) return pass_on(inside);
        const auto move = find_move(inside->standing, wish.move);
        if (!move) return pass_on(move);
        if (act_of(wish.move, *inside->standing.stage) != act) return refuse("dossiers.move_not_here_now");
        if (auto said = check_reason(wish); !said) return pass_on(said);
        if (auto other = check_second_person(*inside, wish.move, person); !other) return pass_on(other);
        if (auto ready = check_ready(*inside, **move, owned, known, wish, today); !ready) return pass_on(ready);
        if (decides) {
          const auto done = write_decision(desk, database, number, *inside, wish, known);
          if (!done) return pass_on(done);
        }
        if (wish.move == Move::announce) {
          if (auto done = announce(database, number, *inside->file, wish.words, today); !done) return pass_on(done);
        }
        step = step_of(*inside, **move, wish, number, today, person);
        if (auto done = append(database, step); !done) return pass_on(done);
        if (auto told = tell_next(desk, database, step, *inside, known, now); !told) return pass_on(told);
        json::object payload = payload_of(step);
        if (decides) payload["decision"] = wish.decision.number;
        return draft_about(dossier, kind_of(wish.move), std::move(payload),
                           {{"stage", step.to}, {"version", step.version}});
      });
  if (!outcome) return pass_on(outcome);
  step.event = outcome->event;
  step.move = wish.move;
  if (outcome->replayed) {
    step.to = outcome->answer.at("stage").as_string();
    step.version = static_cast<int>(outcome->answer.at("version").as_int64());
  }
  return step;
}

Result<Step> conclude_by_council(storage::Database& database, EventNumber number, const Known& known,
                                 const std::string& id, const StepWish& wish, Date today, const std::string& person) {
  const auto now = load_dossiers(database, number - 1, id);
  if (!now) return pass_on(now);
  const File* file = (*now)->find(id);
  if (file == nullptr) return refuse("dossiers.no_dossier", {{"dossier", id}});
  const auto inside = look_inside(database, number, known, id, file->touched(), today);
  if (!inside) return pass_on(inside);
  const auto move = find_move(inside->standing, wish.move);
  if (!move) return pass_on(move);
  const Step step = step_of(*inside, **move, wish, number, today, person);
  if (auto done = append(database, step); !done) return pass_on(done);
  return step;
}

Result<Step> transfer(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                      EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  const Date today = desk.today();
  Step step;
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.transfer", {ask_about(*known.units, "dossiers.check", dossier, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, today);
        if (!inside) return pass_on(inside);
        const Standing& standing = inside->standing;
        if (!standing.is_open()) return refuse("dossiers.ended", {{"stage", standing.stage->title.vi}});
        if (standing.workflow->in_force.contains(today)) {
          return refuse("dossiers.still_in_force", {{"workflow", standing.workflow->title.vi}});
        }
        const auto* next = known.law->workflow_on(today, dossier.purpose, standing.workflow->level, dossier.tier);
        if (next == nullptr) {
          return refuse("dossiers.no_workflow", {{"tier", catalogue_word("recognition.title." + dossier.tier)},
                                                 {"day", today.vietnamese_text()}});
        }
        const std::string to = criteria::taken_to(*next, *standing.workflow, standing.stage->id);
        if (to.empty()) {
          return refuse("dossiers.not_taken_over", {{"stage", standing.stage->title.vi}, {"workflow", next->title.vi}});
        }
        step = {id,    number, std::nullopt, standing.stage->id,    to, next->id, standing.version,
                today, "",     "",           person_of(asked.actor)};
        if (auto done = append(database, step); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.transferred", payload_of(step), {{"stage", to}, {"workflow", next->id}});
      });
  if (!outcome) return pass_on(outcome);
  step.event = outcome->event;
  if (outcome->replayed) {
    step.to = outcome->answer.at("stage").as_string();
    step.workflow = outcome->answer.at("workflow").as_string();
  }
  return step;
}

}  // namespace luytre::dossiers
