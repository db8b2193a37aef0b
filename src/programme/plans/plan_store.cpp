#include "programme/plans/plan_store.h"

namespace luytre::plans {
namespace {

using storage::Row;

Result<Date> date_of(const Row& row, std::size_t column) { return Date::parse(row.text(column)); }

Done read_plans(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT id, event, year, province, title_vi, title_en, decision, decided_on, document, actor FROM plan"
      " WHERE event <= ? ORDER BY event",
      {known_at}, [&](const Row& row) -> Done {
        const auto day = date_of(row, 7);
        if (!day) return pass_on(day);
        parts.plans.push_back({row.text(0), row.integer(1), static_cast<int>(row.integer(2)), row.text(3), row.text(4),
                               row.text(5), Decision{row.text(6), *day, row.text(8)}, row.text(9)});
        return {};
      });
}

Done read_amendments(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT plan, event, version, decision, decided_on, document, reason, actor FROM plan_amendment"
      " WHERE event <= ? ORDER BY event",
      {known_at}, [&](const Row& row) -> Done {
        const auto day = date_of(row, 4);
        if (!day) return pass_on(day);
        parts.amendments.push_back({row.text(0), row.integer(1), static_cast<int>(row.integer(2)),
                                    Decision{row.text(3), *day, row.text(5)}, row.text(6), row.text(7)});
        return {};
      });
}

Done read_targets(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT plan, event, change, unit, purpose, title, set_id, criteria_wanted, deadline, reason FROM plan_target"
      " WHERE event <= ? ORDER BY event, unit, purpose",
      {known_at}, [&](const Row& row) -> Done {
        const auto deadline = date_of(row, 8);
        if (!deadline) return pass_on(deadline);
        Target target{row.text(3),
                      purpose_named(row.text(4)).value_or(Purpose::ntm),
                      recognition::title_named(row.text(5)),
                      row.text(6),
                      static_cast<int>(row.integer(7)),
                      *deadline};
        parts.targets.push_back({row.text(0), row.integer(1), change_named(row.text(2)).value_or(Change::added),
                                 std::move(target), row.text(9)});
        return {};
      });
}

Done read_items(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT id, plan, unit, event, set_id, indicator, what, department, cost, capital, starts_on, due_on, actor"
      " FROM plan_item WHERE event <= ? ORDER BY event, id",
      {known_at}, [&](const Row& row) -> Done {
        const auto starts_on = date_of(row, 10), due_on = date_of(row, 11);
        if (!starts_on) return pass_on(starts_on);
        if (!due_on) return pass_on(due_on);
        std::optional<Decimal> cost;
        if (!row.text(8).empty()) {
          const auto read = Decimal::parse(row.text(8));
          if (!read) return pass_on(read);
          cost = *read;
        }
        parts.items.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5),
                               row.text(6), row.text(7), cost, row.text(9), *starts_on, *due_on, row.text(12)});
        return {};
      });
}

Done read_item_changes(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT item, event, change, due_on, reason, actor FROM plan_item_change WHERE event <= ? ORDER BY event, item",
      {known_at}, [&](const Row& row) -> Done {
        ItemChange change{
            row.text(0),  row.integer(1), item_change_named(row.text(2)).value_or(ItemChangeKind::due_moved),
            std::nullopt, row.text(4),    row.text(5)};
        if (!row.text(3).empty()) {
          const auto due_on = date_of(row, 3);
          if (!due_on) return pass_on(due_on);
          change.due_on = *due_on;
        }
        parts.item_changes.push_back(std::move(change));
        return {};
      });
}

Done read_progress(storage::Database& database, audit::EventNumber known_at, RegisterParts& parts) {
  return database.each_row(
      "SELECT item, event, day, numerator, denominator, words, reason, actor FROM plan_progress"
      " WHERE event <= ? ORDER BY event, item",
      {known_at}, [&](const Row& row) -> Done {
        const auto day = date_of(row, 2);
        if (!day) return pass_on(day);
        const auto numerator = Decimal::parse(row.text(3)), denominator = Decimal::parse(row.text(4));
        if (!numerator) return pass_on(numerator);
        if (!denominator) return pass_on(denominator);
        parts.progress.push_back({row.text(0), row.integer(1), *day, Share{*numerator, *denominator}, row.text(5),
                                  row.text(6), row.text(7)});
        return {};
      });
}

Done done_of(const auto& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

}  // namespace

Result<std::shared_ptr<const PlanRegister>> load_plans(storage::Database& database, audit::EventNumber known_at) {
  RegisterParts parts;
  for (const auto read : {read_plans, read_amendments, read_targets, read_items, read_item_changes, read_progress}) {
    if (auto done = read(database, known_at, parts); !done) return pass_on(done);
  }
  return std::make_shared<const PlanRegister>(std::move(parts), known_at);
}

Done append(storage::Database& database, const Plan& plan) {
  return done_of(database.execute(
      "INSERT INTO plan (id, event, year, province, title_vi, title_en, decision, decided_on, document, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {plan.id, plan.event, std::int64_t{plan.year}, plan.province, plan.title_vi, plan.title_en, plan.decision.number,
       plan.decision.day.text(), plan.decision.document, plan.actor}));
}

Done append(storage::Database& database, const Amendment& amendment) {
  return done_of(database.execute(
      "INSERT INTO plan_amendment (plan, event, version, decision, decided_on, document, reason, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {amendment.plan, amendment.event, std::int64_t{amendment.version}, amendment.decision.number,
       amendment.decision.day.text(), amendment.decision.document, amendment.reason, amendment.actor}));
}

Done append(storage::Database& database, const TargetChange& change) {
  const Target& target = change.target;
  return done_of(database.execute(
      "INSERT INTO plan_target (plan, unit, purpose, event, change, title, set_id, criteria_wanted, deadline, reason)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {change.plan, target.unit, std::string(name_of(target.purpose)), change.event,
       std::string(name_of(change.change)), target.title ? std::string(recognition::name_of(*target.title)) : "",
       target.set, std::int64_t{target.criteria}, target.deadline.text(), change.reason}));
}

Done append(storage::Database& database, const WorkItem& item) {
  return done_of(database.execute(
      "INSERT INTO plan_item"
      " (id, plan, unit, event, set_id, indicator, what, department, cost, capital, starts_on, due_on, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {item.id, item.plan, item.unit, item.event, item.set, item.indicator, item.what, item.department,
       item.cost ? item.cost->text() : std::string(), item.capital, item.starts_on.text(), item.due_on.text(),
       item.actor}));
}

Done append(storage::Database& database, const ItemChange& change) {
  return done_of(
      database.execute("INSERT INTO plan_item_change (item, event, change, due_on, reason, actor)"
                       " VALUES (?, ?, ?, ?, ?, ?)",
                       {change.item, change.event, std::string(name_of(change.kind)),
                        change.due_on ? change.due_on->text() : std::string(), change.reason, change.actor}));
}

Done append(storage::Database& database, const Progress& report) {
  return done_of(
      database.execute("INSERT INTO plan_progress (item, event, day, numerator, denominator, words, reason, actor)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                       {report.item, report.event, report.day.text(), report.done.numerator.text(),
                        report.done.denominator.text(), report.words, report.reason, report.actor}));
}

}  // namespace luytre::plans
