#include "programme/councils/vote.h"

#include "programme/councils/council_store.h"

namespace luytre::councils {
namespace {

Done check_voter(const Meeting& meeting, const std::string& dossier, const std::string& account) {
  const Member* member = account.empty() ? nullptr : meeting.plan().member(account);
  if (member == nullptr) return refuse("councils.not_a_member", {{"member", account.empty() ? "–" : account}});
  if (meeting.has_voted(dossier, account)) return refuse("councils.voted_already", {{"member", member->name}});
  if (!meeting.is_present(account)) return refuse("councils.not_present", {{"member", member->name}});
  if (meeting.conflict(dossier, account) == nullptr) return {};
  return refuse("councils.conflict_of_interest", {{"member", member->name}});
}

}  // namespace

Result<EventNumber> vote(const Desk& desk, commands::Asked asked, const Known& known, const std::string& id,
                         const std::string& dossier, const VoteWish& wish) {
  const auto file = dossiers::find_file(known.dossiers, dossier);
  if (!file) return pass_on(file);
  const std::string account = asked.actor.account;
  // What is kept beside the event must not tell the choice.
  asked.request = "vote " + id + " " + dossier;
  asked.reason.clear();
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.vote", {{"councils.vote", (*file)->dossier.unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, std::nullopt);
        if (!inside) return pass_on(inside);
        const Meeting& meeting = *inside->meeting;
        if (auto now = check_item(meeting, dossier, Command::vote, known.dossiers); !now) return pass_on(now);
        if (auto may = check_voter(meeting, dossier, account); !may) return pass_on(may);
        const Step* begun = meeting.newest(dossier, Command::begin);
        const bool is_open = begun != nullptr && begun->rule && !begun->rule->ballot.is_secret;
        if (auto done = append(database, Voter{id, number, dossier, account}); !done) return pass_on(done);
        const Ballot ballot{id, dossier, is_open ? account : std::string(), wish.choice, wish.words};
        if (auto done = append(database, ballot); !done) return pass_on(done);
        return draft_about(meeting.session, dossier, "councils.voted", {}, {{"session", id}});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::councils
