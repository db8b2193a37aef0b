#include "programme/surveys/review.h"

#include "platform/access/person.h"
#include "programme/surveys/survey_store.h"

namespace luytre::surveys {
namespace {

Done check_review(const Course& course, const std::string& anomaly, const ReviewWish& wish, const std::string& person) {
  if (course.anomaly(anomaly) == nullptr) return refuse("surveys.no_anomaly", {{"anomaly", anomaly}});
  if (dossiers::is_blank(wish.words)) return refuse("surveys.words_needed", {}, "words");
  const Review* before = course.newest_review(anomaly);
  if (before != nullptr && before->verdict == ReviewVerdict::accepted) return refuse("surveys.accepted_already");
  if (wish.verdict == ReviewVerdict::answered) return {};
  if (before == nullptr || before->verdict != ReviewVerdict::answered) return refuse("surveys.not_answered_yet");
  return before->actor == person ? Done{refuse("surveys.own_answer")} : Done{};
}

}  // namespace

Result<EventNumber> review_anomaly(const Desk& desk, const commands::Asked& asked, const Known& known,
                                   const std::string& id, const std::string& anomaly, const ReviewWish& wish,
                                   EventNumber expected) {
  const auto found = find_course(known, id);
  if (!found) return pass_on(found);
  const Round& round = (*found)->round;
  const std::string person = person_of(asked.actor);
  const char* act = wish.verdict == ReviewVerdict::answered ? "surveys.seal" : "surveys.approve";
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "surveys.review", {ask_about(known, act, round, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected);
        if (!inside) return pass_on(inside);
        if (auto may = must_allow(*inside->course, Command::review, known); !may) return pass_on(may);
        if (auto fits = check_review(*inside->course, anomaly, wish, person); !fits) return pass_on(fits);
        if (auto done = append(database, Review{id, number, anomaly, wish.verdict, wish.words, person}); !done) {
          return pass_on(done);
        }
        return draft_about(round, "surveys.anomaly_reviewed",
                           {{"anomaly", anomaly}, {"verdict", name_of(wish.verdict)}, {"words", wish.words}}, {});
      });
  if (!outcome) return pass_on(outcome);
  return outcome->event;
}

}  // namespace luytre::surveys
