// Uploads over HTTP: announced, sent in chunks, completed.
#include <algorithm>

#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/evidence/begin_upload.h"
#include "programme/evidence/complete_upload.h"
#include "programme/evidence/evidence_routes.h"

namespace luytre::evidence {
namespace {

json::object to_json(const UploadState& state) {
  return {{"upload", state.upload.id},
          {"unit", state.upload.unit},
          {"sha256", state.upload.sha256},
          {"file_name", state.upload.file_name},
          {"offset", state.offset},
          {"bytes", state.upload.bytes},
          {"chunk_bytes_max", chunk_bytes_max},
          {"expires_at", state.upload.expires_at}};
}

// The upload that the address names, of whoever asks and may still add to its unit.
Result<UploadState> addressed(const http::Request& request, const EvidenceDoors& doors, const Known& known) {
  if (auto may = signed_in(doors, request, "evidence.add"); !may) return pass_on(may);
  auto state = find_own_upload(doors.desk, request.actor, request.captured_text("id"));
  if (!state) return pass_on(state);
  auto may = doors.guard(request.actor, ask_about(known, "evidence.add", state->upload.unit));
  if (!may) return pass_on(may);
  return state;
}

Result<http::Response> post_upload(const http::Request& request, const EvidenceDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = signed_in(doors, request, "evidence.add"); !may) return pass_on(may);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  Announced announced;
  announced.unit = members->text("unit");
  announced.as_of = inspection::date_member(*members, "as_of");
  announced.file_name = members->text("file_name");
  announced.title = members->text_or_empty("title", title_bytes_max);
  announced.sha256 = members->text("sha256");
  announced.bytes = members->integer("bytes").value_or(0);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto state = begin_upload(doors.desk, doors.guard, request.actor, *known, announced, doors.unix_milliseconds(),
                                  asked->is_dry_run);
  if (!state) return pass_on(state);
  return inspection::written_response(*asked, to_json(*state));
}

Result<http::Response> get_upload(const http::Request& request, const EvidenceDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto state = addressed(request, doors, *known);
  if (!state) return pass_on(state);
  return private_response(to_json(*state));
}

Result<http::Response> put_chunk(const http::Request& request, const EvidenceDoors& doors) {
  if (auto checked = http::check_parameters(request, {"offset"}); !checked) return pass_on(checked);
  const auto offset = http::integer_parameter(request, "offset", 0, file_bytes_ceiling);
  if (!offset) return pass_on(offset);
  if (!*offset) return refuse("http.parameter_missing", {{"name", "offset"}}, "query:offset");
  const auto known = doors.known();
  if (!known) return pass_on(known);
  auto state = addressed(request, doors, *known);
  if (!state) return pass_on(state);
  if (request.header("content-type") != "application/octet-stream") return refuse("evidence.chunk_type");
  if (request.body.empty() || request.body.size() > chunk_bytes_max) {
    return refuse("evidence.chunk_length", {{"max", std::to_string(chunk_bytes_max)}});
  }
  const auto end = **offset + static_cast<std::int64_t>(request.body.size());
  // Kept already: what is sent again is known, as long as it is of this file.
  const bool is_known = state->upload.is_stored && end <= state->upload.bytes;
  if (!is_known) {
    const auto received = doors.desk.files().append(state->upload.id, **offset, request.body, state->upload.bytes);
    if (!received) return pass_on(received);
    state->offset = *received;
  }
  return private_response(to_json(*state));
}

std::vector<Use> read_uses(http::Members& body) {
  std::vector<Use> uses;
  const json::value* list = body.value("uses");
  if (list == nullptr) return uses;
  if (!list->is_array()) {
    body.refuse("uses", {"evidence.uses_expected", {}, "uses", {}});
    return uses;
  }
  std::size_t index = 0;
  for (const json::value& item : list->as_array()) {
    const std::string place = "uses[" + std::to_string(index) + "]";
    if (++index > uses_of_request_max + 1) return uses;  // refused as too many
    if (!item.is_object()) {
      body.refuse("uses", {"http.json_expected", {}, place, {}});
      continue;
    }
    http::Members members(item.as_object());
    Use use;
    use.measure = members.text("measure");
    if (const auto day = inspection::date_member(members, "as_of")) use.as_of = day->text();
    members.text("as_of");  // required
    if (auto read = members.finish(); !read) {
      Problem problem = std::move(read).error();
      problem.where = place;
      body.refuse("uses", std::move(problem));
    }
    if (std::find(uses.begin(), uses.end(), use) == uses.end()) uses.push_back(std::move(use));
  }
  return uses;
}

Result<http::Response> post_completion(const http::Request& request, const EvidenceDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto state = addressed(request, doors, *known);
  if (!state) return pass_on(state);
  auto members = request.body.empty() ? Result<http::Members>(json::object()) : http::Members::of(request);
  if (!members) return pass_on(members);
  members->text_or_empty("reason");
  auto uses = read_uses(*members);
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto done = complete_upload(doors.desk, doors.writer, doors.guard, *asked, *known, *state, std::move(uses),
                                    doors.unix_milliseconds());
  if (!done) return pass_on(done);
  return inspection::written_response(*asked, {{"event", done->event}, {"evidence", done->evidence}});
}

}  // namespace

void add_upload_routes(http::Router& router, const EvidenceDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const EvidenceDoors&);
  const auto by = [&doors](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.post("/api/v1/evidence/uploads", by(post_upload));
  router.get("/api/v1/evidence/uploads/{id}", by(get_upload));
  router.add("PUT", "/api/v1/evidence/uploads/{id}", by(put_chunk), chunk_bytes_max);
  router.post("/api/v1/evidence/uploads/{id}/completion", by(post_completion));
}

}  // namespace luytre::evidence
