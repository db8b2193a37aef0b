// All SQL of the room.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/storage/database.h"
#include "programme/evidence/evidence.h"

namespace luytre::evidence {

// Those of a unit: added by it, or in use for it; with a measure: in use for the unit and the measure. Newest first.
struct EvidenceFilter {
  std::string unit;     // identity
  std::string measure;  // empty: any
  std::string before;   // id of the last one seen; empty: from the newest
  std::size_t rows_max = 0;
};
Result<std::vector<Evidence>> find_evidence(storage::Database& database, const EvidenceFilter& filter);
Result<Evidence> find_evidence(storage::Database& database, const std::string& id);  // problem evidence.no_evidence
Result<std::optional<Evidence>> find_evidence_of(storage::Database& database, const std::string& unit,
                                                 const std::string& sha256);

// Units for which the content was added or is in use.
Result<std::vector<std::string>> units_with_content(storage::Database& database, const std::string& sha256);
// Files in use for the measure of the unit, on whatever day.
Result<std::int64_t> count_files_in_use(storage::Database& database, const std::string& unit,
                                        const std::string& measure);
// Of them those for the day.
Result<std::int64_t> count_files_behind(storage::Database& database, const std::string& unit,
                                        const std::string& measure, const std::string& as_of);

// Both tables: the file only where its content is new.
Done append_evidence(storage::Database& database, const Evidence& evidence);
Done append_use(storage::Database& database, const std::string& evidence, const Use& use, bool is_withdrawn);

Result<std::optional<Upload>> find_upload(storage::Database& database, const std::string& id);
Result<std::optional<Upload>> find_upload_of(storage::Database& database,
                                             const Upload& same);  // account, unit, content
Result<std::int64_t> count_open_uploads(storage::Database& database, const std::string& account,
                                        const std::string& now);
// False: another call has just made it.
Result<bool> insert_upload(storage::Database& database, const Upload& upload, const std::string& now);
// Its name, title and length as told anew, and whether its bytes are kept.
Done update_upload(storage::Database& database, const Upload& upload);
Done mark_stored(storage::Database& database, const std::string& upload);
// Those that have expired, at most so many; answers their ids.
Result<std::vector<std::string>> delete_expired_uploads(storage::Database& database, const std::string& now,
                                                        std::size_t rows_max);

}  // namespace luytre::evidence
