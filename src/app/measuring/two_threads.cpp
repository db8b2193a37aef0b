#include "app/measuring/two_threads.h"

#include <algorithm>

namespace luytre::measuring {

using namespace engine::columns;

namespace {

constexpr int looks_before_sleep = 100'000;

std::size_t chunks_of(UnitNumber units) { return (units + chunk_units - 1) / chunk_units; }

void judge_chunks(const Judge& judge, std::size_t first, std::size_t last, Judged& judged) {
  for (std::size_t number = first; number < last; ++number) judged.chunks[number] = judge.chunk(number);
}

// Chunks `first` to `last` as if there were no others.
RolledUp roll_up_chunks(const Judge& judge, std::size_t first, std::size_t last, std::uint32_t criteria,
                        const Areas& areas) {
  Judged judged;
  judged.units = static_cast<UnitNumber>((last - first) * chunk_units);
  judged.criteria = criteria;
  for (std::size_t number = first; number < last; ++number) judged.chunks.push_back(judge.chunk(number));
  return roll_up(judged, areas);
}

void add(RolledUp& sum, const RolledUp& other) {
  for (std::size_t area = 0; area < sum.totals.size(); ++area) {
    Totals& totals = sum.totals[area];
    const Totals& its = other.totals[area];
    totals.units += its.units;
    totals.met += its.met;
    totals.not_met += its.not_met;
    totals.not_applicable += its.not_applicable;
    totals.criteria_met += its.criteria_met;
  }
  for (std::size_t i = 0; i < sum.met_of_criterion.size(); ++i) sum.met_of_criterion[i] += other.met_of_criterion[i];
}

}  // namespace

SecondThread::SecondThread() : thread_([this] { serve(); }) {}

SecondThread::~SecondThread() {
  state_ = State::over;
  state_.notify_one();
  thread_.join();
}

void SecondThread::serve() {
  int looks = 0;
  for (State state = state_; state != State::over; state = state_) {
    if (state == State::idle && ++looks > looks_before_sleep) state_.wait(State::idle);
    if (state != State::given || !state_.compare_exchange_strong(state, State::taken)) continue;
    (*work_)();
    state_ = State::idle;
    looks = 0;
  }
}

void SecondThread::with(const std::function<void()>& here, const std::function<void()>& there) {
  work_ = &there;
  state_ = State::given;
  state_.notify_one();
  here();
  State state = State::given;
  if (state_.compare_exchange_strong(state, State::idle)) return there();
  while (state_ != State::idle) {
  }
}

Areas areas_within(const Areas& areas, std::size_t first_chunk, std::size_t last_chunk) {
  const auto first = static_cast<UnitNumber>(first_chunk * chunk_units);
  const auto last = static_cast<UnitNumber>(last_chunk * chunk_units);
  Areas within = areas;
  for (Area& area : within.areas) {
    area.from = std::clamp(area.from, first, last) - first;
    area.to = std::clamp(area.to, first, last) - first;
  }
  return within;
}

Judged judged_by_two(SecondThread& second, const Judge& judge, UnitNumber units, std::uint32_t criteria) {
  Judged judged;
  judged.units = units;
  judged.criteria = criteria;
  judged.chunks.resize(chunks_of(units));
  const std::size_t middle = (judged.chunks.size() + 1) / 2;
  second.with([&] { judge_chunks(judge, 0, middle, judged); },
              [&] { judge_chunks(judge, middle, judged.chunks.size(), judged); });
  return judged;
}

HalvedRollUp::HalvedRollUp(const Areas& areas, UnitNumber units)
    : units_(units),
      middle_((chunks_of(units) + 1) / 2),
      first_(areas_within(areas, 0, middle_)),
      last_(areas_within(areas, middle_, chunks_of(units))) {}

RolledUp HalvedRollUp::ask(SecondThread& second, const Judge& judge, std::uint32_t criteria) const {
  RolledUp sum, other;
  second.with([&] { sum = roll_up_chunks(judge, 0, middle_, criteria, first_); },
              [&] { other = roll_up_chunks(judge, middle_, chunks_of(units_), criteria, last_); });
  add(sum, other);
  return sum;
}

}  // namespace luytre::measuring
