// luytre audit: the event log as it is, the history of a record, the published heads, and whether it is all whole.

#include <fmt/format.h>

#include <memory>

#include "app/command_line/command_line.h"
#include "base/files.h"
#include "base/hash.h"
#include "platform/audit/find_events.h"
#include "platform/audit/published_head.h"
#include "platform/audit/verify_chain.h"
#include "platform/inspection/event_view.h"
#include "platform/inspection/publish_head.h"

namespace luytre::app {
namespace {

struct VerifyOptions {
  std::string expect;  // NUMBER:HASH noted down earlier
  std::string heads;   // a file of them
};

struct EventsOptions {
  std::string actor, act, kind, province, subject, from, until;
  std::int64_t after = 0;
  std::int64_t limit = 100;
  bool is_newest_first = false;
  bool as_csv = false;
};

struct HistoryOptions {
  std::string kind, id;
  std::int64_t limit = 100;
};

// Whoever works at the machine holds the database: personal payloads are shown, sealed ones are not.
const inspection::View operator_view{audit::Sight{true}, {}};

Result<std::vector<audit::Anchor>> anchors_of(const VerifyOptions& options) {
  std::vector<audit::Anchor> anchors;
  if (!options.heads.empty()) {
    const auto text = read_file(options.heads);
    if (!text) return pass_on(text);
    auto read = audit::parse_anchors(*text, options.heads);
    if (!read) return pass_on(read);
    anchors = std::move(*read);
  }
  if (options.expect.empty()) return anchors;
  auto anchor = audit::Anchor::parse(options.expect);
  if (!anchor) {
    anchor.error().where = "--expect";
    return pass_on(anchor);
  }
  anchors.push_back(std::move(*anchor));
  return anchors;
}

Done verify(Context& context, const VerifyOptions& options) {
  auto anchors = anchors_of(options);
  if (!anchors) return pass_on(anchors);
  const auto database = context.database();
  if (!database) return pass_on(database);
  audit::Verification whole;
  whole.anchors = std::move(*anchors);
  const auto report = audit::verify_chain(**database, whole);
  if (!report) return pass_on(report);
  if (context.as_json) context.print(inspection::json_of(*report));
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

json::object json_of(const audit::Event& event, bool has_payload) {
  json::object answer = inspection::json_of(event, operator_view, has_payload);
  answer["erased"] = event.is_payload_erased;
  return answer;
}

Result<audit::EventFilter> filter_of(const Context& context, const EventsOptions& options) {
  audit::EventFilter filter;
  filter.actor = options.actor;
  filter.act = options.act;
  filter.kind_prefix = options.kind;
  filter.province = options.province;
  if (!options.subject.empty()) {
    auto subject = audit::parse_subject(options.subject);
    if (!subject) return pass_on(subject);
    filter.subject = std::move(*subject);
  }
  if (!options.from.empty()) {
    const auto day = date_option(context, options.from, "--from");
    if (!day) return pass_on(day);
    filter.from = *day;
  }
  if (!options.until.empty()) {
    const auto day = date_option(context, options.until, "--until");
    if (!day) return pass_on(day);
    filter.until = *day;
  }
  return filter;
}

Done list(Context& context, const EventsOptions& options) {
  const auto filter = filter_of(context, options);
  if (!filter) return pass_on(filter);
  const auto database = context.database();
  if (!database) return pass_on(database);
  const audit::Page page{options.is_newest_first, options.after, options.limit, context.as_json};
  const auto events = audit::find_events(**database, *filter, page);
  if (!events) return pass_on(events);
  if (context.as_json) {
    json::array answer;
    for (const auto& event : *events) answer.push_back(json_of(event, true));
    context.print(answer);
    return {};
  }
  if (options.as_csv) {
    // A line of CSV ends by itself; print() ends it once more.
    const auto line = [&](const std::string& text) {
      context.print(text.substr(0, text.find_last_not_of("\r\n") + 1));
    };
    line(inspection::csv_header(context.language));
    for (const auto& event : *events) line(inspection::csv_line(event, operator_view, context.language));
    return {};
  }
  if (events->empty()) context.note(context.text("audit.no_more_events", {{"after", std::to_string(options.after)}}));
  for (const auto& event : *events) {
    context.print(fmt::format("{:>8}  {}  {:<28} {:<24} {:<2}  {}", event.number, event.recorded_at, event.kind,
                              event.actor, event.province, event.hash.substr(0, 12)));
  }
  return {};
}

Done history(Context& context, const HistoryOptions& options) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const audit::Page page{true, 0, options.limit, context.as_json};
  const auto events = audit::history_of(**database, {options.kind, options.id}, page);
  if (!events) return pass_on(events);
  if (context.as_json) {
    json::array answer;
    for (const auto& event : *events) answer.push_back(json_of(event, true));
    context.print(answer);
    return {};
  }
  if (events->empty()) context.note(context.text("audit.no_history", {{"kind", options.kind}, {"id", options.id}}));
  for (const auto& event : *events) {
    const audit::Told told = audit::tell(event, operator_view.sight, operator_view.name_of_actor, context.language);
    context.print(fmt::format("{:>8}  {}  {}  {}{}", event.number, told.when, told.who, told.what,
                              told.where.empty() ? "" : "  (" + told.where + ")"));
    if (!told.why.empty()) context.print("          " + told.why);
  }
  return {};
}

std::string text_of(const json::object& head, std::string_view member) {
  return std::string(head.at(member).as_string());
}

Done publish(Context& context) {
  const auto writer = context.writer();
  if (!writer) return pass_on(writer);
  commands::Order order;
  order.actor = context.actor();
  const auto published = inspection::publish_head(**writer, std::move(order));
  if (!published) return pass_on(published);
  json::object answer = published->head;
  answer["is_new"] = published->is_new;
  if (context.as_json) {
    context.print(answer);
    return {};
  }
  const auto day = Date::parse(text_of(answer, "day"));
  context.print(context.text("audit.head_is_published", {{"day", day ? day->vietnamese_text() : ""},
                                                         {"number", std::to_string(answer.at("number").as_int64())},
                                                         {"hash", text_of(answer, "hash")}}));
  return {};
}

Done show_head(Context& context) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto head = audit::head(**database);
  if (!head) return pass_on(head);
  if (context.as_json) {
    context.print(json::object{{"number", head->number}, {"hash", hex(head->hash)}});
    return {};
  }
  context.print(context.text("audit.head_line", {{"number", std::to_string(head->number)}, {"hash", hex(head->hash)}}));
  return {};
}

Done list_heads(Context& context, std::int64_t limit) {
  const auto database = context.database();
  if (!database) return pass_on(database);
  const auto heads = audit::published_heads(**database, limit);
  if (!heads) return pass_on(heads);
  if (context.as_json) {
    json::array answer;
    for (const auto& head : *heads) answer.push_back(inspection::json_of(head));
    context.print(answer);
    return {};
  }
  if (heads->empty()) context.note(context.text("audit.no_heads"));
  for (const auto& head : *heads) {
    context.print(fmt::format("{}  {}:{}", head.day.text(), head.number, hex(head.hash)));
  }
  return {};
}

void add_events_command(CLI::App& audit, Context& context, Chosen& chosen) {
  auto options = std::make_shared<EventsOptions>();
  auto* command = audit.add_subcommand("events", context.text("audit.help.events"));
  command->add_option("--after", options->after, context.text("audit.help.after"));
  command->add_option("--limit", options->limit, context.text("audit.help.limit"));
  command->add_flag("--newest", options->is_newest_first, context.text("audit.help.newest"));
  command->add_option("--actor", options->actor, context.text("audit.help.actor"));
  command->add_option("--act", options->act, context.text("audit.help.act"));
  command->add_option("--kind", options->kind, context.text("audit.help.kind"));
  command->add_option("--province", options->province, context.text("audit.help.province"));
  command->add_option("--subject", options->subject, context.text("audit.help.subject"));
  command->add_option("--from", options->from, context.text("audit.help.from"));
  command->add_option("--until", options->until, context.text("audit.help.until"));
  command->add_flag("--csv", options->as_csv, context.text("audit.help.csv"));
  command->callback([&context, &chosen, options] { chosen = [&context, options] { return list(context, *options); }; });
}

void add_history_command(CLI::App& audit, Context& context, Chosen& chosen) {
  auto options = std::make_shared<HistoryOptions>();
  auto* command = audit.add_subcommand("history", context.text("audit.help.history"));
  command->add_option("kind", options->kind, context.text("audit.help.history_kind"))->required();
  command->add_option("id", options->id, context.text("audit.help.history_id"))->required();
  command->add_option("--limit", options->limit, context.text("audit.help.limit"));
  command->callback(
      [&context, &chosen, options] { chosen = [&context, options] { return history(context, *options); }; });
}

void add_head_commands(CLI::App& audit, Context& context, Chosen& chosen) {
  auto is_publish = std::make_shared<bool>(false);
  auto* head = audit.add_subcommand("head", context.text("audit.help.head"));
  head->add_flag("--publish", *is_publish, context.text("audit.help.publish"));
  head->callback([&context, &chosen, is_publish] {
    chosen = [&context, is_publish] { return *is_publish ? publish(context) : show_head(context); };
  });
  auto limit = std::make_shared<std::int64_t>(100);
  auto* heads = audit.add_subcommand("heads", context.text("audit.help.heads"));
  heads->add_option("--limit", *limit, context.text("audit.help.limit"))->check(CLI::PositiveNumber);
  heads->callback([&context, &chosen, limit] { chosen = [&context, limit] { return list_heads(context, *limit); }; });
}

}  // namespace

void add_audit_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* audit = program.add_subcommand("audit", context.text("audit.help.audit"));
  audit->require_subcommand(1);
  auto verify_options = std::make_shared<VerifyOptions>();
  auto* verify_command = audit->add_subcommand("verify", context.text("audit.help.verify"));
  verify_command->add_option("--expect", verify_options->expect, context.text("audit.help.expect"));
  verify_command->add_option("--heads", verify_options->heads, context.text("audit.help.heads_file"));
  verify_command->callback([&context, &chosen, verify_options] {
    chosen = [&context, verify_options] { return verify(context, *verify_options); };
  });
  add_events_command(*audit, context, chosen);
  add_history_command(*audit, context, chosen);
  add_head_commands(*audit, context, chosen);
}

}  // namespace luytre::app
