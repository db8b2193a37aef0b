#include "programme/observations/record.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "programme/observations/batch_codec.h"
#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

struct Kept {
  std::vector<Observation> values;
  std::vector<std::size_t> rows;  // CheckedRow::row of each value
};
using ByProvince = std::map<std::string, Kept>;

// Whether what stands is still what the sender saw. A value that only rose in stage since (signed, verified) says the
// same.
bool is_as_seen(const Panel& now, const Observation& said, const std::string& base,
                const std::optional<Observation>& standing) {
  const bool is_blank = !standing || standing->value.kind == ValueKind::withdrawn;
  if (base.empty()) return is_blank;
  if (!standing) return false;
  if (text(standing->id) == base) return true;
  const auto& key = said.key;
  for (const Observation& version : now.history(key.unit, key.measure, key.dimension, key.opinion)) {
    if (version.key.as_of == key.as_of && text(version.id) == base) return version.value == standing->value;
  }
  return false;
}

// The rows that say something new, by province; what others said meanwhile is counted or told as a conflict.
Result<ByProvince> still_new(storage::Database& database, audit::EventNumber number,
                             const std::shared_ptr<const Panel>& panel, const std::vector<CheckedRow>& rows,
                             const RecordOrder& order, Recorded& recorded) {
  const auto newest = newest_observation_event(database);
  if (!newest) return pass_on(newest);
  std::shared_ptr<const Panel> now = panel;
  if (*newest > panel->known_at()) {
    auto loaded = load_panel(database, number, panel);
    if (!loaded) return pass_on(loaded);
    now = *std::move(loaded);
  }
  ByProvince by_province;
  for (const auto& row : rows) {
    if (now != panel && is_known(*now, row.observation)) {
      ++recorded.unchanged;
      const auto same = order.tells_rows ? now->newest(row.observation.key) : std::nullopt;
      if (same) recorded.rows.push_back({row.row, same->id, false});
      continue;
    }
    const auto standing = row.base ? now->newest(row.observation.key) : std::nullopt;
    if (row.base && !is_as_seen(*now, row.observation, *row.base, standing)) {
      if (!order.tells_rows) return refuse("observations.base_changed", {{"value", text(row.observation.value)}});
      recorded.rows.push_back({row.row, standing ? standing->id : ObservationId{}, true});
      continue;
    }
    auto& kept = by_province[row.province];
    kept.values.push_back(row.observation);
    kept.rows.push_back(row.row);
  }
  return by_province;
}

Done write_batches(storage::Database& database, audit::EventNumber number, const ByProvince& by_province,
                   bool is_demonstration, bool tells_rows, Recorded& recorded) {
  std::int64_t ordinal = 0;
  for (const auto& [province, kept] : by_province) {
    for (std::size_t first = 0; first < kept.values.size(); first += batch_values_max) {
      const std::size_t last = std::min(kept.values.size(), first + batch_values_max);
      const std::vector<Observation> part(kept.values.begin() + static_cast<std::ptrdiff_t>(first),
                                          kept.values.begin() + static_cast<std::ptrdiff_t>(last));
      auto written = append_batch(database, number, ordinal++, province, part, is_demonstration);
      if (!written) return pass_on(written);
      for (std::size_t at = first; tells_rows && at < last; ++at) {
        recorded.rows.push_back({kept.rows[at], {written->batch, static_cast<std::uint32_t>(at - first)}, false});
      }
      recorded.values += part.size();
      recorded.batches.push_back(*std::move(written));
    }
  }
  return {};
}

// Batches and units where they are few; of a large import the batches, in which every value is found again.
std::vector<audit::Subject> subjects_of(const RecordOrder& order, const Recorded& recorded,
                                        const ByProvince& by_province) {
  std::vector<audit::Subject> batches;
  for (const auto& batch : recorded.batches) batches.push_back({"batch", std::to_string(batch.batch)});
  batches = audit::subjects_or(std::move(batches), {"import", order.origin_sha256});
  std::set<std::string> units;
  for (const auto& [province, kept] : by_province) {
    for (const Observation& observation : kept.values) units.insert(observation.key.unit);
  }
  if (units.size() + batches.size() > audit::subjects_max) return batches;
  for (const auto& unit : units) batches.push_back({"unit", unit});
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

std::vector<access::Ask> asks_of(const std::vector<CheckedRow>& rows, const RecordOrder& order) {
  if (order.are_demonstration_values) return {access::Ask{"demonstration.load", "", {}, {}}};
  std::vector<const ObservationKey*> keys;
  keys.reserve(rows.size());
  for (const CheckedRow& row : rows) keys.push_back(&row.observation.key);
  return observations::asks_of(keys, order);
}

}  // namespace

std::vector<access::Ask> asks_of(const std::vector<const ObservationKey*>& keys, const RecordOrder& order) {
  std::set<std::tuple<std::string, std::string, Date, std::string>> seen;
  std::vector<access::Ask> asks;
  for (const ObservationKey* key : keys) {
    const std::string measure = key->opinion == Opinion::sector ? key->measure : std::string();
    if (!seen.emplace(right_for(key->opinion), key->unit, key->as_of, measure).second) continue;
    access::Ask ask{right_for(key->opinion), key->unit, key->as_of, {}};
    if (!measure.empty() && order.indicators_of) ask.indicators = order.indicators_of(measure, key->as_of);
    asks.push_back(std::move(ask));
  }
  return asks;
}

Result<Recorded> record_observations(commands::Writer& writer, const std::shared_ptr<const Panel>& panel,
                                     const std::vector<CheckedRow>& rows, const RecordOrder& order) {
  Recorded recorded;
  if (rows.empty()) return recorded;
  bool nothing_left = false;
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    recorded = {};
    const auto is_demo = is_demonstration(database);
    if (!is_demo) return pass_on(is_demo);
    if (order.are_demonstration_values && !*is_demo) return refuse("observations.demonstration_into_real");
    if (order.may_change) {
      if (auto may = order.may_change(database, rows); !may) return pass_on(may);
    }
    const auto left = still_new(database, number, panel, rows, order, recorded);
    if (!left) return pass_on(left);
    nothing_left = left->empty();
    if (nothing_left) return refuse("observations.nothing_new");
    const auto written = write_batches(database, number, *left, *is_demo, order.tells_rows, recorded);
    if (!written) return pass_on(written);
    std::sort(recorded.rows.begin(), recorded.rows.end(),
              [](const RecordedRow& a, const RecordedRow& b) { return a.row < b.row; });
    recorded.event = number;
    audit::EventDraft draft = event_of(order, recorded, *is_demo);
    draft.subjects = subjects_of(order, recorded, *left);
    return draft;
  };
  commands::Order given = commands::order_by(order.asked, order.act, asks_of(rows, order));
  if (given.request.empty()) given.request = order.origin + order.origin_sha256;
  const auto outcome = writer.run(std::move(given), body);
  if (!outcome && nothing_left && outcome.error().code == "observations.nothing_new") return recorded;
  if (!outcome) return pass_on(outcome);
  recorded.event = outcome->event;
  if (outcome->replayed) read_answer(outcome->answer, recorded);
  return recorded;
}

}  // namespace luytre::observations
