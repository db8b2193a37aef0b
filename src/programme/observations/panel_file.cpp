#include "programme/observations/panel_file.h"

#include <cstdio>
#include <cstring>

#include "base/files.h"
#include "base/hash.h"

namespace luytre::observations {

namespace {

constexpr std::string_view magic = "LUYTRE VALUES 1\n";
constexpr std::size_t digest_bytes = 32;
constexpr std::size_t text_bytes_max = 1UL << 20U;
constexpr std::size_t piece_bytes = 1UL << 20U;

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_text(std::string& bytes, std::string_view text) {
  append(bytes, static_cast<std::uint32_t>(text.size()));
  bytes += text;
}

// Writes and digests what has come together, now and then.
class Writing {
 public:
  explicit Writing(const std::filesystem::path& path) : file_(path, AtomicFile::Readable::by_owner) {}
  std::string& bytes() {
    if (bytes_.size() >= piece_bytes) flush();
    return bytes_;
  }
  Done finish() {
    flush();
    file_.write(digest_.digest());
    return file_.finish();
  }

 private:
  void flush() {
    digest_.add(bytes_);
    file_.write(bytes_);
    bytes_.clear();
  }
  AtomicFile file_;
  Sha256 digest_;
  std::string bytes_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

// Reads and digests; after the first failure nothing is read any more.
class Reading {
 public:
  explicit Reading(const std::filesystem::path& path) : path_(path), file_(std::fopen(path.c_str(), "rb")) {}

  bool is_open() const { return file_ != nullptr; }

  // The next so many bytes, valid until the next call.
  std::optional<std::string_view> take(std::size_t count) {
    piece_.resize(std::max(piece_.size(), count));
    if (!is_whole_ || std::fread(piece_.data(), 1, count, file_.get()) != count) {
      is_whole_ = false;
      return std::nullopt;
    }
    const std::string_view bytes(piece_.data(), count);
    digest_.add(bytes);
    return bytes;
  }

  template <class T>
  T number() {
    T value{};
    if (const auto bytes = take(sizeof value)) std::memcpy(&value, bytes->data(), sizeof value);
    return value;
  }

  std::string text() {
    const auto size = number<std::uint32_t>();
    if (size > text_bytes_max) is_whole_ = false;
    return std::string(take(is_whole_ ? size : 0).value_or(std::string_view()));
  }

  bool is_whole() const { return is_whole_; }
  void spoil() { is_whole_ = false; }

  // Nothing follows but the digest of all that was read.
  bool ends_here() {
    std::string digest = digest_.digest();
    std::string written(digest_bytes + 1, '\0');
    const auto count = std::fread(written.data(), 1, written.size(), file_.get());
    written.resize(digest_bytes);
    return is_whole_ && count == digest_bytes && written == digest;
  }

  tl::unexpected<Problem> damaged() const {
    return refuse("observations.panel_file_damaged", {{"file", path_.string()}});
  }

 private:
  const std::filesystem::path& path_;
  std::unique_ptr<std::FILE, CloseFile> file_;
  Sha256 digest_;
  std::string piece_;
  bool is_whole_ = true;
};

std::shared_ptr<const Column> read_column(Reading& reading) {
  Column::Runs runs;
  for (auto left = reading.number<std::uint32_t>(); left > 0 && reading.is_whole(); --left) {
    auto run = CellRun::read([&](std::size_t count) { return reading.take(count); });
    if (run == nullptr) reading.spoil();
    if (run != nullptr) runs.push_back(std::move(run));
  }
  return std::make_shared<const Column>(std::move(runs));
}

}  // namespace

// Knows how a panel is made up.
class PanelFile {
 public:
  static void write(Writing& writing, const Panel& panel) {
    append(writing.bytes(), static_cast<std::uint32_t>(panel.words().size()));
    for (std::uint32_t word = 0; word < panel.words().size(); ++word) {
      append_text(writing.bytes(), panel.words().at(word));
    }
    append(writing.bytes(), static_cast<std::uint32_t>(panel.columns_.size()));
    for (const auto& [key, column] : panel.columns_) {
      append_text(writing.bytes(), key.measure);
      append(writing.bytes(), static_cast<std::uint8_t>(key.opinion));
      append_text(writing.bytes(), key.dimension);
      append(writing.bytes(), static_cast<std::uint32_t>(column->runs().size()));
      for (const auto& run : column->runs()) run->append_to(writing.bytes());
    }
  }

  static std::shared_ptr<const Panel> read(Reading& reading, audit::EventNumber known_at) {
    auto panel = std::make_shared<Panel>();
    Words words;
    const auto words_count = reading.number<std::uint32_t>();
    for (std::uint32_t word = 0; word < words_count && reading.is_whole(); ++word) {
      if (words.intern(reading.text()) != word) reading.spoil();
    }
    panel->words_ = std::make_shared<const Words>(std::move(words));
    for (auto left = reading.number<std::uint32_t>(); left > 0 && reading.is_whole(); --left) {
      ColumnKey key;
      key.measure = reading.text();
      key.opinion = static_cast<Opinion>(reading.number<std::uint8_t>());
      key.dimension = reading.text();
      auto column = read_column(reading);
      panel->size_ += column->size();
      panel->columns_.emplace(std::move(key), std::move(column));
    }
    panel->known_at_ = known_at;
    return panel;
  }
};

Done write_panel_file(const std::filesystem::path& path, const Panel& panel, const std::string& of) {
  Writing writing(path);
  writing.bytes() += magic;
  append(writing.bytes(), panel.known_at());
  append_text(writing.bytes(), of);
  PanelFile::write(writing, panel);
  return writing.finish();
}

Result<std::shared_ptr<const Panel>> read_panel_file(const std::filesystem::path& path, const IsWanted& is_wanted) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return refuse("file.not_found", {{"file", path.string()}});
  Reading reading(path);
  if (!reading.is_open()) {
    return refuse("file.unreadable", {{"file", path.string()}, {"reason", std::strerror(errno)}});
  }
  if (reading.take(magic.size()) != magic) return reading.damaged();
  const auto known_at = reading.number<audit::EventNumber>();
  const std::string of = reading.text();
  if (!reading.is_whole()) return reading.damaged();
  if (auto wanted = is_wanted(known_at, of); !wanted) return pass_on(wanted);
  auto panel = PanelFile::read(reading, known_at);
  if (!reading.ends_here()) return reading.damaged();
  return panel;
}

}  // namespace luytre::observations
