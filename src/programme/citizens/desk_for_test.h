// A desk over a store of tests: a real register of units and law, a clock that the test moves, people who all may.
#pragma once

#include <gtest/gtest.h>

#include "platform/audit/event.h"
#include "platform/storage/test_database.h"
#include "programme/citizens/ask.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/question_store.h"
#include "programme/citizens/take_step.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::citizens {

class CitizensTest : public storage::StoreTest {
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
  }

  EventNumber head() { return audit::head(database())->number; }
  Known known() {
    static const auto law = *criteria::embedded_library();
    return {head(), units_, law, *load_questions(database(), head()), "20", false};
  }
  Desk desk() {
    Desk made{*writer_, [this] { return today_; }, [this] { return ++milliseconds_; }, std::string(32, 'k')};
    made.public_url = "https://ntm.example.vn";
    made.is_mail_set = true;
    made.subject_of = [](const std::string& page) {
      if (page != "/xa/06001-doan-ket") return PageSubject{};
      return PageSubject{"Xã Đoàn Kết", "unit", "06001@2025-07-01", "06001@2025-07-01"};
    };
    made.departments = [] {
      return std::vector<access::Department>{{"construction", {}, "Sở Xây dựng", "Department of Construction", {}},
                                             {"health", {}, "Sở Y tế", "Department of Health", {}}};
    };
    made.departments_of = [](const access::Actor& actor, const std::string&) {
      return actor.account == "son" ? std::vector<std::string>{"construction"} : std::vector<std::string>{};
    };
    made.is_correction = [](const Correction& correction) { return correction.id == "c-1"; };
    return made;
  }
  QuestionWish wish(const std::string& words, const std::string& nonce) const {
    return {Kind::wrong_fact, words, "/xa/06001-doan-ket", "", "lan@example.vn", Language::vi, nonce};
  }
  Result<Received> ask_about_commune(const std::string& words = "Số hộ nghèo ghi 12, đúng là 14.") {
    return ask(desk(), known(), wish(words, token_hash(words)));
  }
  const Course& course(const std::string& id) {
    questions_ = known().questions;
    return *questions_->find(id);
  }
  Result<Taken> step(const std::string& account, StepWish wish) {
    wish.expected = course(wish.question).version();
    return take_step(desk(), access::Actor::of_account(account), known(), wish);
  }
  // Everything that the log holds, as one text.
  std::string whole_log() {
    std::string text;
    const auto rows = database().query("SELECT CAST(payload AS TEXT) FROM event_payload ORDER BY number");
    for (const auto& row : *rows) text += row.text(0) + "\n";
    const auto orders = database().query("SELECT actor, answer FROM answered_order");
    for (const auto& row : *orders) {
      text += row.text(0) + row.text(1) + "\n";
    }
    return text;
  }

  std::unique_ptr<commands::Writer> writer_;
  std::shared_ptr<const units::Register> units_;
  std::shared_ptr<const QuestionRegister> questions_;
  Date today_ = Date::of(2026, 2, 12);  // Lunar New Year begins on the 16th
  long long milliseconds_ = 1'770'000'000'000LL;
};

}  // namespace luytre::citizens
