#include "programme/evidence/evidence_routes.h"

#include "platform/http/parameters.h"
#include "platform/http/range.h"
#include "platform/inspection/write_request.h"
#include "programme/evidence/evidence_store.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/use_evidence.h"

namespace luytre::evidence {
namespace {

using storage::Database;

// The evidence that the address names, when the viewer may see it.
Result<Evidence> addressed(const http::Request& request, const EvidenceDoors& doors, const Known& known) {
  if (auto may = signed_in(doors, request, "evidence.view"); !may) return pass_on(may);
  Result<Evidence> evidence = refuse("evidence.no_evidence");
  auto read = doors.desk.with([&](Database& database) -> Done {
    evidence = find_evidence(database, request.captured_text("id"));
    return {};
  });
  if (!read) return pass_on(read);
  if (!evidence) return evidence;
  if (auto seen = may_view(doors.guard, request.actor, known, *evidence); !seen) return pass_on(seen);
  return evidence;
}

Result<http::Response> get_list(const http::Request& request, const EvidenceDoors& doors) {
  auto checked = http::check_parameters(request, {"unit", "as_of", "measure", "limit", "cursor"});
  if (!checked) return pass_on(checked);
  const auto named = http::required_text_parameter(request, "unit");
  if (!named) return pass_on(named);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto measure = http::text_parameter(request, "measure");
  if (!measure) return pass_on(measure);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  if (auto may = signed_in(doors, request, "evidence.view"); !may) return pass_on(may);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto unit = unit_named(*known, *named, *as_of, "query:unit");
  if (!unit) return pass_on(unit);
  if (auto may = doors.guard(request.actor, ask_about(*known, "evidence.view", **unit, *as_of)); !may) {
    return pass_on(may);
  }
  EvidenceFilter filter{(*unit)->id.text(), measure->value_or(""), *cursor ? (*cursor)->front() : "", *limit + 1};
  std::vector<Evidence> found;
  auto read = doors.desk.with([&](Database& database) -> Done {
    auto rows = find_evidence(database, filter);
    if (!rows) return pass_on(rows);
    found = std::move(*rows);
    return {};
  });
  if (!read) return pass_on(read);
  json::value next;
  if (found.size() > *limit) {
    found.resize(*limit);
    next = http::encode_cursor({found.back().id});
  }
  json::array list;
  for (const Evidence& evidence : found) list.push_back(to_json(evidence));
  return private_response({{"unit", filter.unit}, {"evidence", std::move(list)}, {"next_cursor", std::move(next)}});
}

Result<http::Response> get_one(const http::Request& request, const EvidenceDoors& doors) {
  if (auto checked = http::check_parameters(request, {}); !checked) return pass_on(checked);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto evidence = addressed(request, doors, *known);
  if (!evidence) return pass_on(evidence);
  return private_response(to_json(*evidence));
}

// The bytes asked for: all of the file, one range of it, or the problem that there are no such bytes.
http::Response bytes_of(const http::Request& request, const Evidence& evidence, std::string_view bytes) {
  using Kind = http::ByteRange::Kind;
  const std::string etag = "\"" + evidence.sha256 + "\"";
  const auto range = http::range_of(request, bytes.size(), etag);
  const std::string size = std::to_string(bytes.size());
  if (range.kind == Kind::unsatisfiable) {
    auto response = http::problem_response({"evidence.no_such_bytes", {{"bytes", size}}, "header:range", {}}, request);
    response.set("Content-Range", "bytes */" + size);
    return response;
  }
  const bool is_part = range.kind == Kind::part;
  const auto sent = is_part ? bytes.substr(range.first, range.length) : bytes;
  auto response = http::document_response(evidence.media_type, std::string(sent), is_part ? 206 : 200);
  if (is_part) {
    response.set("Content-Range", "bytes " + std::to_string(range.first) + "-" +
                                      std::to_string(range.first + range.length - 1) + "/" + size);
  }
  response.set("Accept-Ranges", "bytes");
  response.set("ETag", etag);
  return response;
}

// Whatever it holds, a browser neither guesses nor runs it: sandboxed, and shown only when it is a picture or PDF.
Result<http::Response> get_content(const http::Request& request, const EvidenceDoors& doors) {
  if (auto checked = http::check_parameters(request, {"inline"}); !checked) return pass_on(checked);
  const auto is_inline = http::flag_parameter(request, "inline");
  if (!is_inline) return pass_on(is_inline);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto evidence = addressed(request, doors, *known);
  if (!evidence) return pass_on(evidence);
  const auto file = doors.desk.files().open_kept(evidence->sha256);
  if (!file) return pass_on(file);
  auto response = bytes_of(request, *evidence, file->bytes());
  if (response.header("ETag").empty()) return response;  // a problem
  const bool is_shown = *is_inline && can_be_shown(evidence->media_type);
  response.set("Content-Disposition",
               content_disposition(name_to_save(evidence->file_name, evidence->media_type), is_shown));
  response.set("Content-Security-Policy", "sandbox; default-src 'none'");
  response.set("X-Content-Type-Options", "nosniff");
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<http::Response> post_use(const http::Request& request, const EvidenceDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (auto may = signed_in(doors, request, "evidence.add"); !may) return pass_on(may);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  Use use;
  use.measure = members->text("measure");
  const std::string unit_name = members->text_or_empty("unit");
  const auto day = inspection::date_member(*members, "as_of");
  members->text("as_of");  // required
  const bool is_withdrawn = members->flag("withdraw");
  members->text_or_empty("reason");
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto known = doors.known();
  if (!known) return pass_on(known);
  const auto evidence = addressed(request, doors, *known);
  if (!evidence) return pass_on(evidence);
  use.unit = evidence->unit;
  use.as_of = day->text();
  if (!unit_name.empty()) {
    const auto unit = unit_named(*known, unit_name, *day, "unit");
    if (!unit) return pass_on(unit);
    use.unit = (*unit)->id.text();
  }
  const auto event = use_evidence(doors.writer, doors.guard, *asked, *known, *evidence, use, is_withdrawn);
  if (!event) return pass_on(event);
  return inspection::written_response(*asked,
                                      {{"event", *event}, {"evidence", evidence->id}, {"is_withdrawn", is_withdrawn}});
}

}  // namespace

http::Response private_response(const json::object& answer) {
  http::Response response = http::document_response("application/json", compact(answer) + "\n");
  response.set("Cache-Control", "private, no-store");
  return response;
}

Done signed_in(const EvidenceDoors& doors, const http::Request& request, const std::string& act) {
  if (request.actor.kind != access::ActorKind::nobody) return {};
  return doors.guard(request.actor, {act, {}, {}, {}});
}

void add_evidence_routes(http::Router& router, const EvidenceDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const EvidenceDoors&);
  const auto by = [&doors](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  add_upload_routes(router, doors);
  router.get("/api/v1/evidence", by(get_list));
  router.get("/api/v1/evidence/{id}", by(get_one));
  router.get("/api/v1/evidence/{id}/content", by(get_content));
  router.post("/api/v1/evidence/{id}/uses", by(post_use));
}

}  // namespace luytre::evidence
