// The form of a whole country as one workbook: 3,321 communes by 57 fields, written filled with
// values and limits, and read back and checked. Against writing the same cells as CSV and reading those: what
// protection, styles and compression cost. Peak memory is held to a limit.
#include <fmt/format.h>
#include <sys/resource.h>

#include "base/csv.h"
#include "bench/world.h"
#include "programme/observations/import_file.h"
#include "programme/recognition/title_register.h"
#include "programme/reporting/workbook_form.h"

namespace luytre::bench {
namespace {

constexpr std::size_t fields_asked = 57;  // as many as the set has indicators; the limit is set for these

const Date day = Date::of(2025, 12, 31);
const std::string set = "commune-ntm/2021-2025";
constexpr std::int64_t memory_max_kilobytes = 1'500'000;
constexpr double seconds_of_both_max = 5;

std::shared_ptr<const observations::Panel> filled(const reporting::Form& form,
                                                  const std::vector<const units::Unit*>& communes) {
  observations::PanelBuilder builder;
  std::uint32_t seed = 0;
  for (const auto* commune : communes) {
    for (const auto& field : form.fields) {
      observations::Observation value;
      value.key = {commune->id.text(), field.measure->id, field.dimension, observations::Opinion::self, day};
      value.value = value_of(*field.measure, seed++);
      value.id = {4096, seed};
      value.event = 1;
      value.stage = observations::Stage::draft;
      builder.add(value);
    }
  }
  return std::move(builder).build(1);
}

std::string as_csv(const observations::SentValues& sent) {
  std::string text;
  const auto line = [&](const std::vector<std::string>& cells) {
    for (const auto& cell : cells) text += csv_cell(cell) + ",";
    text.back() = '\n';
  };
  line(sent.table.header);
  std::vector<std::string> cells(sent.table.header.size());
  for (std::size_t row = 0; row < sent.table.size(); ++row) {
    for (std::size_t at = 0; at < cells.size(); ++at) cells[at] = sent.table.cell(row, at);
    line(cells);
  }
  return text;
}

void run() {
  const Country country = Country::make();
  const auto communes = country.communes(day);
  const auto form = take(reporting::form_of(*country.law, set), "form");
  reporting::Period period{"0190", 1, set, "20", "Năm 2025", "2025", day, day, day};
  const reporting::Known known{
      1,
      country.units,
      country.law,
      filled(form, communes),
      std::make_shared<const reporting::ReportRegister>(reporting::RegisterParts{{period}, {}, {}, {}, {}}, 1),
      std::make_shared<const recognition::TitleRegister>()};
  reporting::WorkbookWish wish{period, observations::Opinion::self, communes, {}};
  for (std::size_t at = 0; at < fields_asked; ++at) wish.fields.push_back(at);
  const Stopwatch writing;
  const auto bytes = take(reporting::workbook_of(known, form, wish), "workbook");
  const double written = writing.seconds();
  const Stopwatch reading;
  const auto sent = take(reporting::read_form_workbook(bytes, "b.xlsx", known, form, period), "read");
  const double read = reading.seconds();
  expect(sent.table.size() == communes.size() * fields_asked, "a row for each field of each commune");
  const auto checked =
      take(observations::check_file(sent.table, {*country.units, *country.law, *known.drafts, day, false,
                                                 sent.number_style, observations::Stage::draft}),
           "check");
  expect(checked.refused.empty() && checked.unchanged == sent.table.size(), "what went comes back unchanged");
  const Stopwatch plain;
  const std::string csv = as_csv(sent);
  const auto table = take(parse_csv(csv, "b.csv"), "csv");
  const double peer = plain.seconds();
  expect(table.rows.size() == sent.table.size(), "the same rows as CSV");
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  print_ratio("writing alone", written, read, "reading alone");
  fmt::print("{} cells to fill in, {:.1f} MB\n", sent.table.size(), static_cast<double>(bytes.size()) / 1e6);
  print_ratio("writing and reading the workbook", written + read, peer, "the same cells as CSV");
  print_ratio("writing and reading the workbook", written + read, seconds_of_both_max, "the limit of 5 s");
  fmt::print("peak memory {:.2f} of the limit of {} MB\n",
             static_cast<double>(used.ru_maxrss) / static_cast<double>(memory_max_kilobytes),
             memory_max_kilobytes / 1000);
  expect(used.ru_maxrss < memory_max_kilobytes, "memory within its limit");
}

}  // namespace
}  // namespace luytre::bench

int main() {
  luytre::bench::run();
  return 0;
}
