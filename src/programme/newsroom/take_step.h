// The steps of the workflow: edit, check, approve, publish, and back again.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

// What the check of privacy and secrecy was answered. Staff's alone.
struct PrivacyAnswers {
  std::string people;   // "none", "crowd", "identifiable"
  std::string consent;  // where the consent of people who can be recognised lies
  std::string secrecy;  // "none": nothing in it is secret; "cleared": somebody who may has cleared it
  std::string secrecy_note;
};

struct StepOrder {
  Step step = Step::edit;
  std::optional<int> expected_version = std::nullopt;
  PrivacyAnswers privacy = {};  // of check_privacy
  std::optional<Date> date =
      std::nullopt;                       // of publish: the day shown; else the article's own, the scheduled day, today
  std::string visible_from = {};          // of publish: an instant; "": at once, or when the embargo ends
  Date today = {};                        // of publish
  std::vector<FrozenFigure> frozen = {};  // of publish: the bound claims as they are now
};

// `seen`: the article as the caller saw it; its stage decides which act is asked. Problems news.unknown,
// news.version_conflict, news.step_out_of_order, news.no_reason, news.second_person, and by step: news.working_title;
// news.figures_open with each figure among its causes; news.privacy_unanswered, news.people_identifiable;
// news.embargo; news.already_readable, news.not_yet_readable.
Result<Written> take_step(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                          const StepOrder& order);

// Publishes. Over HTTP that is the one step from `approved`. At the machine the operator answers for every step that
// is still open: all of them are taken and recorded in one event, and what they refuse is refused.
Result<Written> publish_article(commands::Writer& writer, const commands::Asked& asked, const ArticleId& id, Date day,
                                const std::vector<FrozenFigure>& frozen = {});

// Whether a check of privacy must be a data protection officer's.
bool is_about_people(const PrivacyAnswers& answers);

}  // namespace luytre::newsroom
