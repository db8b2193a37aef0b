// The HTTP face over the reference data.
#include "programme/units/units_routes.h"

#include <gtest/gtest.h>

#include "base/messages.h"
#include "platform/storage/test_database.h"
#include "programme/units/import_units.h"

namespace luytre::units {
namespace {

class UnitsRoutesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto made = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(made);
    auto& database = (*made)->database();
    ASSERT_TRUE(storage::migrate(database));
    commands::Writer writer(database);
    ASSERT_TRUE(seed_reference(writer, access::Actor::local_operator(), "20"));
    known_ = *load_register(database, 1);
  }
  static void TearDownTestSuite() { known_.reset(); }

  json::value get(const std::string& target, int status = 200) {
    http::Router router;
    add_units_routes(
        router, [](std::optional<audit::EventNumber>) -> Result<std::shared_ptr<const Register>> { return known_; },
        [] { return *Date::parse("2025-11-20"); });
    auto request = http::parse_target(target);
    EXPECT_TRUE(request);
    const auto response = router.answer(*request);
    EXPECT_EQ(response.status, status) << target << response.body;
    auto value = parse_json(response.body);
    return value ? *value : json::value(nullptr);
  }
  static std::shared_ptr<const Register> known_;
};

std::shared_ptr<const Register> UnitsRoutesTest::known_;

TEST_F(UnitsRoutesTest, shows_a_unit_as_of_a_day) {
  const auto now = get("/api/v1/units/06211");
  EXPECT_EQ(now.at("unit").as_string(), "06211@2025-07-01");
  EXPECT_EQ(now.at("name").as_string(), "Xã Cao Lộc");
  EXPECT_EQ(now.at("snapshot").to_number<int>(), 1);
  const auto before = get("/api/v1/units/06211?as_of=2025-06-30");
  EXPECT_EQ(before.at("name").as_string(), "Xã Lộc Yên");
  EXPECT_EQ(before.at("ancestors").as_array().size(), 2U);
  EXPECT_EQ(get("/api/v1/units/99999", 404).at("code").as_string(), "units.unknown");
  EXPECT_EQ(get("/api/v1/units/183", 404).at("code").as_string(), "units.not_alive");
  get("/api/v1/units/06211?as_of=hom-qua", 422);
  get("/api/v1/units/06211?asof=2025-06-30", 400);
}

TEST_F(UnitsRoutesTest, tells_lineage) {
  const auto value = get("/api/v1/units/06637/lineage");
  EXPECT_EQ(value.at("predecessors").as_array().size(), 5U);
  EXPECT_EQ(value.at("predecessors").as_array()[0].at("link").at("part").as_string(), "partial");
}

TEST_F(UnitsRoutesTest, searches) {
  const auto value = get("/api/v1/units/search?q=cao%20loc");
  EXPECT_EQ(value.at("found").as_array()[0].at("name").as_string(), "Xã Cao Lộc");
  EXPECT_GE(get("/api/v1/units/search", 400).at("status").to_number<int>(), 400);
}

TEST_F(UnitsRoutesTest, counts) {
  EXPECT_EQ(get("/api/v1/units/count").at("commune").to_number<int>(), 3321);
  EXPECT_EQ(get("/api/v1/units/count?as_of=2025-06-30&under=20").at("commune").to_number<int>(), 194);
  EXPECT_EQ(get("/api/v1/units/count?as_of=2025-06-30", 409).at("code").as_string(), "units.country_not_complete");
}

TEST_F(UnitsRoutesTest, pages_through_lists) {
  std::string cursor;
  std::size_t seen = 0;
  int pages = 0;
  do {
    const auto page = get("/api/v1/units?parent=20&limit=20" + (cursor.empty() ? "" : "&cursor=" + cursor));
    seen += page.at("units").as_array().size();
    const auto& next = page.at("next_cursor");
    cursor = next.is_null() ? "" : std::string(next.as_string());
    ++pages;
  } while (!cursor.empty() && pages < 10);
  EXPECT_EQ(seen, 65U);
  EXPECT_EQ(pages, 4);
  EXPECT_EQ(get("/api/v1/units").at("units").as_array().size(), 34U);
  EXPECT_EQ(get("/api/v1/units?parent=20&level=commune&as_of=2024-11-30&limit=500").at("units").as_array().size(),
            200U);
}

}  // namespace
}  // namespace luytre::units
