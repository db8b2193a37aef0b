#include "programme/units/timeline.h"

#include <algorithm>
#include <tuple>

namespace luytre::units {

const Piece* piece_on(const Timelines& timelines, std::string_view code, Date day) {
  const auto line = timelines.find(code);
  if (line == timelines.end()) return nullptr;
  for (const Piece& piece : line->second) {
    if (piece.version.valid.contains(day)) return &piece;
  }
  return nullptr;
}

namespace {

// Frees the interval: pieces inside go, pieces that reach in are cut.
void clear(std::vector<Piece>& line, const Interval& interval) {
  std::vector<Piece> kept;
  for (Piece& piece : line) {
    const Interval valid = piece.version.valid;
    if (!valid.overlaps(interval)) {
      kept.push_back(std::move(piece));
      continue;
    }
    if (valid.from < interval.from) {
      kept.push_back(piece);
      kept.back().version.valid.to = interval.from;
    }
    if (interval.to < valid.to) {
      kept.push_back(piece);
      kept.back().version.valid.from = interval.to;
    }
  }
  line = std::move(kept);
}

void check_overlaps(const std::vector<const UnitFact*>& facts, ProblemList& problems) {
  const UnitFact* longest = nullptr;  // of those before, the one that lasts longest
  for (const UnitFact* fact : facts) {
    if (longest != nullptr && fact->version.valid.from < longest->version.valid.to) {
      const bool is_same = fact->version.valid == longest->version.valid;
      problems.add(is_same ? "units.duplicate" : "units.overlap",
                   {{"code", fact->code},
                    {"name", fact->version.name},
                    {"from", fact->version.valid.from.text()},
                    {"other", longest->version.source},
                    {"other_name", longest->version.name}},
                   fact->version.source);
    }
    if (longest == nullptr || longest->version.valid.to < fact->version.valid.to) longest = fact;
    if (fact->level != facts.front()->level) {
      problems.add("units.level_changed",
                   {{"code", fact->code},
                    {"level", std::string(word(fact->level))},
                    {"other_level", std::string(word(facts.front()->level))}},
                   fact->version.source);
    }
  }
}

}  // namespace

Timelines lay_over(const Register& known, const std::vector<UnitFact>& incoming, ProblemList& problems) {
  Timelines timelines;
  for (const Unit& unit : known.units()) {
    for (const Version& version : unit.versions) timelines[unit.id.code].push_back({unit.level, version, {}, false});
  }
  std::map<std::string_view, std::vector<const UnitFact*>> by_code;
  for (const UnitFact& fact : incoming) by_code[fact.code].push_back(&fact);
  for (auto& [code, facts] : by_code) {
    std::stable_sort(facts.begin(), facts.end(), [](const UnitFact* a, const UnitFact* b) {
      return a->version.valid.from < b->version.valid.from;
    });
    check_overlaps(facts, problems);
    auto& line = timelines[std::string(code)];
    if (!line.empty() && line.front().level != facts.front()->level) {
      problems.add("units.level_changed",
                   {{"code", std::string(code)},
                    {"level", std::string(word(facts.front()->level))},
                    {"other_level", std::string(word(line.front().level))}},
                   facts.front()->version.source);
    }
    for (const UnitFact* fact : facts) {
      clear(line, fact->version.valid);
      line.push_back({fact->level, fact->version, {}, true});
    }
    std::sort(line.begin(), line.end(),
              [](const Piece& a, const Piece& b) { return a.version.valid.from < b.version.valid.from; });
  }
  return timelines;
}

Breaks find_breaks(const Timelines& timelines, const std::vector<EndedLink>& links, const Register& known) {
  // What each code received and gave on a day, old knowledge and new together.
  std::map<std::pair<std::string, Date>, std::set<std::string>> received, given;
  std::set<std::tuple<std::string, std::string, Date>> partial;
  const auto note = [&](const Link& link) {
    received[{link.to_code, link.day}].insert(link.from_code);
    given[{link.from_code, link.day}].insert(link.to_code);
    if (link.part == Part::partial) partial.insert({link.from_code, link.to_code, link.day});
  };
  for (const Link& link : known.links()) {
    if (link.is_resolved() && !link.is_indirect()) note(link);
  }
  for (const EndedLink& link : links) {
    if (link.is_direct()) note(link.fact.link);
  }
  const auto only_itself = [&](const auto& sides, const std::string& code, Date day) {
    const auto side = sides.find({code, day});
    return side != sides.end() && side->second.size() == 1 && side->second.count(code) == 1;
  };
  Breaks breaks;
  const auto judge = [&](const std::string& code, Date day) {
    const bool goes_on =
        only_itself(received, code, day) && only_itself(given, code, day) && partial.count({code, code, day}) == 0;
    if (!goes_on) breaks.insert({code, day});
  };
  for (const auto& [key, codes] : received) judge(key.first, key.second);
  for (const auto& [key, codes] : given) judge(key.first, key.second);
  for (const auto& [code, line] : timelines) {
    // A row that spans the day says itself that nothing changed.
    const Piece* piece = piece_on(timelines, code, two_level_day);
    if (piece != nullptr && piece->level == Level::commune && piece->version.valid.from == two_level_day) {
      judge(code, two_level_day);
    }
  }
  return breaks;
}

namespace {

using Line = std::vector<Piece>;

Line cut(const Line& line, const std::set<Date>& days) {
  Line pieces;
  for (const Piece& whole : line) {
    Piece rest = whole;
    for (auto day = days.upper_bound(whole.version.valid.from); day != days.end() && *day < whole.version.valid.to;
         ++day) {
      pieces.push_back(rest);
      pieces.back().version.valid.to = *day;
      rest.version.valid.from = *day;
    }
    pieces.push_back(std::move(rest));
  }
  return pieces;
}

void name_chain(Line& line, std::size_t begin, std::size_t end, const std::vector<const Unit*>& units) {
  const Interval life{line[begin].version.valid.from, line[end - 1].version.valid.to};
  Date label = life.from;
  for (const Unit* unit : units) {
    if (!life.contains(unit->id.first_day)) continue;
    label = unit->id.first_day;
    break;
  }
  for (std::size_t at = begin; at < end; ++at) line[at].id.first_day = label;
}

}  // namespace

void give_identities(Timelines& timelines, const Breaks& breaks, const Register& known) {
  for (auto& [code, line] : timelines) {
    const auto units = known.with_code(code);
    std::set<Date> days;
    for (auto at = breaks.lower_bound({code, Date::from_days(-1'000'000)}); at != breaks.end() && at->first == code;
         ++at) {
      days.insert(at->second);
    }
    // Units that were told apart once stay apart.
    for (std::size_t at = 1; at < units.size(); ++at) days.insert(units[at]->life().from);
    line = cut(line, days);
    std::size_t begin = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
      line[at].id.code = code;
      const bool is_last = at + 1 == line.size();
      if (!is_last && line[at].version.valid.to == line[at + 1].version.valid.from &&
          days.count(line[at + 1].version.valid.from) == 0) {
        continue;
      }
      name_chain(line, begin, at + 1, units);
      begin = at + 1;
    }
  }
}

}  // namespace luytre::units
