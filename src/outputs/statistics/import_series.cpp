#include "outputs/statistics/import_series.h"

#include <algorithm>
#include <set>

#include "base/vietnamese.h"

namespace luytre::statistics {
namespace {

// What the columns of one row amount to.
struct RowReader {
  const CsvTable& table;
  const CsvRow& row;
  std::vector<Problem>& problems;

  std::string text(std::string_view column) const {
    const auto at = table.column(column);
    return at ? row.cells[*at] : std::string();
  }

  std::optional<Decimal> number(std::string_view column) const {
    const std::string written = text(column);
    if (written.empty()) return std::nullopt;
    const auto value = Decimal::parse(written);
    if (value) return *value;
    Problem problem = value.error();
    problem.where = table.where(row);
    problem.arguments.emplace_back("column", std::string(column));
    problems.push_back(std::move(problem));
    return std::nullopt;
  }
};

bool is_number_byte(char c) { return (c >= '0' && c <= '9') || c == '.'; }

// The number that ends right before `end`: "42.4" of "42.4%".
std::string number_before(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && is_number_byte(text[begin - 1])) --begin;
  return std::string(text.substr(begin, end - begin));
}

// "source prints 42.4% and 12.3%": shares of the advanced and the model communes, in this order.
struct PrintedShares {
  std::string advanced;
  std::string model;
};

PrintedShares printed_shares(std::string_view note) {
  constexpr std::string_view opening = "source prints ";
  const auto at = note.find(opening);
  if (at == std::string_view::npos) return {};
  const auto first = note.find('%', at);
  if (first == std::string_view::npos) return {};
  const auto second = note.find('%', first + 1);
  PrintedShares shares{number_before(note, first), {}};
  if (second != std::string_view::npos && note.substr(first, 6) == "% and ") shares.model = number_before(note, second);
  return shares;
}

// "30.3% of districts"
std::string printed_share_of_districts(std::string_view note) {
  const auto at = note.find("% of districts");
  return at == std::string_view::npos ? std::string() : number_before(note, at);
}

class RowClaims {
 public:
  RowClaims(const RowReader& reader, Claim common) : reader_(reader), common_(std::move(common)) {}

  std::vector<Claim> read() {
    const std::string note = common_.note;
    const auto total = reader_.number("communes_total");
    const auto recognised = reader_.number("communes_ntm");
    const auto percent = reader_.number("percent_ntm");
    if (total || percent) {
      share("communes_ntm", "share_of_all_communes", recognised, total, reader_.text("percent_ntm"));
    } else {
      count("communes_ntm", "recognised_communes", recognised);
    }
    const PrintedShares shares = printed_shares(note);
    tier("communes_advanced", "advanced", recognised, shares.advanced);
    tier("communes_model", "model", recognised, shares.model);
    average();
    districts(printed_share_of_districts(note));
    count("provinces_100pct", "provinces_with_all_communes_recognised", reader_.number("provinces_100pct"));
    count("provinces_recognised", "recognised_provinces", reader_.number("provinces_recognised"));
    return std::move(claims_);
  }

 private:
  // A share of recognised communes when the source prints one, else the bare count.
  void tier(const std::string& column, const std::string& name, const std::optional<Decimal>& recognised,
            const std::string& printed) {
    const auto number = reader_.number(column);
    if (number && recognised && !printed.empty()) {
      share(column, name + "_share_of_recognised_communes", number, recognised, printed);
    } else {
      count(column, name + "_communes", number);
    }
  }

  void districts(const std::string& printed) {
    const auto number = reader_.number("districts_ntm");
    const auto total = reader_.number("districts_total");
    if (number && (total || !printed.empty())) {
      share("districts_ntm", "share_of_all_districts", number, total, printed);
    } else {
      count("districts_ntm", "recognised_districts", number);
    }
  }

  void average() {
    if (!reader_.number("avg_criteria_per_commune")) return;
    Claim claim = named("avg_criteria_per_commune", "average_criteria_per_commune");
    claim.printed = reader_.text("avg_criteria_per_commune");
    claim.denominator = reader_.number("communes_total");
    claim.statement = shown(claim.printed) + " tiêu chí/xã";
    claims_.push_back(std::move(claim));
  }

  void count(const std::string& column, const std::string& definition, const std::optional<Decimal>& number) {
    if (!number) return;
    Claim claim = named(column, definition);
    claim.numerator = number;
    claim.statement = shown(number->text()) + " " + unit_of(column);
    claims_.push_back(std::move(claim));
  }

  void share(const std::string& column, const std::string& definition, const std::optional<Decimal>& number,
             const std::optional<Decimal>& total, const std::string& printed) {
    if (!number && printed.empty()) return;
    Claim claim = named(column, definition);
    claim.numerator = number;
    claim.denominator = total;
    claim.printed = printed;
    const std::string percent = printed.empty() ? std::string() : shown(printed) + " %";
    if (!number) {
      claim.statement = percent + " số " + unit_of(column);
    } else {
      claim.statement = shown(number->text()) + (total ? "/" + shown(total->text()) : "") + " " + unit_of(column) +
                        (percent.empty() ? "" : " (" + percent + ")");
    }
    claims_.push_back(std::move(claim));
  }

  Claim named(const std::string& column, const std::string& definition) const {
    Claim claim = common_;
    claim.key = claim.place + "/" + claim.as_of.text() + "/" + column;
    claim.definition = definition;
    return claim;
  }

  static std::string shown(const std::string& number) {
    const auto value = Decimal::parse(number);
    return value ? value->vietnamese_text() : number;
  }
  static std::string unit_of(std::string_view column) {
    return column.starts_with("communes") ? "xã" : column.starts_with("districts") ? "huyện" : "tỉnh";
  }

  const RowReader& reader_;
  Claim common_;
  std::vector<Claim> claims_;
};

Result<Claim> common_part(const RowReader& reader) {
  Claim claim;
  const auto day = Date::parse(reader.text("date"));
  if (!day) {
    Problem problem = day.error();
    problem.where = reader.table.where(reader.row);
    return tl::unexpected<Problem>(std::move(problem));
  }
  claim.as_of = *day;
  const std::string province = reader.text("province_code_gso");
  claim.place = province.empty() ? std::string(whole_country) : province;
  claim.origin = Origin::quoted;
  claim.status = ClaimStatus::published;
  claim.source = nfc(reader.text("source"));
  claim.source_url = reader.text("source_url");
  claim.trust = reader.text("trust");
  claim.note = nfc(reader.text("note"));
  claim.basis = reader.text("basis");
  if (claim.basis.empty()) claim.basis = claim.trust == "TARGET" ? "target" : "reported";
  if (claim.source.empty() && claim.source_url.empty()) {
    return refuse("claim.row_without_source", {}, reader.table.where(reader.row));
  }
  return claim;
}

}  // namespace

Result<Series> read_series(const CsvTable& table) {
  std::vector<Problem> problems;
  for (const std::string_view column : {"date", "communes_ntm", "source_url"}) {
    if (!table.column(column)) return refuse("claim.no_column", {{"column", std::string(column)}}, table.name);
  }
  Series series;
  series.rows = table.rows.size();
  std::set<std::string> keys;
  for (const CsvRow& row : table.rows) {
    const RowReader reader{table, row, problems};
    const auto common = common_part(reader);
    if (!common) {
      problems.push_back(common.error());
      continue;
    }
    for (Claim& claim : RowClaims(reader, *common).read()) {
      if (!keys.insert(claim.key).second) {
        problems.push_back({"claim.row_twice", {{"key", claim.key}}, table.where(row), {}});
      }
      series.claims.push_back(std::move(claim));
    }
  }
  if (!problems.empty()) {
    const std::string count = std::to_string(problems.size());
    return refuse("claim.series_refused", {{"count", count}}, table.name, std::move(problems));
  }
  return series;
}

}  // namespace luytre::statistics
