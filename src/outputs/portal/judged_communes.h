// The communes of a place judged under one set on one day, as the map, the list and the home page need them.
// Judging a province takes a while, so the last few answers are kept.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "outputs/record/snapshot.h"
#include "programme/judgement/table.h"

namespace luytre::portal {

// How a commune-level unit stands. Wards, towns and special zones are not concerned by a communes' set.
enum class Standing : std::uint8_t { met, not_met, not_assessed, not_applicable, not_concerned };
inline constexpr std::array<Standing, 5> standings = {Standing::met, Standing::not_met, Standing::not_assessed,
                                                      Standing::not_applicable, Standing::not_concerned};
std::string_view name_of(Standing standing);  // "met"; its text is portal.standing.met
std::optional<Standing> standing_named(std::string_view name);

struct JudgedTable {
  std::shared_ptr<const record::Snapshot> snapshot;  // the evaluations point into its law
  judgement::Table table;
  std::array<int, standings.size()> counts{};
  int concerned = 0;  // rows that are not not_concerned

  static Standing standing_of(const judgement::Evaluation& row);
  const judgement::Evaluation* row_of(const units::UnitId& unit) const;
};

class JudgedCommunes {
 public:
  static constexpr std::size_t tables_max = 8;

  // `question.unit` is ignored. Problems of judgement::evaluate_all.
  Result<std::shared_ptr<const JudgedTable>> table(const std::shared_ptr<const record::Snapshot>& snapshot,
                                                   const judgement::Question& question, const units::Unit* root);

 private:
  struct Kept {
    std::string key;
    std::shared_ptr<const JudgedTable> table;
  };
  std::mutex mutex_;
  std::deque<Kept> kept_;  // last asked first
};

}  // namespace luytre::portal
