// Legal documents are written by one person and made public by another; what is public is corrected by a new version
// that goes the same way. Acts documents.write and documents.approve; the local operator may do both, and it shows.
#pragma once

#include <string>
#include <vector>

#include "platform/commands/writer.h"
#include "programme/documents/document_register.h"
#include "programme/evidence/desk.h"

namespace luytre::documents {

struct Written {
  audit::EventNumber event = 0;
  std::string id;
  std::string slug;
  int version = 0;
};

// A new document (no id), or the next version of one as a draft; its file stays as it was. `expected_version`: the
// newest that the caller saw, 0 of a new one. Problems documents.* of its content, documents.unknown,
// documents.version_conflict, documents.unchanged, documents.known_already, documents.circle, documents.reason_needed
// (what is public changes).
Result<Written> write_document(commands::Writer& writer, const commands::Asked& asked, Document document,
                               int expected_version, long long unix_milliseconds);

struct GivenFile {
  std::string name;
  std::string bytes;
};

// The next version, with this file: told by its content, scanned when there is a scanner. PDF, DOCX and XLSX. Problems
// of evidence::detect_media_type and evidence::scan, documents.file_kind, documents.file_too_large.
Result<Written> attach_file(evidence::Desk& files, commands::Writer& writer, const commands::Asked& asked,
                            const std::string& id, int expected_version, const GivenFile& file,
                            long long unix_milliseconds);

// `to`: published or refused of a draft, withdrawn of what is public. Problems documents.unknown,
// documents.version_conflict, documents.not_waiting, documents.not_public, documents.second_person,
// documents.reason_needed.
Result<Written> settle_document(commands::Writer& writer, const commands::Asked& asked, const std::string& id,
                                int expected_version, State to, const std::string& reason);

struct Imported {
  audit::EventNumber event = 0;    // 0: nothing was new
  std::vector<std::string> added;  // symbols
  std::vector<std::string> known;  // symbols of documents known already, left as they are
};

// New documents in one event: as drafts, or public at once (`is_public`: act documents.approve too, and only the local
// operator may). All or none: problem documents.import_refused with every row that is wrong. `places`: of each document
// in its source ("van-ban.csv:7").
Result<Imported> import_documents(commands::Writer& writer, const commands::Asked& asked,
                                  std::vector<Document> documents, const std::vector<std::string>& places,
                                  bool is_public, const std::string& source, long long unix_milliseconds);

// What is wrong with a document by itself; placed at the name of the member. Problem documents.faulty with causes.
Done check_document(const Document& document);

}  // namespace luytre::documents
