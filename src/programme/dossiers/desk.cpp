#include "programme/dossiers/desk.h"

#include <algorithm>

#include "programme/dossiers/changes_since.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {

Result<const File*> find_file(const Known& known, const std::string& id) {
  const File* file = known.dossiers->find(id);
  if (file == nullptr) return refuse("dossiers.no_dossier", {{"dossier", id}});
  return file;
}

access::Ask ask_about(const units::Register& units, std::string act, const Dossier& dossier, Date today,
                      std::vector<std::string> indicators) {
  const auto id = units::UnitId::parse(dossier.unit);
  const auto* unit = id ? units.unit(*id) : nullptr;
  const bool has_ended = unit != nullptr && !unit->is_alive(today);
  return {std::move(act), dossier.unit, has_ended ? unit->life().to.plus_days(-1) : today, std::move(indicators)};
}

std::string unit_name(const Dossier& dossier, const units::Register& units) {
  const auto id = units::UnitId::parse(dossier.unit);
  const auto* unit = id ? units.unit(*id) : nullptr;
  return unit == nullptr ? dossier.unit : unit->nearest(dossier.opened_on).name;
}

std::string label_of(const Dossier& dossier, const units::Register& units) {
  return unit_name(dossier, units) + " (" + say("recognition.title." + dossier.tier, Language::vi) + " " +
         std::to_string(dossier.year) + ")";
}

Result<Inside> look_inside(storage::Database& database, EventNumber number, const Known& known, const std::string& id,
                           EventNumber expected, Date today, bool is_alive_needed) {
  Inside inside;
  auto dossiers = load_dossiers(database, number - 1, id);
  if (!dossiers) return pass_on(dossiers);
  inside.dossiers = *std::move(dossiers);
  inside.file = inside.dossiers->find(id);
  if (inside.file == nullptr) return refuse("dossiers.no_dossier", {{"dossier", id}});
  const Dossier& dossier = inside.file->dossier;
  if (inside.file->touched() != expected) {
    return refuse("dossiers.changed_meanwhile",
                  {{"dossier", label_of(dossier, *known.units)},
                   {"expected", std::to_string(expected)},
                   {"current", std::to_string(inside.file->touched())}},
                  "expected_version", changes_since(*inside.file, *known.law, expected));
  }
  inside.standing = standing_of(*inside.file, *known.law);
  if (inside.standing.stage == nullptr) {
    return refuse("dossiers.no_workflow_now", {{"workflow", inside.file->workflow()}});
  }
  const auto unit_id = units::UnitId::parse(dossier.unit);
  const auto* unit = unit_id ? known.units->unit(*unit_id) : nullptr;
  const bool is_alive = unit != nullptr && unit->is_alive(today);
  if (is_alive_needed && !is_alive && inside.standing.is_open()) {
    return refuse("dossiers.unit_ended",
                  {{"unit", unit_name(dossier, *known.units)},
                   {"day", unit == nullptr ? std::string() : unit->life().to.vietnamese_text()}});
  }
  return inside;
}

std::vector<Owned> owned_indicators(const criteria::CriteriaSet* set, const std::vector<access::Ownership>& owners) {
  std::vector<Owned> all;
  if (set == nullptr) return all;
  for (const auto& criterion : set->criteria) {
    for (const auto& indicator : criterion.indicators) {
      Owned owned{indicator.rule.number, {}};
      for (const access::Ownership& owner : owners) {
        const bool is_whole_set = owner.indicator.empty() && owner.criterion.empty();
        const bool is_criterion = owner.indicator.empty() && owner.criterion == criterion.number;
        if (!is_whole_set && !is_criterion && owner.indicator != owned.indicator) continue;
        if (std::find(owned.departments.begin(), owned.departments.end(), owner.department) ==
            owned.departments.end()) {
          owned.departments.push_back(owner.department);
        }
      }
      if (!owned.departments.empty()) all.push_back(std::move(owned));
    }
  }
  return all;
}

std::vector<Owned> owned_of(const Desk& desk, const Known& known, const Dossier& dossier) {
  return owned_indicators(known.law->set(dossier.set), desk.owners(dossier.set, desk.today()));
}

std::string path_of(const Dossier& dossier) { return "/lam-viec/ho-so/" + dossier.id; }

bool is_blank(std::string_view words) { return words.find_first_not_of(" \t\r\n") == std::string_view::npos; }

audit::EventDraft draft_about(const Dossier& dossier, std::string kind, json::object payload, json::object answer) {
  audit::EventDraft draft;
  draft.kind = std::move(kind);
  draft.province = dossier.province;
  draft.subjects = {{"dossier", dossier.id}, {"unit", dossier.unit}};
  payload["dossier"] = dossier.id;
  payload["unit"] = dossier.unit;
  draft.payload = std::move(payload);
  draft.answer = std::move(answer);
  return draft;
}

}  // namespace luytre::dossiers
