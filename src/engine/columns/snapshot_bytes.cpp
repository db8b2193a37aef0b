#include "engine/columns/snapshot_bytes.h"

#include <cstring>
#include <unordered_map>

#include "base/hash.h"

namespace luytre::engine::columns {

namespace {

constexpr std::string_view magic = "luytre columns 1\n";
constexpr std::size_t digest_bytes = 32;
constexpr std::uint32_t no_chunk = std::numeric_limits<std::uint32_t>::max();

template <class Value>
void put(std::string& bytes, const Value& value) {
  static_assert(std::is_trivially_copyable_v<Value>);
  bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void put_cell(std::string& bytes, const Cell& cell) {
  put(bytes, cell.numerator);
  put(bytes, cell.denominator);
  put(bytes, cell.day);
  put(bytes, cell.scale);
  put(bytes, cell.denominator_scale);
  put(bytes, cell.state);
}

template <class List, class PutOne>
void put_list(std::string& bytes, const List& list, const PutOne& put_one) {
  put(bytes, static_cast<std::uint32_t>(list.size()));
  for (const auto& each : list) put_one(each);
}

void put_chunk(std::string& bytes, const Chunk& chunk) {
  put(bytes, chunk.present);
  put(bytes, chunk.recorded);
  put(bytes, chunk.largest);
  put(bytes, chunk.newest_event);
  put(bytes, chunk.newest_first);
  put(bytes, chunk.day);
  put(bytes, chunk.oldest_carried);
  put(bytes, chunk.units);
  put(bytes, chunk.layout);
  put(bytes, chunk.scale);
  put(bytes, chunk.denominator_scale);
  put(bytes, static_cast<std::uint8_t>(chunk.is_natural ? 1 : 0));
  put(bytes, static_cast<std::uint32_t>(chunk.data.size()));
  bytes.append(reinterpret_cast<const char*>(chunk.data.data()), chunk.data.size());
  for (const auto* list : {&chunk.carried, &chunk.stated}) {
    put_list(bytes, *list, [&](const Carried& each) {
      put(bytes, each.day);
      put(bytes, each.at);
    });
  }
  put_list(bytes, chunk.aside, [&](const Aside& each) {
    put_cell(bytes, each.cell);
    put(bytes, each.at);
  });
  put_list(bytes, chunk.first_recorded, [&](const FirstRecorded& each) {
    put(bytes, each.event);
    put(bytes, each.at);
  });
  put_list(bytes, chunk.superseded, [&](const Superseded& each) {
    put_cell(bytes, each.before);
    put(bytes, each.event);
    put(bytes, each.at);
  });
}

// Reads what put() wrote; after the end it gives zeros and is not whole.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  bool is_whole() const { return is_whole_; }
  bool is_at_end() const { return rest_.empty(); }

  template <class Value>
  void take(Value& value) {
    std::memcpy(&value, raw(sizeof(value)), sizeof(value));
  }
  template <class Value>
  Value take() {
    Value value{};
    take(value);
    return value;
  }
  // `size` bytes, or as many zeros while they last.
  const char* raw(std::size_t size) {
    static constexpr std::array<char, 512> zeros{};
    if (rest_.size() < size) {
      is_whole_ = false;
      rest_ = {};
      return zeros.data();
    }
    const char* from = rest_.data();
    rest_.remove_prefix(size);
    return from;
  }
  // How many elements follow, each of at least `size` bytes: never more than the rest can hold.
  std::size_t count(std::size_t size) {
    const auto wanted = take<std::uint32_t>();
    if (wanted <= rest_.size() / size) return wanted;
    is_whole_ = false;
    return 0;
  }

 private:
  std::string_view rest_;
  bool is_whole_ = true;
};

Cell take_cell(Reader& reader) {
  Cell cell;
  reader.take(cell.numerator);
  reader.take(cell.denominator);
  reader.take(cell.day);
  reader.take(cell.scale);
  reader.take(cell.denominator_scale);
  reader.take(cell.state);
  return cell;
}

std::shared_ptr<const Chunk> take_chunk(Reader& reader) {
  auto chunk = std::make_shared<Chunk>();
  reader.take(chunk->present);
  reader.take(chunk->recorded);
  reader.take(chunk->largest);
  reader.take(chunk->newest_event);
  reader.take(chunk->newest_first);
  reader.take(chunk->day);
  reader.take(chunk->oldest_carried);
  reader.take(chunk->units);
  reader.take(chunk->layout);
  reader.take(chunk->scale);
  reader.take(chunk->denominator_scale);
  chunk->is_natural = reader.take<std::uint8_t>() != 0;
  const auto size = reader.count(1);
  chunk->data = AlignedBytes(size);
  if (size > 0) std::memcpy(chunk->data.data(), reader.raw(size), size);
  for (auto* list : {&chunk->carried, &chunk->stated}) {
    list->resize(reader.count(sizeof(std::int32_t) + sizeof(std::uint16_t)));
    for (auto& each : *list) {
      reader.take(each.day);
      reader.take(each.at);
    }
  }
  chunk->aside.resize(reader.count(sizeof(std::int64_t)));
  for (auto& each : chunk->aside) {
    each.cell = take_cell(reader);
    reader.take(each.at);
  }
  chunk->first_recorded.resize(reader.count(sizeof(std::int64_t)));
  for (auto& each : chunk->first_recorded) {
    reader.take(each.event);
    reader.take(each.at);
  }
  chunk->superseded.resize(reader.count(sizeof(std::int64_t)));
  for (auto& each : chunk->superseded) {
    each.before = take_cell(reader);
    reader.take(each.event);
    reader.take(each.at);
  }
  return chunk;
}

// Each chunk of the store once, numbered in the order of their first place.
struct Numbered {
  std::vector<const Chunk*> chunks;
  std::unordered_map<const Chunk*, std::uint32_t> numbers;

  explicit Numbered(const Store& store) {
    for (ColumnNumber column = 0; column < store.columns(); ++column) {
      if (store.panel(column) == nullptr) continue;
      for (const auto& step : store.panel(column)->steps()) {
        for (const auto& chunk : step->chunks) {
          if (chunk == nullptr || !numbers.emplace(chunk.get(), chunks.size()).second) continue;
          chunks.push_back(chunk.get());
        }
      }
    }
  }
};

void put_panel(std::string& bytes, const Panel* panel, const Numbered& numbered) {
  put(bytes, panel == nullptr ? EventNumber{0} : panel->newest_event());
  put(bytes, static_cast<std::uint32_t>(panel == nullptr ? 0 : panel->steps().size()));
  if (panel == nullptr) return;
  for (const auto& step : panel->steps()) {
    put(bytes, step->day);
    put_list(bytes, step->chunks, [&](const std::shared_ptr<const Chunk>& chunk) {
      put(bytes, chunk == nullptr ? no_chunk : numbered.numbers.at(chunk.get()));
    });
  }
}

std::shared_ptr<const Panel> take_panel(Reader& reader, const std::vector<std::shared_ptr<const Chunk>>& chunks) {
  const auto newest_event = reader.take<EventNumber>();
  std::vector<std::shared_ptr<const Step>> steps(reader.count(sizeof(std::int32_t)));
  for (auto& step : steps) {
    auto made = std::make_shared<Step>();
    reader.take(made->day);
    made->chunks.resize(reader.count(sizeof(std::uint32_t)));
    for (auto& chunk : made->chunks) {
      const auto number = reader.take<std::uint32_t>();
      if (number < chunks.size()) chunk = chunks[number];
    }
    step = std::move(made);
  }
  return steps.empty() ? nullptr : Panel::of(std::move(steps), newest_event);
}

}  // namespace

std::string to_bytes(const Store& store) {
  const Numbered numbered(store);
  std::string bytes;
  bytes.reserve(store.bytes());
  bytes += magic;
  put(bytes, store.units());
  put(bytes, store.known_at());
  put(bytes, static_cast<std::uint32_t>(numbered.chunks.size()));
  for (const auto* chunk : numbered.chunks) put_chunk(bytes, *chunk);
  put(bytes, static_cast<std::uint32_t>(store.columns()));
  for (ColumnNumber column = 0; column < store.columns(); ++column) put_panel(bytes, store.panel(column), numbered);
  bytes += sha256(bytes);
  return bytes;
}

Result<std::shared_ptr<const Store>> from_bytes(std::string_view bytes) {
  const auto damaged = [](const char* reason) { return refuse("engine.snapshot_damaged", {{"reason", reason}}); };
  if (!bytes.starts_with(magic) || bytes.size() < magic.size() + digest_bytes) return damaged("form");
  const auto content = bytes.substr(0, bytes.size() - digest_bytes);
  if (sha256(content) != bytes.substr(content.size())) return damaged("sha256");
  Reader reader(content.substr(magic.size()));
  const auto units = reader.take<UnitNumber>();
  const auto known_at = reader.take<EventNumber>();
  std::vector<std::shared_ptr<const Chunk>> chunks(reader.count(sizeof(Words)));
  for (auto& chunk : chunks) chunk = take_chunk(reader);
  std::vector<std::shared_ptr<const Panel>> panels(reader.count(sizeof(EventNumber)));
  for (auto& panel : panels) panel = take_panel(reader, chunks);
  if (!reader.is_whole() || !reader.is_at_end()) return damaged("length");
  return Store::of(std::move(panels), units, known_at);
}

}  // namespace luytre::engine::columns
