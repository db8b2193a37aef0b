#include "programme/observations/batch_codec.h"

#include <zstd.h>

#include <memory>

#include "base/hash.h"

namespace luytre::observations {

namespace {

constexpr int compression_level = 3;
constexpr std::int64_t coefficient_max = 1'000'000'000'000'000;
constexpr std::uint8_t scale_max = 6;
constexpr std::uint8_t kinds_count = 6;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// Made once for a thread: zstd asks the processor what it can when it makes one, which on a virtual machine takes
// longer than to write or read a batch of one value.
ZSTD_CCtx* writing_context() {
  thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> made(ZSTD_createCCtx());
  return made.get();
}
ZSTD_DCtx* reading_context() {
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> made(ZSTD_createDCtx());
  return made.get();
}

void put(std::string& bytes, std::uint64_t number) {
  while (number >= 0x80) {
    bytes.push_back(static_cast<char>((number & 0x7f) | 0x80));
    number >>= 7;
  }
  bytes.push_back(static_cast<char>(number));
}

void put_signed(std::string& bytes, std::int64_t number) {
  const auto raw = static_cast<std::uint64_t>(number);
  put(bytes, (raw << 1) ^ (number < 0 ? ~std::uint64_t{0} : 0));
}

// Words of `values` in order of first use.
class Dictionary {
 public:
  explicit Dictionary(std::size_t words) : numbers_after_(words) {}
  std::uint32_t number_of(std::uint32_t word) {
    std::uint32_t& after = numbers_after_[word];
    if (after == 0) {
      words_.push_back(word);
      after = static_cast<std::uint32_t>(words_.size());
    }
    return after - 1;
  }
  // False when they do not fit: too many, or one too long.
  template <class TextOf>
  bool write(std::string& bytes, const TextOf& text_of) const {
    put(bytes, words_.size());
    bool fits = words_.size() <= batch_words_max;
    for (const std::uint32_t word : words_) {
      const std::string_view text = text_of(word);
      fits = fits && text.size() <= batch_word_bytes_max;
      put(bytes, text.size());
      bytes += text;
    }
    return fits;
  }

 private:
  std::vector<std::uint32_t> numbers_after_;  // number + 1; 0: not used yet
  std::vector<std::uint32_t> words_;
};

// Reads numbers and words; once anything is out of place it stays failed and answers zeros.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number(std::uint64_t limit) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (at_ >= bytes_.size()) return fail();
      const auto byte = static_cast<std::uint8_t>(bytes_[at_++]);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value <= limit ? value : fail();
    }
    return fail();
  }

  std::int64_t signed_number() {
    const std::uint64_t raw = number(~std::uint64_t{0});
    return static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
  }

  std::vector<std::string> words() {
    std::vector<std::string> words(number(batch_words_max));
    for (auto& word : words) {
      const std::size_t length = number(batch_word_bytes_max);
      if (length > bytes_.size() - at_) fail();
      if (failed_) return {};
      word = bytes_.substr(at_, length);
      at_ += length;
    }
    return words;
  }

  bool is_whole() const { return !failed_ && at_ == bytes_.size(); }
  bool failed() const { return failed_; }
  std::uint64_t fail() {
    failed_ = true;
    return 0;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

tl::unexpected<Problem> damaged(std::string reason) {
  return refuse("observations.batch_damaged", {{"reason", std::move(reason)}});
}

Result<std::string> decompress(std::string_view content) {
  const unsigned long long size = ZSTD_getFrameContentSize(content.data(), content.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > batch_bytes_max) {
    return damaged("frame");
  }
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t read =
      ZSTD_decompressDCtx(reading_context(), bytes.data(), bytes.size(), content.data(), content.size());
  if (ZSTD_isError(read) != 0 || read != bytes.size()) return damaged("zstd");
  return bytes;
}

std::vector<std::uint32_t> read_numbers(Reader& reader, std::size_t count, std::size_t words) {
  std::vector<std::uint32_t> numbers(count);
  if (words == 0) reader.fail();
  for (auto& number : numbers) number = static_cast<std::uint32_t>(reader.number(words == 0 ? 0 : words - 1));
  return numbers;
}

void read_states(Reader& reader, std::size_t count, BatchColumns& columns) {
  for (std::size_t row = 0; row < count; ++row) {
    const std::uint64_t packed = reader.number(0xff);
    const auto kind = static_cast<std::uint8_t>(packed >> 4);
    if (kind >= kinds_count) reader.fail();
    columns.opinion.push_back(static_cast<Opinion>(packed & 3));
    columns.stage.push_back(static_cast<Stage>((packed >> 2) & 3));
    columns.kind.push_back(static_cast<ValueKind>(kind));
  }
  std::int64_t day = 0;
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t difference = reader.signed_number();
    if (difference > INT32_MAX || difference < INT32_MIN) reader.fail();
    if (reader.failed()) return;
    day += difference;
    if (day > INT32_MAX || day < INT32_MIN) reader.fail();
    columns.as_of.push_back(static_cast<std::int32_t>(day));
  }
}

void read_amounts(Reader& reader, std::size_t count, BatchColumns& columns) {
  for (std::size_t row = 0; row < count; ++row) {
    const std::uint64_t packed = reader.number(0xff);
    columns.amount_scale.push_back(packed & 0xf);
    columns.denominator_scale.push_back(static_cast<std::uint8_t>(packed >> 4));
    if ((packed & 0xf) > scale_max || (packed >> 4) > scale_max) reader.fail();
  }
  for (std::size_t row = 0; row < count; ++row) {
    const std::int64_t amount = reader.signed_number();
    if (amount > coefficient_max || amount < -coefficient_max) reader.fail();
    columns.amount.push_back(amount);
  }
  columns.denominator.assign(count, 1);
  columns.grade.assign(count, 0);
  for (std::size_t row = 0; row < count && !reader.failed(); ++row) {
    if (columns.kind[row] != ValueKind::share) continue;
    const std::int64_t denominator = reader.signed_number();
    if (denominator <= 0 || denominator > coefficient_max) reader.fail();
    columns.denominator[row] = denominator;
  }
  for (std::size_t row = 0; row < count && !reader.failed(); ++row) {
    if (columns.kind[row] != ValueKind::grade) continue;
    if (columns.grades.empty()) reader.fail();
    const std::size_t last = columns.grades.empty() ? 0 : columns.grades.size() - 1;
    columns.grade[row] = static_cast<std::uint32_t>(reader.number(last));
  }
}

// Measures and dimensions of the columns, each once.
struct ColumnWords {
  explicit ColumnWords(const CheckedValues& values) {
    for (const ColumnKey& column : values.columns()) {
      measure.push_back(texts.of(column.measure));
      dimension.push_back(texts.of(column.dimension));
    }
  }
  WordNumbers texts;
  std::vector<std::uint32_t> measure, dimension;  // by column
};

Result<std::string> written_columns(const CheckedValues& values, std::span<const std::uint32_t> rows) {
  const ColumnWords words(values);
  Dictionary units(values.words_count()), grades(values.words_count());
  Dictionary measures(words.texts.size()), dimensions(words.texts.size());
  std::string unit, measure, dimension, state, as_of, scale, amount, denominator, grade;
  std::int64_t day = 0;
  for (const std::uint32_t at : rows) {
    const ValueRow& each = values.rows[at];
    put(unit, units.number_of(each.unit));
    put(measure, measures.number_of(words.measure[each.column]));
    put(dimension, dimensions.number_of(words.dimension[each.column]));
    put(state, static_cast<std::uint64_t>(values.column_of(each).opinion) |
                   static_cast<std::uint64_t>(each.stage) << 2 | static_cast<std::uint64_t>(each.kind) << 4);
    put_signed(as_of, each.as_of - day);
    day = each.as_of;
    put(scale, std::uint64_t{each.amount_scale} | std::uint64_t{each.denominator_scale} << 4);
    put_signed(amount, each.amount);
    if (each.kind == ValueKind::share) put_signed(denominator, each.denominator);
    if (each.kind == ValueKind::grade) put(grade, grades.number_of(each.grade));
  }
  std::string bytes;
  put(bytes, rows.size());
  const auto word = [&](std::uint32_t number) { return values.text_of(number); };
  const auto column_word = [&](std::uint32_t number) { return words.texts.at(number); };
  const bool fits = units.write(bytes, word) && measures.write(bytes, column_word) &&
                    dimensions.write(bytes, column_word) && grades.write(bytes, word);
  if (!fits) return refuse("observations.word_too_long", {{"limit", std::to_string(batch_word_bytes_max)}});
  for (const auto* column : {&unit, &measure, &dimension, &state, &as_of, &scale, &amount, &denominator, &grade}) {
    bytes += *column;
  }
  return bytes;
}

}  // namespace

Result<EncodedBatch> encode_batch(const CheckedValues& values, std::span<const std::uint32_t> rows) {
  if (rows.empty() || rows.size() > batch_values_max) {
    return refuse("observations.batch_size",
                  {{"count", std::to_string(rows.size())}, {"limit", std::to_string(batch_values_max)}});
  }
  const auto bytes = written_columns(values, rows);
  if (!bytes) return pass_on(bytes);
  EncodedBatch batch;
  batch.content.resize(ZSTD_compressBound(bytes->size()));
  const std::size_t written = ZSTD_compressCCtx(writing_context(), batch.content.data(), batch.content.size(),
                                                bytes->data(), bytes->size(), compression_level);
  if (ZSTD_isError(written) != 0) return damaged("zstd");
  batch.content.resize(written);
  batch.checksum = sha256(batch.content);
  return batch;
}

Result<BatchColumns> decode_batch(int format, std::string_view checksum, std::string_view content) {
  if (format != batch_format) return damaged("format " + std::to_string(format));
  if (sha256(content) != checksum) return damaged("checksum");
  const auto bytes = decompress(content);
  if (!bytes) return tl::unexpected(bytes.error());
  Reader reader(*bytes);
  BatchColumns columns;
  const std::size_t count = reader.number(batch_values_max);
  columns.units = reader.words();
  columns.measures = reader.words();
  columns.dimensions = reader.words();
  columns.grades = reader.words();
  if (count == 0 || reader.failed()) return damaged("dictionary");
  columns.unit = read_numbers(reader, count, columns.units.size());
  columns.measure = read_numbers(reader, count, columns.measures.size());
  columns.dimension = read_numbers(reader, count, columns.dimensions.size());
  if (!reader.failed()) read_states(reader, count, columns);
  if (!reader.failed()) read_amounts(reader, count, columns);
  if (!reader.is_whole()) return damaged("columns");
  return columns;
}

}  // namespace luytre::observations
