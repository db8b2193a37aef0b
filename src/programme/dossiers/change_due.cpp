#include "programme/dossiers/change_due.h"

#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

Done check_due(const criteria::Calendar& calendar, Date due_on, Date today, const std::string& reason) {
  if (is_blank(reason)) return refuse("dossiers.reason_needed", {}, "reason");
  if (due_on < today) {
    return refuse("dossiers.due_past", {{"day", due_on.vietnamese_text()}, {"today", today.vietnamese_text()}},
                  "due_on");
  }
  return criteria::must_be_worked(calendar, due_on, "due_on");
}

}  // namespace

Result<DueChange> change_due(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                             Date due_on, const std::string& reason, EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  const Date today = desk.today();
  if (auto fits = check_due(known.law->calendar, due_on, today, reason); !fits) return pass_on(fits);
  DueChange change{id, 0, "", due_on, reason, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.change_due", {ask_about(*known.units, "dossiers.check", dossier, today)}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, today);
        if (!inside) return pass_on(inside);
        if (!inside->standing.is_open()) return refuse("dossiers.ended", {{"stage", inside->standing.stage->title.vi}});
        change.event = number;
        change.stage = inside->standing.stage->id;
        if (auto done = append(database, change); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.due_changed",
                           {{"stage", change.stage}, {"due_on", due_on.text()}, {"reason", reason}},
                           {{"due_on", due_on.text()}});
      });
  if (!outcome) return pass_on(outcome);
  change.event = outcome->event;
  return change;
}

}  // namespace luytre::dossiers
