#include "programme/units/outline.h"

#include <fmt/format.h>
#include <zstd.h>

#include <cmath>
#include <iterator>

namespace luytre::units {

namespace {

constexpr std::size_t ring_points_min = 4;
constexpr int compression_level = 9;
constexpr std::size_t expanded_bytes_max = std::size_t{32} << 20U;

bool read_position(const json::value& value, Position& position) {
  const auto* pair = value.if_array();
  if (pair == nullptr || pair->size() < 2 || !(*pair)[0].is_number() || !(*pair)[1].is_number()) return false;
  position.longitude = (*pair)[0].to_number<double>();
  position.latitude = (*pair)[1].to_number<double>();
  return std::abs(position.longitude) <= 180 && std::abs(position.latitude) <= 90;
}

bool same_place(const Position& a, const Position& b) {
  return std::abs(a.longitude - b.longitude) < 1e-9 && std::abs(a.latitude - b.latitude) < 1e-9;
}

Result<std::vector<Ring>> read_polygon(const json::value& value) {
  const auto* rings = value.if_array();
  if (rings == nullptr || rings->empty()) return refuse("units.geometry_ring");
  std::vector<Ring> polygon;
  for (const auto& points : *rings) {
    const auto* list = points.if_array();
    if (list == nullptr || list->size() < ring_points_min) return refuse("units.geometry_ring");
    Ring ring;
    ring.reserve(list->size());
    for (const auto& point : *list) {
      if (!read_position(point, ring.emplace_back())) return refuse("units.geometry_position");
    }
    if (!same_place(ring.front(), ring.back())) return refuse("units.geometry_ring");
    polygon.push_back(std::move(ring));
  }
  return polygon;
}

// "106.80804", without trailing zeros.
void append_degrees(std::string& text, double degrees) {
  const auto begin = text.size();
  fmt::format_to(std::back_inserter(text), "{:.5f}", degrees);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  if (std::string_view(text).substr(begin) == "-0") text.replace(begin, 2, "0");
}

void append_polygon(std::string& text, const std::vector<Ring>& polygon) {
  text += '[';
  for (std::size_t ring = 0; ring < polygon.size(); ++ring) {
    text += ring == 0 ? "[" : ",[";
    for (std::size_t at = 0; at < polygon[ring].size(); ++at) {
      text += at == 0 ? "[" : ",[";
      append_degrees(text, polygon[ring][at].longitude);
      text += ',';
      append_degrees(text, polygon[ring][at].latitude);
      text += ']';
    }
    text += ']';
  }
  text += ']';
}

}  // namespace

std::int64_t Outline::points() const {
  std::size_t count = 0;
  for (const auto& polygon : polygons) {
    for (const Ring& ring : polygon) count += ring.size();
  }
  return static_cast<std::int64_t>(count);
}

Result<Outline> read_outline(const json::value& geometry) {
  const auto* object = geometry.if_object();
  const auto* type = object == nullptr ? nullptr : object->if_contains("type");
  const auto* coordinates = object == nullptr ? nullptr : object->if_contains("coordinates");
  if (type == nullptr || !type->is_string() || coordinates == nullptr) return refuse("units.geometry_kind");
  Outline outline;
  json::array single;
  const json::array* polygons = &single;
  if (type->get_string() == "Polygon") {
    single.push_back(*coordinates);
  } else if (type->get_string() == "MultiPolygon" && coordinates->is_array()) {
    polygons = &coordinates->get_array();
  } else {
    return refuse("units.geometry_kind");
  }
  if (polygons->empty()) return refuse("units.geometry_ring");
  for (const auto& value : *polygons) {
    auto polygon = read_polygon(value);
    if (!polygon) return pass_on(polygon);
    outline.polygons.push_back(std::move(*polygon));
  }
  if (outline.points() > static_cast<std::int64_t>(outline_points_max)) return refuse("units.geometry_too_large");
  return outline;
}

std::string outline_text(const Outline& outline) {
  std::string text = R"({"type":"MultiPolygon","coordinates":[)";
  for (std::size_t at = 0; at < outline.polygons.size(); ++at) {
    if (at > 0) text += ',';
    append_polygon(text, outline.polygons[at]);
  }
  return text + "]}";
}

std::string compress(std::string_view text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  const auto size = ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), compression_level);
  packed.resize(ZSTD_isError(size) != 0 ? 0 : size);
  return packed;
}

Result<std::string> expand(std::string_view compressed) {
  const auto size = ZSTD_getFrameContentSize(compressed.data(), compressed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > expanded_bytes_max) {
    return refuse("units.damaged", {{"what", "unit_boundary"}});
  }
  std::string text(size, '\0');
  const auto done = ZSTD_decompress(text.data(), text.size(), compressed.data(), compressed.size());
  if (ZSTD_isError(done) != 0 || done != size) return refuse("units.damaged", {{"what", "unit_boundary"}});
  return text;
}

}  // namespace luytre::units
