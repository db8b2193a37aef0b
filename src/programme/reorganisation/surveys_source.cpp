#include "platform/access/person.h"
#include "programme/reorganisation/sources.h"
#include "programme/surveys/hidden_slips.h"
#include "programme/surveys/survey_store.h"
#include "programme/surveys/take_step.h"

namespace luytre::reorganisation {

namespace {

using surveys::Course;

std::string title_of(const Course& course, Language language) {
  return say("reorganisation.survey.title",
             {{"title", say("recognition.title." + course.round.tier, language)},
              {"day", course.round.opens_on.vietnamese_text()}},
             language);
}

// Rounds of units that ended on the day and can still be given back.
Result<std::vector<Item>> open_rounds(const Asking& asking, const ReorganisationDay& day) {
  const auto head = audit::head(asking.database);
  if (!head) return pass_on(head);
  const auto known = surveys::load_surveys(asking.database, head->number);
  if (!known) return pass_on(known);
  std::vector<Item> items;
  for (const Course* course : (*known)->all()) {
    const auto state = course->state();
    const bool can_end =
        surveys::after(state, surveys::Command::give_back) || surveys::after(state, surveys::Command::cancel);
    if (day.ended_unit(course->round.unit) == nullptr || !can_end) continue;
    const std::string words = "surveys.state." + std::string(surveys::name_of(state));
    items.push_back({"survey", course->round.id, course->round.unit, title_of(*course, Language::vi),
                     title_of(*course, Language::en), say(words, Language::vi), say(words, Language::en),
                     "/lam-viec/lay-y-kien/" + course->round.id});
  }
  return items;
}

// Households of another unit were never asked, so a round never goes over: it is ended, and the Front of the unit it is
// pointed to is told to plan its own.
Result<json::object> apply(const reporting::TellThoseWhoMay& tell, const Applying& applying, const Item& item) {
  const auto known = surveys::load_surveys(applying.database, applying.number - 1, item.id);
  if (!known) return pass_on(known);
  const Course* course = (*known)->find(item.id);
  if (course == nullptr) {
    return refuse("reorganisation.no_item", {{"item", item.id}, {"day", applying.day.text()}});
  }
  const bool may_return = surveys::after(course->state(), surveys::Command::give_back).has_value();
  const auto command = may_return ? surveys::Command::give_back : surveys::Command::cancel;
  const std::string actor = access::person_of(applying.actor);
  const std::string words = say("reorganisation.survey.ended", {{"day", applying.day.vietnamese_text()}}, Language::vi);
  if (auto done = surveys::drop_what_is_hidden(applying.database, *course); !done) return pass_on(done);
  const surveys::Step step{item.id, applying.number, "", command, 0, words, applying.day, actor};
  if (auto done = surveys::append(applying.database, step); !done) return pass_on(done);
  json::object told{{"survey", item.id}, {"step", surveys::name_of(command)}};
  if (applying.to == nullptr || !tell) return told;
  const access::Ask ask{"surveys.plan", applying.to->id.text(), applying.day, {}};
  const notices::Notice notice{
      {}, notices::Urgency::task, "reorganisation.notice.survey", {{"survey", item.title_vi}}, "/lam-viec/lay-y-kien"};
  if (auto sent = tell(applying.database, {{ask, notice}}, actor, applying.now); !sent) return pass_on(sent);
  return told;
}

}  // namespace

Source surveys_source(reporting::TellThoseWhoMay tell) {
  Source source;
  source.kind = "survey";
  source.open_items = open_rounds;
  source.apply = [tell = std::move(tell)](const Applying& applying, const Item& item) {
    return apply(tell, applying, item);
  };
  return source;
}

}  // namespace luytre::reorganisation
