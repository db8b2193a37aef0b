// A proposal to complete the law, as the record keeps it. All SQL of the room.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/problem.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/criteria/amendment.h"

namespace luytre::law_desk {

inline constexpr std::size_t proposals_listed_max = 500;

enum class ProposalState { waiting, approved, refused, withdrawn };
std::string_view name_of(ProposalState state);

// A row in plain words, as a form or a file gives it.
struct ProposedRow {
  std::string indicator;  // number, or a part's number or id
  std::string column = "all";
  std::optional<Date> from;
  std::optional<int> year;
  std::string dimension;
  std::string layer;       // "decree", "ministry"; a province's row says nothing
  std::string value;       // "50", "tốt"
  std::string upper;       // of a rule "between"
  std::string confidence;  // "sourced", "from_memory", "uncertain"
  std::string document;    // key of the instrument
  std::string locator;     // "Điều 2, khoản 1"
  std::string note;
};

struct Proposal {
  criteria::Amendment amendment;  // its event is that of the approval; 0: none
  std::string proposed_by;        // actor
  audit::EventNumber event = 0;   // of the proposal
  ProposalState state = ProposalState::waiting;
  std::string decided_by;
  std::string reason;  // of the decision
  audit::EventNumber decided_event = 0;
  const std::string& id() const { return amendment.proposal; }
};

std::vector<ProposedRow> rows_of(const Proposal& proposal);
std::vector<std::string> indicators_of(const Proposal& proposal);  // "SET NUMBER", each once

// Newest first; an empty set means every set.
Result<std::vector<Proposal>> find_proposals(storage::Database& database, std::string_view set);
Result<Proposal> find_proposal(storage::Database& database, std::string_view id);  // problem law_desk.no_proposal

Done append_proposal(storage::Database& database, const Proposal& proposal);
Done append_decision(storage::Database& database, const Proposal& proposal);

}  // namespace luytre::law_desk
