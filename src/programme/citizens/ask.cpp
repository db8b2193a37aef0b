#include "programme/citizens/ask.h"

#include <algorithm>
#include <cctype>

#include "base/identifier.h"
#include "base/secret_box.h"
#include "platform/notices/mail.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/question_store.h"
#include "programme/citizens/redact.h"
#include "programme/citizens/rules.h"

namespace luytre::citizens {
namespace {

// As the log names whoever asks: nobody is asked who that is.
constexpr std::string_view whose_words = "người dân";
constexpr std::size_t picture_bytes_max = 80;

Done check(const QuestionWish& wish) {
  if (is_blank(wish.words)) return refuse("citizens.words_needed", {}, "words");
  const std::size_t characters = characters_of(wish.words);
  if (characters > question_characters_max) {
    return refuse("citizens.words_too_long",
                  {{"characters", std::to_string(characters)}, {"max", std::to_string(question_characters_max)}},
                  "words");
  }
  if (!wish.email.empty() && !notices::is_mail_address(wish.email)) return refuse("citizens.bad_email", {}, "email");
  return {};
}

bool is_picture(const std::string& text) {
  return !text.empty() && text.size() <= picture_bytes_max && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-';
  });
}

std::string desk_for(const Question& question) {
  if (question.kind == Kind::photo) return std::string(data_protection_desk);
  if (question.subject_kind == "unit" && !question.unit.empty()) return question.unit;
  return std::string(newsroom_desk);
}

Question question_of(const Desk& desk, const Known& known, const QuestionWish& wish, const std::string& page) {
  const Date today = desk.today();
  Question question;
  question.id = new_uuid7(desk.unix_milliseconds());
  question.kind = wish.kind;
  question.page = page;
  question.province = known.province;
  question.received_on = today;
  if (desk.subject_of) {
    const PageSubject subject = desk.subject_of(page);
    question.page_title = subject.title;
    question.subject_kind = subject.kind;
    question.subject_id = subject.id;
    question.unit = subject.unit;
  }
  if (wish.kind == Kind::photo && is_picture(wish.picture)) {
    question.subject_kind = "picture";
    question.subject_id = wish.picture;
  }
  question.given_to = desk_for(question);
  const AnswerRule* rule = embedded_rules().answer_rule(wish.kind, today);
  if (rule != nullptr) question.due_on = known.law->calendar.due(today, rule->working_days);
  return question;
}

// Four digits with the year in front: it is told on the telephone.
std::string receipt_of(Date day, std::int64_t before) {
  std::string number = std::to_string(before + 1);
  number.insert(0, number.size() < 4 ? 4 - number.size() : 0, '0');
  return "GY-" + std::to_string(day.year()) + "-" + number;
}

Done tell(const Desk& desk, storage::Database& database, const Known& known, const Question& question,
          const std::string& now) {
  if (!desk.tell) return {};
  const Course course{question, {}, {}, State::received, question.given_to};
  const bool is_photo = question.kind == Kind::photo;
  const notices::Notice notice{{},
                               // A stranger must not be able to have mails sent at once.
                               notices::Urgency::news,
                               "citizens.notice.received",
                               {{"receipt", question.receipt}, {"page", question.page}},
                               path_of(question.id)};
  return desk.tell(database, {{ask_of(known, course, is_photo ? Command::take_down : Command::accept), notice}}, "",
                   now);
}

audit::EventDraft draft_of(const Question& question) {
  audit::EventDraft draft;
  draft.kind = "citizens.received";
  draft.province = question.province;
  draft.subjects = {{"question", question.id}};
  draft.payload =
      json::object{{"question", question.id}, {"receipt", question.receipt}, {"kind", name_of(question.kind)}};
  draft.answer = json::object{{"question", question.id},
                              {"receipt", question.receipt},
                              {"due_on", question.due_on ? question.due_on->text() : std::string()}};
  return draft;
}

Result<audit::EventDraft> receive(const Desk& desk, const Known& known, const QuestionWish& wish, Question& question,
                                  const std::string& token, storage::Database& database, const std::string& now) {
  const auto waiting = count_waiting(database);
  if (!waiting) return pass_on(waiting);
  if (*waiting >= waiting_questions_max) return refuse("citizens.too_many_waiting");
  const auto before = count_received(database, question.received_on.year());
  if (!before) return pass_on(before);
  question.receipt = receipt_of(question.received_on, *before);
  question.status_hash = token_hash(token);
  const auto same = find_duplicate(database, wish.words, question.page, desk.server_key);
  if (!same) return pass_on(same);
  question.duplicate_of = *same;
  if (auto done = append(database, question); !done) return pass_on(done);
  if (auto done = hide_words(database, question.id, wish.words, question.page, desk.server_key); !done) {
    return pass_on(done);
  }
  if (!wish.email.empty()) {
    auto done = hide_contact(database, question.id, {wish.email, wish.language, token}, desk.server_key);
    if (!done) return pass_on(done);
  }
  if (auto told = tell(desk, database, known, question, now); !told) return pass_on(told);
  return draft_of(question);
}

}  // namespace

Result<Received> ask(const Desk& desk, const Known& known, const QuestionWish& wish) {
  if (auto fits = check(wish); !fits) return pass_on(fits);
  const auto page = page_of(wish.page);
  if (!page) return pass_on(page);
  Question question = question_of(desk, known, wish, *page);
  const std::string token = status_token(wish.nonce, desk.server_key);
  commands::Asked asked = access::Actor::local_operator(whose_words);
  asked.idempotency_key = wish.nonce;
  // What is kept of the request beside the event must not confirm a guess at the words or the address.
  const std::string content =
      *page + "\n" + std::string(name_of(wish.kind)) + "\n" + wish.picture + "\n" + wish.email + "\n" + wish.words;
  asked.request = keyed_mark(content, desk.server_key);
  const auto outcome = desk.writer.run(commands::order_by(asked, "citizens.ask"),
                                       [&](storage::Database& database, EventNumber number, const std::string& now) {
                                         question.event = number;
                                         return receive(desk, known, wish, question, token, database, now);
                                       });
  if (!outcome && outcome.error().code == "commands.key_reused") return refuse("citizens.sent_already");
  if (!outcome) return pass_on(outcome);
  const json::object& answer = outcome->answer.as_object();
  Received received;
  received.id = answer.at("question").as_string();
  received.receipt = answer.at("receipt").as_string();
  received.token = token;
  received.event = outcome->event;
  if (const auto due = Date::parse(std::string(answer.at("due_on").as_string()))) received.due_on = *due;
  return received;
}

}  // namespace luytre::citizens
