// The day of a reorganisation on both stores: what is found, what is proposed, each decided once.
#include "programme/reorganisation/decide.h"

#include "platform/accounts/account_store.h"
#include "platform/storage/test_database.h"
#include "programme/authority/read_authority.h"
#include "programme/plans/plan_store.h"
#include "programme/reorganisation/day_view.h"
#include "programme/reorganisation/lang_son_for_test.h"
#include "programme/reorganisation/reorganisation_store.h"
#include "programme/reorganisation/sources.h"
#include "programme/reporting/reporting_store.h"
#include "programme/villages/village_store.h"

namespace luytre::reorganisation {
namespace {

const Date day = Date::of(2025, 7, 1);
const Date today = Date::of(2025, 7, 2);

TEST(Days, of_lang_son_are_those_on_which_its_units_ended) {
  const auto& units = *lang_son().materials.units;
  const auto days = days_of(units, "20");
  ASSERT_GE(days.size(), 2u);
  const ReorganisationDay& newest = days.front();
  EXPECT_EQ(newest.day, day);
  int communes = 0, districts = 0, split = 0;
  for (const Ended& ended : newest.ended) {
    (ended.unit->level == units::Level::commune ? communes : districts) += 1;
    if (ended.unit->level == units::Level::commune && ended.taken_over_by == nullptr) ++split;
  }
  EXPECT_EQ(communes, 194);
  EXPECT_EQ(districts, 11);
  EXPECT_EQ(split, 2) << "Bính Xá and Kiên Mộc";
  EXPECT_EQ(newest.begun.size(), 65u);
  EXPECT_EQ(day_of(units, "20", Date::of(2025, 6, 30)).error().code, "reorganisation.no_day");
  EXPECT_TRUE(days_of(units, "22").empty());
}

class DecideTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(database());
    authority_ = *authority::read_authority(authority::embedded_texts());
    known_ = {0, lang_son().materials.units, lang_son().materials.library, "20"};
  }

  // The identity that the code named on the day.
  std::string unit(const std::string& code, Date on = day.plus_days(-1)) const {
    const auto* found = known_.units->find(code, on);
    if (found == nullptr) ADD_FAILURE() << code << " on " << on.text();
    return found == nullptr ? std::string() : found->id.text();
  }

  // Told before the first event, so that every later one knows it.
  std::string give(const std::string& login, const std::string& role, const std::string& identity,
                   std::optional<accounts::Delegation> delegation = {}) {
    const accounts::AccountId id(login);
    EXPECT_TRUE(accounts::insert_account(database(), id, 0));
    EXPECT_TRUE(accounts::put_person(database(), id, {login, "Người " + login, "", "", ""}));
    EXPECT_TRUE(accounts::insert_state(database(), id, 0, accounts::AccountState::active));
    accounts::GrantRecord record;
    record.grant = {"grant-" + login, role, identity, "", {Date::of(2024, 1, 1), Date::open_end()}};
    record.account = id;
    record.proposed_by = "local operator";
    record.event = 0;
    EXPECT_TRUE(accounts::insert_grant(database(), record));
    EXPECT_TRUE(accounts::insert_grant_decision(database(), record.grant.id, 0, accounts::GrantState::approved, "x"));
    if (delegation) {
      EXPECT_TRUE(accounts::insert_delegation(database(), record.grant.id, *delegation));
    }
    return record.grant.id;
  }

  Desk desk() {
    return {*writer_,
            [] { return today; },
            {grants_source({[this](storage::Database&) -> Result<access::Authority> { return authority_; },
                            [] { return today; }, [] { return 1751400000000LL; }}),
             reports_source({}), targets_source(), work_source([] { return 1751400000000LL; }), villages_source()}};
  }

  Result<std::vector<Decision>> decide(const std::vector<DecisionWish>& wishes) {
    return reorganisation::decide(desk(), access::Actor::local_operator(), known_, day, wishes);
  }
  std::string refusal(const DecisionWish& wish) {
    const auto decided = decide({wish});
    return decided ? "" : decided.error().code;
  }
  DayState state() { return *state_of(database(), desk(), known_, *day_of(*known_.units, "20", day)); }
  accounts::GrantRecord newest(const std::string& account) {
    return accounts::list_grants(database(), account)->back();
  }

  std::unique_ptr<commands::Writer> writer_;
  access::Authority authority_;
  Known known_;
};

INSTANTIATE_TEST_SUITE_P(EachStore, DecideTest, storage::each_store(), storage::store_name);

TEST_P(DecideTest, a_whole_take_over_moves_a_role_and_a_split_asks) {
  const auto whole =
      give("an", "commune_chairman", unit("06007", Date::of(2024, 6, 1)));  // Vĩnh Tiến ended in 2024: not of this day
  const auto chair = give("binh", "commune_chairman", unit("06613"));       // wholly to Đình Lập
  const auto split = give("chi", "commune_officer", unit("06622"));  // Bính Xá: to Đình Lập and to Kiên Mộc
  const auto signer = give("dung", "commune_chairman", unit("06622"));
  EXPECT_EQ(state().open.size(), 3u);
  for (const Item& item : state().open) {
    const auto& ended = *day_of(*known_.units, "20", day)->ended_unit(item.unit);
    EXPECT_EQ(propose(item, ended).reason, item.id == chair ? "whole" : "split") << item.title_vi;
  }
  // Nothing moves without being told to where.
  EXPECT_EQ(refusal({"grant", split, Choice::successor, "", ""}), "reorganisation.choose_successor");
  EXPECT_EQ(refusal({"grant", split, Choice::successor, "06637", ""}), "reorganisation.not_a_successor");
  EXPECT_EQ(refusal({"grant", split, Choice::other, "06637", ""}), "reorganisation.reason_needed");
  EXPECT_EQ(refusal({"grant", split, Choice::other, "00004", "x"}), "reorganisation.no_other_unit");
  EXPECT_EQ(refusal({"grant", split, Choice::close, "", " "}), "reorganisation.reason_needed");
  EXPECT_EQ(refusal({"grant", whole, Choice::close, "", "x"}), "reorganisation.no_item");
  EXPECT_EQ(refusal({"unheard_of", split, Choice::close, "", "x"}), "reorganisation.unknown_kind");
  EXPECT_EQ(state().open.size(), 3u);
  // All or none: the second is refused, so the first did not happen.
  const auto both = decide({{"grant", chair, Choice::successor, "", ""}, {"grant", split, Choice::successor, "", ""}});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().where, "items/1");
  EXPECT_EQ(state().open.size(), 3u);

  const auto decided = decide({{"grant", chair, Choice::successor, "", ""},
                               {"grant", split, Choice::successor, "06625", ""},
                               {"grant", signer, Choice::successor, "06613", ""}});
  ASSERT_TRUE(decided) << full_message(decided.error(), Language::en);
  EXPECT_EQ(decided->front().to, "06613@2025-07-01");
  // What the bearer could do already goes on approved; a new power of signing waits for a second person.
  EXPECT_EQ(newest("binh").grant.unit, "06613@2025-07-01");
  EXPECT_EQ(newest("binh").state, accounts::GrantState::approved);
  EXPECT_EQ(newest("chi").grant.unit, "06625@2025-07-01");
  EXPECT_EQ(newest("chi").state, accounts::GrantState::approved);
  EXPECT_EQ(newest("dung").state, accounts::GrantState::proposed);
  EXPECT_EQ(accounts::find_grant(database(), chair)->value().state, accounts::GrantState::revoked);
  EXPECT_TRUE(state().open.empty());
  EXPECT_EQ(state().decided.size(), 3u);
  EXPECT_EQ(refusal({"grant", chair, Choice::close, "", "x"}), "reorganisation.decided_already");
}

TEST_P(DecideTest, a_role_that_was_passed_on_is_only_closed_and_a_second_one_is_needed_once) {
  const auto own = give("an", "commune_officer", unit("06613"));
  const auto passed = give("binh", "commune_officer", unit("06613"), accounts::Delegation{own, "KT", "1/UQ", {}});
  EXPECT_EQ(refusal({"grant", passed, Choice::successor, "", ""}), "reorganisation.only_close");
  ASSERT_TRUE(
      decide({{"grant", passed, Choice::close, "", "ủy quyền lại"}, {"grant", own, Choice::successor, "", ""}}));
  EXPECT_EQ(newest("binh").state, accounts::GrantState::revoked);
  EXPECT_EQ(newest("an").state, accounts::GrantState::approved);
}

TEST_P(DecideTest, a_report_that_was_not_signed_waits_and_one_that_was_does_not) {
  const reporting::Period period{"0190",
                                 0,
                                 set_2025,
                                 "20",
                                 "Nửa năm",
                                 "Half a year",
                                 Date::of(2025, 6, 15),
                                 Date::of(2025, 6, 15),
                                 Date::of(2025, 7, 10)};
  const reporting::Period later{"0191",
                                0,
                                set_2025,
                                "20",
                                "Cả năm",
                                "The year",
                                Date::of(2025, 12, 31),
                                Date::of(2025, 12, 31),
                                Date::of(2026, 1, 10)};
  ASSERT_TRUE(reporting::append(database(), period));
  ASSERT_TRUE(reporting::append(database(), later));
  // Wards and towns are not asked by a set for communes.
  const std::size_t asked = state().open.size();
  EXPECT_GT(asked, 170u);
  EXPECT_LT(asked, 195u);
  const std::string identity = unit("06613");
  const std::string item = state().open.front().id;
  ASSERT_TRUE(decide({{"report", item, Choice::close, "", "số liệu đã có ở huyện"}}));
  EXPECT_EQ(state().open.size(), asked - 1);
}

TEST_P(DecideTest, a_village_and_work_under_a_plan_go_to_the_successor) {
  const std::string commune = unit("06613");
  villages::Additions added;
  villages::Village village;
  village.id = "thon";
  village.province = "20";
  added.villages.push_back(village);
  added.versions.emplace_back("thon", villages::VillageVersion{0, Date::of(2020, 1, 1), "Thôn Pò Háng",
                                                               villages::Kind::thon, commune, "", "", ""});
  ASSERT_TRUE(villages::append(database(), 0, added));
  const plans::Decision by{"1/KH-UBND", Date::of(2025, 1, 10), ""};
  ASSERT_TRUE(plans::append(database(), plans::Plan{"ke-hoach", 0, 2025, "20", "Kế hoạch 2025", "Plan 2025", by, ""}));
  plans::TargetChange target{"ke-hoach", 0, plans::Change::added, {}, ""};
  target.target = {commune, plans::Purpose::ntm, recognition::Title::ntm, set_2025, 0, Date::of(2025, 12, 31)};
  ASSERT_TRUE(plans::append(database(), target));
  plans::WorkItem work{"viec",
                       "ke-hoach",
                       commune,
                       0,
                       set_2025,
                       "2.2",
                       "Cứng hóa đường thôn",
                       "",
                       std::nullopt,
                       "",
                       Date::of(2025, 2, 1),
                       Date::of(2025, 11, 1),
                       ""};
  ASSERT_TRUE(plans::append(database(), work));
  ASSERT_EQ(state().open.size(), 3u);
  const auto decided = decide({{"village", "thon", Choice::successor, "", ""},
                               {"work", "viec", Choice::successor, "", ""},
                               {"plan", "ke-hoach/" + commune + "/ntm", Choice::successor, "", ""}});
  ASSERT_TRUE(decided) << full_message(decided.error(), Language::en);
  EXPECT_TRUE(state().open.empty());
  const auto event = decided->front().event;
  const auto villages_now = *villages::load_villages(database(), event);
  const auto* moved = villages_now->village("thon")->at(day);
  ASSERT_NE(moved, nullptr);
  EXPECT_EQ(moved->commune, "06613@2025-07-01");
  const auto plans_now = *plans::load_plans(database(), event);
  EXPECT_NE(plans_now->item("viec")->withdrawn(), nullptr);
  ASSERT_EQ(plans_now->items("ke-hoach", "06613@2025-07-01").size(), 1u);
  EXPECT_EQ(plans_now->items("ke-hoach", "06613@2025-07-01").front()->item.what, "Cứng hóa đường thôn");
}

TEST_P(DecideTest, decisions_are_read_as_known_at_an_event) {
  const auto first = give("an", "commune_officer", unit("06613")),
             second = give("binh", "commune_officer", unit("06613"));
  const auto one = decide({{"grant", first, Choice::successor, "", ""}});
  const auto two = decide({{"grant", second, Choice::close, "", "nghỉ việc"}});
  ASSERT_TRUE(one && two);
  EXPECT_EQ(load_decisions(database(), one->front().event, day)->size(), 1u);
  const auto all = load_decisions(database(), two->front().event, day);
  ASSERT_EQ(all->size(), 2u);
  EXPECT_EQ(all->back().reason, "nghỉ việc");
  EXPECT_EQ(all->back().choice, Choice::close);
  EXPECT_TRUE(load_decisions(database(), two->front().event, today)->empty());
}

TEST_P(DecideTest, the_screen_groups_by_successor_and_puts_first_what_must_be_asked) {
  give("an", "commune_officer", unit("06613"));
  give("binh", "commune_officer", unit("06622"));
  const auto one_day = *day_of(*known_.units, "20", day);
  const ReorganisationDoors doors{{}, {}, {}, desk(), {}, {}};
  const auto value = day_value(known_, one_day, state(), doors);
  const auto& groups = value.at("groups").as_array();
  ASSERT_EQ(groups.size(), 2u);
  EXPECT_EQ(groups[0].at("group").as_string(), "ask");
  EXPECT_EQ(groups[1].at("group").as_string(), "06613@2025-07-01");
  EXPECT_EQ(value.at("counts").at("open").as_int64(), 2);
  EXPECT_EQ(value.at("ended").at("commune").as_int64(), 194);
  EXPECT_EQ(value.at("units").as_array().size(), 65u);
}

}  // namespace
}  // namespace luytre::reorganisation
