#include "programme/judgement/judgement_routes.h"

#include <gtest/gtest.h>

#include "programme/judgement/law_test_world.h"
#include "programme/recognition/recognition_routes.h"

namespace luytre::judgement {
namespace {

// A commune with one value, served as the program serves it.
class JudgementRoutes : public testing::Test {
 protected:
  void SetUp() override {
    library_ = *criteria::embedded_library();
    const auto tree = criteria::read_yaml(
        "on: 2024-12-31\n"
        "unit: { level: commune, kind: commune, attributes: { region: TDMNPB } }\n"
        "values: { household_housing_solid: \"70/100\" }\n",
        "world.yaml");
    ASSERT_TRUE(tree);
    const auto world = make_law_test_world(*library_, *library_->set("commune-ntm/2021-2025"), *tree);
    ASSERT_TRUE(world);
    const auto materials = world->materials;
    const auto today = [] { return Date::of(2024, 12, 31); };
    add_judgement_routes(
        router_, [materials](auto) -> Result<Materials> { return materials; }, today);
    recognition::add_recognition_routes(
        router_,
        [materials](auto) -> Result<recognition::TitleSources> {
          return recognition::TitleSources{materials.units, materials.titles};
        },
        today);
  }

  json::object get(const std::string& target, int status) {
    const auto request = http::parse_target(target);
    EXPECT_TRUE(request);
    const auto response = router_.answer(*request);
    EXPECT_EQ(response.status, status) << target << "\n" << response.body;
    const auto body = parse_json(response.body);
    EXPECT_TRUE(body);
    return body ? body->as_object() : json::object();
  }

  std::shared_ptr<const criteria::Library> library_;
  http::Router router_;
};

TEST_F(JudgementRoutes, EvaluatesWithTheSetInForce) {
  const auto answer = get("/api/v1/evaluations?unit=90000", 200);
  EXPECT_EQ(answer.at("set").as_string(), "commune-ntm/2021-2025");
  EXPECT_EQ(answer.at("outcome").as_string(), "not_met");
  EXPECT_EQ(answer.at("revocation").at("outcome").as_string(), "keep");
}

TEST_F(JudgementRoutes, ExplainsInBothLanguages) {
  const auto answer = get("/api/v1/evaluations/explain?unit=90000&indicator=9.2", 200);
  EXPECT_NE(std::string(answer.at("vi").as_string()).find("cần ≥ 75 %"), std::string::npos);
  EXPECT_NE(std::string(answer.at("en").as_string()).find("needs ≥ 75 %"), std::string::npos);
}

TEST_F(JudgementRoutes, RefusesWithStatusAndReason) {
  EXPECT_EQ(get("/api/v1/evaluations?unit=12345", 404).at("code").as_string(), "recognition.unknown_unit");
  EXPECT_EQ(get("/api/v1/evaluations?unit=90000&set=nothing", 404).at("code").as_string(), "criteria.unknown_set");
  get("/api/v1/evaluations", 400);
  get("/api/v1/evaluations?unit=90000&opinion=mine", 400);
  get("/api/v1/evaluations?unit=90000&colour=red", 400);
}

TEST_F(JudgementRoutes, TellsTitles) {
  const auto answer = get("/api/v1/units/90000/titles", 200);
  EXPECT_TRUE(answer.at("holds").as_array().empty());
  EXPECT_FALSE(answer.at("complete").as_bool());
}

}  // namespace
}  // namespace luytre::judgement
