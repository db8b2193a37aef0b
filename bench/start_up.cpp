// What a server does before it answers: open the database, load the register of the country, read the law, load the
// values. Against reading the same bytes from the same disk cache.

#include <fmt/format.h>

#include "base/files.h"
#include "base/resources.h"
#include "bench/world.h"
#include "programme/observations/observation_store.h"
#include "programme/observations/record.h"
#include "programme/units/unit_store.h"

namespace luytre::bench {
namespace {

const Date day = Date::of(2025, 12, 31);

// One value for each commune and measure, as 3,321 communes would have sent them.
std::size_t fill(Country& country) {
  std::vector<observations::CheckedRow> rows;
  std::uint32_t seed = 1;
  const auto measures = measures_of(*country.law, "commune-ntm/2021-2025");
  for (const auto* commune : country.communes(day)) {
    for (const auto* measure : measures) {
      observations::CheckedRow row;
      row.province = country.units->province(*commune, day)->id.code;
      row.observation.key = {commune->id.text(), measure->id, "", observations::Opinion::self, day};
      row.observation.value = value_of(*measure, ++seed);
      row.observation.source = "báo cáo năm";
      rows.push_back(std::move(row));
    }
  }
  observations::RecordOrder order;
  order.asked = access::Actor::local_operator();
  const auto panel = std::make_shared<const observations::Panel>();
  expect(take(observations::record_observations(*country.writer, panel, observations::CheckedValues(rows), order),
              "record")
                 .values == rows.size(),
         "every value is recorded");
  return rows.size();
}

std::size_t read_bytes(const std::string& path) {
  std::size_t bytes = 0;
  for (const char* end : {"", "-wal"}) {
    if (const auto content = read_file(path + end)) bytes += content->size();
  }
  for (const auto& name : resources_under("criteria/")) bytes += std::string(resource(name)).size();
  return bytes;
}

}  // namespace
}  // namespace luytre::bench

int main() {
  using namespace luytre;
  using namespace luytre::bench;
  auto country = Country::make();
  const auto values = fill(country);

  const Stopwatch loading;
  const auto database = take(storage::open_database(country.store->location(), storage::OpenMode::read_write), "open");
  const auto units = take(units::load_register(*database, INT64_MAX), "register");
  const double after_units = loading.seconds();
  const auto law = take(criteria::embedded_library(), "law");
  const double after_law = loading.seconds();
  const auto panel = take(observations::load_panel(*database, INT64_MAX), "panel");
  const double ours = loading.seconds();
  expect(units->descendants(nullptr, day, units::Level::commune).size() == communes_of_country, "3,321 communes");
  expect(panel->size() == values, "every value");
  expect(law->set("commune-ntm/2021-2025")->indicators_counted() == 57, "57 indicators");

  const Stopwatch reading;
  const auto bytes = read_bytes(country.store->location());
  const double peer = reading.seconds();
  expect(bytes > 1'000'000, "megabytes are read");
  fmt::print("{} values, {} units, {} KB; units {:.0f} %, law {:.0f} %, values {:.0f} % of our time\n", values,
             units->units().size(), bytes >> 10U, 100 * after_units / ours, 100 * (after_law - after_units) / ours,
             100 * (ours - after_law) / ours);
  print_ratio("open and load", ours, peer, "reading the same bytes");
  return 0;
}
