// For tests of this room: a small province with roles and rules of its own, people who signed in, and the real writer,
// desk, permit and doorkeeper over each store.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <liboath/oath.h>

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "platform/access/decide.h"
#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/manage.h"
#include "platform/accounts/own.h"
#include "platform/accounts/secret_store.h"
#include "platform/accounts/sign_in.h"
#include "platform/accounts/totp.h"
#include "platform/storage/instant.h"
#include "platform/storage/test_database.h"

namespace luytre::accounts {

// Two provinces; the first has two communes. Nothing ever changes in it.
class SmallTree final : public access::UnitTree {
 public:
  std::optional<access::Place> place(std::string_view unit, Date) const override {
    static const std::map<std::string, access::Span, std::less<>> spans = {
        {"VN", {0, 9}}, {"20", {1, 5}}, {"06001", {2, 3}}, {"06002", {3, 4}}, {"22", {5, 8}}};
    const auto found = spans.find(unit.empty() ? std::string_view("VN") : unit);
    if (found == spans.end()) return std::nullopt;
    return access::Place{found->second, found->first, false};
  }
  std::vector<access::Place> places_of_grant(std::string_view unit, Date day) const override {
    const auto found = place(unit, day);
    return found ? std::vector<access::Place>{*found} : std::vector<access::Place>{};
  }
  std::string level(std::string_view unit) const override {
    if (!place(unit, Date::open_end())) return "";
    if (unit.empty() || unit == "VN") return "country";
    return unit.size() == 2 ? "province" : "commune";
  }
};

inline access::Authority small_authority() {
  using access::ActKind;
  using access::Lane;
  access::Authority authority;
  authority.roles = {{"visitor", "PUB", Lane::any, {}, false, false},
                     {"commune_officer", "COF", Lane::committee, {"commune"}, false, true},
                     {"commune_front", "CFR", Lane::front, {"commune"}, false, true},
                     {"department_reviewer", "SEC", Lane::committee, {"province"}, true, true},
                     {"coordinator", "COO", Lane::committee, {"province"}, false, true},
                     {"provincial_leader", "LEA", Lane::committee, {"province"}, false, true},
                     {"auditor", "AUD", Lane::oversight, {"province", "country"}, false, false},
                     {"data_protection_officer", "DPO", Lane::oversight, {"province"}, false, false},
                     {"administrator", "ADM", Lane::administration, {"province"}, false, false}};
  authority.acts = {{"accounts.manage", ActKind::write, false, true}, {"accounts.view", ActKind::view, false, true},
                    {"accounts.erase", ActKind::write, false, true},  {"grants.propose", ActKind::write, false, true},
                    {"grants.decide", ActKind::approve, false, true}, {"grants.revoke", ActKind::write, false, true},
                    {"units.import", ActKind::write, false, true}};
  const Interval always{*Date::parse("2021-01-01"), Date::open_end()};
  const auto rule = [&](std::string role, std::string act) {
    authority.rules.push_back({std::move(role), std::move(act), access::Reach::own_and_below, always, "", {}});
  };
  for (const char* act : {"accounts.manage", "accounts.view", "grants.propose", "grants.revoke"})
    rule("administrator", act);
  for (const char* act : {"accounts.view", "grants.decide", "units.import"}) rule("coordinator", act);
  rule("provincial_leader", "grants.decide");
  rule("commune_officer", "units.import");
  rule("data_protection_officer", "accounts.erase");
  authority.departments = {{"health", {"Sở Y tế"}, "Sở Y tế", "Health", always}};
  return authority;
}

inline std::string code_of(const auto& result) { return result ? "" : result.error().code; }

inline constexpr std::string_view good_password = "tre xanh bên bờ ao làng";

class AccountsTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    writer_database_ = another_connection();
    ASSERT_NE(writer_database_, nullptr);
    writer_ = std::make_unique<commands::Writer>(
        *writer_database_, [](audit::EventNumber) {}, permit());
    secret_file_ = testing::TempDir() + "luytre-accounts-" + hex(random_bytes(8)) + ".secret";
    open_desk("");
  }
  void TearDown() override {
    desk_.reset();
    writer_.reset();
    writer_database_.reset();
    std::error_code ignored;
    if (!secret_file_.empty()) std::filesystem::remove(secret_file_, ignored);
  }

  void open_desk(const std::string& public_url) {
    auto opened = Desk::open(another_connection(), {public_url, secret_file_});
    ASSERT_TRUE(opened) << full_message(opened.error(), Language::en);
    desk_ = *std::move(opened);
  }

  // As the gate of the program decides, over the small tree.
  Result<access::Decision> decision(storage::Database& database, const access::Actor& actor,
                                    const access::Ask& ask) const {
    const auto grants = grants_of(database, actor.account);
    if (!grants) return pass_on(grants);
    access::Ask asked = ask;
    if (asked.unit.empty()) asked.unit = "20";
    return access::decide(authority_, tree_, *grants, actor, asked, today_);
  }
  commands::Permit permit() {
    return [this](storage::Database& database, const access::Actor& actor,
                  const access::Ask& ask) -> Result<commands::Permission> {
      const auto decided = decision(database, actor, ask);
      if (!decided) return pass_on(decided);
      if (!decided->is_allowed()) return tl::unexpected(access::refusal_of(*decided, actor, ask, today_));
      return commands::Permission{decided->grant, ""};
    };
  }

  AccountDoors doors() {
    return {
        *desk_,
        *writer_,
        [this](storage::Database& database, const access::Viewer& viewer, const access::Ask& ask) -> Done {
          const auto decided = decision(database, viewer, ask);
          if (!decided) return pass_on(decided);
          if (decided->is_allowed()) return {};
          return tl::unexpected(access::refusal_of(*decided, viewer, ask, today_));
        },
        [this](storage::Database&) { return Result<access::Authority>(authority_); },
        [this](storage::Database&, const std::string& unit, Date day) -> Result<std::pair<std::string, std::string>> {
          const auto place = tree_.place(unit.empty() ? "20" : unit, day);
          if (!place) return refuse("access.unknown_unit", {{"unit", unit}, {"day", day.text()}}, "/unit");
          return std::pair(place->unit, tree_.level(place->unit));
        },
        [this] { return today_; },
        [] { return 1'800'000'000'000LL; }};
  }

  Rules rules() const { return {authority_, today_}; }

  static commands::Order by(access::Actor actor) {
    commands::Order order;
    order.actor = std::move(actor);
    return order;
  }
  static commands::Order by_operator() { return by(access::Actor::local_operator("test")); }
  static commands::Order by_account(const AccountId& id, bool has_second_factor = true) {
    auto actor = access::Actor::of_account(id.text());
    actor.origin = origin();
    actor.has_second_factor = has_second_factor;
    return by(std::move(actor));
  }
  static access::Origin origin() { return {"192.0.2.7", "Firefox"}; }

  Invited invited(const std::string& login) {
    auto made = invite(*writer_, by_operator(), {login, "Nguyễn Văn " + login, login + "@xa.example.vn", "", ""}, "20",
                       1'800'000'000'000LL);
    EXPECT_TRUE(made) << full_message(made.error(), Language::en);
    return made ? *made : Invited{};
  }

  // Invited, and opened with the good password.
  AccountId person(const std::string& login) {
    const auto made = invited(login);
    const auto opened = activate(*desk_, *writer_, rules(), made.code, std::string(good_password), origin());
    EXPECT_TRUE(opened) << full_message(opened.error(), Language::en);
    return made.account;
  }

  // A role from long ago, whoever gave it.
  std::string give(const AccountId& account, const std::string& role, const std::string& unit,
                   const std::string& department = "") {
    GrantRecord record;
    record.grant = {"grant-" + std::to_string(++grants_given_),
                    role,
                    unit,
                    department,
                    {*Date::parse("2021-01-01"), Date::open_end()}};
    record.account = account;
    record.proposed_by = "local operator";
    EXPECT_TRUE(insert_grant(database(), record));
    EXPECT_TRUE(insert_grant_decision(database(), record.grant.id, 0, GrantState::approved, "local operator"));
    return record.grant.id;
  }
  AccountId person(const std::string& login, const std::string& role, const std::string& unit) {
    auto id = person(login);
    give(id, role, unit);
    return id;
  }

  // A code the account's app would show; a step that was used already is half a minute ago by then.
  std::string next_code(const AccountId& id) {
    const auto secret = find_secret(database(), id);
    const auto raw =
        unsealed(secret->totp_pending.empty() ? secret->totp_sealed : secret->totp_pending, desk_->seal_key());
    const std::int64_t step = *storage::parse_instant(*database().now()) / 1'000'000 / totp_step_seconds;
    EXPECT_TRUE(database().execute("UPDATE account_secret SET totp_step = ? WHERE account = ? AND totp_step >= ?",
                                   {step - 1, id.text(), step}));
    return totp_code(*raw, step);
  }
  static std::string totp_code(const std::string& raw, std::int64_t step) {
    std::array<char, 7> code{};
    oath_hotp_generate(raw.data(), raw.size(), static_cast<std::uint64_t>(step), 6, false, OATH_HOTP_DYNAMIC_TRUNCATION,
                       code.data());
    return code.data();
  }
  // The recovery codes.
  std::vector<std::string> set_factor(const AccountId& id) {
    EXPECT_TRUE(begin_factor(*desk_, by_account(id, false).actor, "Lũy Tre"));
    const auto set = confirm_factor(*desk_, *writer_, by_account(id, false), next_code(id));
    EXPECT_TRUE(set) << full_message(set.error(), Language::en);
    return set ? set->recovery_codes : std::vector<std::string>{};
  }

  std::int64_t count(const std::string& table, const std::string& where = "1 = 1") {
    return database().query("SELECT count(*) FROM " + table + " WHERE " + where)->front().integer(0);
  }
  std::int64_t events(const std::string& kind) { return count("event", "kind = '" + kind + "'"); }

  access::Authority authority_ = small_authority();
  SmallTree tree_;
  Date today_ = *Date::parse("2026-11-25");
  std::unique_ptr<storage::Database> writer_database_;
  std::unique_ptr<commands::Writer> writer_;
  std::unique_ptr<Desk> desk_;
  std::string secret_file_;
  int grants_given_ = 0;
};

}  // namespace luytre::accounts
