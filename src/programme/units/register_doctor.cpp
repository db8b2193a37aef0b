// What a person should look at: flags kept at import, and those that the rows themselves show.
#include <algorithm>

#include "programme/units/register.h"

namespace luytre::units {

namespace {

std::string arrow(const Link& link) {
  return (link.from_code.empty() ? "?" : link.from_code) + " " + link.from_name + " → " + link.to_code + " " +
         link.to_name;
}

void flag_link(const Link& link, std::vector<Flag>& flags) {
  const std::string& code = link.from_code.empty() ? link.to_code : link.from_code;
  const auto add = [&](const char* kind) { flags.push_back({kind, code, link.day, arrow(link), link.source}); };
  if (link.from == no_unit) add("predecessor_unknown");
  if (link.to == no_unit) add("successor_unknown");
  if (!link.is_resolved()) return;
  if (link.part == Part::unknown) add("part_blank");
  if (link.part == Part::partial && !link.area && !link.people) add("shares_missing");
  if (link.is_indirect()) add("indirect_link");
  if (link.confidence != "high" && link.confidence != "manual:high") add("confidence_low");
}

}  // namespace

std::vector<Flag> Register::doctor() const {
  std::vector<Flag> flags = parts_.flags;
  for (const Link& link : parts_.links) flag_link(link, flags);
  for (const auto& [code, ordinals] : by_code_) {
    for (std::size_t at = 1; at < ordinals.size(); ++at) {
      const Interval before = unit(ordinals[at - 1]).life();
      const Unit& next = unit(ordinals[at]);
      if (before.to < next.life().from) {
        flags.push_back({"gap", code, before.to, next.versions.front().name, next.versions.front().source});
      }
    }
  }
  for (const Unit& ended : parts_.units) {
    const Version& last = ended.last();
    // Districts as a level ended on one day by law, and left no successors.
    const bool is_level_end = ended.level == Level::district && last.valid.to == two_level_day;
    if (last.valid.to.is_open_end() || is_level_end || !links_out_of_[ended.ordinal].empty()) continue;
    flags.push_back({"ended_without_successor", ended.id.code, last.valid.to, last.name, last.source});
  }
  std::stable_sort(flags.begin(), flags.end(), [](const Flag& a, const Flag& b) { return a.kind < b.kind; });
  return flags;
}

}  // namespace luytre::units
