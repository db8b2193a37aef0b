// A program of the engine and its operands as JSON, for a judge that runs elsewhere (web/src/judge). Members that hold
// their default are left out; decimals are strings.
#pragma once

#include <functional>

#include "base/json.h"
#include "engine/program.h"

namespace luytre::judgement {

// {value}, {share: {numerator, denominator}} or {missing}; and `undecided` when there are any.
json::object to_json(const engine::Operand& operand);

json::object to_json(const engine::Condition& condition);

// Adds to a node's object what the node stands for.
using Describe = std::function<void(const engine::Node& node, json::object& object)>;
json::object to_json(const engine::Node& node, const Describe& describe = {});

}  // namespace luytre::judgement
