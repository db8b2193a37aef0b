#include "platform/access/person.h"
#include "programme/sustain/inside.h"
#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {
namespace {

Verb verb_of(State result) {
  if (result == State::warned) return Verb::warn;
  return result == State::revocation_proposed ? Verb::propose_revocation : Verb::sustain;
}

// Opens the dossier where somebody can.
Done open_dossier(const Desk& desk, storage::Database& database, audit::EventNumber number, const std::string& now,
                  const History& history, const CloseWish& wish, const std::string& person, Taken& taken) {
  if (wish.result != State::revocation_proposed) return {};
  if (!desk.open_revocation) {
    taken.must_be_opened_by_hand = true;
    return {};
  }
  const auto& scoring = history.scorings.back();
  auto opened = desk.open_revocation(database, number, now,
                                     {wish.check, history.check.unit, history.check.title, scoring.set,
                                      scoring.set_hash, scoring.as_of, wish.words, person});
  if (!opened) return pass_on(opened);
  taken.dossier = *std::move(opened);
  return {};
}

}  // namespace

Result<Taken> close(const Desk& desk, const commands::Asked& asked, const Known& known, const CloseWish& wish) {
  const auto place = find_place(known, wish.check);
  if (!place) return pass_on(place);
  if (is_blank(wish.words)) return refuse("sustain.words_needed", {}, "words");
  Taken taken;
  const std::string person = person_of(asked.actor);
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    const auto history = look_inside(database, number, *place, wish.version);
    if (!history) return pass_on(history);
    const auto state = follow(*history, verb_of(wish.result), place->name);
    if (!state) return pass_on(state);
    auto holds = check_holds(known, database, number, *place->unit, history->check, desk.today());
    if (!holds) return pass_on(holds);
    const auto& scoring = history->scorings.back();
    if (*state == State::revocation_proposed && scoring.worst != Exposure::revoke) {
      return refuse("sustain.no_ground", about(place->name, history->check), "result");
    }
    taken = {wish.check, wish.version, *state};
    auto opened = open_dossier(desk, database, number, now, *history, wish, person, taken);
    if (!opened) return pass_on(opened);
    const Closing closing{
        wish.check,    wish.version, number, desk.today(), *state, wish.words, scoring.to_verify - history->verified(),
        taken.dossier, person};
    if (auto done = append(database, closing); !done) return pass_on(done);
    const access::Ask ask{"sustain.sign", place->identity(), place->as_of, {}};
    auto told = tell(desk, database, ask, "sustain.notice." + std::string(name_of(*state)), place->name, history->check,
                     wish.words, person, now);
    if (!told) return pass_on(told);
    return draft_of("sustain.closed", history->check, taken,
                    {{"result", name_of(*state)},
                     {"words", wish.words},
                     {"unverified", closing.unverified},
                     {"dossier", taken.dossier}});
  };
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "sustain.close", {{"sustain.close", place->identity(), place->as_of, {}}}), body);
  if (!outcome) return pass_on(outcome);
  return taken_from(*outcome, taken);
}

}  // namespace luytre::sustain
