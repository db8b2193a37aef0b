// POST /api/v1/evidence/uploads                        {unit, as_of?, file_name, bytes, sha256, title?}: where to go on
// GET  /api/v1/evidence/uploads/{id}                   how much has come; the same account only
// PUT  /api/v1/evidence/uploads/{id}?offset=           a chunk of at most chunk_bytes_max, application/octet-stream
// POST /api/v1/evidence/uploads/{id}/completion        {uses: [{measure, as_of}]?}
// GET  /api/v1/evidence?unit=&as_of=&measure=&limit=&cursor=
// GET  /api/v1/evidence/{id}
// GET  /api/v1/evidence/{id}/content?inline=           the file, for whoever may view it
// POST /api/v1/evidence/{id}/uses                      {measure, as_of, unit?, withdraw?}
#pragma once

#include <functional>

#include "platform/commands/writer.h"
#include "platform/http/router.h"
#include "programme/evidence/about_unit.h"
#include "programme/evidence/desk.h"

namespace luytre::evidence {

struct EvidenceDoors {
  Desk& desk;
  std::function<Result<Known>()> known;
  commands::Writer& writer;
  access::Guard guard;
  std::function<long long()> unix_milliseconds;
};

void add_evidence_routes(http::Router& router, const EvidenceDoors& doors);
void add_upload_routes(http::Router& router, const EvidenceDoors& doors);  // called by the former

// Nobody signed in learns nothing of the room: problem access.not_signed_in, with who can.
Done signed_in(const EvidenceDoors& doors, const http::Request& request, const std::string& act);

// 200 for whoever asked alone.
http::Response private_response(const json::object& answer);

}  // namespace luytre::evidence
