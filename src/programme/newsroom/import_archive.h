// The old site's articles: read from a table or a list of JSON objects, checked row by row, taken over once with credit
// to their source, and reachable under every address they had.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"
#include "programme/newsroom/write_redirects.h"

namespace luytre::newsroom {

inline constexpr std::size_t archive_bytes_max = std::size_t{128} << 20U;
inline constexpr std::size_t archive_rows_max = 50'000;

struct ArchiveRow {
  int line = 0;
  Article article;                     // published, taken over, with its credit
  std::vector<std::string> addresses;  // of the old site; the first is its original address
  std::string item;                    // K2 number, "" none
  std::vector<std::string> images;     // pictures it had: named for an editor, not taken over
  int scripts = 0;                     // left out of its HTML
  int styles = 0;
  int handlers = 0;
};

struct Archive {
  std::vector<ArchiveRow> rows;
  std::vector<Problem> problems;  // of rows that cannot be taken over, each with NAME:LINE
};

// CSV with a header, or one JSON object a line (the name ends in ".jsonl"). Columns or members: title, lead, body (HTML
// or text), date (2022-10-06 or 06/10/2022), category (its word or its Vietnamese title), address (several apart by
// blanks), item, source, source_url, images. `source`: credit of rows that name none. Problems news.archive_columns,
// news.not_utf8, news.archive_too_long, those of the CSV.
Result<Archive> read_archive(std::string_view bytes, const std::string& name, const std::string& source);

struct ImportedArchive {
  audit::EventNumber event = 0;  // 0: nothing was new
  std::size_t added = 0;
  std::size_t unchanged = 0;
  std::size_t redirects = 0;
};

// All rows in one event. A row whose item or original address was taken over before is left as it is. Acts news.write
// and news.publish. Problems of plan_redirects.
Result<ImportedArchive> import_archive(commands::Writer& writer, const commands::Asked& asked,
                                       const std::vector<ArchiveRow>& rows, const std::string& file_name,
                                       long long unix_milliseconds);

}  // namespace luytre::newsroom
