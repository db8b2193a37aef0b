// The yearly check on both stores: its whole way, its refusals, and that no sequence of commands leaves the table.
#include <gtest/gtest.h>

#include <random>

#include "platform/storage/test_database.h"
#include "programme/recognition/recognition_store.h"
#include "programme/sustain/radar.h"
#include "programme/sustain/steps.h"
#include "programme/sustain/sustain_store.h"
#include "programme/sustain/sustain_view.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::sustain {
namespace {

using observations::ObservedValue;
using recognition::Title;

const Date day = Date::of(2025, 12, 31);
const std::string commune = "06001@2025-07-01";

std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}

std::shared_ptr<const observations::Panel> values() {
  observations::PanelBuilder builder;
  std::int64_t event = 1;
  const auto add = [&](const std::string& measure, ObservedValue value, Date as_of) {
    observations::Observation made;
    made.key = {commune, measure, "", observations::Opinion::self, as_of};
    made.value = std::move(value);
    made.event = ++event;
    made.id = {event * 4096, 0};
    builder.add(made);
  };
  add("household_housing_solid", ObservedValue::of_share(Decimal::of(10), Decimal::of(60)), day);
  add("household_electricity_safe", ObservedValue::of_number(*Decimal::parse("99.1")), Date::of(2025, 6, 30));
  return std::move(builder).build(100);
}

recognition::TitleFact fact(recognition::Standing standing, Date on) {
  recognition::TitleFact made;
  made.unit = commune;
  made.standing = standing;
  made.decision_date = on;
  made.stated_on = on;
  made.decision = "99/QĐ-UBND";
  made.achievement_year = 2024;
  return made;
}

std::shared_ptr<const recognition::TitleRegister> titles(std::vector<recognition::TitleFact> facts) {
  return std::make_shared<const recognition::TitleRegister>(std::move(facts), std::vector<recognition::QuotedFact>{},
                                                            std::vector<recognition::Coverage>{}, 100);
}

commands::Asked by(const std::string& account) { return access::Actor::of_account(account); }

class SustainTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_ = std::make_unique<commands::Writer>(database(), nullptr,
                                                 [](storage::Database&, const access::Actor&, const access::Ask&) {
                                                   return Result<commands::Permission>(commands::Permission{});
                                                 });
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    units_ = *units::load_register(database(), head());
    titles_ = titles({fact(recognition::Standing::recognised, Date::of(2025, 7, 15))});
    values_ = values();
  }

  audit::EventNumber head() { return audit::head(database())->number; }

  Known known() { return {{units_, law(), values_, titles_, head()}, *load_checks(database(), head()), "20", false}; }
  Desk desk() const {
    return {*writer_, [this] { return today_; }, [] { return 1'767'000'000'000LL; }, {}, open_};
  }
  Result<Taken> score(const std::string& account = "lan", int year = 2025) {
    return sustain::score(desk(), by(account), known(), {commune, Title::ntm, year, std::nullopt, ""});
  }
  const History& history() {
    checks_ = *load_checks(database(), head());
    return checks_->checks().front();
  }

  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  std::shared_ptr<const recognition::TitleRegister> titles_;
  std::shared_ptr<const observations::Panel> values_;
  std::shared_ptr<const CheckRegister> checks_;
  OpenRevocation open_;
  Date today_ = Date::of(2026, 1, 10);
};

INSTANTIATE_TEST_SUITE_P(EachStore, SustainTest, storage::each_store(), storage::store_name);

TEST_P(SustainTest, goes_its_way_and_keeps_what_was_scored) {
  const auto scored = score();
  ASSERT_TRUE(scored) << full_message(scored.error(), Language::en);
  EXPECT_EQ(scored->state, State::scored);
  const std::string id = scored->check;
  EXPECT_EQ(sign(desk(), by("lan"), known(), {id, 1, ""}).error().code, "sustain.second_person");
  EXPECT_EQ(sign(desk(), by("binh"), known(), {id, 2, ""}).error().code, "sustain.changed_meanwhile");
  EXPECT_EQ(close(desk(), by("hoa"), known(), {id, 1, State::warned, "x"}).error().code, "sustain.not_now");
  ASSERT_TRUE(sign(desk(), by("binh"), known(), {id, 1, "đã xem"}));
  const auto item = [&](const std::string& number, Decision decision, const std::string& words = "") {
    return VerifyWish{id, 1, {{number, decision, words}}};
  };
  EXPECT_EQ(verify(desk(), by("son"), known(), item("77", Decision::verified)).error().code, "sustain.no_indicator");
  EXPECT_EQ(verify(desk(), by("son"), known(), item("2.2", Decision::verified)).error().code,
            "sustain.nothing_to_verify");
  EXPECT_EQ(verify(desk(), by("son"), known(), item("9.2", Decision::objected)).error().code, "sustain.words_needed");
  EXPECT_EQ(verify(desk(), by("binh"), known(), item("9.2", Decision::verified)).error().code, "sustain.own_signature");
  EXPECT_EQ(verify(desk(), by("son"), known(), item("9.2", Decision::verified))->state, State::signed_off);
  EXPECT_EQ(verify(desk(), by("son"), known(), item("9.2", Decision::verified)).error().code, "sustain.said_already");
  EXPECT_EQ(close(desk(), by("hoa"), known(), {id, 1, State::warned, " "}).error().code, "sustain.words_needed");
  const auto closed = close(desk(), by("hoa"), known(), {id, 1, State::warned, "giữ đường thôn"});
  ASSERT_TRUE(closed) << full_message(closed.error(), Language::en);
  const auto& kept = history();
  EXPECT_EQ(kept.state(), State::warned);
  EXPECT_EQ(kept.closing->unverified, kept.scorings.front().to_verify - 1);
  EXPECT_EQ(kept.scorings.front().set, "commune-ntm/2021-2025");
  EXPECT_EQ(kept.scorings.front().set_hash, law()->set("commune-ntm/2021-2025")->hash);
  EXPECT_EQ(kept.scorings.front().as_of, day);
  EXPECT_EQ(kept.scorings.front().oldest_value, "2025-06-30");
  EXPECT_FALSE(kept.scorings.front().is_what_if);
  EXPECT_EQ(kept.scorings.front().criteria_total(), 19);
  EXPECT_EQ(score().error().code, "sustain.not_now");
  const auto lines = *load_lines(database(), id, 1);
  const auto road = std::find_if(lines.begin(), lines.end(), [](const Line& line) { return line.number == "9.2"; });
  ASSERT_NE(road, lines.end());
  EXPECT_EQ(road->outcome, "not_met");
  EXPECT_TRUE(road->has_value);
  EXPECT_NE(road->value.find("10/60"), std::string::npos) << road->value;
  const auto view = to_json(kept, known(), [](const std::string& actor) { return actor; });
  EXPECT_EQ(view.at("state").as_string(), "warned");
  EXPECT_EQ((*load_checks(database(), 1))->checks().size(), 0u);  // as known before
}

TEST_P(SustainTest, goes_back_with_an_objection_and_comes_again_as_another_version) {
  const std::string id = score()->check;
  ASSERT_TRUE(sign(desk(), by("binh"), known(), {id, 1, ""}));
  const auto back = verify(desk(), by("son"), known(), {id, 1, {{"9.2", Decision::objected, "đếm lại"}}});
  ASSERT_TRUE(back) << full_message(back.error(), Language::en);
  EXPECT_EQ(back->state, State::objected);
  EXPECT_EQ(close(desk(), by("hoa"), known(), {id, 1, State::sustained, "x"}).error().code, "sustain.not_now");
  EXPECT_EQ(score()->version, 2);
  EXPECT_EQ(history().state(), State::scored);
  // Whoever still looks at the first version is told what was said and scored since.
  const auto late = sign(desk(), by("binh"), known(), {id, 1, ""});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, "sustain.changed_meanwhile");
  ASSERT_EQ(late.error().causes.size(), 2u);
  EXPECT_EQ(late.error().causes[0].code, "sustain.change.objected");
  EXPECT_EQ(late.error().causes[1].code, "sustain.change.scored");
}

TEST_P(SustainTest, refuses_what_cannot_be_checked) {
  EXPECT_EQ(score("lan", 2024).error().code, "judgement.unit_not_alive");  // made in 2025
  today_ = Date::of(2025, 12, 1);
  EXPECT_EQ(sustain::score(desk(), by("lan"), known(), {commune, Title::ntm, 2025, day, ""}).error().code,
            "sustain.day_outside_year");
  EXPECT_EQ(sustain::score(desk(), by("lan"), known(), {commune, Title::advanced, 2025, std::nullopt, ""}).error().code,
            "sustain.holding_unknown");
  titles_ = titles({fact(recognition::Standing::recognised, Date::of(2025, 7, 15)),
                    fact(recognition::Standing::revoked, Date::of(2025, 11, 1))});
  EXPECT_EQ(score().error().code, "sustain.not_held");
  titles_ = titles({fact(recognition::Standing::recognised, Date::of(2025, 7, 15))});
  observations::PanelBuilder nothing;
  values_ = std::move(nothing).build(100);
  EXPECT_EQ(score().error().code, "sustain.nothing_observed");
  EXPECT_TRUE((*load_checks(database(), head()))->checks().empty());
}

TEST_P(SustainTest, a_revocation_recorded_meanwhile_is_seen) {
  const auto before = known();
  recognition::FactBatch batch;
  batch.titles = {fact(recognition::Standing::recognised, Date::of(2025, 7, 15)),
                  fact(recognition::Standing::revoked, Date::of(2025, 11, 1))};
  ASSERT_TRUE(writer_->run(
      commands::order_by(access::Actor::local_operator(), "recognition.record"),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        if (auto done = recognition::append_facts(inside, number, batch); !done) return pass_on(done);
        audit::EventDraft draft;
        draft.kind = "recognition.recorded";
        draft.subjects = {{"unit", commune}};
        return draft;
      }));
  EXPECT_EQ(sustain::score(desk(), by("lan"), before, {commune, Title::ntm, 2025, std::nullopt, ""}).error().code,
            "sustain.not_held");
}

TEST_P(SustainTest, proposes_a_revocation_only_on_a_ground_and_opens_it_where_a_room_does) {
  const std::string id = score()->check;
  ASSERT_TRUE(sign(desk(), by("binh"), known(), {id, 1, ""}));
  // 17 criteria are not assessed: at worst the title falls.
  EXPECT_EQ(history().scorings.front().worst, Exposure::revoke);
  const auto by_hand = [&] {
    auto asked = by("hoa");
    asked.is_dry_run = true;
    return close(desk(), asked, known(), {id, 1, State::revocation_proposed, "rớt chuẩn"});
  }();
  ASSERT_TRUE(by_hand) << full_message(by_hand.error(), Language::en);
  EXPECT_TRUE(by_hand->must_be_opened_by_hand);
  std::string told;
  open_ = [&](storage::Database&, audit::EventNumber, const std::string&, const RevocationProposal& proposal) {
    told = proposal.words;
    return Result<std::string>("0199-ho-so");
  };
  auto asked = by("hoa");
  asked.idempotency_key = "once";
  const auto closed = close(desk(), asked, known(), {id, 1, State::revocation_proposed, "rớt chuẩn"});
  ASSERT_TRUE(closed) << full_message(closed.error(), Language::en);
  EXPECT_EQ(closed->dossier, "0199-ho-so");
  EXPECT_EQ(told, "rớt chuẩn");
  const auto again = close(desk(), asked, known(), {id, 1, State::revocation_proposed, "rớt chuẩn"});
  ASSERT_TRUE(again) << full_message(again.error(), Language::en);
  EXPECT_EQ(again->event, closed->event);
  EXPECT_EQ(again->dossier, "0199-ho-so");
  EXPECT_EQ(history().closing->dossier, "0199-ho-so");
}

TEST_P(SustainTest, the_radar_shows_who_holds_a_title_until_it_is_taken_away) {
  RadarQuestion question{
      units_->find("20", day)->id.text(), commune_titles(), "", day, observations::Opinion::self, head()};
  auto radar = *look(known().materials, question);
  ASSERT_EQ(radar.rows.size(), 1u);
  const auto& row = radar.rows.front();
  EXPECT_EQ(row.set->id, "commune-ntm/2021-2025");
  EXPECT_EQ(row.outlook.best_exposure, Exposure::keep);
  EXPECT_EQ(row.outlook.worst_exposure, Exposure::revoke);
  EXPECT_EQ(row.basis.values, 2);
  EXPECT_EQ(row.basis.oldest, Date::of(2025, 6, 30));
  EXPECT_GT(radar.unknown, 0);
  EXPECT_FALSE(row.outlook.best.use.what_if);
  question.as_of = Date::of(2026, 3, 1);
  radar = *look(known().materials, question);
  ASSERT_EQ(radar.rows.size(), 1u);
  EXPECT_EQ(radar.rows.front().set->id, "commune-ntm/2026-2030");
  EXPECT_TRUE(radar.rows.front().outlook.best.use.what_if);
  const auto told = to_json(radar, CheckRegister(), {100, "", ""});
  EXPECT_TRUE(told.at("what_if").as_bool());
  EXPECT_EQ(told.at("rules").as_array().size(), 1u);
  titles_ = titles({fact(recognition::Standing::recognised, Date::of(2025, 7, 15)),
                    fact(recognition::Standing::revoked, Date::of(2026, 2, 1))});
  EXPECT_TRUE(look(known().materials, question)->rows.empty());
  question.as_of = Date::of(2026, 1, 31);  // the day before it was taken away
  EXPECT_EQ(look(known().materials, question)->rows.size(), 1u);
  question.set = "district-ntm/2021-2025";
  EXPECT_EQ(look(known().materials, question).error().code, "sustain.other_title");
}

TEST_P(SustainTest, a_year_lists_whose_check_is_missing_and_overdue) {
  today_ = Date::of(2026, 1, 10);
  const auto of_year = [&](int year) {
    const Known known_then = known();
    return to_json(year_of(known_then, *known_then.checks, year, units_->find("20", day), today_), today_);
  };
  EXPECT_EQ(of_year(2025).at("overdue").as_int64(), 1);
  EXPECT_EQ(of_year(2025).at("rows").as_array().front().as_object().at("state").as_string(), "none");
  const std::string id = score()->check;
  ASSERT_TRUE(sign(desk(), by("binh"), known(), {id, 1, ""}));
  EXPECT_EQ(of_year(2025).at("overdue").as_int64(), 1);
  ASSERT_TRUE(close(desk(), by("hoa"), known(), {id, 1, State::sustained, "giữ vững"}));
  EXPECT_EQ(of_year(2025).at("overdue").as_int64(), 0);
  EXPECT_EQ(of_year(2026).at("overdue").as_int64(), 0);  // its year is not over
}

// Any commands by anybody in any order: what is accepted is a step of the table, what is refused changes nothing.
TEST_P(SustainTest, no_sequence_of_commands_leaves_the_table) {
  std::mt19937 dice(7);
  const auto roll = [&](int sides) { return static_cast<int>(dice() % static_cast<unsigned>(sides)); };
  const std::vector<std::string> people{"lan", "binh", "son", "hoa"};
  State state = State::none;
  std::string id;
  int accepted = 0;
  for (int turn = 0; turn < 120 && !is_closed(state); ++turn) {
    const auto who = by(people[static_cast<std::size_t>(roll(4))]);
    const int version = id.empty() ? 1 : history().version() - (roll(5) == 0 ? 1 : 0);
    const State results[] = {State::sustained, State::warned, State::revocation_proposed};
    Result<Taken> taken = refuse("test.nothing");
    switch (roll(turn < 100 ? 7 : 8)) {
      case 0:
      case 1:
        taken = score(who.actor.account);
        break;
      case 2:
      case 3:
        taken = sign(desk(), who, known(), {id, version, ""});
        break;
      case 4:
      case 5:
      case 6: {
        const auto decision = roll(4) == 0 ? Decision::objected : Decision::verified;
        taken = verify(desk(), who, known(), {id, version, {{roll(2) == 0 ? "9.2" : "4.2", decision, "lời"}}});
        break;
      }
      default:
        taken = close(desk(), who, known(), {id, version, results[roll(3)], "lời"});
    }
    const State now = id.empty() && !taken ? State::none : history().state();
    if (!taken) {
      ASSERT_EQ(name_of(now), name_of(state)) << taken.error().code;
      continue;
    }
    ++accepted;
    id = taken->check;
    ASSERT_EQ(name_of(now), name_of(taken->state));
    const auto& all = transitions();
    ASSERT_TRUE(std::any_of(all.begin(), all.end(),
                            [&](const Transition& each) { return each.from == state && each.to == now; }))
        << name_of(state) << " to " << name_of(now);
    state = now;
  }
  EXPECT_GT(accepted, 5);
}

TEST(Transitions, every_state_is_reached_and_the_closed_ones_are_ends) {
  for (const auto& each : transitions()) EXPECT_FALSE(is_closed(each.from));
  for (std::size_t at = 1; at < state_count; ++at) {
    const auto state = static_cast<State>(at);
    const auto& all = transitions();
    EXPECT_TRUE(std::any_of(all.begin(), all.end(), [&](const Transition& each) { return each.to == state; }))
        << name_of(state);
    EXPECT_EQ(state_named(name_of(state)), state);
  }
}

}  // namespace
}  // namespace luytre::sustain
