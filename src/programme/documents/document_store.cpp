#include "programme/documents/document_store.h"

#include <map>

namespace luytre::documents {
namespace {

using storage::Row;

tl::unexpected<Problem> damaged(std::string_view table, const Row& row) {
  return refuse("documents.damaged_row", {{"table", std::string(table)}, {"event", std::to_string(row.integer(0))}});
}

std::string day_text(const std::optional<Date>& day) { return day ? day->text() : std::string(); }

using Relations = std::map<std::pair<std::string, std::int64_t>, std::vector<Relation>>;

Result<Relations> read_relations(storage::Database& database, audit::EventNumber known_at) {
  Relations relations;
  const auto read = database.each_row(
      "SELECT event, id, version, kind, document FROM legal_document_relation WHERE event <= ?"
      " ORDER BY id, version, position",
      {known_at}, [&](const Row& row) -> Done {
        const auto kind = relation_kind_named(row.text(3));
        if (!kind) return damaged("legal_document_relation", row);
        relations[{row.text(1), row.integer(2)}].push_back({*kind, row.text(4)});
        return {};
      });
  if (!read) return pass_on(read);
  return relations;
}

constexpr std::string_view select_versions =
    "SELECT event, id, version, slug, symbol, kind, issuer, issuer_en, abstract, abstract_en, signed_on, signed_known,"
    " in_force, until_day, file_sha256, file_bytes, file_type, file_name, source_url, source, confidence, note, state,"
    " reason, author, recorded_at FROM legal_document_version WHERE event <= ? ORDER BY event, id, version";

Done read_days(const Row& row, Document& document) {
  for (const auto& [column, into] :
       {std::pair{10, &document.signed_on}, std::pair{12, &document.in_force}, std::pair{13, &document.until}}) {
    const std::string& text = row.text(static_cast<std::size_t>(column));
    if (text.empty()) continue;
    const auto day = Date::parse(text);
    if (!day) return damaged("legal_document_version", row);
    *into = *day;
  }
  return {};
}

Result<Document> read_version(const Row& row, const Relations& relations) {
  Document document;
  document.event = row.integer(0);
  document.id = DocumentId(row.text(1));
  document.version = static_cast<int>(row.integer(2));
  document.slug = row.text(3);
  document.symbol = row.text(4);
  document.issuer = row.text(6);
  document.issuer_en = row.text(7);
  document.abstract = row.text(8);
  document.abstract_en = row.text(9);
  document.signed_known = row.text(11);
  if (auto days = read_days(row, document); !days) return pass_on(days);
  if (!row.text(14).empty()) document.file = File{row.text(14), row.integer(15), row.text(16), row.text(17)};
  document.source_url = row.text(18);
  document.source = row.text(19);
  document.note = row.text(21);
  document.reason = row.text(23);
  document.author = row.text(24);
  document.recorded_at = row.text(25);
  const auto kind = kind_named(row.text(5));
  const auto confidence = confidence_named(row.text(20));
  const auto state = state_named(row.text(22));
  if (!kind || !confidence || !state) return damaged("legal_document_version", row);
  document.kind = *kind;
  document.confidence = *confidence;
  document.state = *state;
  const auto found = relations.find({document.id.text(), row.integer(2)});
  if (found != relations.end()) document.relations = found->second;
  return document;
}

}  // namespace

Result<std::shared_ptr<const DocumentRegister>> load_documents(storage::Database& database,
                                                               audit::EventNumber known_at) {
  const auto relations = read_relations(database, known_at);
  if (!relations) return pass_on(relations);
  std::vector<Document> versions;
  const auto read = database.each_row(select_versions, {known_at}, [&](const Row& row) -> Done {
    auto version = read_version(row, *relations);
    if (!version) return pass_on(version);
    versions.push_back(std::move(*version));
    return {};
  });
  if (!read) return pass_on(read);
  return std::make_shared<const DocumentRegister>(std::move(versions), known_at);
}

Done append_document(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                     const Document& document) {
  const std::string& id = document.id.text();
  const std::int64_t version = document.version;
  if (version == 1) {
    const auto named = database.execute("INSERT INTO legal_document_slug (slug, event, id) VALUES (?, ?, ?)",
                                        {document.slug, event, id});
    if (!named) return pass_on(named);
  }
  const File file = document.file.value_or(File{});
  const auto written = database.execute(
      "INSERT INTO legal_document_version (event, id, version, slug, symbol, kind, issuer, issuer_en, abstract,"
      " abstract_en, signed_on, signed_known, in_force, until_day, file_sha256, file_bytes, file_type, file_name,"
      " source_url, source, confidence, note, state, reason, author, recorded_at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event,
       id,
       version,
       document.slug,
       document.symbol,
       std::string(name_of(document.kind)),
       document.issuer,
       document.issuer_en,
       document.abstract,
       document.abstract_en,
       day_text(document.signed_on),
       document.signed_known,
       day_text(document.in_force),
       day_text(document.until),
       file.sha256,
       file.bytes,
       file.media_type,
       file.name,
       document.source_url,
       document.source,
       std::string(criteria::name_of(document.confidence)),
       document.note,
       std::string(name_of(document.state)),
       document.reason,
       document.author,
       recorded_at});
  if (!written) return pass_on(written);
  std::vector<std::vector<storage::Value>> rows;
  for (const Relation& relation : document.relations) {
    const auto position = static_cast<std::int64_t>(rows.size() + 1);
    rows.push_back({event, id, version, position, std::string(name_of(relation.kind)), relation.document});
  }
  if (rows.empty()) return {};
  return database.insert_rows("legal_document_relation", {"event", "id", "version", "position", "kind", "document"},
                              rows);
}

}  // namespace luytre::documents
