#include "platform/accounts/move_grant.h"
#include "programme/reorganisation/sources.h"

namespace luytre::reorganisation {

namespace {

std::string said(const accounts::GrantRecord& record, Language language) {
  if (record.delegation) return say("reorganisation.grant.passed_on", language);
  if (record.state == accounts::GrantState::proposed) return say("reorganisation.grant.proposed", language);
  return "";
}

Item item_of(const accounts::StandingGrant& standing) {
  const auto& record = standing.record;
  const auto title = [&](Language language) {
    return standing.name + ": " + say("access.role." + record.grant.role, language);
  };
  Item item{"grant",
            record.grant.id,
            record.grant.unit,
            title(Language::vi),
            title(Language::en),
            said(record, Language::vi),
            said(record, Language::en),
            "/quan-tri/tai-khoan/" + record.account.text()};
  item.only_close = record.delegation.has_value();
  return item;
}

Result<json::object> apply(const GrantDoors& doors, const Applying& applying, const Item& item) {
  if (applying.to == nullptr) {
    const auto ended = accounts::end_grant(applying.database, applying.number, applying.now, applying.actor, item.id);
    if (!ended) return pass_on(ended);
    return json::object{{"account", ended->account.text()}};
  }
  const auto authority = doors.authority(applying.database);
  if (!authority) return pass_on(authority);
  const accounts::GrantMove move{item.id, applying.to->id.text(), std::string(units::word(applying.to->level)),
                                 applying.day, applying.is_same_ground};
  const auto moved = accounts::move_grant(applying.database, applying.number, applying.now, applying.actor,
                                          {*authority, doors.today()}, move, doors.unix_milliseconds());
  if (!moved) return pass_on(moved);
  return json::object{{"account", moved->account.text()},
                      {"grant", moved->grant.id},
                      {"is_waiting", moved->state == accounts::GrantState::proposed}};
}

}  // namespace

Source grants_source(GrantDoors doors) {
  Source source;
  source.kind = "grant";
  source.open_items = [](const Asking& asking, const ReorganisationDay& day) -> Result<std::vector<Item>> {
    const auto standing = accounts::list_standing_grants(asking.database, asking.today);
    if (!standing) return pass_on(standing);
    std::vector<Item> items;
    for (const auto& each : *standing) {
      if (day.ended_unit(each.record.grant.unit) != nullptr) items.push_back(item_of(each));
    }
    return items;
  };
  source.apply = [doors = std::move(doors)](const Applying& applying, const Item& item) {
    return apply(doors, applying, item);
  };
  return source;
}

}  // namespace luytre::reorganisation
