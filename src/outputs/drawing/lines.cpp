#include "outputs/drawing/lines.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "base/html.h"

namespace luytre::drawing {
namespace {

constexpr int width = 640, height = 260;
constexpr int left = 44, right = 16, top_edge = 28, bottom = 30;
constexpr int reach = 5;  // of a point's shape
constexpr int grid_lines = 4;
constexpr int year_labels_max = 12;

std::string at(double value) { return std::to_string(std::lround(value)); }

// "5" of 4.2, "20" of 17, "100" of 80: a round top for the axis.
double round_top(double top) {
  if (top <= 0) return 1;
  const double unit = std::pow(10.0, std::floor(std::log10(top)));
  for (const double step : {1.0, 2.0, 4.0, 5.0, 8.0, 10.0})
    if (step * unit >= top) return step * unit;
  return 10 * unit;
}

struct Axes {
  Date first, last;
  double top = 1;
  double x(Date day) const {
    const double span = std::max(1, last.days() - first.days());
    return left + (width - left - right) * ((day.days() - first.days()) / span);
  }
  double y(double value) const { return height - bottom - (height - bottom - top_edge) * (value / top); }
};

Axes axes_of(const std::vector<Line>& lines, const std::vector<Break>& breaks, double top) {
  Axes axes{Date::open_end(), Date::from_days(0), top};
  for (const Line& line : lines) {
    for (const Point& point : line.points) {
      axes.first = std::min(axes.first, point.day);
      axes.last = std::max(axes.last, point.day);
      axes.top = std::max(axes.top, point.high);
    }
  }
  for (const Break& one : breaks) {
    if (one.day < axes.first && axes.first.days() - one.day.days() < 366) axes.first = one.day;
  }
  axes.first = Date::of(axes.first.year(), 1, 1);
  axes.last = Date::of(axes.last.year() + 1, 1, 1);
  axes.top = round_top(axes.top);
  return axes;
}

std::string grid(const Axes& axes) {
  std::string out;
  for (int i = 0; i <= grid_lines; ++i) {
    const double value = axes.top * i / grid_lines;
    const std::string text = value == std::floor(value) ? at(value) : "";
    out += "<path class=\"grid\" d=\"M" + at(left) + " " + at(axes.y(value)) + "H" + at(width - right) + "\"/>";
    if (!text.empty())
      out +=
          "<text class=\"axis end\" x=\"" + at(left - 6) + "\" y=\"" + at(axes.y(value) + 4) + "\">" + text + "</text>";
  }
  const int years = axes.last.year() - axes.first.year();
  const int step = std::max(1, (years + year_labels_max - 1) / year_labels_max);
  for (int year = axes.first.year(); year < axes.last.year(); year += step)
    out += "<text class=\"axis\" x=\"" + at(axes.x(Date::of(year, 1, 1))) + "\" y=\"" + at(height - 10) + "\">" +
           std::to_string(year) + "</text>";
  return out;
}

std::string shape(int look, double x, double y) {
  const std::string cx = at(x), cy = at(y);
  switch (look % looks_max) {
    case 0:
      return "<circle cx=\"" + cx + "\" cy=\"" + cy + "\" r=\"" + at(reach) + "\"/>";
    case 1:
      return "<rect x=\"" + at(x - reach) + "\" y=\"" + at(y - reach) + "\" width=\"" + at(2 * reach) + "\" height=\"" +
             at(2 * reach) + "\"/>";
    case 2:
      return "<path d=\"M" + cx + " " + at(y - reach - 1) + "l6 11h-12z\"/>";
    default:
      return "<path d=\"M" + cx + " " + at(y - reach - 1) + "l6 6-6 6-6-6z\"/>";
  }
}

// A range is a whisker; an estimate has an empty shape.
std::string draw_point(const Axes& axes, const Line& line, const Point& point) {
  static constexpr std::array<std::string_view, 4> kinds = {"known", "bounds", "estimate", "quoted"};
  const double x = axes.x(point.day);
  std::string inner = "<title>" + escape_html(point.label) + "</title>";
  if (point.low < point.high)
    inner += "<path class=\"whisker\" d=\"M" + at(x - 5) + " " + at(axes.y(point.high)) + "h10M" + at(x) + " " +
             at(axes.y(point.high)) + "V" + at(axes.y(point.low)) + "M" + at(x - 5) + " " + at(axes.y(point.low)) +
             "h10\"/>";
  else
    inner += shape(line.look, x, axes.y(point.low));
  const std::string looks = "class=\"p-" + std::string(kinds[static_cast<std::size_t>(point.kind)]) + " l-" +
                            std::to_string(line.look) + "\"";
  if (point.address.empty()) return "<g " + looks + ">" + inner + "</g>";
  return "<a " + looks + " href=\"" + escape_html(point.address) + "\" aria-label=\"" + escape_html(point.label) +
         "\">" + inner + "</a>";
}

std::string draw_line(const Axes& axes, const Line& line, const std::vector<Break>& breaks) {
  std::string out;
  for (const auto& run : joined_runs(line.points, breaks)) {
    if (run.size() < 2) continue;
    std::string path;
    for (const std::size_t i : run)
      path += (path.empty() ? "M" : "L") + at(axes.x(line.points[i].day)) + " " + at(axes.y(line.points[i].low));
    out += "<path class=\"line l-" + std::to_string(line.look) + "\" d=\"" + path + "\"/>";
  }
  for (const Point& point : line.points) out += draw_point(axes, line, point);
  return out;
}

}  // namespace

std::vector<std::vector<std::size_t>> joined_runs(const std::vector<Point>& points, const std::vector<Break>& breaks) {
  std::vector<std::vector<std::size_t>> runs;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Point& point = points[i];
    const bool is_joinable = point.kind == PointKind::known || point.kind == PointKind::quoted;
    if (!is_joinable) continue;
    const bool goes_on = !runs.empty() && points[runs.back().back()].kind == point.kind &&
                         runs.back().back() + 1 == i &&
                         std::none_of(breaks.begin(), breaks.end(), [&](const Break& one) {
                           return points[runs.back().back()].day < one.day && one.day <= point.day;
                         });
    if (goes_on) {
      runs.back().push_back(i);
    } else {
      runs.push_back({i});
    }
  }
  return runs;
}

std::string draw_lines(const std::vector<Line>& lines, const std::vector<Break>& breaks, double top,
                       const LinesWords& words) {
  if (std::all_of(lines.begin(), lines.end(), [](const Line& line) { return line.points.empty(); })) return "";
  const Axes axes = axes_of(lines, breaks, top);
  std::string out = "<svg class=\"chart\" role=\"group\" aria-labelledby=\"" + words.labelled_by +
                    "\" aria-describedby=\"" + words.labelled_by + "-mo-ta\" viewBox=\"0 0 " + at(width) + " " +
                    at(height) + "\"><desc id=\"" + words.labelled_by + "-mo-ta\">" + escape_html(words.description) +
                    "</desc>" + grid(axes);
  int number = 0;
  for (const Break& one : breaks) {
    if (one.day < axes.first || axes.last < one.day) continue;
    const std::string x = at(axes.x(one.day));
    out += "<g class=\"break\"><title>" + escape_html(one.words) + "</title><path d=\"M" + x + " " + at(top_edge - 8) +
           "V" + at(height - bottom) + "\"/><text x=\"" + x + "\" y=\"" + at(top_edge - 12) + "\">" +
           std::to_string(++number) + "</text></g>";
  }
  for (const Line& line : lines) out += draw_line(axes, line, breaks);
  return out + "</svg>";
}

std::string draw_bar(const std::vector<std::pair<std::string, std::int64_t>>& parts) {
  constexpr std::int64_t bar_width = 1000;
  std::int64_t total = 0;
  for (const auto& part : parts) total += part.second;
  if (total <= 0) return "";
  std::string out = "<svg class=\"share\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  std::int64_t before = 0;
  for (const auto& [name, amount] : parts) {
    const std::int64_t from = before * bar_width / total;
    before += amount;
    const std::int64_t to = before * bar_width / total;
    if (to > from)
      out += "<rect class=\"" + name + "\" x=\"" + std::to_string(from) + "\" width=\"" + std::to_string(to - from) +
             "\" height=\"10\"/>";
  }
  return out + "</svg>";
}

}  // namespace luytre::drawing
