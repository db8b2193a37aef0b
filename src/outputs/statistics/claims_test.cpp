// Claims from a series to the birth certificate, on each store.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "outputs/statistics/claim_routes.h"
#include "outputs/statistics/claim_store.h"
#include "outputs/statistics/claim_view.h"
#include "outputs/statistics/import_series.h"
#include "outputs/statistics/make_claim.h"
#include "outputs/statistics/record_claims.h"
#include "platform/storage/test_database.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::statistics {
namespace {

constexpr long long now_ms = 1'760'000'000'000;

const std::string header =
    "date,basis,communes_total,communes_ntm,percent_ntm,communes_advanced,communes_model,avg_criteria_per_commune,"
    "districts_ntm,districts_total,provinces_100pct,provinces_recognised,note,source_url,trust\n";

Series series_of(const std::string& rows) {
  const auto read = read_series(*parse_csv(header + rows, "series.csv"));
  EXPECT_TRUE(read) << full_message(read.error(), Language::en);
  return read ? *read : Series{};
}

const std::string june_2025 =
    "2025-06-30,reported,7669,6084,79.3,2567,743,17.5,329,646,,12,source prints 42.4% and "
    "12.3%,https://example.org/a,A\n";
const std::string november_2022 = "2022-11-30,reported,8225,5869,71.4,,,,,,18,,,https://example.org/b,B\n";

class ClaimTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    storage::StoreTest::SetUp();
    if (IsSkipped() || HasFatalFailure()) return;
    writer_ = std::make_unique<commands::Writer>(database());
  }
  std::shared_ptr<const ClaimRegister> claims(std::optional<audit::EventNumber> known_at = std::nullopt) {
    auto loaded = load_claims(database(), known_at ? *known_at : head());
    EXPECT_TRUE(loaded) << full_message(loaded.error(), Language::en);
    return loaded ? *loaded : nullptr;
  }
  audit::EventNumber head() { return audit::head(database())->number; }
  RecordedClaims record(std::vector<Claim> list) {
    auto recorded = record_claims(*writer_, actor_, std::move(list), "test", now_ms);
    EXPECT_TRUE(recorded) << full_message(recorded.error(), Language::en);
    return recorded ? *recorded : RecordedClaims{};
  }
  static Claim own_share() {
    Claim claim;
    claim.definition = "share_of_all_communes";
    claim.place = "20";
    claim.as_of = Date::of(2025, 7, 1);
    claim.statement = "1/3 xã (33,3 %)";
    claim.printed = "33.3";
    claim.numerator = Decimal::of(1);
    claim.denominator = Decimal::of(3);
    claim.origin = Origin::own;
    claim.source = "computed";
    claim.basis = "register";
    claim.units = {"A@2025-07-01", "B@2025-07-01", "C@2025-07-01"};
    claim.units_counted = {"B@2025-07-01"};
    return claim;
  }

  std::unique_ptr<commands::Writer> writer_;
  const access::Actor actor_ = access::Actor::local_operator();
};

TEST(ClaimSeries, KeepsEveryFigureOfARowVerbatim) {
  const Series series = series_of(june_2025 + november_2022);
  EXPECT_EQ(series.rows, 2U);
  ASSERT_EQ(series.claims.size(), 8U);
  EXPECT_EQ(series.claims[0].key, "VN/2025-06-30/communes_ntm");
  EXPECT_EQ(series.claims[0].statement, "6.084/7.669 xã (79,3 %)");
  EXPECT_EQ(series.claims[1].definition, "advanced_share_of_recognised_communes");
  EXPECT_EQ(series.claims[1].printed, "42.4");
  EXPECT_EQ(series.claims[2].printed, "12.3");
  EXPECT_EQ(series.claims[3].statement, "17,5 tiêu chí/xã");
  const auto definitions = Definitions::load();
  ASSERT_TRUE(definitions);
  const auto wrong = discrepancy_of(series.claims[1], *definitions->find(series.claims[1].definition));
  ASSERT_TRUE(wrong);
  EXPECT_EQ(wrong->computed, "42.2");
  EXPECT_EQ(wrong->denominators_that_fit, (FittingRange{6048, 6061}));
  EXPECT_FALSE(discrepancy_of(series.claims[0], *definitions->find(series.claims[0].definition)));
}

TEST(ClaimSeries, TellsEverythingThatIsWrongAtOnce) {
  const auto read = read_series(
      *parse_csv(header +
                     "2022-13-01,,,5,,,,,,,,,,https://example.org,A\n2022-10-31,,,x,,,,,,,,,,https://example.org,A\n"
                     "2022-10-31,,,5,,,,,,,,,,,A\n" +
                     november_2022 + november_2022,
                 "bad.csv"));
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, "claim.series_refused");
  EXPECT_EQ(read.error().causes.size(), 5U);
  EXPECT_EQ(read.error().causes[0].where, "bad.csv:2");
}

TEST(ClaimSeries, LoadsTheNationalSeriesWhole) {
  const char* folder = std::getenv("LUYTRE_SHARED_DATA");
  if (folder == nullptr) GTEST_SKIP() << "shared data absent: set LUYTRE_SHARED_DATA";
  const auto table = read_csv(std::filesystem::path(folder) / "ntm/national_timeseries.csv");
  ASSERT_TRUE(table);
  const auto series = read_series(*table);
  ASSERT_TRUE(series) << full_message(series.error(), Language::en);
  EXPECT_EQ(series->rows, table->rows.size());
  EXPECT_GE(series->rows, 33U);
  for (const CsvRow& row : table->rows) {  // each row is heard, verbatim
    const bool is_kept = std::any_of(series->claims.begin(), series->claims.end(), [&](const Claim& claim) {
      return claim.as_of.text() == row.cells[0] && claim.note == row.cells[*table->column("note")] &&
             claim.source_url == row.cells[*table->column("source_url")];
    });
    EXPECT_TRUE(is_kept) << table->where(row);
  }
  const auto provinces = read_csv(std::filesystem::path(folder) / "ntm/province_stats.csv");
  ASSERT_TRUE(provinces);
  const auto by_province = read_series(*provinces);
  EXPECT_TRUE(by_province) << full_message(by_province.error(), Language::en);
}

TEST_P(ClaimTest, ImportsOnceAndShowsDiscrepancies) {
  const Series series = series_of(june_2025 + november_2022);
  const auto first = record(series.claims);
  EXPECT_EQ(first.added, 8U);
  const auto again = record(series.claims);
  EXPECT_EQ(again.event, 0);
  EXPECT_EQ(again.unchanged, 8U);
  const auto known = claims();
  EXPECT_EQ(known->size(), 8U);
  const auto wrong = known->all({.definition = "", .place = "", .origin = {}, .only_discrepant = true});
  EXPECT_EQ(wrong.size(), 2U);  // advanced and model; no share of the districts is printed, so there is none to check
  EXPECT_EQ(claims(first.event - 1)->size(), 0U);
  const Claim* nearest = known->nearest_denominator("share_of_all_communes", "VN", Date::of(2022, 10, 31), 184);
  ASSERT_NE(nearest, nullptr);
  EXPECT_EQ(nearest->denominator, Decimal::of(8225));
  EXPECT_EQ(known->nearest_denominator("share_of_all_communes", "VN", Date::of(2020, 1, 1), 184), nullptr);
}

TEST_P(ClaimTest, RefusesOtherContentUnderAKnownKey) {
  auto list = series_of(november_2022).claims;
  record(list);
  list[0].printed = "71.5";
  const auto refused = record_claims(*writer_, actor_, list, "test", now_ms);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().causes.at(0).code, "claim.key_taken");
}

TEST_P(ClaimTest, RefusesAnOwnClaimThatDoesNotAddUp) {
  const auto definitions = *Definitions::load();
  EXPECT_TRUE(check_claim(own_share(), definitions));
  Claim wrong = own_share();
  wrong.printed = "33.4";
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.arithmetic_fails");
  wrong = own_share();
  wrong.units.pop_back();
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.units_do_not_add_up");
  wrong = own_share();
  wrong.units_counted = {"D@2025-07-01"};
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.units_do_not_add_up");
  wrong = own_share();
  wrong.units.clear();
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.no_units");
  wrong = own_share();
  wrong.definition = "share_of_everything";
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.unknown_definition");
  wrong = own_share();
  wrong.source.clear();
  EXPECT_EQ(check_claim(wrong, definitions).error().code, "claim.no_source");
  Claim quoted = own_share();
  quoted.origin = Origin::quoted;
  quoted.printed = "33.4";
  EXPECT_TRUE(check_claim(quoted, definitions)) << "a quoted figure is kept as it was said";
}

TEST_P(ClaimTest, ThatSomebodyDraftedIsPublishedBySomebodyElse) {
  std::vector<std::string> asked;
  commands::Writer writer(database(), {}, [&asked](storage::Database&, const access::Actor&, const access::Ask& ask) {
    asked.push_back(ask.act);
    return Result<commands::Permission>(commands::Permission{});
  });
  commands::Asked an(access::Actor::of_account("an"));
  an.idempotency_key = "once";
  const auto recorded = record_claims(writer, an, {own_share()}, "", now_ms);
  const auto again = record_claims(writer, an, {own_share()}, "", now_ms);
  ASSERT_TRUE(recorded && again);
  EXPECT_EQ(recorded->ids, again->ids) << "the same key, the same claim";
  an.idempotency_key.clear();
  EXPECT_EQ(asked, std::vector<std::string>{"claims.record"});
  EXPECT_EQ(publish_claim(writer, an, recorded->ids[0]).error().code, "claim.second_person");
  EXPECT_TRUE(publish_claim(writer, access::Actor::of_account("binh"), recorded->ids[0]));
}

TEST_P(ClaimTest, FreezesWhatIsPublishedAndCorrectsInTheOpen) {
  const auto recorded = record({own_share()});
  const ClaimId id = recorded.ids.at(0);
  ASSERT_TRUE(publish_claim(*writer_, actor_, id));
  EXPECT_EQ(publish_claim(*writer_, actor_, id).error().code, "claim.frozen");
  Claim corrected = own_share();
  corrected.units_counted = {"A@2025-07-01", "B@2025-07-01"};
  corrected.numerator = Decimal::of(2);
  corrected.printed = "66.7";
  EXPECT_EQ(correct_claim(*writer_, actor_, id, corrected, "", now_ms).error().code, "claim.no_reason");
  const auto later = correct_claim(*writer_, actor_, id, corrected, "B was forgotten", now_ms);
  ASSERT_TRUE(later) << full_message(later.error(), Language::en);
  EXPECT_EQ(correct_claim(*writer_, actor_, id, corrected, "again", now_ms).error().code, "claim.already_corrected");
  const auto known = claims();
  const Claim* old = known->find(id.text());
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(old->status, ClaimStatus::corrected);
  EXPECT_EQ(old->printed, "33.3") << "the old figure stays visible";
  EXPECT_EQ(old->units.size(), 3U);
  EXPECT_EQ(old->units_counted, std::vector<std::string>{"B@2025-07-01"});
  EXPECT_EQ(known->correction_of(id.text())->id.text(), later->text());
  EXPECT_EQ(claims(head() - 1)->find(id.text())->status, ClaimStatus::published) << "as it was known before";
  EXPECT_EQ(publish_claim(*writer_, actor_, ClaimId("x")).error().code, "claim.unknown");
}

TEST_P(ClaimTest, CombinesSharesAndNeverAverages) {
  const auto definitions = *Definitions::load();
  Claim a = own_share();
  Claim b = own_share();
  b.units = {"D@2025-07-01", "E@2025-07-01", "F@2025-07-01"};
  const auto sum = combined_share({&a, &b}, definitions);
  ASSERT_TRUE(sum);
  EXPECT_EQ(*sum, (Share{Decimal::of(2), Decimal::of(6)}));
  EXPECT_EQ(combined_share({&a, &a}, definitions).error().code, "claim.units_overlap");
  b.as_of = Date::of(2025, 8, 1);
  EXPECT_EQ(combined_share({&a, &b}, definitions).error().code, "claim.dates_differ");
  b = own_share();
  b.definition = "advanced_share_of_recognised_communes";
  EXPECT_EQ(combined_share({&a, &b}, definitions).error().code, "claim.definitions_differ");
  a.definition = b.definition = "average_criteria_per_commune";
  EXPECT_EQ(combined_share({&a, &b}, definitions).error().code, "claim.averages_never_averaged");
}

TEST_P(ClaimTest, CountsOnlyWhatTheRegisterCovers) {
  auto seeded = units::seed_reference(*writer_, actor_, "20");
  ASSERT_TRUE(seeded) << full_message(seeded.error(), Language::en);
  const auto units = *units::load_register(database(), head());
  const Date day = Date::of(2025, 7, 1);
  judgement::Materials materials;
  materials.units = units;
  materials.titles = std::make_shared<const recognition::TitleRegister>();
  materials.known_at = head();
  const auto definitions = *Definitions::load();
  MakeQuestion question{"share_of_all_communes", "20", day, {}, observations::Opinion::self};
  EXPECT_EQ(make_claim(materials, definitions, question).error().code, "claim.not_covered");

  std::vector<std::string> communes;
  const auto* province = units->find("20", day);
  for (const auto* unit : units->descendants(province, day, units::Level::commune)) {
    if (unit->at(day)->kind == units::Kind::commune) communes.push_back(unit->id.text());
  }
  ASSERT_EQ(communes.size(), 61U);  // 65 less 4 wards
  recognition::TitleFact fact;
  fact.unit = communes[7];
  fact.stated_on = day;
  fact.decision_date = day;
  fact.decision = "1/QĐ-UBND";
  recognition::Coverage coverage;
  coverage.unit = province->id.text();
  coverage.days = {day, Date::open_end()};
  materials.titles = std::make_shared<const recognition::TitleRegister>(
      std::vector{fact}, std::vector<recognition::QuotedFact>{}, std::vector{coverage}, head());
  auto claim = make_claim(materials, definitions, question);
  ASSERT_TRUE(claim) << full_message(claim.error(), Language::en);
  EXPECT_EQ(claim->statement, "1/61 xã (1,6 %)");
  EXPECT_EQ(claim->units_counted, std::vector{communes[7]});
  const auto recorded = record({*claim});
  EXPECT_EQ(units_digest(*claims()->find(recorded.ids.at(0).text())), units_digest(*claim));
  question.definition = "advanced_communes";
  EXPECT_EQ(make_claim(materials, definitions, question).error().code, "claim.not_covered");
  question.definition = "recognised_districts";
  EXPECT_EQ(make_claim(materials, definitions, question).error().code, "claim.not_computable");
  question.definition = "communes";
  EXPECT_EQ(make_claim(materials, definitions, question)->numerator, Decimal::of(61));
  question.place = "99";
  EXPECT_EQ(make_claim(materials, definitions, question).error().code, "claim.unknown_place");
}

TEST_P(ClaimTest, AnswersOverHttp) {
  const auto recorded = record(series_of(june_2025 + november_2022).claims);
  const auto draft = record({own_share()});
  http::Router router;
  add_claim_routes(router,
                   [this](std::optional<audit::EventNumber> known_at) -> Result<std::shared_ptr<const ClaimRegister>> {
                     return claims(known_at);
                   });
  const auto get = [&](const std::string& target) { return router.answer(*http::parse_target(target)); };
  auto page = get("/api/v1/claims?limit=3");
  ASSERT_EQ(page.status, 200) << page.body;
  const auto first = *parse_json(page.body);
  EXPECT_EQ(first.at("claims").as_array().size(), 3U);
  SCOPED_TRACE(page.body);
  const auto next =
      *parse_json(get("/api/v1/claims?limit=200&cursor=" + std::string(first.at("next_cursor").as_string())).body);
  ASSERT_TRUE(next.as_object().contains("claims")) << compact(next);
  EXPECT_EQ(next.at("claims").as_array().size(), 5U) << "drafts are not shown";
  EXPECT_TRUE(next.at("next_cursor").is_null());
  const auto known = claims();
  const auto* advanced = known->with_key("VN/2025-06-30/communes_advanced");
  const auto certificate = *parse_json(get("/api/v1/claims/" + advanced->id.text()).body);
  EXPECT_EQ(certificate.at("arithmetic").at("holds"), json::value(false));
  EXPECT_EQ(certificate.at("arithmetic").at("computed"), json::value("42.2"));
  EXPECT_EQ(certificate.at("source").at("url"), json::value("https://example.org/a"));
  EXPECT_EQ(get("/api/v1/claims/" + draft.ids.at(0).text()).status, 404);
  EXPECT_EQ(get("/api/v1/claims/none").status, 404);
  EXPECT_EQ(get("/api/v1/claims?origin=x").status, 400);
  EXPECT_TRUE(explain(*advanced, *known, Language::vi).find("42,2 %") != std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(EachStore, ClaimTest, storage::each_store(), storage::store_name);

TEST(Definitions, AreWholeInBothLanguages) {
  const auto loaded = Definitions::load();
  ASSERT_TRUE(loaded) << full_message(loaded.error(), Language::en);
  EXPECT_GE(loaded->all().size(), 15U);
  EXPECT_NE(loaded->find("share_of_all_communes"), nullptr);
  EXPECT_EQ(Definitions::parse("- definition: x\n  form: share\n  title: {vi: a, en: b}\n", "f").error().code,
            "claim.definitions_malformed");
}

}  // namespace
}  // namespace luytre::statistics
