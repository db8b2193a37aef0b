// A million rows of the program's own form about the world's units, as bench/peers/writes.mjs makes them for the peers:
// shares of every unit for the quarters after the world's last. And what they are checked against.
#pragma once

#include <memory>
#include <string>

#include "app/measuring/world.h"
#include "programme/criteria/library.h"
#include "programme/units/register.h"

namespace luytre::measuring {

inline constexpr std::uint32_t imported_rows = 1'000'000;

std::string million_rows(const World& world);

// Quarters after the world's last that the rows need.
std::uint32_t imported_quarters(const World& world);

// Units under their provinces, and measures by the names that the rows use.
std::shared_ptr<const units::Register> register_of(const World& world);
std::shared_ptr<const criteria::Library> world_measures();

}  // namespace luytre::measuring
