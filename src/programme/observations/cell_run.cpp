#include "programme/observations/cell_run.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstring>

namespace luytre::observations {

namespace {

static_assert(std::endian::native == std::endian::little, "numbers are cut to their low bytes");

constexpr std::size_t read_ahead = sizeof(std::uint64_t);  // a number is read as a whole word

std::uint8_t bytes_for(std::uint64_t largest) { return static_cast<std::uint8_t>((std::bit_width(largest) + 7) / 8); }

}  // namespace

// The order of the fields in a run: those that are searched come first.
CellRun::Values CellRun::values_of(const Cell& cell) {
  return {cell.unit,
          cell.as_of,
          cell.amount,
          cell.denominator,
          cell.event,
          cell.batch,
          cell.position,
          cell.grade,
          cell.source,
          cell.note,
          cell.amount_scale,
          cell.denominator_scale,
          static_cast<std::int64_t>(cell.kind),
          static_cast<std::int64_t>(cell.stage),
          cell.is_demonstration ? 1 : 0};
}

std::shared_ptr<const CellRun> CellRun::of(std::span<const Cell> cells) {
  std::shared_ptr<CellRun> run(new CellRun(cells));
  run->find_signed_only(cells);
  return run;
}

void CellRun::find_signed_only(std::span<const Cell> cells) {
  const auto is_draft = [](const Cell& cell) { return cell.stage == Stage::draft; };
  if (std::none_of(cells.begin(), cells.end(), is_draft)) return;
  std::vector<Cell> kept;
  std::remove_copy_if(cells.begin(), cells.end(), std::back_inserter(kept), is_draft);
  signed_only_ = of(kept);
}

CellRun::CellRun(std::span<const Cell> cells) : size_(static_cast<std::uint32_t>(cells.size())) {
  assert(cells.size() <= cells_max);
  if (cells.empty()) return;
  Values low = values_of(cells.front());
  Values high = low;
  for (const Cell& cell : cells) {
    const Values values = values_of(cell);
    for (std::size_t field = 0; field < fields_count; ++field) {
      low[field] = std::min(low[field], values[field]);
      high[field] = std::max(high[field], values[field]);
    }
    newest_event_ = std::max(newest_event_, cell.event);
  }
  for (std::size_t field = 0; field < fields_count; ++field) {
    const auto range = static_cast<std::uint64_t>(high[field]) - static_cast<std::uint64_t>(low[field]);
    fields_[field] = {low[field], bytes_count_, bytes_for(range)};
    bytes_count_ += size_ * fields_[field].width;
  }
  bytes_ = std::make_unique<std::byte[]>(bytes_count_ + read_ahead);
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const Values values = values_of(cells[at]);
    for (std::size_t number = 0; number < fields_count; ++number) {
      const Field& field = fields_[number];
      const auto above = static_cast<std::uint64_t>(values[number]) - static_cast<std::uint64_t>(field.base);
      std::memcpy(bytes_.get() + field.offset + at * field.width, &above, field.width);
    }
  }
}

bool CellRun::has_place_for(const Values& values) const {
  if (size_ == 0 || size_ == cells_max) return false;
  for (std::size_t number = 0; number < fields_count; ++number) {
    const auto above = static_cast<std::uint64_t>(values[number]) - static_cast<std::uint64_t>(fields_[number].base);
    if (values[number] < fields_[number].base || bytes_for(above) > fields_[number].width) return false;
  }
  return true;
}

std::size_t CellRun::place_of(const Cell& cell) const {
  std::size_t from = 0;
  for (std::size_t to = size_; from < to;) {
    const std::size_t middle = from + (to - from) / 2;
    if (comes_before(this->cell(middle), cell)) {
      from = middle + 1;
    } else {
      to = middle;
    }
  }
  return from;
}

std::shared_ptr<const CellRun> CellRun::with(const std::shared_ptr<const CellRun>& run, const Cell& cell) {
  const Values values = values_of(cell);
  if (!run->has_place_for(values)) return nullptr;
  std::shared_ptr<CellRun> grown(new CellRun());
  if (cell.stage == Stage::draft) {
    grown->signed_only_ = run->has_drafts() ? run->signed_only_ : run;
  } else if (run->has_drafts()) {
    grown->signed_only_ = with(run->signed_only_, cell);
    if (grown->signed_only_ == nullptr) return nullptr;
  }
  grown->size_ = run->size_ + 1;
  grown->newest_event_ = std::max(run->newest_event_, cell.event);
  grown->fields_ = run->fields_;
  for (Field& field : grown->fields_) {
    field.offset = grown->bytes_count_;
    grown->bytes_count_ += grown->size_ * field.width;
  }
  grown->bytes_ = std::make_unique<std::byte[]>(grown->bytes_count_ + read_ahead);
  const std::size_t place = run->place_of(cell);
  for (std::size_t number = 0; number < fields_count; ++number) {
    const Field& field = grown->fields_[number];
    const std::byte* from = run->bytes_.get() + run->fields_[number].offset;
    std::byte* to = grown->bytes_.get() + field.offset;
    const auto above = static_cast<std::uint64_t>(values[number]) - static_cast<std::uint64_t>(field.base);
    std::memcpy(to, from, place * field.width);
    std::memcpy(to + place * field.width, &above, field.width);
    std::memcpy(to + (place + 1) * field.width, from + place * field.width, (run->size_ - place) * field.width);
  }
  return grown;
}

std::int64_t CellRun::load(std::size_t number, std::size_t at) const {
  const Field& field = fields_[number];
  if (field.width == 0) return field.base;
  std::uint64_t word;
  std::memcpy(&word, bytes_.get() + field.offset + at * field.width, sizeof word);
  word &= ~std::uint64_t{0} >> (64 - 8 * field.width);
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(field.base) + word);
}

Cell CellRun::cell(std::size_t at) const {
  Cell cell;
  cell.unit = unit(at);
  cell.as_of = as_of(at);
  cell.amount = load(2, at);
  cell.denominator = load(3, at);
  cell.event = load(4, at);
  cell.batch = load(5, at);
  cell.position = static_cast<std::uint32_t>(load(6, at));
  cell.grade = static_cast<std::uint32_t>(load(7, at));
  cell.source = static_cast<std::uint32_t>(load(8, at));
  cell.note = static_cast<std::uint32_t>(load(9, at));
  cell.amount_scale = static_cast<std::uint8_t>(load(10, at));
  cell.denominator_scale = static_cast<std::uint8_t>(load(11, at));
  cell.kind = static_cast<ValueKind>(load(12, at));
  cell.stage = static_cast<Stage>(load(13, at));
  cell.is_demonstration = load(14, at) != 0;
  return cell;
}

namespace {

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
bool take_number(const CellRun::Take& take, T& value) {
  const auto bytes = take(sizeof value);
  if (bytes) std::memcpy(&value, bytes->data(), sizeof value);
  return bytes.has_value();
}

}  // namespace

void CellRun::append_to(std::string& bytes) const {
  append(bytes, size_);
  append(bytes, newest_event_);
  append(bytes, static_cast<std::uint8_t>(has_drafts() ? 1 : 0));
  for (const Field& field : fields_) {
    append(bytes, field.base);
    append(bytes, field.width);
  }
  bytes.append(reinterpret_cast<const char*>(bytes_.get()), bytes_count_);
}

std::shared_ptr<const CellRun> CellRun::read(const Take& take) {
  std::shared_ptr<CellRun> run(new CellRun());
  std::uint8_t has_drafts = 0;
  if (!take_number(take, run->size_) || !take_number(take, run->newest_event_) || !take_number(take, has_drafts)) {
    return nullptr;
  }
  if (run->size_ == 0 || run->size_ > cells_max) return nullptr;
  for (Field& field : run->fields_) {
    field.offset = run->bytes_count_;
    if (!take_number(take, field.base) || !take_number(take, field.width) || field.width > read_ahead) return nullptr;
    run->bytes_count_ += run->size_ * field.width;
  }
  const auto bytes = take(run->bytes_count_);
  if (!bytes) return nullptr;
  run->bytes_ = std::make_unique<std::byte[]>(run->bytes_count_ + read_ahead);
  std::memcpy(run->bytes_.get(), bytes->data(), bytes->size());
  if (has_drafts == 0) return run;
  std::vector<Cell> cells;
  for (std::size_t at = 0; at < run->size(); ++at) cells.push_back(run->cell(at));
  run->find_signed_only(cells);
  return run;
}

std::size_t CellRun::bytes() const {
  const std::size_t twin = has_drafts() ? signed_only_->bytes() : 0;
  return sizeof(CellRun) + (size_ == 0 ? 0 : bytes_count_ + read_ahead) + twin;
}

}  // namespace luytre::observations
