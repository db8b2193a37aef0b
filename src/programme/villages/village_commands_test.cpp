// The room on both stores: what commands do to villages, their titles and their ticks.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "platform/storage/test_database.h"
#include "programme/criteria/library.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"
#include "programme/villages/import_villages.h"
#include "programme/villages/keep_village.h"
#include "programme/villages/register_title.h"
#include "programme/villages/succeed.h"
#include "programme/villages/tick.h"
#include "programme/villages/villages_for_tests.h"
#include "programme/villages/villages_of.h"

namespace luytre::villages {
namespace {

const Date today = test_today;

class VillagesTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    units_ = *units::load_register(database(), audit::head(database())->number);
    law_ = *criteria::embedded_library();
  }

  Known known() {
    const auto number = audit::head(database())->number;
    return {number, units_, law_, *load_villages(database(), number), "20", false};
  }

  Desk desk() {
    return {*writer_,
            [] { return today; },
            [] { return 1'790'000'000'000LL; },
            [](storage::Database&) { return Result<access::Authority>(access::Authority{}); },
            [](storage::Database&, const std::string& login) -> Result<std::optional<std::string>> {
              return login == "an" ? std::optional<std::string>("account:an") : std::nullopt;
            },
            [](storage::Database&, const std::string&) -> Result<bool> { return false; }};
  }

  static commands::Asked asked() { return access::Actor::local_operator(); }

  std::string add(const std::string& name, const std::string& commune, Date from) {
    VillageWish wish;
    wish.name = name;
    wish.kind = Kind::ban;
    wish.commune = commune;
    wish.from = from;
    wish.households = 90;
    const auto kept = add_village(desk(), asked(), known(), wish);
    EXPECT_TRUE(kept) << (kept ? "" : full_message(kept.error(), Language::en));
    return kept ? kept->village : "";
  }

  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  std::shared_ptr<const criteria::Library> law_;
};

TEST_P(VillagesTest, stand_under_the_successor_by_proposal_and_one_confirmation) {
  // Khánh Long went wholly to Đoàn Kết; Kiên Mộc was divided.
  const std::string whole = add("Bản Chang", "05998", Date::of(2024, 12, 1));
  const std::string divided = add("Hìn Đăm", "06625", Date::of(2024, 12, 1));
  const auto before = known().villages;
  auto place = find_place(*units_, *before, whole, today, false);
  EXPECT_EQ(place->standing.settlement, Settlement::proposed);
  EXPECT_EQ(place->standing.commune()->id.code, "06001");
  place = find_place(*units_, *before, divided, today, false);
  EXPECT_EQ(place->standing.settlement, Settlement::undecided);
  EXPECT_EQ(place->standing.commune(), nullptr);
  EXPECT_EQ(find_place(*units_, *before, whole, today).error().code, "villages.not_settled");
  const auto* doan_ket = units_->find("06001", today);
  EXPECT_EQ(villages_of(*before, *units_, *doan_ket, today).size(), 1u) << "proposed ones are shown";

  EXPECT_EQ(settle(desk(), asked(), known(), {{whole, ""}, {divided, ""}}).error().code, "villages.no_proposal");
  EXPECT_EQ(settle(desk(), asked(), known(), {{divided, "06001"}}).error().code, "villages.not_a_successor");
  const auto settled = settle(desk(), asked(), known(), {{whole, ""}, {divided, "06637"}});
  ASSERT_TRUE(settled) << full_message(settled.error(), Language::en);
  EXPECT_EQ(settled->villages, 2u);
  const auto after_it = known().villages;
  const auto now = find_place(*units_, *after_it, whole, today);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->version->from, units::two_level_day);
  EXPECT_EQ(now->version->decision, "1672/NQ-UBTVQH15");
  EXPECT_EQ(settle(desk(), asked(), known(), {{whole, ""}}).error().code, "villages.settled_already");
}

TEST_P(VillagesTest, merge_and_their_titles_stay_where_they_were) {
  const std::string a = add("Nà Lại", "06001", units::two_level_day);
  const std::string b = add("Pò Háng", "06001", units::two_level_day);
  SuccessionWish wish;
  wish.kind = SuccessionKind::merged;
  wish.day = Date::of(2026, 6, 1);
  wish.from = {a, b};
  wish.to = {{"", "Háng Lại", "", {}, ""}};
  EXPECT_EQ(succeed(desk(), asked(), known(), wish).error().code, "villages.decision_needed");
  wish.decision = "12/NQ-HĐND";
  const auto merged = succeed(desk(), asked(), known(), wish);
  ASSERT_TRUE(merged) << full_message(merged.error(), Language::en);
  const auto villages = known().villages;
  EXPECT_FALSE(villages->village(a)->is_alive(*wish.day));
  EXPECT_TRUE(villages->village(a)->is_alive(wish.day->plus_days(-1)));
  EXPECT_EQ(villages->links_into(merged->villages.front()).size(), 2u);
  EXPECT_EQ(find_place(*units_, *villages, a, today).error().code, "villages.ended");
  EXPECT_EQ(register_title(desk(), asked(), known(), a, {Ladder::village, 2026, ""}).error().code, "villages.ended");
  EXPECT_EQ(succeed(desk(), asked(), known(), wish).error().code, "villages.not_there");
  // as known before the merger nothing of it stands
  const auto before = *load_villages(database(), merged->event - 1);
  EXPECT_TRUE(before->village(a)->is_alive(today));
}

TEST_P(VillagesTest, take_no_step_beside_the_table_and_score_nothing_without_a_set) {
  const std::string id = add("Bản Chang", "06001", units::two_level_day);
  const auto registered = register_title(desk(), asked(), known(), id, {Ladder::residential_area, 2026, ""});
  ASSERT_TRUE(registered);
  const std::string other = "residential-area-model-ha-tinh/2014";
  EXPECT_EQ(register_title(desk(), asked(), known(), id, {Ladder::village, 2026, other}).error().code,
            "villages.other_ladder");
  StepWish wish = meeting_of(90, 80, 75);
  wish.expected_version = 7;
  EXPECT_EQ(take_step(desk(), asked(), known(), registered->title, wish).error().code, "villages.version");
  wish.expected_version = 1;
  ASSERT_TRUE(take_step(desk(), asked(), known(), registered->title, wish));
  EXPECT_EQ(take_step(desk(), asked(), known(), registered->title, wish).error().code, "villages.version");
  StepWish plan;
  plan.step.kind = StepKind::plan;
  plan.step.day = Date::of(2026, 3, 5);
  plan.step.works = {{"Trồng hoa", Date::of(2026, 6, 1)}};
  ASSERT_TRUE(take_step(desk(), asked(), known(), registered->title, plan));
  StepWish score;
  score.step.kind = StepKind::self_score;
  score.step.day = Date::of(2026, 3, 6);
  EXPECT_EQ(take_step(desk(), asked(), known(), registered->title, score).error().code, "villages.set_not_loaded");
  score.step.kind = StepKind::recognition;
  score.step.decision = "1/QĐ-UBND";
  EXPECT_EQ(take_step(desk(), asked(), known(), registered->title, score).error().code, "villages.step_not_allowed");
  const auto villages = known().villages;
  const Title* title = villages->title(registered->title);
  EXPECT_EQ(title->state(), State::planned);
  EXPECT_EQ(title->steps.back().works.front().what, "Trồng hoa");
}

TEST_P(VillagesTest, are_ticked_once_a_month_and_corrected_by_a_new_row) {
  const std::string id = add("Bản Chang", "06001", units::two_level_day);
  TickWish wish{Month::of(Date::of(2026, 10, 1)), {{"lamps_lit", {12, 15}}, {"road_kept", {1, {}}}}, "", {}};
  const auto first = tick(desk(), asked(), known(), id, wish);
  ASSERT_TRUE(first) << full_message(first.error(), Language::en);
  EXPECT_EQ(tick(desk(), asked(), known(), id, wish).error().code, "villages.ticked_already");
  wish.corrects = first->event + 50;
  EXPECT_EQ(tick(desk(), asked(), known(), id, wish).error().code, "villages.other_tick");
  wish.corrects = first->event;
  wish.items["lamps_lit"].done = 11;
  ASSERT_TRUE(tick(desk(), asked(), known(), id, wish));
  const auto villages = known().villages;
  EXPECT_EQ(villages->ticks_of(id).at(wish.month).items.at("lamps_lit").done, 11);
  EXPECT_EQ(villages->ticks_of(id).at(wish.month).items.at("road_kept").total, 1);
  EXPECT_EQ(villages->all_ticks_of(id).size(), 2u);
  wish.month = Month::of(today).plus(1);
  EXPECT_EQ(tick(desk(), asked(), known(), id, wish).error().code, "villages.future_month");
}

// The way as PROCESSES §4 tells it, apart from the table: where a whole and true step leads; nothing: refused.
std::optional<State> way_of(State state, StepKind step, bool favourable) {
  using enum State;
  using enum StepKind;
  const bool is_under_preparation = state == registered || state == agreed || state == planned;
  if (step == withdrawal) return is_under_way(state) ? std::optional(withdrawn) : std::nullopt;
  if (step == set_bound) return is_under_preparation ? std::optional(state) : std::nullopt;
  if (step == meeting && state == registered) return favourable ? agreed : registered;
  if (step == plan && (state == agreed || state == planned)) return planned;
  if (step == self_score && (state == planned || state == self_scored)) return self_scored;
  if (step == consultation && state == self_scored) return consulted;
  if (step == verification && state == consulted) return verified;
  if (step == returned && (state == consulted || state == verified)) return planned;
  if (step == recognition && state == verified) return recognised;
  if (step == upkeep_check && is_titled(state)) return favourable ? upkept : recognised;
  if (step == lapse && is_titled(state)) return lapsed;
  return std::nullopt;
}

// A step with everything that any kind may need.
StepWish whole_step(StepKind kind, bool favourable, const criteria::CriteriaSet& set) {
  StepWish wish = meeting_of(90, 80, 75, favourable);
  wish.step.kind = kind;
  wish.step.words = "lý do";
  wish.step.works = {{"Trồng hoa", {}}};
  wish.step.displayed_from = wish.step.displayed_until = wish.step.day;
  wish.step.decision = "1/QĐ-UBND";
  wish.step.set = set.id;
  for (const criteria::Criterion& criterion : set.criteria) {
    for (const criteria::Indicator& indicator : criterion.indicators) {
      wish.step.scores.push_back({indicator.rule.number, Outcome::met, ""});
    }
  }
  return wish;
}

TEST_P(VillagesTest, reach_no_state_by_any_sequence_of_commands_that_the_way_does_not_have) {
  const criteria::CriteriaSet& set = *law_->set("residential-area-model-ha-tinh/2014");
  int drawn = 0;
  EXPECT_TRUE(rc::check("commands on a title", [&] {
    const std::string village = add("Thôn " + std::to_string(++drawn), "18133", units::two_level_day);
    auto title = register_title(desk(), asked(), known(), village, {Ladder::residential_area, 2020, set.id})->title;
    State state = State::registered;
    const auto steps =
        *rc::gen::resize(14, rc::gen::container<std::vector<std::pair<int, bool>>>(rc::gen::pair(
                                 rc::gen::inRange(0, static_cast<int>(steps_count)), rc::gen::arbitrary<bool>())));
    // Half of the draws begin on the way, so that its end is reached too.
    std::vector<std::pair<StepKind, bool>> asks;
    if (drawn % 2 == 0) {
      for (const StepKind kind : {StepKind::meeting, StepKind::plan, StepKind::self_score, StepKind::consultation,
                                  StepKind::verification, StepKind::recognition}) {
        asks.emplace_back(kind, true);
      }
      asks.resize(*rc::gen::inRange<std::size_t>(1, asks.size() + 1));
    }
    for (const auto& [kind, favourable] : steps) asks.emplace_back(static_cast<StepKind>(kind), favourable);
    for (const auto& [kind, favourable] : asks) {
      const bool has_outcome = kind == StepKind::meeting || kind == StepKind::upkeep_check;
      const auto expected = way_of(state, kind, !has_outcome || favourable);
      // Another person each time: who scored does not verify.
      const commands::Asked by = access::Actor::local_operator(name_of(kind));
      const auto taken = take_step(desk(), by, known(), title, whole_step(kind, favourable, set));
      RC_ASSERT(taken.has_value() == expected.has_value());
      if (taken) RC_ASSERT(taken->state == *expected);
      state = expected.value_or(state);
      RC_ASSERT(known().villages->title(title)->state() == state);
    }
  }));
}

TEST_P(VillagesTest, are_known_alike_whether_read_at_once_or_event_by_event) {
  const std::string a = add("Nà Lại", "06001", units::two_level_day);
  const std::string b = add("Pò Háng", "06001", units::two_level_day);
  auto grown = known().villages;
  const auto same = [&] {
    const auto number = audit::head(database())->number;
    grown = *load_villages(database(), number, grown);
    const auto whole = *load_villages(database(), number);
    EXPECT_EQ(grown->known_at(), whole->known_at());
    ASSERT_EQ(grown->villages().size(), whole->villages().size());
    for (const Village* village : whole->villages()) {
      const Village* other = grown->village(village->id);
      ASSERT_NE(other, nullptr);
      EXPECT_EQ(other->versions.size(), village->versions.size());
      EXPECT_EQ(other->end.has_value(), village->end.has_value());
      EXPECT_EQ(grown->all_ticks_of(village->id).size(), whole->all_ticks_of(village->id).size());
      EXPECT_EQ(grown->links_into(village->id).size(), whole->links_into(village->id).size());
      const auto titles = whole->titles_of(village->id);
      ASSERT_EQ(grown->titles_of(village->id).size(), titles.size());
      for (const Title* title : titles) {
        EXPECT_EQ(grown->title(title->registration.id)->steps.size(), title->steps.size());
      }
    }
  };
  ASSERT_TRUE(tick(desk(), asked(), known(), a, {Month::of(today), {{"hall_opened", {4, {}}}}, "", {}}));
  same();
  const auto title = register_title(desk(), asked(), known(), b, {Ladder::village, 2026, ""});
  ASSERT_TRUE(take_step(desk(), asked(), known(), title->title, meeting_of(90, 80, 75)));
  same();
  SuccessionWish wish{SuccessionKind::merged, Date::of(2026, 6, 1), "12/NQ", {a, b}, {{"", "Háng Lại", "", {}, ""}}};
  ASSERT_TRUE(succeed(desk(), asked(), known(), wish));
  same();
}

TEST_P(VillagesTest, come_from_a_list_whole_or_not_at_all) {
  const std::string header = "name,kind,commune,from,code,households,people,as_of,source\n";
  const auto read = [&](const std::string& rows) { return *read_list(header + rows, "thon.csv"); };
  const std::string good = "Bản Chang,Bản,06001,2025-07-01,20-1,80,300,2025-12-31,báo cáo\n";
  auto bad = import_villages(desk(), asked(), known(), read(good + "Bản Khác,Bản,99999,2025-07-01,,,,,\n"));
  EXPECT_EQ(bad.error().code, "villages.refused");
  EXPECT_EQ(bad.error().causes.front().code, "villages.no_commune");
  EXPECT_TRUE(known().villages->villages().empty());
  EXPECT_EQ(import_villages(desk(), asked(), known(), read(good + good)).error().causes.front().code,
            "villages.twice_in_file");
  commands::Asked trial = asked();
  trial.is_dry_run = true;
  auto preview = import_villages(desk(), trial, known(), read(good));
  ASSERT_TRUE(preview) << full_message(preview.error(), Language::en);
  EXPECT_EQ(preview->count(ImportChange::added), 1u);
  EXPECT_TRUE(known().villages->villages().empty());
  ASSERT_TRUE(import_villages(desk(), asked(), known(), read(good)));
  auto again = import_villages(desk(), asked(), known(), read(good));
  EXPECT_EQ(again->event, 0);
  EXPECT_EQ(again->count(ImportChange::unchanged), 1u);
  again = import_villages(desk(), asked(), known(), read("Bản Chang,Bản,06001,2025-07-01,20-1,81,300,2026-06-30,x\n"));
  EXPECT_EQ(again->count(ImportChange::counted), 1u);
  EXPECT_EQ(import_villages(desk(), asked(), known(), read("Bản Mới,Bản,06001,2025-07-01,20-1,,,,\n"))
                .error()
                .causes.front()
                .code,
            "villages.import_differs");
}

TEST_P(VillagesTest, speak_through_the_account_that_was_appointed) {
  const std::string id = add("Bản Chang", "06001", units::two_level_day);
  EXPECT_EQ(appoint_head(desk(), asked(), known(), id, "khong.co").error().code, "villages.no_account");
  ASSERT_TRUE(appoint_head(desk(), asked(), known(), id, "an"));
  EXPECT_EQ(appoint_head(desk(), asked(), known(), id, "an").error().code, "villages.head_already");
  const auto villages = known().villages;
  const auto place = find_place(*units_, *villages, id, today);
  EXPECT_EQ(speaking_act(*place, access::Actor::of_account("an")), "villages.speak");
  EXPECT_EQ(speaking_act(*place, access::Actor::of_account("binh")), "villages.prepare");
}

INSTANTIATE_TEST_SUITE_P(EachStore, VillagesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::villages
