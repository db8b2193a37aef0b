// What an administrator does with accounts, imports, and the erasure of a person, on both stores.
#include "platform/accounts/manage.h"

#include "platform/accounts/accounts_for_tests.h"
#include "platform/accounts/erase_person.h"
#include "platform/accounts/import_accounts.h"
#include "platform/audit/find_events.h"
#include "platform/audit/verify_chain.h"
#include "platform/sheets/workbook.h"

namespace luytre::accounts {
namespace {

constexpr std::string_view header = "login,full_name,email,phone,position,role,unit,department,from\n";

class ManageTest : public AccountsTest {
 protected:
  Result<Invited> make_admin(const access::Actor& actor, const std::string& login) {
    return create_administrator(*writer_, by(actor), {login, "Nguyễn Văn An", "", "", ""}, "20", today_, 1);
  }
  Result<std::vector<Imported>> import(const std::string& lines, commands::Order order = by_operator()) {
    const auto rows = read_account_file(std::string(header) + lines, "accounts.csv");
    if (!rows) return pass_on(rows);
    return import_accounts(doors(), std::move(order), *rows);
  }
  static std::vector<std::string> causes_of(const Problem& problem) {
    std::vector<std::string> causes;
    for (const Problem& cause : problem.causes) causes.push_back(cause.where + " " + cause.code);
    return causes;
  }
  std::string change(const commands::Order& order, const AccountId& id, AccountState to) {
    return code_of(change_state(*writer_, order, id, to));
  }
};

TEST_P(ManageTest, the_first_administrator_is_made_at_the_machine_once) {
  EXPECT_EQ(code_of(make_admin(access::Actor::nobody(), "an")), "accounts.operator_only");
  EXPECT_EQ(code_of(make_admin(access::Actor::of_account("x"), "an")), "accounts.operator_only");
  EXPECT_EQ(code_of(make_admin(access::Actor::local_operator(), "Có dấu")), "accounts.login_malformed");
  const auto made = make_admin(access::Actor::local_operator(), "An");
  ASSERT_TRUE(made) << full_message(made.error(), Language::en);
  EXPECT_FALSE(made->code.empty());
  EXPECT_EQ(code_of(make_admin(access::Actor::local_operator(), "binh")), "accounts.has_administrator");
  ASSERT_TRUE(activate(*desk_, *writer_, rules(), made->code, std::string(good_password), origin()));
  const auto grants = grants_of(database(), made->account.text());
  ASSERT_EQ(grants->size(), 1U);
  EXPECT_EQ(grants->front().role, "administrator");
  EXPECT_FALSE(authority_.role("administrator")->is_business);
}

TEST_P(ManageTest, persons_are_checked) {
  struct Case {
    Person person;
    const char* code;
  };
  const std::string long_text(300, 'x');
  const std::vector<Case> cases = {{{"an", "An", "", "", ""}, ""},
                                   {{"an@xa.vn", "An", "an@xa.vn", "0901", "Chủ tịch"}, ""},
                                   {{"", "An", "", "", ""}, "accounts.login_malformed"},
                                   {{"ấn", "An", "", "", ""}, "accounts.login_malformed"},
                                   {{"a n", "An", "", "", ""}, "accounts.login_malformed"},
                                   {{long_text, "An", "", "", ""}, "accounts.login_malformed"},
                                   {{"an", "", "", "", ""}, "accounts.name_missing"},
                                   {{"an", long_text, "", "", ""}, "accounts.too_long"},
                                   {{"an", "An", "", "", long_text}, "accounts.too_long"},
                                   {{"an", "An", "an", "", ""}, "accounts.email_malformed"},
                                   {{"an", "An", "an@xa", "", ""}, "accounts.email_malformed"},
                                   {{"an", "An", "a@b@xa.vn", "", ""}, "accounts.email_malformed"},
                                   {{"an", "An", "an@xa.vn\r\nBcc: x@y.z", "", ""}, "accounts.email_malformed"},
                                   {{"", "", "", "", ""}, "accounts.person_refused"}};
  for (const auto& each : cases) EXPECT_EQ(code_of(check_person(each.person)), each.code) << each.person.email;
}

TEST_P(ManageTest, an_invitation_wants_the_role_and_a_free_login) {
  const auto admin = person("quantri", "administrator", "20");
  const auto an = person("an");
  const auto code = [&](const commands::Order& order, const std::string& login, const std::string& unit = "20") {
    return code_of(invite(*writer_, order, {login, "Bình", "", "", ""}, unit, 1));
  };
  EXPECT_EQ(code(by_account(an), "binh"), "access.no_role");
  EXPECT_EQ(code(by(access::Actor::nobody()), "binh"), "access.not_signed_in");
  EXPECT_EQ(code(by_account(admin), "binh", "22"), "access.outside");
  EXPECT_EQ(code(by_account(admin), "AN"), "accounts.login_taken");
  EXPECT_EQ(code(by_account(admin), "binh"), "");
  EXPECT_EQ(code(by_account(admin), "binh"), "accounts.login_taken");
}

TEST_P(ManageTest, a_replayed_invitation_makes_nobody_and_shows_no_code) {
  auto order = by_operator();
  order.idempotency_key = "k1";
  const auto first = invite(*writer_, order, {"an", "An", "", "", ""}, "20", 1);
  const auto second = invite(*writer_, order, {"an", "An", "", "", ""}, "20", 1);
  ASSERT_TRUE(first && second) << full_message(second.error(), Language::en);
  EXPECT_EQ(first->account, second->account);
  EXPECT_EQ(second->code, "");
  EXPECT_EQ(code_of(invite(*writer_, order, {"binh", "Bình", "", "", ""}, "20", 1)), "commands.key_reused");
  order.idempotency_key = "k2";
  order.is_dry_run = true;
  const auto trial = invite(*writer_, order, {"binh", "Bình", "", "", ""}, "20", 1);
  ASSERT_TRUE(trial);
  EXPECT_EQ(trial->code, "");
  EXPECT_EQ(count("account"), 1);
}

TEST_P(ManageTest, states_follow_their_order) {
  const auto admin = person("quantri", "administrator", "20");
  const auto an = person("an");
  EXPECT_EQ(change(by_account(an), admin, AccountState::suspended), "access.no_role");
  EXPECT_EQ(change(by_account(admin), admin, AccountState::suspended), "accounts.not_oneself");
  EXPECT_EQ(change(by_account(admin), AccountId("nobody"), AccountState::suspended), "accounts.unknown");
  EXPECT_EQ(change(by_account(admin), an, AccountState::active), "accounts.wrong_state");
  EXPECT_EQ(list_sessions(database(), an)->size(), 1U);
  EXPECT_EQ(change(by_account(admin), an, AccountState::suspended), "");
  EXPECT_EQ(list_sessions(database(), an)->size(), 0U);
  EXPECT_EQ(code_of(reset(*writer_, by_account(admin), rules(), an, false, 1)), "accounts.wrong_state");
  EXPECT_EQ(change(by_account(admin), an, AccountState::active), "");
  EXPECT_EQ(change(by_account(admin), an, AccountState::closed), "");
  EXPECT_EQ(change(by_account(admin), an, AccountState::active), "accounts.wrong_state") << "closed is for good";
  EXPECT_EQ(change(by_account(admin), an, AccountState::closed), "accounts.wrong_state");
  const auto waiting = invited("binh");
  EXPECT_EQ(change(by_account(admin), waiting.account, AccountState::suspended), "");
  EXPECT_EQ(change(by_account(admin), waiting.account, AccountState::active), "");
  EXPECT_EQ(require_account(database(), waiting.account.text())->state, AccountState::invited);
}

TEST_P(ManageTest, the_administrator_ends_sessions_and_corrects_names) {
  const auto admin = person("quantri", "administrator", "20");
  const auto an = person("an");
  ASSERT_TRUE(end_sessions(*writer_, by_account(admin), an));
  EXPECT_EQ(list_sessions(database(), an)->size(), 0U);
  EXPECT_EQ(code_of(change_person(*writer_, by_account(admin), an, {"quantri", "An", "", "", ""})),
            "accounts.login_taken");
  ASSERT_TRUE(change_person(*writer_, by_account(admin), an, {"an2", "Trần Thị An", "", "", "Phó phòng"}));
  EXPECT_EQ(require_account(database(), an.text())->person->full_name, "Trần Thị An");
  EXPECT_EQ(code_of(end_sessions(*writer_, by_account(an), admin)), "access.no_role");
}

TEST_P(ManageTest, whoever_lost_the_factor_is_approved_again) {
  const auto admin = person("quantri", "administrator", "20");
  const auto coordinator = person("dieuphoi", "coordinator", "20");
  const auto leader = person("lanhdao", "provincial_leader", "20");
  give(leader, "coordinator", "20");
  set_factor(leader);
  ASSERT_TRUE(reset(*writer_, by_account(admin), rules(), leader, false, 1));
  EXPECT_EQ(grants_of(database(), leader.text())->size(), 2U) << "the factor still tells who it is";
  const auto made = reset(*writer_, by_account(admin), rules(), leader, true, 1);
  ASSERT_TRUE(made) << full_message(made.error(), Language::en);
  EXPECT_EQ(grants_of(database(), leader.text())->size(), 0U) << "the administrator holds the code and gets no role";
  const auto waiting = *list_waiting_grants(database());
  ASSERT_EQ(waiting.size(), 2U);
  EXPECT_EQ(code_of(decide_grant(*writer_, by_account(admin), rules(), waiting[0], true)), "access.no_role");
  EXPECT_EQ(code_of(decide_grant(*writer_, by_account(coordinator), rules(), waiting[0], true)), "");
  EXPECT_EQ(grants_of(database(), leader.text())->size(), 1U);
  ASSERT_TRUE(reset(*writer_, by_operator(), rules(), leader, true, 1));
  EXPECT_EQ(grants_of(database(), leader.text())->size(), 1U);
}

TEST_P(ManageTest, a_list_is_searched_and_paged) {
  for (const char* login : {"an", "binh", "chi", "dung"}) invited(login);
  const auto first = list_accounts(database(), {}, "", 2);
  ASSERT_EQ(first->size(), 2U);
  const auto second = list_accounts(database(), {}, first->back().person->login, 10);
  ASSERT_EQ(second->size(), 2U);
  EXPECT_EQ(second->back().person->login, "dung");
  EXPECT_EQ(list_accounts(database(), {"nguyen van chi", std::nullopt, ""}, "", 10)->size(), 1U);
  EXPECT_EQ(list_accounts(database(), {"Nguyễn", AccountState::active, ""}, "", 10)->size(), 0U);
  EXPECT_EQ(list_accounts(database(), {"%", std::nullopt, ""}, "", 10)->size(), 0U) << "a sign, not a pattern";
}

TEST_P(ManageTest, an_import_reports_every_fault_and_then_writes_nothing) {
  person("an");
  const auto refused = import(
      "binh,Bình,,,,commune_officer,06001,,\n"
      "BINH,Bình,,,,,,,\n"
      "an,An,,,,,,,\n"
      "chi,,chi@,,,,,,\n"
      "dung,Dũng,,,,no_role,06001,,\n"
      "em,Em,,,,commune_officer,99999,,\n"
      "giang,Giang,,,,commune_officer,20,,\n"
      "hoa,Hoa,,,,department_reviewer,20,,\n"
      "inh,Inh,,,,commune_officer,06001,,hôm nay\n");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "accounts.import_refused");
  EXPECT_EQ(refused.error().arguments.front().second, "8");
  const auto causes = causes_of(refused.error());
  using testing::ContainsRegex;
  EXPECT_THAT(causes, testing::ElementsAre(ContainsRegex("accounts.csv:3.* accounts.login_taken"),
                                           ContainsRegex("accounts.csv:4.* accounts.login_taken"),
                                           ContainsRegex("accounts.csv:5.* accounts.person_refused"),
                                           ContainsRegex("accounts.csv:6.* accounts.unknown_role"),
                                           ContainsRegex("accounts.csv:7.* access.unknown_unit"),
                                           ContainsRegex("accounts.csv:8.* accounts.wrong_level"),
                                           ContainsRegex("accounts.csv:9.* accounts.department_missing"),
                                           ContainsRegex("accounts.csv:10")));
  EXPECT_EQ(count("account"), 1);
}

TEST_P(ManageTest, an_import_is_one_event_with_a_code_for_each) {
  const auto imported = import(
      "binh,Bình,,,,commune_officer,06001,,\n"
      "Chi,Chị Chi,chi@xa.vn,0901,Trưởng phòng,coordinator,,,2026-01-01\n"
      "dung,Dũng,,,,,,,\n");
  ASSERT_TRUE(imported) << full_message(imported.error(), Language::en);
  ASSERT_EQ(imported->size(), 3U);
  EXPECT_FALSE((*imported)[0].is_waiting);
  EXPECT_TRUE((*imported)[1].is_waiting);
  EXPECT_EQ(audit::head(database())->number, 1);
  EXPECT_EQ(count("role_grant"), 2);
  EXPECT_EQ(list_waiting_grants(database())->size(), 1U);
  for (const Imported& each : *imported)
    EXPECT_TRUE(activate(*desk_, *writer_, rules(), each.invited.code, std::string(good_password), origin()));
  EXPECT_EQ(grants_of(database(), (*imported)[0].invited.account.text())->size(), 1U);
}

TEST_P(ManageTest, an_import_is_tried_without_a_trace_and_stays_within_the_unit) {
  auto order = by_operator();
  order.is_dry_run = true;
  const auto tried = import("binh,Bình,,,,commune_officer,06001,,\n", order);
  ASSERT_TRUE(tried);
  EXPECT_EQ(tried->front().invited.code, "");
  EXPECT_EQ(count("account"), 0);
  const auto admin = person("quantri", "administrator", "20");
  const auto outside = import("binh,Bình,,,,auditor,22,,\n", by_account(admin));
  ASSERT_FALSE(outside);
  EXPECT_THAT(causes_of(outside.error()), testing::ElementsAre(testing::HasSubstr("access.outside")));
}

TEST_P(ManageTest, a_large_import_fits) {
  std::string lines;
  constexpr int rows = 1'500;  // more than an event lists as subjects
  for (int at = 0; at < rows; ++at) lines += "u" + std::to_string(at) + ",Người,,,,commune_officer,06001,,\n";
  const auto imported = import(lines);
  ASSERT_TRUE(imported) << full_message(imported.error(), Language::en);
  EXPECT_EQ(count("account"), rows);
  EXPECT_EQ(count("role_grant"), rows);
}

TEST_P(ManageTest, files_are_read_or_refused_with_the_place) {
  EXPECT_EQ(code_of(read_account_file("login,full_name,colour\nan,An,red\n", "a.csv")), "accounts.import_column");
  EXPECT_EQ(code_of(read_account_file("login,email\nan,x\n", "a.csv")), "accounts.import_column_missing");
  EXPECT_EQ(code_of(read_account_file("login,full_name\n", "a.csv")), "accounts.import_empty");
  EXPECT_FALSE(read_account_file("PK\x03\x04 not a workbook", "a.xlsx"));
  EXPECT_FALSE(read_account_file("", "a.csv"));
}

TEST_P(ManageTest, a_person_is_erased_and_the_chain_stays_whole) {
  const auto admin = person("quantri", "administrator", "20");
  const auto officer = person("dpo", "data_protection_officer", "20");
  const auto an = person("an");
  set_factor(an);
  ASSERT_TRUE(renew_recovery_codes(*writer_, by_account(an)));
  auto personal = by_operator();
  personal.act = "test.note";
  ASSERT_TRUE(writer_->run(personal, [&](storage::Database&, audit::EventNumber, const std::string&) {
    audit::EventDraft draft{"test.noted", json::object{{"name", "Nguyễn Văn an"}}, audit::PayloadClass::personal, "",
                            nullptr};
    draft.subjects = {{"account", an.text()}};
    return Result<audit::EventDraft>(draft);
  }));
  const auto erase = [&](const AccountId& by, const AccountId& whom) {
    return code_of(erase_person(*writer_, by_account(by), whom, "20"));
  };
  EXPECT_EQ(erase(admin, an), "access.no_role");
  EXPECT_EQ(erase(officer, officer), "accounts.not_oneself");
  EXPECT_EQ(erase(officer, AccountId("nobody")), "accounts.unknown");
  EXPECT_EQ(erase(officer, an), "accounts.close_first");
  ASSERT_TRUE(change_state(*writer_, by_account(admin), an, AccountState::closed));
  auto trial = by_account(officer);
  trial.is_dry_run = true;
  const auto tried = erase_person(*writer_, trial, an, "20");
  ASSERT_TRUE(tried) << full_message(tried.error(), Language::en);
  EXPECT_EQ(tried->payloads, 1);
  EXPECT_EQ(tried->circumstances, 3) << "activated, factor, codes";
  EXPECT_TRUE(require_account(database(), an.text())->person);
  EXPECT_EQ(erase(officer, an), "");
  EXPECT_EQ(erase(officer, an), "accounts.erased");
  const auto left = require_account(database(), an.text());
  EXPECT_FALSE(left->person);
  EXPECT_FALSE(left->has_password || left->has_second_factor);
  EXPECT_TRUE(left->name().starts_with("#"));
  for (const char* table : {"notice", "session", "recovery_code", "one_time_link", "account_person"})
    EXPECT_EQ(count(table, "account = '" + an.text() + "'"), 0) << table;
  EXPECT_GT(count("session"), 0) << "others keep theirs";
  const auto report = audit::verify_chain(database());
  ASSERT_TRUE(report);
  EXPECT_FALSE(report->first_break);
  EXPECT_TRUE(report->is_at_end);
  EXPECT_EQ(report->erased, 1);
  EXPECT_EQ(report->erased_circumstances, 3);
  const auto page = list_accounts(database(), {}, "quantri", 10);
  ASSERT_EQ(page->size(), 1U) << "erased ones stand at the end";
  EXPECT_EQ(page->front().id, an);
  ASSERT_TRUE(invite(*writer_, by_operator(), {"an", "An", "", "", ""}, "20", 1)) << "the login is free again";
}

INSTANTIATE_TEST_SUITE_P(EachStore, ManageTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
