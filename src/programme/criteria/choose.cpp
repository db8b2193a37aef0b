#include "programme/criteria/choose.h"

#include <algorithm>
#include <array>
#include <vector>

namespace luytre::criteria {

namespace {

using engine::Reason;
using engine::Truth;

// Conditions of columns look at attributes only; check() refuses measures there.
Truth truth_of(const Condition& condition, const UnitFacts& unit) {
  switch (condition.kind) {
    case Condition::Kind::attribute_in: {
      const std::string* value = attribute_of(unit, condition.name);
      if (value == nullptr) return Truth::unknown;
      const bool is_in = std::find(condition.values.begin(), condition.values.end(), *value) != condition.values.end();
      return is_in ? Truth::yes : Truth::no;
    }
    case Condition::Kind::negation: {
      const Truth inner = truth_of(condition.parts.at(0), unit);
      if (inner == Truth::unknown) return inner;
      return inner == Truth::yes ? Truth::no : Truth::yes;
    }
    case Condition::Kind::all:
    case Condition::Kind::any: {
      const Truth decides = condition.kind == Condition::Kind::all ? Truth::no : Truth::yes;
      Truth whole = decides == Truth::no ? Truth::yes : Truth::no;
      for (const Condition& part : condition.parts) {
        const Truth truth = truth_of(part, unit);
        if (truth == decides) return decides;
        if (truth == Truth::unknown) whole = Truth::unknown;
      }
      return whole;
    }
    default:
      return Truth::unknown;
  }
}

// How closely a row is meant for the question; less than zero: not at all.
int closeness(const Threshold& row, const RowQuestion& question) {
  int points = 0;
  if (row.column != "all") {
    if (question.column.is_unknown || row.column != question.column.column) return -1;
    points += 4;
  }
  if (row.year) {
    if (*row.year != question.year) return -1;
    points += 2;
  }
  if (!row.dimension.empty()) {
    if (row.dimension != question.dimension) return -1;
    points += 1;
  }
  return points;
}

// Of two rows equally close: the later that has begun, else the earlier.
bool is_better_dated(const Threshold& row, const Threshold& than, Date as_of) {
  const bool has_begun = row.from <= as_of;
  const bool other_has_begun = than.from <= as_of;
  if (has_begun != other_has_begun) return has_begun;
  return has_begun ? than.from < row.from : row.from < than.from;
}

struct LayerRows {
  const Threshold* row = nullptr;
  bool has_rows = false;
  bool needs_class = false;  // a row of some column might concern the unit, and its class is unknown
  bool is_provincial = false;
};

void consider(const Threshold& row, const RowQuestion& question, LayerRows& best, int& best_points) {
  best.has_rows = true;
  best.needs_class |= row.column != "all" && question.column.is_unknown;
  const int points = closeness(row, question);
  if (points < 0 || points < best_points) return;
  if (points > best_points || best.row == nullptr || is_better_dated(row, *best.row, question.as_of)) {
    best.row = &row;
    best_points = points;
  }
}

LayerRows rows_of(const RuleNode& rule, Layer layer, const RowQuestion& question) {
  LayerRows best;
  int best_points = -1;
  for (const Threshold& row : rule.thresholds) {
    if (row.layer == layer) consider(row, question, best, best_points);
  }
  if (layer == Layer::province && question.provincial != nullptr) {
    for (const ProvincialThreshold& row : question.provincial->thresholds) {
      if (row.indicator != rule.number && row.indicator != rule.id) continue;
      consider(row.threshold, question, best, best_points);
      best.is_provincial = true;
    }
  }
  return best;
}

bool is_stricter(const Threshold& row, const Threshold& than, engine::Direction direction) {
  switch (direction) {
    case engine::Direction::higher:
      return than.value < row.value;
    case engine::Direction::lower:
      return row.value < than.value;
    case engine::Direction::none:
      return true;  // the narrower layer speaks last
  }
  return true;
}

Reason missing_in(const LayerRows& rows) {
  if (rows.needs_class) return Reason::class_unknown;
  if (rows.row == nullptr || rows.row->state == ThresholdState::unknown) return Reason::law_not_loaded;
  return rows.row->state == ThresholdState::not_applicable ? Reason::column_not_concerned : Reason::none;
}

}  // namespace

const std::string* attribute_of(const UnitFacts& unit, std::string_view name) {
  if (name == "kind") return &unit.kind;
  if (name == "level") return &unit.level;
  if (name == "province") return &unit.province;
  const auto found = unit.attributes.find(name);
  return found == unit.attributes.end() ? nullptr : &found->second;
}

ColumnChoice choose_column(const CriteriaSet& set, const UnitFacts& unit) {
  ColumnChoice choice;
  if (set.column_attribute.empty()) return choice;
  std::vector<const std::string*> candidates;
  bool is_settled = false;
  for (const ColumnOverride& override : set.column_overrides) {
    const Truth truth = truth_of(override.when, unit);
    if (truth == Truth::no) continue;
    candidates.push_back(&override.use);
    if (truth == Truth::unknown) continue;
    choice.chosen_by = candidates.size() == 1 ? &override : nullptr;
    is_settled = true;
    break;
  }
  if (!is_settled) candidates.push_back(attribute_of(unit, set.column_attribute));
  for (const std::string* candidate : candidates) {
    const bool is_column =
        candidate != nullptr && std::find(set.columns.begin(), set.columns.end(), *candidate) != set.columns.end();
    if (!is_column || *candidate != *candidates.front()) return {{}, true, nullptr};
  }
  choice.column = *candidates.front();
  return choice;
}

RowChoice choose_row(const RuleNode& rule, const RowQuestion& question) {
  const engine::Direction direction = engine::direction_of(rule.kind == RuleKind::each_of ? rule.each : rule.kind);
  const bool needs_row = engine::takes_threshold(rule.kind);
  RowChoice choice;
  const Layer lowest = rule.delegated.value_or(Layer::decree);
  for (const Layer layer : {Layer::decree, Layer::ministry, Layer::province}) {
    if (layer < lowest) continue;
    const LayerRows rows = rows_of(rule, layer, question);
    const bool is_asked = rule.delegated == layer;  // the layer that must speak
    if (!rows.has_rows && !(is_asked && needs_row)) continue;
    const Reason missing = missing_in(rows);
    if (missing != Reason::none) return {nullptr, missing, false};
    if (choice.row == nullptr || is_stricter(*rows.row, *choice.row, direction)) {
      choice.row = rows.row;
      choice.is_provincial = rows.is_provincial;
    }
  }
  if (choice.row == nullptr && needs_row) choice.missing = Reason::law_not_loaded;
  return choice;
}

}  // namespace luytre::criteria
