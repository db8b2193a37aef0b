#include "programme/law_desk/open_points.h"

#include <algorithm>
#include <array>

#include "programme/criteria/compile.h"

namespace luytre::law_desk {
namespace {

using criteria::Confidence;
using criteria::Library;
using criteria::RuleNode;
using criteria::Threshold;

std::string label_of(const RuleNode& rule) { return rule.number.empty() ? rule.id : rule.number; }

bool has_provincial_row(const Library& library, std::string_view set, std::string_view province, const RuleNode& rule) {
  return std::any_of(library.provincial.begin(), library.provincial.end(), [&](const criteria::ProvincialLayer& layer) {
    if (layer.set != set || (!province.empty() && layer.province != province)) return false;
    return std::any_of(layer.thresholds.begin(), layer.thresholds.end(),
                       [&](const auto& row) { return row.indicator == rule.number || row.indicator == rule.id; });
  });
}

bool is_weak(Confidence confidence) {
  return confidence == Confidence::uncertain || confidence == Confidence::from_memory;
}

OpenRow row_of(OpenKind kind, const RuleNode& rule, const Threshold& threshold) {
  return {kind,
          label_of(rule),
          threshold.column,
          threshold.from.text(),
          threshold.year ? std::to_string(*threshold.year) : std::string(),
          threshold.dimension,
          threshold.text,
          std::string(name_of(threshold.confidence))};
}

OpenRow whole(OpenKind kind, const RuleNode& rule, std::string confidence = {}) {
  return {kind, label_of(rule), {}, {}, {}, {}, {}, std::move(confidence)};
}

struct Searched {
  const Library& library;
  std::string_view set;
  std::string_view province;
};

void search(const Searched& where, const RuleNode& rule, std::vector<OpenRow>& rows) {
  if (rule.kind == criteria::RuleKind::unknown) rows.push_back(whole(OpenKind::rule_unknown, rule));
  if (rule.delegated == criteria::Layer::province &&
      !has_provincial_row(where.library, where.set, where.province, rule)) {
    rows.push_back(whole(OpenKind::delegated, rule));
  }
  for (const Threshold& threshold : rule.thresholds) {
    if (threshold.state == criteria::ThresholdState::unknown) {
      rows.push_back(row_of(OpenKind::unknown, rule, threshold));
    } else if (is_weak(threshold.confidence)) {
      rows.push_back(row_of(OpenKind::uncertain, rule, threshold));
    }
  }
  if (rule.thresholds.empty() && rule.confidence && is_weak(*rule.confidence)) {
    rows.push_back(whole(OpenKind::uncertain, rule, std::string(name_of(*rule.confidence))));
  }
  for (const RuleNode& part : rule.parts) search(where, part, rows);
}

void add_own_rows(const Searched& where, const RuleNode& rule, std::vector<OwnRows>& own) {
  const criteria::ProvincialLayer* layer =
      where.province.empty() ? nullptr : where.library.layer(where.province, where.set);
  const std::string hash = layer == nullptr ? std::string() : criteria::provincial_hash(*layer, label_of(rule));
  if (!hash.empty()) {
    const auto& confirmations = where.library.confirmations;
    own.push_back({label_of(rule), std::any_of(confirmations.begin(), confirmations.end(), [&](const auto& held) {
                     return held.province == where.province && held.set == where.set && held.indicator_hash == hash;
                   })});
  }
  for (const RuleNode& part : rule.parts) add_own_rows(where, part, own);
}

void count(const OpenPoint& point, OpenPoints& points) {
  for (const OpenRow& row : point.rows) {
    const std::array<int*, 4> counters = {&points.unknown, &points.uncertain, &points.delegated, &points.rules_unknown};
    ++*counters.at(static_cast<std::size_t>(row.kind));
  }
}

json::object bilingual(const criteria::Bilingual& text) { return {{"vi", text.vi}, {"en", text.en}}; }

json::object point_value(const OpenPoint& point) {
  json::array rows;
  for (const OpenRow& row : point.rows) {
    rows.push_back(json::object{{"kind", name_of(row.kind)},
                                {"rule", row.rule},
                                {"class", row.column},
                                {"from", row.from},
                                {"year", row.year},
                                {"dimension", row.dimension},
                                {"value", row.value},
                                {"confidence", row.confidence}});
  }
  json::array own;
  for (const OwnRows& each : point.own) own.push_back({{"rule", each.rule}, {"confirmed", each.is_confirmed}});
  return {{"criterion", point.criterion},
          {"indicator", point.number},
          {"title", bilingual(point.title)},
          {"appraised_by", point.appraised_by},
          {"confirmed", point.is_confirmed},
          {"rows", std::move(rows)},
          {"own", std::move(own)}};
}

}  // namespace

bool OpenPoint::has_unconfirmed_own() const {
  return std::any_of(own.begin(), own.end(), [](const OwnRows& each) { return !each.is_confirmed; });
}

std::string_view name_of(OpenKind kind) {
  constexpr std::array<std::string_view, 4> names = {"unknown", "uncertain", "delegated", "rule_unknown"};
  return names.at(static_cast<std::size_t>(kind));
}

Result<OpenPoints> open_points(const Library& library, std::string_view set_id, std::string_view province) {
  const criteria::CriteriaSet* set = library.set(set_id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", std::string(set_id)}});
  OpenPoints points;
  points.set = set->id;
  points.title = set->title;
  points.province = province;
  for (const criteria::Criterion& criterion : set->criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      OpenPoint point{
          criterion.number, indicator.rule.number, indicator.rule.title, indicator.appraised_by, false, {}, {}};
      point.is_confirmed = library.confirmation(*set, indicator) != nullptr;
      search({library, set->id, province}, indicator.rule, point.rows);
      add_own_rows({library, set->id, province}, indicator.rule, point.own);
      ++points.indicators;
      if (point.is_confirmed) ++points.confirmed;
      count(point, points);
      if (!point.is_confirmed || !point.rows.empty() || point.has_unconfirmed_own())
        points.points.push_back(std::move(point));
    }
  }
  for (const criteria::StaleRow& row : library.stale) {
    if (row.set == set->id) points.stale.push_back(row);
  }
  return points;
}

json::object to_json(const OpenPoints& points) {
  json::array list;
  for (const OpenPoint& point : points.points) list.push_back(point_value(point));
  json::array stale;
  for (const criteria::StaleRow& row : points.stale) {
    stale.push_back(json::object{{"proposal", row.proposal}, {"province", row.province}, {"indicator", row.indicator}});
  }
  return {{"set", points.set},
          {"title", bilingual(points.title)},
          {"province", points.province},
          {"indicators", points.indicators},
          {"confirmed", points.confirmed},
          {"unknown", points.unknown},
          {"uncertain", points.uncertain},
          {"delegated", points.delegated},
          {"rules_unknown", points.rules_unknown},
          {"points", std::move(list)},
          {"stale", std::move(stale)}};
}

}  // namespace luytre::law_desk
