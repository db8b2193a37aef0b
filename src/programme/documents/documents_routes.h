// GET  /api/v1/documents?kind=&issuer=&year=&in_force_on=&words=&as_known=&limit=&cursor=
// GET  /api/v1/documents.csv                        the same questions, every row
// GET  /api/v1/documents/cited                      symbols that the law on file cites and no public document bears
// GET  /api/v1/documents/{document}                 by slug; where it is used
// GET  /api/v1/documents/{document}/file
// GET  /api/v1/documents/waiting                    drafts, for those who write and approve
// POST /api/v1/documents                            {symbol, kind?, issuer, abstract, …}: a draft
// POST /api/v1/documents/import                     a table of CSV; `dry_run=true` tells what would come
// POST /api/v1/documents/{document}/versions        by id: the next version, {version, reason, …}
// POST /api/v1/documents/{document}/file            by id: {version, file}
// POST /api/v1/documents/{document}/decision        by id: {version, decision: publish | refuse | withdraw, reason}
#pragma once

#include <functional>

#include "platform/access/decide.h"
#include "platform/http/router.h"
#include "programme/documents/document_uses.h"
#include "programme/documents/write_documents.h"

namespace luytre::documents {

struct Known {
  std::shared_ptr<const DocumentRegister> documents;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const recognition::TitleRegister> titles;
};

struct DocumentDoors {
  std::function<Result<Known>(std::optional<audit::EventNumber>)> known;
  commands::Writer& writer;
  access::Guard guard;
  evidence::Desk& files;
  std::function<Date()> today;
  std::function<long long()> unix_milliseconds;
};

void add_document_routes(http::Router& router, const DocumentDoors& doors);
void add_document_write_routes(http::Router& router, const DocumentDoors& doors);

// The bytes of a public document's file, for a page and for the API. Problems documents.unknown, documents.withdrawn,
// documents.no_file, evidence.file_lost.
Result<http::Response> file_response(const DocumentRegister& known, const evidence::Desk& files,
                                     const std::string& slug);

// The public document of an address. Problems documents.unknown, documents.withdrawn.
Result<const Document*> public_document(const DocumentRegister& known, const std::string& slug);

}  // namespace luytre::documents
