// The built staff app as one run of bytes, written by web/tools/pack.mjs: a line "luytre-pack 1", lines "SIZE PATH", an
// empty line, then the files' bytes in that order. One run, because the files' names carry hashes that no build rule
// can list.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/problem.h"

namespace luytre::staff_app {

// Path ("index.html", "tep/index-4f1c.js") to bytes that live as long as the pack does.
using Files = std::map<std::string, std::string_view, std::less<>>;

// app.pack_broken when the list does not describe the bytes to the last one.
Result<Files> read_pack(std::string_view pack);

}  // namespace luytre::staff_app
