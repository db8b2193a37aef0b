// A round from its plan to the seal, through the room's verbs, on both stores.
#include "platform/access/person.h"
#include "programme/surveys/recount.h"
#include "programme/surveys/review.h"
#include "programme/surveys/round_for_test.h"
#include "programme/surveys/send.h"
#include "programme/surveys/tasks.h"

namespace luytre::surveys {
namespace {

using Words = std::vector<std::string>;
const std::string all_good(10, 's');
const std::string one_bad = "sssssssssn";

class SurveysTest : public testing::TestWithParam<storage::StoreKind> {};
INSTANTIATE_TEST_SUITE_P(EachStore, SurveysTest, storage::each_store(), storage::store_name);

TEST_P(SurveysTest, paper_counts_once_two_people_entered_the_same) {
  RoundWorld world(GetParam());
  world.begin(20);
  const std::string& village = world.villages[0];
  const auto& serials = world.serials[village];
  const auto once = [&](const std::string& by, const std::string& serial, const std::string& answers) {
    return world.enter(by, village, Channel::paper, {world.slip(serial, answers)});
  };
  EXPECT_EQ(once("an", serials[0], all_good), Words{"waiting_second"});
  EXPECT_EQ(once("an", serials[0], all_good), Words{"waiting_second"});  // the answer was lost on the way: no harm
  EXPECT_EQ(once("an", serials[0], one_bad), Words{"surveys.same_person_twice"});
  EXPECT_EQ(once("binh", serials[0], all_good), Words{"whole"});
  EXPECT_EQ(once("chi", serials[0], all_good), Words{"surveys.serial_used"});
  EXPECT_EQ(once("an", serials[1], all_good), Words{"waiting_second"});
  EXPECT_EQ(once("binh", serials[1], one_bad), Words{"differing"});
  const auto waiting =
      waiting_slips(world.database(), world.desk(), world.round, village, access::person_of(person("an")));
  ASSERT_TRUE(waiting);
  ASSERT_EQ(waiting->size(), 1U);
  EXPECT_EQ(waiting->front().serial, serials[1]);
  EXPECT_TRUE(waiting->front().is_mine);
  EXPECT_EQ(once("chi", serials[1], one_bad), Words{"whole"});
  const auto counts = count_pending(world.database(), world.desk(), world.round, village);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->whole, 2);
  EXPECT_EQ(counts->waiting_second + counts->differing, 0);
}

TEST_P(SurveysTest, one_broken_slip_is_refused_and_the_rest_kept) {
  RoundWorld world(GetParam());
  world.begin(20);
  const std::string& village = world.villages[0];
  const auto& serials = world.serials[village];
  const std::string& elsewhere = world.serials[world.villages[1]][0];
  std::string mistyped = serials[2];
  mistyped[5] = mistyped[5] == '0' ? '1' : '0';
  const std::vector<SlipWish> slips{world.slip(serials[0], all_good), world.slip(mistyped, all_good),
                                    world.slip(elsewhere, all_good), world.slip(serials[0], all_good),
                                    world.slip(serials[1], all_good)};
  EXPECT_EQ(world.enter("an", village, Channel::meeting, slips),
            (Words{"whole", "surveys.serial_wrong", "surveys.serial_other_village", "whole", "whole"}));
  EXPECT_EQ(world.enter("an", "no-such-village", Channel::meeting, {world.slip(serials[3], all_good)}),
            Words{"surveys.village_outside"});
  EXPECT_EQ(world.enter("binh", village, Channel::meeting, {world.slip(serials[0], one_bad)}),
            Words{"surveys.serial_used"});
}

TEST_P(SurveysTest, a_sealed_village_takes_nothing_more_and_shows_what_it_came_to) {
  RoundWorld world(GetParam());
  world.begin(20);
  const std::string& village = world.villages[0];
  const auto& serials = world.serials[village];
  std::vector<SlipWish> slips;
  for (std::size_t i = 0; i < 12; ++i) slips.push_back(world.slip(serials[i], i < 9 ? all_good : one_bad));
  slips[0].words["q01"] = "Đường vào thôn còn lầy";
  world.enter("an", village, Channel::paper, slips);
  EXPECT_EQ(world.seal(village), "surveys.not_whole");
  slips.pop_back();
  world.enter("binh", village, Channel::paper, slips);
  EXPECT_TRUE(world.course().sealed.empty());
  EXPECT_EQ(world.seal(village), "surveys.not_whole");
  EXPECT_EQ(world.seal(village, "Một phiếu rách, không đọc được"), "");
  const Tally& tally = world.course().sealed_of(village)->tally;
  EXPECT_EQ(tally.returned, 12);
  EXPECT_EQ(tally.left_out, 1);
  EXPECT_EQ(tally.items.back(), (ItemCount{9, 2, 0}));
  EXPECT_EQ(tally.by_channel[0], 11);
  EXPECT_EQ(world.enter("an", village, Channel::paper, {world.slip(serials[15], all_good)}),
            Words{"surveys.village_sealed"});
  EXPECT_EQ(world.seal(village, "lần nữa"), "surveys.village_sealed");
  EXPECT_EQ(world.course().state(), State::collecting);
  EXPECT_EQ(world.seal(world.villages[1], "Không hộ nào gửi phiếu"), "");
  EXPECT_EQ(world.course().state(), State::closed);
  const auto comments = comments_of(world.database(), world.round);
  ASSERT_TRUE(comments);
  ASSERT_EQ(comments->size(), 1U);
  EXPECT_EQ(comments->front().words, "Đường vào thôn còn lầy");
}

TEST_P(SurveysTest, a_plan_that_writes_the_result_beforehand_gives_a_note_and_no_threshold) {
  RoundWorld world(GetParam());
  world.wished.thresholds = {{What::overall, "98", "01/KH-BCĐ", "chỉ tiêu phấn đấu"}, {What::coverage, "92", "", ""}};
  world.begin(5);
  const Round& round = world.course().round;
  EXPECT_EQ(round.parameters.overall.percent, Decimal::of(90));
  EXPECT_FALSE(round.parameters.coverage.percent);
  ASSERT_EQ(round.notes.size(), 2U);
  EXPECT_EQ(round.notes[0].percent, "98");
  EXPECT_EQ(round.notes[0].problem, "surveys.target_is_no_threshold");
  EXPECT_EQ(round.notes[1].problem, "surveys.no_such_demand");
}

TEST_P(SurveysTest, plans_are_refused_with_every_fault) {
  RoundWorld world(GetParam());
  const auto refused = [&](const auto& change) {
    RoundWish wish = world.wished;
    change(wish);
    const auto planned = plan_round(world.desk(), person("mat-tran-xa"), world.known(), wish);
    return planned ? std::string() : planned.error().code;
  };
  EXPECT_EQ(refused([](RoundWish& wish) { wish.unit = "99999"; }), "surveys.no_unit");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.form = "commune-ntm-2017"; }), "surveys.no_form");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.tier = "golden"; }), "surveys.no_set");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.closes_on = wish.opens_on->plus_days(-1); }),
            "surveys.window_backwards");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.closes_on = wish.opens_on->plus_days(60); }), "surveys.window_too_long");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.frame.clear(); }), "surveys.frame_empty");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.frame.push_back(wish.frame.front()); }), "surveys.frame_refused");
  EXPECT_EQ(refused([](RoundWish& wish) { wish.sample = Sample::share_of_households; }), "surveys.sample_percent");
  EXPECT_EQ(refused([](RoundWish&) {}), "");
  EXPECT_EQ(refused([](RoundWish&) {}), "surveys.open_already");
}

TEST_P(SurveysTest, whoever_planned_does_not_approve_and_a_returned_round_may_be_replaced) {
  RoundWorld world(GetParam());
  const auto planned = plan_round(world.desk(), person("mat-tran-xa"), world.known(), world.wished);
  ASSERT_TRUE(planned);
  world.round = planned->id;
  EXPECT_EQ(world.step(Command::approve, "mat-tran-xa"), "surveys.own_round");
  EXPECT_EQ(world.step(Command::confirm, "mat-tran-tinh"), "surveys.not_now");
  EXPECT_EQ(world.step(Command::cancel, "mat-tran-xa"), "surveys.words_needed");
  EXPECT_EQ(world.step(Command::cancel, "mat-tran-xa", "Nhầm danh hiệu"), "");
  world.begin(20);
  EXPECT_EQ(world.step(Command::give_back, "mat-tran-tinh", "Phát phiếu không đúng hướng dẫn"), "");
  world.wished.replaces = world.round;
  world.begin(20);
  EXPECT_EQ(world.course().round.replaces, world.wished.replaces);
}

TEST_P(SurveysTest, a_recount_by_another_commune_compares_slip_by_slip_and_then_forgets) {
  RoundWorld world(GetParam());
  world.begin(30);
  std::map<std::string, std::string> paper;
  for (const std::string& village : world.villages) {
    std::vector<SlipWish> slips;
    for (std::size_t i = 0; i < 20; ++i) {
      const std::string& serial = world.serials[village][i];
      paper[serial] = i % 3 == 0 ? one_bad : all_good;
      slips.push_back(world.slip(serial, paper[serial]));
    }
    world.enter("an", village, Channel::paper, slips);
    world.enter("binh", village, Channel::paper, slips);
    EXPECT_EQ(world.seal(village), "");
  }
  const std::string& village = world.villages[0];
  const auto order = [&](const std::string& by_unit) {
    const auto ordered = order_recount(world.desk(), person("mat-tran-tinh"), world.known(), world.round,
                                       {village, by_unit, "Tỷ lệ cao bất thường"}, world.version());
    return ordered ? std::string() : ordered.error().code;
  };
  EXPECT_EQ(order(world.commune), "surveys.recount_own_unit");
  EXPECT_EQ(order("06637"), "");
  const auto serials = serials_to_recount(world.database(), world.desk(), world.course(), village);
  ASSERT_TRUE(serials);
  ASSERT_EQ(serials->size(), 10U);
  RecountedWish wish;
  wish.missing = {serials->back()};
  for (std::size_t i = 0; i + 1 < serials->size(); ++i) {
    std::string answers = paper.at((*serials)[i]);
    if (i == 0) answers[0] = '-';
    wish.slips.push_back(world.slip((*serials)[i], answers));
  }
  const auto record = [&](const RecountedWish& told) {
    return record_recount(world.desk(), person("mat-tran-xa-ban"), world.known(), world.round, village, told,
                          world.version());
  };
  RecountedWish half = wish;
  half.slips.pop_back();
  EXPECT_EQ(record(half).error().code, "surveys.recount_incomplete");
  const auto result = record(wish);
  ASSERT_TRUE(result) << full_message(result.error(), Language::en);
  EXPECT_EQ(result->alike, 8);
  EXPECT_EQ(result->different, 1);
  EXPECT_EQ(result->answers_different, 1);
  EXPECT_EQ(result->missing, 1);
  EXPECT_EQ(record(wish).error().code, "surveys.recounted_already");
  const auto kept = sample_of(world.database(), world.round, village);
  ASSERT_TRUE(kept);
  EXPECT_TRUE(kept->empty());
}

TEST_P(SurveysTest, what_residents_wrote_becomes_a_task_that_is_answered) {
  RoundWorld world(GetParam(), 1);
  world.begin(20);
  EXPECT_EQ(world.seal(world.villages[0], "Không có phiếu"), "");
  TaskWish wish{"q01", "Sửa đường vào thôn", world.commune, world.today.plus_days(30)};
  const auto make = [&](const TaskWish& told) {
    return make_task(world.desk(), person("mat-tran-xa"), world.known(), world.round, told, world.version());
  };
  TaskWish wrong = wish;
  wrong.given_to = "06637";
  EXPECT_EQ(make(wrong).error().code, "surveys.task_unit");
  wrong = wish;
  wrong.due_on = world.today.plus_days(-1);
  EXPECT_EQ(make(wrong).error().code, "surveys.task_day");
  const auto task = make(wish);
  ASSERT_TRUE(task) << full_message(task.error(), Language::en);
  const auto answered = answer_task(world.desk(), person("can-bo-xa"), world.known(), world.round, task->id,
                                    "Quý I năm sau làm", world.version());
  ASSERT_TRUE(answered);
  ASSERT_EQ(world.course().answers.size(), 1U);
  EXPECT_EQ(world.course().answers[0].words, "Quý I năm sau làm");
}

}  // namespace
}  // namespace luytre::surveys
