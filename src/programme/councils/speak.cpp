#include "programme/councils/speak.h"

#include "platform/access/person.h"
#include "programme/councils/council_store.h"

namespace luytre::councils {
namespace {

using dossiers::is_blank;

Result<const dossiers::File*> file_of(const Known& known, const std::string& dossier) {
  return dossiers::find_file(known.dossiers, dossier);
}

Done check_member(const Meeting& meeting, const std::string& account) {
  if (!account.empty() && meeting.plan().member(account) != nullptr) return {};
  return refuse("councils.not_a_member", {{"member", account.empty() ? "–" : account}});
}

Done check_conflict(const Meeting& meeting, const std::string& dossier, const std::string& account) {
  if (auto sits = check_member(meeting, account); !sits) return sits;
  const std::string& name = meeting.plan().member(account)->name;
  if (meeting.conflict(dossier, account) != nullptr) return refuse("councils.conflict_already", {{"member", name}});
  if (meeting.has_voted(dossier, account)) return refuse("councils.voted_already", {{"member", name}});
  return {};
}

Done check_codes(const std::vector<std::string>& codes) {
  for (const std::string& code : codes) {
    if (!dossiers::is_reason_code(code)) {
      return refuse("dossiers.reason_unknown", {{"code", code}}, "reason_codes");
    }
  }
  return {};
}

// A council that sees it otherwise than the table says why.
Done check_words(const dossiers::File& file, const ViewWish& wish) {
  if (!is_blank(wish.words)) return {};
  const engine::Outcome computed = computed_outcome(file, wish.criterion);
  if (wish.outcome != computed) {
    return refuse("councils.view_needs_reason",
                  {{"criterion", wish.criterion.empty() ? catalogue_word("councils.overall") : wish.criterion},
                   {"outcome", catalogue_word("judgement.outcome." + std::string(engine::name_of(wish.outcome)))},
                   {"computed", catalogue_word("judgement.outcome." + std::string(engine::name_of(computed)))}},
                  "words");
  }
  const bool is_favourable = wish.outcome == engine::Outcome::met || wish.outcome == engine::Outcome::not_applicable;
  return is_favourable ? Done{} : refuse("councils.words_needed", {}, "words");
}

Done check_criterion(const criteria::CriteriaSet* set, const ViewWish& wish) {
  if (wish.criterion.empty()) return {};
  if (set != nullptr) {
    for (const auto& criterion : set->criteria) {
      if (criterion.number == wish.criterion) return {};
    }
  }
  return refuse("councils.no_criterion", {{"criterion", wish.criterion}}, "criterion");
}

}  // namespace

Result<Conflict> declare_conflict(const Desk& desk, const commands::Asked& asked, const Known& known,
                                  const std::string& id, const std::string& dossier, const ConflictWish& wish) {
  const auto file = file_of(known, dossier);
  if (!file) return pass_on(file);
  if (wish.reason == ConflictReason::other && is_blank(wish.words)) {
    return refuse("councils.words_needed", {}, "words");
  }
  const bool is_own = wish.account.empty() || wish.account == asked.actor.account;
  const std::string account = is_own ? asked.actor.account : wish.account;
  Conflict conflict{id, 0, dossier, account, wish.reason, wish.words, person_of(asked.actor)};
  const char* act = is_own ? "councils.vote" : "councils.convene";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.conflict", {{act, (*file)->dossier.unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, std::nullopt);
        if (!inside) return pass_on(inside);
        const Meeting& meeting = *inside->meeting;
        if (auto now = check_item(meeting, dossier, Command::conflict, known.dossiers); !now) return pass_on(now);
        if (auto may = check_conflict(meeting, dossier, account); !may) return pass_on(may);
        conflict.event = number;
        if (auto done = append(database, conflict); !done) return pass_on(done);
        return draft_about(meeting.session, dossier, "councils.conflict_declared",
                           {{"account", account}, {"reason", name_of(wish.reason)}, {"words", wish.words}},
                           {{"account", account}});
      });
  if (!outcome) return pass_on(outcome);
  conflict.event = outcome->event;
  return conflict;
}

Result<Opinion> say_opinion(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                            const std::string& dossier, const OpinionWish& wish) {
  const auto file = file_of(known, dossier);
  if (!file) return pass_on(file);
  if (is_blank(wish.words)) return refuse("councils.words_needed", {}, "words");
  if (auto fits = check_codes(wish.reason_codes); !fits) return pass_on(fits);
  Opinion opinion{id, 0, dossier, asked.actor.account, wish.reason_codes, wish.words};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.opine", {{"councils.vote", (*file)->dossier.unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, std::nullopt);
        if (!inside) return pass_on(inside);
        const Meeting& meeting = *inside->meeting;
        if (auto now = check_item(meeting, dossier, Command::opine, known.dossiers); !now) return pass_on(now);
        if (auto sits = check_member(meeting, opinion.account); !sits) return pass_on(sits);
        opinion.event = number;
        if (auto done = append(database, opinion); !done) return pass_on(done);
        // The words are the council's own; the log tells that there is an opinion.
        return draft_about(meeting.session, dossier, "councils.opinion_said", {}, {{"session", id}});
      });
  if (!outcome) return pass_on(outcome);
  opinion.event = outcome->event;
  return opinion;
}

Result<EventNumber> record_views(const Desk& desk, const commands::Asked& asked, const Known& known,
                                 const std::string& id, const std::string& dossier, const std::vector<ViewWish>& wishes,
                                 EventNumber expected) {
  const auto file = file_of(known, dossier);
  if (!file) return pass_on(file);
  const auto* set = known.dossiers.law->set((*file)->dossier.set);
  for (const ViewWish& wish : wishes) {
    if (auto fits = check_criterion(set, wish); !fits) return pass_on(fits);
    if (auto said = check_words(**file, wish); !said) return pass_on(said);
  }
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "councils.view", {{"councils.convene", (*file)->dossier.unit, desk.today(), {}}}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, id, expected);
        if (!inside) return pass_on(inside);
        const Meeting& meeting = *inside->meeting;
        if (auto now = check_item(meeting, dossier, Command::view, known.dossiers); !now) return pass_on(now);
        json::array views;
        for (const ViewWish& wish : wishes) {
          const View view{id, number, dossier, wish.criterion, wish.outcome, wish.words, person_of(asked.actor)};
          if (auto done = append(database, view); !done) return pass_on(done);
          views.push_back(json::object{
              {"criterion", view.criterion}, {"outcome", engine::name_of(view.outcome)}, {"words", view.words}});
        }
        return draft_about(meeting.session, dossier, "councils.viewed", {{"views", std::move(views)}},
                           {{"session", id}});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::councils
