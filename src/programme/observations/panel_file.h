// A panel as a file that can be checked: what a program starts from instead of decoding every batch again.
//
//   magic, known_at, of, words, columns (key, runs), SHA-256 of all before it
//
// Texts are a length and their bytes; numbers lie as this kind of processor keeps them, little end first.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/problem.h"
#include "programme/observations/panel.h"

namespace luytre::observations {

// `of` says of what record the panel is; whoever reads the file compares. Problem file.unwritable; what stood there
// stays until the new file is whole.
Done write_panel_file(const std::filesystem::path& path, const Panel& panel, const std::string& of);

// Asks `is_wanted` as soon as it is clear what the file is; its problem ends the reading. Problems file.not_found,
// file.unreadable, and observations.panel_file_damaged for anything but exactly the bytes that were written.
using IsWanted = std::function<Done(audit::EventNumber known_at, const std::string& of)>;
Result<std::shared_ptr<const Panel>> read_panel_file(const std::filesystem::path& path, const IsWanted& is_wanted);

}  // namespace luytre::observations
