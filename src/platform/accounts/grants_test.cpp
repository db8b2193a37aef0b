// Roles on both stores: who gives them, who decides, what never joins on one person.
#include "platform/accounts/grants.h"

#include "platform/accounts/accounts_for_tests.h"
#include "platform/accounts/delegate.h"
#include "platform/accounts/import_accounts.h"

namespace luytre::accounts {
namespace {

class GrantsTest : public AccountsTest {
 protected:
  void SetUp() override {
    AccountsTest::SetUp();
    if (IsSkipped()) return;
    admin_ = person("quantri", "administrator", "20");
    coordinator_ = person("dieuphoi", "coordinator", "20");
  }
  GrantWish wish(const AccountId& account, const std::string& role, const std::string& unit,
                 const std::string& department = "") {
    return {account, role, unit, tree_.level(unit), department, {today_, Date::open_end()}};
  }
  Result<Granted> propose(const AccountId& by, const GrantWish& wanted) {
    return propose_grant(*writer_, by_account(by), rules(), wanted, 1);
  }
  std::string decide(commands::Order order, const std::string& grant, bool is_approved = true) {
    const auto record = find_grant(database(), grant);
    return code_of(decide_grant(*writer_, std::move(order), rules(), **record, is_approved));
  }
  std::string revoke(const AccountId& by, const std::string& grant) {
    return code_of(revoke_grant(*writer_, by_account(by), **find_grant(database(), grant)));
  }
  std::size_t roles_of(const AccountId& account) { return grants_of(database(), account.text())->size(); }
  std::int64_t notices(const std::string& code) { return count("notice", "message_code = '" + code + "'"); }

  AccountId admin_, coordinator_;
};

TEST_P(GrantsTest, a_role_that_approves_nothing_stands_at_once) {
  const auto an = person("an");
  const auto given = propose(admin_, wish(an, "commune_officer", "06001"));
  ASSERT_TRUE(given) << full_message(given.error(), Language::en);
  EXPECT_FALSE(given->is_waiting);
  EXPECT_EQ(roles_of(an), 1U);
  EXPECT_EQ(notices("accounts.notice.role_given"), 1);
  EXPECT_EQ(events("grants.given"), 1);
}

TEST_P(GrantsTest, a_role_that_approves_waits_for_a_second_person) {
  const auto an = person("an");
  const auto given = propose(admin_, wish(an, "provincial_leader", "20"));
  ASSERT_TRUE(given);
  EXPECT_TRUE(given->is_waiting);
  EXPECT_EQ(roles_of(an), 0U);
  EXPECT_EQ(list_waiting_grants(database())->size(), 1U);
  EXPECT_EQ(decide(by_account(coordinator_), given->id), "");
  EXPECT_EQ(roles_of(an), 1U);
  EXPECT_EQ(list_waiting_grants(database())->size(), 0U);
  EXPECT_EQ(decide(by_account(coordinator_), given->id), "accounts.grant_settled");
  EXPECT_EQ(notices("accounts.notice.role_given"), 1);
}

TEST_P(GrantsTest, the_second_person_is_a_second_person_with_business) {
  const auto an = person("an");
  const auto given = propose(admin_, wish(an, "coordinator", "20"));
  ASSERT_TRUE(given);
  EXPECT_EQ(decide(by_account(admin_), given->id), "access.no_role") << "the administrator has no business rights";
  EXPECT_EQ(decide(by_account(an), given->id), "access.no_role");
  EXPECT_EQ(decide(by_account(coordinator_, false), given->id), "access.needs_second_factor");
  auto token = by_account(coordinator_);
  token.actor.kind = access::ActorKind::token;
  token.actor.token_acts = {"grants.decide"};
  EXPECT_EQ(decide(std::move(token), given->id), "access.token_never");
  EXPECT_EQ(decide(by(access::Actor::nobody()), given->id), "access.not_signed_in");
  EXPECT_EQ(decide(by_operator(), given->id), "accounts.second_person_exists");
  // Somebody who holds the role already is still not the second person for a grant to themselves.
  const auto more = propose(admin_, wish(coordinator_, "provincial_leader", "20"));
  ASSERT_TRUE(more);
  EXPECT_EQ(decide(by_account(coordinator_), more->id), "accounts.second_person");
  // One who may both propose and decide does not do both.
  authority_.rules.push_back({"coordinator",
                              "grants.propose",
                              access::Reach::own_and_below,
                              {*Date::parse("2021-01-01"), Date::open_end()},
                              "",
                              {}});
  const auto binh = person("binh");
  const auto own = propose(coordinator_, wish(binh, "provincial_leader", "20"));
  ASSERT_TRUE(own);
  EXPECT_EQ(decide(by_account(coordinator_), own->id), "accounts.second_person");
  EXPECT_EQ(roles_of(binh), 0U);
  // A role without business may decide by a rule of the table, and still is no second person.
  authority_.rules.push_back({"auditor",
                              "grants.decide",
                              access::Reach::own_and_below,
                              {*Date::parse("2021-01-01"), Date::open_end()},
                              "",
                              {}});
  const auto chi = person("chi", "auditor", "20");
  EXPECT_EQ(decide(by_account(chi), own->id), "accounts.second_person");
}

TEST_P(GrantsTest, the_operator_decides_only_while_nobody_else_can) {
  ASSERT_TRUE(change_state(*writer_, by_operator(), coordinator_, AccountState::suspended));
  const auto an = person("an");
  const auto given = propose(admin_, wish(an, "coordinator", "20"));
  EXPECT_EQ(decide(by_operator(), given->id), "");
  const auto binh = person("binh");
  const auto next = propose(admin_, wish(binh, "coordinator", "20"));
  EXPECT_EQ(decide(by_operator(), next->id), "accounts.second_person_exists");
  EXPECT_EQ(decide(by_account(an), next->id), "");
}

TEST_P(GrantsTest, nobody_gives_a_role_to_oneself) {
  EXPECT_EQ(code_of(propose(admin_, wish(admin_, "auditor", "20"))), "accounts.grant_to_self");
  EXPECT_EQ(code_of(propose(coordinator_, wish(coordinator_, "commune_officer", "06001"))), "access.no_role");
}

TEST_P(GrantsTest, only_within_the_unit_of_whoever_gives) {
  const auto an = person("an");
  EXPECT_EQ(code_of(propose(admin_, wish(an, "auditor", "22"))), "access.outside");
  EXPECT_EQ(code_of(propose(admin_, wish(an, "auditor", "VN"))), "access.outside");
  EXPECT_EQ(code_of(propose(an, wish(coordinator_, "auditor", "20"))), "access.no_role");
  EXPECT_EQ(count("role_grant", "role = 'auditor'"), 0);
}

TEST_P(GrantsTest, lanes_never_join_on_one_person) {
  const auto an = person("an");
  ASSERT_TRUE(propose(admin_, wish(an, "commune_officer", "06001")));
  EXPECT_EQ(code_of(propose(admin_, wish(an, "commune_front", "06001"))), "accounts.lanes_apart");
  EXPECT_EQ(code_of(propose(admin_, wish(an, "commune_front", "06002"))), "accounts.lanes_apart");
  EXPECT_EQ(code_of(propose(admin_, wish(an, "administrator", "20"))), "accounts.lanes_apart");
  EXPECT_EQ(code_of(propose(admin_, wish(an, "auditor", "20"))), "accounts.lanes_apart");
  ASSERT_TRUE(propose(admin_, wish(an, "coordinator", "20"))) << "of one lane";
  const auto binh = person("binh");
  const auto waiting = propose(admin_, wish(binh, "coordinator", "20"));
  EXPECT_EQ(code_of(propose(admin_, wish(binh, "commune_front", "06001"))), "accounts.lanes_apart")
      << "what is only proposed counts";
  EXPECT_EQ(revoke(admin_, waiting->id), "");
  EXPECT_EQ(code_of(propose(admin_, wish(binh, "commune_front", "06001"))), "");
}

TEST_P(GrantsTest, a_wish_must_fit_the_role) {
  const auto an = person("an");
  const auto code = [&](const GrantWish& wanted) { return code_of(propose(admin_, wanted)); };
  EXPECT_EQ(code(wish(an, "no_such_role", "20")), "accounts.unknown_role");
  EXPECT_EQ(code(wish(an, "visitor", "20")), "accounts.unknown_role") << "nobody is given it";
  EXPECT_EQ(code(wish(an, "commune_officer", "20")), "accounts.wrong_level");
  EXPECT_EQ(code(wish(an, "coordinator", "06001")), "accounts.wrong_level");
  EXPECT_EQ(code(wish(an, "department_reviewer", "20")), "accounts.department_missing");
  EXPECT_EQ(code(wish(an, "department_reviewer", "20", "magic")), "accounts.department_unknown");
  EXPECT_EQ(code(wish(an, "commune_officer", "06001", "health")), "accounts.department_unneeded");
  EXPECT_EQ(code(wish(AccountId("nobody"), "commune_officer", "06001")), "accounts.unknown");
  auto backwards = wish(an, "commune_officer", "06001");
  backwards.valid = {today_, today_};
  EXPECT_EQ(code(backwards), "accounts.days_empty");
  ASSERT_EQ(code(wish(an, "department_reviewer", "20", "health")), "");
  EXPECT_EQ(code(wish(an, "department_reviewer", "20", "health")), "accounts.grant_held");
  ASSERT_TRUE(change_state(*writer_, by_account(admin_), an, AccountState::closed));
  EXPECT_EQ(code(wish(an, "commune_officer", "06001")), "accounts.not_active");
}

TEST_P(GrantsTest, a_role_is_taken_away_with_the_sessions) {
  const auto an = person("an");
  const auto given = propose(admin_, wish(an, "commune_officer", "06001"));
  EXPECT_EQ(list_sessions(database(), an)->size(), 1U);
  EXPECT_EQ(revoke(an, given->id), "access.no_role");
  EXPECT_EQ(revoke(admin_, given->id), "");
  EXPECT_EQ(list_sessions(database(), an)->size(), 0U);
  EXPECT_EQ(roles_of(an), 0U);
  EXPECT_EQ(revoke(admin_, given->id), "accounts.grant_settled");
  EXPECT_EQ(notices("accounts.notice.role_taken"), 1);
}

TEST_P(GrantsTest, a_proposal_is_refused_or_withdrawn_once) {
  const auto an = person("an");
  const auto refused = propose(admin_, wish(an, "coordinator", "20"));
  EXPECT_EQ(decide(by_account(coordinator_), refused->id, false), "");
  EXPECT_EQ(notices("accounts.notice.role_refused"), 1);
  EXPECT_EQ(decide(by_account(coordinator_), refused->id), "accounts.grant_settled");
  const auto withdrawn = propose(admin_, wish(an, "coordinator", "20"));
  EXPECT_EQ(revoke(admin_, withdrawn->id), "");
  EXPECT_EQ((*find_grant(database(), withdrawn->id))->state, GrantState::withdrawn);
  EXPECT_EQ(list_sessions(database(), an)->size(), 1U) << "nothing was held";
  EXPECT_EQ(roles_of(an), 0U);
  EXPECT_EQ(code_of(settle_grant(doors(), by_account(coordinator_), "none", "approve")), "accounts.no_grant");
}

TEST_P(GrantsTest, a_closed_account_is_given_nothing) {
  const auto an = person("an");
  const auto waiting = propose(admin_, wish(an, "coordinator", "20"));
  ASSERT_TRUE(change_state(*writer_, by_account(admin_), an, AccountState::closed));
  EXPECT_EQ(decide(by_account(coordinator_), waiting->id), "accounts.not_active");
  EXPECT_EQ(decide(by_account(coordinator_), waiting->id, false), "") << "it can be refused";
}

TEST_P(GrantsTest, a_suspended_bearer_has_no_roles) {
  ASSERT_TRUE(change_state(*writer_, by_account(admin_), coordinator_, AccountState::suspended));
  EXPECT_EQ(roles_of(coordinator_), 0U);
  ASSERT_TRUE(change_state(*writer_, by_account(admin_), coordinator_, AccountState::active));
  EXPECT_EQ(roles_of(coordinator_), 1U);
}

TEST_P(GrantsTest, the_log_names_nobody) {
  const auto an = person("an");
  ASSERT_TRUE(propose(admin_, wish(an, "commune_officer", "06001")));
  const auto rows =
      database().query("SELECT p.payload, e.actor FROM event e JOIN event_payload p ON p.number = e.number");
  ASSERT_GT(rows->size(), 4U);
  for (const auto& row : *rows) {
    for (const char* personal : {"Nguyễn", "quantri", "dieuphoi", "xa.example.vn", "192.0.2.7"}) {
      EXPECT_EQ(row.text(0).find(personal), std::string::npos) << row.text(0);
      EXPECT_EQ(row.text(1).find(personal), std::string::npos) << row.text(1);
    }
  }
}

class DelegationTest : public GrantsTest {
 protected:
  DelegationWish wished(const std::string& login, Date until, std::vector<std::string> acts = {}) {
    const auto held = list_grants(database(), coordinator_.text());
    return {held->front().grant.id, login, {today_, until}, {"", "KT", "12/GUQ-UBND", std::move(acts)}};
  }
  Result<Granted> pass(const DelegationWish& wish, bool has_factor = true) {
    return delegate(*writer_, by_account(coordinator_, has_factor), rules(), wish, 1);
  }
  std::string refused(const DelegationWish& wish) { return code_of(pass(wish)); }
};

TEST_P(DelegationTest, a_role_is_passed_on_for_a_time_and_ends_with_the_one_it_came_from) {
  const auto deputy = person("pho");
  const auto leader = person("lanhdao", "provincial_leader", "20");
  const auto given = pass(wished("pho", today_.plus_days(30)));
  ASSERT_TRUE(given) << full_message(given.error(), Language::en);
  EXPECT_TRUE(given->is_waiting) << "the role approves";
  EXPECT_EQ(roles_of(deputy), 0U);
  EXPECT_EQ(decide(by_account(coordinator_), given->id), "accounts.second_person");
  EXPECT_EQ(decide(by_account(leader), given->id), "");
  const auto held = grants_of(database(), deputy.text());
  ASSERT_EQ(held->size(), 1U);
  EXPECT_EQ(held->front().valid.to, today_.plus_days(30));
  const auto record = find_grant(database(), given->id);
  ASSERT_TRUE((*record)->delegation);
  EXPECT_EQ((*record)->delegation->signing_form, "KT");
  EXPECT_EQ(list_delegations_by(database(), coordinator_.text())->size(), 1U);
  // Never passed on again.
  DelegationWish further{given->id, "lanhdao", {today_, today_.plus_days(5)}, {"", "KT", "13", {}}};
  EXPECT_EQ(code_of(delegate(*writer_, by_account(deputy), rules(), further, 1)), "accounts.delegated_on");
  EXPECT_EQ(revoke(admin_, list_grants(database(), coordinator_.text())->front().grant.id), "");
  EXPECT_EQ(roles_of(deputy), 0U) << "nobody signs in the place of somebody who no longer may";
}

TEST_P(DelegationTest, the_delegator_takes_it_back) {
  const auto deputy = person("pho");
  const auto leader = person("lanhdao", "provincial_leader", "20");
  const auto given = pass(wished("pho", today_.plus_days(30), {"units.import"}));
  ASSERT_TRUE(given) << full_message(given.error(), Language::en);
  ASSERT_EQ(decide(by_account(leader), given->id), "");
  EXPECT_EQ(grants_of(database(), deputy.text())->front().acts, std::vector<std::string>{"units.import"});
  EXPECT_EQ(code_of(end_delegation(*writer_, by_account(leader), given->id)), "accounts.no_grant");
  EXPECT_EQ(code_of(end_delegation(*writer_, by_account(coordinator_), given->id)), "");
  EXPECT_EQ(roles_of(deputy), 0U);
  EXPECT_EQ(code_of(end_delegation(*writer_, by_account(coordinator_), given->id)), "accounts.grant_settled");
  EXPECT_EQ(events("grants.delegation_ended"), 1);
}

TEST_P(DelegationTest, what_cannot_be_passed_on_is_refused_and_nothing_is_written) {
  person("pho");
  const Date until = today_.plus_days(30);
  EXPECT_EQ(code_of(pass(wished("pho", until), false)), "accounts.show_factor_first");
  EXPECT_EQ(refused(wished("ai-do", until)), "accounts.unknown");
  EXPECT_EQ(refused(wished("pho", today_)), "accounts.delegation_days");
  EXPECT_EQ(refused(wished("pho", Date::open_end())), "accounts.delegation_days");
  EXPECT_EQ(refused(wished("pho", until, {"accounts.manage"})), "accounts.delegation_acts");
  auto wish = wished("pho", until);
  wish.delegation.signing_form = "PP";
  EXPECT_EQ(refused(wish), "accounts.signing_form");
  wish = wished("pho", until);
  wish.delegation.document = "  ";
  EXPECT_EQ(refused(wish), "accounts.delegation_document");
  wish = wished("pho", until);
  wish.grant = list_grants(database(), admin_.text())->front().grant.id;
  EXPECT_EQ(refused(wish), "accounts.no_grant");
  EXPECT_EQ(count("role_delegation", "1 = 1"), 0);
  EXPECT_EQ(events("grants.delegated"), 0);
}

INSTANTIATE_TEST_SUITE_P(EachStore, DelegationTest, storage::each_store(), storage::store_name);
INSTANTIATE_TEST_SUITE_P(EachStore, GrantsTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
