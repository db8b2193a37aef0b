#include "app/measuring/write_world.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "app/measuring/hash.h"
#include "base/files.h"

namespace luytre::measuring {
namespace {

constexpr std::size_t buffer_bytes = 1UL << 20U;
constexpr std::size_t row_bytes_max = 96;

tl::unexpected<Problem> unwritable(const std::filesystem::path& path, int reason) {
  return refuse("file.unwritable", {{"file", path.string()}, {"reason", std::generic_category().message(reason)}});
}

// Rows of whole numbers into a buffer that goes to the file when it is full; the first error is kept until the end.
class ValuesFile {
 public:
  explicit ValuesFile(std::filesystem::path path)
      : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wb"), &std::fclose), buffer_(buffer_bytes) {
    if (!file_) error_ = errno;
  }
  void text(std::string_view row) {
    std::memcpy(buffer_.data() + used_, row.data(), row.size());
    used_ += row.size();
  }
  template <std::size_t count>
  void row(const std::array<std::int64_t, count>& cells) {
    if (used_ + row_bytes_max > buffer_.size()) flush();
    char* at = buffer_.data() + used_;
    for (const std::int64_t cell : cells) {
      at = std::to_chars(at, buffer_.data() + buffer_.size(), cell).ptr;
      *at++ = ',';
    }
    at[-1] = '\n';
    used_ = static_cast<std::size_t>(at - buffer_.data());
  }
  Done close() {
    flush();
    if (file_ && std::fclose(file_.release()) != 0 && error_ == 0) error_ = errno;
    if (error_ != 0) return unwritable(path_, error_);
    return {};
  }

 private:
  void flush() {
    if (error_ == 0 && std::fwrite(buffer_.data(), 1, used_, file_.get()) != used_) error_ = errno;
    used_ = 0;
  }
  std::filesystem::path path_;
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
  int error_ = 0;
};

struct ValueRow {
  std::uint32_t unit, measure, quarter;
  std::int64_t event;
  WorldValue value;
};

constexpr std::uint32_t correction_lag =
    2;  // quarters: the corrections of one come after the reports of the second next

// Every row in order of its event, then unit, then measure.
template <class Take>
void each_value(const World& world, const Progress& progress, const Take& take) {
  const Shape& shape = world.shape();
  const auto each_place = [&](const auto& look) {
    for (std::uint32_t unit = 0; unit < shape.units; ++unit) {
      for (std::uint32_t measure = 0; measure < measures_count; ++measure) look(unit, measure);
    }
  };
  for (std::uint32_t quarter = 0; quarter < shape.quarters + correction_lag; ++quarter) {
    if (quarter < shape.quarters) {
      const std::int64_t event = world.event_of(quarter);
      each_place([&](std::uint32_t unit, std::uint32_t measure) {
        if (const auto value = world.reported(unit, measure, quarter)) take({unit, measure, quarter, event, *value});
      });
    }
    if (quarter >= correction_lag) {
      const std::uint32_t earlier = quarter - correction_lag;
      const std::int64_t event = world.correction_event_of(earlier);
      each_place([&](std::uint32_t unit, std::uint32_t measure) {
        if (const auto value = world.corrected(unit, measure, earlier)) take({unit, measure, earlier, event, *value});
      });
    }
    progress(quarter + 1, shape.quarters + correction_lag);
  }
}

void add(WrittenWorld& written, const ValueRow& row) {
  const auto place = (static_cast<std::uint64_t>(row.unit) << 32U) ^ (row.measure << 16U) ^ row.quarter;
  const auto value = (static_cast<std::uint64_t>(row.value.numerator) << 32U) ^
                     static_cast<std::uint64_t>(row.value.denominator) ^ (static_cast<std::uint64_t>(row.event) << 16U);
  written.digest = mixed(written.digest ^ place ^ (value * 0x9e3779b97f4a7c15ULL));
  ++written.values;
  written.corrected += row.event % first_event_of_quarter != 0 ? 1 : 0;
}

std::string units_text(const World& world) {
  std::string text = "ordinal,code,province,district,class\n";
  std::size_t ordinal = 0;
  for (const WorldUnit& unit : world.units()) {
    text += fmt::format("{},{},{},{},{}\n", ordinal++, unit.code, unit.province, unit.district, unit.klass);
  }
  return text;
}

std::string merged_text(const World& world) {
  std::string text = "ordinal,code,province,class\n";
  std::size_t ordinal = 0;
  for (const MergedUnit& unit : world.merged()) {
    text += fmt::format("{},{},{},{}\n", ordinal++, unit.code, unit.province, unit.klass);
  }
  return text;
}

std::string links_text(const World& world) {
  std::string text = "from,into,whole\n";
  for (const WorldLink& link : world.links()) {
    text += fmt::format("{},{},{}\n", link.from, link.into, link.is_whole ? 1 : 0);
  }
  return text;
}

std::string_view word(Comparison comparison) {
  switch (comparison) {
    case Comparison::at_least:
      return "ge";
    case Comparison::more_than:
      return "gt";
    case Comparison::at_most:
      return "le";
    case Comparison::less_than:
      return "lt";
    case Comparison::equals:
      return "eq";
  }
  return "";
}

std::string indicators_text(const World& world) {
  std::string text = "set,indicator,criterion,measure,op,class,state,factor,bound\n";
  for (std::size_t set = 0; set < world.sets().size(); ++set) {
    std::size_t number = 0;
    for (const WorldIndicator& each : world.sets()[set].indicators) {
      for (std::size_t klass = 0; klass < each.limits.size(); ++klass) {
        const WorldLimit& limit = each.limits[klass];
        text += fmt::format("{},{},{},{},{},{},{},{},{}\n", set, number, each.criterion, each.measure,
                            word(each.comparison), klass, static_cast<int>(limit.state), limit.factor, limit.bound);
      }
      ++number;
    }
  }
  return text;
}

std::string quarters_text(const World& world) {
  std::string text = "quarter,day,event,correction_event\n";
  for (std::uint32_t quarter = 0; quarter < world.shape().quarters; ++quarter) {
    text += fmt::format("{},{},{},{}\n", quarter, world.day_of(quarter).text(), world.event_of(quarter),
                        world.correction_event_of(quarter));
  }
  return text;
}

std::string months_text(const World& world) {
  std::string text = "month,day\n";
  for (int month = 0; month < 3 * static_cast<int>(world.shape().quarters); ++month) {
    text += fmt::format("{},{}\n", month, Date::of(2021, 1, 31).plus_months(month).text());
  }
  return text;
}

std::string measures_text() {
  std::string text = "measure,share\n";
  for (std::uint32_t measure = 0; measure < measures_count; ++measure) {
    text += fmt::format("{},{}\n", measure, shape_of_measure(measure) == ValueShape::share ? 1 : 0);
  }
  return text;
}

using NamedText = std::pair<std::string_view, std::string>;

std::vector<NamedText> small_files(const World& world) {
  return {{"units.csv", units_text(world)},       {"merged.csv", merged_text(world)},
          {"links.csv", links_text(world)},       {"indicators.csv", indicators_text(world)},
          {"quarters.csv", quarters_text(world)}, {"months.csv", months_text(world)},
          {"measures.csv", measures_text()}};
}

WrittenWorld begun_with(const std::vector<NamedText>& files) {
  WrittenWorld written;
  for (const auto& [name, text] : files) {
    for (const char letter : text) written.digest = mixed(written.digest ^ static_cast<unsigned char>(letter));
  }
  return written;
}

char size_letter(Size size) { return size == Size::s ? 's' : size == Size::m ? 'm' : 'l'; }

}  // namespace

WrittenWorld describe_world(const World& world, const Progress& progress) {
  WrittenWorld written = begun_with(small_files(world));
  each_value(world, progress, [&](const ValueRow& row) { add(written, row); });
  return written;
}

Result<WrittenWorld> write_world(const World& world, const std::filesystem::path& folder, const Progress& progress) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return unwritable(folder, error.value());
  std::filesystem::remove(folder / "world.json", error);
  const auto files = small_files(world);
  for (const auto& [name, text] : files) {
    if (const Done done = write_file_atomically(folder / name, text); !done) return pass_on(done);
  }
  WrittenWorld written = begun_with(files);
  ValuesFile values(folder / "values.csv");
  values.text("unit,measure,quarter,event,numerator,denominator\n");
  each_value(world, progress, [&](const ValueRow& row) {
    add(written, row);
    values.row<6>({row.unit, row.measure, row.quarter, row.event, row.value.numerator, row.value.denominator});
  });
  if (const Done done = values.close(); !done) return pass_on(done);
  const Done done = write_file_atomically(folder / "world.json", world_json(world, written));
  if (!done) return pass_on(done);
  return written;
}

std::string world_json(const World& world, const WrittenWorld& written) {
  const Shape& shape = world.shape();
  return fmt::format(
      "{{\"size\":\"{}\",\"provinces\":{},\"districts\":{},\"units\":{},\"merged\":{},\"merged_provinces\":{},"
      "\"measures\":{},\"quarters\":{},\"values\":{},\"corrected\":{},\"digest\":\"{:016x}\"}}\n",
      size_letter(world.size()), shape.provinces, shape.districts, shape.units, world.merged().size(),
      world.merged_provinces(), measures_count, shape.quarters, written.values, written.corrected, written.digest);
}

}  // namespace luytre::measuring
