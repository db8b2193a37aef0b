#include "programme/councils/take_back_conflict.h"

#include "platform/access/person.h"
#include "programme/councils/council_store.h"

namespace luytre::councils {
namespace {

// The declaration that stands, if it is the person's to take back. `is_own`: the person asks about itself.
Result<const Conflict*> find_conflict(const Meeting& meeting, const std::string& dossier, const std::string& account,
                                      bool is_own) {
  const Member* member = meeting.plan().member(account);
  const std::string name = member == nullptr ? account : member->name;
  const Conflict* conflict = meeting.conflict(dossier, account);
  if (conflict == nullptr) return refuse("councils.no_conflict", {{"member", name.empty() ? "–" : name}});
  const bool is_own_word = conflict->actor == "account:" + account;
  if (is_own_word != is_own) return refuse("councils.conflict_own_word", {{"member", name}});
  return conflict;
}

}  // namespace

Result<Conflict> take_back_conflict(const Desk& desk, const commands::Asked& asked, const Known& known,
                                    const std::string& id, const std::string& dossier, const std::string& named,
                                    const std::string& words) {
  const auto file = dossiers::find_file(known.dossiers, dossier);
  if (!file) return pass_on(file);
  if (dossiers::is_blank(words)) return refuse("councils.words_needed", {}, "words");
  const bool is_own = named.empty() || named == asked.actor.account;
  const std::string account = is_own ? asked.actor.account : named;
  Conflict back{id, 0, dossier, account, ConflictReason::other, words, person_of(asked.actor), true};
  const char* act = is_own ? "councils.vote" : "councils.convene";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.take_back_conflict", {{act, (*file)->dossier.unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, std::nullopt);
        if (!inside) return pass_on(inside);
        const Meeting& meeting = *inside->meeting;
        if (auto now = check_item(meeting, dossier, Command::take_back, known.dossiers); !now) return pass_on(now);
        const auto conflict = find_conflict(meeting, dossier, account, is_own);
        if (!conflict) return pass_on(conflict);
        back.event = number;
        if (auto done = append(database, back); !done) return pass_on(done);
        return draft_about(meeting.session, dossier, "councils.conflict_taken_back",
                           {{"account", account}, {"reason", name_of((*conflict)->reason)}, {"words", words}},
                           {{"account", account}});
      });
  if (!outcome) return pass_on(outcome);
  back.event = outcome->event;
  return back;
}

}  // namespace luytre::councils
