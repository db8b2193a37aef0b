// Accounts over HTTP, on both stores: cookies, form tokens, origins, bearer tokens, and who sees what.
#include "platform/accounts/account_routes.h"

#include "platform/accounts/accounts_for_tests.h"

namespace luytre::accounts {
namespace {

using testing::HasSubstr;
using testing::Not;

// One person at one browser.
struct Browser {
  std::string cookie, form_token;
};

class AccountRoutesTest : public AccountsTest {
 protected:
  void SetUp() override {
    AccountsTest::SetUp();
    if (!IsSkipped()) serve("");
  }

  void serve(const std::string& public_url) {
    open_desk(public_url);
    router_ = std::make_unique<http::Router>();
    router_->set_doorkeeper(doorkeeper(*desk_));
    add_account_routes(*router_, doors());
    // Whom the doorkeeper recognised.
    for (const char* method : {"GET", "POST"}) {
      router_->add(method, "/who", [](const http::Request& request) -> Result<http::Response> {
        return http::document_response(
            "text/plain", request.actor.name + "|" + request.actor.origin.address + "|" + request.actor.origin.agent);
      });
    }
  }

  http::Response send(const std::string& method, const std::string& target, const std::string& body = "",
                      http::Fields headers = {}) {
    auto request = http::parse_target(target);
    EXPECT_TRUE(request) << target;
    request->method = method;
    request->body = body;
    request->remote = "192.0.2.7";
    request->headers = std::move(headers);
    request->headers.emplace_back("host", "ntm.example.vn");
    if (!body.empty()) request->headers.emplace_back("content-type", "application/json");
    return router_->answer(std::move(*request));
  }
  http::Response send(const Browser& browser, const std::string& method, const std::string& target,
                      const std::string& body = "") {
    return send(method, target, body, {{"cookie", browser.cookie}, {"x-form-token", browser.form_token}});
  }

  static std::string header_of(const http::Response& response, const std::string& name) {
    for (const auto& [known, value] : response.headers)
      if (known == name) return value;
    return {};
  }
  static std::string cookie_of_response(const http::Response& response) {
    const auto line = header_of(response, "Set-Cookie");
    return line.substr(0, line.find(';'));
  }
  static json::object object_of(const http::Response& response) {
    const auto value = parse_json(response.body);
    EXPECT_TRUE(value && value->is_object()) << response.body;
    return value && value->is_object() ? value->as_object() : json::object{};
  }
  static std::string code_in(const http::Response& response) {
    const auto object = object_of(response);
    return object.contains("code") ? std::string(object.at("code").as_string()) : "";
  }

  Browser browser_of(const http::Response& response) {
    EXPECT_EQ(response.status, 200) << response.body;
    return {cookie_of_response(response), std::string(object_of(response)["form_token"].as_string())};
  }
  Browser enter(const std::string& login) {
    return browser_of(send("POST", "/api/v1/session",
                           R"({"login":")" + login + R"(","password":")" + std::string(good_password) + R"("})"));
  }
  // Through the second factor, which is set when there is none.
  Browser enter_fully(const std::string& login, const AccountId& id) {
    if (!require_account(database(), id.text())->has_second_factor) set_factor(id);
    const auto half = enter(login);
    return browser_of(send("POST", "/api/v1/session/second-factor", R"({"code":")" + next_code(id) + R"("})",
                           {{"cookie", half.cookie}}));
  }
  std::string who(const Browser& browser) { return send(browser, "GET", "/who").body; }

  std::unique_ptr<http::Router> router_;
};

TEST_P(AccountRoutesTest, a_session_is_carried_by_a_cookie_that_scripts_cannot_read) {
  const auto an = person("an");
  const auto response =
      send("POST", "/api/v1/session", R"({"login":"an","password":")" + std::string(good_password) + R"("})",
           {{"user-agent", std::string(1'000, 'x')}});
  EXPECT_THAT(header_of(response, "Set-Cookie"),
              testing::MatchesRegex("luytre=[0-9a-f]+; Path=/; HttpOnly; SameSite=Lax"));
  EXPECT_EQ(header_of(response, "Cache-Control"), "no-store");
  const auto browser = browser_of(response);
  EXPECT_EQ(who(browser), "account:" + an.text() + "|192.0.2.7|");
  EXPECT_LE(list_sessions(database(), an)->front().agent.size(), agent_bytes_max);
  const auto me = object_of(send(browser, "GET", "/api/v1/session"));
  EXPECT_EQ(me.at("login"), "an");
  EXPECT_EQ(me.at("form_token").as_string(), browser.form_token);
  EXPECT_EQ(send(browser, "DELETE", "/api/v1/session").status, 200);
  EXPECT_THAT(who(browser), Not(HasSubstr("account")));
  EXPECT_EQ(send(browser, "GET", "/api/v1/session").status, 401);
}

TEST_P(AccountRoutesTest, over_https_the_cookie_is_bound_to_the_host) {
  serve("https://ntm.example.vn");
  person("an");
  const auto response =
      send("POST", "/api/v1/session", R"({"login":"an","password":")" + std::string(good_password) + R"("})",
           {{"origin", "https://ntm.example.vn"}});
  EXPECT_THAT(header_of(response, "Set-Cookie"), HasSubstr("__Host-luytre="));
  EXPECT_THAT(header_of(response, "Set-Cookie"), HasSubstr("; Secure"));
  const auto browser = browser_of(response);
  EXPECT_THAT(who(browser), HasSubstr("account:"));
  EXPECT_THAT(who({"luytre=" + browser.cookie.substr(browser.cookie.find('=') + 1), ""}), Not(HasSubstr("account:")))
      << "the plain name is not taken";
}

TEST_P(AccountRoutesTest, a_session_that_somebody_planted_is_not_carried_on) {
  person("an");
  const auto planted = enter("an");
  const auto entered =
      browser_of(send("POST", "/api/v1/session", R"({"login":"an","password":")" + std::string(good_password) + R"("})",
                      {{"cookie", planted.cookie}, {"x-form-token", planted.form_token}}));
  EXPECT_NE(entered.cookie, planted.cookie);
  EXPECT_THAT(who(planted), Not(HasSubstr("account:")));
  EXPECT_THAT(who(entered), HasSubstr("account:"));
  const auto made_up =
      send("POST", "/api/v1/session", R"({"login":"an","password":")" + std::string(good_password) + R"("})",
           {{"cookie", "luytre=chosen-by-the-attacker"}});
  EXPECT_THAT(header_of(made_up, "Set-Cookie"), Not(HasSubstr("chosen")));
}

TEST_P(AccountRoutesTest, a_bad_or_old_cookie_is_simply_nobody) {
  person("an");
  const auto browser = enter("an");
  const std::vector<std::string> cookies = {"luytre=x",           "luytre=",     "luytre", ";;;",
                                            browser.cookie + "0", "other=1; x=2"};
  for (const std::string& cookie : cookies) {
    EXPECT_EQ(who({cookie, ""}), "nobody|192.0.2.7|") << cookie;
  }
  EXPECT_THAT(who({"other=1; " + browser.cookie, ""}), HasSubstr("account:"));
  ASSERT_TRUE(database().execute("UPDATE session SET expires_at = ?", {*database().now()}));
  EXPECT_THAT(who(browser), Not(HasSubstr("account:")));
  EXPECT_EQ(send(browser, "POST", "/who", "{}").status, 200) << "nobody needs no form token";
}

TEST_P(AccountRoutesTest, a_half_session_is_nobody_until_the_factor_is_shown) {
  const auto an = person("an");
  set_factor(an);
  const auto response =
      send("POST", "/api/v1/session", R"({"login":"an","password":")" + std::string(good_password) + R"("})");
  EXPECT_TRUE(object_of(response).at("needs_second_factor").as_bool());
  EXPECT_EQ(object_of(response).at("form_token"), "");
  const auto half = browser_of(response);
  EXPECT_THAT(who(half), Not(HasSubstr("account:")));
  EXPECT_EQ(send(half, "POST", "/api/v1/me/tokens", R"({"name":"x","acts":["units.import"]})").status, 401);
  const auto full = browser_of(send("POST", "/api/v1/session/second-factor", R"({"code":")" + next_code(an) + R"("})",
                                    {{"cookie", half.cookie}}));
  EXPECT_NE(full.cookie, half.cookie);
  EXPECT_THAT(who(full), HasSubstr("account:"));
  EXPECT_THAT(who(half), Not(HasSubstr("account:")));
}

TEST_P(AccountRoutesTest, a_forged_request_is_refused) {
  person("an");
  const auto browser = enter("an");
  const auto post = [&](http::Fields headers) {
    headers.emplace_back("cookie", browser.cookie);
    return send("POST", "/who", R"({"x":1})", std::move(headers));
  };
  EXPECT_EQ(code_in(post({})), "accounts.form_token");
  EXPECT_EQ(code_in(post({{"x-form-token", "wrong"}})), "accounts.form_token");
  EXPECT_EQ(post({{"x-form-token", browser.form_token}}).status, 200);
  EXPECT_EQ(post({{"x-form-token", browser.form_token}, {"origin", "http://ntm.example.vn"}}).status, 200);
  for (const char* origin : {"http://evil.example", "https://ntm.example.vn", "http://ntm.example.vn.evil.example",
                             "null", "http://ntm.example.vn:81"}) {
    const auto response = post({{"x-form-token", browser.form_token}, {"origin", origin}});
    EXPECT_EQ(code_in(response), "accounts.foreign_origin") << origin;
    EXPECT_EQ(response.status, 403);
  }
  for (const char* site : {"cross-site", "same-site"}) {
    EXPECT_EQ(code_in(post({{"x-form-token", browser.form_token}, {"sec-fetch-site", site}})),
              "accounts.foreign_origin");
  }
  EXPECT_EQ(post({{"x-form-token", browser.form_token}, {"sec-fetch-site", "same-origin"}}).status, 200);
  EXPECT_EQ(
      send("POST", "/who", R"({"form_token":")" + browser.form_token + R"("})", {{"cookie", browser.cookie}}).status,
      200);
  EXPECT_EQ(code_in(send("POST", "/api/v1/session", R"({"login":"an","password":"x"})", {{"origin", "http://evil"}})),
            "accounts.foreign_origin")
      << "signing in too";
  EXPECT_EQ(send("GET", "/who", "", {{"cookie", browser.cookie}, {"origin", "http://evil.example"}}).status, 200);
}

TEST_P(AccountRoutesTest, a_bearer_token_is_good_until_it_ends) {
  const auto an = person("an", "commune_officer", "06001");
  const auto browser = enter("an");
  const auto issued =
      object_of(send(browser, "POST", "/api/v1/me/tokens", R"({"name":"nhập đêm","acts":["units.import"],"days":30})"));
  const std::string secret(issued.at("token").as_string());
  const auto with = [&](const std::string& token) {
    return send("POST", "/who", "{}", {{"authorization", "Bearer " + token}, {"origin", "http://elsewhere"}});
  };
  EXPECT_THAT(with(secret).body, HasSubstr("account:" + an.text())) << "no browser sends it by itself";
  EXPECT_EQ(code_in(with(secret + "x")), "accounts.bad_token");
  EXPECT_EQ(code_in(with("")), "accounts.bad_token");
  EXPECT_EQ(send("POST", "/api/v1/me/tokens", R"({"name":"x","acts":["units.import"]})",
                 {{"authorization", "Bearer " + secret}})
                .status,
            401);
  const auto listed = send(browser, "GET", "/api/v1/me/tokens").body;
  EXPECT_THAT(listed, HasSubstr("nhập đêm"));
  EXPECT_THAT(listed, Not(HasSubstr(secret)));
  ASSERT_TRUE(database().execute("UPDATE personal_token SET expires_at = ?", {*database().now()}));
  EXPECT_EQ(code_in(with(secret)), "accounts.bad_token");
  ASSERT_TRUE(database().execute("UPDATE personal_token SET expires_at = '2999-01-01T00:00:00.000000Z'"));
  EXPECT_EQ(with(secret).status, 200);
  ASSERT_TRUE(change_state(*writer_, by_operator(), an, AccountState::suspended));
  EXPECT_EQ(code_in(with(secret)), "accounts.bad_token");
  ASSERT_TRUE(change_state(*writer_, by_operator(), an, AccountState::active));
  const auto again = enter("an");
  EXPECT_EQ(send(again, "DELETE", "/api/v1/me/tokens/" + std::string(issued.at("id").as_string())).status, 200);
  EXPECT_EQ(code_in(with(secret)), "accounts.bad_token");
}

TEST_P(AccountRoutesTest, an_account_is_opened_over_http) {
  const auto made = invited("an");
  const auto open = [&](const std::string& code) {
    return send("POST", "/api/v1/activation",
                R"({"code":")" + code + R"(","password":")" + std::string(good_password) + R"("})");
  };
  EXPECT_EQ(open("nothing").status, 404);
  const auto browser = browser_of(open(made.code));
  EXPECT_THAT(who(browser), HasSubstr("account:"));
  EXPECT_EQ(code_in(open(made.code)), "accounts.bad_link");
  const auto offer = object_of(send(browser, "POST", "/api/v1/me/second-factor", "{}"));
  EXPECT_THAT(std::string(offer.at("address").as_string()), testing::StartsWith("otpauth://totp/"));
  EXPECT_THAT(std::string(offer.at("qr").as_string()), testing::StartsWith("<svg"));
  const auto trial = send(browser, "POST", "/api/v1/me/second-factor/confirmation?dry_run=true",
                          R"({"code":")" + next_code(made.account) + R"("})");
  EXPECT_EQ(trial.status, 200) << trial.body;
  EXPECT_EQ(header_of(trial, "Set-Cookie"), "");
  const auto set = send(browser, "POST", "/api/v1/me/second-factor/confirmation",
                        R"({"code":")" + next_code(made.account) + R"("})");
  EXPECT_EQ(object_of(set).at("recovery_codes").as_array().size(), recovery_codes_count);
  EXPECT_THAT(who(browser), Not(HasSubstr("account:"))) << "the session was exchanged";
  EXPECT_TRUE(object_of(send(browser_of(set), "GET", "/api/v1/session")).at("has_shown_second_factor").as_bool());
}

TEST_P(AccountRoutesTest, only_those_who_may_see_accounts) {
  const auto admin = person("quantri", "administrator", "20");
  const auto an = person("an", "commune_officer", "06001");
  const auto coordinator = person("dieuphoi", "coordinator", "20");
  const auto officer = enter("an");
  const auto manager = enter_fully("quantri", admin);
  const std::vector<std::string> targets = {"/api/v1/accounts", "/api/v1/accounts/" + an.text(), "/api/v1/grants",
                                            "/api/v1/accounts/" + an.text() + "/sessions"};
  for (const std::string& target : targets) {
    EXPECT_EQ(code_in(send("GET", target)), "access.not_signed_in") << target;
    EXPECT_EQ(code_in(send(officer, "GET", target)), "access.no_role") << target;
    EXPECT_EQ(send(manager, "GET", target).status, 200) << target;
  }
  const auto viewer = enter_fully("dieuphoi", coordinator);
  EXPECT_EQ(send(viewer, "GET", targets[0]).status, 200);
  EXPECT_EQ(code_in(send(viewer, "GET", targets[3])), "access.no_role") << "from where somebody acts";
  const auto half_way = enter("an");
  EXPECT_EQ(code_in(send(half_way, "GET", targets[0])), "access.no_role");
  const auto page = object_of(send(manager, "GET", "/api/v1/accounts?limit=2"));
  EXPECT_EQ(page.at("accounts").as_array().size(), 2U);
  const auto rest =
      object_of(send(manager, "GET", "/api/v1/accounts?cursor=" + std::string(page.at("next_cursor").as_string())));
  EXPECT_EQ(rest.at("accounts").as_array().size(), 1U);
  EXPECT_TRUE(rest.at("next_cursor").is_null());
  EXPECT_EQ(send(manager, "GET", "/api/v1/accounts/none").status, 404);
}

TEST_P(AccountRoutesTest, the_administrator_invites_gives_and_takes) {
  const auto admin = person("quantri", "administrator", "20");
  const auto coordinator = person("dieuphoi", "coordinator", "20");
  const auto manager = enter_fully("quantri", admin);
  const auto second = enter_fully("dieuphoi", coordinator);
  const std::string body = R"({"login":"an","full_name":"Trần An","reason":"nhận việc"})";
  const auto trial = object_of(send(manager, "POST", "/api/v1/accounts?dry_run=true", body));
  EXPECT_TRUE(trial.at("is_dry_run").as_bool());
  EXPECT_EQ(trial.at("code"), "");
  const auto made = object_of(send(manager, "POST", "/api/v1/accounts", body));
  const std::string id(made.at("account").as_string());
  EXPECT_NE(made.at("code"), "");
  EXPECT_EQ(send(manager, "POST", "/api/v1/accounts", body).status, 409);
  const auto grant = object_of(
      send(manager, "POST", "/api/v1/accounts/" + id + "/grants", R"({"role":"provincial_leader","unit":"20"})"));
  EXPECT_TRUE(grant.at("is_waiting").as_bool());
  const std::string decision = "/api/v1/grants/" + std::string(grant.at("grant").as_string()) + "/decision";
  EXPECT_EQ(code_in(send(manager, "POST", decision, R"({"decision":"approve"})")), "access.no_role");
  EXPECT_EQ(send(second, "POST", decision, R"({"decision":"perhaps"})").status, 400);
  EXPECT_EQ(send(second, "POST", decision, R"({"decision":"approve"})").status, 200);
  EXPECT_EQ(code_in(send(manager, "POST", "/api/v1/accounts/" + admin.text() + "/grants",
                         R"({"role":"auditor","unit":"20"})")),
            "accounts.grant_to_self");
  EXPECT_EQ(send(manager, "POST", decision, R"({"decision":"revoke"})").status, 200);
  for (const char* change : {"suspension", "resumption", "reset", "end-of-sessions", "closure"})
    EXPECT_EQ(send(manager, "POST", "/api/v1/accounts/" + id + "/" + change).status, 200) << change;
  EXPECT_EQ(code_in(send(manager, "POST", "/api/v1/accounts/" + id + "/erasure")), "access.no_role");
  EXPECT_EQ(send(manager, "POST", "/api/v1/accounts/" + id + "/deletion").status, 404);
  const auto officer = person("dpo", "data_protection_officer", "20");
  const auto erased =
      object_of(send(enter("dpo"), "POST", "/api/v1/accounts/" + id + "/erasure", R"({"reason":"đơn số 7"})"));
  EXPECT_EQ(erased.at("change"), "erasure");
  EXPECT_EQ(events("accounts.erased"), 1);
  EXPECT_FALSE(officer.is_empty());
}

TEST_P(AccountRoutesTest, a_list_is_imported_over_http) {
  const auto admin = person("quantri", "administrator", "20");
  const auto manager = enter_fully("quantri", admin);
  const std::string an = R"({"login":"An","full_name":"An","role":"commune_officer","unit":"06001"})";
  const auto import = [&](const std::string& rows) {
    return send(manager, "POST", "/api/v1/accounts/import", R"({"accounts":[)" + rows + "]}");
  };
  const auto refused = import(an + R"(,{"login":"b!","full_name":""})");
  EXPECT_EQ(refused.status, 422);
  EXPECT_EQ(code_in(refused), "accounts.import_refused");
  const auto made = object_of(import(an));
  ASSERT_EQ(made.at("accounts").as_array().size(), 1U);
  EXPECT_EQ(made.at("accounts").as_array()[0].at("login"), "an");
  EXPECT_NE(made.at("accounts").as_array()[0].at("code"), "");
}

INSTANTIATE_TEST_SUITE_P(EachStore, AccountRoutesTest, storage::each_store(), storage::store_name);

}  // namespace
}  // namespace luytre::accounts
