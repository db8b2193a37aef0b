// A file announced before it is sent: what it is called, how long it is and its SHA-256.
#pragma once

#include "programme/evidence/about_unit.h"
#include "programme/evidence/desk.h"

namespace luytre::evidence {

struct Announced {
  std::string unit;  // code or identity
  std::optional<Date> as_of;
  std::string file_name;
  std::string title;
  std::string sha256;  // hex, either case
  std::int64_t bytes = 0;
};

struct UploadState {
  Upload upload;
  std::int64_t offset = 0;  // how much has come: where to go on
};

// The same account, unit and content come back to the same upload. Bytes that are kept already and that the viewer may
// view somewhere need not be sent. Act evidence.add on the unit. Forgets uploads that have expired. Problems
// evidence.unknown_unit, evidence.bad_sha256, evidence.bad_length, evidence.too_large, evidence.bad_file_name,
// evidence.too_many_uploads, those of the guard.
Result<UploadState> begin_upload(Desk& desk, const access::Guard& guard, const access::Viewer& viewer,
                                 const Known& known, const Announced& announced, long long unix_milliseconds,
                                 bool is_dry_run);

// The viewer's own. Problem evidence.no_upload.
Result<UploadState> find_own_upload(Desk& desk, const access::Viewer& viewer, const std::string& id);

}  // namespace luytre::evidence
