// Some hundreds of values of one column in order, each of their fields in as many bytes as it needs there: about a
// dozen bytes a value for what is reported in bulk. Immutable.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "platform/audit/event.h"
#include "programme/observations/observation.h"

namespace luytre::observations {

// One value. Amounts are coefficients of ten to the minus scale.
struct Cell {
  std::int64_t amount = 0;       // numerator, number or truth
  std::int64_t denominator = 0;  // only of a share
  std::int64_t event = 0;
  std::int64_t batch = 0;
  std::uint32_t position = 0;
  std::uint32_t unit = 0;
  std::int32_t as_of = 0;   // days
  std::uint32_t grade = 0;  // word number
  std::uint32_t source = 0;
  std::uint32_t note = 0;
  std::uint8_t amount_scale = 0;
  std::uint8_t denominator_scale = 0;
  ValueKind kind = ValueKind::withdrawn;
  Stage stage = Stage::signed_off;
  bool is_demonstration = false;
};

inline bool comes_before(const Cell& a, const Cell& b) {
  return std::tie(a.unit, a.as_of, a.event, a.batch, a.position) <
         std::tie(b.unit, b.as_of, b.event, b.batch, b.position);
}

class CellRun {
 public:
  static constexpr std::size_t cells_max = 1024;

  // In order; at most cells_max.
  static std::shared_ptr<const CellRun> of(std::span<const Cell> cells);

  // One more, in its place. nullptr: the run is full, or a field does not fit the bytes that it has here.
  static std::shared_ptr<const CellRun> with(const std::shared_ptr<const CellRun>& run, const Cell& cell);

  // As bytes of a file, and from them; `take` gives the next so many bytes (none: there are no more). nullptr: these
  // are no run.
  void append_to(std::string& bytes) const;
  using Take = std::function<std::optional<std::string_view>(std::size_t count)>;
  static std::shared_ptr<const CellRun> read(const Take& take);

  std::size_t size() const { return size_; }
  Cell cell(std::size_t at) const;
  std::uint32_t unit(std::size_t at) const { return static_cast<std::uint32_t>(load(0, at)); }
  std::int32_t as_of(std::size_t at) const { return static_cast<std::int32_t>(load(1, at)); }
  bool has_drafts() const { return signed_only_ != nullptr; }
  // Of a run that has drafts: the same without them.
  const std::shared_ptr<const CellRun>& signed_only() const { return signed_only_; }
  audit::EventNumber newest_event() const { return newest_event_; }
  std::size_t bytes() const;  // of memory, all told

 private:
  static constexpr std::size_t fields_count = 15;
  // Value `at` is base + the unsigned number in `width` bytes at offset + at * width; width 0: base.
  struct Field {
    std::int64_t base = 0;
    std::uint32_t offset = 0;
    std::uint8_t width = 0;
  };
  using Values = std::array<std::int64_t, fields_count>;
  CellRun() = default;
  explicit CellRun(std::span<const Cell> cells);
  void find_signed_only(std::span<const Cell> cells);
  bool has_place_for(const Values& values) const;
  std::size_t place_of(const Cell& cell) const;
  static Values values_of(const Cell& cell);
  std::int64_t load(std::size_t field, std::size_t at) const;

  std::array<Field, fields_count> fields_;
  std::unique_ptr<std::byte[]> bytes_;
  std::uint32_t bytes_count_ = 0;
  std::uint32_t size_ = 0;
  audit::EventNumber newest_event_ = 0;
  std::shared_ptr<const CellRun> signed_only_;
};

}  // namespace luytre::observations
