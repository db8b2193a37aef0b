#include "programme/observations/observation_routes.h"

#include <string>

#include "platform/http/parameters.h"
#include "programme/observations/find_observations.h"

namespace luytre::observations {

namespace {

constexpr std::size_t cursor_parts = 5;  // measure, opinion, dimension, unit, date

std::vector<std::string> cursor_of(const ObservationKey& key) {
  return {key.measure, std::string(text(key.opinion)), key.dimension, key.unit, key.as_of.text()};
}

Result<std::optional<ObservationKey>> read_cursor(const http::Request& request) {
  const auto parts = http::cursor_parameter(request, cursor_parts);
  if (!parts) return pass_on(parts);
  if (!*parts) return std::optional<ObservationKey>();
  const auto& words = **parts;
  const auto opinion = parse_opinion(words[1]);
  const auto as_of = Date::parse(words[4]);
  if (!opinion || !as_of) return refuse("http.cursor_malformed", {}, "query:cursor");
  return ObservationKey{words[3], words[0], words[2], *opinion, *as_of};
}

Result<std::vector<std::string>> read_units(const http::Request& request, const units::Register& units) {
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  std::vector<std::string> identities;
  if (!*unit) return identities;
  if ((*unit)->find('@') != std::string::npos) return std::vector<std::string>{**unit};
  for (const auto* bearer : units.with_code(**unit)) identities.push_back(bearer->id.text());
  if (identities.empty()) return refuse("observations.unit_unknown", {{"code", **unit}}, "query:unit");
  return identities;
}

// Drafts of the units asked about, as they lie today or lay on their last day; of all of them for whoever may see all.
Done may_see_drafts(const http::Request& request, const access::Guard& guard, const units::Register& register_,
                    const std::vector<std::string>& units) {
  if (units.empty()) return guard(request.actor, {"observations.view_drafts", "", {}, {}});
  for (const auto& unit : units) {
    const auto id = units::UnitId::parse(unit);
    if (!id) return pass_on(id);
    const auto* known = register_.unit(*id);
    std::optional<Date> day;
    if (known != nullptr && !known->life().to.is_open_end()) day = known->life().to.plus_days(-1);
    if (auto may = guard(request.actor, {"observations.view_drafts", unit, day, {}}); !may) return may;
  }
  return {};
}

Result<http::Response> answer(const http::Request& request, const Source& source, const access::Guard& guard) {
  const auto known =
      http::check_parameters(request, {"unit", "measure", "opinion", "as_known", "drafts", "limit", "cursor"});
  if (!known) return pass_on(known);
  const auto drafts = http::flag_parameter(request, "drafts");
  if (!drafts) return pass_on(drafts);
  const auto as_known = http::as_known_parameter(request);
  if (!as_known) return pass_on(as_known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto measure = http::text_parameter(request, "measure");
  if (!measure) return pass_on(measure);
  const auto opinion = http::choice_parameter(request, "opinion", {"self", "sector", "council", "survey"});
  if (!opinion) return pass_on(opinion);
  const auto after = read_cursor(request);
  if (!after) return pass_on(after);
  const auto sources = source(*as_known);
  if (!sources) return pass_on(sources);
  auto identities = read_units(request, *sources->units);
  if (!identities) return pass_on(identities);
  if (*drafts) {
    if (auto may = may_see_drafts(request, guard, *sources->units, *identities); !may) return pass_on(may);
  }
  const Panel& panel = *drafts ? *sources->drafts : *sources->panel;

  ObservationFilter filter;
  filter.units = *std::move(identities);
  filter.measure = measure->value_or("");
  if (*opinion) filter.opinion = parse_opinion(**opinion);
  const auto page = find_observations(panel, filter, *after, *limit + 1);
  json::array rows;
  for (std::size_t at = 0; at < page.size() && at < *limit; ++at) rows.push_back(observation_value(page[at]));
  json::object body{{"observations", std::move(rows)}, {"next_cursor", nullptr}};
  if (page.size() > *limit) body["next_cursor"] = http::encode_cursor(cursor_of(page[*limit - 1].key));
  return http::json_response(request, std::move(body), panel.known_at());
}

}  // namespace

void add_observation_routes(http::Router& router, const Source& source, const access::Guard& guard) {
  router.get("/api/v1/observations",
             [source, guard](const http::Request& request) { return answer(request, source, guard); });
}

}  // namespace luytre::observations
