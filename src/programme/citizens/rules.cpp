#include "programme/citizens/rules.h"

#include <algorithm>
#include <array>

#include "base/resources.h"
#include "programme/criteria/yaml_reader.h"

namespace luytre::citizens {
namespace {

using criteria::Mapping;
using criteria::Tree;

constexpr std::string_view path = "reference/citizens/rules.yaml";
constexpr std::array<std::string_view, 3> kept_names{"contact", "refused_words", "original_words"};

std::optional<Kept> kept_named(std::string_view name) {
  const auto found = std::find(kept_names.begin(), kept_names.end(), name);
  if (found == kept_names.end()) return std::nullopt;
  return static_cast<Kept>(found - kept_names.begin());
}

criteria::Confidence confidence_of(Mapping& row) {
  const auto parse = [](std::string_view name) -> std::optional<criteria::Confidence> {
    using criteria::Confidence;
    for (const auto each : {Confidence::uncertain, Confidence::from_memory, Confidence::sourced}) {
      if (criteria::name_of(each) == name) return each;
    }
    return std::nullopt;
  };
  row.require("confidence");
  return row.choice("confidence", parse, criteria::Confidence::uncertain);
}

// What both kinds of rows end with.
template <class Rule>
Rule dated(Mapping& row, Rule rule) {
  row.require("from");
  rule.valid = {row.date("from").value_or(Date()), row.date("until").value_or(Date::open_end())};
  rule.confidence = confidence_of(row);
  rule.reference = row.text("reference");
  row.finish();
  return rule;
}

int days_of(Mapping& row, std::string_view key) {
  row.require(key);
  const int days = row.integer(key).value_or(0);
  if (days < 1) row.refuse_value(key, std::to_string(days));
  return days;
}

}  // namespace

const AnswerRule* Rules::answer_rule(Kind kind, Date day) const {
  const auto found = std::find_if(answer_within.begin(), answer_within.end(), [&](const AnswerRule& rule) {
    return rule.kind == kind && rule.valid.contains(day);
  });
  return found == answer_within.end() ? nullptr : &*found;
}

Date Rules::kept_until(Kept what, Date closed_on) const {
  const auto found = std::find_if(kept.begin(), kept.end(), [&](const KeptRule& rule) {
    return rule.what == what && rule.valid.contains(closed_on);
  });
  return found == kept.end() ? closed_on : closed_on.plus_days(found->days);
}

Result<Rules> read_rules(std::string_view text) {
  const auto tree = criteria::read_yaml(text, std::string(path));
  if (!tree) return pass_on(tree);
  Rules rules;
  std::vector<Problem> problems;
  Mapping map(*tree, problems);
  for (const Tree& each : map.list("answer_within")) {
    Mapping row(each, problems);
    AnswerRule rule;
    row.require("kind");
    rule.kind = row.choice("kind", kind_named, Kind::question);
    rule.working_days = days_of(row, "working_days");
    rules.answer_within.push_back(dated(row, std::move(rule)));
  }
  for (const Tree& each : map.list("kept_after_closing")) {
    Mapping row(each, problems);
    KeptRule rule;
    row.require("what");
    rule.what = row.choice("what", kept_named, Kept::contact);
    rule.days = days_of(row, "days");
    rules.kept.push_back(dated(row, std::move(rule)));
  }
  map.finish();
  if (!problems.empty()) return tl::unexpected(problems.front());
  return rules;
}

const Rules& embedded_rules() {
  static const Rules rules = read_rules(resource(path)).value_or(Rules{});
  return rules;
}

}  // namespace luytre::citizens
