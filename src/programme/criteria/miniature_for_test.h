// A miniature law for tests: one set, two columns, three criteria. Tests break one thing of it at a time.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "programme/criteria/library.h"

namespace luytre::criteria {

inline constexpr std::string_view mini_documents = R"(
- { document: D1, date: 2021-01-01, issuer: { vi: a, en: a }, subject: { vi: a, en: a }, confidence: sourced }
)";

inline constexpr std::string_view mini_measures = R"(
- { measure: water, title: { vi: a, en: a }, kind: share, unit: percent, scale: 2, aggregation: ratio, better: higher }
- { measure: poor, title: { vi: a, en: a }, kind: share, unit: percent, scale: 2, aggregation: ratio, better: lower }
- measure: trained
  title: { vi: a, en: a }
  kind: share
  unit: percent
  aggregation: ratio
  dimensions: [sex]
- { measure: hall, title: { vi: a, en: a }, kind: truth, unit: truth, aggregation: none }
- { measure: income, title: { vi: a, en: a }, kind: money, unit: million, scale: 3, aggregation: none }
- { measure: villages, title: { vi: a, en: a }, kind: count, unit: count, aggregation: sum }
- { measure: rating, title: { vi: a, en: a }, kind: grade, unit: grade, aggregation: none, grades: [low, fair, good] }
)";

inline constexpr std::string_view mini_set = R"(
set: mini/1
title: { vi: Nhỏ, en: Small }
level: commune
tier: ntm
document: D1
amended_by: []
in_force: { from: 2021-01-01, to: null }
period: { from: 2021-01-01, to: 2026-01-01 }
contains: { criteria: 3, indicators: 5 }
partial: null
columns: { attribute: region, values: [N, S] }
column_overrides:
  - { when: { attribute: hard, is: "true" }, use: N, reference: { document: D1, locator: A }, confidence: sourced }
prerequisites: []
satisfaction: { overall_at_least: "90", confidence: sourced, reference: { document: D1, locator: B } }
conditions: []
)";

inline constexpr std::string_view mini_water = R"(criterion: water
number: "1"
title: { vi: Nước, en: Water }
key_for_revocation: true
indicators:
  - indicator: clean_water
    number: "1.1"
    title: { vi: Nước sạch, en: Clean water }
    reference: { document: D1, locator: "1.1" }
    confidence: sourced
    measure: water
    unit: percent
    rule: at_least
    thresholds:
      - { class: N, from: 2021-01-01, value: "50", confidence: sourced }
      - { class: N, from: 2024-03-01, value: "40", confidence: sourced }
      - { class: S, from: 2021-01-01, value: "80", confidence: uncertain }
  - indicator: poverty
    number: "1.2"
    title: { vi: Nghèo, en: Poverty }
    reference: { document: D1, locator: "1.2" }
    confidence: sourced
    measure: poor
    unit: percent
    rule: at_most
    thresholds:
      - { class: N, from: 2021-01-01, value: "13", confidence: sourced }
      - { class: S, from: 2021-01-01, value: unknown }
)";

inline constexpr std::string_view mini_people = R"(criterion: people
number: "2"
title: { vi: Dân, en: People }
key_for_revocation: false
indicators:
  - indicator: skills
    number: "2.1"
    title: { vi: Nghề, en: Skills }
    reference: { document: D1, locator: "2.1" }
    confidence: sourced
    measure: trained
    unit: percent
    rule: each_of
    dimension: sex
    of: [male, female]
    each: at_least
    thresholds:
      - { class: all, from: 2021-01-01, value: "90", confidence: sourced }
  - indicator: works
    number: "2.2"
    title: { vi: Công trình, en: Works }
    reference: { document: D1, locator: "2.2" }
    confidence: sourced
    rule: count_at_least
    mandatory: [hall]
    thresholds:
      - { class: all, from: 2021-01-01, value: "1", confidence: sourced }
    parts:
      - { part: hall, number: "2.2.s1", title: { vi: a, en: a }, measure: hall, unit: truth, rule: is_true }
      - part: graded
        title: { vi: a, en: a }
        measure: rating
        unit: grade
        rule: grade_at_least
        applies_if: { measure: villages, more_than: "3" }
        thresholds:
          - { class: all, from: 2021-01-01, value: good, confidence: sourced }
)";

inline constexpr std::string_view mini_income = R"(criterion: income
number: "3"
title: { vi: Thu nhập, en: Income }
key_for_revocation: false
indicators:
  - indicator: income
    number: "3"
    title: { vi: Thu nhập, en: Income }
    reference: { document: D1, locator: "3" }
    confidence: sourced
    measure: income
    unit: million
    rule: at_least
    thresholds:
      - { class: all, from: 2021-01-01, year: 2021, value: "39", confidence: sourced }
      - { class: all, from: 2021-01-01, year: 2022, value: "42", confidence: sourced }
    exceptions:
      - when: { measure: villages, is: "0" }
        outcome: not_applicable
        reference: { document: D1, locator: C }
        confidence: sourced
)";

inline std::vector<SourceText> miniature() {
  return {
      {"documents.yaml", std::string(mini_documents), {}},     {"measures/all.yaml", std::string(mini_measures), {}},
      {"mini/1/set.yaml", std::string(mini_set), {}},          {"mini/1/01-water.yaml", std::string(mini_water), {}},
      {"mini/1/02-people.yaml", std::string(mini_people), {}}, {"mini/1/03-income.yaml", std::string(mini_income), {}},
  };
}

// The miniature with one text in one file replaced.
inline std::vector<SourceText> miniature_with(std::string_view path, std::string_view from, std::string_view to) {
  auto texts = miniature();
  for (SourceText& text : texts) {
    if (text.path != path) continue;
    const auto at = text.bytes.find(from);
    if (at == std::string::npos) {
      ADD_FAILURE() << path << " has no “" << from << "”";
      continue;
    }
    text.bytes.replace(at, from.size(), to);
  }
  return texts;
}

inline Library read_for_test(const std::vector<SourceText>& texts) {
  auto library = read_library(texts);
  if (!library) ADD_FAILURE() << full_message(library.error(), Language::en);
  return library ? std::move(*library) : Library();
}

}  // namespace luytre::criteria
