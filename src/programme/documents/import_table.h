// Documents from a table, and from the list of instruments that the law on file cites: facts only. A day that a source
// does not give stays unknown.
#pragma once

#include "base/csv.h"
#include "programme/criteria/library.h"
#include "programme/documents/document.h"

namespace luytre::documents {

struct ReadDocuments {
  std::vector<Document> documents;
  std::vector<std::string> places;  // "van-ban.csv:7"
};

// Columns: symbol, issuer, abstract; and, where there are: kind, issuer_en, abstract_en, signed ("2022-03-08",
// "2022-06" or "2022"), in_force, until, replaces and amends (symbols, apart by ";"), source, source_url, confidence,
// note. Problem documents.import_refused with every cell that cannot be read; documents.no_column.
Result<ReadDocuments> read_documents(const CsvTable& table);

// Every instrument of the library; what it says to be replaced or amended by another becomes that other's relation.
ReadDocuments documents_of_law(const criteria::Library& law);

}  // namespace luytre::documents
