#include "programme/evidence/evidence_store.h"

#include <map>

namespace luytre::evidence {
namespace {

using storage::Database;
using storage::Row;

const std::string evidence_columns =
    "SELECT e.id, e.event, e.sha256, f.bytes, f.media_type, e.unit, e.file_name, e.title, e.taken_at, e.latitude, "
    "e.longitude, e.width, e.height, e.added_by FROM evidence e JOIN evidence_file f ON f.sha256 = e.sha256 ";

// A use that stands: no newer row says otherwise.
const std::string standing =
    "u.kind = 'add' AND NOT EXISTS (SELECT 1 FROM evidence_use n WHERE n.evidence = u.evidence AND n.unit = u.unit"
    " AND n.measure = u.measure AND n.as_of = u.as_of AND n.event > u.event)";

const std::string upload_columns =
    "SELECT id, account, unit, sha256, file_name, title, bytes, is_stored, expires_at FROM evidence_upload ";

Evidence evidence_of(const Row& row) {
  Evidence evidence;
  evidence.id = row.text(0);
  evidence.event = row.integer(1);
  evidence.sha256 = row.text(2);
  evidence.bytes = row.integer(3);
  evidence.media_type = row.text(4);
  evidence.unit = row.text(5);
  evidence.file_name = row.text(6);
  evidence.title = row.text(7);
  evidence.photo = {row.text(8), row.text(9), row.text(10), row.integer(11), row.integer(12)};
  evidence.added_by = row.text(13);
  return evidence;
}

Upload upload_of(const Row& row) {
  return {row.text(0), row.text(1),    row.text(2),  row.text(3), row.text(4),
          row.text(5), row.integer(6), row.truth(7), row.text(8)};
}

Result<std::vector<Evidence>> with_uses(Database& database, const std::vector<Row>& rows) {
  std::vector<Evidence> found;
  std::map<std::string, std::size_t> places;
  std::vector<storage::Value> ids;
  std::string marks;
  for (const Row& row : rows) {
    found.push_back(evidence_of(row));
    places[found.back().id] = found.size() - 1;
    ids.emplace_back(found.back().id);
    marks += marks.empty() ? "?" : ", ?";
  }
  if (found.empty()) return found;
  const auto uses =
      database.query("SELECT u.evidence, u.unit, u.measure, u.as_of, u.event FROM evidence_use u WHERE " + standing +
                         " AND u.evidence IN (" + marks + ") ORDER BY u.unit, u.measure, u.as_of",
                     ids);
  if (!uses) return pass_on(uses);
  for (const Row& row : *uses) {
    found[places[row.text(0)]].uses.push_back({row.text(1), row.text(2), row.text(3), row.integer(4)});
  }
  return found;
}

Result<std::optional<Evidence>> one_of(Database& database, const std::string& condition,
                                       const std::vector<storage::Value>& values) {
  const auto rows = database.query(evidence_columns + condition, values);
  if (!rows) return pass_on(rows);
  auto found = with_uses(database, *rows);
  if (!found) return pass_on(found);
  if (found->empty()) return std::nullopt;
  return std::move(found->front());
}

Result<std::optional<Upload>> upload_where(Database& database, const std::string& condition,
                                           const std::vector<storage::Value>& values) {
  const auto rows = database.query(upload_columns + condition, values);
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::nullopt;
  return upload_of(rows->front());
}

}  // namespace

Result<std::vector<Evidence>> find_evidence(Database& database, const EvidenceFilter& filter) {
  const std::string in_use = "EXISTS (SELECT 1 FROM evidence_use u WHERE u.evidence = e.id AND u.unit = ? AND " +
                             standing + (filter.measure.empty() ? ")" : " AND u.measure = ?)");
  std::string condition = filter.measure.empty() ? "WHERE (e.unit = ? OR " + in_use + ")" : "WHERE " + in_use;
  std::vector<storage::Value> values{filter.unit};
  values.emplace_back(filter.measure.empty() ? filter.unit : filter.measure);
  if (!filter.before.empty()) {
    condition += " AND e.id < ?";
    values.emplace_back(filter.before);
  }
  values.emplace_back(static_cast<std::int64_t>(filter.rows_max));
  const auto rows = database.query(evidence_columns + condition + " ORDER BY e.id DESC LIMIT ?", values);
  if (!rows) return pass_on(rows);
  return with_uses(database, *rows);
}

Result<Evidence> find_evidence(Database& database, const std::string& id) {
  auto found = one_of(database, "WHERE e.id = ?", {id});
  if (!found) return pass_on(found);
  if (!*found) return refuse("evidence.no_evidence", {{"evidence", id}});
  return std::move(**found);
}

Result<std::optional<Evidence>> find_evidence_of(Database& database, const std::string& unit,
                                                 const std::string& sha256) {
  return one_of(database, "WHERE e.unit = ? AND e.sha256 = ?", {unit, sha256});
}

Result<std::vector<std::string>> units_with_content(Database& database, const std::string& sha256) {
  const auto rows = database.query(
      "SELECT e.unit FROM evidence e WHERE e.sha256 = ? UNION SELECT u.unit FROM "
      "evidence_use u JOIN evidence e ON e.id = u.evidence WHERE e.sha256 = ? AND " +
          standing + " ORDER BY 1",
      {sha256, sha256});
  if (!rows) return pass_on(rows);
  std::vector<std::string> units;
  for (const Row& row : *rows) units.push_back(row.text(0));
  return units;
}

Result<std::int64_t> count_files_in_use(Database& database, const std::string& unit, const std::string& measure) {
  const auto rows = database.query(
      "SELECT count(DISTINCT u.evidence) FROM evidence_use u WHERE u.unit = ? AND u.measure = ? AND " + standing,
      {unit, measure});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Result<std::int64_t> count_files_behind(Database& database, const std::string& unit, const std::string& measure,
                                        const std::string& as_of) {
  const auto rows = database.query(
      "SELECT count(DISTINCT u.evidence) FROM evidence_use u WHERE u.unit = ? AND u.measure = ? AND u.as_of = ? AND " +
          standing,
      {unit, measure, as_of});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Done append_evidence(Database& database, const Evidence& evidence) {
  const auto known = database.query("SELECT 1 FROM evidence_file WHERE sha256 = ?", {evidence.sha256});
  if (!known) return pass_on(known);
  if (known->empty()) {
    auto kept = database.insert_rows("evidence_file", {"sha256", "event", "bytes", "media_type"},
                                     {{evidence.sha256, evidence.event, evidence.bytes, evidence.media_type}});
    if (!kept) return kept;
  }
  const PhotoFacts& photo = evidence.photo;
  return database.insert_rows(
      "evidence",
      {"id", "event", "sha256", "unit", "file_name", "title", "taken_at", "latitude", "longitude", "width", "height",
       "added_by"},
      {{evidence.id, evidence.event, evidence.sha256, evidence.unit, evidence.file_name, evidence.title, photo.taken_at,
        photo.latitude, photo.longitude, photo.width, photo.height, evidence.added_by}});
}

Done append_use(Database& database, const std::string& evidence, const Use& use, bool is_withdrawn) {
  return database.insert_rows(
      "evidence_use", {"evidence", "event", "unit", "measure", "as_of", "kind"},
      {{evidence, use.event, use.unit, use.measure, use.as_of, std::string(is_withdrawn ? "withdraw" : "add")}});
}

Result<std::optional<Upload>> find_upload(Database& database, const std::string& id) {
  return upload_where(database, "WHERE id = ?", {id});
}

Result<std::optional<Upload>> find_upload_of(Database& database, const Upload& same) {
  return upload_where(database, "WHERE account = ? AND unit = ? AND sha256 = ?",
                      {same.account, same.unit, same.sha256});
}

Result<std::int64_t> count_open_uploads(Database& database, const std::string& account, const std::string& now) {
  const auto rows = database.query(
      "SELECT count(*) FROM evidence_upload WHERE account = ? AND is_stored = 0 AND expires_at > ?", {account, now});
  if (!rows) return pass_on(rows);
  return rows->front().integer(0);
}

Result<bool> insert_upload(Database& database, const Upload& upload, const std::string& now) {
  const auto made = database.execute(
      "INSERT INTO evidence_upload (id, account, unit, sha256, file_name, title, bytes, is_stored, created_at, "
      "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account, unit, sha256) DO NOTHING",
      {upload.id, upload.account, upload.unit, upload.sha256, upload.file_name, upload.title, upload.bytes,
       std::int64_t{upload.is_stored}, now, upload.expires_at});
  if (!made) return pass_on(made);
  return *made == 1;
}

Done update_upload(Database& database, const Upload& upload) {
  const auto done =
      database.execute("UPDATE evidence_upload SET file_name = ?, title = ?, bytes = ?, is_stored = ? WHERE id = ?",
                       {upload.file_name, upload.title, upload.bytes, std::int64_t{upload.is_stored}, upload.id});
  if (!done) return pass_on(done);
  return {};
}

Done mark_stored(Database& database, const std::string& upload) {
  const auto done = database.execute("UPDATE evidence_upload SET is_stored = 1 WHERE id = ?", {upload});
  if (!done) return pass_on(done);
  return {};
}

Result<std::vector<std::string>> delete_expired_uploads(Database& database, const std::string& now,
                                                        std::size_t rows_max) {
  const auto rows = database.query(
      "DELETE FROM evidence_upload WHERE id IN (SELECT id FROM evidence_upload WHERE expires_at <= ? ORDER BY id "
      "LIMIT ?) RETURNING id",
      {now, static_cast<std::int64_t>(rows_max)});
  if (!rows) return pass_on(rows);
  std::vector<std::string> ids;
  for (const Row& row : *rows) ids.push_back(row.text(0));
  return ids;
}

}  // namespace luytre::evidence
