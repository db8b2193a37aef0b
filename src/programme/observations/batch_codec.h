// The bytes of one observation batch: dictionaries, then one column after another, compressed with zstd. Free text is
// not in it, so that text can be erased and the batch stays what its checksum says.
//
//   content   = zstd(count, units, measures, dimensions, grades, columns…)
//   dictionary = count, then length and bytes of each word
//   columns   = unit, measure, dimension, opinion | stage << 2 | kind << 4, as_of (difference to the row before),
//               scale | denominator scale << 4, amount, denominators of the shares, labels of the grades
//   numbers are LEB128, signed ones zigzag first
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "programme/observations/checked_values.h"
#include "programme/observations/observation.h"

namespace luytre::observations {

inline constexpr std::size_t batch_values_max = 65'536;
inline constexpr int batch_format = 1;
inline constexpr std::size_t batch_words_max = batch_values_max;  // of one dictionary
inline constexpr std::size_t batch_word_bytes_max = 512;
inline constexpr std::size_t batch_bytes_max = 32u << 20;  // before compression

// Row `i` of a decoded batch is the i-th element of every column.
struct BatchColumns {
  std::vector<std::string> units, measures, dimensions, grades;  // dictionaries
  std::vector<std::uint32_t> unit, measure, dimension;           // numbers in the dictionaries
  std::vector<Opinion> opinion;
  std::vector<Stage> stage;
  std::vector<ValueKind> kind;
  std::vector<std::int32_t> as_of;
  std::vector<std::int64_t> amount, denominator;  // denominator 1 unless a share
  std::vector<std::uint8_t> amount_scale, denominator_scale;
  std::vector<std::uint32_t> grade;  // 0 unless a grade
  std::size_t size() const { return unit.size(); }
};

struct EncodedBatch {
  std::string content;
  std::string checksum;  // SHA-256 of the content, 32 raw bytes
};

// Encodes those of `values.rows` whose numbers are given, in that order: 1 to `batch_values_max`; more, or a word that
// is too long, is a problem.
Result<EncodedBatch> encode_batch(const CheckedValues& values, std::span<const std::uint32_t> rows);

// Reads `content` of `format`, whose sha256 must be `checksum`. Any other bytes are refused as
// "observations.batch_damaged" with the reason; nothing is guessed.
Result<BatchColumns> decode_batch(int format, std::string_view checksum, std::string_view content);

}  // namespace luytre::observations
