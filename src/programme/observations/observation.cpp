#include "programme/observations/observation.h"

#include <array>
#include <utility>

namespace luytre::observations {

namespace {

constexpr std::array<std::string_view, opinions_count> opinion_texts{"self", "sector", "council", "survey"};
constexpr std::array<std::string_view, 4> stage_texts{"draft", "signed", "verified", "council"};
constexpr std::array<std::string_view, 6> kind_texts{"number", "share",          "truth",
                                                     "grade",  "not_applicable", "withdrawn"};

template <class Enum, std::size_t count>
std::optional<Enum> find_text(const std::array<std::string_view, count>& texts, std::string_view wanted) {
  for (std::size_t index = 0; index < count; ++index) {
    if (texts[index] == wanted) return static_cast<Enum>(index);
  }
  return std::nullopt;
}

}  // namespace

ObservedValue ObservedValue::of_number(Decimal number) {
  ObservedValue value;
  value.kind = ValueKind::number;
  value.number = number;
  return value;
}

ObservedValue ObservedValue::of_share(Decimal numerator, Decimal denominator) {
  ObservedValue value;
  value.kind = ValueKind::share;
  value.number = numerator;
  value.denominator = denominator;
  return value;
}

ObservedValue ObservedValue::of_truth(bool truth) {
  ObservedValue value;
  value.kind = ValueKind::truth;
  value.number = Decimal::of(truth ? 1 : 0);
  return value;
}

ObservedValue ObservedValue::of_grade(std::string label) {
  ObservedValue value;
  value.kind = ValueKind::grade;
  value.grade = std::move(label);
  return value;
}

ObservedValue ObservedValue::not_applicable() {
  ObservedValue value;
  value.kind = ValueKind::not_applicable;
  return value;
}

ObservedValue ObservedValue::withdrawn() { return {}; }

bool operator==(const ObservedValue& a, const ObservedValue& b) {
  return a.kind == b.kind && std::is_eq(a.number <=> b.number) && std::is_eq(a.denominator <=> b.denominator) &&
         a.grade == b.grade;
}

std::string_view text(Opinion opinion) { return opinion_texts[static_cast<std::size_t>(opinion)]; }
std::string_view text(Stage stage) { return stage_texts[static_cast<std::size_t>(stage)]; }
std::string_view text(ValueKind kind) { return kind_texts[static_cast<std::size_t>(kind)]; }

std::optional<Opinion> parse_opinion(std::string_view wanted) { return find_text<Opinion>(opinion_texts, wanted); }
std::optional<Stage> parse_stage(std::string_view wanted) { return find_text<Stage>(stage_texts, wanted); }

std::string text(const ObservedValue& value) {
  switch (value.kind) {
    case ValueKind::number:
      return value.number.text();
    case ValueKind::share:
      return value.number.text() + "/" + value.denominator.text();
    case ValueKind::truth:
      return value.is_true() ? "true" : "false";
    case ValueKind::grade:
      return value.grade;
    case ValueKind::not_applicable:
    case ValueKind::withdrawn:
      break;
  }
  return std::string(text(value.kind));
}

std::string text(const ObservationId& id) { return std::to_string(id.batch) + "-" + std::to_string(id.position); }

}  // namespace luytre::observations
