#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "base/messages.h"
#include "outputs/drawing/country.h"
#include "outputs/drawing/lines.h"
#include "outputs/drawing/map.h"
#include "outputs/drawing/simplify.h"
#include "platform/http/response.h"
#include "platform/storage/temporary_database.h"
#include "programme/units/import_boundaries.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::drawing {
namespace {

using testing::HasSubstr;
using testing::Not;

// The register that travels in the program: the country of 1 July 2025 and Lạng Sơn from 2020.
const units::Register& real() {
  static const auto made = [] {
    auto temporary = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    auto& database = (*temporary)->database();
    EXPECT_TRUE(storage::migrate(database));
    commands::Writer writer(database);
    EXPECT_TRUE(units::seed_reference(writer, access::Actor::local_operator(), "20"));
    return *units::load_register(database, audit::head(database)->number);
  }();
  return *made;
}

// Twice the area of all rings, turned one way or the other.
long twice_area(const std::vector<Ring>& rings) {
  long sum = 0;
  for (const Ring& ring : rings) {
    long one = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Corner& a = ring[i];
      const Corner& b = ring[(i + 1) % ring.size()];
      one += static_cast<long>(a.x) * b.y - static_cast<long>(b.x) * a.y;
    }
    sum += std::abs(one);
  }
  return sum;
}

// A sheet cut into cells along wandering lines: neighbours share every corner of their borders.
std::vector<Ring> cut_sheet(int columns, int rows, const std::vector<int>& jitter) {
  constexpr int cell = 40, steps = 8;
  const auto bump = [&](int a, int b) { return jitter[static_cast<std::size_t>(a * 31 + b) % jitter.size()] % 7 - 3; };
  const auto border = [&](Corner from, Corner to, bool is_inner) {
    Ring corners;
    for (int i = 0; i < steps; ++i) {
      Corner one{from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps};
      if (i > 0 && is_inner) (from.x == to.x ? one.x : one.y) += bump(one.x, one.y);
      corners.push_back(one);
    }
    return corners;
  };
  std::vector<Ring> rings;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const Corner a{c * cell, r * cell}, b{(c + 1) * cell, r * cell}, d{c * cell, (r + 1) * cell},
          e{(c + 1) * cell, (r + 1) * cell};
      Ring ring = border(a, b, r > 0);
      const Ring east = border(b, e, c + 1 < columns);
      Ring south = border(d, e, r + 1 < rows), west = border(a, d, c > 0);
      ring.insert(ring.end(), east.begin(), east.end());
      ring.push_back(e);
      ring.insert(ring.end(), south.rbegin(), south.rend() - 1);
      ring.push_back(d);
      ring.insert(ring.end(), west.rbegin(), west.rend() - 1);
      rings.push_back(ring);
    }
  }
  return rings;
}

RC_GTEST_PROP(Simplify, neighbours_go_on_sharing_their_borders, ()) {
  constexpr int cell = 40;
  const int columns = *rc::gen::inRange(1, 5), rows = *rc::gen::inRange(1, 5);
  const auto jitter = *rc::gen::container<std::vector<int>>(16, rc::gen::inRange(0, 7));
  auto rings = cut_sheet(columns, rows, jitter);
  const std::size_t corners = corners_of(rings);
  simplify(rings, *rc::gen::inRange(1, 60), *rc::gen::inRange<std::size_t>(10, 400));
  RC_ASSERT(corners_of(rings) <= corners);
  using Spot = std::pair<int, int>;
  std::map<std::pair<Spot, Spot>, int> borders;  // how many cells have each
  for (const Ring& ring : rings) {
    RC_ASSERT(ring.size() >= 3U);
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Corner& a = ring[i];
      const Corner& b = ring[(i + 1) % ring.size()];
      ++borders[std::minmax(Spot{a.x, a.y}, Spot{b.x, b.y})];
    }
  }
  const auto is_on_rim = [&](const Spot& spot) {
    return spot.first == 0 || spot.second == 0 || spot.first == columns * cell || spot.second == rows * cell;
  };
  for (const auto& [border, cells] : borders) {
    RC_ASSERT(cells <= 2);
    if (cells == 1) RC_ASSERT(is_on_rim(border.first) && is_on_rim(border.second));  // else a gap opened
  }
}

TEST(Simplify, keeps_within_the_number_of_corners_where_it_can) {
  Ring circle;
  for (int i = 0; i < 3'000; ++i)
    circle.push_back({static_cast<int>(5000 * std::cos(i * 0.00209)), static_cast<int>(5000 * std::sin(i * 0.00209))});
  std::vector<Ring> rings{circle};
  simplify(rings, 0.1, 100);
  EXPECT_LE(corners_of(rings), 100U);
  EXPECT_GE(corners_of(rings), 99U);
}

TEST(Places, every_unit_has_a_place_before_and_after_the_merger) {
  const auto& known = real();
  for (const auto& [day, expected] : {std::pair{Date::of(2024, 11, 30), 200U}, std::pair{Date::of(2025, 6, 30), 194U},
                                      std::pair{Date::of(2025, 7, 1), 65U}}) {
    const auto units = known.descendants(known.find("20", day), day, units::Level::commune);
    ASSERT_EQ(units.size(), expected);
    const auto picture = place_units(known, units, {}, day);
    ASSERT_TRUE(picture) << full_message(picture.error(), Language::en);
    ASSERT_EQ(picture->places.size(), expected);
    EXPECT_FALSE(picture->has_outlines());
    std::set<std::pair<int, int>> spots;
    for (const Place& place : picture->places) {
      spots.insert({place.centre.x, place.centre.y});
      EXPECT_GE(place.centre.x, picture->left);
      EXPECT_LE(place.centre.x, picture->left + picture->width);
      EXPECT_GE(place.centre.y, picture->top);
      EXPECT_LE(place.centre.y, picture->top + picture->height);
    }
    EXPECT_EQ(spots.size(), expected) << "no tile lies upon another";
  }
  const Date before = Date::of(2025, 6, 30);
  const auto old =
      place_units(known, known.descendants(known.find("20", before), before, units::Level::commune), {}, before);
  EXPECT_GT(old->count(Known::successors), 180U) << "old communes lie where their ground went";
}

// The real outlines of the 65 communes, the old districts over the tiles of the day before, and what a page of each
// costs on the wire.
TEST(Places, real_outlines_are_drawn_small_and_cover_what_they_covered) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  if (folder == nullptr) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto read = [&](const std::string& name) {
    std::ifstream file(std::string(folder) + "/boundaries/" + name, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  auto temporary = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
  auto& database = (*temporary)->database();
  ASSERT_TRUE(storage::migrate(database));
  commands::Writer writer(database);
  const auto actor = access::Actor::local_operator();
  ASSERT_TRUE(units::seed_reference(writer, actor, "20"));
  const Date today = units::two_level_day, before = today.plus_days(-1);
  ASSERT_TRUE(units::import_boundaries(writer, actor, read("lang_son_communes65_simplified.geojson"), "65", today));
  ASSERT_TRUE(units::import_boundaries(writer, actor, read("lang_son_districts11.geojson"), "11", before));
  const auto known = *units::load_register(database, audit::head(database)->number);
  const auto communes = known->descendants(known->find("20", today), today, units::Level::commune);
  const auto raw = units::layout_units(*known, communes, today, picture_width);
  std::vector<Ring> all, drawn;
  for (const auto& shape : raw->shapes) all.insert(all.end(), shape.rings.begin(), shape.rings.end());
  const auto picture = place_units(*known, communes, {}, today);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->count(Known::outline), 65U);
  EXPECT_EQ(picture->outline_source, "65");
  for (const Place& place : picture->places) drawn.insert(drawn.end(), place.rings.begin(), place.rings.end());
  EXPECT_LE(corners_of(drawn), corners_max);
  EXPECT_NEAR(static_cast<double>(twice_area(drawn)) / static_cast<double>(twice_area(all)), 1.0, 0.01);
  std::vector<Painted> painted(65, {Shade::met, "Xã", "Xã: đạt 19 trên 19 tiêu chí", "/xa/06001-doan-ket?bo=a", "19"});
  EXPECT_LT(http::gzip(draw_map(*picture, painted, {"a", "b"})).size(), 25'000U);
  const auto old = known->descendants(known->find("20", before), before, units::Level::commune);
  const auto districts = known->descendants(known->find("20", before), before, units::Level::district);
  const auto tiles = place_units(*known, old, districts, before);
  ASSERT_TRUE(tiles);
  EXPECT_FALSE(tiles->has_outlines());
  EXPECT_GE(tiles->lines.size(), 11U);
  EXPECT_EQ(tiles->places.size(), 194U);
}

TEST(Places, a_province_without_centres_is_rows_of_tiles) {
  const auto& known = real();
  const auto units =
      known.descendants(known.find("22", units::two_level_day), units::two_level_day, units::Level::commune);
  ASSERT_FALSE(units.empty());
  const auto picture = place_units(known, units, {}, units::two_level_day);
  ASSERT_TRUE(picture);
  EXPECT_EQ(picture->count(Known::nothing), units.size());
  EXPECT_GT(picture->height, 0);
}

TEST(Map, every_unit_of_the_list_is_drawn_or_in_the_rows_below) {
  const auto& known = real();
  const Date day = Date::of(2025, 6, 30);
  const auto units = known.descendants(known.find("20", day), day, units::Level::commune);
  const auto picture = place_units(known, units, {}, day);
  std::vector<Painted> painted;
  for (const units::Unit* unit : units)
    painted.push_back({Shade::met, unit->id.text(), "<" + unit->id.text() + ">", "/xa/" + unit->id.code, "12"});
  const std::string svg = draw_map(*picture, painted, {"map-title", "mô tả & <b>"});
  for (const units::Unit* unit : units) EXPECT_THAT(svg, HasSubstr("&lt;" + unit->id.text() + "&gt;"));
  EXPECT_THAT(svg, HasSubstr("mô tả &amp; &lt;b&gt;"));
  EXPECT_THAT(svg, Not(HasSubstr("style=")));
}

TEST(Country, has_every_province_and_both_archipelagos_before_and_after_2025) {
  ASSERT_TRUE(has_country_outline());
  const auto& known = real();
  const auto provinces = known.children(nullptr, units::two_level_day);
  ASSERT_EQ(provinces.size(), 34U);
  const Country country = draw_country(provinces, units::two_level_day);
  EXPECT_TRUE(country.unseen.empty()) << country.unseen.front()->id.text();
  ASSERT_EQ(country.names.size(), 2U);
  EXPECT_TRUE(country.picture.lines.empty()) << "every old province is part of one of today";
  std::set<std::string> names;
  for (const SeaName& name : country.names) names.insert(name.text);
  EXPECT_EQ(names, (std::set<std::string>{"Hoàng Sa", "Trường Sa"}));
  std::size_t rings = 0;
  for (const Place& place : country.picture.places) rings += place.rings.size();
  EXPECT_GT(rings, 63U + 19U);
}

// Before July 2025 the register that travels knows one province: the others are lines, the archipelagos are there.
TEST(Country, is_whole_though_the_register_knows_one_province) {
  const auto& known = real();
  const Date day = units::two_level_day.plus_days(-1);
  const auto provinces = known.children(nullptr, day);
  ASSERT_EQ(provinces.size(), 1U);
  const Country country = draw_country(provinces, day);
  EXPECT_EQ(country.names.size(), 2U);
  EXPECT_GT(country.picture.lines.size(), 62U + 19U);
  EXPECT_GT(country.picture.height, 450);
}

RC_GTEST_PROP(Classes, are_in_order_share_ties_and_use_no_more_than_asked, ()) {
  const auto ranks =
      *rc::gen::nonEmpty(rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 40)));
  const auto found = equal_classes(ranks, 5);
  for (std::size_t a = 0; a < ranks.size(); ++a) {
    RC_ASSERT(found[a] < 5U);
    for (std::size_t b = 0; b < ranks.size(); ++b) {
      if (ranks[a] == ranks[b]) RC_ASSERT(found[a] == found[b]);
      if (ranks[a] < ranks[b]) RC_ASSERT(found[a] <= found[b]);
    }
  }
}

RC_GTEST_PROP(Lines, no_run_crosses_a_break_or_joins_two_kinds, ()) {
  std::vector<Point> points;
  Date day = Date::of(2015, 1, 1);
  for (const int step : *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(1, 400))) {
    day = day.plus_days(step);
    Point point;
    point.day = day;
    point.kind = static_cast<PointKind>(step % 4);
    points.push_back(point);
  }
  std::vector<Break> breaks;
  for (const int at : *rc::gen::container<std::vector<int>>(3, rc::gen::inRange(0, 4'000)))
    breaks.push_back({Date::of(2015, 1, 1).plus_days(at), "sắp xếp"});
  for (const auto& run : joined_runs(points, breaks)) {
    for (std::size_t i = 1; i < run.size(); ++i) {
      RC_ASSERT(run[i] == run[i - 1] + 1);
      RC_ASSERT(points[run[i]].kind == points[run[i - 1]].kind);
      RC_ASSERT(points[run[i]].kind != PointKind::estimate);
      RC_ASSERT(points[run[i]].kind != PointKind::bounds);
      for (const Break& one : breaks) RC_ASSERT(!(points[run[i - 1]].day < one.day && one.day <= points[run[i]].day));
    }
  }
}

TEST(Lines, a_line_stops_at_the_day_on_which_districts_ended) {
  Line line{"Số xã", 0, {}};
  for (const auto& [day, value] : {std::pair{Date::of(2024, 12, 31), 100.0}, std::pair{Date::of(2025, 6, 30), 120.0},
                                   std::pair{Date::of(2025, 7, 1), 40.0}, std::pair{Date::of(2025, 12, 31), 45.0}})
    line.points.push_back({day, PointKind::known, value, value, day.text(), ""});
  const std::string svg = draw_lines({line}, {{Date::of(2025, 7, 1), "01/07/2025"}}, 0, {"so-xa", "mô tả"});
  std::size_t lines = 0;
  for (std::size_t at = svg.find("class=\"line"); at != std::string::npos; at = svg.find("class=\"line", at + 1))
    ++lines;
  EXPECT_EQ(lines, 2U);
  EXPECT_THAT(svg, HasSubstr("class=\"break\""));
  EXPECT_EQ(draw_lines({{"rỗng", 0, {}}}, {}, 0, {"a", "b"}), "");
}

TEST(Bar, has_a_part_for_each_amount_and_none_for_nought) {
  const std::string bar = draw_bar({{"yes", 1}, {"open", 0}, {"no", 3}});
  EXPECT_THAT(bar, HasSubstr("class=\"yes\" x=\"0\" width=\"250\""));
  EXPECT_THAT(bar, HasSubstr("class=\"no\" x=\"250\" width=\"750\""));
  EXPECT_THAT(bar, Not(HasSubstr("open")));
  EXPECT_EQ(draw_bar({{"yes", 0}}), "");
}

}  // namespace
}  // namespace luytre::drawing
