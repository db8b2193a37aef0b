#include "programme/law_desk/law_desk_routes.h"

#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "platform/sheets/workbook.h"
#include "programme/law_desk/decide.h"
#include "programme/law_desk/form.h"
#include "programme/law_desk/open_points.h"
#include "programme/law_desk/preview.h"

namespace luytre::law_desk {
namespace {

constexpr std::string_view workbook_media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

ProposedRow read_row(json::object object, std::size_t index, http::Members& body) {
  http::Members row(std::move(object));
  ProposedRow read;
  read.indicator = row.text("indicator");
  read.column = row.text_or_empty("class");
  if (read.column.empty()) read.column = "all";
  read.from = inspection::date_member(row, "from");
  if (const auto year = row.integer("year")) read.year = static_cast<int>(*year);
  read.dimension = row.text_or_empty("dimension");
  read.layer = row.text_or_empty("layer");
  read.value = row.text_or_empty("value");
  read.upper = row.text_or_empty("upper");
  read.confidence = row.text_or_empty("confidence");
  read.document = row.text_or_empty("document");
  read.locator = row.text_or_empty("locator");
  read.note = row.text_or_empty("note");
  const std::string place = "rows[" + std::to_string(index) + "]";
  if (auto done = row.finish(); !done) {
    Problem problem = std::move(done).error();
    problem.where = place;
    body.refuse("rows", std::move(problem));
  }
  return read;
}

void read_rows(http::Members& body, Wish& wish) {
  const json::value* rows = body.value("rows");
  if (rows == nullptr || !rows->is_array()) return;  // no rows: the desk says so
  std::size_t index = 0;
  for (const json::value& row : rows->as_array()) {
    if (index > rows_of_proposal_max) return;
    if (row.is_object()) {
      wish.rows.push_back(read_row(row.as_object(), index, body));
    } else {
      body.refuse("rows", {"http.json_expected", {}, "rows[" + std::to_string(index) + "]", {}});
    }
    ++index;
  }
}

void read_document(http::Members& body, Wish& wish) {
  const json::value* value = body.value("document");
  if (value == nullptr || !value->is_object()) return;
  http::Members members(value->as_object());
  ProposedDocument document;
  document.key = members.text("document");
  document.subject_vi = members.text("subject");
  document.subject_en = members.text_or_empty("subject_en");
  document.issuer_vi = members.text("issuer");
  document.issuer_en = members.text_or_empty("issuer_en");
  document.date = inspection::date_member(members, "date");
  if (auto confidence = members.text_or_empty("confidence"); !confidence.empty()) document.confidence = confidence;
  if (auto done = members.finish(); !done) {
    Problem problem = std::move(done).error();
    problem.where = "document";
    body.refuse("document", std::move(problem));
  }
  wish.document = std::move(document);
}

Result<http::Response> get_open_points(const http::Request& request, const LawDeskDoors& doors) {
  if (auto known = http::check_parameters(request, {"set", "province", "as_known"}); !known) return pass_on(known);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto set = http::required_text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto province = http::text_parameter(request, "province");
  if (!province) return pass_on(province);
  const auto materials = doors.materials(*as_known);
  if (!materials) return pass_on(materials);
  const auto points = open_points(*materials->library, *set, province->value_or(""));
  if (!points) return pass_on(points);
  return http::json_response(request, to_json(*points), materials->known_at);
}

// The proposal that the address names.
Result<Proposal> addressed(const http::Request& request, const LawDeskDoors& doors) {
  Result<Proposal> proposal = refuse("law_desk.no_proposal");
  const std::string id = request.segments.at(4);
  auto read = doors.with_database([&](storage::Database& database) -> Done {
    proposal = find_proposal(database, id);
    return {};
  });
  if (!read) return pass_on(read);
  return proposal;
}

Result<Proposal> proposal_for(const http::Request& request, const LawDeskDoors& doors) {
  auto proposal = addressed(request, doors);
  if (!proposal) return proposal;
  if (auto seen = may_see(doors.guard, request.actor, *proposal); !seen) return pass_on(seen);
  return proposal;
}

Result<http::Response> get_proposals(const http::Request& request, const LawDeskDoors& doors) {
  if (auto known = http::check_parameters(request, {"set"}); !known) return pass_on(known);
  const auto set = http::text_parameter(request, "set");
  if (!set) return pass_on(set);
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto seen = doors.guard(request.actor, {"criteria.propose", {}, {}, {}}); !seen) return pass_on(seen);
  }
  std::vector<Proposal> proposals;
  auto read = doors.with_database([&](storage::Database& database) -> Done {
    auto found = find_proposals(database, set->value_or(""));
    if (!found) return pass_on(found);
    proposals = std::move(*found);
    return {};
  });
  if (!read) return pass_on(read);
  json::array list;
  for (const Proposal& proposal : proposals) {
    if (may_see(doors.guard, request.actor, proposal)) list.push_back(to_json(proposal));
  }
  const auto materials = doors.materials(std::nullopt);
  if (!materials) return pass_on(materials);
  return http::json_response(request, json::object{{"proposals", std::move(list)}}, materials->known_at);
}

Result<http::Response> put_wish(const LawDeskDoors& doors, const commands::Asked& asked, const Wish& wish) {
  const auto materials = doors.materials(std::nullopt);
  if (!materials) return pass_on(materials);
  if (!wish.province.empty()) {
    const auto* province = materials->units->find(wish.province, doors.today());
    if (province == nullptr || province->level != units::Level::province) {
      return refuse("law_desk.unknown_province", {{"province", wish.province}}, "province");
    }
  }
  const auto proposal = propose(doors.writer, asked, *materials->library, wish, doors.tell_deciders);
  if (!proposal) return pass_on(proposal);
  return inspection::written_response(
      asked, {{"event", proposal->event}, {"proposal", proposal->id()}, {"state", name_of(proposal->state)}});
}

Result<http::Response> post_proposal(const http::Request& request, const LawDeskDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const auto wish = read_wish(request);
  if (!wish) return pass_on(wish);
  return put_wish(doors, *asked, *wish);
}

Result<http::Response> get_form(const http::Request& request, const LawDeskDoors& doors) {
  if (auto known = http::check_parameters(request, {"set", "province"}); !known) return pass_on(known);
  const auto set = http::required_text_parameter(request, "set");
  if (!set) return pass_on(set);
  const auto province = http::text_parameter(request, "province");
  if (!province) return pass_on(province);
  const auto materials = doors.materials(std::nullopt);
  if (!materials) return pass_on(materials);
  auto form = form_of(*materials->library, *set, province->value_or(""));
  if (!form) return pass_on(form);
  auto response = http::document_response(workbook_media_type, std::move(*form));
  response.set("Content-Disposition", "attachment; filename=\"bieu-nguong.xlsx\"");
  return response;
}

Result<http::Response> post_form(const http::Request& request, const LawDeskDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  upload->fields.text_or_empty("reason");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const auto form = read_form(upload->files.front().bytes, upload->files.front().file_name);
  if (!form) return pass_on(form);
  auto answer = put_wish(doors, *asked, form->wish);
  if (!answer) return tl::unexpected<Problem>(placed_in_form(std::move(answer).error(), *form));
  return answer;
}

Result<http::Response> get_proposal(const http::Request& request, const LawDeskDoors& doors) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto proposal = proposal_for(request, doors);
  if (!proposal) return pass_on(proposal);
  const auto materials = doors.materials(std::nullopt);
  if (!materials) return pass_on(materials);
  return http::json_response(request, to_json(*proposal), materials->known_at);
}

Result<http::Response> get_preview(const http::Request& request, const LawDeskDoors& doors) {
  if (auto known = http::check_parameters(request, {"as_of"}); !known) return pass_on(known);
  const auto as_of = http::date_parameter(request, "as_of");
  if (!as_of) return pass_on(as_of);
  const auto proposal = proposal_for(request, doors);
  if (!proposal) return pass_on(proposal);
  std::optional<audit::EventNumber> known_at;
  if (proposal->state == ProposalState::approved) known_at = proposal->decided_event - 1;
  const auto materials = doors.materials(known_at);
  if (!materials) return pass_on(materials);
  const auto shown = preview(*materials, proposal->amendment, as_of->value_or(doors.today()));
  if (!shown) return pass_on(shown);
  return http::json_response(request, to_json(*shown), materials->known_at);
}

Result<http::Response> post_decision(const http::Request& request, const LawDeskDoors& doors) {
  auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  auto members = http::Members::of(request);
  if (!members) return pass_on(members);
  const std::string decision = members->text("decision");
  Settling settling;
  settling.reason = members->text_or_empty("reason");
  if (decision == "refuse") settling.state = ProposalState::refused;
  if (decision == "withdraw") settling.state = ProposalState::withdrawn;
  if (!decision.empty() && decision != "approve" && settling.state == ProposalState::approved) {
    members->refuse("decision", {"law_desk.unknown_decision", {{"decision", decision}}, "decision", {}});
  }
  if (auto read = members->finish(); !read) return pass_on(read);
  const auto proposal = addressed(request, doors);
  if (!proposal) return pass_on(proposal);
  const auto settled = decide(doors.writer, *asked, *proposal, settling);
  if (!settled) return pass_on(settled);
  return inspection::written_response(
      *asked, {{"event", settled->decided_event}, {"proposal", settled->id()}, {"state", name_of(settled->state)}});
}

}  // namespace

Result<Wish> read_wish(const http::Request& request) {
  auto body = http::Members::of(request);
  if (!body) return pass_on(body);
  Wish wish;
  wish.set = body->text("set");
  wish.province = body->text_or_empty("province");
  body->text_or_empty("reason");
  read_rows(*body, wish);
  read_document(*body, wish);
  if (auto read = body->finish(); !read) return pass_on(read);
  return wish;
}

Done may_see(const access::Guard& guard, const access::Viewer& viewer, const Proposal& proposal) {
  const auto indicators = indicators_of(proposal);
  const auto decides = guard(viewer, {"criteria.decide", proposal.amendment.province, {}, indicators});
  if (decides) return {};
  return guard(viewer, {"criteria.propose", proposal.amendment.province, {}, indicators});
}

void add_law_desk_routes(http::Router& router, const LawDeskDoors& doors) {
  using Answer = Result<http::Response> (*)(const http::Request&, const LawDeskDoors&);
  const auto by = [&doors](Answer answer) {
    return [doors, answer](const http::Request& request) { return answer(request, doors); };
  };
  router.get("/api/v1/law/open-points", by(get_open_points));
  router.get("/api/v1/law/form", by(get_form));
  router.post("/api/v1/law/form", by(post_form), sheets::file_bytes_max + (std::size_t{1} << 20U));
  router.get("/api/v1/law/proposals", by(get_proposals));
  router.post("/api/v1/law/proposals", by(post_proposal));
  router.get("/api/v1/law/proposals/{id}", by(get_proposal));
  router.get("/api/v1/law/proposals/{id}/preview", by(get_preview));
  router.post("/api/v1/law/proposals/{id}/decision", by(post_decision));
}

}  // namespace luytre::law_desk
