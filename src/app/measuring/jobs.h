// The jobs of the national benchmark: each asked of the engine and of the hand-written loop, whose answers must be
// equal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/measuring/engine_world.h"
#include "base/problem.h"

namespace luytre::measuring {

// The same question by one thread and by two, reported and no bound.
struct ThreadsMeasured {
  double one_ms = 0;
  double two_ms = 0;
  double speedup() const { return two_ms > 0 ? one_ms / two_ms : 0; }
};

struct Measured {
  std::string job;  // "Q1"
  double ours_ms = 0;
  double limit_ms = -1;  // below 0: the job has no loop to be measured against
  std::string bound;     // "≤ 3 × limit"
  bool is_within_bound = false;
  std::string peer;  // the peer that must be slower by the factor; empty: none is asked for
  double peer_factor = 0;
  std::optional<ThreadsMeasured> threads;
  std::optional<double> postgresql_ms;  // ours on that store, if it was asked for
  std::optional<double> postgresql_limit_ms;
  std::optional<double> delayed_ms;  // where every sync waits 3 ms first; reported and no bound
  std::optional<double> delayed_limit_ms;
  std::vector<std::string> answer;  // rows as CSV, in the order that the peers give them too
};

// Problem measuring.answers_differ when the loop answers otherwise than the engine.
Result<std::vector<Measured>> run_jobs(const World& world, const EngineWorld& filled, const Progress& progress);

}  // namespace luytre::measuring
