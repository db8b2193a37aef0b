// Permissions over HTTP: the whole table, one's own roles, and why somebody may or may not.
#pragma once

#include <functional>

#include "platform/http/router.h"
#include "programme/authority/gate.h"

namespace luytre::authority {

using WithDatabase = std::function<Done(const std::function<Done(storage::Database&)>& work)>;

// One question answered in words.
struct Explained {
  bool is_allowed = false;
  std::string sentence;              // what was decided, and why
  std::string basis;                 // the rule and its reference; empty when none
  std::vector<std::string> who_can;  // titles of roles
  std::string on_behalf_of;          // identity of an ended unit
};
Result<Explained> explain(Gate& gate, storage::Database& database, const access::Actor& actor, const access::Ask& ask,
                          Language language);

// Roles, acts and rules, for programs.
json::object matrix_value(const access::Authority& authority);

// GET /api/v1/permissions/matrix (open to everybody: it is law and its design), GET /api/v1/permissions/explain
// (act, unit, day, indicator; of whoever asks), GET /api/v1/permissions/mine (signed in).
void add_authority_routes(http::Router& router, Gate& gate, WithDatabase with_database);

}  // namespace luytre::authority
