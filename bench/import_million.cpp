// 1,000,000 observations through the real way in (parse, check every row, one event, batches, chain) against the same
// rows written by a plain prepared INSERT of sqlite3 in one transaction, which checks nothing and explains nothing.

#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <filesystem>

#include "base/csv.h"
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

Ours import(Country& country, const File& file) {
  Ours times;
  Stopwatch watch;
  const auto table = take(parse_csv(file.bytes, "million.csv"), "parse");
  times.parse = watch.seconds();
  const auto panel = std::make_shared<const observations::Panel>();
  watch = {};
  const auto checked = take(observations::check_file(table, {*country.units, *country.law, *panel, today}), "check");
  times.check = watch.seconds();
  expect(checked.refused.empty(), "no row is refused");
  expect(checked.accepted.size() == rows_wanted, "every row is accepted");
  watch = {};
  observations::RecordOrder order;
  order.asked = access::Actor::local_operator();
  order.origin = "million.csv";
  const auto recorded =
      take(observations::record_observations(*country.writer, panel, checked.accepted, order), "record");
  times.record = watch.seconds();
  expect(recorded.values == rows_wanted, "every row is recorded");
  return times;
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

int main() {
  using namespace luytre::bench;
  auto country = Country::make();
  const auto file = make_file(country);
  const auto ours = import(country, file);
  expect_stored(country, file);
  const double appended = peer_inserts(file, false);
  const double keyed = peer_inserts(file, true);
  fmt::print("1,000,000 rows, {} MB of CSV; parse {:.0f} %, check {:.0f} %, record {:.0f} % of our time\n",
             file.bytes.size() >> 20U, 100 * ours.parse / ours.total(), 100 * ours.check / ours.total(),
             100 * ours.record / ours.total());
  print_ratio("record alone", ours.record, appended, "sqlite3 inserts without any key");
  print_ratio("parse, check and record", ours.total(), appended, "sqlite3 inserts without any key, already parsed");
  print_ratio("parse, check and record", ours.total(), keyed, "sqlite3 inserts under a primary key, already parsed");
  return 0;
}
