#include "programme/citizens/take_step.h"

#include <algorithm>
#include <array>

#include "base/vietnamese.h"
#include "platform/access/person.h"
#include "programme/citizens/hidden_words.h"
#include "programme/citizens/outbox.h"
#include "programme/citizens/question_store.h"
#include "programme/citizens/redact.h"

namespace luytre::citizens {
namespace {

constexpr std::size_t slug_bytes_max = 80;

bool is_unit(const std::string& given_to) { return units::UnitId::parse(given_to).has_value(); }

Done check_desk(const Desk& desk, const Known& known, const std::string& given_to, Date today) {
  if (given_to == newsroom_desk || given_to == data_protection_desk) return {};
  if (department_of(desk, given_to)) return {};
  const auto id = units::UnitId::parse(given_to);
  const units::Unit* unit = id ? known.units->unit(*id) : nullptr;
  if (unit == nullptr || !unit->is_alive(today))
    return refuse("citizens.no_such_desk", {{"desk", given_to}}, "given_to");
  return {};
}

Done check_reason(Kind kind, Reason reason) {
  if (reason == Reason::none) return refuse("citizens.reason_needed", {}, "reason");
  const bool is_of_photo = reason == Reason::no_picture || reason == Reason::may_stay;
  const bool is_of_words = reason == Reason::insult || reason == Reason::personal || reason == Reason::not_ours;
  if ((kind == Kind::photo && is_of_words) || (kind != Kind::photo && is_of_photo)) {
    return refuse("citizens.reason_other",
                  {{"reason", catalogue_word("citizens.reason." + std::string(name_of(reason)))}}, "reason");
  }
  return {};
}

Done check_words(const std::string& words) {
  if (is_blank(words)) return refuse("citizens.words_needed", {}, "words");
  if (characters_of(words) > answer_characters_max) {
    return refuse("citizens.answer_too_long", {{"max", std::to_string(answer_characters_max)}}, "words");
  }
  return {};
}

// What is wished, before anything is asked of the database.
Done check(const Desk& desk, const Known& known, const Course& course, const StepWish& wish) {
  const Date today = desk.today();
  if (!wish.given_to.empty()) {
    if (auto fits = check_desk(desk, known, wish.given_to, today); !fits) return fits;
  }
  switch (wish.command) {
    case Command::refuse:
      return check_reason(course.question.kind, wish.reason);
    case Command::give:
      if (wish.given_to.empty()) return refuse("citizens.no_such_desk", {{"desk", ""}}, "given_to");
      return {};
    case Command::answer:
      if (!wish.correction.kind.empty() && desk.is_correction && !desk.is_correction(wish.correction)) {
        return refuse("citizens.no_correction", {{"id", wish.correction.id}}, "correction");
      }
      return check_words(wish.words);
    case Command::send_back:
    case Command::withdraw:
      return check_words(wish.words);
    case Command::publish:
      if (is_blank(wish.title) || wish.title.size() > title_bytes_max) {
        return refuse("citizens.title_needed", {{"max", std::to_string(title_bytes_max)}}, "title");
      }
      return {};
    default:
      return {};
  }
}

constexpr std::array<std::string_view, 9> event_kinds{"citizens.accepted", "citizens.refused",   "citizens.given",
                                                      "citizens.answered", "citizens.sent_back", "citizens.published",
                                                      "citizens.closed",   "citizens.withdrawn", "citizens.taken_down"};

class Stepping {
 public:
  Stepping(const Desk& desk, const commands::Asked& asked, const Known& known, const Course& course,
           const StepWish& wish)
      : desk_(desk), asked_(asked), known_(known), question_(course.question), wish_(wish) {}

  Result<audit::EventDraft> run(storage::Database& database, EventNumber number, const std::string& now) {
    const auto inside = load_questions(database, number - 1, question_.id);
    if (!inside) return pass_on(inside);
    const Course& course = (*inside)->all().front();
    if (course.version() != wish_.expected) {
      return refuse("citizens.changed_meanwhile", {{"receipt", question_.receipt}});
    }
    const auto state = after(question_.kind, course.state, wish_.command);
    if (!state) {
      return refuse("citizens.not_now",
                    {{"receipt", question_.receipt},
                     {"state", catalogue_word("citizens.state." + std::string(name_of(course.state)))}});
    }
    step_ = step_at(number);
    step_.recorded_at = now;
    if (auto fits = fit(database, course); !fits) return pass_on(fits);
    if (auto done = append(database, step_); !done) return pass_on(done);
    if (auto told = tell_staff(database, course, *state, now); !told) return pass_on(told);
    if (auto told = tell_sender(database, *state, now); !told) return pass_on(told);
    taken.state = *state;
    taken.slug = step_.slug;
    return draft();
  }

  Taken taken;

 private:
  Step step_at(EventNumber number) const {
    Step step;
    step.question = question_.id;
    step.event = number;
    step.command = wish_.command;
    step.given_to = wish_.given_to;
    step.reason = wish_.reason;
    step.words = wish_.words;
    step.title = wish_.command == Command::publish ? wish_.title : std::string();
    step.correction = wish_.command == Command::answer ? wish_.correction : Correction{};
    step.picture = wish_.picture;
    step.marks = wish_.marks;
    step.day = desk_.today();
    step.actor = person_of(asked_.actor);
    return step;
  }

  // What the step lacks as things stand, and what it changes beside its own row.
  Done fit(storage::Database& database, const Course& course) {
    switch (wish_.command) {
      case Command::give:
        if (wish_.given_to == course.given_to) return refuse("citizens.given_already", {}, "given_to");
        return {};
      case Command::answer:
        return check_answer(database);
      case Command::publish:
        if (auto second = check_second_person(course); !second) return second;
        return show(database);
      case Command::close:
        return check_second_person(course);
      case Command::withdraw:
        return show_words(database, question_.id, "");
      default:
        return {};
    }
  }

  Done check_second_person(const Course& course) const {
    const Step* answer = course.last(Command::answer);
    if (answer != nullptr && answer->actor == step_.actor) return refuse("citizens.second_person");
    return {};
  }

  Done check_answer(storage::Database& database) const {
    const auto contact = read_contact(database, question_.id, desk_.server_key);
    if (!contact) return pass_on(contact);
    if (*contact && lower(step_.words).find(lower((*contact)->email)) != std::string::npos) {
      return refuse("citizens.names_contact", {}, "words");
    }
    return {};
  }

  Done show(storage::Database& database) {
    const auto words = read_words(database, question_.id, desk_.server_key);
    if (!words) return pass_on(words);
    if (!*words) return refuse("citizens.words_gone", {{"receipt", question_.receipt}});
    const auto shown = redacted(**words, step_.marks);
    if (!shown) return pass_on(shown);
    const auto contact = read_contact(database, question_.id, desk_.server_key);
    if (!contact) return pass_on(contact);
    if (*contact && lower(*shown).find(lower((*contact)->email)) != std::string::npos) {
      return refuse("citizens.names_contact", {}, "marks");
    }
    if (auto slug = choose_slug(database); !slug) return slug;
    return show_words(database, question_.id, *shown);
  }

  Done choose_slug(storage::Database& database) {
    std::string base = slug(step_.title);
    if (base.size() > slug_bytes_max) base.resize(std::min(base.rfind('-', slug_bytes_max), slug_bytes_max));
    if (base.empty()) base = "hoi-dap";
    step_.slug = base;
    for (int number = 2;; ++number) {
      const auto taken_already = is_slug_taken(database, step_.slug);
      if (!taken_already) return pass_on(taken_already);
      if (!*taken_already) return {};
      step_.slug = base + "-" + std::to_string(number);
    }
  }

  Done tell_staff(storage::Database& database, const Course& course, State state, const std::string& now) const {
    if (!desk_.tell) return {};
    Course next = course;
    next.state = state;
    if (!step_.given_to.empty()) next.given_to = step_.given_to;
    const bool is_owners = state == State::accepted;
    if (!is_owners && state != State::answered) return {};
    const std::string due = question_.due_on ? question_.due_on->vietnamese_text() : "–";
    const notices::Notice notice{{},
                                 // An office of many people reads of it in its digest.
                                 is_owners && is_unit(next.given_to) ? notices::Urgency::task : notices::Urgency::news,
                                 is_owners ? "citizens.notice.to_answer" : "citizens.notice.to_publish",
                                 {{"receipt", question_.receipt}, {"day", due}},
                                 path_of(question_.id)};
    const Command next_command = is_owners ? Command::answer : Command::publish;
    return desk_.tell(database, {{ask_of(known_, next, next_command), notice}}, step_.actor, now);
  }

  Done tell_sender(storage::Database& database, State state, const std::string& now) const {
    if (!is_over(state) || state == State::withdrawn || !desk_.is_mail_set) return {};
    const auto contact = read_contact(database, question_.id, desk_.server_key);
    if (!contact) return pass_on(contact);
    if (!*contact) return {};
    const Language language = (*contact)->language;
    notices::Mail mail;
    mail.address = (*contact)->email;
    mail.subject = say("citizens.mail.over_subject", {{"receipt", question_.receipt}}, language);
    mail.body = say("citizens.mail.over", {{"receipt", question_.receipt}}, language) + "\n\n" + desk_.public_url +
                status_path_of((*contact)->token, language) + "\n\n" + say("citizens.mail.over_end", language) + "\n";
    return put_mail(database, question_.id, mail, desk_.server_key, now);
  }

  audit::EventDraft draft() const {
    audit::EventDraft draft;
    draft.kind = event_kinds[static_cast<std::size_t>(wish_.command)];
    draft.province = question_.province;
    draft.subjects = {{"question", question_.id}};
    json::object about{{"question", question_.id}, {"receipt", question_.receipt}, {"state", name_of(taken.state)}};
    if (!step_.given_to.empty()) about["given_to"] = step_.given_to;
    if (step_.reason != Reason::none) about["refused_because"] = name_of(step_.reason);
    if (!step_.slug.empty()) about["slug"] = step_.slug;
    if (!step_.picture.empty()) about["picture"] = step_.picture;
    if (!step_.correction.kind.empty()) {
      draft.subjects.push_back({step_.correction.kind, step_.correction.id});
      about["correction"] = step_.correction.id;
    }
    draft.payload = about;
    draft.answer = about;
    return draft;
  }

  const Desk& desk_;
  const commands::Asked& asked_;
  const Known& known_;
  const Question& question_;
  const StepWish& wish_;
  Step step_;
};

// The picture first, in the newsroom's own event: what was decided stands only when it is gone.
Done take_picture_down(const Desk& desk, const commands::Asked& asked, const StepWish& wish, Taken& taken) {
  if (wish.picture.empty()) return refuse("citizens.which_picture", {}, "picture");
  taken.must_be_done_by_hand = !desk.take_down;
  if (!desk.take_down || asked.is_dry_run) return {};
  const std::string why = is_blank(wish.words) ? say("citizens.taken_down_because", Language::vi) : wish.words;
  return desk.take_down(asked, wish.picture, why);
}

}  // namespace

bool is_of_desk(const Desk& desk, const access::Actor& actor, const Course& course) {
  if (!desk.departments_of || !actor.is_signed_in() || !department_of(desk, course.given_to)) return true;
  const auto own = desk.departments_of(actor, "citizens.answer");
  return own.empty() || std::find(own.begin(), own.end(), course.given_to) != own.end();
}

Result<Taken> take_step(const Desk& desk, const commands::Asked& asked, const Known& known, const StepWish& given) {
  StepWish wish = given;
  const Course* course = known.questions->find(wish.question);
  if (course == nullptr) return refuse("citizens.unknown", {{"question", wish.question}});
  if (wish.command == Command::take_down && wish.picture.empty() && course->question.subject_kind == "picture") {
    wish.picture = course->question.subject_id;
  }
  if (auto fits = check(desk, known, *course, wish); !fits) return pass_on(fits);
  if (wish.command == Command::answer && !is_of_desk(desk, asked.actor, *course)) {
    return refuse("citizens.other_department");
  }
  // Where the newsroom's event takes the key, ours is a second one of the same request.
  commands::Asked own = asked;
  const bool is_shared = wish.command == Command::take_down && !own.idempotency_key.empty();
  if (is_shared) own.idempotency_key += "-citizens";
  Stepping stepping(desk, own, known, *course, wish);
  const auto run = [&](bool is_dry_run) {
    commands::Order order = commands::order_by(own, std::string(act_of(course->question.kind, wish.command)),
                                               {ask_of(known, *course, wish.command)});
    order.is_dry_run = is_dry_run;
    return desk.writer.run(std::move(order),
                           [&](storage::Database& database, EventNumber number, const std::string& now) {
                             return stepping.run(database, number, now);
                           });
  };
  if (wish.command == Command::take_down) {
    if (auto may = run(true); !may) return pass_on(may);
    if (auto down = take_picture_down(desk, asked, wish, stepping.taken); !down) return pass_on(down);
  }
  const auto outcome = run(own.is_dry_run);
  if (!outcome) return pass_on(outcome);
  Taken taken = stepping.taken;
  taken.event = outcome->event;
  const json::object& answer = outcome->answer.as_object();
  taken.state = state_named(answer.at("state").as_string()).value_or(taken.state);
  if (const auto* slug_text = answer.if_contains("slug")) taken.slug = slug_text->as_string();
  return taken;
}

}  // namespace luytre::citizens
