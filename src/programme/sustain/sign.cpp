#include "platform/access/person.h"
#include "programme/sustain/inside.h"
#include "programme/sustain/sustain_store.h"

namespace luytre::sustain {

Result<Taken> sign(const Desk& desk, const commands::Asked& asked, const Known& known, const SignWish& wish) {
  const auto place = find_place(known, wish.check);
  if (!place) return pass_on(place);
  Taken taken;
  const std::string person = person_of(asked.actor);
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    const auto history = look_inside(database, number, *place, wish.version);
    if (!history) return pass_on(history);
    const auto state = follow(*history, Verb::sign, place->name);
    if (!state) return pass_on(state);
    if (history->scorings.back().actor == person) {
      return refuse("sustain.second_person", about(place->name, history->check));
    }
    const Signature signature{wish.check, wish.version, number, desk.today(), wish.words, person};
    if (auto done = append(database, signature); !done) return pass_on(done);
    const access::Ask ask{"sustain.close", place->identity(), place->as_of, {}};
    auto told =
        tell(desk, database, ask, "sustain.notice.signed", place->name, history->check, wish.words, person, now);
    if (!told) return pass_on(told);
    taken = {wish.check, wish.version, *state};
    return draft_of("sustain.signed", history->check, taken, {{"words", wish.words}});
  };
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "sustain.sign", {{"sustain.sign", place->identity(), place->as_of, {}}}), body);
  if (!outcome) return pass_on(outcome);
  return taken_from(*outcome, taken);
}

}  // namespace luytre::sustain
