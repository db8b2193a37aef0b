#include "platform/inspection/event_view.h"

#include "base/csv.h"

namespace luytre::inspection {
namespace {

json::value text_or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}

std::string_view circumstance_state(const audit::Event& event) {
  if (event.circumstance) return "shown";
  return event.has_circumstance ? "erased" : "none";
}

json::value circumstance_json(const audit::Event& event, audit::Sight sight) {
  if (!event.circumstance) return nullptr;
  const audit::Circumstance& known = *event.circumstance;
  json::object shown{{"reason", text_or_null(known.reason)},
                     {"grant", text_or_null(known.grant)},
                     {"on_behalf_of", text_or_null(known.on_behalf_of)},
                     {"is_personal_part_shown", sight.is_personal}};
  if (sight.is_personal) {
    shown["address"] = text_or_null(known.address);
    shown["agent"] = text_or_null(known.agent);
    shown["session"] = text_or_null(known.session);
  }
  return shown;
}

json::array subjects_json(const audit::Event& event) {
  json::array subjects;
  for (const auto& subject : event.subjects) subjects.push_back({{"kind", subject.kind}, {"id", subject.id}});
  return subjects;
}

constexpr std::string_view csv_columns[] = {"number", "when", "who",      "actor", "where",    "what",
                                            "kind",   "act",  "province", "why",   "subjects", "hash"};

}  // namespace

json::object json_of(const audit::Event& event, const View& view, bool has_payload) {
  const auto visibility = audit::payload_visibility(event, view.sight);
  const std::string name = view.name_of_actor ? view.name_of_actor(event.actor) : "";
  json::object answer{{"number", event.number},
                      {"recorded_at", event.recorded_at},
                      {"kind", event.kind},
                      {"kind_vi", audit::kind_in_words(event.kind, Language::vi)},
                      {"kind_en", audit::kind_in_words(event.kind, Language::en)},
                      {"actor", event.actor},
                      {"actor_name", text_or_null(name)},
                      {"act", event.act},
                      {"province", text_or_null(event.province)},
                      {"hash", event.hash},
                      {"payload_class", event.payload_class},
                      {"payload_state", audit::text_of(visibility)},
                      {"circumstance_state", circumstance_state(event)},
                      {"circumstance", circumstance_json(event, view.sight)},
                      {"subjects", subjects_json(event)},
                      {"subjects_count", event.subjects_count}};
  if (!has_payload) return answer;
  answer["payload"] = nullptr;
  if (event.payload && visibility == audit::Visibility::shown) {
    if (auto payload = parse_json(*event.payload)) answer["payload"] = std::move(*payload);
  }
  return answer;
}

std::string csv_header(Language language) {
  std::string line;
  for (const auto column : csv_columns) {
    line += (line.empty() ? "" : ",") + csv_cell(say("audit.column." + std::string(column), language));
  }
  return line + "\r\n";
}

std::string csv_line(const audit::Event& event, const View& view, Language language) {
  const audit::Told told = audit::tell(event, view.sight, view.name_of_actor, language);
  std::string subjects;
  for (const auto& subject : event.subjects)
    subjects += (subjects.empty() ? "" : "; ") + subject.kind + " " + subject.id;
  const auto left_out = event.subjects_count - static_cast<std::int64_t>(event.subjects.size());
  if (left_out > 0) subjects += "; +" + std::to_string(left_out);
  std::string line = std::to_string(event.number);
  for (const std::string& cell : {told.when, told.who, event.actor, told.where, told.what, event.kind, event.act,
                                  event.province, told.why, subjects, event.hash}) {
    line += "," + csv_cell(cell);
  }
  return line + "\r\n";
}

json::object json_of(const audit::ChainReport& report) {
  json::object answer{{"whole", !report.first_break.has_value()},
                      {"events", report.events},
                      {"erased", report.erased},
                      {"erased_circumstances", report.erased_circumstances},
                      {"published_heads", report.published_heads},
                      {"reached", report.reached},
                      {"reached_hash", report.reached_hash},
                      {"is_at_end", report.is_at_end},
                      {"head", report.head_number},
                      {"hash", report.head_hash},
                      {"first_break", nullptr}};
  if (report.first_break) {
    const std::string kind(audit::text_of(report.first_break->kind));
    answer["first_break"] = json::object{{"event", report.first_break->number},
                                         {"kind", kind},
                                         {"words_vi", say("audit.break." + kind, Language::vi)},
                                         {"words_en", say("audit.break." + kind, Language::en)}};
  }
  return answer;
}

}  // namespace luytre::inspection
