// A world as small as a law test: a province, a district, the unit in question, perhaps units below it, and the values
// and titles that the sentence states. Nothing else is known in it.
#pragma once

#include <optional>
#include <string>

#include "base/problem.h"
#include "programme/criteria/yaml_reader.h"
#include "programme/judgement/evaluation.h"

namespace luytre::judgement {

struct LawTestWorld {
  Materials materials;
  Question question;
};

// Keys read: on, year, unit {level, kind, attributes, since}, values, province_values, titles, children, indicator.
// Problem judgement.law_test.unreadable says which key cannot be read.
Result<LawTestWorld> make_law_test_world(const criteria::Library& library, const criteria::CriteriaSet& set,
                                         const criteria::Tree& law_case);

// "17/20"; nothing when it is not written so, or the denominator is not above zero.
std::optional<Share> share_written(const std::string& text);

}  // namespace luytre::judgement
