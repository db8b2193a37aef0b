// Batches: bytes with a fitting checksum decode to even columns or are refused as damaged. The first byte chooses
// whether the rest is the compressed content itself or is compressed first, so that the columns are reached.

#include <zstd.h>

#include "base/hash.h"
#include "fuzz/input.h"
#include "programme/observations/batch_codec.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace luytre::observations;
  using luytre::fuzz::hold;
  if (size == 0) return 0;
  std::string content(luytre::fuzz::text_of(data + 1, size - 1));
  if (data[0] % 4 != 0) {
    std::string packed(ZSTD_compressBound(content.size()), '\0');
    const auto length = ZSTD_compress(packed.data(), packed.size(), content.data(), content.size(), 1);
    hold(ZSTD_isError(length) == 0, "zstd compresses");
    packed.resize(length);
    content = std::move(packed);
  }
  const auto columns = decode_batch(batch_format, luytre::sha256(content), content);
  if (!columns) {
    hold(columns.error().code == "observations.batch_damaged", "damage is called damage");
    return 0;
  }
  const auto rows = columns->size();
  hold(rows <= batch_values_max, "a batch is bounded");
  hold(columns->measure.size() == rows && columns->as_of.size() == rows && columns->amount.size() == rows &&
           columns->kind.size() == rows && columns->denominator.size() == rows && columns->grade.size() == rows,
       "columns are even");
  for (std::size_t row = 0; row < rows; ++row) {
    hold(columns->unit[row] < columns->units.size() && columns->measure[row] < columns->measures.size(),
         "numbers name words of the dictionaries");
  }
  return 0;
}
