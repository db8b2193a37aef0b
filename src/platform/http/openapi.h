// The interface description: written as YAML in docs/api/openapi.yaml, served as JSON at /api/openapi.json.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/problem.h"
#include "platform/http/router.h"

namespace luytre::http {

// Plain scalars become numbers, booleans and null as in YAML 1.2's core schema; quoted ones stay text.
// Refused: http.document_missing with the reason.
Result<json::value> json_of_yaml(std::string_view yaml);

// Adds GET /healthz and GET /api/openapi.json. `version` goes into the answer of the former, with the event number that
// `snapshot` answers; a problem of `snapshot` makes it 503. A broken document is the answer of the latter.
void add_base_routes(Router& router, std::string version, std::function<Result<std::int64_t>()> snapshot);

// Routes that the document does not describe, and described operations that no route serves: "GET /api/v1/units".
// Pages outside /api/ and /healthz are no part of the interface.
std::vector<std::string> document_faults(const Router& router, const json::value& document);

}  // namespace luytre::http
