// What a hand-written loop needs for the same answers: the columns of one day laid flat, one pass of plain intrinsics,
// nothing that a question could change. The engine is measured against it in the same run.
#pragma once

#include <memory>

#include "app/measuring/engine_world.h"
#include "engine/columns/nearest.h"
#include "engine/columns/pivot.h"

namespace luytre::measuring {

// One indicator's column on one day: amounts, the units that have a fresh value to compare, those not concerned.
struct FlatLeaf {
  bool pairs = false;
  std::uint32_t criterion = 0;
  engine::columns::AlignedBytes amounts;
  std::vector<std::uint64_t> known;
  std::vector<std::uint64_t> not_applicable;
  const std::uint8_t* slot = nullptr;
  engine::columns::LeafTests tests;
};

// A value as it was known earlier, to be put in the place of the present one.
struct FlatPatch {
  std::uint32_t unit = 0;
  std::uint32_t pair = 0;  // the bytes of the amounts
  bool is_known = false;
};

struct FlatDay {
  std::uint32_t units = 0;
  std::uint32_t words = 0;
  std::uint32_t criteria = 0;
  std::vector<FlatLeaf> leaves;                 // by criterion
  std::vector<std::vector<FlatPatch>> patches;  // by leaf; empty: as known now
};

FlatDay flat_day(const engine::columns::Program& program, const engine::columns::Store& store, Date day,
                 engine::columns::EventNumber known_at = engine::columns::everything);

struct FlatAnswer {
  std::vector<std::uint64_t> met, not_met;
  std::vector<std::vector<std::uint64_t>> criteria_met;                                        // by criterion
  std::vector<std::uint8_t> criteria_count, indicators_count, criteria_open, indicators_open;  // by unit
};

// Each indicator of one unit, in the order of the leaves: its amounts against the limit of its class.
void explain_flat(const FlatDay& day, std::uint32_t unit, std::vector<engine::Outcome>& outcomes);

// `with_counts`: how many criteria and indicators each unit meets and lacks.
void judge_flat(FlatDay& day, bool with_counts, FlatAnswer& answer);

// Units, titles, undecided, criteria met and units by criterion of each area, as engine::columns::roll_up gives them.
engine::columns::RolledUp roll_up_flat(const FlatDay& day, const FlatAnswer& answer,
                                       const engine::columns::Areas& areas);

std::vector<engine::columns::Near> nearest_flat(const FlatDay& day, const FlatAnswer& answer, std::size_t count);

// One column of 16-bit shares on one day, laid flat.
struct FlatShares {
  engine::columns::AlignedBytes pairs;
  std::vector<std::uint64_t> known;
};
FlatShares flat_shares(const engine::columns::Store& store, std::uint32_t column, Date day);
std::vector<engine::columns::Pivoted> pivot_flat(const FlatShares& shares, const engine::columns::Areas& areas);

}  // namespace luytre::measuring
