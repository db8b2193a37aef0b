// What the machine can still give, and what the program has taken.
#pragma once

#include <filesystem>
#include <optional>

namespace luytre {

// Bytes of memory that this program can still have without swapping: what the system can give, and no more than the
// control group that it runs in is allowed (a container's limit). 0: neither says.
// LUYTRE_MEMORY_BYTES stands for the whole of it: a machine that gives less, or a test that says so.
double available_memory_bytes();

// Bytes that the control groups of this program, which `list` names below `root`, still allow it; none: they set no
// limit.
std::optional<double> memory_left_in_groups(const std::filesystem::path& list, const std::filesystem::path& root);

// Bytes of memory that the program holds now; 0: the system does not say.
double resident_memory_bytes();

}  // namespace luytre
