// The form as a workbook, out and in.
#include "platform/http/parameters.h"
#include "platform/inspection/write_request.h"
#include "programme/reporting/grid.h"
#include "programme/reporting/workbook_form.h"

namespace luytre::reporting {
namespace {

constexpr std::string_view workbook_media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Which units and fields the viewer gets: one unit when it is named, else all they may see.
Result<WorkbookWish> wish_of(const http::Request& request, const ReportingDoors& doors, const Known& known,
                             const Form& form, const Period& period) {
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector"});
  if (!opinion) return pass_on(opinion);
  WorkbookWish wish{period, *observations::parse_opinion(opinion->value_or("self")), {}, {}, request.language()};
  if (*unit) {
    const auto place = find_place(known, period.id, **unit);
    if (!place) return pass_on(place);
    const access::Ask ask{"observations.view_drafts", place->identity(), period.as_of, {}};
    if (auto seen = doors.guard(request.actor, ask); !seen) return pass_on(seen);
    wish.units = {place->unit};
  } else {
    wish.units = units_seen(known, period, request.actor, doors);
    if (wish.units.empty()) {
      const access::Ask ask{"observations.view_drafts", period.province, period.as_of, {}};
      if (auto seen = doors.guard(request.actor, ask); !seen) return pass_on(seen);
    }
  }
  if (wish.opinion == observations::Opinion::self) {
    for (std::size_t at = 0; at < form.fields.size(); ++at) wish.fields.push_back(at);
  } else if (!wish.units.empty()) {
    wish.fields = fields_for(known, form, period, *wish.units.front(), wish.opinion, request.actor, doors);
  }
  return wish;
}

Result<http::Response> get_template(const http::Request& request, const ReportingDoors& doors) {
  if (auto known = http::check_parameters(request, {"unit", "opinion"}); !known) return pass_on(known);
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto seen = doors.guard(request.actor, {"observations.view_drafts", "", {}, {}}); !seen) return pass_on(seen);
  }
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto period = find_period(*known, request.captured_text("id"));
  if (!period) return pass_on(period);
  const auto form = form_of(*known->law, period->set);
  if (!form) return pass_on(form);
  const auto wish = wish_of(request, doors, *known, *form, *period);
  if (!wish) return pass_on(wish);
  auto bytes = workbook_of(*known, *form, *wish);
  if (!bytes) return pass_on(bytes);
  auto response = http::document_response(workbook_media_type, *std::move(bytes));
  const std::string unit = wish->units.size() == 1 ? wish->units.front()->id.code : period->province;
  response.set("Content-Disposition", "attachment; filename=\"bieu-" + unit + "-" + period->as_of.text() + ".xlsx\"");
  response.set("Cache-Control", "private, no-store");
  return response;
}

Result<http::Response> post_workbook(const http::Request& request, const ReportingDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  if (request.actor.kind == access::ActorKind::nobody) {
    if (auto may = doors.guard(request.actor, {"observations.record_self", "", {}, {}}); !may) return pass_on(may);
  }
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  upload->fields.text_or_empty("reason");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto period = find_period(*known, request.captured_text("id"));
  if (!period) return pass_on(period);
  const auto form = form_of(*known->law, period->set);
  if (!form) return pass_on(form);
  const http::FormPart& file = upload->files.front();
  const auto sent = read_form_workbook(file.bytes, file.file_name, *known, *form, *period);
  if (!sent) return pass_on(sent);
  auto answer = observations::take_values(doors.values, *asked, *sent, request.language());
  if (!answer) return pass_on(answer);
  return inspection::written_response(*asked, *std::move(answer));
}

}  // namespace

void add_workbook_routes(http::Router& router, const ReportingDoors& doors) {
  router.get("/api/v1/reporting/periods/{id}/template",
             [doors](const http::Request& request) { return get_template(request, doors); });
  router.post(
      "/api/v1/reporting/periods/{id}/workbook",
      [doors](const http::Request& request) { return post_workbook(request, doors); },
      observations::uploaded_bytes_max);
}

}  // namespace luytre::reporting
