// A request as the rooms see it: already checked, decoded and within limits.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/messages.h"
#include "base/problem.h"
#include "platform/access/actor.h"

namespace luytre::http {

using Fields = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method = "GET";
  std::string target;                 // as it was sent: "/xa/06001?ngay=2025-07-01"
  std::string path;                   // decoded, begins with '/'
  std::vector<std::string> segments;  // decoded parts of the path; none for "/"
  Fields query;                       // decoded, in the order sent; a name may repeat
  Fields headers;                     // names in lower case
  std::string body;
  std::string remote;                                        // address of the peer
  std::map<std::string, std::string, std::less<>> captured;  // the {names} of the matched route
  access::Actor actor = access::Actor::nobody();             // whom the doorkeeper recognised
  std::string form_token;  // what a form of this session must send back; empty: no session

  // Value of a {name} of the route; "" when the route has none of that name.
  const std::string& captured_text(std::string_view name) const;
  // First value of the query parameter, nullptr when it was not sent.
  const std::string* query_text(std::string_view name) const;
  // First value of the header (name in lower case), "" when absent.
  std::string_view header(std::string_view name) const;
  // ?lang= when it names a language, else the better of vi and en in Accept-Language, else Vietnamese.
  Language language() const;
};

// Takes a target apart into path, segments and query. Refused: http.target_malformed for bad escapes, bytes that are
// not UTF-8, control characters, "." and ".." segments; http.too_many_parameters.
Result<Request> parse_target(std::string_view target);

// "a b/ơ" -> "a%20b%2F%C6%A1": for paths and query values.
std::string percent_encoded(std::string_view text);

// The other way; nothing for bad escapes, bytes that are not UTF-8 and control characters (in text that may have them,
// line breaks and tabs pass).
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank, bool may_break_lines = false);

}  // namespace luytre::http
