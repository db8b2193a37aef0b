#include "programme/demonstration/unit_story.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace luytre::demonstration {

namespace {

using criteria::MeasureKind;
using criteria::OperandRequest;
using engine::RuleKind;
using observations::ObservedValue;

constexpr std::int64_t failing_max = 7;  // of the criteria that can be judged
constexpr std::int64_t hard_weight = 450;
// What a mountain province finds hard: schools, culture houses, housing, poverty, labour, production, health.
constexpr std::array<std::string_view, 7> hard_criteria{"5", "6", "9", "11", "12", "13", "15"};

// What a measure is a share of, by the beginning of its name; the first that fits.
enum class Whole : std::uint8_t { households, people, people_of_sex, labour_of_sex, schools, drawn };
struct Ground {
  std::string_view measure_begins;
  Whole whole = Whole::drawn;
  std::int64_t least = 0, most = 0;  // drawn: in a commune before 2025
};
constexpr std::array<Ground, 17> grounds{{{"household", Whole::households},
                                          {"multidimensional", Whole::households},
                                          {"electronic_health", Whole::people},
                                          {"health_insurance", Whole::people_of_sex},
                                          {"labour", Whole::labour_of_sex},
                                          {"school_", Whole::schools},
                                          {"village_road", Whole::drawn, 14, 40},
                                          {"village", Whole::drawn, 6, 14},
                                          {"farmland", Whole::drawn, 180, 640},
                                          {"commune_road", Whole::drawn, 8, 26},
                                          {"lane", Whole::drawn, 10, 38},
                                          {"field_road", Whole::drawn, 6, 22},
                                          {"six_year_olds", Whole::drawn, 34, 92},
                                          {"lower_secondary", Whole::drawn, 18, 48},
                                          {"stunting", Whole::drawn, 120, 360},
                                          {"mass_organisations", Whole::drawn, 5, 5},
                                          {"", Whole::drawn, 20, 90}}};
constexpr std::int64_t merged_times = 3;

// `percent` of `whole` in thousandths of a percent: rounded up or down to a whole number.
std::int64_t part_of(std::int64_t whole, std::int64_t percent_thousandths, bool up) {
  constexpr std::int64_t hundred_percent = 100'000;
  const std::int64_t product = whole * percent_thousandths;
  return up ? (product + hundred_percent - 1) / hundred_percent : product / hundred_percent;
}

std::int64_t thousandths(const Decimal& value) {
  constexpr int scale = 3;
  const Decimal short_value = rounded(value, scale);
  std::int64_t coefficient = short_value.coefficient();
  for (int digits = short_value.scale(); digits < scale; ++digits) coefficient *= 10;
  return coefficient;
}

bool wants_less(RuleKind kind) { return engine::direction_of(kind) == engine::Direction::lower; }

engine::Operand operand_of(const ObservedValue& value, const criteria::Measure& measure) {
  if (value.kind == observations::ValueKind::share) return engine::Operand::of(Share{value.number, value.denominator});
  if (value.kind == observations::ValueKind::grade) {
    return engine::Operand::of(Decimal::of(measure.rank_of(value.grade).value_or(0)));
  }
  return engine::Operand::of(value.number);
}

}  // namespace

UnitStory::UnitStory(const criteria::CompiledSet& set, const Draws& draws, bool was_merged)
    : set_(set), draws_(draws), was_merged_(was_merged) {
  operands_.assign(std::max<std::size_t>(set.program.operand_count, set.operands.size()), engine::Operand{});
}

void UnitStory::tell() {
  choose_failing();
  for (const auto& criterion : set_.program.root.parts) tell_criterion(criterion, fails_[criterion.id]);
}

// Whether every limit below is loaded, so that a failure would show.
bool UnitStory::is_judged(const engine::Node& node) const {
  if (node.kind == RuleKind::unknown || node.limit.missing != engine::Reason::none) return false;
  return std::all_of(node.parts.begin(), node.parts.end(), [&](const engine::Node& part) { return is_judged(part); });
}

void UnitStory::choose_failing() {
  std::vector<std::pair<std::int64_t, engine::NodeId>> order;
  for (const auto& criterion : set_.program.root.parts) {
    if (!is_judged(criterion)) {
      fails_[criterion.id] = draws_.chance(30, "fails", std::to_string(criterion.id));
      continue;
    }
    const auto* law = set_.origins[criterion.id].criterion;
    const std::string_view number = law == nullptr ? std::string_view() : std::string_view(law->number);
    const bool is_hard = std::find(hard_criteria.begin(), hard_criteria.end(), number) != hard_criteria.end();
    order.emplace_back(draws_.between(0, 999, "weight", number) + (is_hard ? hard_weight : 0), criterion.id);
  }
  std::sort(order.rbegin(), order.rend());
  // The sum of two draws: few communes have none or all of them.
  const std::int64_t half = failing_max / 2;
  const std::int64_t failing =
      draws_.between(0, half, "failing", "first") + draws_.between(0, failing_max - half, "failing", "second");
  for (std::size_t at = 0; at < order.size(); ++at) {
    fails_[order[at].second] = static_cast<std::int64_t>(at) < failing;
  }
}

// A failing criterion misses one of its indicators, sometimes two: as in life, nobody misses everything.
void UnitStory::tell_criterion(const engine::Node& criterion, bool fails) {
  std::vector<std::size_t> judged;
  for (std::size_t at = 0; at < criterion.parts.size(); ++at) {
    if (criterion.parts[at].blocks && is_judged(criterion.parts[at])) judged.push_back(at);
  }
  const std::string name = std::to_string(criterion.id);
  std::vector<std::size_t> missed;
  if (fails && !judged.empty()) {
    const auto last = static_cast<std::int64_t>(judged.size()) - 1;
    missed.push_back(judged[static_cast<std::size_t>(draws_.between(0, last, "missed", name))]);
    if (draws_.chance(25, "second", name)) {
      missed.push_back(judged[static_cast<std::size_t>(draws_.between(0, last, "missed second", name))]);
    }
  }
  for (std::size_t at = 0; at < criterion.parts.size(); ++at) {
    const bool misses = std::find(missed.begin(), missed.end(), at) != missed.end();
    tell_rule(criterion.parts[at], misses ? Wish::miss : Wish::meet);
  }
}

void UnitStory::tell_rule(const engine::Node& node, Wish wish) {
  if (is_excepted(node)) return;
  if (node.parts.empty()) {
    tell_leaf(node, wish);
  } else {
    tell_parts(node, wish);
  }
}

void UnitStory::tell_parts(const engine::Node& node, Wish wish) {
  const auto last = static_cast<std::int64_t>(node.parts.size()) - 1;
  const auto chosen = static_cast<std::size_t>(draws_.between(0, last, "part", std::to_string(node.id)));
  for (std::size_t at = 0; at < node.parts.size(); ++at) {
    Wish of_part = wish;
    const bool one_is_enough = node.kind == RuleKind::any_of ? wish == Wish::meet : wish == Wish::miss;
    if (one_is_enough && at != chosen && node.kind != RuleKind::count_at_least) {
      of_part = wish == Wish::meet ? Wish::miss : Wish::meet;
    }
    tell_rule(node.parts[at], of_part);
  }
}

void UnitStory::tell_leaf(const engine::Node& node, Wish wish) {
  const auto* request = observed(node.operand);
  if (request == nullptr) return;
  if (operands_[node.operand].is_present()) return;  // another rule reads the same value
  put(node.operand, value_for(*request, node, wish));
}

bool UnitStory::is_excepted(const engine::Node& node) {
  for (const auto& gate : node.gates) {
    tell_condition(gate.condition);
    if (engine::judge(gate.condition, operands_).truth == gate.when) return true;
  }
  return false;
}

void UnitStory::tell_condition(const engine::Condition& condition) {
  for (const auto& part : condition.parts) tell_condition(part);
  const auto* request = observed(condition.operand);
  if (request == nullptr || operands_[condition.operand].is_present()) return;
  put(condition.operand, count_for(*request->measure));
}

const OperandRequest* UnitStory::observed(engine::OperandIndex operand) const {
  if (operand == engine::no_operand || operand >= set_.operands.size()) return nullptr;
  const auto& request = set_.operands[operand];
  const bool is_observed =
      request.kind == OperandRequest::Kind::observation || request.kind == OperandRequest::Kind::incidents;
  return is_observed && request.measure != nullptr ? &request : nullptr;
}

void UnitStory::put(engine::OperandIndex operand, const ObservedValue& value) {
  const auto& request = set_.operands[operand];
  const auto [place, is_new] = values_.try_emplace({request.measure->id, request.dimension}, value);
  operands_[operand] = operand_of(place->second, *request.measure);
}

// What conditions ask about: how many schools, craft villages…; or whether there is something.
ObservedValue UnitStory::count_for(const criteria::Measure& measure) const {
  if (measure.kind == MeasureKind::truth) return ObservedValue::of_truth(draws_.chance(50, "has", measure.id));
  if (measure.id == "school_count") return ObservedValue::of_number(Decimal::of(schools()));
  if (draws_.chance(75, "has none", measure.id)) return ObservedValue::of_number(Decimal::of(0));
  return ObservedValue::of_number(Decimal::of(draws_.between(1, 2, "count", measure.id)));
}

ObservedValue UnitStory::value_for(const OperandRequest& request, const engine::Node& node, Wish wish) const {
  const auto& measure = *request.measure;
  switch (measure.kind) {
    case MeasureKind::truth:
      return ObservedValue::of_truth(wish == Wish::meet);
    case MeasureKind::grade: {
      if (measure.grades.empty()) return ObservedValue::not_applicable();
      const auto top = static_cast<std::int64_t>(measure.grades.size()) - 1;
      const std::int64_t limit = std::clamp<std::int64_t>(thousandths(node.limit.value) / 1000, 0, top);
      const std::int64_t rank =
          wish == Wish::meet ? draws_.between(limit, top, "grade", measure.id) : std::max<std::int64_t>(0, limit - 1);
      return ObservedValue::of_grade(measure.grades[static_cast<std::size_t>(rank)]);
    }
    case MeasureKind::share:
      return share_for(request, node, wish);
    case MeasureKind::number:
    case MeasureKind::money:
    case MeasureKind::count:
    case MeasureKind::score:
      break;
  }
  return amount_for(request, node, wish);
}

ObservedValue UnitStory::share_for(const OperandRequest& request, const engine::Node& node, Wish wish) const {
  const std::string what = request.measure->id + request.dimension;
  const std::int64_t whole = denominator_of(request);
  constexpr std::int64_t full = 100'000;
  if (node.limit.missing != engine::Reason::none) {
    const auto percent = draws_.between(52'000, 98'000, "percent", what);
    return ObservedValue::of_share(Decimal::of(part_of(whole, percent, false)), Decimal::of(whole));
  }
  const std::int64_t limit = thousandths(node.limit.value);
  std::int64_t percent = 0;
  bool up = true;
  if (!wants_less(node.kind)) {
    up = wish == Wish::meet;
    percent = up ? limit + draws_.between(0, std::min<std::int64_t>(full - limit, 14'000), "percent", what)
                 : limit - draws_.between(std::min<std::int64_t>(limit, 1'500), std::min<std::int64_t>(limit, 16'000),
                                          "percent", what);
  } else {
    up = wish == Wish::miss;
    percent = up ? std::min(full, limit + draws_.between(limit / 20 + 1, limit * 3 / 4 + 1, "percent", what))
                 : limit - draws_.between(0, limit * 3 / 5, "percent", what);
  }
  return ObservedValue::of_share(Decimal::of(part_of(whole, percent, up)), Decimal::of(whole));
}

ObservedValue UnitStory::amount_for(const OperandRequest& request, const engine::Node& node, Wish wish) const {
  const auto& measure = *request.measure;
  if (node.kind == RuleKind::none_in_period) return ObservedValue::of_number(Decimal::of(wish == Wish::meet ? 0 : 1));
  if (measure.kind == MeasureKind::count) {
    const std::int64_t limit = std::max<std::int64_t>(1, thousandths(node.limit.value) / 1000);
    return ObservedValue::of_number(Decimal::of(wish == Wish::meet ? limit : limit - 1));
  }
  if (node.limit.missing != engine::Reason::none) {
    const std::int64_t tenths = draws_.between(was_merged_ ? 412 : 382, was_merged_ ? 596 : 561, "amount", measure.id);
    return ObservedValue::of_number(Decimal::from(tenths, 1));
  }
  const std::int64_t limit = thousandths(node.limit.value);
  const bool above = wants_less(node.kind) == (wish == Wish::miss);
  const std::int64_t change = draws_.between(1, 40, "amount", measure.id);
  // In tenths, on the wanted side of the limit.
  const std::int64_t hundreds =
      above ? (limit + limit * change / 100 + 99) / 100 : (limit - limit * change / 100) / 100;
  const std::int64_t tenths = above ? hundreds : std::min(hundreds, (limit - 1) / 100);
  return ObservedValue::of_number(Decimal::from(std::max<std::int64_t>(0, tenths), 1));
}

std::int64_t UnitStory::households() const {
  const std::int64_t times = was_merged_ ? merged_times : 1;
  return draws_.between(420 * times, 1100 * times, "households");
}

std::int64_t UnitStory::people(std::string_view sex) const {
  return households() * draws_.between(194, 216, "people per household", sex) / 100;
}

std::int64_t UnitStory::schools() const { return draws_.between(was_merged_ ? 4 : 2, was_merged_ ? 9 : 4, "schools"); }

std::int64_t UnitStory::denominator_of(const OperandRequest& request) const {
  const std::string_view id = request.measure->id;
  const std::string& sex = request.dimension;
  const auto& ground = *std::find_if(grounds.begin(), grounds.end() - 1,
                                     [&](const Ground& each) { return id.starts_with(each.measure_begins); });
  switch (ground.whole) {
    case Whole::households:
      return households();
    case Whole::people:
      return people("male") + people("female");
    case Whole::people_of_sex:
      return sex.empty() ? people("male") + people("female") : people(sex);
    case Whole::labour_of_sex:
      return people(sex.empty() ? "male" : sex) * draws_.between(52, 58, "labour", sex) / 100;
    case Whole::schools:
      return schools();
    case Whole::drawn:
      break;
  }
  const std::int64_t times = was_merged_ && ground.least != ground.most ? merged_times : 1;
  const std::string_view name = ground.measure_begins.empty() ? id : ground.measure_begins;
  return draws_.between(ground.least * times, ground.most * times, name, sex);
}

}  // namespace luytre::demonstration
