// A file of the evidence room becomes a part of a dossier, or no longer: nothing is uploaded twice.
#pragma once

#include "programme/dossiers/desk.h"

namespace luytre::dossiers {

struct FileWish {
  std::string part;
  std::string evidence;  // id
  std::string words;
  bool is_withdrawn = false;
};

// What the caller found of the evidence, having asked that whoever acts may view it.
struct FoundEvidence {
  std::string id;
  std::string file_name;
};

// By the right of whoever the part comes from: the commune's dossiers.prepare, the district's ntm.commune.verify, the
// province's dossiers.check. While the dossier is open. Problems of look_inside, dossiers.no_part, dossiers.ended,
// dossiers.file_there_already, dossiers.file_not_there, dossiers.too_many_files.
Result<PartFile> put_file(const Desk& desk, const commands::Asked& asked, const Known& known,
                          const std::string& dossier, const FileWish& wish, const FoundEvidence& evidence,
                          EventNumber expected);

}  // namespace luytre::dossiers
