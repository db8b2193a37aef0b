#include "programme/observations/observation_store.h"

#include <algorithm>
#include <future>
#include <limits>
#include <map>

#include "programme/observations/batch_codec.h"

namespace luytre::observations {

namespace {

constexpr std::string_view select_batches =
    "SELECT batch_id, event, format, is_demonstration, checksum, content FROM observation_batch"
    " WHERE batch_id >= ? AND batch_id < ? ORDER BY batch_id";
constexpr std::string_view select_texts =
    "SELECT batch_id, first_position, last_position, source, note FROM observation_text"
    " WHERE batch_id >= ? AND batch_id < ? ORDER BY batch_id, first_position";

// The batches of the events over `after` and up to `until` are numbered from the one to below the other.
std::vector<storage::Value> batches_between(audit::EventNumber after, audit::EventNumber until) {
  constexpr auto event_max = std::numeric_limits<std::int64_t>::max() / batches_per_event_max - 1;
  return {(std::min(after, event_max) + 1) * batches_per_event_max,
          (std::min(until, event_max) + 1) * batches_per_event_max};
}

// Positions `first` to `last` of a batch share these words.
struct TextRun {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::uint32_t source = 0;
  std::uint32_t note = 0;
};

using TextRuns = std::map<std::int64_t, std::vector<TextRun>>;

Result<TextRuns> read_texts(storage::Database& database, PanelBuilder& builder, audit::EventNumber after,
                            audit::EventNumber known_at) {
  TextRuns runs;
  const auto read =
      database.each_row(select_texts, batches_between(after, known_at), [&](const storage::Row& row) -> Done {
        runs[row.integer(0)].push_back(
            {row.integer(1), row.integer(2), builder.intern(row.text(3)), builder.intern(row.text(4))});
        return {};
      });
  if (!read) return pass_on(read);
  return runs;
}

std::vector<std::uint32_t> intern_all(PanelBuilder& builder, const std::vector<std::string>& words) {
  std::vector<std::uint32_t> numbers;
  numbers.reserve(words.size());
  for (const auto& word : words) numbers.push_back(builder.intern(word));
  return numbers;
}

// Remembers the column of each (measure, opinion, dimension) of one batch, so that a row finds it without a search.
class ColumnsOfBatch {
 public:
  ColumnsOfBatch(PanelBuilder& builder, const BatchColumns& batch)
      : builder_(builder),
        batch_(batch),
        columns_(batch.measures.size() * opinions_count * batch.dimensions.size(), nullptr) {}

  Cells& of_row(std::size_t row) {
    const auto opinion = static_cast<std::size_t>(batch_.opinion[row]);
    const std::size_t at =
        (batch_.measure[row] * opinions_count + opinion) * batch_.dimensions.size() + batch_.dimension[row];
    if (columns_[at] == nullptr) {
      columns_[at] = &builder_.cells(
          {batch_.measures[batch_.measure[row]], batch_.opinion[row], batch_.dimensions[batch_.dimension[row]]});
    }
    return *columns_[at];
  }

 private:
  PanelBuilder& builder_;
  const BatchColumns& batch_;
  std::vector<Cells*> columns_;
};

void add_batch(PanelBuilder& builder, const BatchColumns& batch, Cell cell, const std::vector<TextRun>& texts) {
  const auto units = intern_all(builder, batch.units);
  const auto grades = intern_all(builder, batch.grades);
  ColumnsOfBatch columns(builder, batch);
  auto text = texts.begin();
  for (std::size_t row = 0; row < batch.size(); ++row) {
    const auto position = static_cast<std::int64_t>(row);
    while (text != texts.end() && text->last < position) ++text;
    const bool has_text = text != texts.end() && text->first <= position;
    cell.position = static_cast<std::uint32_t>(row);
    cell.unit = units[batch.unit[row]];
    cell.as_of = batch.as_of[row];
    cell.amount = batch.amount[row];
    cell.denominator = batch.denominator[row];
    cell.amount_scale = batch.amount_scale[row];
    cell.denominator_scale = batch.denominator_scale[row];
    cell.kind = batch.kind[row];
    cell.stage = batch.stage[row];
    cell.grade = cell.kind == ValueKind::grade ? grades[batch.grade[row]] : 0;
    cell.source = has_text ? text->source : 0;
    cell.note = has_text ? text->note : 0;
    columns.of_row(row).push_back(cell);
  }
}

storage::Change batch_row(audit::EventNumber event, const BatchWritten& batch, EncodedBatch encoded,
                          bool is_demonstration) {
  return {
      "INSERT INTO observation_batch"
      " (batch_id, event, province, format, values_count, is_demonstration, checksum, content)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {batch.batch, event, batch.province, std::int64_t{batch_format}, static_cast<std::int64_t>(batch.values),
       std::int64_t{is_demonstration ? 1 : 0}, storage::Blob{std::move(encoded.checksum)},
       storage::Blob{std::move(encoded.content)}}};
}

std::vector<std::vector<storage::Value>> text_rows(std::int64_t batch, const CheckedValues& values,
                                                   const std::vector<std::uint32_t>& rows) {
  std::vector<std::vector<storage::Value>> runs;
  for (std::size_t first = 0, next = 0; first < rows.size(); first = next) {
    const ValueRow& words = values.rows[rows[first]];
    for (next = first + 1; next < rows.size(); ++next) {
      const ValueRow& other = values.rows[rows[next]];
      if (other.source != words.source || other.note != words.note) break;
    }
    if (words.source == 0 && words.note == 0) continue;
    runs.push_back({batch, static_cast<std::int64_t>(first), static_cast<std::int64_t>(next - 1),
                    std::string(values.text_of(words.source)), std::string(values.text_of(words.note))});
  }
  return runs;
}

Done insert_batch(storage::Database& database, storage::Change batch, std::vector<std::vector<storage::Value>> texts) {
  constexpr std::size_t one_by_one_max = 4;  // below, a bulk load costs more than it saves
  std::vector<storage::Change> changes{std::move(batch)};
  if (texts.size() <= one_by_one_max) {
    for (auto& text : texts) {
      changes.push_back(
          {"INSERT INTO observation_text (batch_id, first_position, last_position, source, note)"
           " VALUES (?, ?, ?, ?, ?)",
           std::move(text)});
    }
    texts.clear();
  }
  if (auto done = database.execute_all(changes); !done) return done;
  return database.insert_rows("observation_text", {"batch_id", "first_position", "last_position", "source", "note"},
                              texts);
}

// Batches of the events after `after`, into a builder of an earlier panel or of none.
Result<std::shared_ptr<const Panel>> load(storage::Database& database, PanelBuilder builder, audit::EventNumber after,
                                          audit::EventNumber known_at, const LoadProgress& progress) {
  const auto texts = read_texts(database, builder, after, known_at);
  if (!texts) return pass_on(texts);
  const std::vector<TextRun> no_texts;
  const auto total = progress ? count_values(database, after, known_at) : Result<std::int64_t>(0);
  if (!total) return pass_on(total);
  std::int64_t done = 0;
  const auto read =
      database.each_row(select_batches, batches_between(after, known_at), [&](const storage::Row& row) -> Done {
        const auto batch = decode_batch(static_cast<int>(row.integer(2)), row.bytes(4), row.bytes(5));
        if (!batch) {
          Problem problem = batch.error();
          problem.where = "observation_batch:" + std::to_string(row.integer(0));
          return tl::unexpected(std::move(problem));
        }
        Cell cell;
        cell.batch = row.integer(0);
        cell.event = row.integer(1);
        cell.is_demonstration = row.truth(3);
        const auto found = texts->find(cell.batch);
        add_batch(builder, *batch, cell, found == texts->end() ? no_texts : found->second);
        builder.tidy();
        done += static_cast<std::int64_t>(batch->size());
        if (progress) progress(done, *total);
        return {};
      });
  if (!read) return pass_on(read);
  return std::move(builder).build(known_at);
}

}  // namespace

Result<std::shared_ptr<const Panel>> load_panel(storage::Database& database, audit::EventNumber known_at,
                                                const std::shared_ptr<const Panel>& earlier,
                                                const LoadProgress& progress) {
  const bool continues = earlier != nullptr && earlier->known_at() <= known_at;
  return load(database, PanelBuilder(continues ? earlier.get() : nullptr), continues ? earlier->known_at() : 0,
              known_at, progress);
}

Result<std::shared_ptr<const Panel>> load_later(storage::Database& database, audit::EventNumber after,
                                                audit::EventNumber known_at) {
  return load(database, PanelBuilder(), after, known_at, {});
}

Result<std::int64_t> count_values(storage::Database& database, audit::EventNumber after, audit::EventNumber until) {
  std::int64_t count = 0;
  const auto read = database.each_row(
      "SELECT CAST(COALESCE(SUM(values_count), 0) AS BIGINT) FROM observation_batch"
      " WHERE batch_id >= ? AND batch_id < ?",
      batches_between(after, until), [&](const storage::Row& row) -> Done {
        count = row.integer(0);
        return {};
      });
  if (!read) return pass_on(read);
  return count;
}

std::vector<BatchPlan> plan_batches(const CheckedValues& values, std::span<const std::uint32_t> rows) {
  KeyNumbers provinces;
  std::vector<std::vector<std::uint32_t>> rows_of;
  std::map<std::string_view, std::uint32_t> in_order;
  for (const std::uint32_t at : rows) {
    const std::uint32_t province = values.rows[at].province;
    const std::uint32_t number = provinces.of(province);
    if (number == rows_of.size()) {
      rows_of.emplace_back();
      in_order.emplace(values.text_of(province), number);
    }
    rows_of[number].push_back(at);
  }
  std::vector<BatchPlan> plans;
  for (const auto& [province, number] : in_order) {
    const auto& all = rows_of[number];
    for (std::size_t first = 0; first < all.size(); first += batch_values_max) {
      const std::size_t last = std::min(all.size(), first + batch_values_max);
      plans.push_back(
          {std::string(province), std::vector<std::uint32_t>(all.begin() + static_cast<std::ptrdiff_t>(first),
                                                             all.begin() + static_cast<std::ptrdiff_t>(last))});
    }
  }
  return plans;
}

Result<std::vector<BatchWritten>> append_batches(storage::Database& database, audit::EventNumber event,
                                                 const CheckedValues& values, const std::vector<BatchPlan>& plans,
                                                 bool is_demonstration) {
  if (plans.size() > static_cast<std::size_t>(batches_per_event_max)) {
    return refuse("observations.too_many_batches", {{"limit", std::to_string(batches_per_event_max)}});
  }
  std::vector<BatchWritten> written;
  std::future<Result<EncodedBatch>> beside;  // the next one, on the other thread
  for (std::size_t at = 0; at < plans.size(); ++at) {
    const bool is_ready = beside.valid();
    if (!is_ready && at + 1 < plans.size()) {
      beside =
          std::async(std::launch::async, [&values, &next = plans[at + 1]] { return encode_batch(values, next.rows); });
    }
    auto encoded = is_ready ? beside.get() : encode_batch(values, plans[at].rows);
    if (!encoded) return pass_on(encoded);
    const std::int64_t batch = event * batches_per_event_max + static_cast<std::int64_t>(at);
    written.push_back({batch, plans[at].province, plans[at].rows.size(), encoded->checksum});
    auto kept = insert_batch(database, batch_row(event, written.back(), *std::move(encoded), is_demonstration),
                             text_rows(batch, values, plans[at].rows));
    if (!kept) return pass_on(kept);
  }
  return written;
}

Result<audit::EventNumber> newest_observation_event(storage::Database& database) {
  const auto rows = database.query("SELECT COALESCE(MAX(batch_id), 0) FROM observation_batch");
  if (!rows) return pass_on(rows);
  return rows->front().integer(0) / batches_per_event_max;
}

Result<std::optional<Installation>> find_installation(storage::Database& database) {
  const auto rows = database.query("SELECT event, kind, province, created FROM installation ORDER BY event LIMIT 1");
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::optional<Installation>();
  const auto& row = rows->front();
  const auto kind =
      row.text(1) == text(InstallationKind::demonstration) ? InstallationKind::demonstration : InstallationKind::real;
  return Installation{kind, row.text(2), row.text(3), row.integer(0)};
}

Done insert_installation(storage::Database& database, const Installation& installation) {
  const auto inserted = database.execute(
      "INSERT INTO installation (event, kind, province, created) VALUES (?, ?, ?, ?)",
      {installation.event, std::string(text(installation.kind)), installation.province, installation.created});
  if (!inserted) return pass_on(inserted);
  return {};
}

}  // namespace luytre::observations
