// Outlines from GeoJSON, the map they make, and the schematic map without them.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "base/messages.h"
#include "platform/storage/test_database.h"
#include "programme/units/import_boundaries.h"
#include "programme/units/import_units.h"
#include "programme/units/map_layout.h"
#include "programme/units/outline.h"

namespace luytre::units {
namespace {

std::string feature(const std::string& code, const std::string& geometry) {
  return R"({"type":"Feature","properties":{"code":")" + code + R"("},"geometry":)" + geometry + "}";
}
std::string collection(const std::vector<std::string>& features) {
  std::string text = R"({"type":"FeatureCollection","features":[)";
  for (std::size_t at = 0; at < features.size(); ++at) text += (at == 0 ? "" : ",") + features[at];
  return text + "]}";
}
std::string polygon(const std::string& points) { return R"({"type":"Polygon","coordinates":[[)" + points + "]]}"; }

const std::string square = "[106,21],[107,21],[107,22],[106,22],[106,21]";
const std::string beside = "[107,21],[108,21],[108,22],[107,22],[107,21]";

class BoundariesTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    commands::Writer writer(database());
    auto seeded = seed_reference(writer, access::Actor::local_operator(), "20");
    ASSERT_TRUE(seeded) << full_message(seeded.error(), Language::en);
  }
  Result<BoundariesOutcome> run(const std::string& text) {
    commands::Writer writer(database());
    return import_boundaries(writer, access::Actor::local_operator(), text, "b.geojson", two_level_day);
  }
  std::shared_ptr<const Register> known() { return *load_register(database(), 1'000); }
  Result<MapLayout> map(const Register& register_now) {
    return layout_map(register_now, *register_now.find("20", two_level_day), two_level_day);
  }
};

TEST_P(BoundariesTest, without_outlines_the_map_is_schematic) {
  const auto now = known();
  const auto layout = map(*now);
  ASSERT_TRUE(layout);
  EXPECT_TRUE(layout->is_schematic);
  EXPECT_EQ(layout->label_code, "units.map.schematic");
  ASSERT_EQ(layout->shapes.size(), 65U);
  for (const MapShape& shape : layout->shapes) {
    EXPECT_TRUE(shape.path.empty());
    ASSERT_TRUE(shape.centre);
    EXPECT_TRUE(shape.centre->x >= 0 && shape.centre->x <= layout->width);
    EXPECT_TRUE(shape.centre->y >= 0 && shape.centre->y <= layout->height);
  }
  const auto past = layout_map(*now, *now->find("20", two_level_day), two_level_day.plus_days(-1));
  ASSERT_FALSE(past);
  EXPECT_EQ(past.error().code, "units.no_map");
}

TEST_P(BoundariesTest, outlines_load_once_and_draw) {
  const auto text = collection({feature("06001", polygon(square)), feature("06004", polygon(beside))});
  const auto first = run(text);
  ASSERT_TRUE(first) << full_message(first.error(), Language::en);
  EXPECT_TRUE(first->is_changed);
  EXPECT_EQ(first->points, 10);
  EXPECT_FALSE(run(text)->is_changed);
  const auto now = known();
  EXPECT_NE(now->boundary(*now->find("06001", two_level_day), two_level_day), nullptr);
  EXPECT_EQ(now->boundary(*now->find("06001", two_level_day), two_level_day.plus_days(-1)), nullptr);
  const auto layout = map(*now);
  ASSERT_TRUE(layout);
  EXPECT_FALSE(layout->is_schematic);
  EXPECT_EQ(std::count_if(layout->shapes.begin(), layout->shapes.end(),
                          [](const MapShape& shape) { return !shape.path.empty(); }),
            2);
}

TEST_P(BoundariesTest, malformed_geojson_is_refused_with_index_and_reason) {
  const std::pair<std::string, std::string> cases[] = {
      {"{", "units.geojson_malformed"},
      {R"({"type":"Feature"})", "units.geojson_malformed"},
      {R"({"type":"FeatureCollection","features":[]})", "units.geojson_malformed"},
      {collection({feature("06001", polygon(square)), feature("06001", polygon(square))}), "units.feature_repeated"},
      {collection({feature("06001", polygon(square)), feature("99999", polygon(square))}),
       "units.feature_unit_unknown"},
      {collection({feature("06001", polygon(square)), feature("06004", "null")}), "units.feature_malformed"},
      {collection({feature("06001", polygon(square)), feature("06004", R"({"type":"Point","coordinates":[1,2]})")}),
       "units.feature_malformed"},
      {collection({feature("06001", polygon(square)), feature("06004", polygon("[106,21],[107,21],[106,21]"))}),
       "units.feature_malformed"},
      {collection({feature("06001", polygon(square)),
                   feature("06004", polygon("[106,21],[107,21],[107,22],[106,22],[106,20]"))}),
       "units.feature_malformed"},
      {collection({feature("06001", polygon(square)),
                   feature("06004", polygon("[21,106],[21,107],[22,107],[22,106],[21,106]"))}),
       "units.feature_malformed"},
      {collection({feature("06001", polygon(square)), R"({"type":"Feature","geometry":null})"}),
       "units.feature_malformed"},
  };
  for (const auto& [text, code] : cases) {
    const auto outcome = run(text);
    ASSERT_FALSE(outcome) << text;
    if (outcome.error().code == code) continue;
    ASSERT_EQ(outcome.error().causes.size(), 1U) << text;
    EXPECT_EQ(outcome.error().causes[0].code, code) << text;
    EXPECT_EQ(outcome.error().causes[0].where, "b.geojson /features/1") << text;
  }
  EXPECT_TRUE(known()->boundaries().empty());
}

TEST_P(BoundariesTest, lang_sons_outlines_make_a_small_map) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  if (folder == nullptr) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto file = std::filesystem::path(folder) / "boundaries" / "lang_son_communes65_simplified.geojson";
  if (!std::filesystem::exists(file)) GTEST_SKIP() << "shared data absent: no boundaries";
  const auto outcome = run(*read_file(file));
  ASSERT_TRUE(outcome) << full_message(outcome.error(), Language::en);
  EXPECT_EQ(outcome->features, 65U);
  const auto now = known();
  const auto layout = map(*now);
  ASSERT_TRUE(layout);
  std::size_t bytes = 0;
  for (const MapShape& shape : layout->shapes) {
    EXPECT_FALSE(shape.path.empty()) << shape.unit->id.text();
    bytes += shape.path.size();
  }
  EXPECT_LT(bytes, 40'000U) << "the home page must stay under 60 KB";
  RecordProperty("path_bytes", static_cast<int>(bytes));
}

TEST(Outline, text_is_stable) {
  const auto value = parse_json(polygon("[106.5,21.10000],[107,21],[107.123456,22],[106.5,21.1]"));
  const auto outline = read_outline(*value);
  ASSERT_TRUE(outline);
  const std::string text = outline_text(*outline);
  EXPECT_EQ(text, R"({"type":"MultiPolygon","coordinates":[[[[106.5,21.1],[107,21],[107.12346,22],[106.5,21.1]]]]})");
  EXPECT_EQ(*expand(compress(text)), text);
  EXPECT_FALSE(expand("no frame"));
}

INSTANTIATE_TEST_SUITE_P(EachStore, BoundariesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::units
