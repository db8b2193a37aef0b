// From the start of a server to values that can be asked, with years of the whole country in the database: from the
// checked file beside it, against decoding every batch. `start_national 160`: so many months, of 189,297 values each.
// `start_national 160 FILE` only writes the database to FILE, for a server to start on (bench/start_server.mjs).

#include <fmt/format.h>
#include <fstream>

#include "base/files.h"
#include "base/hash.h"
#include "bench/world.h"
#include "programme/observations/observation_store.h"
#include "programme/observations/record.h"
#include "programme/observations/start_panel.h"
#include "programme/totals/desk.h"

namespace luytre::bench {
namespace {

const std::string set = "commune-ntm/2021-2025";
const Date last_day = Date::of(2025, 12, 31);

std::size_t fill(Country& country, int months) {
  const auto measures = measures_of(*country.law, set);
  const auto communes = country.communes(last_day);
  std::uint32_t seed = 1;
  std::size_t count = 0;
  audit::EventNumber known = 0;
  for (int month = 0; month < months; ++month) {
    observations::CheckedValues values;
    const Date as_of = last_day.plus_months(month + 1 - months);
    for (const auto* commune : communes) {
      observations::CheckedRow row;
      row.province = country.units->province(*commune, last_day)->id.code;
      row.observation.source = "báo cáo tháng";
      for (const auto* measure : measures) {
        row.observation.key = {commune->id.text(), measure->id, "", observations::Opinion::self, as_of};
        row.observation.value = value_of(*measure, ++seed);
        values.add(row);
      }
    }
    observations::RecordOrder order;
    order.asked = access::Actor::local_operator();
    // Nobody said anything of this month before: what was recorded of others need not be known.
    const auto panel = observations::PanelBuilder().build(known);
    const auto recorded = take(observations::record_observations(*country.writer, panel, values, order), "record");
    count += recorded.values;
    known = recorded.event;
  }
  return count;
}

double resident_megabytes() {
  std::ifstream file("/proc/self/status");
  std::string word;
  while (file >> word) {
    double kilobytes = 0;
    if (word == "VmRSS:" && file >> kilobytes) return kilobytes / 1024;
  }
  return 0;
}

observations::StartedPanel started(Country& country, const std::filesystem::path& file) {
  const auto database = take(storage::open_database(country.store->location(), storage::OpenMode::read_write), "open");
  observations::StartOrder order;
  order.file = file;
  return take(observations::start_panel(*database, order), "start");
}

int run(int months, const std::string& kept) {
  auto country = Country::make();
  const auto count = fill(country, months);
  if (!kept.empty()) {
    take(country.database().execute("VACUUM INTO ?", {kept}), "keep");
    fmt::print("{} values: {}\n", count, kept);
    return 0;
  }
  const std::filesystem::path file = country.store->location() + ".values";
  Stopwatch watch;
  const auto decoded = started(country, file);
  const double slow = watch.seconds();
  expect(decoded.panel->size() == count && decoded.is_file_written, "every value, and a file");
  const auto size = static_cast<double>(std::filesystem::file_size(file)) / (1 << 20);
  fmt::print("{} values: {:.0f} MB in the file, {:.1f} bytes each in memory, {:.0f} MB resident\n", count, size,
             static_cast<double>(decoded.panel->bytes()) / static_cast<double>(count), resident_megabytes());
  watch = Stopwatch();
  const auto again = started(country, file);
  const double quick = watch.seconds();
  expect(again.is_from_file && again.panel->size() == count, "every value, from the file");
  print_ratio("start from the file", quick, slow, "decoding, and writing the file");
  watch = Stopwatch();
  const auto digest = sha256(take(read_file(file, 4UL << 30U), "read"));
  expect(digest.size() == 32, "a digest");
  print_ratio("start from the file", quick, watch.seconds(), "reading the same bytes and their digest");

  judgement::Materials materials{country.units, country.law, again.panel,
                                 std::make_shared<const recognition::TitleRegister>(), 1};
  judgement::Question question;
  question.set = set;
  question.as_of = last_day;
  totals::Desk desk;
  watch = Stopwatch();
  const auto answer = desk.answer(
      [&](auto) -> Result<totals::Known> {
        return totals::Known{materials, false};
      },
      std::nullopt, [&](const auto&) -> Result<judgement::Question> { return question; });
  expect(answer.has_value(), "totals");
  fmt::print("the first question of the country's totals: {:.2f} s, {:.0f} MB resident then\n", watch.seconds(),
             resident_megabytes());
  return 0;
}

}  // namespace
}  // namespace luytre::bench

int main(int count, char** words) {
  return luytre::bench::run(count > 1 ? std::stoi(words[1]) : 16, count > 2 ? words[2] : "");
}
