#include "programme/observations/record.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/hash.h"
#include "base/large_pages.h"
#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

// What the sender looked at and, beside it, what was recorded since: small, so that an order costs the same however
// much stands.
struct Known {
  std::shared_ptr<const Panel> panel;
  std::shared_ptr<const Panel> later;  // nullptr: nothing

  std::optional<Observation> newest(const ObservationKey& key) const {
    auto since = later == nullptr ? std::nullopt : later->newest(key);
    return since ? since : panel->newest(key);
  }
  std::vector<Observation> history(const ObservationKey& key) const {
    auto all = panel->history(key.unit, key.measure, key.dimension, key.opinion);
    if (later == nullptr) return all;
    for (auto& since : later->history(key.unit, key.measure, key.dimension, key.opinion)) {
      all.push_back(std::move(since));
    }
    return all;
  }
};

Result<Known> known_now(storage::Database& database, audit::EventNumber number,
                        const std::shared_ptr<const Panel>& panel) {
  if (number - 1 <= panel->known_at()) return Known{panel, nullptr};
  const auto newest = newest_observation_event(database);
  if (!newest) return pass_on(newest);
  if (*newest <= panel->known_at()) return Known{panel, nullptr};
  auto later = load_later(database, panel->known_at(), number);
  if (!later) return pass_on(later);
  return Known{panel, *std::move(later)};
}

// Whether what stands is still what the sender saw. A value that only rose in stage since (signed, verified) says the
// same.
bool is_as_seen(const Known& now, const Observation& said, const std::string& base,
                const std::optional<Observation>& standing) {
  const bool is_blank = !standing || standing->value.kind == ValueKind::withdrawn;
  if (base.empty()) return is_blank;
  if (!standing) return false;
  if (text(standing->id) == base) return true;
  for (const Observation& version : now.history(said.key)) {
    if (version.key.as_of == said.key.as_of && text(version.id) == base) return version.value == standing->value;
  }
  return false;
}

// Rows of `values` that say something new; what others said meanwhile is counted or told as a conflict.
Result<std::vector<std::uint32_t>> still_new(storage::Database& database, audit::EventNumber number,
                                             const std::shared_ptr<const Panel>& panel, const CheckedValues& values,
                                             const RecordOrder& order, Recorded& recorded) {
  const auto now = known_now(database, number, panel);
  if (!now) return pass_on(now);
  Standing before(*panel, values, order.notes_count);
  std::optional<Standing> since;
  if (now->later != nullptr) since.emplace(*now->later, values, order.notes_count);
  std::vector<std::uint32_t> kept;
  reserve_large(kept, values.size());
  for (std::uint32_t at = 0; at < values.size(); ++at) {
    const ValueRow& row = values.rows[at];
    const Cell* newest = since ? since->newest(row) : nullptr;
    Standing& its = newest == nullptr ? before : *since;
    if (since && newest == nullptr) newest = before.newest(row);
    if (since && its.is_known(row, newest)) {
      ++recorded.unchanged;
      if (order.tells_rows && newest != nullptr) {
        recorded.rows.push_back({row.row, {newest->batch, newest->position}, false});
      }
      continue;
    }
    if (const auto base = values.base(row)) {
      const Observation said = values.observation(row);
      const auto seen = now->newest(said.key);
      if (!is_as_seen(*now, said, *base, seen)) {
        if (!order.tells_rows) return refuse("observations.base_changed", {{"value", text(said.value)}});
        recorded.rows.push_back({row.row, seen ? seen->id : ObservationId{}, true});
        continue;
      }
    }
    kept.push_back(at);
  }
  return kept;
}

Done write_batches(storage::Database& database, audit::EventNumber number, const CheckedValues& values,
                   const std::vector<std::uint32_t>& rows, bool is_demonstration, bool tells_rows, Recorded& recorded) {
  const auto plans = plan_batches(values, rows);
  auto written = append_batches(database, number, values, plans, is_demonstration);
  if (!written) return pass_on(written);
  for (std::size_t at = 0; tells_rows && at < plans.size(); ++at) {
    std::uint32_t position = 0;
    for (const std::uint32_t row : plans[at].rows) {
      recorded.rows.push_back({values.rows[row].row, {(*written)[at].batch, position++}, false});
    }
  }
  recorded.values = rows.size();
  recorded.batches = *std::move(written);
  return {};
}

// Batches and units where they are few; of a large import the batches, in which every value is found again.
std::vector<audit::Subject> subjects_of(const RecordOrder& order, const Recorded& recorded, const CheckedValues& values,
                                        const std::vector<std::uint32_t>& rows) {
  std::vector<audit::Subject> batches;
  for (const auto& batch : recorded.batches) batches.push_back({"batch", std::to_string(batch.batch)});
  batches = audit::subjects_or(std::move(batches), {"import", order.origin_sha256});
  std::vector<bool> is_touched(values.words_count());
  std::set<std::string_view> units;
  for (const std::uint32_t at : rows) {
    const std::uint32_t unit = values.rows[at].unit;
    if (!is_touched[unit]) units.insert(values.text_of(unit));
    is_touched[unit] = true;
  }
  if (units.size() + batches.size() > audit::subjects_max) return batches;
  for (const auto& unit : units) batches.push_back({"unit", std::string(unit)});
  return batches;
}

json::array answer_rows(const Recorded& recorded) {
  json::array rows;
  for (const RecordedRow& row : recorded.rows) {
    rows.push_back(json::array{static_cast<std::int64_t>(row.row), row.id.batch,
                               static_cast<std::int64_t>(row.id.position), row.is_conflict});
  }
  return rows;
}

audit::EventDraft event_of(const RecordOrder& order, const Recorded& recorded, bool is_demonstration) {
  json::array batches;
  for (const auto& batch : recorded.batches) {
    batches.push_back({{"batch", batch.batch},
                       {"province", batch.province},
                       {"values", batch.values},
                       {"sha256", hex(batch.checksum)}});
  }
  audit::EventDraft draft;
  draft.kind = "observations.recorded";
  draft.payload = {{"origin", order.origin},
                   {"origin_sha256", order.origin_sha256},
                   {"values", recorded.values},
                   {"is_demonstration", is_demonstration},
                   {"batches", std::move(batches)}};
  if (!recorded.batches.empty() && recorded.batches.front().province == recorded.batches.back().province) {
    draft.province = recorded.batches.front().province;
  }
  draft.answer = {{"values", recorded.values}, {"rows", answer_rows(recorded)}};
  return draft;
}

void read_answer(const json::value& answer, Recorded& recorded) {
  recorded.values = static_cast<std::size_t>(answer.at("values").as_int64());
  recorded.rows.clear();
  const json::value* rows = answer.as_object().if_contains("rows");
  if (rows == nullptr) return;  // answered by an older program
  for (const json::value& told : rows->as_array()) {
    const auto& row = told.as_array();
    recorded.rows.push_back({static_cast<std::size_t>(row[0].as_int64()),
                             {row[1].as_int64(), static_cast<std::uint32_t>(row[2].as_int64())},
                             row[3].as_bool()});
  }
}

std::string right_for(Opinion opinion) { return "observations.record_" + std::string(text(opinion)); }

std::vector<access::Ask> asks_for(const CheckedValues& values, const RecordOrder& order) {
  if (order.are_demonstration_values) return {access::Ask{"demonstration.load", "", {}, {}}};
  return asks_of(values, values.rows, order);
}

}  // namespace

std::vector<access::Ask> asks_of(const CheckedValues& values, std::span<const ValueRow> rows,
                                 const RecordOrder& order) {
  // The sector's opinion is asked for each measure, any other once: columns that are asked together share a number.
  std::map<std::string, std::uint32_t> rights;
  std::vector<std::uint32_t> right_of;
  for (const ColumnKey& column : values.columns()) {
    const bool is_sector = column.opinion == Opinion::sector;
    const std::string right = right_for(column.opinion) + (is_sector ? " " + column.measure : "");
    right_of.push_back(rights.emplace(right, static_cast<std::uint32_t>(rights.size())).first->second);
  }
  KeyNumbers days, seen;
  std::vector<access::Ask> asks;
  for (const ValueRow& row : rows) {
    const auto day = static_cast<std::uint64_t>(days.of(static_cast<std::uint32_t>(row.as_of)));
    const std::uint64_t asked = (day * values.words_count() + row.unit) * right_of.size() + right_of[row.column];
    if (seen.of(asked) < asks.size()) continue;
    const ColumnKey& column = values.column_of(row);
    const Date as_of = Date::from_days(row.as_of);
    access::Ask ask{right_for(column.opinion), std::string(values.text_of(row.unit)), as_of, {}};
    if (column.opinion == Opinion::sector && order.indicators_of) {
      ask.indicators = order.indicators_of(column.measure, as_of);
    }
    asks.push_back(std::move(ask));
  }
  return asks;
}

Result<Recorded> record_observations(commands::Writer& writer, const std::shared_ptr<const Panel>& panel,
                                     const CheckedValues& values, const RecordOrder& order) {
  Recorded recorded;
  if (values.empty()) return recorded;
  const bool is_of_survey = std::any_of(values.columns().begin(), values.columns().end(),
                                        [](const ColumnKey& each) { return each.opinion == Opinion::survey; });
  if (is_of_survey) return refuse("surveys.only_by_round");
  bool nothing_left = false;
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    recorded = {};
    const auto is_demo = is_demonstration(database);
    if (!is_demo) return pass_on(is_demo);
    if (order.are_demonstration_values && !*is_demo) return refuse("observations.demonstration_into_real");
    if (order.may_change) {
      if (auto may = order.may_change(database, values); !may) return pass_on(may);
    }
    const auto left = still_new(database, number, panel, values, order, recorded);
    if (!left) return pass_on(left);
    nothing_left = left->empty();
    if (nothing_left) return refuse("observations.nothing_new");
    const auto written = write_batches(database, number, values, *left, *is_demo, order.tells_rows, recorded);
    if (!written) return pass_on(written);
    std::sort(recorded.rows.begin(), recorded.rows.end(),
              [](const RecordedRow& a, const RecordedRow& b) { return a.row < b.row; });
    recorded.event = number;
    audit::EventDraft draft = event_of(order, recorded, *is_demo);
    draft.subjects = subjects_of(order, recorded, values, *left);
    return draft;
  };
  commands::Order given = commands::order_by(order.asked, order.act, asks_for(values, order));
  if (given.request.empty()) given.request = order.origin + order.origin_sha256;
  const auto outcome = writer.run(std::move(given), body);
  if (!outcome && nothing_left && outcome.error().code == "observations.nothing_new") return recorded;
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  if (outcome->replayed) read_answer(outcome->answer, recorded);
  return recorded;
}

}  // namespace luytre::observations
