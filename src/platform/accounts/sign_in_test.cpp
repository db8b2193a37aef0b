// Signing in on both stores: what is refused, what is counted, which session comes out.
#include "platform/accounts/sign_in.h"

#include "platform/accounts/accounts_for_tests.h"
#include "platform/accounts/pressure.h"

namespace luytre::accounts {
namespace {

class SignInTest : public AccountsTest {
 protected:
  Result<OpenedSession> enter(const std::string& login, std::string_view password = good_password) {
    return sign_in(*desk_, *writer_, login, password, origin());
  }
  // As if the lock had run out.
  void wait_for_the_lock() {
    ASSERT_TRUE(database().execute("UPDATE sign_in_pressure SET locked_until = '2000-01-01T00:00:00.000000Z'"));
  }
  std::optional<Session> alive(const std::string& secret) { return *living_session(database(), secret); }
};

TEST_P(SignInTest, opens_a_new_session_each_time) {
  const auto an = person("an");
  const auto first = enter("an");
  const auto second = enter("  AN ");
  ASSERT_TRUE(first && second);
  EXPECT_FALSE(first->needs_second_factor);
  EXPECT_EQ(first->account, an);
  EXPECT_NE(first->secret, second->secret);
  EXPECT_NE(first->form_token, second->form_token);
  const auto session = alive(first->secret);
  ASSERT_TRUE(session);
  EXPECT_NE(session->id, first->secret) << "the database keeps a digest";
  EXPECT_EQ(session->address, "192.0.2.7");
  EXPECT_FALSE(alive(session->id));
  EXPECT_FALSE(alive(""));
}

TEST_P(SignInTest, refuses_the_same_way_whoever_is_meant) {
  person("an");
  const auto waiting = invited("binh");
  EXPECT_EQ(code_of(enter("an", "wrong")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("an", "")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("nobody", "wrong")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("", "")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("binh", "")), "accounts.wrong_password") << "not opened yet";
  EXPECT_EQ(code_of(enter(std::string(5'000, 'a'), std::string(5'000, 'b'))), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("an' OR '1'='1")), "accounts.wrong_password");
}

TEST_P(SignInTest, a_suspended_account_is_told_so_only_with_its_password) {
  const auto an = person("an");
  ASSERT_TRUE(change_state(*writer_, by_operator(), an, AccountState::suspended));
  EXPECT_EQ(code_of(enter("an", "wrong")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("an")), "accounts.not_active");
}

TEST_P(SignInTest, wrong_passwords_lock_for_longer_and_longer) {
  const std::string start = "2026-11-25T02:00:00.000000Z";
  auto now = start;
  for (int wrong = 1; wrong < failures_before_lock; ++wrong) {
    EXPECT_FALSE(*count_failure(database(), "an", "192.0.2.7", now));
    EXPECT_TRUE(check_pressure(database(), "an", "192.0.2.7", now));
  }
  EXPECT_TRUE(*count_failure(database(), "an", "192.0.2.7", now)) << "the owner is told";
  EXPECT_EQ(code_of(check_pressure(database(), "an", "198.51.100.1", now)), "accounts.locked") << "from anywhere";
  EXPECT_TRUE(check_pressure(database(), "binh", "192.0.2.7", now)) << "others are free";
  EXPECT_EQ(code_of(check_pressure(database(), "an", "", storage::later(now, std::chrono::seconds(59)))),
            "accounts.locked");
  now = storage::later(now, std::chrono::seconds(60));
  EXPECT_TRUE(check_pressure(database(), "an", "192.0.2.7", now));
  EXPECT_FALSE(*count_failure(database(), "an", "192.0.2.7", now)) << "told once";
  EXPECT_EQ(code_of(check_pressure(database(), "an", "", storage::later(now, std::chrono::seconds(119)))),
            "accounts.locked");
  EXPECT_TRUE(check_pressure(database(), "an", "", storage::later(now, std::chrono::seconds(120))));
  const auto next_day = storage::later(start, failures_forgotten_after + std::chrono::minutes(1));
  EXPECT_FALSE(*count_failure(database(), "an", "192.0.2.7", next_day));
  EXPECT_TRUE(check_pressure(database(), "an", "192.0.2.7", next_day)) << "the count began anew";
}

TEST_P(SignInTest, one_address_does_not_try_many_logins) {
  const std::string now = "2026-11-25T02:00:00.000000Z";
  for (int at = 0; at < address_failures_max; ++at)
    ASSERT_TRUE(count_failure(database(), "login" + std::to_string(at), "192.0.2.7", now));
  EXPECT_EQ(code_of(check_pressure(database(), "another", "192.0.2.7", now)), "accounts.too_many_attempts");
  EXPECT_EQ(code_of(check_pressure(database(), "another", "::ffff:192.0.2.7", now)), "accounts.too_many_attempts");
  EXPECT_TRUE(check_pressure(database(), "another", "192.0.2.8", now));
  const auto later = storage::later(now, address_window);
  EXPECT_TRUE(check_pressure(database(), "another", "192.0.2.7", later));
  const auto next_day = storage::later(now, failures_forgotten_after + std::chrono::minutes(1));
  ASSERT_TRUE(count_failure(database(), "x", "192.0.2.9", next_day));
  EXPECT_EQ(count("sign_in_pressure"), 2) << "old rows go";
}

TEST_P(SignInTest, the_counts_are_bounded) {
  const std::string now = "2026-11-25T02:00:00.000000Z";
  std::vector<std::vector<storage::Value>> rows;
  for (std::int64_t at = 0; at < pressure_rows_max; ++at) {
    rows.push_back({std::string("login"), "login-" + std::to_string(at), std::int64_t{1},
                    storage::later(now, std::chrono::milliseconds(at)), std::string()});
  }
  ASSERT_TRUE(database().insert_rows("sign_in_pressure",
                                     {"kind", "subject", "failures", "counted_from", "locked_until"}, rows));
  ASSERT_TRUE(database().execute("UPDATE sign_in_pressure SET locked_until = ? WHERE subject = 'login-3'",
                                 {storage::later(now, std::chrono::hours(1))}));
  ASSERT_TRUE(count_failure(database(), "an", "192.0.2.7", storage::later(now, std::chrono::minutes(2))));
  EXPECT_LT(count("sign_in_pressure"), pressure_rows_max);
  EXPECT_EQ(count("sign_in_pressure", "subject = 'login-3'"), 1) << "a lock is never forgotten early";
  EXPECT_EQ(count("sign_in_pressure", "subject = 'login-4'"), 0);
}

TEST_P(SignInTest, ten_thousand_wrong_passwords_are_refused_and_leave_little_behind) {
  const auto an = person("an");
  int locked = 0;
  for (int at = 0; at < 10'000; ++at) {
    const auto refused = enter("an", "wrong");
    ASSERT_FALSE(refused);
    locked += refused.error().code == "accounts.locked" ? 1 : 0;
  }
  EXPECT_GT(locked, 9'900);
  EXPECT_LE(count("sign_in_pressure"), 2);
  EXPECT_EQ(events("accounts.locked"), 1);
  EXPECT_EQ(count("notice", "message_code = 'accounts.notice.account_locked' AND account = '" + an.text() + "'"), 1);
  EXPECT_EQ(code_of(enter("an")), "accounts.locked") << "the right one too";
  wait_for_the_lock();
  ASSERT_TRUE(enter("an"));
  EXPECT_EQ(count("sign_in_pressure", "kind = 'login'"), 0) << "forgotten";
}

TEST_P(SignInTest, a_login_that_nobody_has_locks_too_and_tells_nobody) {
  for (int at = 0; at < failures_before_lock; ++at) EXPECT_EQ(code_of(enter("ghost", "x")), "accounts.wrong_password");
  EXPECT_EQ(code_of(enter("ghost", "x")), "accounts.locked");
  EXPECT_EQ(events("accounts.locked"), 0);
}

TEST_P(SignInTest, the_second_factor_comes_before_anything_else) {
  const auto an = person("an");
  set_factor(an);
  const auto half = enter("an");
  ASSERT_TRUE(half);
  EXPECT_TRUE(half->needs_second_factor);
  ASSERT_TRUE(alive(half->secret));
  EXPECT_FALSE(alive(half->secret)->is_full);
  const auto code = next_code(an);
  const auto full = show_second_factor(*desk_, *writer_, half->secret, code, origin());
  ASSERT_TRUE(full) << full_message(full.error(), Language::en);
  EXPECT_NE(full->secret, half->secret) << "a new session, so that a planted one is worth nothing";
  EXPECT_FALSE(alive(half->secret));
  EXPECT_TRUE(alive(full->secret)->is_full);
  EXPECT_TRUE(alive(full->secret)->has_second_factor);
  const auto again = enter("an");
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, again->secret, code, origin())), "accounts.wrong_code")
      << "a code is good once";
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, half->secret, next_code(an), origin())),
            "accounts.no_half_session");
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, full->secret, next_code(an), origin())),
            "accounts.no_half_session")
      << "a whole session needs none";
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, "", next_code(an), origin())), "accounts.no_half_session");
}

TEST_P(SignInTest, a_recovery_code_is_good_once) {
  const auto an = person("an");
  const auto codes = set_factor(an);
  ASSERT_EQ(codes.size(), recovery_codes_count);
  std::string typed;
  for (const char c : codes[3])
    if (c != '-') typed += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  ASSERT_TRUE(show_second_factor(*desk_, *writer_, enter("an")->secret, typed, origin()));
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, enter("an")->secret, codes[3], origin())),
            "accounts.wrong_code");
  EXPECT_TRUE(show_second_factor(*desk_, *writer_, enter("an")->secret, codes[4], origin()));
  EXPECT_EQ(*count_recovery_codes(database(), an), 8);
  const auto binh = person("binh");
  set_factor(binh);
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, enter("binh")->secret, codes[5], origin())),
            "accounts.wrong_code")
      << "somebody else's";
}

TEST_P(SignInTest, wrong_codes_lock_like_wrong_passwords) {
  const auto an = person("an");
  set_factor(an);
  const auto half = enter("an");
  for (int at = 0; at < failures_before_lock; ++at) {
    // The right password in between does not begin the count anew.
    EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, half->secret, "x", origin())), "accounts.wrong_code");
    const bool is_locked = at + 1 == failures_before_lock;
    EXPECT_EQ(enter("an").has_value(), !is_locked);
  }
  EXPECT_EQ(code_of(show_second_factor(*desk_, *writer_, half->secret, next_code(an), origin())), "accounts.locked");
  EXPECT_EQ(code_of(enter("an")), "accounts.locked");
  EXPECT_EQ(events("accounts.locked"), 1);
}

TEST_P(SignInTest, sessions_end_when_idle_and_after_a_working_day) {
  person("an");
  const auto opened = enter("an");
  const auto set = [&](const std::string& column, std::chrono::milliseconds ago) {
    ASSERT_TRUE(database().execute("UPDATE session SET " + column + " = ?", {storage::later(*database().now(), -ago)}));
  };
  set("seen_at", session_idle - std::chrono::minutes(1));
  ASSERT_TRUE(alive(opened->secret));
  EXPECT_GT(alive(opened->secret)->seen_at, storage::later(*database().now(), -std::chrono::minutes(2))) << "seen now";
  set("seen_at", session_idle + std::chrono::minutes(1));
  EXPECT_FALSE(alive(opened->secret));
  set("seen_at", std::chrono::minutes(0));
  set("expires_at", std::chrono::minutes(0));
  EXPECT_FALSE(alive(opened->secret));
  ASSERT_TRUE(enter("an"));
  EXPECT_EQ(count("session"), 1) << "dead ones are swept";
}

TEST_P(SignInTest, nobody_waits_for_a_long_write_to_be_recognised) {
  person("an");
  const auto opened = enter("an");
  const auto earlier = storage::later(*database().now(), -std::chrono::minutes(5));
  ASSERT_TRUE(database().execute("UPDATE session SET seen_at = ?", {earlier}));
  auto other = another_connection();
  ASSERT_TRUE(other->begin(storage::TransactionKind::write));
  ASSERT_TRUE(other->execute("UPDATE session SET seen_at = seen_at"));
  const auto session = living_session(database(), opened->secret);
  ASSERT_TRUE(session) << full_message(session.error(), Language::en);
  EXPECT_TRUE(*session);
  ASSERT_TRUE(other->rollback());
  const std::string id = (*session)->id;
  EXPECT_EQ((*find_session(database(), id))->seen_at, earlier) << "noted the next time";
  ASSERT_TRUE(alive(opened->secret));
  EXPECT_GT((*find_session(database(), id))->seen_at, earlier);
}

TEST_P(SignInTest, signing_out_ends_that_session_alone) {
  person("an");
  const auto first = enter("an");
  const auto second = enter("an");
  ASSERT_TRUE(sign_out(*desk_, first->secret));
  ASSERT_TRUE(sign_out(*desk_, first->secret)) << "twice does no harm";
  EXPECT_FALSE(alive(first->secret));
  EXPECT_TRUE(alive(second->secret));
}

TEST_P(SignInTest, the_key_file_is_private_and_kept) {
  EXPECT_EQ(desk_->seal_key().size(), 32U);
  const auto key = desk_->seal_key();
  open_desk("");
  EXPECT_EQ(desk_->seal_key(), key);
  std::filesystem::permissions(secret_file_, std::filesystem::perms::group_read, std::filesystem::perm_options::add);
  EXPECT_EQ(code_of(Desk::open(another_connection(), {"", secret_file_})), "accounts.bad_secret_file");
}

INSTANTIATE_TEST_SUITE_P(EachStore, SignInTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
