#include "programme/observations/record.h"

#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "programme/observations/batch_codec.h"
#include "programme/observations/installation.h"

namespace luytre::observations {

namespace {

using ByProvince = std::map<std::string, std::vector<Observation>>;

Result<ByProvince> still_new(storage::Database& database, audit::EventNumber number,
                             const std::shared_ptr<const Panel>& panel, const std::vector<CheckedRow>& rows,
                             Recorded& recorded) {
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
      continue;
    }
    by_province[row.province].push_back(row.observation);
  }
  return by_province;
}

Done write_batches(storage::Database& database, audit::EventNumber number, const ByProvince& by_province,
                   bool is_demonstration, Recorded& recorded) {
  std::int64_t ordinal = 0;
  for (const auto& [province, values] : by_province) {
    for (std::size_t first = 0; first < values.size(); first += batch_values_max) {
      const std::size_t last = std::min(values.size(), first + batch_values_max);
      const std::vector<Observation> part(values.begin() + static_cast<std::ptrdiff_t>(first),
                                          values.begin() + static_cast<std::ptrdiff_t>(last));
      auto written = append_batch(database, number, ordinal++, province, part, is_demonstration);
      if (!written) return pass_on(written);
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
  for (const auto& [province, observations] : by_province) {
    for (const Observation& observation : observations) units.insert(observation.key.unit);
  }
  if (units.size() + batches.size() > audit::subjects_max) return batches;
  for (const auto& unit : units) batches.push_back({"unit", unit});
  return batches;
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
  draft.answer = {{"values", recorded.values}};
  return draft;
}

std::string right_for(Opinion opinion) { return "observations.record_" + std::string(text(opinion)); }

// One ask for each unit, day, opinion and, where departments own indicators, measure. What a generator made asks once.
std::vector<access::Ask> asks_of(const std::vector<CheckedRow>& rows, const RecordOrder& order) {
  if (order.are_demonstration_values) return {access::Ask{"demonstration.load", "", {}, {}}};
  std::set<std::tuple<std::string, std::string, Date, std::string>> seen;
  std::vector<access::Ask> asks;
  for (const CheckedRow& row : rows) {
    const ObservationKey& key = row.observation.key;
    const std::string measure = key.opinion == Opinion::sector ? key.measure : std::string();
    if (!seen.emplace(right_for(key.opinion), key.unit, key.as_of, measure).second) continue;
    access::Ask ask{right_for(key.opinion), key.unit, key.as_of, {}};
    if (!measure.empty() && order.indicators_of) ask.indicators = order.indicators_of(measure, key.as_of);
    asks.push_back(std::move(ask));
  }
  return asks;
}

}  // namespace

Result<Recorded> record_observations(commands::Writer& writer, const std::shared_ptr<const Panel>& panel,
                                     const std::vector<CheckedRow>& rows, const RecordOrder& order) {
  Recorded recorded;
  recorded.unchanged = 0;
  if (rows.empty()) return recorded;
  bool nothing_left = false;
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    recorded = {};
    const auto is_demo = is_demonstration(database);
    if (!is_demo) return pass_on(is_demo);
    if (order.are_demonstration_values && !*is_demo) return refuse("observations.demonstration_into_real");
    const auto left = still_new(database, number, panel, rows, recorded);
    if (!left) return pass_on(left);
    nothing_left = left->empty();
    if (nothing_left) return refuse("observations.nothing_new");
    const auto written = write_batches(database, number, *left, *is_demo, recorded);
    if (!written) return pass_on(written);
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
  if (outcome->replayed) recorded.values = static_cast<std::size_t>(outcome->answer.at("values").as_int64());
  return recorded;
}

}  // namespace luytre::observations
