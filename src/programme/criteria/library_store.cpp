#include "programme/criteria/library_store.h"

#include "base/hash.h"
#include "programme/criteria/amendment.h"

namespace luytre::criteria {

namespace {

using storage::Blob;
using storage::Row;
using storage::Value;

// Newest row of each key up to an event; ordered so that loading is the same on both stores.
constexpr std::string_view newest_sets =
    "SELECT s.set_id, s.hash, s.canonical FROM criteria_set s WHERE s.event = (SELECT MAX(n.event) FROM criteria_set n "
    "WHERE n.set_id = s.set_id AND n.event <= ?) ORDER BY s.set_id";
constexpr std::string_view newest_shared =
    "SELECT s.kind, s.name, s.hash, s.canonical FROM criteria_shared s WHERE s.event = (SELECT MAX(n.event) FROM "
    "criteria_shared n WHERE n.kind = s.kind AND n.name = s.name AND n.event <= ?) ORDER BY s.kind, s.name";

constexpr std::string_view newest_procedures =
    "SELECT s.kind, s.name, s.hash, s.canonical FROM criteria_procedure s WHERE s.event = (SELECT MAX(n.event) FROM "
    "criteria_procedure n WHERE n.kind = s.kind AND n.name = s.name AND n.event <= ?) ORDER BY s.kind, s.name";

constexpr std::string_view newest_survey_forms =
    "SELECT 'survey_form', s.name, s.hash, s.canonical FROM criteria_survey_form s WHERE s.event = (SELECT "
    "MAX(n.event) FROM criteria_survey_form n WHERE n.name = s.name AND n.event <= ?) ORDER BY s.name";

template <class List>
std::string joined_canonical(const List& list) {
  std::string bytes = "[";
  for (const auto& item : list) bytes += (bytes.size() > 1 ? "," : "") + item.canonical;
  return bytes + "]";
}

RegisteredText text_of(std::string kind, std::string name, std::string canonical) {
  RegisteredText text{std::move(kind), std::move(name), {}, std::move(canonical)};
  text.hash = hex(sha256(text.canonical));
  return text;
}

Result<std::vector<RegisteredText>> read_texts(storage::Database& database, audit::EventNumber known_at) {
  std::vector<RegisteredText> texts;
  for (const auto newest : {newest_shared, newest_procedures, newest_survey_forms}) {
    auto shared = database.query(newest, {known_at});
    if (!shared) return pass_on(shared);
    for (const Row& row : *shared) texts.push_back({row.text(0), row.text(1), row.text(2), row.bytes(3)});
  }
  auto sets = database.query(newest_sets, {known_at});
  if (!sets) return pass_on(sets);
  for (const Row& row : *sets) texts.push_back({"set", row.text(0), row.text(1), row.bytes(2)});
  std::erase_if(texts, [](const RegisteredText& text) { return text.canonical.empty(); });
  return texts;
}

}  // namespace

std::vector<RegisteredText> texts_of(const Library& library) {
  if (!library.registered.empty()) return library.registered;
  std::vector<RegisteredText> texts;
  texts.push_back(text_of("measures", "", joined_canonical(library.measures)));
  texts.push_back(text_of("documents", "", joined_canonical(library.documents)));
  if (!library.holidays.empty()) texts.push_back(text_of("public_holidays", "", joined_canonical(library.holidays)));
  for (const Workflow& each : library.workflows) texts.push_back({"workflow", each.id, each.hash, each.canonical});
  for (const SurveyForm& each : library.survey_forms) {
    texts.push_back({"survey_form", each.id, each.hash, each.canonical});
  }
  for (const ProvincialLayer& layer : library.provincial) {
    texts.push_back(text_of("provincial", layer.province + "/" + layer.set, layer.canonical));
  }
  for (const CriteriaSet& set : library.sets) texts.push_back({"set", set.id, set.hash, set.canonical});
  return texts;
}

Result<std::map<std::pair<std::string, std::string>, std::string>> registered_hashes(storage::Database& database,
                                                                                     audit::EventNumber known_at) {
  const auto texts = read_texts(database, known_at);
  if (!texts) return pass_on(texts);
  std::map<std::pair<std::string, std::string>, std::string> hashes;
  for (const RegisteredText& text : *texts) hashes[{text.kind, text.name}] = text.hash;
  return hashes;
}

Done append_texts(storage::Database& database, audit::EventNumber event, const std::vector<RegisteredText>& texts) {
  std::vector<std::vector<Value>> sets;
  std::vector<std::vector<Value>> shared;
  std::vector<std::vector<Value>> procedures;
  std::vector<std::vector<Value>> forms;
  for (const RegisteredText& text : texts) {
    if (text.kind == "set") {
      sets.push_back({event, text.name, text.hash, Blob{text.canonical}});
    } else if (text.kind == "survey_form") {
      forms.push_back({event, text.name, text.hash, Blob{text.canonical}});
    } else {
      const bool is_procedure = text.kind == "workflow" || text.kind == "public_holidays";
      (is_procedure ? procedures : shared).push_back({event, text.kind, text.name, text.hash, Blob{text.canonical}});
    }
  }
  auto done = database.insert_rows("criteria_set", {"event", "set_id", "hash", "canonical"}, sets);
  if (!done) return done;
  done = database.insert_rows("criteria_survey_form", {"event", "name", "hash", "canonical"}, forms);
  if (!done) return done;
  const std::vector<std::string> columns{"event", "kind", "name", "hash", "canonical"};
  done = database.insert_rows("criteria_shared", columns, shared);
  if (!done) return done;
  return database.insert_rows("criteria_procedure", columns, procedures);
}

Done append_confirmation(storage::Database& database, audit::EventNumber event, const Confirmation& confirmation) {
  return database.insert_rows(
      "criteria_confirmation",
      {"event", "set_id", "indicator_number", "indicator_hash", "province", "confirmed_by", "document", "note"},
      {{event, confirmation.set, confirmation.indicator, confirmation.indicator_hash, confirmation.province,
        confirmation.confirmed_by, confirmation.document, confirmation.note}});
}

Result<std::shared_ptr<const Library>> load_library(storage::Database& database, audit::EventNumber known_at) {
  auto texts = read_texts(database, known_at);
  if (!texts) return pass_on(texts);
  auto amendments = load_amendments(database, known_at);
  if (!amendments) return pass_on(amendments);
  auto library = read_amended(std::move(*texts), std::move(*amendments));
  if (!library) return pass_on(library);
  library->known_at = known_at;
  const auto rows = database.query(
      "SELECT event, set_id, indicator_number, indicator_hash, province, confirmed_by, document, note FROM "
      "criteria_confirmation WHERE event <= ? ORDER BY event",
      {known_at});
  if (!rows) return pass_on(rows);
  for (const Row& row : *rows) {
    library->confirmations.push_back(
        {row.text(1), row.text(2), row.text(3), row.text(4), row.text(5), row.text(6), row.text(7), row.integer(0)});
  }
  return std::make_shared<const Library>(std::move(*library));
}

Result<std::vector<Amendment>> load_amendments(storage::Database& database, audit::EventNumber known_at) {
  const auto rows = database.query(
      "SELECT p.id, p.set_id, p.province, p.row_list, p.document, p.indicator_hashes, d.event FROM law_proposal p JOIN "
      "law_proposal_decision d ON d.proposal = p.id WHERE d.state = 'approved' AND d.event <= ? ORDER BY d.event",
      {known_at});
  if (!rows) return pass_on(rows);
  std::vector<Amendment> amendments;
  for (const Row& row : *rows) {
    auto amendment = amendment_of(row.text(0), row.text(1), row.text(2), {row.text(3), row.text(4), row.text(5)});
    if (!amendment) return pass_on(amendment);
    amendment->event = row.integer(6);
    amendments.push_back(std::move(*amendment));
  }
  return amendments;
}

Result<std::string> canonical_under(storage::Database& database, std::string_view set_id, std::string_view hash) {
  const auto rows =
      database.query("SELECT canonical FROM criteria_set WHERE set_id = ? AND hash = ? ORDER BY event DESC LIMIT 1",
                     {std::string(set_id), std::string(hash)});
  if (!rows) return pass_on(rows);
  return rows->empty() ? std::string() : rows->front().bytes(0);
}

}  // namespace luytre::criteria
