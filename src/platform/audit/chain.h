// The arithmetic of the chain; see event.h for the formulas.
#pragma once

#include <string>
#include <string_view>

#include "platform/audit/event_store.h"

namespace luytre::audit {

inline constexpr std::size_t salt_bytes = 32;
inline constexpr std::size_t hash_bytes = 32;

std::string commitment_of(std::string_view salt, std::string_view payload);
std::string hash_of(const StoredEvent& event);  // form 2 when it has a circumstance_commitment, else form 1
std::string canonical(const std::vector<Subject>& subjects);  // as the header has them; they must be in order
std::string hash_before_first();                              // zeros

}  // namespace luytre::audit
