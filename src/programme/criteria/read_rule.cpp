#include <algorithm>

#include "base/hash.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {

namespace {

std::optional<Confidence> confidence_named(std::string_view name) {
  for (const auto value :
       {Confidence::uncertain, Confidence::from_memory, Confidence::sourced, Confidence::confirmed}) {
    if (name_of(value) == name) return value;
  }
  return std::nullopt;
}

std::optional<Layer> layer_named(std::string_view name) {
  for (const auto value : {Layer::decree, Layer::ministry, Layer::province}) {
    if (name_of(value) == name) return value;
  }
  return std::nullopt;
}

std::optional<Need> need_named(std::string_view name) {
  if (name == "recognised") return Need::recognised;
  if (name == "met") return Need::met;
  return std::nullopt;
}

// A grade's rank, a number, or the truth of a row that only says whether the rule concerns a column.
void read_plain_value(const std::string& text, const RuleNode& rule, Mapping& row, LawReader& reader,
                      Threshold& threshold) {
  const auto rank_in_bands = [&]() -> int {
    for (std::size_t i = 0; i < rule.bands.size(); ++i) {
      if (rule.bands[i].grade == text) return static_cast<int>(i);
    }
    return -1;
  };
  if (rule.kind == RuleKind::score_bands) {
    threshold.value = Decimal::of(rank_in_bands());
  } else if (rule.kind == RuleKind::grade_at_least) {
    const Measure* measure = reader.library.measure(rule.measure);
    threshold.value = Decimal::of(measure == nullptr ? -1 : measure->rank_of(text).value_or(-1));
  } else if (!engine::takes_threshold(rule.kind)) {
    if (text != "true") row.refuse_value("value", text);
    threshold.value = Decimal::of(1);
  } else if (const auto number = row.number("value")) {
    threshold.value = *number;
  }
}

void read_value(Mapping& row, const RuleNode& rule, LawReader& reader, Threshold& threshold) {
  const Tree* value = row.require("value");
  if (value == nullptr) return;
  if (rule.kind == RuleKind::between && value->kind == Tree::Kind::list) {
    const auto ends = row.texts("value");
    const auto low = ends.size() == 2 ? Decimal::parse(ends[0]) : Result<Decimal>(Decimal());
    const auto high = ends.size() == 2 ? Decimal::parse(ends[1]) : Result<Decimal>(Decimal());
    if (ends.size() != 2 || !low || !high || *high < *low) return row.refuse_value("value", canonical(*value));
    threshold.value = *low;
    threshold.upper = *high;
    threshold.text = ends[0] + "-" + ends[1];
    return;
  }
  threshold.text = row.text_or("value");
  if (threshold.text == "unknown") {
    threshold.state = ThresholdState::unknown;
  } else if (threshold.text == "not_applicable") {
    threshold.state = ThresholdState::not_applicable;
  } else if (rule.kind == RuleKind::between) {
    row.refuse_value("value", threshold.text);
  } else {
    read_plain_value(threshold.text, rule, row, reader, threshold);
  }
}

std::vector<Exception> read_exceptions(Mapping& map, LawReader& reader) {
  std::vector<Exception> exceptions;
  for (const Tree& tree : map.list("exceptions")) {
    Mapping row(tree, reader.problems);
    Exception exception;
    exception.place = tree.place();
    if (const Tree* when = row.require("when")) exception.when = read_condition(*when, reader);
    const std::string outcome = row.text("outcome");
    if (const auto named = engine::outcome_named(outcome)) {
      exception.outcome = *named;
    } else {
      row.refuse_value("outcome", outcome);
    }
    exception.reference = read_reference(row, "reference", reader.problems);
    exception.confidence = read_confidence(row, "confidence");
    exception.title = row.bilingual_or_empty("title");
    row.finish();
    exceptions.push_back(std::move(exception));
  }
  return exceptions;
}

Children read_children(const Tree& tree, LawReader& reader) {
  Mapping map(tree, reader.problems);
  Children children;
  children.level = map.text("level");
  children.kinds = map.texts("kinds");
  children.holds = map.text_or("holds");
  children.meets = map.text_or("met");
  children.revoked = map.text_or("revoked");
  const std::string when_none = map.text_or("when_none");
  children.none_is_not_applicable = when_none == "not_applicable";
  if (!when_none.empty() && !children.none_is_not_applicable) map.refuse_value("when_none", when_none);
  map.finish();
  return children;
}

void read_relative_to(Mapping& map, RuleNode& rule, LawReader& reader) {
  const Tree* tree = map.require("relative_to");
  if (tree == nullptr) return;
  Mapping relative(*tree, reader.problems);
  rule.relative_to.measure = relative.text_or("measure");
  rule.relative_to.of = relative.text_or("of");
  if (const Tree* other = relative.find("threshold_of")) {
    Mapping threshold(*other, reader.problems);
    rule.relative_to.threshold_of_set = threshold.text("set");
    rule.relative_to.threshold_of_indicator = threshold.text("indicator");
    threshold.finish();
  } else if (rule.relative_to.measure.empty() || rule.relative_to.of.empty()) {
    relative.require("threshold_of");
  }
  relative.finish();
}

void read_bands(Mapping& map, RuleNode& rule, LawReader& reader) {
  for (const Tree& tree : map.list("bands")) {
    Mapping row(tree, reader.problems);
    Band band{row.text("grade"), row.number("from"), row.number("below"), tree.place()};
    row.finish();
    rule.bands.push_back(std::move(band));
  }
}

RuleNode read_rule(Mapping& map, std::string_view id_key, LawReader& reader);

void read_parts(Mapping& map, RuleNode& rule, LawReader& reader) {
  map.require("parts");
  for (const Tree& tree : map.list("parts")) {
    Mapping part(tree, reader.problems);
    rule.parts.push_back(read_rule(part, "part", reader));
    part.finish();
  }
  if (rule.kind != RuleKind::count_at_least) return;
  rule.counts_as_share = map.flag("share");
  rule.mandatory = map.texts("mandatory");
  for (RuleNode& part : rule.parts) {
    part.is_mandatory = std::find(rule.mandatory.begin(), rule.mandatory.end(), part.id) != rule.mandatory.end();
  }
}

// Keys that only one kind of rule has.
void read_own_keys(Mapping& map, RuleNode& rule, LawReader& reader) {
  switch (rule.kind) {
    case RuleKind::growth_at_least:
      if (const Tree* since = map.require("since")) {
        Mapping years(*since, reader.problems);
        years.require("years");
        rule.since_years = years.integer("years").value_or(1);
        years.finish();
      }
      break;
    case RuleKind::none_in_period:
      map.require("window_months");
      rule.window_months = map.integer("window_months").value_or(12);
      break;
    case RuleKind::relative_at_least:
      read_relative_to(map, rule, reader);
      break;
    case RuleKind::prerequisite:
      rule.prerequisite_set = map.text("set");
      map.require("needs");
      rule.prerequisite_need = map.choice("needs", need_named, Need::recognised);
      break;
    case RuleKind::children_share_at_least:
      if (const Tree* children = map.require("children")) rule.children = read_children(*children, reader);
      break;
    case RuleKind::each_of:
      rule.dimension = map.text("dimension");
      map.require("of");
      rule.dimension_values = map.texts("of");
      map.require("each");
      rule.each = map.choice("each", engine::rule_kind_named, RuleKind::unknown);
      break;
    case RuleKind::score_bands:
      map.require("bands");
      read_bands(map, rule, reader);
      break;
    case RuleKind::all_of:
    case RuleKind::any_of:
    case RuleKind::count_at_least:
      read_parts(map, rule, reader);
      break;
    default:
      break;
  }
}

RuleNode read_rule(Mapping& map, std::string_view id_key, LawReader& reader) {
  RuleNode rule;
  rule.place = map.tree().place();
  rule.id = map.text(id_key);
  rule.number = map.text_or("number");
  rule.title = map.bilingual_or_empty("title");
  map.require("rule");
  rule.kind = map.choice("rule", engine::rule_kind_named, RuleKind::unknown);
  if (map.find("reference") != nullptr) rule.reference = read_reference(map, "reference", reader.problems);
  if (map.find("confidence") != nullptr) rule.confidence = read_confidence(map, "confidence");
  rule.measure = map.text_or("measure");
  rule.unit = map.text_or("unit");
  if (map.find("delegated") != nullptr) rule.delegated = map.choice("delegated", layer_named, Layer::province);
  rule.number_is_provisional = map.flag("number_is_provisional");
  rule.note = map.bilingual_or_empty("note");
  rule.doubt = map.bilingual_or_empty("doubt");
  if (const Tree* condition = map.find("applies_if")) rule.applies_if = read_condition(*condition, reader);
  rule.exceptions = read_exceptions(map, reader);
  read_own_keys(map, rule, reader);
  rule.thresholds = read_thresholds(map, rule, reader);
  return rule;
}

}  // namespace

Reference read_reference(Mapping& map, std::string_view key, std::vector<Problem>& problems) {
  const Tree* tree = map.find(key);
  if (tree == nullptr) return {};
  Mapping fields(*tree, problems);
  Reference reference{fields.text_or("document"), fields.text_or("locator"), tree->place()};
  fields.finish();
  return reference;
}

Confidence read_confidence(Mapping& map, std::string_view key) {
  return map.choice(key, confidence_named, Confidence::uncertain);
}

Threshold read_threshold(Mapping& row, const RuleNode& rule, LawReader& reader) {
  Threshold threshold;
  threshold.place = row.tree().place();
  threshold.column = row.text("class");
  row.require("from");
  threshold.from = row.date("from").value_or(Date());
  threshold.year = row.integer("year");
  threshold.dimension = row.text_or("sex");
  threshold.layer = row.choice("layer", layer_named, Layer::decree);
  read_value(row, rule, reader, threshold);
  if (threshold.state == ThresholdState::known) row.require("confidence");
  threshold.confidence = read_confidence(row, "confidence");
  threshold.value_is_provisional = row.flag("number_is_provisional");
  if (row.find("reference") != nullptr) threshold.reference = read_reference(row, "reference", reader.problems);
  threshold.doubt = row.bilingual_or_empty("doubt");
  threshold.note = row.bilingual_or_empty("note");
  row.finish();
  return threshold;
}

std::vector<Threshold> read_thresholds(Mapping& map, const RuleNode& rule, LawReader& reader) {
  std::vector<Threshold> thresholds;
  for (const Tree& tree : map.list("thresholds")) {
    Mapping row(tree, reader.problems);
    thresholds.push_back(read_threshold(row, rule, reader));
  }
  return thresholds;
}

Indicator read_indicator(const Tree& tree, LawReader& reader) {
  Mapping map(tree, reader.problems);
  Indicator indicator;
  indicator.rule = read_rule(map, "indicator", reader);
  map.require("number");
  map.bilingual("title");
  map.require("confidence");
  indicator.appraised_by = map.text_or("appraised_by");
  indicator.is_encouraged = map.flag("encouraged");
  indicator.counts = map.flag("counts", true);
  map.finish();
  indicator.canonical = canonical(tree);
  indicator.hash = hex(sha256(indicator.canonical));
  return indicator;
}

}  // namespace luytre::criteria
