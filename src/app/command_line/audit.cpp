// luytre audit: the event log as it is, and whether it is whole.

#include <fmt/format.h>

#include <charconv>
#include <memory>

#include "app/command_line/command_line.h"
#include "platform/audit/event.h"
#include "platform/audit/verify_chain.h"

namespace luytre::app {
namespace {

struct VerifyOptions {
  std::string expect;  // NUMBER:HASH noted down earlier
};

struct EventsOptions {
  std::int64_t after = 0;
  std::int64_t limit = 100;
};

Result<std::optional<audit::Anchor>> anchor_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  audit::Anchor anchor;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, anchor.number);
  const bool has_hash = error == std::errc{} && rest != end && *rest == ':';
  if (has_hash) anchor.hash.assign(rest + 1, end);
  constexpr std::size_t hash_digits = 64;
  const bool is_hex = anchor.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!has_hash || anchor.number < 1 || anchor.hash.size() != hash_digits || !is_hex) {
    return refuse("audit.bad_anchor", {{"text", text}}, "--expect");
  }
  return anchor;
}

json::object json_of(const audit::ChainReport& report) {
  json::object answer{{"whole", !report.first_break.has_value()},
                      {"events", report.events},
                      {"erased", report.erased},
                      {"head", report.head_number},
                      {"hash", report.head_hash},
                      {"first_break", nullptr}};
  if (report.first_break) {
    answer["first_break"] =
        json::object{{"event", report.first_break->number}, {"kind", audit::text_of(report.first_break->kind)}};
  }
  return answer;
}

Done verify(Context& context, const VerifyOptions& options) {
  const auto anchor = anchor_of(options.expect);
  if (!anchor) return pass_on(anchor);
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto report = audit::verify_chain(**database, *anchor);
  if (!report) return pass_on(report);
  if (context.as_json) context.print(json_of(*report));
  if (report->first_break) {
    const std::string reason = "audit.break." + std::string(audit::text_of(report->first_break->kind));
    return refuse("audit.chain_broken",
                  {{"event", std::to_string(report->first_break->number)}, {"reason", context.text(reason)}});
  }
  if (context.as_json) return {};
  const Arguments arguments{{"events", std::to_string(report->events)},
                            {"erased", std::to_string(report->erased)},
                            {"head", std::to_string(report->head_number)},
                            {"hash", report->head_hash}};
  context.print(context.text("audit.whole", arguments));
  if (report->head_number > 0) context.print(context.text("audit.keep_hash", arguments));
  return {};
}

// Only open payloads are shown: the others are for those who may see them, which accounts will say.
json::object json_of(const audit::Event& event) {
  json::object answer{{"number", event.number},   {"recorded_at", event.recorded_at},
                      {"kind", event.kind},       {"actor", event.actor},
                      {"act", event.act},         {"province", event.province},
                      {"hash", event.hash},       {"payload_class", event.payload_class},
                      {"erased", !event.payload}, {"payload", nullptr}};
  if (event.payload && event.payload_class == audit::text_of(audit::PayloadClass::open)) {
    if (auto payload = parse_json(*event.payload)) answer["payload"] = std::move(*payload);
  }
  return answer;
}

Done list(Context& context, const EventsOptions& options) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto events = audit::list_events(**database, options.after, options.limit);
  if (!events) return pass_on(events);
  if (context.as_json) {
    json::array answer;
    for (const auto& event : *events) answer.push_back(json_of(event));
    context.print(answer);
    return {};
  }
  if (events->empty()) context.note(context.text("audit.no_more_events", {{"after", std::to_string(options.after)}}));
  for (const auto& event : *events) {
    context.print(fmt::format("{:>8}  {}  {:<28} {:<24} {:<2}  {}", event.number, event.recorded_at, event.kind,
                              event.actor, event.province, event.hash.substr(0, 12)));
  }
  return {};
}

}  // namespace

void add_audit_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* audit = program.add_subcommand("audit", context.text("audit.help.audit"));
  audit->require_subcommand(1);

  auto verify_options = std::make_shared<VerifyOptions>();
  auto* verify_command = audit->add_subcommand("verify", context.text("audit.help.verify"));
  verify_command->add_option("--expect", verify_options->expect, context.text("audit.help.expect"));
  verify_command->callback([&context, &chosen, verify_options] {
    chosen = [&context, verify_options] { return verify(context, *verify_options); };
  });

  auto events_options = std::make_shared<EventsOptions>();
  auto* events_command = audit->add_subcommand("events", context.text("audit.help.events"));
  events_command->add_option("--after", events_options->after, context.text("audit.help.after"));
  events_command->add_option("--limit", events_options->limit, context.text("audit.help.limit"));
  events_command->callback([&context, &chosen, events_options] {
    chosen = [&context, events_options] { return list(context, *events_options); };
  });
}

}  // namespace luytre::app
