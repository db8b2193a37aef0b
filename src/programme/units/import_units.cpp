#include "programme/units/import_units.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/hash.h"
#include "base/resources.h"
#include "base/vietnamese.h"
#include "programme/units/timeline.h"

namespace luytre::units {

namespace {

constexpr std::string_view unchanged = "units.unchanged";

// Histories that travel with the program.
struct History {
  std::string_view province_code;
  std::string_view folder;
};
constexpr History histories[] = {{"20", "reference/lang-son/"}};
constexpr std::string_view history_files[] = {"units.csv", "successions.csv", "coverage.csv", "attributes.csv",
                                              "centres.csv"};

std::vector<NamedFile> resources_named(const std::vector<std::string>& paths) {
  std::vector<NamedFile> files;
  for (const std::string& path : paths) files.push_back({path, std::string(resource(path))});
  return files;
}

// Successions known from the law help to tell units apart in every import; those whose ends the register lacks are
// dropped without a word.
void offer_successions(Facts& facts, ProblemList& problems) {
  std::vector<std::string> paths{"reference/country/province_successions.csv"};
  for (const History& history : histories) paths.push_back(std::string(history.folder) + "successions.csv");
  Facts offered = read_unit_files(resources_named(paths), problems);
  for (LinkFact& link : offered.links) {
    link.is_offered = true;
    facts.links.push_back(std::move(link));
  }
}

bool covers(const std::vector<Coverage>& coverage, const std::string& province, Date day) {
  return std::any_of(coverage.begin(), coverage.end(), [&](const Coverage& claim) {
    return claim.province_code == province && claim.valid.contains(day);
  });
}

struct DayList {
  Date day;
  std::map<std::string, const UnitFact*, std::less<>> units;

  std::string province_of(std::string code) const {
    for (auto unit = units.find(code); unit != units.end(); unit = units.find(code)) {
      if (unit->second->level == Level::province) return code;
      code = unit->second->version.parent_code;
    }
    return {};
  }
};

std::vector<DayList> lists_by_day(const Facts& facts) {
  std::vector<DayList> lists;
  for (const auto& rows : facts.lists) {
    std::map<Date, DayList> by_day;
    for (const UnitFact& fact : rows) {
      DayList& list = by_day[fact.version.valid.from];
      list.day = fact.version.valid.from;
      list.units[fact.code] = &fact;
    }
    for (auto& [day, list] : by_day) lists.push_back(std::move(list));
  }
  return lists;
}

// Where nobody claims to know the province on that day, the list is what is known of it.
void fill_from_lists(const Register& known, const std::vector<DayList>& lists, Facts& facts) {
  std::vector<UnitFact> filled;
  std::vector<Coverage> claims;
  for (const DayList& list : lists) {
    for (const auto& [code, unit] : list.units) {
      const std::string province = list.province_of(code);
      if (covers(known.coverage(), province, list.day) || covers(facts.coverage, province, list.day)) continue;
      filled.push_back(*unit);
      if (unit->level == Level::province) claims.push_back({code, unit->version.valid, unit->version.source});
    }
  }
  facts.units.insert(facts.units.end(), filled.begin(), filled.end());
  facts.coverage.insert(facts.coverage.end(), claims.begin(), claims.end());
}

std::string province_on(const Timelines& timelines, std::string_view code, Date day) {
  const Piece* piece = piece_on(timelines, code, day);
  while (piece != nullptr && piece->level != Level::province) {
    piece = piece_on(timelines, piece->version.parent_code, day);
  }
  return piece == nullptr ? std::string{} : piece->id.code;
}

void compare_list(const Timelines& timelines, const DayList& list, std::vector<Flag>& flags) {
  for (const auto& [code, unit] : list.units) {
    const Piece* piece = piece_on(timelines, code, list.day);
    if (piece == nullptr) {
      flags.push_back({"list_has_more", code, list.day, unit->version.name, unit->version.source});
    } else if (fold(piece->version.name) != fold(unit->version.name) ||
               piece->version.parent_code != unit->version.parent_code) {
      flags.push_back(
          {"list_differs", code, list.day, unit->version.name + " ≠ " + piece->version.name, unit->version.source});
    }
  }
  for (const auto& [code, line] : timelines) {
    const Piece* piece = piece_on(timelines, code, list.day);
    if (piece == nullptr || list.units.count(code) != 0) continue;
    const std::string province = province_on(timelines, code, list.day);
    if (list.units.count(province) == 0) continue;
    flags.push_back({"list_has_less", code, list.day, piece->version.name, piece->version.source});
  }
}

// The units whose versions, successions or attributes were added; of a whole country's list the files instead.
std::vector<audit::Subject> subjects_of(const Additions& additions, const std::vector<NamedFile>& files) {
  std::vector<audit::Subject> units;
  const auto add = [&units](const UnitId& id) { units.push_back({"unit", id.text()}); };
  for (const VersionRow& row : additions.versions) add(row.id);
  for (const AttributeRow& row : additions.attributes) add(row.id);
  for (const LinkRow& row : additions.links) {
    if (row.from) add(*row.from);
    if (row.to) add(*row.to);
  }
  std::string names;
  for (const NamedFile& file : files) names += (names.empty() ? "" : " ") + file.name;
  return audit::subjects_or(std::move(units), {"import", names});
}

json::array file_values(const std::vector<NamedFile>& files) {
  json::array values;
  for (const NamedFile& file : files) {
    values.push_back(
        json::object{{"name", file.name}, {"bytes", file.bytes.size()}, {"sha256", hex(sha256(file.bytes))}});
  }
  return values;
}

void note_additions(const Additions& additions, ImportOutcome& outcome) {
  outcome.versions_added = additions.versions.size();
  outcome.links_added = additions.links.size();
  outcome.attributes_added = additions.attributes.size();
  std::copy_if(additions.flags.begin(), additions.flags.end(), std::back_inserter(outcome.list_differences),
               [](const Flag& flag) { return flag.kind.starts_with("list_"); });
}

Result<ImportOutcome> run_import(commands::Writer& writer, const commands::Asked& asked, const Facts& facts,
                                 const std::vector<NamedFile>& files, const std::string& act) {
  ImportOutcome outcome;
  outcome.units_read = facts.units.size();
  outcome.links_read = static_cast<std::size_t>(
      std::count_if(facts.links.begin(), facts.links.end(), [](const LinkFact& link) { return !link.is_offered; }));
  outcome.passed_over = facts.passed_over;
  for (const auto& list : facts.lists) outcome.units_read += list.size();
  const auto body = [&](storage::Database& database, audit::EventNumber number,
                        const std::string&) -> Result<audit::EventDraft> {
    auto known = load_register(database, number - 1);
    if (!known) return pass_on(known);
    auto additions = plan_import(**known, facts);
    if (!additions) return pass_on(additions);
    note_additions(*additions, outcome);
    if (additions->is_empty()) return refuse(std::string(unchanged));
    if (auto done = append(database, number, *additions); !done) return pass_on(done);
    audit::EventDraft draft;
    draft.kind = "units.imported";
    draft.subjects = subjects_of(*additions, files);
    draft.payload = json::object{{"files", file_values(files)},
                                 {"versions", outcome.versions_added},
                                 {"links", outcome.links_added},
                                 {"attributes", outcome.attributes_added}};
    draft.answer = json::object{};
    return draft;
  };
  commands::Order order = commands::order_by(asked, act, {access::Ask{"units.import", "", {}, {}}});
  auto done = writer.run(std::move(order), body);
  if (!done && done.error().code != unchanged) return pass_on(done);
  outcome.is_changed = done.has_value();
  outcome.event = done ? done->event : 0;
  return outcome;
}

}  // namespace

Result<Additions> plan_import(const Register& known, Facts facts) {
  ProblemList problems;
  std::vector<Flag> flags;
  const auto lists = lists_by_day(facts);
  fill_from_lists(known, lists, facts);
  Timelines timelines = lay_over(known, facts.units, problems);
  // Overlapping rows would give nonsense below: those problems come first, alone.
  if (!problems.is_empty()) {
    check_parents(timelines, problems);
    return problems.refusal("units.import_refused");
  }
  const auto links = find_ends(timelines, std::move(facts.links), known, problems, flags);
  give_identities(timelines, find_breaks(timelines, links, known), known);
  check_parents(timelines, problems);
  check_lineage(timelines, links, problems);
  Additions additions = difference(known, timelines, links, facts, problems);
  if (!problems.is_empty()) return problems.refusal("units.import_refused");
  for (const DayList& list : lists) compare_list(timelines, list, flags);
  additions.flags = std::move(flags);
  return additions;
}

Result<ImportOutcome> import_units(commands::Writer& writer, const commands::Asked& asked,
                                   const std::vector<NamedFile>& files) {
  ProblemList problems;
  Facts facts = read_unit_files(files, problems);
  offer_successions(facts, problems);
  if (!problems.is_empty()) {
    // What can be read is checked too, so that one attempt shows everything.
    auto plan = plan_import(Register({}, 0), facts);
    if (!plan) {
      for (const Problem& cause : plan.error().causes) {
        if (cause.code != "units.parent_unknown" && cause.code != "units.more_problems") problems.add(cause);
      }
    }
    return problems.refusal("units.import_refused");
  }
  return run_import(writer, asked, facts, files, "units.import");
}

Result<ImportOutcome> seed_reference(commands::Writer& writer, const commands::Asked& asked,
                                     const std::string& province_code) {
  std::vector<std::string> paths{"reference/current_units.csv", "reference/country/attributes.csv"};
  for (const History& history : histories) {
    if (history.province_code != province_code) continue;
    for (const std::string_view name : history_files) paths.push_back(std::string(history.folder) + std::string(name));
  }
  const auto files = resources_named(paths);
  ProblemList problems;
  Facts facts = read_unit_files(files, problems);
  offer_successions(facts, problems);
  if (!problems.is_empty()) return problems.refusal("units.import_refused");
  const bool is_province = std::any_of(facts.units.begin(), facts.units.end(), [&](const UnitFact& unit) {
    return unit.level == Level::province && unit.code == province_code;
  });
  if (!is_province) return refuse("units.province_unknown", {{"code", province_code}});
  return run_import(writer, asked, facts, files, "units.seed");
}

json::object outcome_value(const ImportOutcome& outcome) {
  json::array passed_over;
  for (const std::string& name : outcome.passed_over) passed_over.emplace_back(name);
  return {{"changed", outcome.is_changed},
          {"event", outcome.event},
          {"units_read", outcome.units_read},
          {"links_read", outcome.links_read},
          {"versions_added", outcome.versions_added},
          {"links_added", outcome.links_added},
          {"attributes_added", outcome.attributes_added},
          {"list_differences", outcome.list_differences.size()},
          {"passed_over", std::move(passed_over)}};
}

}  // namespace luytre::units
