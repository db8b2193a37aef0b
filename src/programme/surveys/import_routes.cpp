// A file of Kobo or ODK: what tells of device, person, place or time is dropped where it is read, a broken row is
// refused alone, the rest goes the way of every slip.
#include <algorithm>

#include "platform/inspection/read_wish.h"
#include "programme/surveys/enter.h"
#include "programme/surveys/import_slips.h"
#include "programme/surveys/read_slip.h"
#include "programme/surveys/survey_routes.h"

namespace luytre::surveys {
namespace {

std::optional<Channel> imported_channel(std::string_view name) {
  const auto channel = channel_named(name);
  // A paper slip counts once two people typed it; a file is one.
  return channel == Channel::paper ? std::nullopt : channel;
}

std::vector<SlipWish> wishes_of(const std::vector<ImportedSlip>& slips, std::size_t from) {
  std::vector<SlipWish> wishes;
  for (std::size_t at = from; at < slips.size() && wishes.size() < slips_of_batch_max; ++at) {
    SlipWish wish;
    wish.serial = slips[at].serial;
    wish.answers = slips[at].answers;
    wish.words = slips[at].words;
    wish.row = slips[at].row;
    wishes.push_back(std::move(wish));
  }
  return wishes;
}

struct FileWish {
  ImportFormat format = ImportFormat::csv;
  Channel channel = Channel::phone;
  http::FormPart file;
};

Result<FileWish> read_file(const http::Request& request) {
  auto upload = http::upload_body(request);
  if (!upload) return pass_on(upload);
  FileWish wish;
  wish.format = inspection::choice<ImportFormat>(upload->fields, "format", import_format_named, "csv, odata");
  wish.channel = inspection::choice<Channel>(upload->fields, "channel", imported_channel, "meeting, phone, kiosk");
  upload->fields.text_or_empty("reason");
  if (auto read = upload->fields.finish(); !read) return pass_on(read);
  wish.file = std::move(upload->files.front());
  return wish;
}

Result<http::Response> post_import(const http::Request& request, const SurveyDoors& doors) {
  const auto asked = inspection::asked_of(request);
  if (!asked) return pass_on(asked);
  const auto wish = read_file(request);
  if (!wish) return pass_on(wish);
  const auto known = doors.known(std::nullopt);
  if (!known) return pass_on(known);
  const auto course = find_course(*known, request.captured_text("id"));
  if (!course) return pass_on(course);
  const Round& round = (*course)->round;
  const auto may = doors.guard(request.actor, ask_about(*known, "surveys.enter", round, doors.desk.today()));
  if (!may) return pass_on(may);
  const auto form = form_of(round, known->law());
  if (!form) return pass_on(form);
  const auto read = import_slips(**form, wish->format, wish->file.bytes, wish->file.file_name);
  if (!read) return pass_on(read);
  std::vector<SlipResult> results;
  EventNumber event = 0;
  for (std::size_t at = 0; at < read->slips.size(); at += slips_of_batch_max) {
    commands::Asked part = *asked;
    if (!part.idempotency_key.empty()) part.idempotency_key += "#" + std::to_string(at);
    const auto entered = enter_slips(doors.desk, part, *known, round.id, request.captured_text("village"),
                                     wish->channel, wishes_of(read->slips, at));
    if (!entered) return pass_on(entered);
    event = std::max(event, entered->event);
    results.insert(results.end(), entered->results.begin(), entered->results.end());
  }
  for (const BrokenRow& each : read->broken) results.push_back({each.row, SlipState::refused, each.problem});
  return inspection::written_response(*asked, {{"event", event},
                                               {"results", results_value(request, "row", std::move(results))},
                                               {"dropped", json::array(read->dropped.begin(), read->dropped.end())},
                                               {"has_next_page", read->has_next_page}});
}

}  // namespace

void add_import_routes(http::Router& router, const SurveyDoors& doors) {
  router.post("/api/v1/surveys/{id}/villages/{village}/import",
              [doors](const http::Request& request) { return post_import(request, doors); });
}

}  // namespace luytre::surveys
