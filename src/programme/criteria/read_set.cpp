#include <algorithm>
#include <array>

#include "base/hash.h"
#include "programme/criteria/law_reader.h"

namespace luytre::criteria {

namespace {

template <class T, std::size_t N>
std::optional<T> named(std::string_view name, const std::array<T, N>& values) {
  const auto found = std::find_if(values.begin(), values.end(), [&](T value) { return name_of(value) == name; });
  return found == values.end() ? std::nullopt : std::optional<T>(*found);
}

std::optional<MeasureKind> measure_kind_named(std::string_view name) {
  return named(name, std::array{MeasureKind::share, MeasureKind::number, MeasureKind::money, MeasureKind::count,
                                MeasureKind::truth, MeasureKind::grade, MeasureKind::score});
}

std::optional<Aggregation> aggregation_named(std::string_view name) {
  return named(name, std::array{Aggregation::ratio, Aggregation::sum, Aggregation::none, Aggregation::mean_of_units});
}

std::optional<engine::Direction> direction_named(std::string_view name) {
  if (name == "higher") return engine::Direction::higher;
  if (name == "lower") return engine::Direction::lower;
  return std::nullopt;
}

std::optional<Need> need_named(std::string_view name) {
  if (name == "recognised") return Need::recognised;
  if (name == "met") return Need::met;
  return std::nullopt;
}

void read_columns(Mapping& map, CriteriaSet& set, LawReader& reader) {
  if (const Tree* tree = map.require("columns")) {
    Mapping columns(*tree, reader.problems);
    set.column_attribute = columns.text("attribute");
    if (set.column_attribute == "none") {
      set.column_attribute.clear();
    } else {
      columns.require("values");
    }
    set.columns = columns.texts("values");
    columns.finish();
  }
  for (const Tree& tree : map.list("column_overrides")) {
    Mapping row(tree, reader.problems);
    ColumnOverride override;
    if (const Tree* when = row.require("when")) override.when = read_condition(*when, reader);
    override.use = row.text("use");
    override.reference = read_reference(row, "reference", reader.problems);
    override.confidence = read_confidence(row, "confidence");
    row.finish();
    set.column_overrides.push_back(std::move(override));
  }
}

void read_recognition(Mapping& map, CriteriaSet& set, LawReader& reader) {
  for (const Tree& tree : map.list("prerequisites")) {
    Mapping row(tree, reader.problems);
    Prerequisite prerequisite;
    prerequisite.set = row.text("set");
    row.require("needs");
    prerequisite.needs = row.choice("needs", need_named, Need::recognised);
    prerequisite.reference = read_reference(row, "reference", reader.problems);
    prerequisite.confidence = read_confidence(row, "confidence");
    prerequisite.note = row.bilingual_or_empty("note");
    row.finish();
    set.prerequisites.push_back(std::move(prerequisite));
  }
  if (const Tree* tree = map.find("satisfaction")) {
    Mapping row(*tree, reader.problems);
    Satisfaction satisfaction;
    satisfaction.overall_at_least = row.number("overall_at_least");
    satisfaction.each_content_at_least = row.number("each_content_at_least");
    satisfaction.each_unit_at_least = row.number("each_unit_at_least");
    satisfaction.coverage_at_least = row.number("coverage_at_least");
    satisfaction.overall_more_than = row.number("overall_more_than");
    satisfaction.coverage_more_than = row.number("coverage_more_than");
    satisfaction.reference = read_reference(row, "reference", reader.problems);
    satisfaction.confidence = read_confidence(row, "confidence");
    satisfaction.note = row.bilingual_or_empty("note");
    row.finish();
    set.satisfaction = std::move(satisfaction);
  }
  for (const Tree& tree : map.list("conditions")) {
    Mapping row(tree, reader.problems);
    RecognitionCondition condition;
    condition.id = row.text("condition");
    condition.text = row.bilingual("text");
    condition.reference = read_reference(row, "reference", reader.problems);
    condition.confidence = read_confidence(row, "confidence");
    row.finish();
    set.conditions.push_back(std::move(condition));
  }
}

RevocationGround read_ground(const Tree& tree, const RevocationRule& rule, std::vector<Problem>& problems) {
  Mapping row(tree, problems);
  RevocationGround ground;
  ground.place = tree.place();
  ground.criteria_not_met_at_least = row.number("failed_share_at_least");
  ground.criteria_not_met_below = row.number("failed_share_below");
  const auto any_of = row.texts("any_failed_of");
  ground.needs_key_criterion = !any_of.empty();
  if (!any_of.empty() && any_of != rule.key_criteria) row.refuse_value("any_failed_of", "≠ key_criteria");
  ground.children_revoked_at_least = row.number("children_revoked_share_at_least");
  if (const Tree* children = row.find("children")) {
    Mapping fields(*children, problems);
    ground.children.level = fields.text("level");
    ground.children.kinds = fields.texts("kinds");
    ground.children.revoked = fields.text("revoked");
    fields.finish();
  } else if (ground.children_revoked_at_least) {
    row.require("children");
  }
  if (!ground.criteria_not_met_at_least && !ground.children_revoked_at_least) row.require("failed_share_at_least");
  ground.title = row.bilingual_or_empty("title");
  ground.reference = row.find("reference") != nullptr ? read_reference(row, "reference", problems) : rule.reference;
  ground.confidence = row.find("confidence") != nullptr ? read_confidence(row, "confidence") : rule.confidence;
  row.finish();
  return ground;
}

RuleValidity read_validity(const Tree& tree, std::vector<Problem>& problems) {
  Mapping map(tree, problems);
  RuleValidity validity;
  map.require("from");
  validity.days = {map.date("from").value_or(Date()), map.date("to").value_or(Date::open_end())};
  if (validity.days.to <= validity.days.from) map.refuse_value("to", validity.days.to.text());
  map.require("reference");
  validity.reference = read_reference(map, "reference", problems);
  map.require("confidence");
  validity.confidence = read_confidence(map, "confidence");
  validity.note = map.bilingual_or_empty("note");
  map.finish();
  return validity;
}

RevocationRule read_revocation(const Tree& tree, const std::string& set_id, std::vector<Problem>& problems) {
  Mapping map(tree, problems);
  RevocationRule rule;
  rule.place = tree.place();
  const std::string set = map.text("set");
  if (set != set_id) map.refuse_value("set", set);
  rule.reference = read_reference(map, "reference", problems);
  rule.confidence = read_confidence(map, "confidence");
  // Texts in a database may be older than this key; files may not.
  if (rule.place.line > 0) map.require("in_force");
  if (const Tree* validity = map.find("in_force")) rule.in_force = read_validity(*validity, problems);
  rule.key_criteria = map.texts("key_criteria");
  map.require("revoke_when");
  for (const Tree& ground : map.list("revoke_when")) {
    rule.any_of.push_back(read_ground(ground, rule, problems));
    rule.any_of.back().id = std::to_string(rule.any_of.size());
  }
  map.finish();
  return rule;
}

}  // namespace

std::optional<SetLevel> set_level_named(std::string_view name) {
  return named(name, std::array{SetLevel::commune, SetLevel::district, SetLevel::town, SetLevel::province,
                                SetLevel::village, SetLevel::residential_area});
}

Interval read_interval(Mapping& map, std::string_view key, std::vector<Problem>& problems) {
  const Tree* tree = map.require(key);
  if (tree == nullptr) return {};
  Mapping fields(*tree, problems);
  fields.require("from");
  const Interval interval{fields.date("from").value_or(Date()), fields.date("to").value_or(Date::open_end())};
  if (interval.to <= interval.from) fields.refuse_value("to", interval.to.text());
  fields.finish();
  return interval;
}

Measure read_measure(const Tree& tree, std::vector<Problem>& problems) {
  Mapping map(tree, problems);
  Measure measure;
  measure.place = tree.place();
  measure.canonical = canonical(tree);
  measure.id = map.text("measure");
  measure.title = map.bilingual("title");
  map.require("kind");
  measure.kind = map.choice("kind", measure_kind_named, MeasureKind::number);
  measure.unit = map.text("unit");
  measure.scale = map.integer("scale").value_or(0);
  if (measure.scale < 0 || measure.scale > Decimal::scale_max) map.refuse_value("scale", map.text_or("scale"));
  map.require("aggregation");
  measure.aggregation = map.choice("aggregation", aggregation_named, Aggregation::none);
  measure.dimensions = map.texts("dimensions");
  measure.grades = map.texts("grades");
  if (measure.kind == MeasureKind::grade) map.require("grades");
  measure.maximum_age_months = map.integer("maximum_age_months");
  measure.better = map.choice("better", direction_named, engine::Direction::none);
  measure.note = map.bilingual_or_empty("note");
  map.finish();
  return measure;
}

Document read_document(const Tree& tree, std::vector<Problem>& problems) {
  Mapping map(tree, problems);
  Document document;
  document.place = tree.place();
  document.canonical = canonical(tree);
  document.key = map.text("document");
  document.subject = map.bilingual("subject");
  document.issuer = map.bilingual("issuer");
  document.date = map.date("date");
  document.date_known = map.text_or("date_known");
  document.in_force = map.date("in_force");
  document.amended_by = map.texts("amended_by");
  document.replaced_by = map.texts("replaced_by");
  map.require("confidence");
  document.confidence = read_confidence(map, "confidence");
  document.note = map.bilingual_or_empty("note");
  map.finish();
  return document;
}

Criterion read_criterion(const Tree& tree, LawReader& reader) {
  Mapping map(tree, reader.problems);
  Criterion criterion;
  criterion.place = tree.place();
  criterion.id = map.text("criterion");
  criterion.number = map.text("number");
  criterion.title = map.bilingual("title");
  criterion.is_key_for_revocation = map.flag("key_for_revocation");
  criterion.counts = map.flag("counts", true);
  criterion.note = map.bilingual_or_empty("note");
  map.require("indicators");
  for (const Tree& indicator : map.list("indicators")) {
    criterion.indicators.push_back(read_indicator(indicator, reader));
  }
  map.finish();
  return criterion;
}

CriteriaSet read_set(const Tree& tree, LawReader& reader) {
  CriteriaSet set;
  set.canonical = canonical(tree);
  set.hash = hex(sha256(set.canonical));
  Mapping whole(tree, reader.problems);
  if (const Tree* head = whole.require("set")) {
    Mapping map(*head, reader.problems);
    set.place = head->place();
    set.id = map.text("set");
    set.title = map.bilingual("title");
    map.require("level");
    set.level = map.choice("level", set_level_named, SetLevel::commune);
    set.tier = map.text("tier");
    set.province = map.text_or("province");
    set.document = map.text("document");
    set.amended_by = map.texts("amended_by");
    set.in_force = read_interval(map, "in_force", reader.problems);
    set.period = read_interval(map, "period", reader.problems);
    if (const Tree* contains = map.require("contains")) {
      Mapping counts(*contains, reader.problems);
      counts.require("criteria");
      counts.require("indicators");
      set.criteria_expected = counts.integer("criteria").value_or(0);
      set.indicators_expected = counts.integer("indicators").value_or(0);
      counts.finish();
    }
    set.partial = map.bilingual_or_empty("partial");
    set.is_partial = !set.partial.is_empty();
    read_columns(map, set, reader);
    read_recognition(map, set, reader);
    set.note = map.bilingual_or_empty("note");
    map.finish();
  }
  for (const Tree& criterion : whole.list("criteria")) set.criteria.push_back(read_criterion(criterion, reader));
  if (const Tree* revocation = whole.find("revocation")) {
    set.revocation = read_revocation(*revocation, set.id, reader.problems);
  }
  whole.finish();
  return set;
}

ProvincialLayer read_provincial(const Tree& tree, LawReader& reader) {
  Mapping map(tree, reader.problems);
  ProvincialLayer layer;
  layer.place = tree.place();
  layer.canonical = canonical(tree);
  layer.hash = hex(sha256(layer.canonical));
  layer.province = map.text("province");
  layer.set = map.text("set");
  const Reference reference = read_reference(map, "reference", reader.problems);
  const CriteriaSet* set = reader.library.set(layer.set);
  map.require("thresholds");
  for (const Tree& row_tree : map.list("thresholds")) {
    Mapping row(row_tree, reader.problems);
    const std::string number = row.text("indicator");
    const RuleNode* rule = set == nullptr ? nullptr : set->rule(number);
    if (rule == nullptr) {
      reader.problems.push_back(
          {"criteria.unknown_indicator", {{"set", layer.set}, {"indicator", number}}, row_tree.place().text(), {}});
      continue;
    }
    Threshold threshold = read_threshold(row, *rule, reader);
    threshold.layer = Layer::province;
    if (!threshold.reference) threshold.reference = reference;
    layer.thresholds.push_back({number, std::move(threshold), canonical(row_tree)});
  }
  map.finish();
  return layer;
}

}  // namespace luytre::criteria
