// The virus scanner: clamd over its unix socket, by its command INSTREAM.
#pragma once

#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::evidence {

inline constexpr int scan_seconds_max = 60;  // for each step of the conversation

// Nothing: clean. A scanner that cannot be reached, does not answer or cannot tell refuses. Problems evidence.infected
// with what was found, evidence.scanner_silent, evidence.scanner_refused with what it said.
Done scan(const std::string& socket_path, std::string_view bytes, int seconds_max = scan_seconds_max);

}  // namespace luytre::evidence
