// Whether an import leaves a register that holds together.
#include <algorithm>
#include <functional>
#include <map>

#include "programme/units/timeline.h"

namespace luytre::units {

namespace {

constexpr int tree_levels_max = 8;

// Follows parents on the piece's first day; true when it comes back to where it began.
bool is_in_cycle(const Timelines& timelines, const std::string& code, const Piece& piece) {
  const Piece* at = &piece;
  for (int step = 0; at != nullptr && !at->version.parent_code.empty() && step < tree_levels_max; ++step) {
    if (at->version.parent_code == code) return true;
    at = piece_on(timelines, at->version.parent_code, piece.version.valid.from);
  }
  return false;
}

// The first day of the interval on which no unit of the code lives; its end when there is none.
Date first_orphan_day(const std::vector<Piece>& parent, const Interval& interval) {
  Date day = interval.from;
  for (const Piece& piece : parent) {
    if (piece.version.valid.contains(day)) day = piece.version.valid.to;
    if (interval.to <= day) return interval.to;
  }
  return day;
}

void check_parent(const Timelines& timelines, const std::string& code, const Piece& piece, ProblemList& problems) {
  const Version& version = piece.version;
  Arguments arguments{{"code", code}, {"name", version.name}, {"parent", version.parent_code}};
  const auto add = [&](const char* problem) { problems.add(problem, std::move(arguments), version.source); };
  if (piece.level == Level::province) {
    if (!version.parent_code.empty()) add("units.parent_unexpected");
    return;
  }
  if (version.parent_code.empty()) return add("units.parent_missing");
  if (is_in_cycle(timelines, code, piece)) return add("units.cycle");
  const auto parent = timelines.find(version.parent_code);
  if (parent == timelines.end()) return add("units.parent_unknown");
  if (piece.level <= parent->second.front().level) return add("units.parent_level");
  const Date orphan = first_orphan_day(parent->second, version.valid);
  if (orphan < version.valid.to) {
    arguments.emplace_back("day", orphan.text());
    add("units.parent_not_alive");
  }
}

}  // namespace

void check_parents(const Timelines& timelines, ProblemList& problems) {
  for (const auto& [code, line] : timelines) {
    for (const Piece& piece : line) check_parent(timelines, code, piece, problems);
  }
}

void check_lineage(const Timelines& timelines, const std::vector<EndedLink>& links, ProblemList& problems) {
  std::map<UnitId, std::vector<std::pair<UnitId, const Link*>>> next;
  for (const EndedLink& ended : links) {
    if (!ended.has_from || !ended.has_to) continue;
    const Link& link = ended.fact.link;
    const Piece* from = piece_on(timelines, link.from_code, link.from_until.plus_days(-1));
    const Piece* to = piece_on(timelines, link.to_code, link.day);
    if (from != nullptr && to != nullptr && from->id != to->id) next[from->id].emplace_back(to->id, &link);
  }
  enum class Mark { open, done };
  std::map<UnitId, Mark> marks;
  // Depth is the number of successions in a row, a handful.
  const std::function<void(const UnitId&)> visit = [&](const UnitId& unit) {
    marks[unit] = Mark::open;
    const auto place = next.find(unit);
    if (place != next.end()) {
      for (const auto& [to, link] : place->second) {
        const auto mark = marks.find(to);
        if (mark == marks.end()) {
          visit(to);
        } else if (mark->second == Mark::open) {
          problems.add("units.lineage_cycle", {{"from", link->from_code}, {"to", link->to_code}}, link->source);
        }
      }
    }
    marks[unit] = Mark::done;
  };
  for (const auto& [unit, edges] : next) {
    if (marks.count(unit) == 0) visit(unit);
  }
}

}  // namespace luytre::units
