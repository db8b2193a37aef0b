// Judges every unit under a program on a day, 1,024 units at a time, and keeps the outcomes as bitmaps.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/columns/kernels.h"
#include "engine/columns/leaf_tests.h"
#include "engine/columns/outcome_bits.h"
#include "engine/columns/program.h"
#include "engine/outcome.h"

namespace luytre::engine::columns {

// Outcomes that somebody judged elsewhere, by chunk.
using Given = std::vector<OutcomeBits>;

struct Question {
  Date day;
  EventNumber known_at = everything;
  // By chunk: units that are alive on the day. Empty: all of the store.
  std::vector<Words> alive;
  std::vector<Given> given;  // by Node::number
  bool with_counts = false;  // JudgedChunk::counts are wanted
};

// How many criteria and indicators each unit meets, and how many are neither met nor not applicable.
struct Counts {
  BitCounts<6> criteria_met;
  BitCounts<6> criteria_open;
  BitCounts<8> indicators_met;
  BitCounts<8> indicators_open;
};

struct JudgedChunk {
  OutcomeBits outcome;  // of the whole program
  Words alive{};
  std::vector<Words> criteria_met;  // by criterion; see Program::counts_not_applicable
  std::unique_ptr<Counts> counts;   // null where they were not asked for
};

struct Judged {
  std::vector<std::shared_ptr<const JudgedChunk>> chunks;
  UnitNumber units = 0;
  std::uint32_t criteria = 0;

  Outcome outcome(UnitNumber unit) const;
  // Of units judged with_counts.
  std::uint32_t criteria_met(UnitNumber unit) const { return of(unit).counts->criteria_met.of(unit % chunk_units); }
  std::uint32_t indicators_met(UnitNumber unit) const { return of(unit).counts->indicators_met.of(unit % chunk_units); }
  const JudgedChunk& of(UnitNumber unit) const { return *chunks[unit / chunk_units]; }
};

// A program bound to a store and a day: what a unit's outcome is read from. The program and the store must outlive it.
class Judge {
 public:
  Judge(const Program& program, const Store& store, Question question, const Kernels& kernels = columns::kernels());

  Judged all() const;
  std::shared_ptr<const JudgedChunk> chunk(std::size_t number) const;
  // `judged` where only these units may have changed: the other chunks are shared.
  Judged again(const Judged& judged, std::span<const UnitNumber> changed_units) const;

  // No answer of this judge can differ from the other's: the same program and store, the same steps, and no value is
  // too old on one of the days only. Questions about given outcomes or units alive are never said to be alike.
  bool answers_like(const Judge& other) const;

 private:
  struct Bound {
    const Panel* panel = nullptr;
    const Step* step = nullptr;  // nullptr: the column begins later
    std::size_t step_number = 0;
    std::int32_t first_fresh = no_day;
    bool has_past = false;             // known_at is before something that the panel knows
    const LeafTests* tests = nullptr;  // for the form of the first chunk; nullptr: an unusual one
  };
  struct Walk;

  Bound bound(const Leaf& leaf, std::size_t number) const;
  Words alive_of(std::size_t chunk) const;
  void judge_leaf(std::size_t number, const Walk& walk, OutcomeBits& bits) const;
  void test_amounts(std::size_t number, const Chunk& chunk, std::size_t chunk_number, Words& met) const;
  void correct(std::size_t number, const Chunk& chunk, const Walk& walk, Words& met, Words& known) const;
  void judge_node(const Node& node, Walk& walk, OutcomeBits& bits) const;

  const Program& program_;
  const Store& store_;
  const Question question_;
  const Kernels& kernels_;
  std::vector<Bound> bounds_;  // by leaf
};

// All units on each of the days, in their order. Days whose answers cannot differ share one.
std::vector<Judged> judged_on(const Program& program, const Store& store, std::span<const Date> days);

}  // namespace luytre::engine::columns
