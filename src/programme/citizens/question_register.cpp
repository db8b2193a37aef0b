#include "programme/citizens/question_register.h"

#include <algorithm>
#include <tuple>

namespace luytre::citizens {
namespace {

std::string day_of(const Course& course) { return course.last(Command::publish)->day.text(); }

}  // namespace

const Step* Course::last(Command command) const {
  const auto found = std::find_if(steps.rbegin(), steps.rend(), [&](const Step& s) { return s.command == command; });
  return found == steps.rend() ? nullptr : &*found;
}

const std::vector<std::string>& topics() {
  static const std::vector<std::string> list{"xa",        "tinh", "tin-tuc", "so-lieu",
                                             "cong-nhan", "luat", "van-ban", "khac"};
  return list;
}

std::string topic_of(std::string_view page) {
  if (page.starts_with("/")) page.remove_prefix(1);
  const std::string first(page.substr(0, page.find('/')));
  return std::find(topics().begin(), topics().end(), first) == topics().end() ? "khac" : first;
}

QuestionRegister::QuestionRegister(std::vector<Question> questions, std::vector<Step> steps,
                                   const std::map<std::string, std::string>& shown, EventNumber known_at)
    : known_at_(known_at) {
  for (Question& each : questions) {
    by_id_[each.id] = courses_.size();
    by_status_[each.status_hash] = courses_.size();
    ++by_year_[each.received_on.year()];
    Course course;
    course.given_to = each.given_to;
    course.question = std::move(each);
    courses_.push_back(std::move(course));
  }
  for (Step& step : steps) {
    const auto found = by_id_.find(step.question);
    if (found == by_id_.end()) continue;
    Course& course = courses_[found->second];
    course.state = after(course.question.kind, course.state, step.command).value_or(course.state);
    if (!step.given_to.empty()) course.given_to = step.given_to;
    if (!step.slug.empty()) by_slug_[step.slug] = found->second;
    course.steps.push_back(std::move(step));
  }
  for (std::size_t i = 0; i < courses_.size(); ++i) {
    Course& course = courses_[i];
    if (course.state == State::received) ++waiting_;
    if (course.state != State::published) continue;
    // What was withdrawn later is gone from the record as it was known earlier, too.
    const auto words = shown.find(course.question.id);
    if (words == shown.end()) {
      course.state = State::withdrawn;
      continue;
    }
    course.shown = words->second;
    published_.push_back(i);
    ++about_page_[course.question.page];
  }
  std::sort(published_.begin(), published_.end(), [this](std::size_t a, std::size_t b) {
    return std::make_tuple(day_of(courses_[b]), courses_[b].question.id) <
           std::make_tuple(day_of(courses_[a]), courses_[a].question.id);
  });
}

const Course* QuestionRegister::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &courses_[found->second];
}

const Course* QuestionRegister::with_status(std::string_view status_hash) const {
  const auto found = by_status_.find(status_hash);
  return found == by_status_.end() ? nullptr : &courses_[found->second];
}

const Course* QuestionRegister::by_slug(std::string_view slug) const {
  const auto found = by_slug_.find(slug);
  return found == by_slug_.end() ? nullptr : &courses_[found->second];
}

const Course* QuestionRegister::published(std::string_view slug) const {
  const Course* course = by_slug(slug);
  return course != nullptr && course->state == State::published ? course : nullptr;
}

std::vector<const Course*> QuestionRegister::published(const PublicQuestion& asked) const {
  std::vector<const Course*> found;
  for (const std::size_t i : published_) {
    const Course& course = courses_[i];
    const Question& question = course.question;
    if (!asked.before_day.empty() &&
        std::make_tuple(day_of(course), question.id) >= std::make_tuple(asked.before_day, asked.before_id)) {
      continue;
    }
    if (!asked.unit.empty() && question.unit != asked.unit) continue;
    if (!asked.topic.empty() && topic_of(question.page) != asked.topic) continue;
    if (!asked.page.empty() && question.page != asked.page) continue;
    found.push_back(&course);
    if (found.size() > asked.limit) break;
  }
  return found;
}

std::size_t QuestionRegister::published_about(std::string_view page) const {
  const auto found = about_page_.find(page);
  return found == about_page_.end() ? 0 : found->second;
}

std::size_t QuestionRegister::received_in(int year) const {
  const auto found = by_year_.find(year);
  return found == by_year_.end() ? 0 : found->second;
}

std::vector<const Course*> QuestionRegister::published_after(EventNumber event) const {
  std::vector<const Course*> found;
  for (const std::size_t i : published_) {
    if (courses_[i].last(Command::publish)->event > event) found.push_back(&courses_[i]);
  }
  std::sort(found.begin(), found.end(), [](const Course* a, const Course* b) {
    return a->last(Command::publish)->event < b->last(Command::publish)->event;
  });
  return found;
}

}  // namespace luytre::citizens
