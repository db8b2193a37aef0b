#include "programme/surveys/survey_register.h"

#include <algorithm>

namespace luytre::surveys {
namespace {

template <class Row>
void raise(EventNumber& newest, const std::vector<Row>& rows) {
  if (!rows.empty()) newest = std::max(newest, rows.back().event);
}

template <class Row, class Is>
const Row* newest_that(const std::vector<Row>& rows, const Is& is) {
  const auto found = std::find_if(rows.rbegin(), rows.rend(), is);
  return found == rows.rend() ? nullptr : &*found;
}

template <class Row>
const Row* of_village(const std::vector<Row>& rows, std::string_view village) {
  return newest_that(rows, [&](const Row& each) { return each.village == village; });
}

}  // namespace

EventNumber Course::touched() const {
  EventNumber newest = round.event;
  raise(newest, frame);
  raise(newest, steps);
  raise(newest, sealed);
  raise(newest, reviews);
  raise(newest, recounts);
  raise(newest, results);
  raise(newest, tasks);
  raise(newest, answers);
  raise(newest, sent);
  return newest;
}

State Course::state() const {
  // The last seal closes the round; it is no step of its own.
  const EventNumber closed_at = !sealed.empty() && is_whole() ? sealed.back().event : 0;
  State state = State::planned;
  for (const Step& each : steps) {
    if (state == State::collecting && closed_at > 0 && each.event > closed_at) state = State::closed;
    state = after(state, each.command).value_or(state);
  }
  return state == State::collecting && closed_at > 0 ? State::closed : state;
}

VillageState Course::village_state(std::string_view village) const {
  if (sealed_of(village) != nullptr) return VillageState::sealed;
  return counted(village, Command::hand_out) > 0 ? VillageState::handed_out : VillageState::waiting;
}

std::vector<std::string> Course::villages() const {
  std::vector<std::string> found;
  for (const FrameLine& each : frame) {
    if (std::find(found.begin(), found.end(), each.village) == found.end()) found.push_back(each.village);
  }
  return found;
}

const FrameLine* Course::frame_of(std::string_view village) const { return of_village(frame, village); }

std::int64_t Course::counted(std::string_view village, Command command) const {
  std::int64_t count = 0;
  for (const Step& each : steps) {
    if (each.village == village && each.command == command) count += each.count;
  }
  return count;
}

const SealedVillage* Course::sealed_of(std::string_view village) const { return of_village(sealed, village); }

bool Course::is_whole() const {
  const auto all = villages();
  return std::all_of(all.begin(), all.end(), [&](const std::string& each) { return sealed_of(each) != nullptr; });
}

Tally Course::whole() const {
  std::vector<Tally> parts;
  for (const SealedVillage& each : sealed) parts.push_back(each.tally);
  return sum_of(parts);
}

const Step* Course::newest(Command command) const {
  return newest_that(steps, [&](const Step& each) { return each.command == command; });
}

const Anomaly* Course::anomaly(std::string_view id) const {
  return newest_that(anomalies, [&](const Anomaly& each) { return each.id == id; });
}

const Review* Course::newest_review(std::string_view anomaly) const {
  return newest_that(reviews, [&](const Review& each) { return each.anomaly == anomaly; });
}

std::vector<const Anomaly*> Course::open_anomalies() const {
  std::vector<const Anomaly*> open;
  for (const Anomaly& each : anomalies) {
    const Review* review = newest_review(each.id);
    if (review == nullptr || review->verdict != ReviewVerdict::accepted) open.push_back(&each);
  }
  return open;
}

const Recount* Course::recount(std::string_view village) const { return of_village(recounts, village); }
const RecountResult* Course::recounted(std::string_view village) const { return of_village(results, village); }
const Task* Course::task(std::string_view id) const {
  return newest_that(tasks, [&](const Task& each) { return each.id == id; });
}

SurveyRegister::SurveyRegister(std::map<std::string, Course, std::less<>> courses, std::vector<Audio> audio,
                               EventNumber known_at)
    : courses_(std::move(courses)), audio_(std::move(audio)), known_at_(known_at) {
  for (const auto& [id, course] : courses_) newest_first_.push_back(&course);
  std::sort(newest_first_.begin(), newest_first_.end(),
            [](const Course* a, const Course* b) { return a->round.event > b->round.event; });
}

const Course* SurveyRegister::find(std::string_view id) const {
  const auto found = courses_.find(id);
  return found == courses_.end() ? nullptr : &found->second;
}

std::vector<const Course*> SurveyRegister::of_unit(std::string_view unit) const {
  std::vector<const Course*> found;
  for (const Course* each : newest_first_) {
    if (each->round.unit == unit) found.push_back(each);
  }
  return found;
}

std::map<std::string, const Audio*> SurveyRegister::audio_of(std::string_view form, std::string_view question) const {
  std::map<std::string, const Audio*> found;
  for (const Audio& each : audio_) {
    if (each.form == form && each.question == question) found[each.language] = &each;
  }
  std::erase_if(found, [](const auto& entry) { return entry.second->file.empty(); });
  return found;
}

}  // namespace luytre::surveys
