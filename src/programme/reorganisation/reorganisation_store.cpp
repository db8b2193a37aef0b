#include "programme/reorganisation/reorganisation_store.h"

namespace luytre::reorganisation {

using storage::Row;

Result<std::vector<Decision>> load_decisions(storage::Database& database, audit::EventNumber known_at, Date day) {
  std::vector<Decision> decisions;
  const auto read = database.each_row(
      "SELECT d.event, d.kind, d.item, d.unit, d.choice, d.to_unit, d.reason, d.actor, COALESCE(e.recorded_at, '')"
      " FROM reorganisation_decision d LEFT JOIN event e ON e.number = d.event"
      " WHERE d.day = ? AND d.event <= ? ORDER BY d.event, d.kind, d.item",
      {day.text(), known_at}, [&](const Row& row) -> Done {
        const auto choice = choice_named(row.text(4));
        if (!choice) return refuse("reorganisation.damaged");
        decisions.push_back({row.integer(0), day, row.text(1), row.text(2), row.text(3), *choice, row.text(5),
                             row.text(6), row.text(7), row.text(8)});
        return {};
      });
  if (!read) return pass_on(read);
  return decisions;
}

Done append(storage::Database& database, const Decision& decision) {
  const auto kept = database.execute(
      "INSERT INTO reorganisation_decision (day, kind, item, event, unit, choice, to_unit, reason, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {decision.day.text(), decision.kind, decision.item, decision.event, decision.unit,
       std::string(name_of(decision.choice)), decision.to, decision.reason, decision.actor});
  if (!kept) return pass_on(kept);
  return {};
}

}  // namespace luytre::reorganisation
