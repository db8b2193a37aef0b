#include "platform/inspection/publish_head.h"

#include "base/hash.h"
#include "platform/storage/instant.h"

namespace luytre::inspection {

json::object json_of(const audit::PublishedHead& head) {
  const std::string hash = hex(head.hash);
  return {{"day", head.day.text()},
          {"number", head.number},
          {"hash", hash},
          {"line", std::to_string(head.number) + ":" + hash},
          {"event", head.event}};
}

Result<Publication> publish_head(commands::Writer& writer, commands::Order order) {
  order.act = publish_head_act;
  order.request = publish_head_act;
  std::optional<audit::PublishedHead> before;
  const auto outcome =
      writer.run(std::move(order),
                 [&before](storage::Database& database, audit::EventNumber number,
                           const std::string& recorded_at) -> Result<audit::EventDraft> {
                   const auto head = audit::publish_head_before(database, number, recorded_at);
                   if (!head && head.error().code == "audit.head_published") {
                     auto known = audit::published_head_of(database, storage::vietnam_day(recorded_at));
                     if (!known) return pass_on(known);
                     before = std::move(*known);
                   }
                   if (!head) return pass_on(head);
                   audit::EventDraft draft;
                   draft.kind = "audit.head_published";
                   draft.payload = json_of(*head);
                   draft.answer = draft.payload;
                   draft.subjects = {{"head", head->day.text()}, {"event", std::to_string(head->number)}};
                   return draft;
                 });
  // The permit was asked before the body ran: whoever may not publish does not come here.
  if (!outcome && before) return Publication{json_of(*before), false, false};
  if (!outcome) return pass_on(outcome);
  return Publication{outcome->answer.as_object(), !outcome->replayed && !outcome->is_dry_run, outcome->is_dry_run};
}

}  // namespace luytre::inspection
