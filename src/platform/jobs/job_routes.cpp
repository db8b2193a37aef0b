#include "platform/jobs/job_routes.h"

#include "platform/audit/event.h"
#include "platform/http/parameters.h"

namespace luytre::jobs {
namespace {

json::object public_json(const Job& job) {
  json::object answer{{"id", job.id.text()},          {"kind", job.kind},
                      {"state", text_of(job.state)},  {"cancel_requested", job.is_cancel_requested},
                      {"done_units", job.done_units}, {"total_units", nullptr},
                      {"message_code", nullptr},      {"created_at", job.created_at},
                      {"updated_at", job.updated_at}};
  if (job.total_units) answer["total_units"] = *job.total_units;
  if (!job.message_code.empty()) answer["message_code"] = job.message_code;
  for (const auto language : {Language::vi, Language::en}) {
    answer["state_" + std::string(code_of(language))] = say("jobs.state." + std::string(text_of(job.state)), language);
  }
  return answer;
}

// Runs `ask` and answers with what it filled in and the event number the database had reached.
Result<http::Response> answer_with(const http::Request& request, const WithDatabase& with_database,
                                   const std::function<Result<json::object>(storage::Database&)>& ask) {
  json::object answer;
  audit::EventNumber reached = 0;
  const Done done = with_database([&](storage::Database& database) -> Done {
    const auto head = audit::head(database);
    if (!head) return pass_on(head);
    reached = head->number;
    auto asked = ask(database);
    if (!asked) return pass_on(asked);
    answer = std::move(*asked);
    return {};
  });
  if (!done) return pass_on(done);
  return http::json_response(request, std::move(answer), reached);
}

Result<http::Response> answer_list(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {"limit", "cursor"}); !known) return pass_on(known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 1);
  if (!cursor) return pass_on(cursor);
  std::optional<JobId> before;
  if (*cursor) before = JobId((*cursor)->front());
  return answer_with(request, with_database, [&](storage::Database& database) -> Result<json::object> {
    const auto jobs = list_jobs(database, static_cast<std::int64_t>(*limit), before);
    if (!jobs) return pass_on(jobs);
    json::array items;
    for (const auto& job : *jobs) items.push_back(public_json(job));
    // A full page may have more behind it; a short one has not.
    json::value next = nullptr;
    if (jobs->size() == *limit) next = http::encode_cursor({jobs->back().id.text()});
    return json::object{{"jobs", std::move(items)}, {"next_cursor", std::move(next)}};
  });
}

Result<http::Response> answer_job(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  return answer_with(request, with_database, [&](storage::Database& database) -> Result<json::object> {
    const auto job = find_job(database, JobId(request.captured_text("id")));
    if (!job) return pass_on(job);
    return public_json(*job);
  });
}

}  // namespace

void add_job_routes(http::Router& router, WithDatabase with_database, access::Guard guard) {
  using Answer = Result<http::Response> (*)(const http::Request&, const WithDatabase&);
  const auto guarded = [&](Answer answer) {
    return [with_database, guard, answer](const http::Request& request) -> Result<http::Response> {
      if (auto may = guard(request.actor, {"jobs.view", "", {}, {}}); !may) return pass_on(may);
      auto response = answer(request, with_database);
      if (response) response->set("Cache-Control", "private, no-store");
      return response;
    };
  };
  router.get("/api/v1/jobs", guarded(answer_list));
  router.get("/api/v1/jobs/{id}", guarded(answer_job));
}

}  // namespace luytre::jobs
