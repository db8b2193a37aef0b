// What belongs to a period, at its limits.
#include <gtest/gtest.h>

#include "platform/storage/test_database.h"
#include "programme/reporting/may_change.h"
#include "programme/reporting/reporting_store.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::reporting {
namespace {

const std::string commune = "06001@2025-07-01";

class MayChangeTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    commands::Writer writer(database());
    ASSERT_TRUE(units::seed_reference(writer, access::Actor::local_operator(), "20"));
    known_.units = *units::load_register(database(), audit::head(database())->number);
    known_.law = *criteria::embedded_library();
    open("june", "commune-ntm/2021-2025", Date::of(2026, 6, 30), true);
    open("year", "commune-ntm/2021-2025", Date::of(2025, 12, 31), false);
    open("other", "commune-ntm/2021-2025", Date::of(2025, 9, 30), false);
  }

  void open(const std::string& id, const std::string& set, Date as_of, bool is_locked) {
    ++event_;
    ASSERT_TRUE(append(database(), Period{id, event_, set, "20", "Kỳ " + id, "", as_of, as_of, as_of}));
    if (is_locked) lock(id);
  }
  void lock(const std::string& id) {
    ASSERT_TRUE(append(database(), PeriodChange{id, ++event_, ChangeKind::locked, "", std::nullopt, "", "an"}));
  }
  std::string asked(Date day, const std::string& measure = "village_road_hardened", const std::string& unit = commune) {
    const auto may = may_change(database(), known_, std::vector<Touched>{{unit, measure, std::nullopt, day}});
    return may ? "" : may.error().code;
  }

  audit::EventNumber event_ = 100;
  Known known_;
};

INSTANTIATE_TEST_SUITE_P(EachStore, MayChangeTest, storage::each_store(), storage::store_name);

TEST_P(MayChangeTest, a_value_belongs_to_the_first_period_from_its_day_on_that_asks_for_it) {
  EXPECT_EQ(asked(Date::of(2026, 7, 1)), "");
  EXPECT_EQ(asked(Date::of(2026, 6, 30)), "reporting.locked");
  EXPECT_EQ(asked(Date::of(2026, 6, 29)), "reporting.day_locked");
  EXPECT_EQ(asked(Date::of(2026, 1, 1)), "reporting.day_locked");
  EXPECT_EQ(asked(Date::of(2025, 12, 31)), "") << "the day of an open period";
  EXPECT_EQ(asked(Date::of(2025, 7, 1)), "");
  lock("year");
  EXPECT_EQ(asked(Date::of(2025, 12, 31)), "reporting.locked");
  EXPECT_EQ(asked(Date::of(2025, 10, 1)), "reporting.day_locked");
  ASSERT_TRUE(append(database(), PeriodChange{"year", ++event_, ChangeKind::reopened, commune, {}, "sửa", "an"}));
  EXPECT_EQ(asked(Date::of(2025, 10, 1)), "");
  EXPECT_EQ(asked(Date::of(2025, 10, 1), "village_road_hardened", "06637@2025-07-01"), "reporting.day_locked");
}

TEST_P(MayChangeTest, what_no_period_asks_or_what_is_too_old_to_count_belongs_to_none) {
  EXPECT_EQ(asked(Date::of(2026, 6, 30), "không có"), "");
  EXPECT_EQ(asked(Date::of(2026, 6, 30), "village_road_hardened", "05977@2025-07-01"), "") << "a ward is not asked";
  EXPECT_EQ(asked(Date::of(2026, 6, 30), "village_road_hardened", "99999@2025-07-01"), "");
  lock("other");
  lock("year");
  const auto months = known_.law->measure("village_road_hardened")->maximum_age_months;
  ASSERT_EQ(months, 24);
  EXPECT_EQ(asked(Date::of(2023, 9, 30)), "reporting.day_locked");
  EXPECT_EQ(asked(Date::of(2023, 9, 29)), "");
}

}  // namespace
}  // namespace luytre::reporting
