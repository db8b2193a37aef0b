// An answer, and the three shapes nearly all answers have: JSON, a problem, a document.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.h"
#include "base/messages.h"
#include "base/problem.h"
#include "platform/http/request.h"

namespace luytre::http {

struct Response {
  int status = 200;
  Fields headers;
  std::string body;

  void set(std::string_view name, std::string value);    // replaces, names compared without case
  std::string_view header(std::string_view name) const;  // "" when absent
};

// 200 with application/json. `snapshot` is the event number the answer was computed from: it becomes the header
// Luytre-Snapshot and, when `value` is an object without one, its member "snapshot".
Response json_response(const Request& request, json::value value, std::int64_t snapshot);

// RFC 9457 application/problem+json: type, title, status, code, detail, messages {vi, en}, instance, where, causes.
// The status is the catalogue's; `detail` speaks the language the caller asked for.
Response problem_response(const Problem& problem, const Request& request);
json::object problem_value(const Problem& problem, Language language);

// Any other body.
Response document_response(std::string_view media_type, std::string body, int status = 200);

// 303 (or 301 when permanent) to a path of this server.
Response redirect_response(std::string location, bool is_permanent = false);

// Last step before the wire, same for every answer: security headers, ETag and 304, gzip for text where the caller
// accepts it. `request` decides; a response that carries its own ETag or Content-Encoding keeps it.
void finish_response(const Request& request, Response& response);

std::string gzip(std::string_view bytes);

}  // namespace luytre::http
