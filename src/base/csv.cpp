#include "base/csv.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <set>

#include "base/files.h"
#include "base/large_pages.h"
#include "base/vietnamese.h"

namespace luytre {
namespace {

constexpr std::size_t block_bytes = 64;

// Which of 64 bytes end a cell that is not quoted: a bit for each comma and line ending.
std::uint64_t ends_in(const char* block) {
  std::uint64_t ends = 0;
#ifdef __SSE2__
  for (unsigned part = 0; part < block_bytes; part += 16) {
    __m128i bytes;
    std::memcpy(&bytes, block + part, sizeof bytes);
    const __m128i lines =
        _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\r')));
    const __m128i all = _mm_or_si128(lines, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(',')));
    ends |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(all))} << part;
  }
#else
  for (unsigned at = 0; at < block_bytes; ++at) {
    const bool is_end = block[at] == ',' || block[at] == '\n' || block[at] == '\r';
    ends |= std::uint64_t{is_end ? 1U : 0U} << at;
  }
#endif
  return ends;
}

// Finds commas and line endings one after another, a block of bytes at a time.
class Ends {
 public:
  explicit Ends(std::string_view bytes) : bytes_(bytes) { seek(0); }

  // The next one; the number of bytes when there is none.
  std::size_t next() {
    while (left_ == 0) {
      block_ += block_bytes;
      if (block_ >= bytes_.size()) return bytes_.size();
      left_ = ends_at(block_);
    }
    const std::size_t at = block_ + static_cast<std::size_t>(std::countr_zero(left_));
    left_ &= left_ - 1;
    return at;
  }

  // What next() answers is not before `at`.
  void seek(std::size_t at) {
    block_ = at - at % block_bytes;
    left_ = block_ < bytes_.size() ? ends_at(block_) & (~std::uint64_t{0} << (at % block_bytes)) : 0;
  }

 private:
  std::uint64_t ends_at(std::size_t block) const {
    if (block + block_bytes <= bytes_.size()) return ends_in(bytes_.data() + block);
    std::array<char, block_bytes> last{};
    std::memcpy(last.data(), bytes_.data() + block, bytes_.size() - block);
    return ends_in(last.data());
  }

  std::string_view bytes_;
  std::size_t block_ = 0;
  std::uint64_t left_ = 0;
};

}  // namespace

class CsvParser {
 public:
  CsvParser(std::string_view bytes, std::size_t begin, CsvFile& file)
      : bytes_(bytes), at_(begin), ends_(bytes), file_(file) {
    ends_.seek(begin);
  }

  Done parse() {
    while (at_ < bytes_.size()) {
      const std::size_t first = file_.places_.size();
      const int line = line_;
      if (!row()) return refuse("csv.unclosed_quote", {}, where(line));
      const std::size_t count = file_.places_.size() - first;
      if (count == 1 && file_.places_.back().size == 0) {
        file_.places_.pop_back();
      } else if (file_.header.empty()) {
        take_header();
      } else if (count != file_.header.size()) {
        return refuse("csv.cell_count",
                      {{"found", std::to_string(count)}, {"expected", std::to_string(file_.header.size())}},
                      where(line));
      } else {
        file_.lines_.push_back(line);
        if (file_.lines_.size() == rows_before_estimate) make_room();
      }
    }
    return {};
  }

 private:
  static constexpr std::size_t rows_before_estimate = 1'000;

  std::string where(int line) const { return file_.name + ":" + std::to_string(line); }

  void take_header() {
    for (std::size_t at = 0; at < file_.places_.size(); ++at) file_.header.emplace_back(file_.text_at(at));
    file_.places_.clear();
  }

  // For as many rows as the first ones let expect, and a few more.
  void make_room() {
    const std::size_t rows = bytes_.size() / (at_ / rows_before_estimate) + rows_before_estimate;
    reserve_large(file_.lines_, rows + rows / 16);
    reserve_large(file_.places_, (rows + rows / 16) * file_.header.size());
  }

  // Reads one row up to and over its line ending. False when a quote is never closed.
  bool row() {
    std::size_t end = 0;
    while (true) {
      if (at_ < bytes_.size() && bytes_[at_] == '"') {
        if (!quoted(end)) return false;
      } else {
        end = ends_.next();
        add(at_, end - at_);
      }
      if (end == bytes_.size() || bytes_[end] != ',') break;
      at_ = end + 1;
    }
    at_ = end;
    if (at_ < bytes_.size() && bytes_[at_] == '\r') {
      ++at_;
      if (at_ < bytes_.size() && bytes_[at_] == '\n') at_ = ends_.next() + 1;
    } else if (at_ < bytes_.size()) {
      ++at_;
    }
    ++line_;
    return true;
  }

  // Reads one quoted cell and what stands behind it up to its end, `at_` on the opening quote.
  bool quoted(std::size_t& end) {
    const std::size_t first = at_ + 1;
    bool is_doubled = false;
    std::size_t close = bytes_.find('"', first);
    while (close != std::string_view::npos && close + 1 < bytes_.size() && bytes_[close + 1] == '"') {
      is_doubled = true;
      close = bytes_.find('"', close + 2);
    }
    if (close == std::string_view::npos) return false;
    const std::string_view inside = bytes_.substr(first, close - first);
    line_ += static_cast<int>(std::count(inside.begin(), inside.end(), '\n'));
    ends_.seek(close + 1);
    end = ends_.next();
    if (!is_doubled && end == close + 1) {
      add(first, inside.size());
      return true;
    }
    const std::size_t aside = file_.aside_.size();
    for (std::size_t at = 0; at < inside.size(); ++at) {
      file_.aside_ += inside[at];
      if (inside[at] == '"') ++at;
    }
    file_.aside_ += bytes_.substr(close + 1, end - close - 1);
    add(file_.bytes_->size() + aside, file_.aside_.size() - aside);
    return true;
  }

  void add(std::size_t begin, std::size_t size) {
    file_.places_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(size)});
  }

  std::string_view bytes_;
  std::size_t at_;
  int line_ = 1;
  Ends ends_;
  CsvFile& file_;
};

namespace {

Done check_header(const CsvFile& file) {
  std::set<std::string> seen;
  for (const auto& title : file.header) {
    if (!seen.insert(title).second) return refuse("csv.duplicate_column", {{"column", title}}, file.name + ":1");
  }
  return {};
}

std::optional<std::size_t> place_of(const std::vector<std::string>& header, std::string_view title) {
  const auto found = std::find(header.begin(), header.end(), title);
  return found == header.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - header.begin()));
}

}  // namespace

Result<CsvFile> CsvFile::parse(std::shared_ptr<const std::string> bytes, std::string name) {
  CsvFile file;
  file.name = std::move(name);
  if (bytes->size() > static_cast<std::size_t>(INT32_MAX) || !is_valid_utf8(*bytes)) {
    return refuse("csv.not_utf8", {}, file.name);
  }
  file.bytes_ = std::move(bytes);
  const std::size_t mark = file.bytes_->starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (auto read = CsvParser(*file.bytes_, mark, file).parse(); !read) return pass_on(read);
  if (file.header.empty()) return refuse("csv.empty", {}, file.name);
  if (auto checked = check_header(file); !checked) return pass_on(checked);
  return file;
}

void CsvFile::add(int line, const std::vector<std::string>& cells) {
  assert(cells.size() == header.size());
  lines_.push_back(line);
  for (const std::string& cell : cells) {
    const std::size_t begin = bytes_->size() + aside_.size();
    places_.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(cell.size())});
    aside_ += cell;
  }
}

std::size_t CsvFile::cell_size_max(std::size_t row) const {
  std::uint32_t longest = 0;
  const std::size_t first = row * header.size();
  for (std::size_t at = first; at < first + header.size(); ++at) longest = std::max(longest, places_[at].size);
  return longest;
}

bool CsvFile::has_nul() const {
  return bytes_->find('\0') != std::string::npos || aside_.find('\0') != std::string::npos;
}

std::optional<std::size_t> CsvFile::column(std::string_view title) const { return place_of(header, title); }
std::optional<std::size_t> CsvTable::column(std::string_view title) const { return place_of(header, title); }

std::string CsvFile::where(std::size_t row) const { return name + ":" + std::to_string(lines_[row]); }
std::string CsvTable::where(const CsvRow& row) const { return name + ":" + std::to_string(row.line); }

Result<CsvTable> parse_csv(std::string_view bytes, std::string name) {
  const auto file = CsvFile::parse(std::make_shared<const std::string>(bytes), std::move(name));
  if (!file) return pass_on(file);
  CsvTable table{file->name, file->header, {}};
  table.rows.reserve(file->size());
  for (std::size_t row = 0; row < file->size(); ++row) {
    CsvRow made{file->line(row), {}};
    made.cells.reserve(file->header.size());
    for (std::size_t column = 0; column < file->header.size(); ++column) {
      made.cells.emplace_back(file->cell(row, column));
    }
    table.rows.push_back(std::move(made));
  }
  return table;
}

Result<CsvTable> read_csv(const std::filesystem::path& path) {
  auto bytes = read_file(path);
  if (!bytes) return pass_on(bytes);
  return parse_csv(*bytes, path.filename().string());
}

std::string csv_cell(std::string_view text) {
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos &&
                       text.find_first_not_of("-+.0123456789") != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\n\r") == std::string_view::npos) return std::string(text);
  std::string cell = formula ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

}  // namespace luytre
