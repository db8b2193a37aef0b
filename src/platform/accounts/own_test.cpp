// What people do with their own account, on both stores.
#include "platform/accounts/own.h"

#include "platform/accounts/accounts_for_tests.h"
#include "platform/accounts/pressure.h"

namespace luytre::accounts {
namespace {

class OwnTest : public AccountsTest {
 protected:
  std::string opens(const std::string& code, const std::string& password = std::string(good_password)) {
    return code_of(activate(*desk_, *writer_, rules(), code, password, origin()));
  }
  bool enters(const std::string& login, std::string_view password) {
    return sign_in(*desk_, *writer_, login, password, origin()).has_value();
  }
};

TEST_P(OwnTest, a_one_time_code_opens_once) {
  const auto made = invited("an");
  EXPECT_EQ(account_of_link(*desk_, made.code)->id, made.account);
  EXPECT_EQ(opens(made.code, "short"), "accounts.password_short");
  EXPECT_EQ(opens(made.code, "Nguyễn Văn an nv"), "accounts.password_about_you");
  EXPECT_EQ(opens("AAAA-AAAA-AAAA-AAAA-AAAA"), "accounts.bad_link");
  EXPECT_EQ(opens(""), "accounts.bad_link");
  EXPECT_EQ(count("session"), 0);
  EXPECT_EQ(opens(made.code), "");
  EXPECT_EQ(require_account(database(), made.account.text())->state, AccountState::active);
  EXPECT_EQ(opens(made.code), "accounts.bad_link") << "replayed";
  EXPECT_EQ(code_of(account_of_link(*desk_, made.code)), "accounts.bad_link");
  EXPECT_EQ(events("accounts.activated"), 1);
}

TEST_P(OwnTest, a_one_time_code_ends) {
  const auto made = invited("an");
  ASSERT_TRUE(database().execute("UPDATE one_time_link SET expires_at = ?", {*database().now()}));
  EXPECT_EQ(opens(made.code), "accounts.bad_link");
  const auto again = reset(*writer_, by_operator(), rules(), made.account, false, 1);
  ASSERT_TRUE(again);
  const auto newest = reset(*writer_, by_operator(), rules(), made.account, false, 1);
  EXPECT_EQ(opens(again->code), "accounts.bad_link") << "a newer one was made";
  ASSERT_TRUE(change_state(*writer_, by_operator(), made.account, AccountState::suspended));
  EXPECT_EQ(opens(newest->code), "accounts.not_active");
}

TEST_P(OwnTest, a_reset_lifts_the_lock_and_ends_the_old_password) {
  const auto an = person("an");
  set_factor(an);
  for (int at = 0; at < failures_before_lock; ++at) enters("an", "wrong");
  const auto made = reset(*writer_, by_operator(), rules(), an, false, 1);
  ASSERT_TRUE(made);
  EXPECT_EQ(count("session"), 0);
  const auto opened = activate(*desk_, *writer_, rules(), made->code, "một mật khẩu khác hẳn", origin());
  ASSERT_TRUE(opened) << full_message(opened.error(), Language::en);
  EXPECT_TRUE(opened->needs_second_factor) << "the factor stays unless it was lost";
  EXPECT_FALSE(enters("an", good_password));
  EXPECT_TRUE(enters("an", "một mật khẩu khác hẳn"));
  ASSERT_TRUE(reset(*writer_, by_operator(), rules(), an, true, 1));
  EXPECT_FALSE(require_account(database(), an.text())->has_second_factor);
  EXPECT_EQ(*count_recovery_codes(database(), an), 0);
}

TEST_P(OwnTest, the_password_changes_only_with_the_old_one) {
  const auto an = person("an");
  const auto change = [&](const std::string& current, const std::string& wanted) {
    return code_of(change_password(*desk_, *writer_, by_account(an), rules(), current, wanted));
  };
  EXPECT_EQ(change("wrong", "một mật khẩu khác hẳn"), "accounts.wrong_current_password");
  EXPECT_EQ(change(std::string(good_password), "ngắn"), "accounts.password_short");
  ASSERT_TRUE(enters("an", good_password));
  EXPECT_EQ(change(std::string(good_password), "một mật khẩu khác hẳn"), "");
  EXPECT_EQ(count("session"), 0) << "the others end; this order came from none";
  EXPECT_FALSE(enters("an", good_password));
  EXPECT_TRUE(enters("an", "một mật khẩu khác hẳn"));
  for (int at = 0; at < failures_before_lock; ++at) change("wrong", "một mật khẩu khác hẳn");
  EXPECT_EQ(change("một mật khẩu khác hẳn", std::string(good_password)), "accounts.locked")
      << "a stolen session does not guess";
}

TEST_P(OwnTest, a_password_is_nowhere_in_the_database) {
  const auto an = person("an");
  auto order = by_account(an);
  order.idempotency_key = "k1";
  order.request = "/api/v1/me/password\n{\"password\":\"một mật khẩu khác hẳn\"}";
  const auto plain = sha256(order.request);
  ASSERT_TRUE(change_password(*desk_, *writer_, order, rules(), std::string(good_password), "một mật khẩu khác hẳn"));
  const auto kept = database().query("SELECT request_digest FROM answered_order WHERE idempotency_key = 'k1'");
  ASSERT_EQ(kept->size(), 1U);
  EXPECT_NE(kept->front().bytes(0), plain) << "a digest that could be tried out";
}

TEST_P(OwnTest, a_factor_counts_only_when_it_was_confirmed) {
  const auto an = person("an");
  const auto actor = by_account(an, false).actor;
  EXPECT_EQ(code_of(confirm_factor(*desk_, *writer_, by_account(an, false), "123456")), "accounts.no_pending_factor");
  const auto offer = begin_factor(*desk_, actor, "Lũy Tre");
  ASSERT_TRUE(offer);
  EXPECT_EQ(pending_factor(*desk_, actor, "Lũy Tre")->address, offer->address);
  EXPECT_FALSE(require_account(database(), an.text())->has_second_factor);
  EXPECT_EQ(code_of(confirm_factor(*desk_, *writer_, by_account(an, false), "x")), "accounts.wrong_code");
  auto trial = by_account(an, false);
  trial.is_dry_run = true;
  const auto tried = confirm_factor(*desk_, *writer_, trial, next_code(an));
  ASSERT_TRUE(tried);
  EXPECT_TRUE(tried->session.secret.empty()) << "a trial opens nothing";
  EXPECT_TRUE(tried->recovery_codes.empty());
  EXPECT_FALSE(require_account(database(), an.text())->has_second_factor);
  const auto set = confirm_factor(*desk_, *writer_, by_account(an, false), next_code(an));
  ASSERT_TRUE(set);
  EXPECT_EQ(set->recovery_codes.size(), recovery_codes_count);
  EXPECT_EQ(count("session"), 1) << "the ones before the factor are gone";
  EXPECT_TRUE((*living_session(database(), set->session.secret))->has_second_factor);
  EXPECT_EQ(code_of(begin_factor(*desk_, actor, "Lũy Tre")), "accounts.show_factor_first");
  EXPECT_EQ(code_of(renew_recovery_codes(*writer_, by_account(an, false))), "accounts.show_factor_first");
  const auto renewed = renew_recovery_codes(*writer_, by_account(an));
  ASSERT_TRUE(renewed);
  EXPECT_NE(*renewed, set->recovery_codes);
  EXPECT_EQ(*count_recovery_codes(database(), an), 10);
}

TEST_P(OwnTest, whoever_approves_must_have_a_factor_and_may_have_a_shorter_password) {
  const auto made = invited("binh");
  EXPECT_FALSE(*must_have_factor(database(), made.account, rules()));
  EXPECT_EQ(opens(made.code, "k7#pQ2xz"), "accounts.password_short");
  give(made.account, "coordinator", "20");
  EXPECT_TRUE(*must_have_factor(database(), made.account, rules()));
  EXPECT_EQ(opens(made.code, "k7#pQ2xz"), "");
  const access::Ask ask{"accounts.view", "20", {}, {}};
  EXPECT_EQ(decision(database(), by_account(made.account, false).actor, ask)->verdict,
            access::Verdict::needs_second_factor);
  EXPECT_TRUE(decision(database(), by_account(made.account).actor, ask)->is_allowed());
}

TEST_P(OwnTest, a_token_has_a_scope_and_an_end) {
  const auto an = person("an", "coordinator", "20");
  const auto issue = [&](const std::string& name, std::vector<std::string> acts, int days) {
    return issue_token(*writer_, by_account(an), rules(), {name, std::move(acts), days}, 1);
  };
  EXPECT_EQ(code_of(issue("", {"accounts.view"}, 30)), "accounts.token_name");
  EXPECT_EQ(code_of(issue("x", {"accounts.view"}, 0)), "accounts.token_days");
  EXPECT_EQ(code_of(issue("x", {"accounts.view"}, token_days_max + 1)), "accounts.token_days");
  EXPECT_EQ(code_of(issue("x", {}, 30)), "accounts.token_acts");
  EXPECT_EQ(code_of(issue("x", {"accounts.view", "grants.decide"}, 30)), "accounts.token_acts") << "it approves";
  EXPECT_EQ(code_of(issue("x", {"no.such_act"}, 30)), "accounts.token_acts");
  const auto token = issue("nightly import", {"units.import"}, token_days_max);
  ASSERT_TRUE(token);
  EXPECT_EQ(count("personal_token", "digest = '" + token->secret + "'"), 0) << "a digest is kept";
  auto actor = access::Actor::of_account(an.text());
  actor.kind = access::ActorKind::token;
  actor.token_acts = {"units.import"};
  EXPECT_TRUE(decision(database(), actor, {"units.import", "20", {}, {}})->is_allowed());
  EXPECT_EQ(decision(database(), actor, {"accounts.view", "20", {}, {}})->verdict, access::Verdict::token_scope);
  EXPECT_EQ(decision(database(), actor, {"grants.decide", "20", {}, {}})->verdict, access::Verdict::token_never);
  EXPECT_EQ(code_of(issue_token(*writer_, by(actor), rules(), {"x", {"units.import"}, 1}, 1)), "accounts.sign_in_first")
      << "a token makes no tokens";
  const auto binh = person("binh");
  EXPECT_EQ(code_of(revoke_token(*writer_, by_account(binh), token->id)), "accounts.no_token");
  EXPECT_TRUE(revoke_token(*writer_, by_account(an), token->id));
  EXPECT_EQ(code_of(revoke_token(*writer_, by_account(an), token->id)), "accounts.no_token");
  for (std::size_t at = 0; at < tokens_max; ++at) ASSERT_TRUE(issue("x", {"units.import"}, 1));
  EXPECT_EQ(code_of(issue("x", {"units.import"}, 1)), "accounts.too_many_tokens");
}

TEST_P(OwnTest, sessions_are_ended_by_their_owner_only) {
  const auto an = person("an");
  const auto binh = person("binh");
  const auto session = list_sessions(database(), an)->front();
  EXPECT_EQ(code_of(end_own_session(*desk_, by_account(binh).actor, session.id)), "accounts.no_session");
  ASSERT_TRUE(enters("an", good_password));
  auto actor = by_account(an).actor;
  actor.session = session.id;
  ASSERT_TRUE(end_other_sessions(*desk_, actor));
  EXPECT_EQ(list_sessions(database(), an)->size(), 1U);
  EXPECT_EQ(list_sessions(database(), an)->front().id, session.id);
  EXPECT_EQ(list_sessions(database(), binh)->size(), 1U);
  EXPECT_TRUE(end_own_session(*desk_, actor, session.id));
  EXPECT_EQ(list_sessions(database(), an)->size(), 0U);
}

TEST_P(OwnTest, nobody_acts_without_an_account) {
  EXPECT_EQ(code_of(renew_recovery_codes(*writer_, by(access::Actor::nobody()))), "accounts.show_factor_first");
  EXPECT_EQ(code_of(revoke_token(*writer_, by(access::Actor::nobody()), "x")), "accounts.sign_in_first");
  EXPECT_EQ(code_of(begin_factor(*desk_, access::Actor::nobody(), "x")), "accounts.unknown");
}

INSTANTIATE_TEST_SUITE_P(EachStore, OwnTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
