// Every round known at one event, with all that was done and counted; immutable.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "programme/surveys/round.h"

namespace luytre::surveys {

// A round and what became of it, each list oldest first.
struct Course {
  Round round;
  std::vector<FrameLine> frame;
  std::vector<Step> steps;
  std::vector<SealedVillage> sealed;
  std::vector<Anomaly> anomalies;
  std::vector<Review> reviews;
  std::vector<Recount> recounts;
  std::vector<RecountResult> results;
  std::vector<Task> tasks;
  std::vector<TaskAnswer> answers;
  std::vector<Sent> sent;

  EventNumber touched() const;  // the newest event that changed it; taking slips in does not
  State state() const;
  VillageState village_state(std::string_view village) const;
  std::vector<std::string> villages() const;                              // of the frame, in its order
  const FrameLine* frame_of(std::string_view village) const;              // the newest; nullptr: not of the round
  std::int64_t counted(std::string_view village, Command command) const;  // the sum of its steps' counts
  const SealedVillage* sealed_of(std::string_view village) const;         // nullptr: not sealed
  bool is_whole() const;                                                  // every village is sealed
  Tally whole() const;                                                    // the sum of what is sealed
  const Step* newest(Command command) const;                              // nullptr: never
  const Anomaly* anomaly(std::string_view id) const;
  const Review* newest_review(std::string_view anomaly) const;  // nullptr: nobody answered yet
  std::vector<const Anomaly*> open_anomalies() const;           // not accepted
  const Recount* recount(std::string_view village) const;
  const RecountResult* recounted(std::string_view village) const;
  const Task* task(std::string_view id) const;
};

class SurveyRegister {
 public:
  SurveyRegister() = default;
  SurveyRegister(std::map<std::string, Course, std::less<>> courses, std::vector<Audio> audio, EventNumber known_at);

  EventNumber known_at() const { return known_at_; }
  const Course* find(std::string_view id) const;  // nullptr: unknown
  const std::vector<const Course*>& all() const { return newest_first_; }
  std::vector<const Course*> of_unit(std::string_view unit) const;  // newest first
  // What is read aloud of a question, by language; those taken away are not among them.
  std::map<std::string, const Audio*> audio_of(std::string_view form, std::string_view question) const;

  SurveyRegister(const SurveyRegister&) = delete;
  SurveyRegister& operator=(const SurveyRegister&) = delete;

 private:
  std::map<std::string, Course, std::less<>> courses_;
  std::vector<Audio> audio_;
  std::vector<const Course*> newest_first_;
  EventNumber known_at_ = 0;
};

}  // namespace luytre::surveys
