#include <array>

#include "programme/criteria/law_reader.h"

namespace luytre::criteria {

namespace {

using Kind = Condition::Kind;

Condition combination(Kind kind, const Tree& parts, LawReader& reader) {
  Condition condition;
  condition.kind = kind;
  condition.place = parts.place();
  if (parts.kind != Tree::Kind::list || parts.items.empty()) {
    reader.problems.push_back(
        {"criteria.not_a_list", {{"key", kind == Kind::all ? "all" : "any"}}, parts.place().text(), {}});
    return condition;
  }
  for (const Tree& part : parts.items) condition.parts.push_back(read_condition(part, reader));
  return condition;
}

void read_limit(Mapping& map, std::string_view key, Condition& condition, LawReader& reader) {
  condition.limit_text = map.text_or(key);
  const Measure* measure = reader.library.measure(condition.name);
  const auto rank = measure == nullptr ? std::nullopt : measure->rank_of(condition.limit_text);
  if (measure != nullptr && measure->kind == MeasureKind::grade) {
    condition.limit = Decimal::of(rank.value_or(-1));
  } else if (const auto number = map.number(key)) {
    condition.limit = *number;
  }
}

void read_measure_test(Mapping& map, Condition& condition, LawReader& reader) {
  struct Test {
    std::string_view key;
    Kind kind;
  };
  constexpr std::array<Test, 5> tests = {{{"is", Kind::measure_equals},
                                          {"at_least", Kind::measure_at_least},
                                          {"more_than", Kind::measure_more_than},
                                          {"at_most", Kind::measure_at_most},
                                          {"less_than", Kind::measure_less_than}}};
  for (const Test& test : tests) {
    if (map.find(test.key) == nullptr) continue;
    condition.kind = test.kind;
    return read_limit(map, test.key, condition, reader);
  }
  map.require("is_true");
  condition.kind = Kind::measure_is_true;
  if (map.flag("is_true", true)) return;
  Condition inner = condition;
  condition.kind = Kind::negation;
  condition.name.clear();
  condition.parts = {std::move(inner)};
}

}  // namespace

Condition read_condition(const Tree& tree, LawReader& reader) {
  Mapping map(tree, reader.problems);
  Condition condition;
  condition.place = tree.place();
  if (const Tree* parts = map.find("all")) {
    condition = combination(Kind::all, *parts, reader);
  } else if (const Tree* some = map.find("any")) {
    condition = combination(Kind::any, *some, reader);
  } else if (const Tree* inner = map.find("not")) {
    condition.kind = Kind::negation;
    condition.parts = {read_condition(*inner, reader)};
  } else if (map.has("attribute")) {
    condition.kind = Kind::attribute_in;
    condition.name = map.text("attribute");
    condition.values = map.texts("in");
    if (!map.has("in")) condition.values = {map.text("is")};
  } else {
    condition.name = map.text("measure");
    read_measure_test(map, condition, reader);
  }
  map.finish();
  return condition;
}

}  // namespace luytre::criteria
