#include "programme/recognition/recognition_store.h"

namespace luytre::recognition {

namespace {

using storage::Row;
using storage::Value;

// A row that this program did not write so is a damaged database, not a caller's fault.
tl::unexpected<Problem> damaged(const std::string& table, const Row& row) {
  return refuse("recognition.damaged_row", {{"table", table}, {"event", std::to_string(row.integer(0))}});
}

Result<TitleFact> read_title_fact(const Row& row) {
  TitleFact fact;
  fact.event = row.integer(0);
  fact.unit = row.text(1);
  const auto title = title_named(row.text(2));
  const auto standing = standing_named(row.text(3));
  const auto stated_on = Date::parse(row.text(9));
  if (!title || !standing || !stated_on) return damaged("title_fact", row);
  fact.title = *title;
  fact.standing = *standing;
  fact.set = row.text(4);
  fact.set_hash = row.text(5);
  if (const auto year = row.integer_or_null(6)) fact.achievement_year = static_cast<int>(*year);
  if (const auto text = row.text_or_null(7)) {
    const auto date = Date::parse(*text);
    if (!date) return damaged("title_fact", row);
    fact.decision_date = *date;
  }
  fact.decision = row.text(8);
  fact.stated_on = *stated_on;
  fact.value = row.text(10);
  fact.words = row.text(11);
  fact.source_url = row.text(12);
  fact.trust = row.text(13);
  if (!row.text(14).empty()) {
    const auto date = Date::parse(row.text(14));
    if (!date) return damaged("title_fact", row);
    fact.in_force = *date;
  }
  fact.document = row.text(15);
  return fact;
}

Result<Announcement> read_announcement(const Row& row) {
  Announcement one;
  one.event = row.integer(0);
  one.unit = row.text(1);
  const auto title = title_named(row.text(2));
  const auto day = Date::parse(row.text(4));
  if (!title || !day) return damaged("title_announcement", row);
  one.title = *title;
  one.decision = row.text(3);
  one.day = *day;
  one.words = row.text(5);
  one.link = row.text(6);
  return one;
}

Result<QuotedFact> read_quoted_fact(const Row& row) {
  QuotedFact fact;
  fact.event = row.integer(0);
  fact.unit = row.text(1);
  const auto date = Date::parse(row.text(2));
  if (!date) return damaged("quoted_fact", row);
  fact.date = *date;
  fact.kind = row.text(3);
  fact.about = row.text(4);
  fact.status = row.text(5);
  fact.decision = row.text(6);
  fact.value = row.text(7);
  fact.note = row.text(8);
  fact.source_url = row.text(9);
  fact.trust = row.text(10);
  return fact;
}

Result<Coverage> read_coverage(const Row& row) {
  Coverage coverage;
  coverage.event = row.integer(0);
  coverage.unit = row.text(1);
  const auto title = title_named(row.text(2));
  const auto from = Date::parse(row.text(3));
  if (!title || !from) return damaged("title_coverage", row);
  coverage.title = *title;
  coverage.days.from = *from;
  if (!row.text(4).empty()) {
    const auto to = Date::parse(row.text(4));
    if (!to) return damaged("title_coverage", row);
    coverage.days.to = *to;
  }
  coverage.source = row.text(5);
  coverage.reason = row.text(6);
  return coverage;
}

template <class Fact>
Result<std::vector<Fact>> read_all(storage::Database& database, std::string_view sql, audit::EventNumber known_at,
                                   Result<Fact> (*read)(const Row&)) {
  std::vector<Fact> facts;
  auto done = database.each_row(sql, {known_at}, [&](const Row& row) -> Done {
    auto fact = read(row);
    if (!fact) return pass_on(fact);
    facts.push_back(std::move(*fact));
    return {};
  });
  if (!done) return pass_on(done);
  return facts;
}

constexpr std::string_view select_title_facts =
    "SELECT event, unit, title, standing, criteria_set, set_hash, achievement_year, decision_date, decision, "
    "stated_on, figure, words, source_url, trust, in_force, document FROM title_fact WHERE event <= ? ORDER BY event, "
    "place";
constexpr std::string_view select_quoted_facts =
    "SELECT event, unit, stated_on, kind, about, status, decision, figure, note, source_url, trust "
    "FROM quoted_fact WHERE event <= ? ORDER BY event, place";
constexpr std::string_view select_coverage =
    "SELECT event, unit, title, from_day, to_day, source, reason FROM title_coverage WHERE event <= ? "
    "ORDER BY event, place";
constexpr std::string_view select_announcements =
    "SELECT event, unit, title, decision, day, words, link FROM title_announcement WHERE event <= ? "
    "ORDER BY event, place";

using Rows = std::vector<std::vector<Value>>;

Rows rows_of(audit::EventNumber event, const std::vector<TitleFact>& facts) {
  Rows rows;
  for (const auto& fact : facts) {
    const Value year = fact.achievement_year ? Value(std::int64_t{*fact.achievement_year}) : Value();
    const Value date = fact.decision_date ? Value(fact.decision_date->text()) : Value();
    rows.push_back({event, static_cast<std::int64_t>(rows.size()), fact.unit, std::string(name_of(fact.title)),
                    std::string(name_of(fact.standing)), fact.set, fact.set_hash, year, date, fact.decision,
                    fact.stated_on.text(), fact.value, fact.words, fact.source_url, fact.trust,
                    fact.in_force ? fact.in_force->text() : std::string(), fact.document});
  }
  return rows;
}

Rows rows_of(audit::EventNumber event, const std::vector<QuotedFact>& facts) {
  Rows rows;
  for (const auto& fact : facts) {
    rows.push_back({event, static_cast<std::int64_t>(rows.size()), fact.unit, fact.date.text(), fact.kind, fact.about,
                    fact.status, fact.decision, fact.value, fact.note, fact.source_url, fact.trust});
  }
  return rows;
}

Rows rows_of(audit::EventNumber event, const std::vector<Coverage>& coverage) {
  Rows rows;
  for (const auto& one : coverage) {
    rows.push_back({event, static_cast<std::int64_t>(rows.size()), one.unit, std::string(name_of(one.title)),
                    one.days.from.text(), one.days.to.text(), one.source, one.reason});
  }
  return rows;
}

Rows rows_of(audit::EventNumber event, const std::vector<Announcement>& announcements) {
  Rows rows;
  for (const auto& one : announcements) {
    rows.push_back({event, static_cast<std::int64_t>(rows.size()), one.unit, std::string(name_of(one.title)),
                    one.decision, one.day.text(), one.words, one.link});
  }
  return rows;
}

}  // namespace

Result<std::shared_ptr<const TitleRegister>> load_titles(storage::Database& database, audit::EventNumber known_at) {
  auto facts = read_all<TitleFact>(database, select_title_facts, known_at, read_title_fact);
  if (!facts) return pass_on(facts);
  auto quoted = read_all<QuotedFact>(database, select_quoted_facts, known_at, read_quoted_fact);
  if (!quoted) return pass_on(quoted);
  auto coverage = read_all<Coverage>(database, select_coverage, known_at, read_coverage);
  if (!coverage) return pass_on(coverage);
  auto announcements = read_all<Announcement>(database, select_announcements, known_at, read_announcement);
  if (!announcements) return pass_on(announcements);
  return std::make_shared<const TitleRegister>(std::move(*facts), std::move(*quoted), std::move(*coverage), known_at,
                                               std::move(*announcements));
}

Done append_facts(storage::Database& database, audit::EventNumber event, const FactBatch& batch) {
  auto done = database.insert_rows(
      "title_fact",
      {"event", "place", "unit", "title", "standing", "criteria_set", "set_hash", "achievement_year", "decision_date",
       "decision", "stated_on", "figure", "words", "source_url", "trust", "in_force", "document"},
      rows_of(event, batch.titles));
  if (!done) return done;
  done = database.insert_rows("quoted_fact",
                              {"event", "place", "unit", "stated_on", "kind", "about", "status", "decision", "figure",
                               "note", "source_url", "trust"},
                              rows_of(event, batch.quoted));
  if (!done) return done;
  done = database.insert_rows("title_coverage",
                              {"event", "place", "unit", "title", "from_day", "to_day", "source", "reason"},
                              rows_of(event, batch.coverage));
  if (!done) return done;
  return database.insert_rows("title_announcement",
                              {"event", "place", "unit", "title", "decision", "day", "words", "link"},
                              rows_of(event, batch.announcements));
}

}  // namespace luytre::recognition
