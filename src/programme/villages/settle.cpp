#include <algorithm>
#include <set>

#include "platform/access/person.h"
#include "programme/villages/succeed.h"

namespace luytre::villages {
namespace {

// A village with the commune under which it will stand, and since when.
struct Move {
  std::string village;
  const units::Unit* commune = nullptr;
  VillageVersion version;
};

Result<Move> move_of(const units::Register& units, const VillageRegister& villages, const Settling& settling,
                     Date today) {
  const auto place = find_place(units, villages, settling.village, today, false);
  if (!place) return pass_on(place);
  const Standing& standing = place->standing;
  const std::string& name = place->version->name;
  if (standing.settlement == Settlement::settled) return refuse("villages.settled_already", {{"village", name}});
  const units::Unit* commune = standing.commune();
  if (!settling.commune.empty()) {
    const auto named = find_commune(units, settling.commune, today, "commune");
    if (!named) return pass_on(named);
    commune = *named;
    const bool is_successor =
        std::find(standing.communes.begin(), standing.communes.end(), commune) != standing.communes.end() ||
        standing.communes.empty();
    if (!is_successor) {
      return refuse("villages.not_a_successor", {{"village", name}, {"commune", commune->nearest(today).name}},
                    "commune");
    }
  }
  if (commune == nullptr) return refuse("villages.no_proposal", {{"village", name}}, "commune");
  VillageVersion version = *place->version;
  // Not before the commune began: a chain of successions may have passed through others.
  version.from = std::max(standing.since, commune->life().from);
  version.commune = commune->id.text();
  version.decision = standing.decision;
  version.source = {};
  return Move{settling.village, commune, std::move(version)};
}

Result<std::vector<Move>> moves_of(const units::Register& units, const VillageRegister& villages,
                                   const std::vector<Settling>& settlings, Date today) {
  std::vector<Move> moves;
  std::vector<Problem> problems;
  std::set<std::string> seen;
  for (const Settling& settling : settlings) {
    if (!seen.insert(settling.village).second) continue;
    auto move = move_of(units, villages, settling, today);
    if (move) {
      moves.push_back(*std::move(move));
    } else {
      problems.push_back(std::move(move).error());
    }
  }
  if (problems.size() == 1) return tl::unexpected(std::move(problems.front()));
  if (!problems.empty()) {
    const std::string count = std::to_string(problems.size());
    return refuse("villages.refused", {{"count", count}}, "", std::move(problems));
  }
  return moves;
}

}  // namespace

Result<Settled> settle(const Desk& desk, const commands::Asked& asked, const Known& known,
                       const std::vector<Settling>& settlings) {
  if (settlings.empty() || settlings.size() > settled_at_once_max) {
    return refuse("villages.too_many", {{"max", std::to_string(settled_at_once_max)}}, "items");
  }
  const Date today = desk.today();
  const auto seen = moves_of(*known.units, *known.villages, settlings, today);
  if (!seen) return pass_on(seen);
  std::set<std::string> communes;
  for (const Move& move : *seen) communes.insert(move.version.commune);
  std::vector<access::Ask> asks;
  for (const std::string& commune : communes) asks.push_back({"villages.keep", commune, today, {}});
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "villages.keep", std::move(asks)),
      [&](storage::Database& inside, audit::EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto villages = load_villages(inside, number - 1);
        if (!villages) return pass_on(villages);
        auto moves = moves_of(*known.units, **villages, settlings, today);
        if (!moves) return pass_on(moves);
        Additions added;
        audit::EventDraft draft;
        draft.kind = "villages.settled";
        draft.province = (*villages)->village(settlings.front().village)->province;
        json::array list;
        for (Move& move : *moves) {
          if (!communes.contains(move.version.commune)) return refuse("villages.changed_meanwhile");
          move.version.event = number;
          move.version.actor = access::person_of(asked.actor);
          draft.subjects.push_back({"village", move.village});
          list.push_back(json::object{{"village", move.village}, {"commune", move.version.commune}});
          added.versions.emplace_back(move.village, std::move(move.version));
        }
        if (auto done = append(inside, number, added); !done) return pass_on(done);
        draft.subjects = audit::subjects_or(std::move(draft.subjects), {"unit", *communes.begin()});
        draft.answer = {{"villages", static_cast<std::int64_t>(list.size())}};
        draft.payload = {{"moves", std::move(list)}};
        return draft;
      });
  if (!outcome) return pass_on(outcome);
  return Settled{outcome->event, static_cast<std::size_t>(outcome->answer.at("villages").as_int64())};
}

}  // namespace luytre::villages
