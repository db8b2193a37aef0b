// A document as JSON and as a row of CSV.
#pragma once

#include "base/json.h"
#include "programme/documents/document_uses.h"

namespace luytre::documents {

// What the public sees; `day` for whether it is in force.
json::object to_json(const Document& document, const DocumentRegister& known, Date day);
// With the state, the version and who wrote it: for those who write and approve.
json::object draft_json(const Document& document, const DocumentRegister& known, Date day);
// What replaces and amends it, the documents and decisions that it stands behind, its public versions.
void add_uses(json::object& into, const Document& document, const DocumentRegister& known, const Citations& citations,
              const recognition::TitleRegister& titles);

std::string csv_header();
std::string csv_line(const Document& document, const DocumentRegister& known, Date day);

}  // namespace luytre::documents
