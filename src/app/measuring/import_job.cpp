#include "app/measuring/import_job.h"

#include <fmt/format.h>

#include <filesystem>
#include <future>
#include <memory>

#include "app/measuring/bare_import.h"
#include "app/measuring/import_form.h"
#include "app/measuring/stopwatch.h"
#include "base/files.h"
#include "base/hash.h"
#include "platform/storage/temporary_database.h"
#include "programme/observations/import_file.h"
#include "programme/observations/record.h"

namespace luytre::measuring {

namespace {

constexpr int runs = 5;
constexpr double bulk_ms_max = 400;
const Date today = Date::of(2100, 1, 1);  // the quarters of a small world reach far

// A file in a folder of its own, both removed with it.
class TemporaryFile {
 public:
  static Result<TemporaryFile> write(std::string_view bytes) {
    TemporaryFile file;
    file.folder_ = std::filesystem::temp_directory_path() / ("luytre_form_" + hex(random_bytes(8)));
    std::filesystem::create_directories(file.folder_);
    if (auto done = write_file_atomically(file.path(), bytes); !done) return pass_on(done);
    return file;
  }
  TemporaryFile(TemporaryFile&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile() {
    std::error_code error;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, error);
  }
  std::filesystem::path path() const { return folder_ / "million.csv"; }
  std::filesystem::path beside() const { return folder_ / "bare"; }

 private:
  TemporaryFile() = default;
  std::filesystem::path folder_;
};

struct Ground {
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> measures;
};

// One import into an empty database: from the file's name to the answer after the commit.
Result<double> import_once(storage::Database& database, const Ground& ground, const std::filesystem::path& path) {
  const auto panel = std::make_shared<const observations::Panel>();
  commands::Writer writer(database);
  observations::RecordOrder order;
  order.asked = access::Actor::local_operator();
  order.origin = path.filename().string();
  const Stopwatch watch;
  auto read = read_file(path, observations::import_bytes_max);
  if (!read) return pass_on(read);
  const auto bytes = std::make_shared<const std::string>(*std::move(read));
  auto digest = std::async(std::launch::async, [&bytes] { return hex(sha256(*bytes)); });
  const auto table = CsvFile::parse(bytes, path.string());
  order.origin_sha256 = digest.get();
  if (!table) return pass_on(table);
  const auto checked = observations::check_file(*table, {*ground.units, *ground.measures, *panel, today});
  if (!checked) return pass_on(checked);
  const auto recorded = observations::record_observations(writer, panel, checked->accepted, order);
  if (!recorded) return pass_on(recorded);
  const double milliseconds = watch.milliseconds();
  const bool is_whole = checked->refused.empty() && recorded->values == imported_rows;
  if (!is_whole) return refuse("measuring.answers_differ", {{"job", "Q6_bulk"}});
  return milliseconds;
}

// What the database says now: the rows and the sum of their numerators.
Result<std::string> stored_answer(storage::Database& database) {
  const auto panel = observations::load_panel(database, INT64_MAX);
  if (!panel) return pass_on(panel);
  std::int64_t count = 0, sum = 0;
  (*panel)->each_standing("", "", std::nullopt, [&](const observations::Observation& each) {
    ++count;
    sum += each.value.number.coefficient();
    return true;
  });
  return fmt::format("{},{}", count, sum);
}

struct Imported {
  std::vector<double> times;
  std::string answer;
};

Result<Imported> import_on(const World& world, storage::StoreKind kind, const std::filesystem::path& path) {
  const Ground ground{register_of(world), world_measures()};
  Imported imported;
  for (int run = 0; run < runs; ++run) {
    const auto store = storage::TemporaryDatabase::make(kind);
    if (!store) return pass_on(store);
    auto& database = (*store)->database();
    if (auto done = storage::migrate(database); !done) return pass_on(done);
    const auto once = import_once(database, ground, path);
    if (!once) return pass_on(once);
    imported.times.push_back(*once);
    if (run > 0) continue;
    auto answer = stored_answer(database);
    if (!answer) return pass_on(answer);
    imported.answer = *std::move(answer);
  }
  return imported;
}

}  // namespace

Result<Measured> bulk_import(const World& world) {
  const auto file = TemporaryFile::write(million_rows(world));
  if (!file) return pass_on(file);
  const auto ours = import_on(world, storage::StoreKind::sqlite, file->path());
  if (!ours) return pass_on(ours);
  std::vector<double> bare;
  for (int run = 0; run < runs; ++run) {
    const Stopwatch watch;
    const auto sums = bare_import(file->path(), file->beside());
    bare.push_back(watch.milliseconds());
    if (!sums) return pass_on(sums);
    const bool is_same = fmt::format("{},{}", sums->rows, sums->numerators) == ours->answer;
    if (!is_same) return refuse("measuring.answers_differ", {{"job", "Q6_bulk"}});
  }
  Measured measured;
  measured.job = "Q6_bulk";
  measured.ours_ms = quantile(ours->times, 0.5);
  measured.limit_ms = quantile(std::move(bare), 0.5);
  measured.bound = "≤ 0.4 s";
  measured.is_within_bound = measured.ours_ms <= bulk_ms_max;
  measured.peer = "duckdb";
  measured.peer_factor = 1;
  measured.answer = {ours->answer};
  return measured;
}

Result<double> bulk_import_ms(const World& world, storage::StoreKind kind) {
  const auto file = TemporaryFile::write(million_rows(world));
  if (!file) return pass_on(file);
  auto imported = import_on(world, kind, file->path());
  if (!imported) return pass_on(imported);
  return quantile(std::move(imported->times), 0.5);
}

}  // namespace luytre::measuring
