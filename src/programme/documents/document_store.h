// All SQL of the room.
#pragma once

#include <memory>

#include "platform/storage/database.h"
#include "programme/documents/document_register.h"

namespace luytre::documents {

Result<std::shared_ptr<const DocumentRegister>> load_documents(storage::Database& database,
                                                               audit::EventNumber known_at);

// Inside a command. A new version is a new row.
Done append_document(storage::Database& database, audit::EventNumber event, const std::string& recorded_at,
                     const Document& document);

}  // namespace luytre::documents
