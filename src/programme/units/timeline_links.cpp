// The ends of the links of an import.
#include <algorithm>
#include <map>
#include <tuple>

#include "base/vietnamese.h"
#include "programme/units/timeline.h"

namespace luytre::units {

namespace {

bool same_name(std::string_view a, std::string_view b) { return a == b || fold(short_name(a)) == fold(short_name(b)); }

// The predecessor on the eve of the day, else the last of that code before it (which makes the link indirect).
const Piece* predecessor(const Timelines& timelines, const LinkFact& fact) {
  const Link& link = fact.link;
  const auto line = timelines.find(link.from_code);
  if (line == timelines.end()) return nullptr;
  if (fact.has_from_until) return piece_on(timelines, link.from_code, link.from_until.plus_days(-1));
  for (auto piece = line->second.rbegin(); piece != line->second.rend(); ++piece) {
    if (link.day <= piece->version.valid.from) continue;
    if (!fact.must_match_names || link.from_name.empty() || same_name(link.from_name, piece->version.name)) {
      return &*piece;
    }
  }
  return nullptr;
}

void flag_name(const Link& link, const std::string& code, const std::string& written, const Piece& piece,
               std::vector<Flag>& flags) {
  if (written.empty() || same_name(written, piece.version.name)) return;
  flags.push_back({"name_differs", code, link.day, written + " ≠ " + piece.version.name, link.source});
}

EndedLink with_ends(const Timelines& timelines, LinkFact fact, std::vector<Flag>& flags) {
  EndedLink ended;
  Link& link = fact.link;
  if (const Piece* from = predecessor(timelines, fact); from != nullptr) {
    const bool fits = !fact.must_match_names || link.from_name.empty() || same_name(link.from_name, from->version.name);
    ended.has_from = fits;
    if (fits) link.from_until = std::min(from->version.valid.to, link.day);
    if (!fits || !fact.must_match_names) flag_name(link, link.from_code, link.from_name, *from, flags);
  }
  if (const Piece* to = piece_on(timelines, link.to_code, link.day); to != nullptr) {
    ended.has_to = !fact.must_match_names || link.to_name.empty() || same_name(link.to_name, to->version.name);
    flag_name(link, link.to_code, link.to_name, *to, flags);
  }
  ended.fact = std::move(fact);
  return ended;
}

// Two statements of one link: the one that knows more stays. False when they contradict each other.
bool merge(Link& kept, const Link& other) {
  if (kept.part == Part::unknown) kept.part = other.part;
  const bool agrees = other.part == Part::unknown || kept.part == other.part;
  if (!kept.area) kept.area = other.area;
  if (!kept.people) kept.people = other.people;
  if (kept.decision.empty()) kept.decision = other.decision;
  return agrees;
}

void check_share_sums(const std::vector<EndedLink>& links, ProblemList& problems) {
  struct Sum {
    Decimal area, people;
    std::string source;
  };
  std::map<std::tuple<std::string, Date, Date>, Sum> sums;
  const auto reaches_over = [&](Decimal& sum, const std::optional<Share>& share) {
    if (!share) return false;
    // Fractions of a million: exact for decimal fractions, close enough for km² over km².
    auto fraction = divide_rounded(share->numerator, share->denominator, 5);
    if (!fraction) return false;
    auto total = add(sum, *fraction);
    if (total) sum = *total;
    const Decimal rounding_allowance = Decimal::from(100'005, 5);
    return sum > rounding_allowance;
  };
  for (const EndedLink& ended : links) {
    const Link& link = ended.fact.link;
    if (link.from_code.empty()) continue;
    Sum& sum = sums[{link.from_code, link.from_until, link.day}];
    const bool over_area = reaches_over(sum.area, link.area);
    if (reaches_over(sum.people, link.people) || over_area) {
      problems.add("units.shares_over_one", {{"code", link.from_code}, {"day", link.day.text()}}, link.source);
    }
  }
}

}  // namespace

LinkKey key_of(const Link& link) {
  return {link.from_code, link.from_until, link.from_code.empty() ? link.from_name : std::string{}, link.to_code,
          link.day};
}

std::vector<EndedLink> find_ends(const Timelines& timelines, std::vector<LinkFact> links, const Register& known,
                                 ProblemList& problems, std::vector<Flag>& flags) {
  std::map<LinkKey, const Link*> known_links;
  for (const Link& link : known.links()) known_links[key_of(link)] = &link;
  std::vector<EndedLink> found;
  std::map<LinkKey, std::size_t> places;
  for (LinkFact& fact : links) {
    EndedLink ended = with_ends(timelines, std::move(fact), flags);
    const auto key = key_of(ended.fact.link);
    if (ended.fact.is_offered && (!ended.has_from || !ended.has_to || known_links.count(key) != 0)) continue;
    const auto [place, is_new] = places.emplace(key, found.size());
    if (is_new) {
      found.push_back(std::move(ended));
      continue;
    }
    Link& kept = found[place->second].fact.link;
    const Link& again = ended.fact.link;
    if (!merge(kept, again) && !ended.fact.is_offered) {
      problems.add("units.link_contradicts", {{"from", again.from_code}, {"to", again.to_code}, {"other", kept.source}},
                   again.source);
    }
  }
  check_share_sums(found, problems);
  return found;
}

}  // namespace luytre::units
