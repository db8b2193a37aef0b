#include "programme/observations/observation_routes.h"

#include <gtest/gtest.h>

#include <set>

#include "programme/observations/installation.h"
#include "programme/observations/write_request.h"

namespace luytre::observations {
namespace {

Observation said(std::string unit, std::string measure, Date as_of, int value) {
  Observation observation;
  observation.key = {std::move(unit), std::move(measure), "", Opinion::self, as_of};
  observation.value = ObservedValue::of_share(Decimal::of(value), Decimal::of(300));
  observation.source = "sổ";
  observation.note = "của riêng cán bộ";
  observation.is_demonstration = value % 2 == 1;
  observation.event = 3;
  return observation;
}

class ObservationRoutes : public testing::Test {
 protected:
  ObservationRoutes() {
    PanelBuilder builder;
    for (int unit = 0; unit < 5; ++unit) {
      for (const std::string measure : {"a", "b"}) {
        for (int year = 2020; year < 2023; ++year) {
          builder.add(
              said("0000" + std::to_string(unit) + "@2010-01-01", measure, Date::of(year, 12, 31), unit + year));
        }
      }
    }
    const auto panel = std::move(builder).build(7);
    ObservationSources sources{panel, panel, std::make_shared<units::Register>(units::RegisterParts{}, 7)};
    add_observation_routes(
        router_, [sources](std::optional<audit::EventNumber>) { return sources; }, access::local_operator_only);
  }

  json::object get(const std::string& query, int status = 200) {
    auto request = http::parse_target("/api/v1/observations" + query);
    EXPECT_TRUE(request.has_value());
    const auto response = router_.answer(*request);
    EXPECT_EQ(response.status, status) << response.body;
    return parse_json(response.body)->as_object();
  }

  http::Router router_;
};

TEST_F(ObservationRoutes, pages_show_every_value_once) {
  std::set<std::string> seen;
  std::string query = "?limit=7";
  for (int page = 0; page < 10; ++page) {
    const auto answer = get(query);
    for (const auto& row : answer.at("observations").as_array()) {
      const auto& value = row.as_object();
      EXPECT_TRUE(seen.insert(std::string(value.at("unit").as_string()) + value.at("measure").as_string().c_str() +
                              value.at("as_of").as_string().c_str())
                      .second);
      EXPECT_FALSE(value.contains("note")) << "notes are not for the public";
    }
    if (answer.at("next_cursor").is_null()) break;
    query = "?limit=7&cursor=" + http::percent_encoded(answer.at("next_cursor").as_string().c_str());
  }
  EXPECT_EQ(seen.size(), 30u);
}

TEST_F(ObservationRoutes, filters_by_unit_and_measure_and_gives_exact_numbers) {
  const auto answer = get("?unit=00002%402010-01-01&measure=b&opinion=self");
  const auto& rows = answer.at("observations").as_array();
  ASSERT_EQ(rows.size(), 3u);
  const auto& value = rows[1].as_object();
  EXPECT_EQ(value.at("numerator"), "2023");
  EXPECT_EQ(value.at("denominator"), "300");
  EXPECT_TRUE(value.at("source").as_string().starts_with(demonstration_mark));
  EXPECT_EQ(rows[0].as_object().at("source"), "sổ");
  EXPECT_EQ(answer.at("snapshot"), 7);
  EXPECT_TRUE(get("?opinion=council").at("observations").as_array().empty());
}

TEST_F(ObservationRoutes, says_what_it_does_not_know) {
  EXPECT_EQ(get("?unit=99999", 422).at("code"), "observations.unit_unknown");
  get("?opinion=mine", 400);
  get("?cursor=xyz", 400);
  get("?colour=red", 400);
}

Result<SentValues> sent(const std::string& body) {
  http::Request request;
  request.method = "POST";
  request.headers = {{"content-type", "application/json"}};
  request.body = body;
  return listed_values(request);
}

TEST(ListedValues, become_the_table_a_file_gives) {
  const auto values = sent(R"({"observations": [{"unit_code": "06001", "value": 7}, {"value": true, "note": null}]})");
  ASSERT_TRUE(values.has_value()) << full_message(values.error(), Language::en);
  EXPECT_EQ(values->table.header, (std::vector<std::string>{"unit_code", "value", "note"}));
  const auto cells = [&](std::size_t row) {
    return std::vector<std::string_view>{values->table.cell(row, 0), values->table.cell(row, 1),
                                         values->table.cell(row, 2)};
  };
  EXPECT_EQ(cells(0), (std::vector<std::string_view>{"06001", "7", ""}));
  EXPECT_EQ(cells(1), (std::vector<std::string_view>{"", "true", ""}));
  EXPECT_EQ(values->number_style, NumberStyle::english);
  EXPECT_FALSE(values->is_partial);
}

TEST(ListedValues, refuse_what_is_no_list_of_plain_values) {
  const std::pair<const char*, const char*> bad[] = {
      {R"({})", "http.member_missing"},
      {R"({"observations": []})", "http.member_type"},
      {R"({"observations": {}})", "http.member_type"},
      {R"({"observations": [3]})", "http.member_type"},
      {R"({"observations": [{"value": 1.5}]})", "http.member_type"},
      {R"({"observations": [{"value": {}}]})", "http.member_type"},
      {R"({"observations": [{"value": 1}], "numbers": "de"})", "http.choice_unknown"},
      {R"({"observations": [{"value": 1}], "other": 1})", "http.member_unknown"},
  };
  for (const auto& [body, code] : bad) {
    const auto values = sent(body);
    ASSERT_FALSE(values.has_value()) << body;
    EXPECT_EQ(values.error().code, code) << body;
  }
  EXPECT_EQ(sent(R"({"observations": [{"value": []}, 3]})").error().causes.size(), 2u) << "all at once";
}

}  // namespace
}  // namespace luytre::observations
