#include "outputs/statistics/claim_store.h"

#include <map>

namespace luytre::statistics {
namespace {

using storage::Row;
using storage::Value;

tl::unexpected<Problem> damaged(const Row& row) {
  return refuse("claim.damaged_row", {{"event", std::to_string(row.integer(0))}, {"claim", row.text(1)}});
}

Result<std::optional<Decimal>> number_in(const Row& row, std::size_t column) {
  if (row.text(column).empty()) return std::optional<Decimal>();
  const auto number = Decimal::parse(row.text(column));
  if (!number) return damaged(row);
  return std::optional(*number);
}

std::string number_text(const std::optional<Decimal>& number) { return number ? number->text() : std::string(); }

constexpr std::string_view select_claims =
    "SELECT event, id, series_key, definition, place, as_of, statement, printed, numerator, denominator, origin, "
    "source, source_url, trust, note, basis, rule, rule_hash, as_known, is_provisional, supersedes, reason, author "
    "FROM claim WHERE event <= ? ORDER BY event, id";

Result<Claim> read_claim(const Row& row, const Definitions& definitions) {
  Claim claim;
  claim.event = row.integer(0);
  claim.id = ClaimId(row.text(1));
  claim.key = row.text(2);
  claim.definition = row.text(3);
  claim.place = row.text(4);
  const auto as_of = Date::parse(row.text(5));
  const auto numerator = number_in(row, 8);
  const auto denominator = number_in(row, 9);
  const auto origin = origin_named(row.text(10));
  if (!as_of || !origin || definitions.find(claim.definition) == nullptr) return damaged(row);
  if (!numerator) return pass_on(numerator);
  if (!denominator) return pass_on(denominator);
  claim.as_of = *as_of;
  claim.statement = row.text(6);
  claim.printed = row.text(7);
  claim.numerator = *numerator;
  claim.denominator = *denominator;
  claim.origin = *origin;
  claim.source = row.text(11);
  claim.source_url = row.text(12);
  claim.trust = row.text(13);
  claim.note = row.text(14);
  claim.basis = row.text(15);
  claim.rule = row.text(16);
  claim.rule_hash = row.text(17);
  claim.as_known = row.integer(18);
  claim.provisional = row.truth(19);
  claim.supersedes = row.text(20);
  claim.reason = row.text(21);
  claim.author = row.text(22);
  return claim;
}

Done read_units(storage::Database& database, audit::EventNumber known_at, std::map<std::string, Claim*>& claims) {
  return database.each_row(
      "SELECT event, claim, unit, is_counted FROM claim_unit WHERE event <= ? ORDER BY claim, position", {known_at},
      [&](const Row& row) -> Done {
        const auto found = claims.find(row.text(1));
        if (found == claims.end()) return damaged(row);
        found->second->units.push_back(row.text(2));
        if (row.truth(3)) found->second->units_counted.push_back(row.text(2));
        return {};
      });
}

Done read_statuses(storage::Database& database, audit::EventNumber known_at, std::map<std::string, Claim*>& claims) {
  return database.each_row(
      "SELECT event, claim, status, recorded_at FROM claim_status WHERE event <= ? ORDER BY event, claim", {known_at},
      [&](const Row& row) -> Done {
        const auto found = claims.find(row.text(1));
        const auto status = claim_status_named(row.text(2));
        if (found == claims.end() || !status) return damaged(row);
        Claim& claim = *found->second;
        claim.status = *status;
        if (*status == ClaimStatus::published) {
          claim.published_event = row.integer(0);
          claim.published_at = row.text(3);
        }
        return {};
      });
}

std::vector<Value> row_of(const Claim& claim, audit::EventNumber event) {
  return {event,
          claim.id.text(),
          claim.key,
          claim.definition,
          claim.place,
          claim.as_of.text(),
          claim.statement,
          claim.printed,
          number_text(claim.numerator),
          number_text(claim.denominator),
          std::string(name_of(claim.origin)),
          claim.source,
          claim.source_url,
          claim.trust,
          claim.note,
          claim.basis,
          claim.rule,
          claim.rule_hash,
          claim.as_known,
          std::int64_t{claim.provisional ? 1 : 0},
          claim.supersedes,
          claim.reason,
          claim.author};
}

}  // namespace

Result<std::shared_ptr<const ClaimRegister>> load_claims(storage::Database& database, audit::EventNumber known_at) {
  auto definitions = Definitions::load();
  if (!definitions) return pass_on(definitions);
  std::vector<Claim> claims;
  auto done = database.each_row(select_claims, {known_at}, [&](const Row& row) -> Done {
    auto claim = read_claim(row, *definitions);
    if (!claim) return pass_on(claim);
    claims.push_back(std::move(*claim));
    return {};
  });
  if (!done) return pass_on(done);
  std::map<std::string, Claim*> by_id;
  for (Claim& claim : claims) by_id[claim.id.text()] = &claim;
  done = read_units(database, known_at, by_id);
  if (!done) return pass_on(done);
  done = read_statuses(database, known_at, by_id);
  if (!done) return pass_on(done);
  return std::make_shared<const ClaimRegister>(std::move(claims), std::move(*definitions), known_at);
}

Done append_claims(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const std::vector<Claim>& claims) {
  std::vector<std::vector<Value>> rows, units, statuses;
  for (const Claim& claim : claims) {
    rows.push_back(row_of(claim, event));
    statuses.push_back({event, claim.id.text(), std::string(name_of(claim.status)), recorded_at});
    std::map<std::string, bool> counted;
    for (const std::string& unit : claim.units_counted) counted[unit] = true;
    std::int64_t position = 0;
    for (const std::string& unit : claim.units) {
      units.push_back({event, claim.id.text(), position++, unit, std::int64_t{counted.contains(unit) ? 1 : 0}});
    }
  }
  auto done = database.insert_rows(
      "claim",
      {"event",     "id",          "series_key", "definition",     "place",      "as_of",  "statement", "printed",
       "numerator", "denominator", "origin",     "source",         "source_url", "trust",  "note",      "basis",
       "rule",      "rule_hash",   "as_known",   "is_provisional", "supersedes", "reason", "author"},
      rows);
  if (!done) return done;
  if (!units.empty()) {
    done = database.insert_rows("claim_unit", {"event", "claim", "position", "unit", "is_counted"}, units);
    if (!done) return done;
  }
  return database.insert_rows("claim_status", {"event", "claim", "status", "recorded_at"}, statuses);
}

Done append_status(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                   const ClaimId& id, ClaimStatus status) {
  const auto written =
      database.execute("INSERT INTO claim_status (event, claim, status, recorded_at) VALUES (?, ?, ?, ?)",
                       {event, id.text(), std::string(name_of(status)), recorded_at});
  if (!written) return pass_on(written);
  return {};
}

}  // namespace luytre::statistics
