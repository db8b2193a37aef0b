#include "platform/access/person.h"
#include "programme/reorganisation/sources.h"
#include "programme/villages/standing.h"
#include "programme/villages/village_store.h"

namespace luytre::reorganisation {

namespace {

Item item_of(const villages::Village& village, const villages::VillageVersion& version) {
  const auto title = [&](Language language) {
    return say("reorganisation.village.title", {{"village", version.name}}, language);
  };
  return {"village",
          village.id,
          version.commune,
          title(Language::vi),
          title(Language::en),
          "",
          "",
          "/lam-viec/thon/" + village.id};
}

// Villages whose commune ended on the day and of which nobody has said yet where they stand.
Result<std::vector<Item>> open_villages(const Asking& asking, const ReorganisationDay& day) {
  const auto head = audit::head(asking.database);
  if (!head) return pass_on(head);
  const auto known = villages::load_villages(asking.database, head->number);
  if (!known) return pass_on(known);
  std::vector<Item> items;
  for (const villages::Village* village : (*known)->villages()) {
    const auto* version = village->at(asking.today);
    if (version == nullptr || day.ended_unit(version->commune) == nullptr) continue;
    const auto standing = villages::standing_of(asking.units, *version, asking.today);
    if (standing.settlement != villages::Settlement::settled) items.push_back(item_of(*village, *version));
  }
  return items;
}

Result<json::object> apply(const Applying& applying, const Item& item) {
  const auto known = villages::load_villages(applying.database, applying.number - 1, item.id);
  if (!known) return pass_on(known);
  const villages::Village* village = (*known)->village(item.id);
  if (village == nullptr) return refuse("reorganisation.no_item", {{"item", item.id}, {"day", applying.day.text()}});
  const std::string actor = access::person_of(applying.actor);
  villages::Additions added;
  if (applying.to == nullptr) {
    added.ends.emplace_back(item.id, villages::VillageEnd{applying.number, applying.day, "", actor});
  } else {
    villages::VillageVersion version = village->nearest(applying.day.plus_days(-1));
    version.event = applying.number;
    version.from = applying.day;
    version.commune = applying.to->id.text();
    version.decision = version.source = {};
    version.actor = actor;
    added.versions.emplace_back(item.id, std::move(version));
  }
  if (auto done = villages::append(applying.database, applying.number, added); !done) return pass_on(done);
  return json::object{};
}

}  // namespace

Source villages_source() {
  Source source;
  source.kind = "village";
  source.open_items = open_villages;
  source.apply = apply;
  return source;
}

}  // namespace luytre::reorganisation
