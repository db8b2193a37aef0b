// Observations as they come over HTTP: a JSON list or a file, read into the same table that a file gives.
#pragma once

#include <string>
#include <vector>

#include "base/csv.h"
#include "platform/http/request.h"
#include "programme/observations/import_file.h"

namespace luytre::observations {

inline constexpr std::size_t listed_values_max = 5'000;        // of one JSON list
inline constexpr std::size_t uploaded_bytes_max = 64U << 20U;  // of one file
inline constexpr std::size_t list_bytes_max = 4U << 20U;

struct SentValues {
  CsvFile table;
  std::string sha256;  // of a file; empty for a list
  NumberStyle number_style = NumberStyle::unknown;
  std::vector<std::string> places = {};  // where each row stands, where it is no line of a file: "Số liệu!D7"
  bool is_partial = false;               // record what is right although rows are refused
  bool is_list = false;
  bool notes_count = false;  // ImportContext::notes_count
};

// {"observations": [{"unit_code": …, "measure": …, "value": …}], "numbers": "vi"|"en", "partial": true}. A list writes
// numbers in machine notation unless it says otherwise.
Result<SentValues> listed_values(const http::Request& request);
// A form with one CSV `file`, `numbers` and `partial`.
Result<SentValues> uploaded_values(const http::Request& request);

}  // namespace luytre::observations
