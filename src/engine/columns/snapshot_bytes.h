// A store as bytes that can be checked: what a program starts from instead of reading every value again.
//
//   magic, counts, chunks (each once), panels (days, and which chunk stands where), SHA-256 of all before it
//
// Numbers lie as this kind of processor keeps them (little end first); the magic of another kind differs.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "engine/columns/store.h"

namespace luytre::engine::columns {

std::string to_bytes(const Store& store);

// Problem engine.snapshot_damaged when these are not exactly the bytes that to_bytes() gave, with the reason.
Result<std::shared_ptr<const Store>> from_bytes(std::string_view bytes);

}  // namespace luytre::engine::columns
