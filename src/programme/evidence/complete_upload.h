// A whole upload becomes evidence: its length, hash and type are checked, it is scanned, its photograph read, and it is
// recorded with what it stands behind.
#pragma once

#include "platform/commands/writer.h"
#include "programme/evidence/about_unit.h"
#include "programme/evidence/begin_upload.h"
#include "programme/evidence/desk.h"

namespace luytre::evidence {

struct Completed {
  std::string evidence;
  audit::EventNumber event = 0;  // 0: only tried
};

// Each use names measure and day; its unit is the upload's. Act evidence.add on the unit, on each day. Repeated, it
// answers what it answered. Problems evidence.incomplete, evidence.hash_differs (what came is forgotten), those of
// detect_media_type, scan and check_use, evidence.too_many_files, evidence.too_many_uses, those of the writer.
Result<Completed> complete_upload(Desk& desk, commands::Writer& writer, const access::Guard& guard,
                                  const commands::Asked& asked, const Known& known, const UploadState& state,
                                  std::vector<Use> uses, long long unix_milliseconds);

}  // namespace luytre::evidence
