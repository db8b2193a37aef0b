// Every question known at one event, and where each stands; immutable. What is public of the words is here too.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "programme/citizens/states.h"

namespace luytre::citizens {

struct Course {
  Question question;
  std::vector<Step> steps;  // oldest first
  std::string shown;        // what is public of the words; empty unless published

  State state = State::received;
  std::string given_to;

  EventNumber version() const { return steps.empty() ? question.event : steps.back().event; }
  const Step* last(Command command) const;  // nullptr: it was never done
  Date closed_on() const { return steps.empty() ? question.received_on : steps.back().day; }
  bool is_overdue(Date today) const { return !is_over(state) && question.due_on && *question.due_on < today; }
};

// The part of the site that a page belongs to: "xa", "tin-tuc", "so-lieu", "luat", … ; "khac" for any other.
std::string topic_of(std::string_view page);
const std::vector<std::string>& topics();

struct PublicQuestion {
  std::string unit;                   // identity; empty: any
  std::string topic;                  // empty: any
  std::string page;                   // empty: any
  std::string before_day, before_id;  // the last one seen
  std::size_t limit = 20;
};

class QuestionRegister {
 public:
  QuestionRegister() = default;
  QuestionRegister(std::vector<Question> questions, std::vector<Step> steps,
                   const std::map<std::string, std::string>& shown, EventNumber known_at);

  EventNumber known_at() const { return known_at_; }
  const std::vector<Course>& all() const { return courses_; }  // oldest first
  const Course* find(std::string_view id) const;               // nullptr: unknown
  const Course* with_status(std::string_view status_hash) const;
  const Course* published(std::string_view slug) const;  // now public
  const Course* by_slug(std::string_view slug) const;    // withdrawn ones too
  // Now public, newest published first, one more than the limit where there are more.
  std::vector<const Course*> published(const PublicQuestion& asked) const;
  std::size_t published_about(std::string_view page) const;
  bool is_slug_taken(std::string_view slug) const { return by_slug_.contains(slug); }
  std::size_t waiting() const { return waiting_; }  // nobody has looked at them
  std::size_t received_in(int year) const;
  // Published after an event, in the order of their publication.
  std::vector<const Course*> published_after(EventNumber event) const;

 private:
  std::vector<Course> courses_;
  std::map<std::string, std::size_t, std::less<>> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_status_;
  std::map<std::string, std::size_t, std::less<>> by_slug_;
  std::map<std::string, std::size_t, std::less<>> about_page_;  // how many are public
  std::map<int, std::size_t> by_year_;
  std::vector<std::size_t> published_;  // newest first
  std::size_t waiting_ = 0;
  EventNumber known_at_ = 0;
};

}  // namespace luytre::citizens
