// Questions on both stores: their way from a citizen's words to a public answer, what is refused, and what is
// forgotten.
#include <gmock/gmock.h>

#include <random>

#include "programme/citizens/desk_for_test.h"
#include "programme/citizens/forget.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/redact.h"
#include "programme/citizens/rules.h"

namespace luytre::citizens {
namespace {

using testing::HasSubstr;
using testing::Not;

INSTANTIATE_TEST_SUITE_P(EachStore, CitizensTest, storage::each_store(), storage::store_name);

std::string code_of(const auto& result) { return result ? "" : result.error().code; }

TEST_P(CitizensTest, a_report_becomes_a_task_of_the_commune_with_a_day) {
  const auto received = ask_about_commune();
  ASSERT_TRUE(received) << full_message(received.error(), Language::en);
  EXPECT_EQ(received->receipt, "GY-2026-0001");
  const Course& made = course(received->id);
  EXPECT_EQ(made.question.given_to, "06001@2025-07-01");
  EXPECT_EQ(made.question.page_title, "Xã Đoàn Kết");
  EXPECT_EQ(made.state, State::received);
  // Five working days after Thursday the 12th, with the holidays of the year as the law's file has them.
  ASSERT_TRUE(made.question.due_on);
  EXPECT_EQ(known().law->calendar.working_days(today_, *made.question.due_on), 5);
  EXPECT_NE(known().questions->with_status(token_hash(received->token)), nullptr);
  EXPECT_EQ(known().questions->with_status(token_hash("0123")), nullptr);
  EXPECT_FALSE(made.is_overdue(*made.question.due_on));
  EXPECT_TRUE(made.is_overdue(made.question.due_on->plus_days(1)));
}

TEST_P(CitizensTest, the_way_to_a_public_answer_wants_two_people) {
  const auto received = ask_about_commune("Anh Nguyễn Văn A ghi sai số hộ: 12 phải là 14.");
  ASSERT_TRUE(received);
  const std::string id = received->id;
  EXPECT_EQ(code_of(step("hoa", {id, Command::publish})), "citizens.title_needed");
  StepWish publish{id, Command::publish};
  publish.title = "Số hộ nghèo của xã Đoàn Kết";
  publish.marks = {{4, 16}};
  EXPECT_EQ(code_of(step("hoa", publish)), "citizens.not_now");
  ASSERT_TRUE(step("hoa", {id, Command::accept}));
  StepWish answer{id, Command::answer};
  EXPECT_EQ(code_of(step("lan", answer)), "citizens.words_needed");
  answer.words = "Đúng là 14 hộ. Xin trả lời về lan@example.vn";
  EXPECT_EQ(code_of(step("lan", answer)), "citizens.names_contact");
  answer.words = "Đúng là 14 hộ; con số đã được đính chính.";
  answer.correction = {"claim", "c-9"};
  EXPECT_EQ(code_of(step("lan", answer)), "citizens.no_correction");
  answer.correction = {"claim", "c-1"};
  ASSERT_TRUE(step("lan", answer));
  EXPECT_EQ(code_of(step("lan", publish)), "citizens.second_person");
  const auto published = step("hoa", publish);
  ASSERT_TRUE(published) << full_message(published.error(), Language::en);
  EXPECT_EQ(published->slug, "so-ho-ngheo-cua-xa-doan-ket");
  const Course& made = course(id);
  EXPECT_EQ(made.state, State::published);
  EXPECT_EQ(made.shown, "Anh […] ghi sai số hộ: 12 phải là 14.");
  EXPECT_EQ(*read_words(database(), id, desk().server_key), "Anh Nguyễn Văn A ghi sai số hộ: 12 phải là 14.");
  EXPECT_EQ(questions_->published_about("/xa/06001-doan-ket"), 1U);
  StepWish withdraw{id, Command::withdraw};
  withdraw.words = "Có tên người";
  ASSERT_TRUE(step("hoa", withdraw));
  EXPECT_EQ(course(id).shown, "");
  EXPECT_EQ(questions_->published("so-ho-ngheo-cua-xa-doan-ket"), nullptr);
}

TEST_P(CitizensTest, two_of_the_same_title_get_two_addresses) {
  for (const std::string words : {"một", "hai"}) {
    const auto received = ask_about_commune(words);
    ASSERT_TRUE(received);
    ASSERT_TRUE(step("hoa", {received->id, Command::accept}));
    StepWish answer{received->id, Command::answer};
    answer.words = "Có";
    ASSERT_TRUE(step("lan", answer));
    StepWish publish{received->id, Command::publish};
    publish.title = "Hỏi";
    ASSERT_TRUE(step("hoa", publish));
  }
  const auto found = known().questions->published({"06001@2025-07-01", "xa", "", "", "", 1});
  ASSERT_EQ(found.size(), 2U) << "one more than the limit tells that there are more";
  EXPECT_EQ(found[0]->last(Command::publish)->slug, "hoi-2");
  EXPECT_EQ(known().questions->published({"", "tin-tuc", "", "", "", 10}).size(), 0U);
}

TEST_P(CitizensTest, a_form_sent_twice_is_one_question_and_with_other_words_it_is_refused) {
  const auto first = ask(desk(), known(), wish("một lần", "aa"));
  const auto again = ask(desk(), known(), wish("một lần", "aa"));
  ASSERT_TRUE(first);
  ASSERT_TRUE(again);
  EXPECT_EQ(first->id, again->id);
  EXPECT_EQ(first->token, again->token);
  EXPECT_EQ(first->due_on, again->due_on);
  EXPECT_EQ(code_of(ask(desk(), known(), wish("lời khác", "aa"))), "citizens.sent_already");
  const auto same = ask(desk(), known(), wish("MỘT  lần", "bb"));
  ASSERT_TRUE(same);
  EXPECT_EQ(course(same->id).question.duplicate_of, first->id);
}

TEST_P(CitizensTest, bad_input_is_told_and_keeps_nothing) {
  const EventNumber before = head();
  EXPECT_EQ(code_of(ask(desk(), known(), wish("  \n ", "a"))), "citizens.words_needed");
  EXPECT_EQ(code_of(ask(desk(), known(), wish(std::string(1'000'000, 'x'), "a"))), "citizens.words_too_long");
  auto bad = wish("lời", "a");
  bad.email = "không phải thư";
  EXPECT_EQ(code_of(ask(desk(), known(), bad)), "citizens.bad_email");
  for (const char* page : {"https://khac.example.vn/xa", "//khac.example.vn", "/\\khac.example.vn", "xa",
                           "/xa/<script>", "/xa/%3Cscript%3E", "/../etc", "/xa a"}) {
    bad = wish("lời", "a");
    bad.page = page;
    EXPECT_EQ(code_of(ask(desk(), known(), bad)), "citizens.page_elsewhere") << page;
  }
  EXPECT_EQ(*page_of("/en/xa/06001/?ngay=2025-01-01#a"), "/xa/06001");
  EXPECT_EQ(*page_of(""), "/");
  EXPECT_EQ(head(), before);
}

TEST_P(CitizensTest, the_log_holds_neither_words_nor_address) {
  const auto refused = ask_about_commune("Một lời bí mật không ai được đọc");
  ASSERT_TRUE(refused);
  StepWish refuse{refused->id, Command::refuse};
  EXPECT_EQ(code_of(step("hoa", refuse)), "citizens.reason_needed");
  refuse.reason = Reason::may_stay;
  EXPECT_EQ(code_of(step("hoa", refuse)), "citizens.reason_other");
  refuse.reason = Reason::personal;
  ASSERT_TRUE(step("hoa", refuse));
  EXPECT_THAT(whole_log(), Not(HasSubstr("bí mật")));
  EXPECT_THAT(whole_log(), Not(HasSubstr("lan@example.vn")));
  EXPECT_THAT(whole_log(), Not(HasSubstr(refused->token)));
  // Nor does anybody read them who has the tables without the server's key.
  for (const char* table : {"citizen_words", "citizen_contact", "citizen_mail"}) {
    const auto rows = database().query("SELECT box FROM " + std::string(table));
    for (const auto& row : *rows) {
      EXPECT_THAT(row.bytes(0), Not(HasSubstr("bí mật"))) << table;
      EXPECT_THAT(row.bytes(0), Not(HasSubstr("lan@"))) << table;
    }
  }
}

TEST_P(CitizensTest, what_is_over_is_forgotten_in_its_time) {
  const auto refused = ask_about_commune("sẽ bị quên");
  const auto open = ask_about_commune("còn chờ");
  ASSERT_TRUE(refused);
  StepWish refuse{refused->id, Command::refuse};
  refuse.reason = Reason::spam;
  ASSERT_TRUE(step("hoa", refuse));
  const auto on = [&](Date day) { return *forget_what_is_over(database(), *known().questions, day); };
  EXPECT_EQ(on(today_.plus_days(30)).contacts, 0);
  const auto forgotten = on(today_.plus_days(31));
  EXPECT_EQ(forgotten.contacts, 1);
  EXPECT_EQ(forgotten.words, 1);
  EXPECT_EQ(*read_words(database(), refused->id, desk().server_key), std::nullopt);
  EXPECT_EQ(*read_words(database(), open->id, desk().server_key), "còn chờ");
  EXPECT_EQ(on(today_.plus_days(4000)).words, 0) << "what is open is kept";
}

TEST_P(CitizensTest, a_picture_is_decided_at_once_and_is_never_public) {
  std::string taken_down;
  auto wish_of_photo = wish("Con tôi trong ảnh", "p");
  wish_of_photo.kind = Kind::photo;
  wish_of_photo.picture = "0190-anh";
  auto own = desk();
  own.take_down = [&](const commands::Asked&, const std::string& picture, const std::string&) -> Done {
    if (picture == "khong-co") return refuse("news.unknown_image", {{"image", picture}});
    taken_down = picture;
    return {};
  };
  const auto received = ask(own, known(), wish_of_photo);
  ASSERT_TRUE(received);
  EXPECT_EQ(course(received->id).question.given_to, "data_protection");
  EXPECT_EQ(known().law->calendar.working_days(today_, *received->due_on), 2);
  for (const Command command : {Command::accept, Command::answer, Command::publish, Command::give}) {
    EXPECT_FALSE(after(Kind::photo, State::received, command));
  }
  StepWish down{received->id, Command::take_down};
  down.expected = course(received->id).version();
  down.picture = "khong-co";
  EXPECT_EQ(code_of(take_step(own, access::Actor::of_account("dpo"), known(), down)), "news.unknown_image");
  EXPECT_EQ(course(received->id).state, State::received);
  down.picture.clear();
  const auto done = take_step(own, access::Actor::of_account("dpo"), known(), down);
  ASSERT_TRUE(done) << full_message(done.error(), Language::en);
  EXPECT_EQ(taken_down, "0190-anh");
  EXPECT_EQ(course(received->id).state, State::taken_down);
  EXPECT_FALSE(done->must_be_done_by_hand);
}

TEST_P(CitizensTest, it_goes_to_the_desk_that_was_named) {
  const auto received = ask_about_commune();
  ASSERT_TRUE(received);
  StepWish give{received->id, Command::give};
  EXPECT_EQ(code_of(step("hoa", give)), "citizens.no_such_desk");
  give.given_to = "99999@2025-07-01";
  EXPECT_EQ(code_of(step("hoa", give)), "citizens.no_such_desk");
  give.given_to = "06001@2025-07-01";
  EXPECT_EQ(code_of(step("hoa", give)), "citizens.given_already");
  give.given_to = "health";
  ASSERT_TRUE(step("hoa", give));
  ASSERT_TRUE(step("hoa", {received->id, Command::accept}));
  StepWish answer{received->id, Command::answer};
  answer.words = "Sở trả lời";
  EXPECT_EQ(code_of(step("son", answer)), "citizens.other_department");
  EXPECT_EQ(ask_of(known(), course(received->id), Command::answer).unit, "20");
  EXPECT_TRUE(step("yte", answer));
}

TEST_P(CitizensTest, who_looked_at_an_older_state_changes_nothing) {
  const auto received = ask_about_commune();
  ASSERT_TRUE(received);
  StepWish accept{received->id, Command::accept};
  accept.expected = course(received->id).version();
  ASSERT_TRUE(step("hoa", accept));
  EXPECT_EQ(code_of(take_step(desk(), access::Actor::of_account("binh"), known(), accept)),
            "citizens.changed_meanwhile");
}

// Whatever is asked in whatever order: no state leaves the table, and nothing is shown that is not published.
TEST_P(CitizensTest, no_sequence_of_commands_leaves_the_table) {
  std::mt19937 draw(20);
  const auto received = ask_about_commune();
  ASSERT_TRUE(received);
  for (int i = 0; i < 60; ++i) {
    StepWish any{received->id, static_cast<Command>(draw() % 9)};
    any.words = "lời";
    any.title = "tiêu đề";
    any.reason = Reason::spam;
    any.given_to = draw() % 2 == 0 ? "newsroom" : "health";
    const State before = course(received->id).state;
    const auto taken = step(draw() % 2 == 0 ? "lan" : "hoa", any);
    const auto to = after(Kind::wrong_fact, before, any.command);
    const Course& now = course(received->id);
    if (taken) {
      EXPECT_EQ(now.state, to);
    } else {
      EXPECT_EQ(now.state, before);
    }
    EXPECT_EQ(now.shown.empty(), now.state != State::published);
  }
}

TEST(Redact, keeps_everything_but_the_marks) {
  EXPECT_EQ(*redacted("Xã Đoàn Kết", {}), "Xã Đoàn Kết");
  EXPECT_EQ(*redacted("Xã Đoàn Kết", {{0, 2}, {3, 7}}), "[…] […] Kết");
  EXPECT_EQ(*redacted("đêm", {{0, 3}}), "[…]");
  for (const std::vector<Mark>& bad : std::vector<std::vector<Mark>>{{{0, 0}}, {{2, 1}}, {{0, 99}}, {{2, 3}, {0, 1}}}) {
    EXPECT_EQ(redacted("đêm", bad).error().code, "citizens.bad_marks");
  }
  EXPECT_EQ(marks_of(text_of({{1, 4}, {6, 9}})), (std::vector<Mark>{{1, 4}, {6, 9}}));
  EXPECT_TRUE(marks_of("[[1]]").empty());
}

TEST(Rules, can_be_read_and_name_every_kind) {
  for (const Kind kind : {Kind::question, Kind::wrong_fact, Kind::photo, Kind::other}) {
    const AnswerRule* rule = embedded_rules().answer_rule(kind, Date::of(2026, 1, 1));
    ASSERT_NE(rule, nullptr);
    EXPECT_THAT(rule->reference, HasSubstr("thiết kế của phần mềm"));
  }
  EXPECT_EQ(embedded_rules().answer_rule(Kind::photo, Date::of(2020, 12, 31)), nullptr);
  EXPECT_FALSE(read_rules("answer_within:\n  - { kind: question, working_days: 0, from: 2021-01-01 }\n"));
}

}  // namespace
}  // namespace luytre::citizens
