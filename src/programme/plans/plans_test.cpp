// The room on both stores, and its pure parts: what stands in a plan, a target checked, an annex read, a plan against
// the record.
#include <gtest/gtest.h>

#include "platform/sheets/zip_for_tests.h"
#include "platform/storage/test_database.h"
#include "programme/plans/check_targets.h"
#include "programme/plans/plan_store.h"
#include "programme/plans/read_targets.h"
#include "programme/plans/result.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::plans {
namespace {

const std::string ntm = "commune-ntm/2021-2025";

Plan a_plan(int year = 2022, Date decided = Date::of(2022, 7, 13)) {
  return {"0190", 1, year, "20", "Kế hoạch", "Plan", {"160/KH-UBND", decided, ""}, "account:hoa"};
}

Target a_target(const std::string& unit, Purpose purpose) {
  return {unit, purpose, recognition::Title::ntm, ntm, 0, Date::of(2022, 12, 31)};
}

TEST(Plan, what_stands_is_the_last_word_of_the_decisions_taken_by_the_day) {
  RegisterParts parts;
  parts.plans = {a_plan()};
  parts.amendments = {{"0190", 5, 2, {"200/KH-UBND", Date::of(2022, 9, 1), ""}, "", "account:hoa"}};
  parts.targets = {{"0190", 1, Change::added, a_target("a", Purpose::ntm), ""},
                   {"0190", 1, Change::added, a_target("b", Purpose::border), ""},
                   {"0190", 5, Change::dropped, a_target("a", Purpose::ntm), "không đủ vốn"},
                   {"0190", 5, Change::added, a_target("c", Purpose::ntm), ""}};
  const PlanRegister plans(std::move(parts), 5);
  const KnownPlan& plan = *plans.plan("0190");
  EXPECT_EQ(plan.version(), 2);
  EXPECT_TRUE(plan.targets(Date::of(2022, 7, 12)).empty());
  EXPECT_EQ(plan.targets(Date::of(2022, 8, 31)).size(), 2u);
  const auto now = plan.targets();
  ASSERT_EQ(now.size(), 2u);
  EXPECT_EQ(now[0].target.unit, "b");
  EXPECT_EQ(plan.decision_of(*now[1].by).number, "200/KH-UBND");
  ASSERT_EQ(plan.dropped(Date::open_end()).size(), 1u);
  EXPECT_EQ(plan.dropped(Date::open_end())[0]->reason, "không đủ vốn");
}

TEST(Annex, is_read_below_its_title_in_the_words_that_people_use) {
  const std::string csv =
      "STT,Xã,Huyện,Nhóm mục tiêu,Danh hiệu,Số tiêu chí,Bộ tiêu chí,Thời hạn\n"
      "1,Chi Lăng,Tràng Định,Nâng cao,NTM nâng cao,,,31/12/2022\n"
      ",,,,,,,\n"
      "2,06001,,biên giới,,12,commune-ntm/2021-2025,\n";
  const auto wishes = read_targets(csv, "phu-luc.csv");
  ASSERT_TRUE(wishes) << full_message(wishes.error(), Language::vi);
  ASSERT_EQ(wishes->size(), 2u);
  EXPECT_EQ((*wishes)[0].unit, "Chi Lăng");
  EXPECT_EQ((*wishes)[0].above, "Tràng Định");
  EXPECT_EQ((*wishes)[0].purpose, "advanced");
  EXPECT_EQ((*wishes)[0].title, "advanced");
  EXPECT_EQ((*wishes)[0].deadline, "2022-12-31");
  EXPECT_EQ((*wishes)[0].where, "phu-luc.csv:2");
  EXPECT_EQ((*wishes)[1].unit, "06001");
  EXPECT_EQ((*wishes)[1].criteria, "12");
  EXPECT_EQ((*wishes)[1].where, "phu-luc.csv:4");
  EXPECT_EQ(read_targets("a,b\n1,2\n", "x.csv").error().code, "plans.no_headings");
}

class PlansTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    known_.number = 100;
    known_.units = *units::load_register(database(), audit::head(database())->number);
    known_.law = *criteria::embedded_library();
    known_.values = known_.drafts = observations::PanelBuilder().build(100);
    known_.titles = std::make_shared<const recognition::TitleRegister>();
  }

  Result<std::vector<Target>> checked(const TargetWish& wish, const Plan& plan = a_plan()) const {
    return check_targets(known_, plan, {wish});
  }
  std::string refused(const TargetWish& wish, const Plan& plan = a_plan()) const {
    const auto targets = checked(wish, plan);
    return targets ? "" : targets.error().causes.at(0).code;
  }
  static TargetWish wish(std::string unit, std::string purpose, std::string title, std::string criteria = "",
                         std::string set = "", std::string deadline = "") {
    return {std::move(unit),
            "",
            std::move(purpose),
            std::move(title),
            std::move(criteria),
            std::move(set),
            std::move(deadline),
            "/targets/0",
            true};
  }

  std::unique_ptr<commands::Writer> writer_;
  Known known_;
};

INSTANTIATE_TEST_SUITE_P(EachStore, PlansTest, storage::each_store(), storage::store_name);

TEST_P(PlansTest, a_target_names_a_living_unit_of_the_province_and_law_of_the_year) {
  const Plan late = a_plan(2025, Date::of(2025, 7, 15));
  const auto plain = checked(wish("06637", "ntm", ""), late);
  ASSERT_TRUE(plain) << full_message(plain.error(), Language::vi);
  EXPECT_EQ(plain->at(0).unit, "06637@2025-07-01");
  EXPECT_EQ(plain->at(0).set, ntm);
  EXPECT_EQ(plain->at(0).deadline, Date::of(2025, 12, 31));
  EXPECT_EQ(checked(wish("05998", "border", "", "12", ntm))->at(0).criteria, 12);
  // A set of advanced communes of 2016–2020 is not loaded: the title stands, its set is not known.
  EXPECT_EQ(checked(wish("05998", "advanced", "advanced"), a_plan(2020, Date::of(2020, 1, 22)))->at(0).set, "");
  EXPECT_EQ(refused(wish("99999", "ntm", "ntm")), "plans.unknown_unit");
  EXPECT_EQ(refused(wish("Không Đâu", "ntm", "ntm")), "plans.unknown_unit");
  EXPECT_EQ(refused(wish("06637@2025-07-01", "ntm", "ntm")), "plans.unit_not_yet_alive");
  EXPECT_EQ(refused(wish("05998", "ntm", "ntm"), a_plan(2026, Date::of(2026, 2, 1))), "plans.unit_not_alive");
  EXPECT_EQ(refused(wish("20", "ntm", "ntm")), "plans.unit_elsewhere");
  EXPECT_EQ(refused(wish("05998", "best", "ntm")), "plans.unknown_purpose");
  EXPECT_EQ(refused(wish("05998", "pilot", "gold")), "plans.unknown_title");
  EXPECT_EQ(refused(wish("05998", "pilot", "")), "plans.one_aim");
  EXPECT_EQ(refused(wish("05998", "pilot", "ntm", "12")), "plans.one_aim");
  EXPECT_EQ(refused(wish("05998", "border", "", "12")), "plans.which_set");
  EXPECT_EQ(refused(wish("05998", "border", "", "12", "commune-ntm/1900")), "criteria.unknown_set");
  EXPECT_EQ(refused(wish("05998", "border", "", "12", "commune-ntm/2026-2030")), "plans.set_not_in_force");
  EXPECT_EQ(refused(wish("05998", "border", "", "12", "district-ntm/2021-2025")), "plans.set_not_for_unit");
  EXPECT_EQ(refused(wish("05977", "ntm", "ntm", "", ntm), late), "plans.set_not_for_unit") << "a ward";
  EXPECT_EQ(refused(wish("05998", "ntm", "model", "", ntm)), "plans.title_not_of_set");
  EXPECT_EQ(refused(wish("05998", "border", "", "20", ntm)), "plans.criteria_out_of_range");
  EXPECT_EQ(refused(wish("05998", "border", "", "0", ntm)), "plans.criteria_out_of_range");
  EXPECT_EQ(refused(wish("05998", "border", "", "11.5", ntm)), "plans.criteria_out_of_range");
  EXPECT_EQ(refused(wish("05998", "ntm", "ntm", "", "", "2021-12-31")), "plans.deadline_outside");
  EXPECT_EQ(refused(wish("05998", "ntm", "ntm", "", "", "31/12/2022")), "date.malformed");
}

TEST_P(PlansTest, all_that_is_wrong_in_a_list_is_told_at_once_and_a_unit_stands_once_for_a_purpose) {
  const auto twice = check_targets(known_, a_plan(),
                                   {wish("05998", "ntm", "ntm"), wish("05998", "pilot", "ntm"),
                                    wish("Khánh Long", "ntm", "ntm"), wish("99999", "ntm", "ntm")});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().code, "plans.refused");
  ASSERT_EQ(twice.error().causes.size(), 2u);
  EXPECT_EQ(twice.error().causes[0].code, "plans.twice");
  EXPECT_EQ(twice.error().causes[1].code, "plans.unknown_unit");
}

TEST_P(PlansTest, what_is_recorded_is_read_back_up_to_an_event) {
  const Plan plan = a_plan();
  const Target target{"05998@2004-08-31", Purpose::border, std::nullopt, ntm, 12, Date::of(2022, 12, 30)};
  ASSERT_TRUE(append(database(), plan));
  ASSERT_TRUE(append(database(), TargetChange{"0190", 1, Change::added, target, ""}));
  const WorkItem item{"0191",
                      "0190",
                      target.unit,
                      2,
                      ntm,
                      "2.2",
                      "Cứng hóa đường",
                      "construction",
                      *Decimal::parse("1250000000.50"),
                      "ngân sách tỉnh",
                      Date::of(2022, 8, 1),
                      Date::of(2022, 11, 30),
                      "account:lan"};
  ASSERT_TRUE(append(database(), item));
  const Share third{Decimal::of(1), Decimal::of(3)}, half{Decimal::of(1), Decimal::of(2)};
  ASSERT_TRUE(append(database(), Progress{"0191", 3, Date::of(2022, 9, 1), half, "", "", "account:lan"}));
  ASSERT_TRUE(append(database(), Progress{"0191", 4, Date::of(2022, 9, 1), third, "", "đo lại", "account:lan"}));
  ASSERT_TRUE(append(database(), ItemChange{"0191", 5, ItemChangeKind::due_moved, Date::of(2022, 12, 15), "mưa", "x"}));
  const auto read = *load_plans(database(), 10);
  const KnownItem& found = *read->item("0191");
  EXPECT_EQ(found.item.cost->text(), "1250000000.50");
  EXPECT_EQ(found.item.due_on, Date::of(2022, 12, 15));
  ASSERT_EQ(found.progress.size(), 1u) << "of one day the newest report stands";
  EXPECT_EQ(found.progress[0].done, third);
  EXPECT_EQ(found.overridden.size(), 1u);
  EXPECT_EQ((*load_plans(database(), 3))->item("0191")->progress[0].done, half);
  EXPECT_EQ((*load_plans(database(), 1))->item("0191"), nullptr);
  EXPECT_EQ(read->plan("0190")->targets()[0].target.criteria, 12);
}

TEST_P(PlansTest, a_title_for_a_year_is_counted_by_that_year_and_unknown_stays_unknown) {
  const std::string unit = known_.units->find("05998", Date::of(2022, 6, 1))->id.text();
  const Plan plan = a_plan();
  const Target target{unit, Purpose::ntm, recognition::Title::ntm, ntm, 0, Date::of(2022, 12, 31)};
  const Date later = Date::of(2023, 6, 1);
  const auto asked = [&](Date day) { return Results(known_, plan, day).of(target, false); };
  EXPECT_EQ(asked(later).reached, Holding::unknown);
  EXPECT_EQ(name_of(asked(later).because), "register_not_complete");

  recognition::TitleFact fact;
  fact.unit = unit;
  fact.title = recognition::Title::ntm;
  fact.achievement_year = 2022;
  fact.decision_date = fact.stated_on = Date::of(2023, 1, 26);
  fact.decision = "99/QĐ-UBND";
  const recognition::Coverage all{"20@2004-08-31", recognition::Title::ntm, {Date::of(2022, 1, 1)}, "thử", 2};
  const auto with = [&](std::vector<recognition::TitleFact> facts, std::vector<recognition::Coverage> coverage) {
    known_.titles = std::make_shared<const recognition::TitleRegister>(
        std::move(facts), std::vector<recognition::QuotedFact>{}, std::move(coverage), 100);
  };
  with({fact}, {});
  EXPECT_EQ(asked(later).reached, Holding::yes);
  EXPECT_EQ(asked(later).fact->decision, "99/QĐ-UBND");
  EXPECT_EQ(asked(Date::of(2022, 12, 31)).reached, Holding::unknown) << "not decided yet";
  fact.achievement_year = 2021;
  fact.decision_date = Date::of(2022, 1, 26);
  with({fact}, {});
  EXPECT_EQ(name_of(asked(later).because), "other_year");
  EXPECT_NE(asked(later).reached, Holding::yes);
  fact.achievement_year.reset();
  with({fact}, {});
  EXPECT_EQ(name_of(asked(later).because), "year_not_said");
  fact.standing = recognition::Standing::revoked;
  with({fact}, {});
  EXPECT_EQ(asked(later).reached, Holding::no);
  EXPECT_EQ(name_of(asked(later).because), "revoked");
  const auto above = known_.units->province(*known_.units->find("05998", Date::of(2022, 6, 1)), Date::of(2022, 6, 1));
  auto covered = all;
  covered.unit = above->id.text();
  with({}, {covered});
  EXPECT_EQ(asked(later).reached, Holding::no);
  EXPECT_EQ(name_of(asked(later).because), "register_says_no");
}

TEST_P(PlansTest, a_number_of_criteria_is_open_while_those_not_assessed_could_decide_it) {
  const std::string unit = known_.units->find("05998", Date::of(2022, 6, 1))->id.text();
  const Plan plan = a_plan();
  const auto result = Results(known_, plan, Date::of(2022, 12, 31))
                          .of({unit, Purpose::border, std::nullopt, ntm, 12, Date::of(2022, 12, 31)}, true);
  ASSERT_TRUE(result.published);
  EXPECT_EQ(result.reached, Holding::unknown);
  EXPECT_EQ(name_of(result.because), "criteria_open");
  EXPECT_TRUE(result.drafts);
  judgement::Evaluation evaluation;
  evaluation.criteria_met = 10;
  evaluation.criteria_by_outcome[static_cast<std::size_t>(engine::Outcome::not_assessed)] = 2;
  EXPECT_EQ(compare_criteria(evaluation, 10), Holding::yes);
  EXPECT_EQ(compare_criteria(evaluation, 12), Holding::unknown);
  EXPECT_EQ(compare_criteria(evaluation, 13), Holding::no);
}

}  // namespace
}  // namespace luytre::plans
