#include "programme/documents/write_documents.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/vietnamese.h"
#include "programme/documents/document_store.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/scan.h"

namespace luytre::documents {
namespace {

constexpr std::size_t slug_bytes_max = 80;

struct Change {
  std::vector<Document> versions;
  std::string kind;
  json::object about;
};

json::object told(const Document& document) {
  json::object value{{"id", document.id.text()}, {"version", document.version}, {"state", name_of(document.state)}};
  // The log is read by people who may not see drafts.
  if (document.state == State::published || document.state == State::withdrawn) {
    value["symbol"] = document.symbol;
    value["slug"] = document.slug;
  }
  if (document.file) value["file"] = document.file->sha256;
  return value;
}

audit::EventDraft draft_of(const Change& change) {
  audit::EventDraft draft;
  draft.kind = change.kind;
  json::array told_of;
  for (const Document& version : change.versions) {
    draft.subjects.push_back({"document", version.id.text()});
    told_of.push_back(told(version));
  }
  draft.subjects = audit::subjects_or(std::move(draft.subjects), {"import", "documents"});
  draft.payload = change.about;
  draft.payload.as_object()["documents"] = std::move(told_of);
  draft.answer = change.about;
  if (change.versions.size() == 1) {
    const Document& one = change.versions.front();
    draft.answer = json::object{{"document", one.id.text()}, {"slug", one.slug}, {"version", one.version}};
  }
  return draft;
}

using Decide = std::function<Result<Change>(const DocumentRegister&)>;
using Beside = std::function<Done()>;  // what must be done with the change, before it is committed

// Reads the register as it stands under the lock, decides, appends.
Result<commands::Outcome> run(commands::Writer& writer, const commands::Asked& asked,
                              const std::vector<std::string>& acts, Decide decide, Beside beside = {}) {
  std::vector<access::Ask> asks;
  for (const std::string& act : acts) asks.push_back({act, "", {}, {}});
  return writer.run(commands::order_by(asked, acts.front(), std::move(asks)),
                    [&asked, decide = std::move(decide), beside = std::move(beside)](
                        storage::Database& database, audit::EventNumber number,
                        const std::string& recorded_at) -> Result<audit::EventDraft> {
                      const auto known = load_documents(database, number);
                      if (!known) return pass_on(known);
                      const auto change = decide(**known);
                      if (!change) return pass_on(change);
                      for (const Document& version : change->versions) {
                        if (auto kept = append_document(database, number, recorded_at, version); !kept)
                          return pass_on(kept);
                      }
                      if (beside && !asked.is_dry_run) {
                        if (auto done = beside(); !done) return pass_on(done);
                      }
                      return draft_of(*change);
                    });
}

Result<Written> written_of(const Result<commands::Outcome>& outcome) {
  if (!outcome) return pass_on(outcome);
  const auto& answer = outcome->answer.as_object();
  return Written{outcome->event, std::string(answer.at("document").as_string()),
                 std::string(answer.at("slug").as_string()), static_cast<int>(answer.at("version").to_number<int>())};
}

Result<const Document*> newest_as_seen(const DocumentRegister& known, const std::string& id, int expected_version) {
  const Document* newest = known.newest(id);
  if (newest == nullptr) return refuse("documents.unknown", {{"document", id}});
  if (newest->version != expected_version) {
    return refuse("documents.version_conflict", {{"document", newest->symbol},
                                                 {"expected", std::to_string(expected_version)},
                                                 {"newest", std::to_string(newest->version)}});
  }
  return newest;
}

// Number, symbol and year: "318-qd-ttg"; the year of signing where several have that symbol.
std::string free_slug(const Document& document, const DocumentRegister& known, std::set<std::string>& taken) {
  std::string base = slug(symbol_key(document.symbol));
  if (base.size() > slug_bytes_max) base.resize(slug_bytes_max);
  if (base.empty()) base = "van-ban";
  std::string candidate = base;
  const auto is_taken = [&] { return known.is_slug_taken(candidate) || taken.contains(candidate); };
  if (const auto year = signing_year(document); is_taken() && year) {
    base += "-" + std::to_string(*year);
    candidate = base;
  }
  for (int number = 2; is_taken(); ++number) candidate = base + "-" + std::to_string(number);
  taken.insert(candidate);
  return candidate;
}

// The same symbol by the same issuer, and no two days that tell them apart.
const Document* same_document(const DocumentRegister& known, const Document& document) {
  for (const Document* one : known.with_symbol(document.symbol)) {
    if (one->id == document.id || fold(one->issuer) != fold(document.issuer)) continue;
    const bool is_apart =
        signing_text(*one) != signing_text(document) && !signing_text(*one).empty() && !signing_text(document).empty();
    if (!is_apart) return one;
  }
  return nullptr;
}

Done check_against(const DocumentRegister& known, const Document& document) {
  if (const Document* same = same_document(known, document)) {
    return refuse("documents.known_already", {{"symbol", document.symbol}, {"document", same->slug}}, "symbol");
  }
  if (known.makes_a_circle(document)) {
    return refuse("documents.circle", {{"symbol", document.symbol}}, "relations");
  }
  return {};
}

Result<Change> next_version(const DocumentRegister& known, Document document, const commands::Asked& asked,
                            int expected_version) {
  const auto before = newest_as_seen(known, document.id.text(), expected_version);
  if (!before) return pass_on(before);
  const bool is_public = known.published_of(document.id.text()) != nullptr;
  if (is_public && document.reason.empty()) return refuse("documents.reason_needed", {}, "reason");
  const bool says_nothing_new = (*before)->state != State::withdrawn && has_same_content(**before, document);
  if (says_nothing_new) return refuse("documents.unchanged", {{"document", document.symbol}});
  if (auto checked = check_against(known, document); !checked) return pass_on(checked);
  document.slug = (*before)->slug;
  document.version = (*before)->version + 1;
  document.state = State::draft;
  document.author = asked.actor.name;
  return Change{{std::move(document)}, "documents.written", {}};
}

// Whoever wrote what waits: the versions since the last that was settled.
bool has_written(const DocumentRegister& known, const std::string& id, const std::string& actor) {
  const auto versions = known.versions(id);
  for (auto one = versions.rbegin(); one != versions.rend() && (*one)->state == State::draft; ++one) {
    if ((*one)->author == actor) return true;
  }
  return false;
}

Result<File> inspected(const evidence::Desk& files, const GivenFile& given) {
  if (static_cast<std::int64_t>(given.bytes.size()) > file_bytes_max) {
    return refuse("documents.file_too_large", {{"max", std::to_string(file_bytes_max / 1'000'000)}}, "file");
  }
  auto type = evidence::detect_media_type(given.bytes);
  if (!type) return pass_on(type);
  const bool is_text = *type == "application/pdf" || type->find("officedocument") != std::string::npos;
  if (!is_text) return refuse("documents.file_kind", {{"type", *type}}, "file");
  if (const std::string& socket = files.settings().scanner_socket; !socket.empty()) {
    if (auto clean = evidence::scan(socket, given.bytes); !clean) return pass_on(clean);
  }
  std::string name = evidence::name_to_save(given.name, *type);
  return File{hex(sha256(given.bytes)), static_cast<std::int64_t>(given.bytes.size()), *std::move(type),
              std::move(name)};
}

}  // namespace

Result<Written> write_document(commands::Writer& writer, const commands::Asked& asked, Document document,
                               int expected_version, long long unix_milliseconds) {
  if (auto checked = check_document(document); !checked) return pass_on(checked);
  return written_of(run(writer, asked, {"documents.write"}, [&](const DocumentRegister& known) -> Result<Change> {
    if (!document.id.is_empty()) {
      Document next = document;
      const Document* before = known.newest(next.id.text());
      if (before != nullptr) next.file = before->file;
      return next_version(known, std::move(next), asked, expected_version);
    }
    Document fresh = document;
    if (auto checked = check_against(known, fresh); !checked) return pass_on(checked);
    std::set<std::string> taken;
    fresh.id = DocumentId(new_uuid7(unix_milliseconds));
    fresh.slug = free_slug(fresh, known, taken);
    fresh.version = 1;
    fresh.state = State::draft;
    fresh.author = asked.actor.name;
    fresh.file.reset();
    return Change{{std::move(fresh)}, "documents.written", {}};
  }));
}

Result<Written> attach_file(evidence::Desk& files, commands::Writer& writer, const commands::Asked& asked,
                            const std::string& id, int expected_version, const GivenFile& given,
                            long long unix_milliseconds) {
  const auto file = inspected(files, given);
  if (!file) return pass_on(file);
  const std::string upload = new_uuid7(unix_milliseconds);
  const auto keep = [&]() -> Done {
    const auto& store = files.files();
    if (store.has(file->sha256)) return {};
    if (auto come = store.append(upload, 0, given.bytes, file_bytes_max); !come) return pass_on(come);
    if (auto flushed = store.flush_upload(upload); !flushed) return flushed;
    return store.keep(upload, file->sha256);
  };
  auto written = written_of(run(
      writer, asked, {"documents.write"},
      [&](const DocumentRegister& known) -> Result<Change> {
        const Document* before = known.newest(id);
        if (before == nullptr) return refuse("documents.unknown", {{"document", id}});
        Document next = *before;
        next.file = *file;
        next.reason = asked.reason;
        return next_version(known, std::move(next), asked, expected_version);
      },
      keep));
  files.files().forget_upload(upload);
  return written;
}

Result<Written> settle_document(commands::Writer& writer, const commands::Asked& asked, const std::string& id,
                                int expected_version, State to, const std::string& reason) {
  return written_of(run(writer, asked, {"documents.approve"}, [&](const DocumentRegister& known) -> Result<Change> {
    const auto newest = newest_as_seen(known, id, expected_version);
    if (!newest) return pass_on(newest);
    const Arguments which = {{"document", (*newest)->symbol}};
    if (to == State::withdrawn) {
      if (known.published_of(id) == nullptr) return refuse("documents.not_public", which);
    } else if ((*newest)->state != State::draft) {
      return refuse("documents.not_waiting", which);
    }
    if (to != State::published && reason.empty()) return refuse("documents.reason_needed", {}, "reason");
    if (to == State::published && asked.actor.is_signed_in() && has_written(known, id, asked.actor.name)) {
      return refuse("documents.second_person", which);
    }
    Document next = to == State::withdrawn ? *known.published_of(id) : **newest;
    if (to == State::published) {
      if (auto checked = check_against(known, next); !checked) return pass_on(checked);
    } else {
      next.reason = reason;
    }
    next.version = (*newest)->version + 1;
    next.state = to;
    next.author = asked.actor.name;
    return Change{{std::move(next)}, "documents." + std::string(name_of(to)), {}};
  }));
}

Result<Imported> import_documents(commands::Writer& writer, const commands::Asked& asked,
                                  std::vector<Document> documents, const std::vector<std::string>& places,
                                  bool is_public, const std::string& source, long long unix_milliseconds) {
  if (documents.size() > imported_rows_max) {
    return refuse("documents.too_many_rows", {{"max", std::to_string(imported_rows_max)}});
  }
  if (is_public && asked.actor.is_signed_in()) return refuse("documents.second_person", {{"document", source}});
  std::vector<Problem> faults;
  const auto blame = [&](Problem problem, std::size_t row) {
    problem.where = row < places.size() ? places[row] : source;
    faults.push_back(std::move(problem));
  };
  for (std::size_t row = 0; row < documents.size(); ++row) {
    if (auto checked = check_document(documents[row]); !checked) blame(checked.error(), row);
  }
  const auto refused = [&] {
    return refuse("documents.import_refused", {{"count", std::to_string(faults.size())}}, source, faults);
  };
  if (!faults.empty()) return refused();
  Imported imported;
  std::vector<std::string> acts{"documents.write"};
  if (is_public) acts.emplace_back("documents.approve");
  const auto outcome = run(writer, asked, acts, [&](const DocumentRegister& known) -> Result<Change> {
    imported = {};
    Change change{{}, "documents.imported", {{"source", source}}};
    std::set<std::string> taken, keys;
    for (Document document : documents) {
      const std::string key = symbol_key(document.symbol) + "\n" + fold(document.issuer) + signing_text(document);
      if (same_document(known, document) != nullptr || !keys.insert(key).second) {
        imported.known.push_back(document.symbol);
        continue;
      }
      if (known.makes_a_circle(document)) return refuse("documents.circle", {{"symbol", document.symbol}}, source);
      document.id = DocumentId(new_uuid7(unix_milliseconds));
      document.slug = free_slug(document, known, taken);
      document.version = 1;
      document.state = is_public ? State::published : State::draft;
      document.author = asked.actor.name;
      imported.added.push_back(document.symbol);
      change.versions.push_back(std::move(document));
    }
    if (change.versions.empty()) return refuse("documents.nothing_new");
    // Rows of one file may name each other: the circle may be among them.
    const DocumentRegister together(change.versions, 0);
    for (const Document& document : change.versions) {
      if (together.makes_a_circle(document)) return refuse("documents.circle", {{"symbol", document.symbol}}, source);
    }
    change.about["added"] = std::int64_t(change.versions.size());
    return change;
  });
  if (!outcome && outcome.error().code == "documents.nothing_new") return imported;
  if (!outcome) return pass_on(outcome);
  imported.event = outcome->event;
  return imported;
}

}  // namespace luytre::documents
