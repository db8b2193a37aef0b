#include "programme/reporting/reporting_store.h"

namespace luytre::reporting {
namespace {

using storage::Row;

// What is read, and the parameters of that.
struct Question {
  std::string where;
  std::vector<storage::Value> values;

  Question(audit::EventNumber known_at, const Slice& slice, bool has_unit, std::string_view period_column = "period")
      : where(" WHERE event <= ?"), values{known_at} {
    if (!slice.period.empty()) add(" AND " + std::string(period_column) + " = ?", slice.period);
    if (has_unit && !slice.unit.empty()) add(" AND unit = ?", slice.unit);
  }
  void add(const std::string& condition, const std::string& value) {
    where += condition;
    values.emplace_back(value);
  }
};

Result<Date> date_of(const Row& row, std::size_t column) { return Date::parse(row.text(column)); }

Done read_periods(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice, false, "id");
  return database.each_row(
      std::string(
          "SELECT id, event, set_id, province, title_vi, title_en, as_of, opens_on, due_on FROM report_period") +
          question.where + " ORDER BY event",
      question.values, [&](const Row& row) -> Done {
        const auto as_of = date_of(row, 6), opens_on = date_of(row, 7), due_on = date_of(row, 8);
        for (const auto* day : {&as_of, &opens_on, &due_on}) {
          if (!*day) return pass_on(*day);
        }
        parts.periods.push_back({row.text(0), row.integer(1), row.text(2), row.text(3), row.text(4), row.text(5),
                                 *as_of, *opens_on, *due_on});
        return {};
      });
}

Done read_changes(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice, false);
  return database.each_row(
      std::string("SELECT c.period, c.event, c.change, c.unit, c.due_on, c.reason, c.actor, COALESCE(e.recorded_at, '')"
                  " FROM report_period_change c LEFT JOIN event e ON e.number = c.event") +
          question.where + " ORDER BY c.event",
      question.values, [&](const Row& row) -> Done {
        PeriodChange change{row.text(0), row.integer(1), change_named(row.text(2)).value_or(ChangeKind::locked),
                            row.text(3), std::nullopt,   row.text(5),
                            row.text(6), row.text(7)};
        if (!row.text(4).empty()) {
          const auto due_on = date_of(row, 4);
          if (!due_on) return pass_on(due_on);
          change.due_on = *due_on;
        }
        parts.changes.push_back(std::move(change));
        return {};
      });
}

Done read_steps(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice, true);
  return database.each_row(
      std::string(
          "SELECT period, unit, event, step, version, day, is_late, reason_code, words, actor FROM report_step") +
          question.where + " ORDER BY event",
      question.values, [&](const Row& row) -> Done {
        const auto day = date_of(row, 5);
        if (!day) return pass_on(day);
        parts.steps.push_back({row.text(0), row.text(1), row.integer(2),
                               step_named(row.text(3)).value_or(StepKind::submitted), static_cast<int>(row.integer(4)),
                               *day, row.truth(6), row.text(7), row.text(8), row.text(9)});
        return {};
      });
}

Done read_verifications(storage::Database& database, audit::EventNumber known_at, const Slice& slice,
                        RegisterParts& parts) {
  const Question question(known_at, slice, true);
  return database.each_row(
      std::string(
          "SELECT period, unit, indicator, event, decision, reason_code, words, seen, actor FROM report_verification") +
          question.where + " ORDER BY event, indicator",
      question.values, [&](const Row& row) -> Done {
        parts.verifications.push_back({row.text(0), row.text(1), row.text(2), row.integer(3),
                                       decision_named(row.text(4)).value_or(Decision::returned), row.text(5),
                                       row.text(6), row.integer(7), row.text(8)});
        return {};
      });
}

Done read_remarks(storage::Database& database, audit::EventNumber known_at, const Slice& slice, RegisterParts& parts) {
  const Question question(known_at, slice, true);
  return database.each_row(
      std::string("SELECT period, unit, indicator, event, words, actor FROM report_remark") + question.where +
          " ORDER BY event",
      question.values, [&](const Row& row) -> Done {
        parts.remarks.push_back({row.text(0), row.text(1), row.text(2), row.integer(3), row.text(4), row.text(5)});
        return {};
      });
}

Done done_of(const auto& executed) {
  if (!executed) return pass_on(executed);
  return {};
}

}  // namespace

Result<std::shared_ptr<const ReportRegister>> load_reports(storage::Database& database, audit::EventNumber known_at,
                                                           const Slice& slice) {
  RegisterParts parts;
  for (const auto read : {read_periods, read_changes, read_steps, read_verifications, read_remarks}) {
    if (auto done = read(database, known_at, slice, parts); !done) return pass_on(done);
  }
  return std::make_shared<const ReportRegister>(std::move(parts), known_at);
}

Result<std::shared_ptr<const ReportRegister>> load_periods(storage::Database& database, audit::EventNumber known_at) {
  RegisterParts parts;
  for (const auto read : {read_periods, read_changes}) {
    if (auto done = read(database, known_at, {}, parts); !done) return pass_on(done);
  }
  return std::make_shared<const ReportRegister>(std::move(parts), known_at);
}

Done append(storage::Database& database, const Period& period) {
  return done_of(database.execute(
      "INSERT INTO report_period (id, event, set_id, province, title_vi, title_en, as_of, opens_on, due_on)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {period.id, period.event, period.set, period.province, period.title_vi, period.title_en, period.as_of.text(),
       period.opens_on.text(), period.due_on.text()}));
}

Done append(storage::Database& database, const PeriodChange& change) {
  return done_of(
      database.execute("INSERT INTO report_period_change (period, event, change, unit, due_on, reason, actor)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?)",
                       {change.period, change.event, std::string(name_of(change.kind)), change.unit,
                        change.due_on ? change.due_on->text() : std::string(), change.reason, change.actor}));
}

Done append(storage::Database& database, const Step& step) {
  return done_of(database.execute(
      "INSERT INTO report_step (period, unit, event, step, version, day, is_late, reason_code, words, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {step.period, step.unit, step.event, std::string(name_of(step.kind)), std::int64_t{step.version}, step.day.text(),
       std::int64_t{step.is_late ? 1 : 0}, step.reason_code, step.words, step.actor}));
}

Done append(storage::Database& database, const Verification& each) {
  return done_of(database.execute(
      "INSERT INTO report_verification (period, unit, indicator, event, decision, reason_code, words, seen, actor)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {each.period, each.unit, each.indicator, each.event, std::string(name_of(each.decision)), each.reason_code,
       each.words, each.seen, each.actor}));
}

Done append(storage::Database& database, const Remark& remark) {
  return done_of(database.execute(
      "INSERT INTO report_remark (period, unit, indicator, event, words, actor) VALUES (?, ?, ?, ?, ?, ?)",
      {remark.period, remark.unit, remark.indicator, remark.event, remark.words, remark.actor}));
}

}  // namespace luytre::reporting
