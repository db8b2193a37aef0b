#include "platform/access/person.h"
#include "programme/criteria/library_store.h"
#include "programme/dossiers/dossier_store.h"
#include "programme/dossiers/standing.h"
#include "programme/reorganisation/sources.h"

namespace luytre::reorganisation {

namespace {

using dossiers::File;

std::string title_of(const File& file, Language language) {
  const std::string title = say("recognition.title." + file.dossier.tier, language);
  return say("reorganisation.dossier.title", {{"title", title}, {"year", std::to_string(file.dossier.year)}}, language);
}

Item item_of(const File& file, const criteria::Stage& stage) {
  return {"dossier",
          file.dossier.id,
          file.dossier.unit,
          title_of(file, Language::vi),
          title_of(file, Language::en),
          stage.title.vi,
          stage.title.en,
          "/lam-viec/ho-so/" + file.dossier.id};
}

// Dossiers of units that ended on the day, still on their way and at a stage where they can be stopped.
Result<std::vector<Item>> open_dossiers(const Asking& asking, const ReorganisationDay& day) {
  const auto head = audit::head(asking.database);
  if (!head) return pass_on(head);
  const auto known = dossiers::load_dossiers(asking.database, head->number);
  if (!known) return pass_on(known);
  std::vector<Item> items;
  for (const File* file : (*known)->all()) {
    if (day.ended_unit(file->dossier.unit) == nullptr) continue;
    const auto standing = dossiers::standing_of(*file, asking.law);
    const bool can_stop = standing.is_open() && standing.stage->move(criteria::Move::stop) != nullptr;
    if (can_stop) items.push_back(item_of(*file, *standing.stage));
  }
  return items;
}

// A dossier never goes over to another unit, whose standing it does not know: it is stopped, and those of the unit it
// is pointed to are told to begin anew.
Result<json::object> apply(const reporting::TellThoseWhoMay& tell, const Applying& applying, const Item& item) {
  const auto known = dossiers::load_dossiers(applying.database, applying.number - 1, item.id);
  if (!known) return pass_on(known);
  const auto law = criteria::load_library(applying.database, applying.number - 1);
  if (!law) return pass_on(law);
  const File* file = (*known)->find(item.id);
  const auto standing = file == nullptr ? dossiers::Standing{} : dossiers::standing_of(*file, **law);
  const auto* stop = standing.stage == nullptr ? nullptr : standing.stage->move(criteria::Move::stop);
  if (stop == nullptr) return refuse("reorganisation.no_item", {{"item", item.id}, {"day", applying.day.text()}});
  const std::string actor = access::person_of(applying.actor);
  const std::string words =
      say("reorganisation.dossier.stopped", {{"day", applying.day.vietnamese_text()}}, Language::vi);
  const dossiers::Step step{item.id,
                            applying.number,
                            criteria::Move::stop,
                            standing.stage->id,
                            stop->to,
                            file->workflow(),
                            standing.version,
                            applying.day,
                            "unit_changed",
                            words,
                            actor};
  if (auto done = dossiers::append(applying.database, step); !done) return pass_on(done);
  json::object told{{"dossier", item.id}, {"stage", stop->to}};
  if (applying.to == nullptr || !tell) return told;
  const access::Ask ask{"dossiers.prepare", applying.to->id.text(), applying.day, {}};
  const notices::Notice notice{
      {}, notices::Urgency::task, "reorganisation.notice.dossier", {{"dossier", item.title_vi}}, "/lam-viec/ho-so"};
  if (auto sent = tell(applying.database, {{ask, notice}}, actor, applying.now); !sent) return pass_on(sent);
  return told;
}

}  // namespace

Source dossiers_source(reporting::TellThoseWhoMay tell) {
  Source source;
  source.kind = "dossier";
  source.open_items = open_dossiers;
  source.apply = [tell = std::move(tell)](const Applying& applying, const Item& item) {
    return apply(tell, applying, item);
  };
  return source;
}

}  // namespace luytre::reorganisation
