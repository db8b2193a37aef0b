// A slip answered on a phone, and what a commune displays, over the router and a round driven by its verbs.
#include <gmock/gmock.h>

#include "outputs/portal/slip_pages.h"
#include "outputs/portal/words.h"
#include "programme/surveys/round_for_test.h"
#include "programme/surveys/serial.h"
#include "programme/surveys/tasks.h"

namespace luytre::portal {
namespace {

using surveys::Channel;
using surveys::Command;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;

const std::string page_path = "/xa/06001-doan-ket/hai-long";

std::string between(const std::string& text, const std::string& from, const std::string& to, std::size_t& at) {
  const std::size_t begin = text.find(from, at);
  if (begin == std::string::npos) return {};
  const std::size_t end = text.find(to, begin + from.size());
  at = end;
  return text.substr(begin, end - begin);
}

class SurveySite : public testing::Test {
 protected:
  void SetUp() override {
    const Source source = [this](std::optional<audit::EventNumber> at) { return snapshot(at); };
    const auto today = [this] { return world_.today; };
    add_portal_routes(router_, source, today);
    auto wrong = std::make_shared<surveys::WrongSerials>([](const std::string& address) { return address; },
                                                         [this] { return now_; });
    add_slip_pages(router_, source, today,
                   {[this](auto) { return Result<surveys::Known>(world_.known()); }, world_.desk(),
                    [this](const auto& work) { return work(world_.database()); }, std::move(wrong)});
    // Whoever were asked would be refused: nobody is.
    router_.set_doorkeeper([](http::Request& request) -> Done {
      if (request.method == "POST") return refuse("access.not_signed_in");
      return {};
    });
  }

  Result<std::shared_ptr<const record::Snapshot>> snapshot(std::optional<audit::EventNumber> at) {
    auto loaded = record::load_snapshot(world_.database(), at);
    if (!loaded) return pass_on(loaded);
    auto with_law = std::make_shared<record::Snapshot>(**loaded);
    with_law->law = surveys::law();
    return std::shared_ptr<const record::Snapshot>(std::move(with_law));
  }

  http::Response get(const std::string& target) { return router_.answer(http::parse_target(target).value()); }

  http::Response post(const http::Fields& fields, const std::string& remote = "10.0.0.1",
                      const std::string& forwarded = "") {
    http::Request request = http::parse_target("/phieu").value();
    request.method = "POST";
    request.remote = remote;
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}, {"origin", "null"}};
    if (!forwarded.empty()) request.headers.emplace_back("x-forwarded-for", forwarded);
    for (const auto& [name, value] : fields) {
      request.body += (request.body.empty() ? "" : "&") + name + "=" + http::percent_encoded(value);
    }
    return router_.answer(request);
  }
  http::Fields answered(const std::string& serial) {
    return {{"serial", serial},
            {"round", world_.round},
            {"answer-q01", "satisfied"},
            {"answer-q02", "not_satisfied"},
            {"words-q02", "Kênh <nhỏ>"}};
  }

  // Each village: so many slips, of which so many dissent on the last question and one on the first.
  void collect(std::size_t slips, std::size_t dissent) {
    for (const std::string& village : world_.villages) {
      std::vector<surveys::SlipWish> wishes;
      for (std::size_t i = 0; i < slips; ++i) {
        std::string answers(10, 's');
        if (i < dissent) answers[9] = 'n';
        if (i == 0) answers[0] = 'n';
        if (i >= slips - 11) answers[4] = '-';
        wishes.push_back(world_.slip(world_.serials[village][i], answers));
      }
      world_.enter("an", village, Channel::meeting, wishes);
      ASSERT_EQ(world_.seal(village), "");
    }
    ASSERT_EQ(world_.step(Command::consolidate, "mat-tran-xa"), "");
  }

  // Nothing between ten and the whole is small; a number below ten stands in ranges alone.
  static void expect_no_small_cell(const std::string& page) {
    std::size_t at = page.find("<table class=\"questions\">");
    ASSERT_NE(at, std::string::npos);
    int cells = 0;
    for (std::string cell = between(page, "<td class=\"number\"", "</td>", at); !cell.empty();
         cell = between(page, "<td class=\"number\"", "</td>", at)) {
      ++cells;
      const std::string text =
          cell.substr(cell.rfind("<small>") == std::string::npos ? cell.find('>') + 1 : cell.rfind("<small>") + 7);
      const bool is_number = !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) != 0;
      if (!is_number || text.find("–") != std::string::npos || text.find('%') != std::string::npos) continue;
      EXPECT_GE(std::stoi(text), 10) << cell;
    }
    EXPECT_GE(cells, 40);
  }

  surveys::RoundWorld world_{storage::StoreKind::sqlite, 2, 60};
  http::Router router_;
  long long now_ = 1'762'000'000'000;
};

TEST_F(SurveySite, a_slip_is_answered_without_script_account_or_cookie) {
  world_.begin(5);
  const std::string serial = world_.serials[world_.villages[0]][0];
  const auto first = get("/phieu");
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.header("Cache-Control"), "no-store");
  EXPECT_EQ(first.header("Referrer-Policy"), "no-referrer");
  EXPECT_THAT(std::string(first.header("Content-Security-Policy")), HasSubstr("media-src 'self'"));
  EXPECT_TRUE(first.header("Set-Cookie").empty());
  EXPECT_THAT(first.body,
              AllOf(HasSubstr("method=\"post\""), HasSubstr("autocomplete=\"off\""), HasSubstr("slip.js?v=")));
  EXPECT_EQ(get("/en/phieu").status, 200);

  const auto asked = post({{"serial", serial}});
  EXPECT_EQ(asked.status, 200);
  EXPECT_THAT(asked.body, AllOf(HasSubstr("Thôn 1"), HasSubstr("name=\"answer-q10\""), HasSubstr(world_.round),
                                HasSubstr(day_text(world_.wished.closes_on.value(), Language::vi))));
  const auto taken = post(answered(serial));
  EXPECT_EQ(taken.status, 200);
  EXPECT_THAT(taken.body, AllOf(HasSubstr(say("portal_surveys.slip.taken", Language::vi)), Not(HasSubstr(serial))));
  EXPECT_EQ(post(answered(serial)).status, 200);  // the answer was lost on the way: no harm
  const auto counts = surveys::count_pending(world_.database(), world_.desk(), world_.round, world_.villages[0]);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->whole, 1);
}

TEST_F(SurveySite, what_is_wrong_stands_above_the_form_and_what_was_typed_stays) {
  world_.begin(5);
  const auto& serials = world_.serials[world_.villages[0]];
  ASSERT_EQ(post(answered(serials[0])).status, 200);
  const auto keeps = AllOf(HasSubstr("value=\"not_satisfied\" checked"), HasSubstr("Kênh &lt;nhỏ&gt;</textarea>"),
                           HasSubstr("role=\"alert\""));
  auto other = answered(serials[0]);
  other[2].second = "no_answer";
  const auto used = post(other);
  EXPECT_EQ(used.status, 409);
  EXPECT_THAT(used.body, keeps);
  const auto unknown = post(answered(surveys::new_serial(world_.course().round.code)));
  EXPECT_EQ(unknown.status, 404);
  EXPECT_THAT(unknown.body, keeps);
  const auto wrong = post({{"serial", "<b>"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_THAT(wrong.body, AllOf(HasSubstr("&lt;b&gt;"), Not(HasSubstr("<b>\""))));
  EXPECT_EQ(post({{"serial", serials[1]}, {"round", world_.round}}).status, 422);  // nothing was answered
  world_.today = world_.wished.closes_on->plus_days(1);
  const auto late = post(answered(serials[1]));
  EXPECT_EQ(late.status, 409);
  EXPECT_THAT(late.body, keeps);
  world_.today = *world_.wished.opens_on;
  ASSERT_EQ(world_.seal(world_.villages[0], "đủ phiếu"), "");
  const auto sealed = post(answered(serials[1]));
  EXPECT_EQ(sealed.status, 409);
  EXPECT_THAT(sealed.body, keeps);
}

TEST_F(SurveySite, guessing_serials_stops_an_address_for_a_minute) {
  world_.begin(5);
  const std::string serial = world_.serials[world_.villages[0]][0];
  for (int i = 0; i < surveys::wrong_serials_max; ++i) {
    EXPECT_EQ(post({{"serial", surveys::new_serial(world_.course().round.code)}}).status, 404);
  }
  const auto stopped = post({{"serial", serial}});
  EXPECT_EQ(stopped.status, 429);
  EXPECT_THAT(stopped.body, HasSubstr("Hãy chờ một phút"));
  EXPECT_EQ(post({{"serial", serial}}, "10.0.0.2").status, 200);
  EXPECT_EQ(post({{"serial", serial}}, "127.0.0.1", "10.0.0.2, 10.0.0.1").status, 429);
  EXPECT_EQ(post({{"serial", serial}}, "127.0.0.1", "10.0.0.1, 10.0.0.2").status, 200);
  EXPECT_EQ(post({{"serial", serial}}, "10.0.0.1", "10.0.0.2").status, 429);  // whoever is no proxy says nothing
  now_ += surveys::wrong_serials_milliseconds;
  EXPECT_EQ(post({{"serial", serial}}).status, 200);
}

TEST_F(SurveySite, a_displayed_round_shows_no_small_cell) {
  world_.begin(50);
  collect(40, 2);
  EXPECT_EQ(get(page_path).status, 404);
  ASSERT_EQ(world_.step(Command::display, "mat-tran-xa"), "");
  const auto page = get(page_path);
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_THAT(page.body, AllOf(HasSubstr("80 phiếu / 120 hộ"), HasSubstr("0–9 phiếu"), Not(HasSubstr("[["))));
  EXPECT_THAT(page.body, HasSubstr("/api/v1/survey-results.csv?round=" + world_.round));
  expect_no_small_cell(page.body);
  EXPECT_EQ(get("/en" + page_path).status, 200);
  EXPECT_THAT(get("/xa/06001-doan-ket").body, HasSubstr(page_path));
  EXPECT_EQ(get("/xa/06001/hai-long").status, 301);
}

TEST_F(SurveySite, no_question_as_known_earlier_or_later_tells_more) {
  world_.begin(50);
  collect(40, 2);
  const audit::EventNumber before = world_.head();
  // What was counted, without what may still change: who confirmed it, the checks' standing, tasks.
  const auto figures = [&](const http::Response& page) {
    std::size_t at = 0;
    return between(page.body, "<div class=\"answer\">", "<h3>" + say("portal_surveys.result.checks", Language::vi), at);
  };
  for (audit::EventNumber at = 1; at <= before; ++at) {
    const auto asked = get(page_path + "?biet=" + std::to_string(at));
    EXPECT_THAT(asked.status, AnyOf(303, 404)) << at;
    EXPECT_EQ(figures(asked), "");
  }
  ASSERT_EQ(world_.step(Command::display, "mat-tran-xa"), "");
  const std::string told = figures(get(page_path));
  EXPECT_NE(told, "");
  const auto task =
      surveys::make_task(world_.desk(), surveys::person("mat-tran-xa"), world_.known(), world_.round,
                         {"q01", "Sửa đường vào thôn", world_.commune, world_.today.plus_days(9)}, world_.version());
  ASSERT_TRUE(task) << full_message(task.error(), Language::en);
  EXPECT_THAT(get(page_path).body, HasSubstr("Sửa đường vào thôn"));
  ASSERT_EQ(world_.step(Command::confirm, "mat-tran-tinh"), "");
  EXPECT_EQ(figures(get(page_path)), told);
  for (audit::EventNumber at = 1; at <= world_.head(); ++at) {
    const auto asked = get(page_path + "?biet=" + std::to_string(at));
    EXPECT_EQ(figures(asked), "");
    EXPECT_THAT(std::string(asked.header("Location")), AnyOf("", page_path));
  }
}

TEST_F(SurveySite, a_round_that_was_returned_is_not_told_any_more) {
  world_.begin(50);
  collect(40, 2);
  ASSERT_EQ(world_.step(Command::display, "mat-tran-xa"), "");
  const audit::EventNumber displayed = world_.head();
  ASSERT_EQ(world_.step(Command::give_back, "mat-tran-tinh", "Phát phiếu không đúng hướng dẫn"), "");
  EXPECT_EQ(get(page_path).status, 404);
  EXPECT_EQ(get(page_path + "?biet=" + std::to_string(displayed)).status, 303);
}

}  // namespace
}  // namespace luytre::portal
