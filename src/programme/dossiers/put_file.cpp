#include "programme/dossiers/put_file.h"

#include <algorithm>

#include "platform/access/person.h"
#include "programme/dossiers/dossier_store.h"

namespace luytre::dossiers {
namespace {

const char* act_of_maker(criteria::Party from) {
  if (from == criteria::Party::commune) return "dossiers.prepare";
  if (from == criteria::Party::district) return "ntm.commune.verify";
  return "dossiers.check";
}

Done check_file(const File& file, const criteria::DossierPart& part, const FileWish& wish) {
  const auto standing = file.files_in(part.id);
  const bool is_there = std::any_of(standing.begin(), standing.end(),
                                    [&](const PartFile* each) { return each->evidence == wish.evidence; });
  const Arguments about{{"part", part.title.vi}};
  if (wish.is_withdrawn) return is_there ? Done{} : refuse("dossiers.file_not_there", about, "evidence");
  if (is_there) return refuse("dossiers.file_there_already", about, "evidence");
  if (standing.size() >= files_of_part_max) {
    return refuse("dossiers.too_many_files", {{"max", std::to_string(files_of_part_max)}}, "evidence");
  }
  return {};
}

}  // namespace

Result<PartFile> put_file(const Desk& desk, const commands::Asked& asked, const Known& known, const std::string& id,
                          const FileWish& wish, const FoundEvidence& evidence, EventNumber expected) {
  const auto found = find_file(known, id);
  if (!found) return pass_on(found);
  const Dossier& dossier = (*found)->dossier;
  const auto* workflow = known.law->workflow((*found)->workflow());
  const auto* part = workflow == nullptr ? nullptr : workflow->part(wish.part);
  if (part == nullptr) return refuse("dossiers.no_part", {{"part", wish.part}}, "part");
  PartFile file{
      id, 0, wish.part, evidence.id, evidence.file_name, wish.words, wish.is_withdrawn, person_of(asked.actor)};
  const auto outcome = desk.writer.run(
      commands::order_by(asked, "dossiers.put_file",
                         {ask_about(*known.units, act_of_maker(part->from), dossier, desk.today())}),
      [&](storage::Database& database, EventNumber number, const std::string&) -> Result<audit::EventDraft> {
        const auto inside = look_inside(database, number, known, id, expected, desk.today());
        if (!inside) return pass_on(inside);
        if (!inside->standing.is_open()) return refuse("dossiers.ended", {{"stage", inside->standing.stage->title.vi}});
        if (auto fits = check_file(*inside->file, *part, wish); !fits) return pass_on(fits);
        file.event = number;
        if (auto done = append(database, file); !done) return pass_on(done);
        return draft_about(dossier, "dossiers.file_put",
                           {{"part", file.part}, {"evidence", file.evidence}, {"is_withdrawn", file.is_withdrawn}},
                           {{"part", file.part}});
      });
  if (!outcome) return pass_on(outcome);
  file.event = outcome->event;
  return file;
}

}  // namespace luytre::dossiers
