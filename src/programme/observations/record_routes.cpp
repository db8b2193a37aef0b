// Values over HTTP: a list or a file, tried first or recorded.
#include <algorithm>
#include <map>

#include "platform/inspection/write_request.h"
#include "programme/criteria/readers.h"
#include "programme/observations/find_observations.h"
#include "programme/observations/observation_routes.h"
#include "programme/observations/record.h"
#include "programme/observations/write_request.h"

namespace luytre::observations {
namespace {

constexpr std::size_t told_rows_max = 1'000;  // of one answer or refusal

// "/observations/3" of a list, "FILE:LINE" of a file.
std::string place_of(const SentValues& sent, std::size_t row) {
  if (sent.is_list) return "/observations/" + std::to_string(row);
  if (!sent.places.empty()) return sent.places[row];
  return sent.table.where(row);
}

Problem placed(const SentValues& sent, const RefusedRow& refused) {
  Problem problem = refused.problem;
  problem.where = place_of(sent, refused.row);
  return problem;
}

Problem refusal_of(const SentValues& sent, const CheckedFile& checked) {
  std::vector<Problem> causes;
  for (const RefusedRow& row : checked.refused)
    if (causes.size() < told_rows_max) causes.push_back(placed(sent, row));
  return {"observations.file_refused",
          {{"file", sent.table.name},
           {"rows", std::to_string(checked.rows)},
           {"refused", std::to_string(checked.refused.size())},
           {"accepted", std::to_string(checked.accepted.size())},
           {"recorded", "0"},
           {"unchanged", std::to_string(checked.unchanged)},
           {"repeated", std::to_string(checked.repeated)},
           {"blank", std::to_string(checked.blank)}},
          "",
          std::move(causes)};
}

json::object accepted_value(const SentValues& sent, const Panel& panel, const CheckedValues& values,
                            const ValueRow& row) {
  const ObservationKey key = values.key(row);
  const auto before = panel.newest(key);
  return {{"where", place_of(sent, row.row)},
          {"change", before ? "changed" : "added"},
          {"unit", key.unit},
          {"measure", key.measure},
          {"dimension", key.dimension},
          {"opinion", text(key.opinion)},
          {"as_of", key.as_of.text()},
          {"before", before ? json::value(text(before->value)) : json::value(nullptr)},
          {"is_note_alone",
           before && before->value == values.value(row) && row.note != 0 && values.text_of(row.note) != before->note},
          {"value", text(values.value(row))}};
}

// The row met a value that its sender had not seen: both are told, a person decides.
json::object conflict_value(const RecordDoors& doors, const Observation& standing) {
  json::object current = observation_value(standing);
  current["observation"] = text(standing.id);
  if (doors.said_by) {
    const SaidBy said = doors.said_by(standing.event);
    current["by"] = said.name;
    current["recorded_at"] = said.recorded_at;
  }
  return current;
}

// Adds to what was accepted what became of it.
void add_recorded(json::object& told, const CheckedValues& values, const ValueRow& row, const RecordDoors& doors,
                  const Recorded& recorded) {
  const auto found = std::find_if(recorded.rows.begin(), recorded.rows.end(),
                                  [&](const RecordedRow& became) { return became.row == row.row; });
  if (found == recorded.rows.end()) return;
  told["observation"] = found->id.batch == 0 ? "" : text(found->id);
  if (!found->is_conflict) return;
  told["change"] = "conflict";
  told["current"] = nullptr;
  const auto known = doors.source();
  const auto standing = known ? known->panel->newest(values.key(row)) : std::nullopt;
  if (standing) told["current"] = conflict_value(doors, *standing);
}

// What becomes of each row that is not simply known already, in the order of the sender.
json::array told_rows(const SentValues& sent, const CheckedFile& checked, const Panel& panel, const RecordDoors& doors,
                      const Recorded& recorded, Language language) {
  json::array rows;
  auto refused = checked.refused.begin();
  const CheckedValues& values = checked.accepted;
  auto accepted = values.rows.begin();
  while (rows.size() < told_rows_max && (refused != checked.refused.end() || accepted != values.rows.end())) {
    const bool is_refused =
        refused != checked.refused.end() && (accepted == values.rows.end() || refused->row < accepted->row);
    if (is_refused) {
      const Problem problem = placed(sent, *refused++);
      rows.push_back(json::object{
          {"where", problem.where}, {"change", "refused"}, {"problem", http::problem_value(problem, language)}});
    } else {
      json::object told = accepted_value(sent, panel, values, *accepted);
      add_recorded(told, values, *accepted++, doors, recorded);
      rows.push_back(std::move(told));
    }
  }
  return rows;
}

void tell_known_rows(const SentValues& sent, const CheckedFile& checked, json::array& rows) {
  for (const KnownRow& known : checked.known) {
    if (rows.size() == told_rows_max) return;
    rows.push_back(json::object{{"where", place_of(sent, known.value.row)},
                                {"change", "unchanged"},
                                {"observation", known.id.batch == 0 ? "" : text(known.id)}});
  }
}

json::object answer_of(const SentValues& sent, const CheckedFile& checked, const Recorded& recorded, const Panel& panel,
                       const RecordDoors& doors, Language language) {
  Standing standing(panel, checked.accepted);
  const auto changed = std::count_if(checked.accepted.rows.begin(), checked.accepted.rows.end(),
                                     [&](const ValueRow& row) { return standing.newest(row) != nullptr; });
  json::array items = told_rows(sent, checked, panel, doors, recorded, language);
  if (sent.is_partial) tell_known_rows(sent, checked, items);
  const bool is_cut =
      items.size() < checked.accepted.size() + checked.refused.size() + (sent.is_partial ? checked.known.size() : 0);
  return {{"event", recorded.event},
          {"rows", checked.rows},
          {"recorded", recorded.values},
          {"added", static_cast<std::int64_t>(checked.accepted.size()) - changed},
          {"changed", changed},
          {"unchanged", checked.unchanged + recorded.unchanged},
          {"repeated", checked.repeated},
          {"blank", checked.blank},
          {"refused", checked.refused.size()},
          {"items", std::move(items)},
          {"is_cut", is_cut}};
}

using Read = Result<SentValues> (*)(const http::Request&);

Result<http::Response> post_values(const http::Request& request, const RecordDoors& doors, Read read) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const bool is_large = read == uploaded_values;
  if (is_large && !request.actor.is_signed_in()) {
    if (auto may = doors.guard(request.actor, {"observations.record_self", "", {}, {}}); !may) return pass_on(may);
  }
  const auto sent = read(request);
  if (!sent) return pass_on(sent);
  auto answer = take_values(doors, *asked, *sent, request.language());
  if (!answer) return pass_on(answer);
  return inspection::written_response(*asked, *std::move(answer));
}

// What stands already is not written, and where a row is refused nothing is: then the writer asks nobody. Whoever may
// not record these values must not learn by trying what a draft says, not even from counts.
Done may_compare(const RecordDoors& doors, const commands::Asked& asked, const CheckedFile& checked,
                 const RecordOrder& order) {
  std::vector<ValueRow> rows = checked.accepted.rows;
  for (const KnownRow& known : checked.known) rows.push_back(known.value);
  for (const access::Ask& ask : asks_of(checked.accepted, rows, order)) {
    if (auto may = doors.guard(asked.actor, ask); !may) return may;
  }
  return {};
}

}  // namespace

Result<json::object> take_values(const RecordDoors& doors, const commands::Asked& asked, const SentValues& sent,
                                 Language language) {
  const auto known = doors.source();
  if (!known) return pass_on(known);
  const bool tells_rows = sent.is_partial && (sent.is_list || !sent.places.empty());
  const auto checked =
      check_file(sent.table, {*known->units, *known->law, *known->panel, doors.today(), known->is_demonstration,
                              sent.number_style, Stage::draft, true, sent.notes_count});
  if (!checked) return pass_on(checked);
  const bool is_refused = !checked->refused.empty() && (!sent.is_partial || checked->refused.size() == checked->rows);
  RecordOrder order;
  order.asked = asked;
  order.act = sent.is_list ? "observations.record" : "observations.import";
  order.origin = sent.is_list ? "" : sent.table.name;
  order.origin_sha256 = sent.sha256;
  using Asked = std::map<std::pair<std::string, Date>, std::vector<std::string>>;  // of many units the same
  order.indicators_of = [law = known->law, told = std::make_shared<Asked>()](const std::string& measure, Date day) {
    const auto [found, is_new] = told->try_emplace({measure, day});
    if (is_new) found->second = criteria::indicators_reading(*law, measure, day);
    return found->second;
  };
  order.may_change = doors.may_change;
  order.tells_rows = tells_rows;
  order.notes_count = sent.notes_count;
  if (auto may = may_compare(doors, asked, *checked, order); !may) return pass_on(may);
  if (is_refused && !asked.is_dry_run && !tells_rows) return tl::unexpected(refusal_of(sent, *checked));
  const auto recorded = record_observations(doors.writer, known->panel, checked->accepted, order);
  if (!recorded) return pass_on(recorded);
  return answer_of(sent, *checked, *recorded, *known->panel, doors, language);
}

void add_record_routes(http::Router& router, const RecordDoors& doors) {
  router.post(
      "/api/v1/observations",
      [doors](const http::Request& request) { return post_values(request, doors, listed_values); }, list_bytes_max);
  router.post(
      "/api/v1/observations/import",
      [doors](const http::Request& request) { return post_values(request, doors, uploaded_values); },
      uploaded_bytes_max);
}

}  // namespace luytre::observations
