// What the judge runs: a tree of rules whose limits are resolved already (layers, classes, dates, years), over numbered
// operands. Whoever compiles a program keeps what each node and operand stands for.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "engine/outcome.h"

namespace luytre::engine {

using OperandIndex = std::uint32_t;
using NodeId = std::uint32_t;  // position in a walk of the program, parents before parts; root is 0
inline constexpr OperandIndex no_operand = UINT32_MAX;

// A value to be judged, or why there is none. A share is judged by its two numbers, never by its rounded percent.
struct Operand {
  Reason missing = Reason::value_missing;  // none: there is a value
  Decimal value;                           // truth: 1 or 0; grade: rank from 0, lowest first; share: ignored
  std::optional<Share> share;              // stands for 100 * numerator / denominator percent
  Decimal undecided;                       // shares of units: how many of the denominator may still turn either way

  static Operand of(Decimal value) { return {Reason::none, value, {}, {}}; }
  static Operand of(Share share, Decimal undecided = {}) { return {Reason::none, {}, share, undecided}; }
  static Operand of_truth(bool truth) { return of(Decimal::of(truth ? 1 : 0)); }
  static Operand absent(Reason why) { return {why, {}, {}, {}}; }
  bool is_present() const { return missing == Reason::none; }
};

using Operands = std::vector<Operand>;

// The closed set of rule kinds. A new kind is one value here, one row in the table of rule_kind.cpp, one test row.
enum class RuleKind : std::uint8_t {
  at_least,
  more_than,
  at_most,
  less_than,
  equals,
  between,  // both ends included
  is_true,
  grade_at_least,           // operand and limit are ranks
  growth_at_least,          // 100 * (value - base) / base >= limit, base > 0
  relative_at_least,        // value >= limit * base
  none_in_period,           // operand counts incidents of a window; met at 0
  prerequisite,             // operand is a truth
  children_share_at_least,  // operand is a share of units, with `undecided`
  all_of,
  any_of,
  count_at_least,  // k of n, with mandatory parts
  each_of,         // the same rule for each value of a dimension: all must be met
  score_bands,     // operand is a score; its band's rank >= limit
  unknown,         // the law asks for something that is not loaded: never judged
};

std::string_view name_of(RuleKind kind);
std::optional<RuleKind> rule_kind_named(std::string_view name);
bool has_parts(RuleKind kind);        // all_of, any_of, count_at_least, each_of
bool takes_threshold(RuleKind kind);  // a limit is written as a threshold in law

// Which way is better: at_least and kin want more, at_most and less_than want less, others neither.
enum class Direction : std::uint8_t { none, higher, lower };
Direction direction_of(RuleKind kind);

struct Limit {
  Reason missing = Reason::none;  // not none: there is no number to compare with, and why
  Decimal value;
  Decimal upper;  // between only
};

struct Band {
  std::optional<Decimal> from;   // included; absent in the lowest band: no floor
  std::optional<Decimal> below;  // excluded; absent in the highest band: no ceiling
  std::int32_t rank = 0;
};

// A three-valued statement over operands. What depends on the unit alone is folded to a constant by the compiler.
struct Condition {
  enum class Kind : std::uint8_t {
    always,
    never,
    unknown,
    at_least,
    more_than,
    at_most,
    less_than,
    equals,
    is_true,
    all_of,
    any_of,
    negation
  };
  Kind kind = Kind::always;
  Reason reason = Reason::none;  // unknown: why
  OperandIndex operand = no_operand;
  Decimal limit;
  std::vector<Condition> parts;
};

enum class Truth : std::uint8_t { no, yes, unknown };

struct ConditionResult {
  Truth truth = Truth::unknown;
  Reason reason = Reason::none;       // unknown: why
  OperandIndex operand = no_operand;  // the operand that decided, or that is missing
};
ConditionResult judge(const Condition& condition, const Operands& operands);

// Decides before the rule does: when the condition is `when`, the outcome is `outcome`; when it is unknown, the node is
// not assessed; otherwise the next gate, then the rule.
struct Gate {
  Condition condition;
  Truth when = Truth::yes;
  Outcome outcome = Outcome::not_applicable;
  Reason reason = Reason::excepted;
  bool provisional = false;
};

struct Node {
  NodeId id = 0;
  RuleKind kind = RuleKind::unknown;
  Limit limit;
  OperandIndex operand = no_operand;
  OperandIndex base = no_operand;  // growth_at_least, relative_at_least
  bool provisional = false;        // rests on law that no named person has confirmed
  bool blocks = true;              // false: encouraged; judged and shown, left out of its parent's combination
  bool mandatory = false;          // of a count_at_least parent: must be met (or not applicable) itself
  bool limit_is_share = false;     // count_at_least: limit is a percent of the applicable parts, not a number of parts
  bool none_is_not_applicable = false;  // children_share_at_least: Reason::no_children gives not_applicable
  std::vector<Gate> gates;
  std::vector<Band> bands;  // score_bands: lowest first, without gaps
  std::vector<Node> parts;
};

struct Program {
  Node root;
  std::uint32_t node_count = 0;     // ids are below it
  std::uint32_t operand_count = 0;  // judge() needs at least as many operands
};

}  // namespace luytre::engine
