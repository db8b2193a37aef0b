#include "programme/criteria/compile.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/hash.h"
#include "programme/criteria/choose.h"

namespace luytre::criteria {

namespace {

using engine::Node;
using engine::Reason;
using engine::Truth;

bool is_level_of(const CriteriaSet& set, const UnitFacts& unit) {
  if (set.level == SetLevel::town) return unit.level == "district" || unit.level == "town";
  return unit.level == name_of(set.level);
}

bool is_same(const OperandRequest& a, const OperandRequest& b) {
  return a.kind == b.kind && a.measure == b.measure && a.years_back == b.years_back &&
         a.window_months == b.window_months && a.children == b.children && a.dimension == b.dimension &&
         a.level == b.level && a.set == b.set;
}

// Outside its period a set is read as on the nearest day of it.
Date nearest_day(const Interval& period, Date day) {
  if (day < period.from) return period.from;
  return day < period.to ? day : period.to.plus_days(-1);
}

class Compiler {
 public:
  Compiler(const Library& library, const CriteriaSet& set, const UnitFacts& unit, Date as_of, int year)
      : library_(library),
        set_(set),
        unit_(unit),
        as_of_(as_of),
        rows_of_(nearest_day(set.period, as_of)),
        year_(year),
        column_(choose_column(set, unit)),
        provincial_(unit.province.empty() ? nullptr : library.layer(unit.province, set.id)) {}

  CompiledSet run() {
    out_.set = &set_;
    out_.year = year_;
    out_.column = column_.column;
    out_.column_missing = column_.is_unknown ? Reason::class_unknown : Reason::none;
    out_.column_override = column_.chosen_by;
    out_.outside_period = !set_.period.contains(as_of_);
    out_.program.root = node({});
    out_.program.root.kind = RuleKind::all_of;
    for (const Criterion& criterion : set_.criteria) out_.program.root.parts.push_back(compile(criterion));
    out_.program.node_count = next_id();
    for (const Prerequisite& prerequisite : set_.prerequisites) out_.prerequisites.push_back(compile(prerequisite));
    out_.program.operand_count = static_cast<std::uint32_t>(out_.operands.size());
    return std::move(out_);
  }

 private:
  // What all parts of one indicator share.
  struct Frame {
    const Criterion* criterion = nullptr;
    const Indicator* indicator = nullptr;
    bool is_confirmed = false;
    const Reference* reference = nullptr;
    Confidence confidence = Confidence::uncertain;
  };

  std::uint32_t next_id() const { return static_cast<std::uint32_t>(out_.origins.size()); }

  Node node(NodeOrigin origin) {
    Node result;
    result.id = next_id();
    out_.origins.push_back(std::move(origin));
    return result;
  }

  engine::OperandIndex operand(OperandRequest request) {
    for (std::size_t i = 0; i < out_.operands.size(); ++i) {
      if (is_same(out_.operands[i], request)) return static_cast<engine::OperandIndex>(i);
    }
    out_.operands.push_back(std::move(request));
    return static_cast<engine::OperandIndex>(out_.operands.size() - 1);
  }

  engine::OperandIndex observed(std::string_view measure, std::string dimension = {}) {
    OperandRequest request;
    request.measure = library_.measure(measure);
    request.dimension = std::move(dimension);
    return request.measure == nullptr ? engine::no_operand : operand(std::move(request));
  }

  Node compile(const Criterion& criterion) {
    NodeOrigin origin;
    origin.criterion = &criterion;
    Node result = node(origin);
    result.kind = RuleKind::all_of;
    for (const Indicator& indicator : criterion.indicators) {
      Frame frame;
      frame.criterion = &criterion;
      frame.indicator = &indicator;
      frame.is_confirmed = library_.confirmation(set_, indicator) != nullptr;
      result.parts.push_back(compile(indicator.rule, frame));
      result.parts.back().blocks = !indicator.is_encouraged;
    }
    return result;
  }

  Node compile(const Prerequisite& prerequisite) {
    NodeOrigin origin;
    origin.prerequisite = &prerequisite;
    origin.reference = &prerequisite.reference;
    origin.confidence = prerequisite.confidence;
    Node result = node(origin);
    result.kind = RuleKind::prerequisite;
    result.provisional = true;  // no command confirms what a set says beside its indicators
    result.operand = title_operand(prerequisite.set, prerequisite.needs);
    return result;
  }

  engine::OperandIndex title_operand(const std::string& set, Need need) {
    OperandRequest request;
    request.kind = need == Need::met ? OperandRequest::Kind::meets_set : OperandRequest::Kind::holds_title;
    request.set = set;
    return operand(std::move(request));
  }

  Node compile(const RuleNode& rule, Frame frame, const std::string& dimension = {}) {
    if (rule.reference) frame.reference = &*rule.reference;
    if (rule.confidence) frame.confidence = *rule.confidence;
    NodeOrigin origin;
    origin.criterion = frame.criterion;
    origin.indicator = frame.indicator;
    origin.rule = &rule;
    origin.reference = frame.reference;
    origin.confidence = frame.confidence;
    origin.is_confirmed = frame.is_confirmed;
    origin.dimension = dimension;
    Node result = node(std::move(origin));
    result.kind = dimension.empty() ? rule.kind : rule.each;
    result.mandatory = rule.is_mandatory;
    result.provisional = !frame.is_confirmed;
    if (dimension.empty()) add_gates(rule, frame, result);
    if (rule.kind != RuleKind::each_of || !dimension.empty()) apply_row(rule, dimension, result);
    // A column that the law leaves out needs no observation to say so.
    if (result.limit.missing == Reason::column_not_concerned) result.gates.clear();
    // Where the law sets nothing for the column, no condition is asked: it could only be missing.
    if (result.limit.missing == Reason::column_not_concerned) result.gates.clear();
    add_operands(rule, dimension, result);
    // A measure that the library does not hold (check() refuses that): nothing can be observed.
    const bool is_blind = result.operand == engine::no_operand && !engine::has_parts(result.kind);
    if (is_blind) result.kind = RuleKind::unknown;
    if (rule.kind == RuleKind::each_of && dimension.empty()) {
      for (const std::string& value : rule.dimension_values) result.parts.push_back(compile(rule, frame, value));
    }
    for (const RuleNode& part : rule.parts) result.parts.push_back(compile(part, frame));
    return result;
  }

  // The limit, and what the origin says about where it comes from.
  void apply_row(const RuleNode& rule, const std::string& dimension, Node& result) {
    const RowChoice choice = choose_row(rule, {column_, provincial_, rows_of_, year_, dimension});
    result.limit.missing = choice.missing;
    if (!rule.relative_to.threshold_of_set.empty()) resolve_relative(rule, result, choice);
    if (choice.row == nullptr) return;
    NodeOrigin& origin = out_.origins[result.id];
    origin.threshold = choice.row;
    origin.layer = choice.row->layer;
    if (choice.row->reference) origin.reference = &*choice.row->reference;
    origin.confidence = std::min(origin.confidence, choice.row->confidence);
    if (choice.is_provincial && !is_confirmed_by_province(rule)) {
      origin.is_confirmed = false;
      result.provisional = true;
    }
    if (origin.is_confirmed) origin.confidence = Confidence::confirmed;
    if (rule.relative_to.threshold_of_set.empty()) {
      result.limit.value = choice.row->value;
      result.limit.upper = choice.row->upper;
    }
  }

  bool is_confirmed_by_province(const RuleNode& rule) const {
    const std::string hash = provincial_hash(*provincial_, rule.number.empty() ? rule.id : rule.number);
    return std::any_of(library_.confirmations.begin(), library_.confirmations.end(), [&](const Confirmation& held) {
      return held.province == provincial_->province && held.set == set_.id && held.indicator_hash == hash;
    });
  }

  // A factor on another set's threshold for the same unit, date and year: the product is the limit.
  void resolve_relative(const RuleNode& rule, Node& result, const RowChoice& factor) {
    result.kind = RuleKind::at_least;
    const CriteriaSet* other = library_.set(rule.relative_to.threshold_of_set);
    const Indicator* indicator = other == nullptr ? nullptr : other->indicator(rule.relative_to.threshold_of_indicator);
    if (factor.row == nullptr) return;
    if (indicator == nullptr) {
      result.limit.missing = Reason::law_not_loaded;
      return;
    }
    const ColumnChoice column = choose_column(*other, unit_);
    const ProvincialLayer* layer = unit_.province.empty() ? nullptr : library_.layer(unit_.province, other->id);
    const RowChoice base = choose_row(indicator->rule, {column, layer, nearest_day(other->period, as_of_), year_, {}});
    if (base.row == nullptr) {
      result.limit.missing = base.missing;
      return;
    }
    result.provisional |= library_.confirmation(*other, *indicator) == nullptr || base.is_provincial;
    const auto product = multiply(factor.row->value, base.row->value);
    if (product) result.limit.value = product->reduced();
    if (!product) result.limit.missing = Reason::value_unusable;
  }

  void add_operands(const RuleNode& rule, const std::string& dimension, Node& result) {
    OperandRequest request;
    request.measure = library_.measure(rule.measure);
    switch (rule.kind) {
      case RuleKind::all_of:
      case RuleKind::any_of:
      case RuleKind::unknown:
        return;
      case RuleKind::count_at_least:
        result.limit_is_share = rule.counts_as_share;
        return;
      case RuleKind::each_of:
        if (!dimension.empty()) result.operand = observed(rule.measure, dimension);
        break;
      case RuleKind::prerequisite:
        result.operand = title_operand(rule.prerequisite_set, rule.prerequisite_need);
        return;
      case RuleKind::children_share_at_least:
        request.kind = OperandRequest::Kind::children;
        request.children = &rule.children;
        result.operand = operand(std::move(request));
        result.none_is_not_applicable = rule.children.none_is_not_applicable;
        return;
      case RuleKind::none_in_period:
        request.kind = OperandRequest::Kind::incidents;
        request.window_months = rule.window_months;
        result.operand = operand(std::move(request));
        return;
      case RuleKind::growth_at_least:
        result.operand = observed(rule.measure);
        request.kind = OperandRequest::Kind::base_observation;
        request.years_back = rule.since_years;
        result.base = operand(std::move(request));
        return;
      case RuleKind::relative_at_least:
        result.operand = observed(rule.measure);
        if (rule.relative_to.of.empty()) return;
        request.kind = OperandRequest::Kind::value_of_parent;
        request.measure = library_.measure(rule.relative_to.measure);
        request.level = rule.relative_to.of;
        result.base = operand(std::move(request));
        return;
      case RuleKind::score_bands:
        for (std::size_t i = 0; i < rule.bands.size(); ++i) {
          result.bands.push_back({rule.bands[i].from, rule.bands[i].below, static_cast<std::int32_t>(i)});
        }
        result.operand = observed(rule.measure);
        return;
      default:
        result.operand = observed(rule.measure);
        return;
    }
  }

  void add_gates(const RuleNode& rule, const Frame& frame, Node& result) {
    if (rule.applies_if) {
      result.gates.push_back({condition(*rule.applies_if), Truth::no, engine::Outcome::not_applicable,
                              Reason::does_not_apply, !frame.is_confirmed});
    }
    for (const Exception& exception : rule.exceptions) {
      result.gates.push_back(
          {condition(exception.when), Truth::yes, exception.outcome, Reason::excepted, !frame.is_confirmed});
    }
  }

  engine::Condition condition(const Condition& law) {
    using From = Condition::Kind;
    using To = engine::Condition::Kind;
    engine::Condition result;
    switch (law.kind) {
      case From::attribute_in: {
        const std::string* value = attribute_of(unit_, law.name);
        result.kind = To::unknown;
        result.reason = Reason::class_unknown;
        if (value == nullptr) return result;
        const bool is_in = std::find(law.values.begin(), law.values.end(), *value) != law.values.end();
        result.kind = is_in ? To::always : To::never;
        result.reason = Reason::none;
        return result;
      }
      case From::all:
        result.kind = To::all_of;
        break;
      case From::any:
        result.kind = To::any_of;
        break;
      case From::negation:
        result.kind = To::negation;
        break;
      case From::measure_at_least:
        result.kind = To::at_least;
        break;
      case From::measure_more_than:
        result.kind = To::more_than;
        break;
      case From::measure_at_most:
        result.kind = To::at_most;
        break;
      case From::measure_less_than:
        result.kind = To::less_than;
        break;
      case From::measure_equals:
        result.kind = To::equals;
        break;
      case From::measure_is_true:
        result.kind = To::is_true;
        break;
    }
    for (const Condition& part : law.parts) result.parts.push_back(condition(part));
    if (law.name.empty()) return result;
    result.limit = law.limit;
    result.operand = observed(law.name);
    if (result.operand == engine::no_operand) {
      result.kind = To::unknown;
      result.reason = Reason::law_not_loaded;
    }
    return result;
  }

  const Library& library_;
  const CriteriaSet& set_;
  const UnitFacts& unit_;
  Date as_of_;
  Date rows_of_;  // the day whose rows are used
  int year_;
  ColumnChoice column_;
  const ProvincialLayer* provincial_;
  CompiledSet out_;
};

}  // namespace

std::string provincial_hash(const ProvincialLayer& layer, std::string_view number) {
  std::string bytes;
  for (const ProvincialThreshold& row : layer.thresholds) {
    if (row.indicator == number) bytes += row.canonical + "\n";
  }
  if (bytes.empty()) return {};
  return hex(sha256(bytes));
}

Result<CompiledSet> compile(const Library& library, std::string_view set_id, const UnitFacts& unit, Date as_of,
                            std::optional<int> year) {
  const CriteriaSet* set = library.set(set_id);
  if (set == nullptr) return refuse("criteria.unknown_set", {{"set", std::string(set_id)}});
  if (!is_level_of(*set, unit)) {
    return refuse("criteria.wrong_level",
                  {{"set", set->id}, {"level", std::string(name_of(set->level))}, {"unit_level", unit.level}});
  }
  return Compiler(library, *set, unit, as_of, year.value_or(as_of.year())).run();
}

std::string symbol_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::at_least:
    case RuleKind::grade_at_least:
    case RuleKind::growth_at_least:
    case RuleKind::relative_at_least:
    case RuleKind::children_share_at_least:
    case RuleKind::count_at_least:
    case RuleKind::score_bands:
      return "≥";
    case RuleKind::more_than:
      return ">";
    case RuleKind::at_most:
      return "≤";
    case RuleKind::less_than:
      return "<";
    case RuleKind::equals:
      return "=";
    default:
      return {};
  }
}

}  // namespace luytre::criteria
