#include "outputs/portal/unit_notes.h"

#include <algorithm>

namespace luytre::portal {
namespace {

UnitNote note_of_ended(const units::Register& known, const units::Unit& unit, Date today) {
  UnitNote note;
  note.unit = &unit;
  note.day = unit.life().to;
  for (const units::Relative& relative : known.lineage(unit).successors) {
    if (relative.unit == &unit || !relative.unit->is_alive(today)) continue;
    if (std::find(note.heirs.begin(), note.heirs.end(), relative.unit) != note.heirs.end()) continue;
    if (note.heirs.size() == unit_heirs_max) {
      ++note.heirs_left_out;
    } else {
      note.heirs.push_back(relative.unit);
    }
  }
  note.fate = note.heirs.empty() ? UnitFate::ended : note.heirs.size() == 1 ? UnitFate::merged : UnitFate::divided;
  return note;
}

}  // namespace

std::vector<UnitNote> unit_notes(const units::Register& known, const std::vector<const units::Unit*>& named,
                                 Date written, Date today) {
  std::vector<UnitNote> notes;
  for (const units::Unit* unit : named) {
    if (notes.size() == unit_notes_max) break;
    const units::Version* then = unit->at(written);
    if (then == nullptr || today < written) continue;
    if (!unit->is_alive(today)) {
      UnitNote note = note_of_ended(known, *unit, today);
      note.name = then->name;
      notes.push_back(std::move(note));
      continue;
    }
    const units::Version* now = unit->at(today);
    if (now->name != then->name) notes.push_back({unit, then->name, UnitFate::renamed, {unit}, 0, now->valid.from});
  }
  return notes;
}

}  // namespace luytre::portal
