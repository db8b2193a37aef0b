// The register as it will stand after an import: for each code, what it meant over time. Only the import uses it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "programme/units/problem_list.h"
#include "programme/units/register.h"
#include "programme/units/unit_files.h"
#include "programme/units/unit_store.h"

namespace luytre::units {

struct Piece {
  Level level = Level::commune;
  Version version;
  UnitId id;  // set by give_identities
  bool is_incoming = false;
};

// Pieces of one code, in order of days, never overlapping.
using Timelines = std::map<std::string, std::vector<Piece>, std::less<>>;

// (code, day): a new identity begins there although the code goes on.
using Breaks = std::set<std::pair<std::string, Date>>;

const Piece* piece_on(const Timelines& timelines, std::string_view code, Date day);

// What is known, with the incoming facts laid over it. Problems: units.duplicate, units.overlap, units.level_changed.
Timelines lay_over(const Register& known, const std::vector<UnitFact>& incoming, ProblemList& problems);

// A link with the ends that were found.
struct EndedLink {
  LinkFact fact;
  bool has_from = false;
  bool has_to = false;
  bool is_direct() const { return has_from && has_to && fact.link.from_until == fact.link.day; }
};

// What tells one link from another; names only where there is no code.
using LinkKey = std::tuple<std::string, Date, std::string, std::string, Date>;
LinkKey key_of(const Link& link);

// Finds the ends of each link, drops repetitions and offered links that fit nothing. Problems:
// units.link_contradicts, units.shares_over_one.
std::vector<EndedLink> find_ends(const Timelines& timelines, std::vector<LinkFact> links, const Register& known,
                                 ProblemList& problems, std::vector<Flag>& flags);

// Where codes go on under a new identity: at every succession that is not of one whole unit to its own code, and on
// two_level_day unless a succession says so.
Breaks find_breaks(const Timelines& timelines, const std::vector<EndedLink>& links, const Register& known);

// Cuts the pieces at the breaks and names the unit of each: a known one where its label's day falls, else a new one.
void give_identities(Timelines& timelines, const Breaks& breaks, const Register& known);

// Problems units.cycle, units.parent_missing, units.parent_unexpected, units.parent_unknown, units.parent_level,
// units.parent_not_alive, units.lineage_cycle.
void check_parents(const Timelines& timelines, ProblemList& problems);
void check_lineage(const Timelines& timelines, const std::vector<EndedLink>& links, ProblemList& problems);

// The rows that lead from what is known to the timelines and links.
Additions difference(const Register& known, const Timelines& timelines, const std::vector<EndedLink>& links,
                     const Facts& facts, ProblemList& problems);

}  // namespace luytre::units
