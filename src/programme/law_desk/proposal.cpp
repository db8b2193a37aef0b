#include "programme/law_desk/proposal.h"

#include <array>

#include "base/json.h"

namespace luytre::law_desk {
namespace {

using storage::Row;

constexpr std::string_view columns =
    "SELECT p.id, p.event, p.set_id, p.province, p.row_list, p.document, p.indicator_hashes, p.proposed_by, d.state, "
    "d.event, d.decided_by, d.reason FROM law_proposal p LEFT JOIN law_proposal_decision d ON d.proposal = p.id ";

ProposalState state_named(std::string_view name) {
  for (const auto state : {ProposalState::approved, ProposalState::refused, ProposalState::withdrawn}) {
    if (name_of(state) == name) return state;
  }
  return ProposalState::waiting;
}

Result<Proposal> proposal_of(const Row& row) {
  auto amendment =
      criteria::amendment_of(row.text(0), row.text(2), row.text(3), {row.text(4), row.text(5), row.text(6)});
  if (!amendment) return pass_on(amendment);
  Proposal proposal;
  proposal.amendment = std::move(*amendment);
  proposal.event = row.integer(1);
  proposal.proposed_by = row.text(7);
  if (row.is_null(8)) return proposal;
  proposal.state = state_named(row.text(8));
  proposal.decided_event = row.integer(9);
  proposal.decided_by = row.text(10);
  proposal.reason = row.text(11);
  if (proposal.state == ProposalState::approved) proposal.amendment.event = proposal.decided_event;
  return proposal;
}

std::string word(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

ProposedRow row_of(const json::object& object) {
  ProposedRow row;
  row.indicator = word(object, "indicator");
  row.column = word(object, "class");
  if (auto from = Date::parse(word(object, "from"))) row.from = *from;
  if (const std::string year = word(object, "year"); !year.empty()) row.year = std::atoi(year.c_str());
  row.dimension = word(object, "dimension");
  row.layer = word(object, "layer");
  row.value = word(object, "value");
  if (const json::value* ends = object.if_contains("value"); ends != nullptr && ends->is_array()) {
    row.value = ends->as_array().at(0).as_string();
    row.upper = ends->as_array().at(1).as_string();
  }
  row.confidence = word(object, "confidence");
  if (const json::value* reference = object.if_contains("reference"); reference != nullptr) {
    row.document = word(reference->as_object(), "document");
    row.locator = word(reference->as_object(), "locator");
  }
  row.note = word(object, "note");
  return row;
}

}  // namespace

std::string_view name_of(ProposalState state) {
  constexpr std::array<std::string_view, 4> names = {"waiting", "approved", "refused", "withdrawn"};
  return names.at(static_cast<std::size_t>(state));
}

std::vector<ProposedRow> rows_of(const Proposal& proposal) {
  std::vector<ProposedRow> rows;
  for (const std::string& bytes : proposal.amendment.rows) {
    const auto value = parse_json(bytes);
    if (value && value->is_object()) rows.push_back(row_of(value->as_object()));
  }
  return rows;
}

std::vector<std::string> indicators_of(const Proposal& proposal) {
  std::vector<std::string> indicators;
  for (const auto& [number, hash] : proposal.amendment.bound)
    indicators.push_back(proposal.amendment.set + " " + number);
  return indicators;
}

Result<std::vector<Proposal>> find_proposals(storage::Database& database, std::string_view set) {
  const std::string order = " ORDER BY p.event DESC LIMIT " + std::to_string(proposals_listed_max);
  const auto rows = set.empty()
                        ? database.query(std::string(columns) + order, {})
                        : database.query(std::string(columns) + "WHERE p.set_id = ?" + order, {std::string(set)});
  if (!rows) return pass_on(rows);
  std::vector<Proposal> proposals;
  for (const Row& row : *rows) {
    auto proposal = proposal_of(row);
    if (!proposal) return pass_on(proposal);
    proposals.push_back(std::move(*proposal));
  }
  return proposals;
}

Result<Proposal> find_proposal(storage::Database& database, std::string_view id) {
  const auto rows = database.query(std::string(columns) + "WHERE p.id = ?", {std::string(id)});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return refuse("law_desk.no_proposal", {{"proposal", std::string(id)}});
  return proposal_of(rows->front());
}

Done append_proposal(storage::Database& database, const Proposal& proposal) {
  const criteria::KeptAmendment kept = criteria::kept(proposal.amendment);
  return database.insert_rows(
      "law_proposal", {"id", "event", "set_id", "province", "row_list", "document", "indicator_hashes", "proposed_by"},
      {{proposal.id(), proposal.event, proposal.amendment.set, proposal.amendment.province, kept.rows, kept.document,
        kept.bound, proposal.proposed_by}});
}

Done append_decision(storage::Database& database, const Proposal& proposal) {
  return database.insert_rows("law_proposal_decision", {"proposal", "event", "state", "decided_by", "reason"},
                              {{proposal.id(), proposal.decided_event, std::string(name_of(proposal.state)),
                                proposal.decided_by, proposal.reason}});
}

}  // namespace luytre::law_desk
