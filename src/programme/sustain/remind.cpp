#include "programme/sustain/remind.h"

#include "platform/access/person.h"
#include "programme/sustain/sustain_store.h"
#include "programme/sustain/year.h"

namespace luytre::sustain {
namespace {

// The act of whoever the check waits for in the commune; empty: for nobody there.
std::string act_waited_for(State state) {
  switch (state) {
    case State::none:
    case State::objected:
      return "sustain.score";
    case State::scored:
      return "sustain.sign";
    default:
      return "";
  }
}

std::vector<Telling> tellings_of(const Year& year) {
  std::vector<Telling> tellings;
  for (const YearRow& row : year.rows) {
    const std::string act = act_waited_for(row.state());
    if (!row.is_overdue || act.empty()) continue;
    const notices::Notice notice{{},
                                 notices::Urgency::task,
                                 "sustain.notice.overdue",
                                 {{"unit", row.unit->nearest(year.day).name},
                                  {"title", title_word(row.title)},
                                  {"year", std::to_string(year.year)},
                                  {"due", due_of(year.year).vietnamese_text()}},
                                 row.history == nullptr ? "/lam-viec/duy-tri" : path_of(row.history->check.id)};
    tellings.emplace_back(access::Ask{act, row.unit->id.text(), year.day, {}}, notice);
  }
  return tellings;
}

audit::EventDraft draft_of(const Known& known, int year, const std::vector<Telling>& tellings) {
  const auto count = static_cast<std::int64_t>(tellings.size());
  json::array units;
  for (const auto& [ask, notice] : tellings) units.emplace_back(ask.unit);
  audit::EventDraft draft;
  draft.kind = "sustain.reminded";
  draft.province = known.province;
  draft.payload = {{"year", year}, {"units", std::move(units)}};
  draft.answer = {{"count", count}};
  return draft;
}

}  // namespace

Result<Reminded> remind(const Desk& desk, const commands::Asked& asked, const Known& known, int year,
                        const units::Unit* place) {
  Reminded reminded;
  const Date today = desk.today();
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string& now) -> Result<audit::EventDraft> {
    const auto checks = load_checks(database, number - 1);
    if (!checks) return pass_on(checks);
    const auto tellings = tellings_of(year_of(known, **checks, year, place, today));
    if (tellings.empty()) return refuse("sustain.nobody_to_remind", {{"year", std::to_string(year)}});
    if (desk.tell) {
      if (auto told = desk.tell(database, tellings, person_of(asked.actor), now); !told) return pass_on(told);
    }
    reminded.checks = tellings.size();
    return draft_of(known, year, tellings);
  };
  const access::Ask ask{
      "sustain.close", place == nullptr ? std::string() : place->id.text(), std::min(due_of(year), today), {}};
  const auto outcome = desk.writer.run(commands::order_by(asked, "sustain.remind", {ask}), body);
  if (!outcome) return pass_on(outcome);
  reminded.event = outcome->event;
  if (outcome->replayed) reminded.checks = static_cast<std::size_t>(outcome->answer.at("count").as_int64());
  return reminded;
}

}  // namespace luytre::sustain
