// Random programs with their operands and verdicts, random written values with what read_value says, random arithmetic:
// JSON lines by which web/tests proves that the judge of the web app is the engine's twin.
// Usage: judge_vectors [SEED [PROGRAMS]]. Each line has `vector`: judge, value or decimal.
#include <cstdio>
#include <cstdlib>
#include <random>

#include "engine/judge.h"
#include "programme/judgement/evaluation.h"
#include "programme/judgement/sheet_program.h"
#include "programme/observations/import_value.h"

namespace luytre {
namespace {

using engine::Condition;
using engine::Node;
using engine::Operand;
using engine::Outcome;
using engine::Reason;
using engine::RuleKind;
using engine::Verdict;

constexpr int operands_max = 7;
constexpr int depth_max = 3;

std::mt19937_64 source;  // NOLINT: a seed gives the same lines everywhere
int pick(int below) { return static_cast<int>(source() % static_cast<std::uint64_t>(below)); }
bool chance(int percent) { return pick(100) < percent; }
template <class T>
const T& one_of(const std::vector<T>& choices) {
  return choices[static_cast<std::size_t>(pick(static_cast<int>(choices.size())))];
}

void write(const json::object& line) { std::puts(compact(line).c_str()); }

// Few small values, so that values and limits often meet; and some near the limits of a Decimal.
Decimal decimal() {
  static const std::vector<std::string> common = {"0",  "1",  "2",     "3",  "5",      "50",        "50.0", "49.99",
                                                  "75", "80", "99.95", "10", "100.00", "33.333333", "0.5",  "12.50"};
  static const std::vector<std::string> huge = {
      "1000000000000000", "999999999999999",   "999999999.999999", "0.000001", "-1000000000000000",
      "500000000000000",  "1000000000.000000", "123456789012.345", "-0.5",     "-3"};
  if (chance(70)) return *Decimal::parse(one_of(common));
  if (chance(40)) return *Decimal::parse(one_of(huge));
  const int scale = pick(Decimal::scale_max + 1);
  const auto coefficient = static_cast<std::int64_t>(source() % (chance(50) ? 100'000U : 1'000'000'000'000'001U));
  return Decimal::from(chance(10) ? -coefficient : coefficient, scale);
}

Reason any_reason() { return static_cast<Reason>(1 + pick(15)); }

Operand operand() {
  const int shape = pick(12);
  if (shape == 0) return Operand::absent(any_reason());
  if (shape == 1) return Operand::absent(chance(50) ? Reason::no_children : Reason::value_missing);
  if (shape <= 3) return Operand::of_truth(chance(50));
  if (shape <= 6) return Operand::of(decimal());
  const Decimal numerator = chance(60) ? Decimal::of(pick(121)) : decimal();
  const Decimal denominator = chance(60) ? Decimal::of(chance(80) ? 100 : 1 + pick(12)) : decimal();
  Operand made = Operand::of(Share{numerator, denominator});
  if (chance(40)) made.undecided = chance(90) ? Decimal::of(pick(40)) : decimal();
  return made;
}

engine::OperandIndex any_operand() { return static_cast<engine::OperandIndex>(pick(operands_max)); }

Condition condition(int depth) {
  Condition made;
  made.kind = static_cast<Condition::Kind>(pick(depth > 0 ? 12 : 9));
  switch (made.kind) {
    case Condition::Kind::always:
    case Condition::Kind::never:
      return made;
    case Condition::Kind::unknown:
      made.reason = any_reason();
      return made;
    case Condition::Kind::all_of:
    case Condition::Kind::any_of:
      for (int i = pick(4); i > 0; --i) made.parts.push_back(condition(depth - 1));
      return made;
    case Condition::Kind::negation:
      made.parts.push_back(condition(depth - 1));
      return made;
    default:
      made.operand = any_operand();
      if (made.kind != Condition::Kind::is_true) made.limit = decimal();
      return made;
  }
}

engine::Gate gate() {
  constexpr Outcome outcomes[] = {Outcome::met, Outcome::basically_met, Outcome::not_met, Outcome::not_applicable};
  engine::Gate made;
  made.condition = condition(2);
  made.when = chance(50) ? engine::Truth::yes : engine::Truth::no;
  made.outcome = chance(50) ? Outcome::not_applicable : outcomes[pick(4)];
  made.reason = chance(50) ? Reason::excepted : Reason::does_not_apply;
  made.provisional = chance(30);
  return made;
}

engine::Limit limit() {
  engine::Limit made;
  if (chance(12)) {
    made.missing = chance(40) ? Reason::column_not_concerned : any_reason();
    return made;
  }
  made.value = decimal();
  const auto upper = add(made.value, Decimal::of(pick(60)));
  made.upper = upper ? *upper : made.value;
  return made;
}

std::vector<engine::Band> bands() {
  std::vector<engine::Band> made;
  const int count = 1 + pick(4);
  int from = pick(20);
  for (int i = 0; i < count; ++i) {
    const int below = from + 1 + pick(40);
    engine::Band band{Decimal::of(from), Decimal::of(below), i};
    if (i == 0 && chance(50)) band.from.reset();
    if (i + 1 == count && chance(50)) band.below.reset();
    made.push_back(band);
    from = below;
  }
  return made;
}

void shape(Node& made) {
  const bool is_rank = made.kind == RuleKind::grade_at_least || made.kind == RuleKind::score_bands;
  if (is_rank && made.limit.missing == Reason::none) made.limit.value = Decimal::of(pick(4));
  if (made.kind == RuleKind::score_bands) made.bands = bands();
  if (made.kind == RuleKind::growth_at_least || made.kind == RuleKind::relative_at_least) made.base = any_operand();
  if (made.kind == RuleKind::count_at_least) {
    made.limit_is_share = chance(40);
    const bool is_small = made.limit.missing == Reason::none && chance(90);
    if (is_small) made.limit.value = made.limit_is_share ? Decimal::of(10 * pick(11)) : Decimal::of(pick(5));
  }
  made.none_is_not_applicable = made.kind == RuleKind::children_share_at_least && chance(50);
}

Node node(int depth, std::uint32_t& next) {
  Node made;
  made.id = next++;
  made.kind = static_cast<RuleKind>(pick(static_cast<int>(RuleKind::unknown) + 1));
  if (depth == 0 && engine::has_parts(made.kind)) made.kind = static_cast<RuleKind>(pick(13));
  if (depth == depth_max && chance(50)) made.kind = chance(50) ? RuleKind::all_of : RuleKind::count_at_least;
  if (engine::takes_threshold(made.kind) && made.kind != RuleKind::each_of) made.limit = limit();
  made.provisional = chance(25);
  made.blocks = !chance(12);
  made.mandatory = chance(20);
  while (chance(12)) made.gates.push_back(gate());
  if (engine::has_parts(made.kind)) {
    for (int i = pick(5); i > 0; --i) made.parts.push_back(node(depth - 1, next));
  } else if (made.kind != RuleKind::unknown) {
    made.operand = any_operand();
  }
  shape(made);
  return made;
}

json::object verdict_json(const Verdict& verdict) {
  json::object object{{"node", verdict.node},
                      {"outcome", engine::name_of(verdict.outcome)},
                      {"reason", engine::name_of(verdict.reason)},
                      {"firm", engine::name_of(verdict.firm)},
                      {"provisional", verdict.provisional},
                      {"blocks", verdict.blocks},
                      {"parts_met", verdict.parts_met},
                      {"parts_applicable", verdict.parts_applicable}};
  if (verdict.operand != engine::no_operand) object["operand"] = verdict.operand;
  if (verdict.value) object["value"] = verdict.value->text();
  if (verdict.share) {
    object["share"] = json::object{{"numerator", verdict.share->numerator.text()},
                                   {"denominator", verdict.share->denominator.text()}};
  }
  if (verdict.limit) object["limit"] = verdict.limit->text();
  if (verdict.limit_upper) object["limit_upper"] = verdict.limit_upper->text();
  if (verdict.distance) {
    object["distance"] = json::object{{"amount", verdict.distance->amount.text()},
                                      {"in_numerator_units", verdict.distance->in_numerator_units}};
  }
  if (verdict.gate) object["gate"] = *verdict.gate;
  if (verdict.rank) object["rank"] = *verdict.rank;
  json::array parts;
  for (const auto& part : verdict.parts) parts.push_back(verdict_json(part));
  object["parts"] = std::move(parts);
  return object;
}

void write_program() {
  std::uint32_t next = 0;
  const Node root = node(depth_max, next);
  engine::Operands operands;
  json::array written;
  for (int i = 0; i < operands_max; ++i) {
    operands.push_back(operand());
    written.push_back(judgement::to_json(operands.back()));
  }
  write({{"vector", "judge"},
         {"program", judgement::to_json(root)},
         {"operands", std::move(written)},
         {"verdict", verdict_json(engine::judge(root, operands))}});
}

std::string digits(int count) {
  std::string made;
  for (int i = 0; i < count; ++i) made += static_cast<char>('0' + pick(10));
  return made;
}

std::string grouped(std::string whole, char mark) {
  for (std::size_t at = whole.size(); at > 3;) {
    at -= 3;
    whole.insert(at, 1, mark);
  }
  return whole;
}

std::string number_text() {
  const bool is_vietnamese = chance(75);
  std::string text = digits(1 + pick(chance(85) ? 4 : 17));
  if (chance(30)) text = grouped(text, is_vietnamese ? '.' : ',');
  if (chance(40)) text += (is_vietnamese ? "," : ".") + digits(pick(chance(85) ? 4 : 9));
  if (chance(6)) text.insert(0, "-");
  if (chance(8)) text.insert(0, " ");
  if (chance(8)) text += " ";
  if (chance(12)) text += chance(50) ? "%" : " %";
  return text;
}

// Letters as people type them, the same letter in two normal forms, and what no number holds.
std::string value_text() {
  static const std::vector<std::string> words = {"true",
                                                 "1",
                                                 "đạt",
                                                 "ĐẠT",
                                                 "Đạt",
                                                 "có",
                                                 "Có",
                                                 "CÓ",
                                                 "co\u0301",
                                                 "yes",
                                                 "x",
                                                 "X",
                                                 "đúng",
                                                 "met",
                                                 "false",
                                                 "0",
                                                 "chưa đạt",
                                                 "không",
                                                 "KHÔNG",
                                                 "no",
                                                 "sai",
                                                 "not met",
                                                 "n/a",
                                                 "N/A",
                                                 "rút",
                                                 "không áp dụng",
                                                 "Không Áp Dụng",
                                                 "not applicable",
                                                 "withdrawn",
                                                 "Rút số liệu",
                                                 "tốt",
                                                 "TỐT",
                                                 "khá",
                                                 "Kha\u0301",
                                                 "trung bình",
                                                 "xuất sắc",
                                                 "",
                                                 " ",
                                                 "%",
                                                 "-",
                                                 ",",
                                                 ".",
                                                 "½",
                                                 "12 m",
                                                 "không đạt",
                                                 "Ⅳ",
                                                 "100",
                                                 "100,0 %",
                                                 "100,000001"};
  static const std::vector<std::string> letters = {"0", "1", "2", "9", ".", ",", "-",
                                                   "%", " ", "/", "a", "ạ", "۱", "\t"};
  if (chance(60)) return number_text();
  if (chance(75)) return one_of(words);
  std::string text;
  for (int i = pick(8); i > 0; --i) text += one_of(letters);
  return text;
}

criteria::Measure measure() {
  criteria::Measure made;
  made.id = "measure_of_the_test";
  made.kind = chance(25) ? criteria::MeasureKind::share : static_cast<criteria::MeasureKind>(pick(7));
  made.unit = chance(30) ? "percent" : "";
  if (made.kind == criteria::MeasureKind::grade) made.grades = {"trung bình", "khá", "Tốt"};
  return made;
}

json::object problem_json(const Problem& problem) {
  json::object arguments;
  for (const auto& [name, value] : problem.arguments) arguments[name] = value;
  json::object object{{"code", problem.code}, {"arguments", std::move(arguments)}};
  json::array causes;
  for (const auto& cause : problem.causes) causes.push_back(problem_json(cause));
  if (!causes.empty()) object["causes"] = std::move(causes);
  return object;
}

json::object value_json(const observations::ObservedValue& value) {
  using observations::ValueKind;
  json::object object{{"kind", observations::text(value.kind)}};
  if (value.kind == ValueKind::number) object["value"] = value.number.text();
  if (value.kind == ValueKind::truth) object["value"] = value.is_true();
  if (value.kind == ValueKind::grade) object["value"] = value.grade;
  if (value.kind == ValueKind::share) {
    object["numerator"] = value.number.text();
    object["denominator"] = value.denominator.text();
  }
  return object;
}

void write_value() {
  const auto asked = measure();
  std::string value = value_text();
  std::string numerator;
  std::string denominator;
  const int parts = asked.kind == criteria::MeasureKind::share ? 60 : 4;
  if (chance(parts)) {
    numerator = chance(70) ? std::to_string(pick(130)) : chance(30) ? "" : value_text();
    denominator = chance(70) ? std::to_string(chance(95) ? 100 + pick(60) : 0) : value_text();
    if (chance(60)) value.clear();
    const auto above = Decimal::parse(numerator);
    const auto below = Decimal::parse(denominator);
    if (above && below && *below > Decimal::of(0) && chance(20)) {
      value = percent_rounded({*above, *below}, pick(4)).vietnamese_text();
    }
  }
  const auto result = observations::read_value(asked, {value, numerator, denominator}, NumberStyle::vietnamese);
  json::object line{{"vector", "value"},
                    {"measure",
                     {{"id", asked.id},
                      {"measure_kind", criteria::name_of(asked.kind)},
                      {"unit", asked.unit},
                      {"grades", json::array(asked.grades.begin(), asked.grades.end())}}},
                    {"cells", {{"value", value}, {"numerator", numerator}, {"denominator", denominator}}}};
  if (result) line["result"] = value_json(*result);
  if (!result) line["problem"] = problem_json(result.error());
  write(line);
}

json::value text_or_code(const Result<Decimal>& result) {
  return result ? json::value(result->text()) : json::value(result.error().code);
}

void write_decimals() {
  const Decimal a = decimal();
  const Decimal b = decimal();
  const int digits_wanted = pick(Decimal::scale_max + 1);
  const auto order = a <=> b;
  json::object line{{"vector", "decimal"},
                    {"a", a.text()},
                    {"b", b.text()},
                    {"digits", digits_wanted},
                    {"order", order < 0 ? -1 : (order > 0 ? 1 : 0)},
                    {"sum", text_or_code(add(a, b))},
                    {"difference", text_or_code(subtract(a, b))},
                    {"product", text_or_code(multiply(a, b))},
                    {"rounded", rounded(a, digits_wanted).text()},
                    {"reduced", a.reduced().text()},
                    {"vietnamese", a.vietnamese_text()}};
  if (!b.is_zero()) line["quotient"] = text_or_code(divide_rounded(a, b, digits_wanted));
  if (b > Decimal::of(0)) {
    const auto limit = chance(50) ? percent_rounded({a, b}, pick(3)) : decimal();
    const auto percent = compare_percent({a, b}, limit);
    line["limit"] = limit.text();
    line["percent_order"] = percent < 0 ? -1 : (percent > 0 ? 1 : 0);
    line["percent"] = percent_text({a, b}, digits_wanted);
    line["digits_that_tell"] = judgement::digits_that_tell({a, b}, limit, 1);
  }
  write(line);
}

}  // namespace
}  // namespace luytre

int main(int argc, char** argv) {
  constexpr int programs = 6000;
  constexpr int values_and_sums = 4000;
  luytre::source.seed(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 20260101U);
  const int wanted = argc > 2 ? std::atoi(argv[2]) : programs;
  for (int i = 0; i < wanted; ++i) luytre::write_program();
  for (int i = 0; i < values_and_sums; ++i) luytre::write_value();
  for (int i = 0; i < values_and_sums; ++i) luytre::write_decimals();
  return 0;
}
