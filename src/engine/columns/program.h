// A criteria set over columns: a tree of limits, resolved for every class of units. The same rules as engine/program.h
// where amounts are compared with limits; what cannot be said so is judged unit by unit elsewhere and comes in as
// given.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "engine/columns/leaf_tests.h"
#include "engine/columns/store.h"

namespace luytre::engine::columns {

// Which limit concerns each unit: a slot of `Leaf::limits`.
using SlotMap = std::vector<std::uint8_t>;
inline constexpr std::uint32_t one_slot = std::numeric_limits<std::uint32_t>::max();

struct Leaf {
  ColumnNumber column = 0;
  Comparison comparison = Comparison::at_least;
  std::vector<Limit> limits;          // by slot, 1 to 255
  std::uint32_t slot_map = one_slot;  // position in Program::slot_maps; one_slot: all units have slot 0
  int maximum_age_months = -1;        // of the value on the day of the question; -1: any age
};

enum class NodeKind : std::uint8_t { leaf, given, all_of, any_of };
enum class NodeRole : std::uint8_t { part, indicator, criterion };

struct Node {
  NodeKind kind = NodeKind::leaf;
  NodeRole role = NodeRole::part;
  std::uint32_t number = 0;  // leaf: position in Program::leaves; given: in Question::given
  std::vector<Node> parts;
};

// The units of one chunk whose limit is compared, and those that the law sets nothing for.
struct LimitBits {
  Words compared{};
  Words not_applicable{};
};

struct Program {
  Node root;
  std::vector<Leaf> leaves;
  std::vector<SlotMap> slot_maps;
  std::uint32_t criteria = 0;    // nodes of that role, in the order of the tree
  std::uint32_t indicators = 0;  // the same
  UnitNumber units = 0;          // that slot_maps say something of; a store with more is not judged by this program
  // A criterion that does not apply to a unit is counted with those that it meets, as the law counts.
  bool counts_not_applicable = false;

  // prepare() fills these and rounds slot_maps up to chunks.
  std::vector<std::vector<LimitBits>> limit_bits;       // by leaf and chunk; no chunks where all limits are compared
  std::vector<std::vector<LeafTests>> tests_of_leaves;  // by leaf, for the forms that chunks most often have
};

// To be called once, when all else is set.
void prepare(Program& program);

}  // namespace luytre::engine::columns
