// Questions as JSON: what the public reads, what the sender reads, what staff read.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/json.h"
#include "programme/citizens/desk.h"

namespace luytre::citizens {

using NameOfActor = std::function<std::string(const std::string& actor)>;

// Asserts that it is published.
json::object to_public_json(const Course& course, const Known& known, const Desk& desk);
// For whoever has the private address: where it stands, the answer, or why it was refused. Nobody's name.
json::object to_status_json(const Course& course, const Known& known, const Desk& desk);
json::object to_staff_row(const Course& course, const Known& known, const Desk& desk);
// `words`: as they were written; nothing: erased.
json::object to_staff_json(const Course& course, const Known& known, const Desk& desk,
                           const std::optional<std::string>& words, bool has_contact, const NameOfActor& name_of_actor);

}  // namespace luytre::citizens
