#include "programme/dossiers/announce.h"

#include "programme/recognition/recognition_store.h"

namespace luytre::dossiers {

Done announce(storage::Database& database, EventNumber number, const File& file, const std::string& words, Date today) {
  if (is_blank(words)) return refuse("dossiers.announced_where", {}, "words");
  recognition::Announcement told;
  told.unit = file.dossier.unit;
  told.title = recognition::title_named(file.dossier.tier).value_or(recognition::Title::ntm);
  if (file.decision) told.decision = file.decision->number;
  told.day = today;
  told.words = words;
  recognition::FactBatch batch;
  batch.announcements.push_back(std::move(told));
  return recognition::append_facts(database, number, batch);
}

}  // namespace luytre::dossiers
