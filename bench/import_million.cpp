// 1,000,000 observations through the real way in (read, hash, parse, check every row, one event, batches, chain)
// against the same rows written by a plain prepared INSERT of sqlite3 in one transaction, which checks nothing and
// explains nothing.

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "base/csv.h"
#include "base/files.h"
#include "base/hash.h"
#include "bench/world.h"
#include "programme/observations/import_file.h"
#include "programme/observations/observation_store.h"
#include "programme/observations/record.h"

namespace luytre::bench {
namespace {

constexpr std::size_t rows_wanted = 1'000'000;
const Date first_quarter = Date::of(2025, 9, 30);
const Date today = Date::of(2040, 1, 1);

struct File {
  std::string bytes;
  std::int64_t sum_of_numerators = 0;
};

File make_file(const Country& country) {
  File file;
  file.bytes = "unit_code,measure,dimension,as_of,opinion,value,numerator,denominator,source,note\n";
  std::vector<std::string> measures;
  for (const auto& measure : country.law->measures) {
    if (measure.kind == criteria::MeasureKind::share && measure.dimensions.empty()) measures.push_back(measure.id);
  }
  const auto communes = country.communes(first_quarter);
  expect(communes.size() == communes_of_country, "the country has 3,321 communes");
  std::size_t rows = 0;
  for (int quarter = 0; rows < rows_wanted; ++quarter) {
    const auto day = first_quarter.plus_months(3 * quarter).text();
    for (std::size_t m = 0; m < measures.size() && rows < rows_wanted; ++m) {
      for (const auto* commune : communes) {
        if (rows == rows_wanted) break;
        const auto numerator = static_cast<std::int64_t>((rows * 7919) % 1000);
        file.bytes +=
            fmt::format("{},{},,{},self,,{},1000,báo cáo quý,\n", commune->id.code, measures[m], day, numerator);
        file.sum_of_numerators += numerator;
        ++rows;
      }
    }
  }
  return file;
}

struct Ours {
  double parse = 0, check = 0, record = 0;
  double total() const { return parse + check + record; }
};

// As `luytre observations import` does it: read, hash and parse the file, check every row, record.
CsvFile read_csv_file(const std::string& path, std::string& digest) {
  const auto bytes = std::make_shared<const std::string>(take(read_file(path), "read"));
  auto hashed = std::async(std::launch::async, [&bytes] { return hex(sha256(*bytes)); });
  auto table = take(CsvFile::parse(bytes, "million.csv"), "parse");
  digest = hashed.get();
  return table;
}

Ours import(Country& country, const std::string& path) {
  Ours times;
  Stopwatch watch;
  observations::RecordOrder order;
  order.asked = access::Actor::local_operator();
  order.origin = "million.csv";
  const CsvFile table = read_csv_file(path, order.origin_sha256);
  times.parse = watch.seconds();
  const auto panel = std::make_shared<const observations::Panel>();
  watch = {};
  const auto checked = take(observations::check_file(table, {*country.units, *country.law, *panel, today}), "check");
  times.check = watch.seconds();
  expect(checked.refused.empty(), "no row is refused");
  expect(checked.accepted.size() == rows_wanted, "every row is accepted");
  watch = {};
  const auto recorded =
      take(observations::record_observations(*country.writer, panel, checked.accepted, order), "record");
  times.record = watch.seconds();
  expect(recorded.values == rows_wanted, "every row is recorded");
  return times;
}

// The same file again, against a million values that stand: nothing is new.
double import_again(Country& country, const std::string& path) {
  const auto panel = take(observations::load_panel(country.database(), INT64_MAX), "panel");
  const Stopwatch watch;
  std::string digest;
  const CsvFile table = read_csv_file(path, digest);
  const auto checked = take(observations::check_file(table, {*country.units, *country.law, *panel, today}), "check");
  expect(checked.unchanged == rows_wanted && checked.accepted.empty(), "everything is known");
  return watch.seconds();
}

// Forgets the peak of memory so far.
void start_peak() { std::ofstream("/proc/self/clear_refs") << 5; }

double peak_megabytes() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

void expect_stored(Country& country, const File& file) {
  const auto panel = take(observations::load_panel(country.database(), INT64_MAX), "panel");
  expect(panel->size() == rows_wanted, "a million values stand");
  std::int64_t sum = 0;
  panel->each_standing("", "", std::nullopt, [&](const observations::Observation& each) {
    sum += each.value.number.coefficient();
    return true;
  });
  expect(sum == file.sum_of_numerators, "the numerators add up to what the file says");
}

void run(sqlite3* peer, const char* sql) {
  expect(sqlite3_exec(peer, sql, nullptr, nullptr, nullptr) == SQLITE_OK, std::string("peer: ") + sql);
}

// Parsing is taken out of the peer's time and left in ours. `has_key`: the peer refuses a second value of the same key,
// which ours finds out too; without it the peer only appends.
double peer_inserts(const File& file, bool has_key) {
  const auto table = take(parse_csv(file.bytes, "million.csv"), "parse");
  const auto path = std::filesystem::temp_directory_path() / ("luytre-bench-" + std::to_string(getpid()) + ".db");
  sqlite3* peer = nullptr;
  expect(sqlite3_open(path.c_str(), &peer) == SQLITE_OK, "peer opens");
  run(peer, "PRAGMA journal_mode = WAL");
  run(peer, "PRAGMA synchronous = FULL");
  const std::string key = has_key ? ", PRIMARY KEY (unit, measure, dimension, opinion, as_of)" : "";
  run(peer, ("CREATE TABLE observation (unit TEXT, measure TEXT, dimension TEXT, as_of TEXT, opinion TEXT, value TEXT, "
             "numerator INTEGER, denominator INTEGER, source TEXT, note TEXT" +
             key + ") STRICT")
                .c_str());
  const Stopwatch watch;
  run(peer, "BEGIN");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(peer, "INSERT INTO observation VALUES (?,?,?,?,?,?,?,?,?,?)", -1, &insert, nullptr);
  for (const auto& row : table.rows) {
    for (std::size_t at = 0; at < row.cells.size(); ++at) {
      sqlite3_bind_text(insert, static_cast<int>(at) + 1, row.cells[at].data(), static_cast<int>(row.cells[at].size()),
                        nullptr);
    }
    expect(sqlite3_step(insert) == SQLITE_DONE, "peer inserts");
    sqlite3_reset(insert);
  }
  sqlite3_finalize(insert);
  run(peer, "COMMIT");
  const double seconds = watch.seconds();
  sqlite3_close(peer);
  for (const char* end : {"", "-wal", "-shm"}) std::filesystem::remove(path.string() + end);
  return seconds;
}

}  // namespace
}  // namespace luytre::bench

// "import_million postgresql" takes the other store, under tools/postgres-for-tests.
int main(int count, char** arguments) {
  using namespace luytre;
  using namespace luytre::bench;
  const bool on_server = count > 1 && std::string_view(arguments[1]) == "postgresql";
  auto country = Country::make(on_server ? storage::StoreKind::postgresql : storage::StoreKind::sqlite);
  const auto path = std::filesystem::temp_directory_path() / ("luytre-bench-" + std::to_string(getpid()) + ".csv");
  auto file = make_file(country);
  expect(write_file_atomically(path, file.bytes).has_value(), "the file is written");
  file.bytes = {};
  start_peak();
  const double before = peak_megabytes();
  const auto ours = import(country, path);
  const double once = peak_megabytes();
  expect_stored(country, file);
  const double again = import_again(country, path);
  const double twice = peak_megabytes();
  file.bytes = take(read_file(path), "read");
  std::filesystem::remove(path);
  const double appended = peer_inserts(file, false);
  const double keyed = peer_inserts(file, true);
  fmt::print(
      "1,000,000 rows, {} MB of CSV; read, hash and parse {:.0f} %, check {:.0f} %, record {:.0f} % of our time\n",
      file.bytes.size() >> 20U, 100 * ours.parse / ours.total(), 100 * ours.check / ours.total(),
      100 * ours.record / ours.total());
  fmt::print("peak memory {:.0f} MB (before the import {:.0f} MB); with the panel, imported again {:.0f} MB\n", once,
             before, twice);
  print_ratio("record alone", ours.record, appended, "sqlite3 inserts without any key");
  print_ratio("the whole import", ours.total(), appended, "sqlite3 inserts without any key, already parsed");
  print_ratio("the whole import", ours.total(), keyed, "sqlite3 inserts under a primary key, already parsed");
  print_ratio("the same file again, all of it known", again, ours.total(), "the first import");
  return 0;
}
