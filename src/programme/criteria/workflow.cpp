#include "programme/criteria/workflow.h"

#include <algorithm>
#include <array>

namespace luytre::criteria {
namespace {

constexpr std::array<std::string_view, 2> purpose_names{"recognition", "revocation"};
constexpr std::array<std::string_view, 7> party_names{"commune", "district", "coordinator", "departments",
                                                      "council", "leader",   "nobody"};
constexpr std::array<std::string_view, 17> move_names{
    "publish",  "conclude", "submit",   "accept", "verify", "appraise", "approve", "reject", "recognise",
    "announce", "return",   "withdraw", "stop",   "warn",   "propose",  "keep",    "revoke"};
constexpr std::array<std::string_view, 7> requirement_names{"assessment", "documents", "displayed", "opinions_answered",
                                                            "findings",   "council",   "exposure"};
constexpr std::array<std::string_view, 6> ending_names{"recognised", "rejected", "withdrawn",
                                                       "stopped",    "kept",     "revoked"};

template <class Word>
std::optional<Word> named(const auto& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<Word>(found - names.begin());
}

template <class Item>
const Item* find_id(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(Purpose purpose) { return purpose_names[static_cast<std::size_t>(purpose)]; }
std::string_view name_of(Party party) { return party_names[static_cast<std::size_t>(party)]; }
std::string_view name_of(Move move) { return move_names[static_cast<std::size_t>(move)]; }
std::string_view name_of(Requirement requirement) { return requirement_names[static_cast<std::size_t>(requirement)]; }
std::string_view name_of(Ending ending) { return ending_names[static_cast<std::size_t>(ending)]; }
std::optional<Purpose> purpose_named(std::string_view name) { return named<Purpose>(purpose_names, name); }
std::optional<Party> party_named(std::string_view name) { return named<Party>(party_names, name); }
std::optional<Move> move_named(std::string_view name) { return named<Move>(move_names, name); }
std::optional<Requirement> requirement_named(std::string_view name) {
  return named<Requirement>(requirement_names, name);
}
std::optional<Ending> ending_named(std::string_view name) { return named<Ending>(ending_names, name); }

const StageMove* Stage::move(Move wanted) const {
  const auto found =
      std::find_if(moves.begin(), moves.end(), [&](const StageMove& each) { return each.move == wanted; });
  return found == moves.end() ? nullptr : &*found;
}

const Stage* Workflow::stage(std::string_view wanted) const { return find_id(stages, wanted); }
const DossierPart* Workflow::part(std::string_view wanted) const { return find_id(parts, wanted); }

}  // namespace luytre::criteria
