#include "programme/criteria/criteria_routes.h"

#include "programme/criteria/describe.h"
#include "programme/criteria/miniature_for_test.h"

namespace luytre::criteria {
namespace {

http::Response answered(const std::string& target) {
  http::Router router;
  add_criteria_routes(router, [](std::optional<audit::EventNumber> known_at) {
    auto library = std::make_shared<Library>(read_for_test(miniature()));
    library->known_at = known_at.value_or(7);
    return Result<std::shared_ptr<const Library>>(library);
  });
  auto request = http::parse_target(target);
  if (!request) ADD_FAILURE() << request.error().code;
  return router.answer(*request);
}

TEST(CriteriaRoutes, list_says_counts_confidences_and_hash) {
  const auto response = answered("/api/v1/criteria-sets");
  ASSERT_EQ(response.status, 200) << response.body;
  const json::value body = *parse_json(response.body);
  EXPECT_EQ(body.at("snapshot").as_int64(), 7);
  const json::value& set = body.at("sets").at(0);
  EXPECT_EQ(set.at("set").as_string(), "mini/1");
  EXPECT_EQ(set.at("loaded").at("indicators").as_int64(), 5);
  EXPECT_EQ(set.at("confidences").at("sourced").as_int64(), 5);
  EXPECT_EQ(set.at("hash").as_string().size(), 64U);
}

TEST(CriteriaRoutes, one_set_has_thresholds_with_reference_and_confidence) {
  const auto response = answered("/api/v1/criteria-sets/mini/1?as_known=3");
  ASSERT_EQ(response.status, 200) << response.body;
  const json::value body = *parse_json(response.body);
  const json::value& indicator = body.at("criteria").at(0).at("indicators").at(0);
  EXPECT_EQ(indicator.at("number").as_string(), "1.1");
  EXPECT_TRUE(indicator.at("provisional").as_bool());
  EXPECT_EQ(indicator.at("reference").at("document").as_string(), "D1");
  const json::value& row = indicator.at("thresholds").at(2);
  EXPECT_EQ(row.at("value").as_string(), "80");
  EXPECT_EQ(row.at("confidence").as_string(), "uncertain");
  EXPECT_TRUE(body.at("criteria").at(0).at("indicators").at(1).at("thresholds").at(1).at("value").is_null());
}

TEST(CriteriaRoutes, an_unknown_set_is_404) { EXPECT_EQ(answered("/api/v1/criteria-sets/mini/9").status, 404); }

TEST(Describe, an_indicator_reads_with_its_thresholds) {
  const Library library = read_for_test(miniature());
  const CriteriaSet& set = library.sets.at(0);
  const auto text = lines(library, set, *set.indicator("1.1"), Language::en);
  ASSERT_EQ(text.size(), 4U);
  EXPECT_EQ(text[0], "1.1 Clean water: at least [D1, 1.1] (sourced)");
  EXPECT_EQ(text[3], "  S: ≥ 80 (2021-01-01, decree, uncertain) [D1, 1.1]");
}

}  // namespace
}  // namespace luytre::criteria
