// For tests of this room: Lạng Sơn, a small law, people who may each do so much, and the routes over each store.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "base/hash.h"
#include "platform/storage/test_database.h"
#include "programme/criteria/miniature_for_test.h"
#include "programme/evidence/evidence_routes.h"
#include "programme/evidence/evidence_store.h"
#include "programme/evidence/photo_for_tests.h"
#include "programme/units/import_units.h"
#include "programme/units/unit_store.h"

namespace luytre::evidence {

// "an" adds for Đoàn Kết, "binh" for Châu Sơn, "chi" for both; "dung" only views, both.
inline Done may_for_test(const access::Viewer& viewer, const access::Ask& ask) {
  static const std::map<std::string, std::set<std::string>> communes = {
      {"an", {"06001", "05998"}}, {"binh", {"06637"}}, {"chi", {"06001", "06637"}}, {"dung", {"06001", "06637"}}};
  if (!viewer.is_signed_in()) return refuse("access.not_signed_in");
  const auto own = communes.find(viewer.account);
  const bool is_own = own != communes.end() && own->second.contains(ask.unit.substr(0, ask.unit.find('@')));
  if (!is_own || (viewer.account == "dung" && ask.act != "evidence.view")) return refuse("access.outside");
  return {};
}

class EvidenceTest : public storage::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    folder_ = std::filesystem::temp_directory_path() / ("luytre-evidence-" + hex(random_bytes(8)));
    writer_ = std::make_unique<commands::Writer>(
        database(), [](audit::EventNumber) {},
        [](storage::Database&, const access::Actor& actor, const access::Ask& ask) -> Result<commands::Permission> {
          if (actor.kind == access::ActorKind::local_operator) return commands::Permission{};
          if (auto may = may_for_test(actor, ask); !may) return pass_on(may);
          return commands::Permission{};
        });
    ASSERT_TRUE(units::seed_reference(*writer_, access::Actor::local_operator(), "20"));
    known_.units = *units::load_register(database(), audit::head(database())->number);
    known_.law = std::make_shared<const criteria::Library>(criteria::read_for_test(criteria::miniature()));
    known_.today = Date::of(2025, 12, 31);
    open({folder_.string(), 4'000'000, ""});
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  void open(Settings settings) {
    auto desk = Desk::open(another_connection(), std::move(settings));
    ASSERT_TRUE(desk) << full_message(desk.error(), Language::en);
    desk_ = std::move(*desk);
    router_ = std::make_unique<http::Router>();
    router_->set_doorkeeper([](http::Request& request) -> Done {
      if (const auto account = request.header("x-account"); !account.empty()) {
        request.actor = access::Actor::of_account(account);
      }
      return {};
    });
    add_evidence_routes(*router_, {*desk_, [this]() -> Result<Known> { return known_; }, *writer_, may_for_test,
                                   [] { return 1'766'000'000'000LL; }});
  }

  http::Response ask(const std::string& account, const std::string& method, const std::string& target,
                     const std::string& body = "", const std::string& type = "application/json") {
    auto request = http::parse_target("/api/v1/evidence" + target);
    request->method = method;
    request->body = body;
    if (!body.empty()) request->headers.emplace_back("content-type", type);
    if (!account.empty()) request->headers.emplace_back("x-account", account);
    return router_->answer(std::move(*request));
  }
  http::Response post(const std::string& account, const std::string& target, const json::object& body = {}) {
    return ask(account, "POST", target, compact(body));
  }
  http::Response put(const std::string& account, const std::string& upload, std::size_t offset,
                     const std::string& chunk) {
    return ask(account, "PUT", "/uploads/" + upload + "?offset=" + std::to_string(offset), chunk,
               "application/octet-stream");
  }
  static json::object told(const http::Response& response) {
    const auto value = parse_json(response.body);
    return value && value->is_object() ? value->as_object() : json::object();
  }
  static std::string word(const http::Response& response, std::string_view name) {
    const json::object object = told(response);
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string(value->as_string()) : "";
  }
  static std::int64_t number(const http::Response& response, std::string_view name) {
    const json::object object = told(response);
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_int64() ? value->as_int64() : -1;
  }

  static json::object announced(const std::string& bytes, const std::string& name, const std::string& unit = "06001") {
    return {{"unit", unit}, {"file_name", name}, {"bytes", bytes.size()}, {"sha256", hex(sha256(bytes))}};
  }
  http::Response begun(const std::string& account, const std::string& bytes, const std::string& name = "a.jpg",
                       const std::string& unit = "06001") {
    return post(account, "/uploads", announced(bytes, name, unit));
  }
  // Announced, sent whole and completed: the last answer.
  http::Response sent(const std::string& account, const std::string& bytes, const std::string& name = "a.jpg",
                      const std::string& unit = "06001", const json::array& uses = {}) {
    const auto begin = begun(account, bytes, name, unit);
    const std::string upload = word(begin, "upload");
    for (std::size_t at = 0; begin.status == 200 && at < bytes.size(); at += chunk_bytes_max) {
      const auto put_one = put(account, upload, at, bytes.substr(at, chunk_bytes_max));
      if (put_one.status != 200) return put_one;
    }
    if (begin.status != 200) return begin;
    return post(account, "/uploads/" + upload + "/completion", {{"uses", uses}});
  }
  std::int64_t count(const std::string& table) {
    return database().query("SELECT count(*) FROM " + table)->front().integer(0);
  }
  static json::object use(const std::string& measure = "water", const std::string& as_of = "2025-12-31") {
    return {{"measure", measure}, {"as_of", as_of}};
  }

  std::filesystem::path folder_;
  std::unique_ptr<commands::Writer> writer_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<http::Router> router_;
  Known known_;
};

}  // namespace luytre::evidence
