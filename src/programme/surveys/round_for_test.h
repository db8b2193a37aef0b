// A province with a commune of drawn villages and a round of the survey in it, driven by the room's verbs.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "platform/storage/test_database.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/hand_out.h"
#include "programme/surveys/plan.h"
#include "programme/surveys/seal.h"
#include "programme/surveys/survey_store.h"
#include "programme/surveys/take_step.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"
#include "programme/villages/keep_village.h"

namespace luytre::surveys {

inline access::Actor person(const std::string& account) {
  auto actor = access::Actor::local_operator(account);
  actor.account = account;
  return actor;
}

inline std::shared_ptr<const criteria::Library> law() {
  static const auto library = *criteria::embedded_library();
  return library;
}

class RoundWorld {
 public:
  explicit RoundWorld(storage::StoreKind kind, int villages_count = 2, std::int64_t households = 40)
      : temporary_(*storage::TemporaryDatabase::make(kind)) {
    EXPECT_TRUE(storage::migrate(database()));
    writer_ = std::make_unique<commands::Writer>(database());
    EXPECT_TRUE(units::seed_reference(*writer_, person("quan-tri"), "20"));
    units_ = *units::load_register(database(), head());
    RoundWish wish;
    wish.unit = commune;
    wish.tier = "ntm";
    wish.form = "commune-ntm-2022";
    wish.document = "12/KH-MTTQ";
    wish.opens_on = today;
    wish.closes_on = today.plus_days(20);
    for (int i = 1; i <= villages_count; ++i) {
      villages.push_back(add_village("Thôn " + std::to_string(i)));
      wish.frame.push_back({villages.back(), households, today, "UBND xã cung cấp"});
    }
    wished = wish;
  }

  storage::Database& database() { return temporary_->database(); }
  EventNumber head() { return audit::head(database())->number; }
  Desk desk() {
    return {*writer_, [this] { return today; }, [this] { return clock_ += 1'000; }, server_key, {}};
  }
  Known known() {
    const EventNumber number = head();
    Known known;
    known.dossiers.number = number;
    known.dossiers.units = units_;
    known.dossiers.law = law();
    known.dossiers.dossiers = *dossiers::load_dossiers(database(), number);
    known.villages = *villages::load_villages(database(), number);
    known.surveys = *load_surveys(database(), number);
    return known;
  }
  const criteria::SurveyForm& form() { return *law()->survey_form("commune-ntm-2022"); }
  const Course& course() {
    known_ = known();
    return *known_.surveys->find(round);
  }
  EventNumber version() { return course().touched(); }

  // Planned, approved, taught; slips printed and handed out in every village.
  void begin(std::int64_t slips) {
    const auto planned = plan_round(desk(), person("mat-tran-xa"), known(), wished);
    ASSERT_TRUE(planned) << full_message(planned.error(), Language::en);
    round = planned->id;
    step(Command::approve, "mat-tran-tinh");
    step(Command::train, "mat-tran-xa");
    for (const std::string& village : villages) {
      const auto printed = print_slips(desk(), person("mat-tran-xa"), known(), round, village, slips, version());
      ASSERT_TRUE(printed) << full_message(printed.error(), Language::en);
      serials[village] = printed->serials;
      const auto handed = hand_out(desk(), person("mat-tran-xa"), known(), round, village, slips, version());
      ASSERT_TRUE(handed) << full_message(handed.error(), Language::en);
    }
  }

  std::string step(Command command, const std::string& by, const std::string& words = "") {
    const auto done = take_step(desk(), person(by), known(), round, {command, words}, version());
    return done ? "" : done.error().code;
  }

  SlipWish slip(const std::string& serial, const std::string& answers) {
    SlipWish wish;
    wish.serial = serial;
    wish.answers = answers_of(answers);
    wish.seconds = 60;
    return wish;
  }
  // What became of each, as words.
  std::vector<std::string> enter(const std::string& by, const std::string& village, Channel channel,
                                 const std::vector<SlipWish>& slips) {
    const auto entered = enter_slips(desk(), person(by), known(), round, village, channel, slips);
    if (!entered) return {entered.error().code};
    std::vector<std::string> told;
    for (const SlipResult& each : entered->results) {
      told.push_back(each.problem ? each.problem->code : std::string(name_of(each.state)));
    }
    return told;
  }
  std::string seal(const std::string& village, const std::string& words = "") {
    const auto sealed = seal_village(desk(), person("mat-tran-xa"), known(), round, village, words, version());
    return sealed ? "" : sealed.error().code;
  }

  Date today = Date::of(2025, 11, 3);
  const std::string commune = "06001";
  const std::string server_key = random_bytes(32);
  RoundWish wished;
  std::string round;
  std::vector<std::string> villages;
  std::map<std::string, std::vector<std::string>> serials;  // by village

 private:
  std::string add_village(const std::string& name) {
    villages::Known known;
    known.number = head();
    known.units = units_;
    known.law = law();
    known.villages = *villages::load_villages(database(), known.number);
    known.province = "20";
    villages::Desk desk{*writer_, [this] { return today; }, [this] { return clock_ += 1'000; }, {}, {}, {}};
    villages::VillageWish wish;
    wish.name = name;
    wish.kind = villages::Kind::thon;
    wish.commune = commune;
    wish.from = Date::of(2025, 7, 1);
    const auto kept = villages::add_village(desk, person("quan-tri"), known, wish);
    EXPECT_TRUE(kept) << full_message(kept.error(), Language::en);
    return kept ? kept->village : std::string();
  }

  std::unique_ptr<storage::TemporaryDatabase> temporary_;
  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  Known known_;
  long long clock_ = 1'762'000'000'000;
};

}  // namespace luytre::surveys
