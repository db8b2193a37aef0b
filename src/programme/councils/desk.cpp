#include "programme/councils/desk.h"

#include "programme/councils/council_store.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::councils {

Result<const Meeting*> find_meeting(const Known& known, const std::string& id) {
  const Meeting* meeting = known.councils->find(id);
  if (meeting == nullptr) return refuse("councils.no_session", {{"session", id}});
  return meeting;
}

Result<Inside> look_inside(storage::Database& database, EventNumber number, const std::string& id,
                           std::optional<EventNumber> expected) {
  Inside inside;
  auto councils = load_councils(database, number - 1, id);
  if (!councils) return pass_on(councils);
  inside.councils = *std::move(councils);
  inside.meeting = inside.councils->find(id);
  if (inside.meeting == nullptr) return refuse("councils.no_session", {{"session", id}});
  if (expected && inside.meeting->touched() != *expected) {
    return refuse("councils.changed_meanwhile",
                  {{"title", inside.meeting->plan().title},
                   {"expected", std::to_string(*expected)},
                   {"current", std::to_string(inside.meeting->touched())}},
                  "expected_version", changes_since(*inside.meeting, *expected));
  }
  return inside;
}

std::optional<Problem> not_before_council(const dossiers::File& file, const dossiers::Known& known) {
  const auto standing = dossiers::standing_of(file, *known.law);
  if (standing.stage != nullptr && standing.stage->ballot) return std::nullopt;
  return Problem{"councils.not_before_council",
                 {{"dossier", dossiers::label_of(file.dossier, *known.units)},
                  {"stage", standing.stage == nullptr ? file.workflow() : standing.stage->title.vi}},
                 "agenda",
                 {}};
}

Result<AtCouncil> look_at_dossier(storage::Database& database, EventNumber number, const Known& known,
                                  const std::string& dossier) {
  AtCouncil found;
  auto dossiers = dossiers::load_dossiers(database, number - 1, dossier);
  if (!dossiers) return pass_on(dossiers);
  found.dossiers = *std::move(dossiers);
  found.file = found.dossiers->find(dossier);
  if (found.file == nullptr) return refuse("dossiers.no_dossier", {{"dossier", dossier}});
  if (auto elsewhere = not_before_council(*found.file, known.dossiers)) return tl::unexpected(*std::move(elsewhere));
  found.standing = dossiers::standing_of(*found.file, *known.dossiers.law);
  return found;
}

Done check_item(const Meeting& meeting, const std::string& dossier, Command command, const dossiers::Known& known) {
  const std::string label = label_of(dossier, known);
  if (!meeting.is_on_agenda(dossier)) return refuse("councils.not_on_agenda", {{"dossier", label}});
  const State state = meeting.state();
  const ItemState item = meeting.item_state(dossier);
  if (after(state, item, command)) return {};
  return refuse("councils.not_now", {{"command", catalogue_word("councils.command." + std::string(name_of(command)))},
                                     {"dossier", label},
                                     {"session_state", catalogue_word("councils.state." + std::string(name_of(state)))},
                                     {"state", catalogue_word("councils.item." + std::string(name_of(item)))}});
}

engine::Outcome computed_outcome(const dossiers::File& file, std::string_view criterion) {
  using engine::Outcome;
  const auto* assessment = file.last_assessment();
  if (assessment == nullptr) return Outcome::not_assessed;
  if (criterion.empty()) return assessment->outcome;
  Outcome worst = Outcome::not_applicable;
  for (const auto& line : assessment->lines) {
    if (line.criterion != criterion) continue;
    if (line.outcome == Outcome::not_met) return Outcome::not_met;
    if (line.outcome == Outcome::not_assessed) worst = Outcome::not_assessed;
    if (line.outcome == Outcome::met && worst == Outcome::not_applicable) worst = Outcome::met;
  }
  return worst;
}

std::string label_of(const std::string& dossier, const dossiers::Known& known) {
  const auto* file = known.dossiers->find(dossier);
  return file == nullptr ? dossier : dossiers::label_of(file->dossier, *known.units);
}

std::string path_of(const Session& session) { return "/lam-viec/hoi-dong/" + session.id; }

audit::EventDraft draft_about(const Session& session, const std::string& dossier, std::string kind,
                              json::object payload, json::object answer) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.province = session.province;
  draft.subjects = {{"council", session.id}};
  payload["session"] = session.id;
  if (!dossier.empty()) {
    draft.subjects.push_back({"dossier", dossier});
    payload["dossier"] = dossier;
  }
  draft.payload = std::move(payload);
  draft.answer = std::move(answer);
  return draft;
}

}  // namespace luytre::councils
