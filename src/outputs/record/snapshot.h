// The whole record as known at one event: what every reader reads from. Immutable; a request keeps the one it began
// with.
#pragma once

#include <memory>
#include <optional>

#include "outputs/statistics/claim_register.h"
#include "outputs/statistics/overtaken.h"
#include "platform/audit/event.h"
#include "platform/storage/database.h"
#include "programme/citizens/desk.h"
#include "programme/councils/desk.h"
#include "programme/criteria/library.h"
#include "programme/documents/document_register.h"
#include "programme/dossiers/desk.h"
#include "programme/judgement/evaluate.h"
#include "programme/newsroom/article_register.h"
#include "programme/observations/installation.h"
#include "programme/observations/panel.h"
#include "programme/plans/desk.h"
#include "programme/recognition/title_register.h"
#include "programme/reporting/desk.h"
#include "programme/surveys/desk.h"
#include "programme/sustain/desk.h"
#include "programme/units/register.h"
#include "programme/villages/desk.h"

namespace luytre::record {

struct Snapshot {
  audit::EventNumber number = 0;
  std::optional<observations::Installation> installation;  // none: an empty database that was told nothing yet
  std::shared_ptr<const units::Register> units;
  std::shared_ptr<const criteria::Library> law;
  std::shared_ptr<const observations::Panel> values;  // without drafts: what leaves the staff's rooms
  std::shared_ptr<const observations::Panel> drafts;  // the same with drafts over them
  std::shared_ptr<const recognition::TitleRegister> titles;
  std::shared_ptr<const documents::DocumentRegister> documents;  // of the law, not the staff's files
  std::shared_ptr<const newsroom::ArticleRegister> articles;
  std::shared_ptr<const statistics::ClaimRegister> claims;
  std::shared_ptr<const reporting::ReportRegister> reports;
  std::shared_ptr<const dossiers::DossierRegister> dossiers;
  std::shared_ptr<const villages::VillageRegister> villages;
  std::shared_ptr<const plans::PlanRegister> plans;
  std::shared_ptr<const sustain::CheckRegister> checks;
  std::shared_ptr<const councils::CouncilRegister> councils;
  std::shared_ptr<const surveys::SurveyRegister> surveys;
  std::shared_ptr<const citizens::QuestionRegister> questions;

  bool is_demonstration() const {
    return installation && installation->kind == observations::InstallationKind::demonstration;
  }
  reporting::Known known_reports() const;  // what the staff's rooms of reporting read from
  dossiers::Known known_dossiers() const;
  villages::Known known_villages() const;
  plans::Known known_plans() const;     // what the staff's rooms of plans read from
  sustain::Known known_checks() const;  // what the room of titles sustained reads from
  councils::Known known_councils() const;
  surveys::Known known_surveys() const;
  citizens::Known known_questions() const;
  judgement::Materials materials() const;  // what a judgement is made from
  std::optional<statistics::Overtaken> overtaken(const statistics::Claim& claim) const;
};

// The record at `known_at` (the head when absent). With `earlier`, rooms that no event since then touched are shared
// with it. Without, `values` (of any event) may give the values to go on from, or back. Problem
// record.event_ahead when `known_at` has not happened yet.
Result<std::shared_ptr<const Snapshot>> load_snapshot(
    storage::Database& database, std::optional<audit::EventNumber> known_at = std::nullopt,
    const std::shared_ptr<const Snapshot>& earlier = nullptr,
    const std::shared_ptr<const observations::Panel>& values = nullptr);

}  // namespace luytre::record
