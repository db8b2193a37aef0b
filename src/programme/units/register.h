// The register: every unit, version, succession, attribute and coverage known at one event; immutable.
// It answers for any date. "Alive" means that the unit's life contains the date.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/audit/event.h"
#include "programme/units/unit.h"

namespace luytre::units {

// What a register is made of. Units need no ordinals; links and attributes name units by position in `units`.
struct RegisterParts {
  std::vector<Unit> units;
  std::vector<Link> links;
  std::vector<Attribute> attributes;
  std::vector<Coverage> coverage;
  std::vector<ProvinceCount> province_counts;
  std::vector<Flag> flags;           // those kept when something was imported
  std::vector<Boundary> boundaries;  // by unit and first day
};

struct Counts {
  int province = 0;
  int district = 0;
  int commune = 0;
  friend bool operator==(const Counts&, const Counts&) = default;
};

// A unit reached through successions.
struct Relative {
  const Unit* unit = nullptr;
  const Unit* via = nullptr;  // the unit nearer to the one asked about that the link touches
  const Link* link = nullptr;
  int depth = 1;  // number of links from the unit asked about
};

struct Lineage {
  std::vector<Relative> predecessors;  // nearest first, then by code
  std::vector<Relative> successors;
  std::vector<const Link*> unresolved;  // links whose other end the register does not know
};

// A name under which a unit was found.
struct Found {
  const Unit* unit = nullptr;
  const Version* version = nullptr;  // the latest version of that name
  Interval named;                    // how long it bore that name without a break
};

class Register {
 public:
  // `parts` must be consistent (the import checks it; the store hands over what was imported): asserts otherwise.
  Register(RegisterParts parts, audit::EventNumber known_at);

  audit::EventNumber known_at() const { return known_at_; }
  bool is_empty() const { return parts_.units.empty(); }

  const std::vector<Unit>& units() const { return parts_.units; }  // by (code, first day); index == ordinal
  const std::vector<Link>& links() const { return parts_.links; }
  const std::vector<Attribute>& attributes() const { return parts_.attributes; }
  const std::vector<Coverage>& coverage() const { return parts_.coverage; }
  const std::vector<Flag>& flags() const { return parts_.flags; }
  const std::vector<Boundary>& boundaries() const { return parts_.boundaries; }
  // The unit's outline in force on the day; nullptr: the register has none.
  const Boundary* boundary(const Unit& unit, Date day) const;

  const Unit& unit(Ordinal ordinal) const { return parts_.units[ordinal]; }
  const Unit* unit(const UnitId& id) const;                         // nullptr: unknown
  const Unit* find(std::string_view code, Date day) const;          // alive on the day; nullptr: none
  std::vector<const Unit*> with_code(std::string_view code) const;  // oldest first

  // Alive on the day, in order of code. `parent` nullptr: the provinces.
  std::vector<const Unit*> children(const Unit* parent, Date day) const;
  // Every unit of the level alive on the day under `root` (itself included when of that level); nullptr: the country.
  std::vector<const Unit*> descendants(const Unit* root, Date day, Level level) const;
  const Unit* parent(const Unit& unit, Date day) const;
  std::vector<const Unit*> ancestors(const Unit& unit, Date day) const;  // nearest first
  const Unit* province(const Unit& unit, Date day) const;                // itself for a province
  bool is_under(const Unit& unit, const Unit& root, Date day) const;     // a unit is under itself

  // The value on the day for the unit, else for the nearest ancestor that has one. nullptr: unknown, never "no".
  const Attribute* attribute(const Unit& unit, std::string_view name, Date day) const;

  Lineage lineage(const Unit& unit) const;                      // transitive, both ways
  std::vector<const Link*> links_into(const Unit& unit) const;  // resolved, from other units
  std::vector<const Link*> links_out_of(const Unit& unit) const;

  // Units of each level alive on the day, in the country or under `root`. Problem units.not_complete when the register
  // does not claim every unit of that place on that day: no count is better than a false one.
  Result<Counts> count(Date day, const Unit* root = nullptr) const;
  bool is_complete(Date day, const Unit* root = nullptr) const;

  // Units whose name or code fits every word of the text, marks and case ignored; best first, then still alive before
  // ended, higher levels first, then Vietnamese order. At most `rows_max`.
  std::vector<Found> search(std::string_view text, std::size_t rows_max = search_rows_max) const;
  static constexpr std::size_t search_rows_max = 200;

  // Units alive on the day whose short name ("Cao Lộc") or name is this, marks respected; under `root` when given.
  std::vector<const Unit*> named(std::string_view name, Date day, const Unit* root = nullptr) const;

  // What the doctor lists: the flags kept at import and those that the rows show by themselves.
  std::vector<Flag> doctor() const;

 private:
  struct Child {
    Ordinal unit;
    Interval valid;
  };
  struct SearchEntry;
  struct SearchIndex;

  void order_units();
  void index();
  const SearchIndex& search_index() const;
  bool is_covered(std::string_view province_code, Date day) const;

  RegisterParts parts_;
  audit::EventNumber known_at_;
  std::map<std::string, std::vector<Ordinal>, std::less<>> by_code_;
  std::map<std::string, std::vector<Child>, std::less<>> children_;  // by parent code; "" for provinces
  std::vector<std::vector<std::size_t>> links_into_, links_out_of_;  // by ordinal
  std::vector<std::vector<std::size_t>> attributes_;                 // by ordinal
  // Folding every name takes longer than loading: done on the first search, once.
  mutable std::once_flag search_once_;
  mutable std::shared_ptr<const SearchIndex> search_index_;
};

}  // namespace luytre::units
