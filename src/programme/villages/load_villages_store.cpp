// Reading the register; the other half of the room's SQL.
#include <map>

#include "programme/villages/village_store.h"

namespace luytre::villages {
namespace {

using storage::Row;

// Which rows: those of events up to `known_at`, of one village when it is named. Tables of titles have no column for
// the village.
struct Question {
  std::string where;
  std::vector<storage::Value> values;

  Question(audit::EventNumber known_at, const std::string& village, const std::string& condition)
      : where(" WHERE event <= ?"), values{known_at} {
    if (village.empty()) return;
    where += " AND " + condition;
    values.emplace_back(village);
  }
};

constexpr std::size_t read_one_by_one_max = 20;  // villages touched since; more are read with all the others

constexpr std::string_view by_title = "title IN (SELECT id FROM village_title WHERE village = ?)";

Result<std::optional<Date>> optional_day(const Row& row, std::size_t column) {
  if (row.text(column).empty()) return std::optional<Date>();
  const auto day = Date::parse(row.text(column));
  if (!day) return pass_on(day);
  return std::optional<Date>(*day);
}

class Reader {
 public:
  Reader(storage::Database& database, audit::EventNumber known_at, std::string village)
      : database_(database), known_at_(known_at), village_(std::move(village)) {}

  Result<RegisterParts> read() {
    for (const auto part :
         {&Reader::read_villages, &Reader::read_versions, &Reader::read_ends, &Reader::read_counts, &Reader::read_heads,
          &Reader::read_links, &Reader::read_registrations, &Reader::read_steps, &Reader::read_works,
          &Reader::read_scores, &Reader::read_dissatisfied, &Reader::read_ticks, &Reader::read_tick_items}) {
      if (auto done = (this->*part)(); !done) return pass_on(done);
    }
    return std::move(parts_);
  }

 private:
  Done each(const std::string& select, const std::string& condition, const std::string& order,
            const storage::Database::RowReader& reader) {
    const Question question(known_at_, village_, condition);
    return database_.each_row(select + question.where + " ORDER BY " + order, question.values, reader);
  }

  Done read_villages() {
    return each("SELECT id, event, province, code FROM village", "id = ?", "event, id", [&](const Row& row) -> Done {
      Village village;
      village.id = row.text(0);
      village.event = row.integer(1);
      village.province = row.text(2);
      village.code = row.text(3);
      parts_.villages.push_back(std::move(village));
      return {};
    });
  }

  Done read_versions() {
    return each("SELECT village, event, from_day, name, kind, commune, decision, source, actor FROM village_version",
                "village = ?", "event", [&](const Row& row) -> Done {
                  const auto from = Date::parse(row.text(2));
                  if (!from) return pass_on(from);
                  parts_.versions.emplace_back(
                      row.text(0),
                      VillageVersion{row.integer(1), *from, row.text(3), kind_named(row.text(4)).value_or(Kind::thon),
                                     row.text(5), row.text(6), row.text(7), row.text(8)});
                  return {};
                });
  }

  Done read_ends() {
    return each("SELECT village, event, day, decision, actor FROM village_end", "village = ?", "event",
                [&](const Row& row) -> Done {
                  const auto day = Date::parse(row.text(2));
                  if (!day) return pass_on(day);
                  parts_.ends.emplace_back(row.text(0), VillageEnd{row.integer(1), *day, row.text(3), row.text(4)});
                  return {};
                });
  }

  Done read_counts() {
    return each("SELECT village, event, as_of, households, people, source, actor FROM village_count", "village = ?",
                "event", [&](const Row& row) -> Done {
                  const auto as_of = Date::parse(row.text(2));
                  if (!as_of) return pass_on(as_of);
                  parts_.counts.emplace_back(row.text(0), Count{row.integer(1), *as_of, row.integer_or_null(3),
                                                                row.integer_or_null(4), row.text(5), row.text(6)});
                  return {};
                });
  }

  Done read_heads() {
    return each("SELECT village, event, from_day, account, actor FROM village_head", "village = ?", "event",
                [&](const Row& row) -> Done {
                  const auto from = Date::parse(row.text(2));
                  if (!from) return pass_on(from);
                  parts_.heads.emplace_back(row.text(0), HeadFrom{row.integer(1), *from, row.text(3), row.text(4)});
                  return {};
                });
  }

  Done read_links() {
    return each("SELECT event, from_village, to_village, day, kind, decision FROM village_link",
                "? IN (from_village, to_village)", "event", [&](const Row& row) -> Done {
                  const auto day = Date::parse(row.text(3));
                  if (!day) return pass_on(day);
                  parts_.links.push_back({row.integer(0), row.text(1), row.text(2), *day,
                                          link_kind_named(row.text(4)).value_or(LinkKind::merged), row.text(5)});
                  return {};
                });
  }

  Done read_registrations() {
    return each("SELECT id, village, event, ladder, achievement_year, criteria_set, set_hash, actor FROM village_title",
                "village = ?", "event", [&](const Row& row) -> Done {
                  parts_.registrations.push_back(
                      {row.text(0), row.text(1), row.integer(2), ladder_named(row.text(3)).value_or(Ladder::village),
                       static_cast<int>(row.integer(4)), row.text(5), row.text(6), row.text(7)});
                  return {};
                });
  }

  Done read_steps() {
    return each(
        "SELECT title, event, step, day, is_favourable, words, file, households, present, agreeing,"
        " displayed_from, displayed_until, decision, in_force_on, issuer, signer, competence,"
        " competence_reference, on_behalf_of, criteria_set, set_hash, actor FROM village_step",
        std::string(by_title), "event", [&](const Row& row) { return read_step(row); });
  }

  Done read_step(const Row& row) {
    const auto day = Date::parse(row.text(3));
    if (!day) return pass_on(day);
    const auto from = optional_day(row, 10), until = optional_day(row, 11), in_force = optional_day(row, 13);
    for (const auto* each : {&from, &until, &in_force}) {
      if (!*each) return pass_on(*each);
    }
    Step step;
    step.title = row.text(0);
    step.event = row.integer(1);
    step.kind = step_named(row.text(2)).value_or(StepKind::meeting);
    step.day = *day;
    step.is_favourable = row.truth(4);
    step.words = row.text(5);
    step.file = row.text(6);
    step.households = row.integer_or_null(7);
    step.present = row.integer_or_null(8);
    step.agreeing = row.integer_or_null(9);
    step.displayed_from = *from;
    step.displayed_until = *until;
    step.decision = row.text(12);
    step.in_force_on = *in_force;
    step.issuer = row.text(14);
    step.signer = row.text(15);
    step.competence = row.text(16);
    step.competence_reference = row.text(17);
    step.on_behalf_of = row.text(18);
    step.set = row.text(19);
    step.set_hash = row.text(20);
    step.actor = row.text(21);
    at_[{step.title, step.event}] = parts_.steps.size();
    parts_.steps.push_back(std::move(step));
    return {};
  }

  Step& step_of(const Row& row) { return parts_.steps[at_.at({row.text(0), row.integer(1)})]; }

  Done read_works() {
    return each("SELECT title, event, what, due_on FROM village_work", std::string(by_title), "event, place",
                [&](const Row& row) -> Done {
                  const auto due_on = optional_day(row, 3);
                  if (!due_on) return pass_on(due_on);
                  step_of(row).works.push_back({row.text(2), *due_on});
                  return {};
                });
  }

  Done read_scores() {
    return each("SELECT title, event, indicator, result, words FROM village_score", std::string(by_title),
                "event, indicator", [&](const Row& row) -> Done {
                  step_of(row).scores.push_back(
                      {row.text(2), outcome_named(row.text(3)).value_or(Outcome::not_met), row.text(4)});
                  return {};
                });
  }

  Done read_dissatisfied() {
    return each("SELECT title, event, item, households FROM village_dissatisfied", std::string(by_title),
                "event, place", [&](const Row& row) -> Done {
                  step_of(row).dissatisfied.push_back({row.text(2), row.integer(3)});
                  return {};
                });
  }

  Done read_ticks() {
    return each("SELECT village, event, month, entered_as, words, actor FROM village_tick", "village = ?", "event",
                [&](const Row& row) -> Done {
                  Tick tick{row.integer(1),
                            Month::parse(row.text(2)).value_or(Month{}),
                            row.text(3) == name_of(EnteredAs::head) ? EnteredAs::head : EnteredAs::commune,
                            row.text(4),
                            row.text(5),
                            {}};
                  at_[{row.text(0), row.integer(1)}] = parts_.ticks.size();
                  parts_.ticks.emplace_back(row.text(0), std::move(tick));
                  return {};
                });
  }

  Done read_tick_items() {
    return each("SELECT village, event, item, done, total FROM village_tick_item", "village = ?", "event, item",
                [&](const Row& row) -> Done {
                  Tick& tick = parts_.ticks[at_.at({row.text(0), row.integer(1)})].second;
                  tick.items[row.text(2)] = {row.integer(3), row.integer_or_null(4)};
                  return {};
                });
  }

  storage::Database& database_;
  audit::EventNumber known_at_;
  std::string village_;
  RegisterParts parts_;
  std::map<std::pair<std::string, audit::EventNumber>, std::size_t> at_;  // steps and ticks by owner and event
};

// Villages that events after `after` touched, up to `known_at`.
Result<std::vector<std::string>> touched_villages(storage::Database& database, audit::EventNumber after,
                                                  audit::EventNumber known_at) {
  std::string sql;
  std::vector<storage::Value> values;
  const auto add = [&](std::string_view select) {
    sql += (sql.empty() ? "" : " UNION ") + std::string(select) + " event > ? AND event <= ?";
    values.insert(values.end(), {after, known_at});
  };
  for (const char* table :
       {"village_version", "village_end", "village_count", "village_head", "village_title", "village_tick"}) {
    add("SELECT village FROM " + std::string(table) + " WHERE");
  }
  add("SELECT from_village FROM village_link WHERE");
  add("SELECT to_village FROM village_link WHERE");
  sql +=
      " UNION SELECT t.village FROM village_step s JOIN village_title t ON t.id = s.title"
      " WHERE s.event > ? AND s.event <= ?";
  values.insert(values.end(), {after, known_at});
  std::vector<std::string> villages;
  auto read = database.each_row(sql, values, [&](const Row& row) -> Done {
    villages.push_back(row.text(0));
    return {};
  });
  if (!read) return pass_on(read);
  return villages;
}

}  // namespace

Result<std::shared_ptr<const VillageRegister>> load_villages(storage::Database& database, audit::EventNumber known_at,
                                                             const std::string& village) {
  auto parts = Reader(database, known_at, village).read();
  if (!parts) return pass_on(parts);
  return std::make_shared<const VillageRegister>(*std::move(parts), known_at);
}

Result<std::shared_ptr<const VillageRegister>> load_villages(storage::Database& database, audit::EventNumber known_at,
                                                             const std::shared_ptr<const VillageRegister>& earlier) {
  if (!earlier || known_at < earlier->known_at()) return load_villages(database, known_at, std::string());
  const auto touched = touched_villages(database, earlier->known_at(), known_at);
  if (!touched) return pass_on(touched);
  if (touched->size() > read_one_by_one_max) return load_villages(database, known_at, std::string());
  auto made = std::make_shared<const VillageRegister>(*earlier, RegisterParts{}, known_at);
  for (const std::string& village : *touched) {
    auto parts = Reader(database, known_at, village).read();
    if (!parts) return pass_on(parts);
    made = std::make_shared<const VillageRegister>(*made, *std::move(parts), known_at);
  }
  return made;
}

}  // namespace luytre::villages
