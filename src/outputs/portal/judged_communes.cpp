#include "outputs/portal/judged_communes.h"

#include <algorithm>

namespace luytre::portal {
namespace {

constexpr std::array<std::string_view, standings.size()> standing_names = {"met", "not_met", "not_assessed",
                                                                           "not_applicable", "not_concerned"};

}  // namespace

std::string_view name_of(Standing standing) { return standing_names[static_cast<std::size_t>(standing)]; }

std::optional<Standing> standing_named(std::string_view name) {
  for (const Standing standing : standings)
    if (name_of(standing) == name) return standing;
  return std::nullopt;
}

Standing JudgedTable::standing_of(const judgement::Evaluation& row) {
  const bool is_concerned = std::none_of(row.notices.begin(), row.notices.end(), [](const judgement::Notice& notice) {
    return notice.code == "not_a_commune";
  });
  if (!is_concerned) return Standing::not_concerned;
  switch (row.outcome) {
    case engine::Outcome::met:
      return Standing::met;
    case engine::Outcome::basically_met:  // an opinion, never computed; it does not count as met
    case engine::Outcome::not_met:
      return Standing::not_met;
    case engine::Outcome::not_applicable:
      return Standing::not_applicable;
    case engine::Outcome::not_assessed:
      break;
  }
  return Standing::not_assessed;
}

const judgement::Evaluation* JudgedTable::row_of(const units::UnitId& unit) const {
  for (const judgement::Evaluation& row : table.rows)
    if (row.question.unit == unit) return &row;
  return nullptr;
}

Result<std::shared_ptr<const JudgedTable>> JudgedCommunes::table(
    const std::shared_ptr<const record::Snapshot>& snapshot, const judgement::Question& question,
    const units::Unit* root) {
  const std::string key = std::to_string(snapshot->number) + "|" + question.set + "|" + question.as_of.text() + "|" +
                          std::string(observations::text(question.opinion)) + "|" +
                          (root == nullptr ? "" : root->id.text());
  const std::lock_guard lock(mutex_);  // a second asker of the same table waits instead of judging it again
  const auto known = std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.key == key; });
  if (known != kept_.end()) {
    std::rotate(kept_.begin(), known, known + 1);
    return kept_.front().table;
  }
  auto judged = judgement::evaluate_all(snapshot->materials(), question, root);
  if (!judged) return pass_on(judged);
  auto table = std::make_shared<JudgedTable>();
  table->snapshot = snapshot;
  table->table = std::move(*judged);
  for (const judgement::Evaluation& row : table->table.rows) {
    const Standing standing = JudgedTable::standing_of(row);
    ++table->counts[static_cast<std::size_t>(standing)];
    if (standing != Standing::not_concerned) ++table->concerned;
  }
  kept_.push_front({key, table});
  if (kept_.size() > tables_max) kept_.pop_back();
  return std::shared_ptr<const JudgedTable>(std::move(table));
}

}  // namespace luytre::portal
