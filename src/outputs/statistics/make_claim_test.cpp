// Own claims from judgement: the real law over the communes of Lạng Sơn, with values of our own.
#include "outputs/statistics/make_claim.h"

#include <gtest/gtest.h>

#include "outputs/statistics/record_claims.h"
#include "platform/storage/temporary_database.h"
#include "programme/observations/installation.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::statistics {
namespace {

const Date day = Date::of(2025, 11, 30);

class MakeClaimTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const auto place = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
    ASSERT_TRUE(place);
    ASSERT_TRUE(storage::migrate((*place)->database()));
    commands::Writer writer((*place)->database());
    ASSERT_TRUE(units::seed_reference(writer, access::Actor::local_operator(), "20"));
    base_.known_at = audit::head((*place)->database())->number;
    base_.units = *units::load_register((*place)->database(), base_.known_at);
    base_.library = *criteria::embedded_library();
    base_.titles = std::make_shared<const recognition::TitleRegister>();
    base_.panel = observations::PanelBuilder().build(base_.known_at);
    for (const auto* unit : base_.units->descendants(base_.units->find("20", day), day, units::Level::commune)) {
      if (unit->at(day)->kind == units::Kind::commune) communes_.push_back(unit->id.text());
    }
  }
  static void TearDownTestSuite() { base_ = {}; }

  // Of the first `count` communes a tenth of the dwellings is solid: the housing criterion is not met anywhere.
  static judgement::Materials with_poor_housing(std::size_t count, bool are_demonstration = false) {
    observations::PanelBuilder panel;
    for (std::size_t i = 0; i < count; ++i) {
      observations::Observation one;
      one.key = {communes_[i], "household_housing_solid", "", observations::Opinion::self, day};
      one.value = observations::ObservedValue::of_share(Decimal::of(10), Decimal::of(100));
      one.source = "test";
      one.id = {1, static_cast<std::uint32_t>(i)};
      one.event = 1;
      one.is_demonstration = are_demonstration;
      panel.add(one);
    }
    judgement::Materials materials = base_;
    materials.panel = std::move(panel).build(base_.known_at);
    return materials;
  }

  static Result<Claim> make(const judgement::Materials& materials, const std::string& definition) {
    return make_claim(materials, *Definitions::load(),
                      {definition, "20", day, "commune-ntm/2021-2025", observations::Opinion::self});
  }
  static std::string problem(const judgement::Materials& materials, const std::string& definition) {
    const auto made = make(materials, definition);
    return made ? "made: " + made->statement : made.error().code;
  }

  static judgement::Materials base_;
  static std::vector<std::string> communes_;
};
judgement::Materials MakeClaimTest::base_;
std::vector<std::string> MakeClaimTest::communes_;

TEST_F(MakeClaimTest, PublishesNoZeroWhereNobodyHasAssessed) {
  for (const char* definition : {"met_share_of_all_communes", "met_communes", "average_criteria_per_commune"}) {
    EXPECT_EQ(problem(base_, definition), "claim.nothing_assessed") << definition;
  }
}

TEST_F(MakeClaimTest, GivesNoShareOverCommunesNobodyHasAssessed) {
  const auto materials = with_poor_housing(communes_.size() - 1);
  EXPECT_EQ(problem(materials, "met_share_of_all_communes"), "claim.some_not_assessed");
  EXPECT_EQ(problem(materials, "average_criteria_per_commune"), "claim.some_not_assessed");
  const auto open = make(materials, "not_assessed_communes");
  ASSERT_TRUE(open) << full_message(open.error(), Language::en);
  EXPECT_EQ(open->numerator, Decimal::of(1));
  EXPECT_EQ(open->units_counted, std::vector{communes_.back()});
}

TEST_F(MakeClaimTest, CountsOutcomesWithTheirUnits) {
  const auto materials = with_poor_housing(communes_.size());
  const auto not_met = make(materials, "not_met_communes");
  ASSERT_TRUE(not_met) << full_message(not_met.error(), Language::en);
  EXPECT_EQ(not_met->numerator, Decimal::of(61));
  EXPECT_EQ(not_met->units_counted, communes_);
  EXPECT_EQ(not_met->rule, "commune-ntm/2021-2025");
  EXPECT_FALSE(not_met->rule_hash.empty());
  EXPECT_EQ(not_met->basis, "self/signed");
  EXPECT_TRUE(not_met->provisional) << "no threshold has been confirmed";
  EXPECT_EQ(not_met->as_known, materials.known_at);
  const auto share = make(materials, "met_share_of_all_communes");
  ASSERT_TRUE(share) << full_message(share.error(), Language::en);
  EXPECT_EQ(share->statement, "0/61 xã (0,0 %)");
  EXPECT_TRUE(check_claim(*share, *Definitions::load()));
}

TEST_F(MakeClaimTest, SaysWhenItRestsOnDemonstrationValues) {
  const auto claim = make(with_poor_housing(communes_.size(), true), "not_met_communes");
  ASSERT_TRUE(claim);
  EXPECT_TRUE(claim->source.starts_with(observations::demonstration_mark));
}

}  // namespace
}  // namespace luytre::statistics
