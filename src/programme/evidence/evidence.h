// Files that stand behind values: the nouns of the room, and its limits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "platform/audit/event.h"

namespace luytre::evidence {

inline constexpr std::int64_t file_bytes_default = 50'000'000;  // of one file, unless LUYTRE_EVIDENCE_BYTES_MAX says
inline constexpr std::size_t chunk_bytes_max = std::size_t{512} << 10U;
inline constexpr std::int64_t open_uploads_max = 50;       // of one account
inline constexpr std::int64_t files_of_measure_max = 200;  // in use for one unit and measure
inline constexpr std::size_t uses_of_request_max = 200;    // told with one completion
inline constexpr std::size_t file_name_bytes_max = 255;    // as file systems have it
inline constexpr std::size_t title_bytes_max = 500;
inline constexpr int upload_days = 7;  // then an upload is forgotten

// What a photograph says of itself.
struct PhotoFacts {
  std::string taken_at;  // "2025-07-01T10:20:30", with "+07:00" when the camera knew; empty: it does not say
  std::string latitude;  // decimal degrees, "22.290318", south is negative; both or neither
  std::string longitude;
  std::int64_t width = 0;  // pixels as shown, turned as the camera was; 0: it does not say
  std::int64_t height = 0;
};

// A file that stands behind a measure of a unit on a day.
struct Use {
  std::string unit;  // identity
  std::string measure;
  std::string as_of;  // day
  audit::EventNumber event = 0;
  friend bool operator==(const Use& a, const Use& b) {
    return a.unit == b.unit && a.measure == b.measure && a.as_of == b.as_of;
  }
};

struct Evidence {
  std::string id;  // UUID of version 7: sorts by when it was added
  audit::EventNumber event = 0;
  std::string sha256;  // 64 hex digits
  std::int64_t bytes = 0;
  std::string media_type;
  std::string unit;       // identity of the unit that added it
  std::string file_name;  // as it was called there
  std::string title;
  PhotoFacts photo;
  std::string added_by;   // actor
  std::vector<Use> uses;  // those that stand
};

// A file on its way in, of one account. The same account, unit and content are the same upload.
struct Upload {
  std::string id;
  std::string account;
  std::string unit;  // identity
  std::string sha256;
  std::string file_name;
  std::string title;
  std::int64_t bytes = 0;
  bool is_stored = false;  // its bytes are kept already: nothing needs to be sent
  std::string expires_at;
};

json::object to_json(const Use& use);
json::object to_json(const Evidence& evidence);

// A name as the browser shall save it: no folders or control characters, ending as the content's type does
// ("x.bat" of plain text -> "x.bat.txt").
std::string name_to_save(std::string_view file_name, std::string_view media_type);
// The header Content-Disposition for it: ASCII, and the whole name in UTF-8 (RFC 6266).
std::string content_disposition(std::string_view name, bool is_inline);

}  // namespace luytre::evidence
