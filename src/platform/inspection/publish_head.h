// The command that publishes the end of the chain, once a day of Vietnam: as an event, a row and a line for paper.
#pragma once

#include "platform/audit/published_head.h"
#include "platform/commands/writer.h"

namespace luytre::inspection {

inline constexpr std::string_view publish_head_act = "audit.publish_head";

struct Publication {
  json::object head;        // as json_of gives it
  bool is_new = false;      // false: this day's was published before, and here it is again
  bool is_dry_run = false;  // what would be published; nothing was kept
};

json::object json_of(const audit::PublishedHead& head);  // day, number, hash (hex), line ("NUMBER:HASH"), event

// `order` says who and why; its act and what it asks are set here. Problems: the writer's, audit.nothing_to_publish.
Result<Publication> publish_head(commands::Writer& writer, commands::Order order);

}  // namespace luytre::inspection
