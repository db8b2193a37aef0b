// docs/api/openapi.yaml and the program say the same: no route without its description, no description without a route.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/resources.h"
#include "outputs/portal/portal_routes.h"
#include "outputs/search/search_routes.h"
#include "outputs/statistics/claim_routes.h"
#include "platform/accounts/account_routes.h"
#include "platform/http/openapi.h"
#include "platform/inspection/audit_routes.h"
#include "platform/jobs/job_routes.h"
#include "platform/notices/notice_routes.h"
#include "platform/storage/temporary_database.h"
#include "programme/authority/authority_routes.h"
#include "programme/citizens/citizens_routes.h"
#include "programme/councils/council_routes.h"
#include "programme/criteria/criteria_routes.h"
#include "programme/documents/documents_routes.h"
#include "programme/dossiers/dossier_routes.h"
#include "programme/evidence/evidence_routes.h"
#include "programme/judgement/judgement_routes.h"
#include "programme/law_desk/law_desk_routes.h"
#include "programme/newsroom/article_routes.h"
#include "programme/newsroom/image_routes.h"
#include "programme/newsroom/inspect_routes.h"
#include "programme/observations/observation_routes.h"
#include "programme/plans/plans_routes.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/reorganisation/reorganisation_routes.h"
#include "programme/reporting/reporting_routes.h"
#include "programme/surveys/survey_routes.h"
#include "programme/sustain/sustain_routes.h"
#include "programme/totals/totals_routes.h"
#include "programme/units/units_routes.h"
#include "programme/villages/villages_routes.h"

namespace luytre::office {
namespace {

const auto nothing = [](auto&&...) { return refuse("http.internal"); };
Date some_day() { return Date::of(2025, 12, 31); }
long long some_time() { return 0; }

void add_reading_routes(http::Router& router) {
  http::add_base_routes(router, "0", nothing);
  units::add_units_routes(router, nothing, some_day);
  criteria::add_criteria_routes(router, nothing);
  observations::add_observation_routes(router, nothing, nothing);
  recognition::add_recognition_routes(router, nothing, some_day);
  judgement::add_judgement_routes(router, nothing, some_day);
  totals::add_totals_routes(router, {nothing, nothing, nothing, some_day});
  statistics::add_claim_routes(router, nothing);
  newsroom::add_news_routes(router, nothing);
  jobs::add_job_routes(router, nothing, nothing);
  notices::add_notice_routes(router, nothing);
}

void add_writing_routes(http::Router& router, commands::Writer& writer) {
  units::add_units_write_routes(router, writer);
  criteria::add_confirmation_routes(router, writer);
  observations::add_record_routes(router, {nothing, writer, nothing, some_day});
  recognition::add_record_routes(router, {nothing, writer, nothing});
  statistics::add_claim_write_routes(router, {nothing, nothing, writer, some_time});
  const newsroom::ArticleDoors article_doors{nothing, nothing, {}, writer, nothing, some_day, some_time};
  newsroom::add_article_routes(router, article_doors);
  newsroom::add_image_routes(router, {article_doors, nothing});
  newsroom::add_inspect_routes(router, {nothing, nothing, nothing, {}, {}});
  const reporting::ReportingDoors doors{nothing, {writer, some_day, some_time},       nothing, {},
                                        {},      {nothing, writer, nothing, some_day}};
  reporting::add_reporting_routes(router, doors);
  reporting::add_reporting_write_routes(router, doors);
  reporting::add_workbook_routes(router, doors);
  const dossiers::DossierDoors dossier_doors{nothing, {writer, some_day, some_time, {}, {}}, nothing, {}, nothing, {},
                                             {}};
  dossiers::add_dossier_routes(router, dossier_doors);
  dossiers::add_dossier_write_routes(router, dossier_doors);
  const councils::CouncilDoors council_doors{nothing, {writer, some_day, some_time, nothing}, nothing, {}, {}};
  councils::add_council_routes(router, council_doors);
  councils::add_council_write_routes(router, council_doors);
  const plans::PlansDoors plan_doors{nothing, {writer, some_day, some_time, nothing, nothing, nothing}, {}};
  plans::add_plans_routes(router, plan_doors);
  plans::add_plans_write_routes(router, plan_doors);
  const sustain::SustainDoors sustain_doors{nothing, {writer, some_day, some_time}, nothing, nothing, {}};
  sustain::add_sustain_routes(router, sustain_doors);
  sustain::add_sustain_write_routes(router, sustain_doors);
  reorganisation::add_reorganisation_routes(router, {nothing, nothing, nothing, {writer, some_day, {}}, nothing, {}});
  const villages::VillagesDoors village_doors{nothing, {writer, some_day, some_time, {}, {}, {}}, nothing, {}};
  villages::add_villages_routes(router, village_doors);
  villages::add_villages_write_routes(router, village_doors);
  law_desk::add_law_desk_routes(router, {nothing, nothing, writer, {}, some_day});
  inspection::add_audit_routes(router, {nothing, nothing, {}, writer});
}

void add_routes_of_surveys(http::Router& router, commands::Writer& writer, evidence::Desk& files) {
  const surveys::SurveyDoors doors{nothing, {writer, some_day, some_time, {}, {}}, nothing, {}, {}, {}, files, {}};
  surveys::add_survey_routes(router, doors);
  surveys::add_survey_write_routes(router, doors);
  surveys::add_slip_routes(router, doors);
  surveys::add_import_routes(router, doors);
  surveys::add_public_survey_routes(router, doors);
  surveys::add_answer_routes(router, {nothing, {writer, some_day, some_time, {}, {}}, {}, {}});
}

TEST(Interface, every_route_is_described_and_every_description_has_its_route) {
  const auto place = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
  ASSERT_TRUE(place);
  ASSERT_TRUE(storage::migrate((*place)->database()));
  auto second = storage::open_database((*place)->location(), storage::OpenMode::read_write);
  ASSERT_TRUE(second) << full_message(second.error(), Language::en);
  const auto desk = accounts::Desk::open(*std::move(second), {"", (*place)->location() + ".secret"});
  ASSERT_TRUE(desk) << full_message(desk.error(), Language::en);
  commands::Writer writer((*place)->database());
  http::Router router;
  add_reading_routes(router);
  add_writing_routes(router, writer);
  accounts::add_account_routes(router, {**desk, writer, nothing, nothing, nothing, some_day, some_time});
  auto third = storage::open_database((*place)->location(), storage::OpenMode::read_write);
  ASSERT_TRUE(third) << full_message(third.error(), Language::en);
  evidence::Settings settings;
  settings.folder = (*place)->location() + ".files";
  const auto files = evidence::Desk::open(*std::move(third), settings);
  ASSERT_TRUE(files) << full_message(files.error(), Language::en);
  evidence::add_evidence_routes(router, {**files, nothing, writer, nothing, some_time});
  add_routes_of_surveys(router, writer, **files);
  const documents::DocumentDoors document_doors{nothing, writer, nothing, **files, some_day, some_time};
  documents::add_document_routes(router, document_doors);
  documents::add_document_write_routes(router, document_doors);
  search::add_search_routes(router, nothing, std::make_shared<search::Desk>(search::Settings{}));
  const citizens::CitizensDoors citizens_doors{nothing, {writer, some_day, some_time, ""}, nothing, nothing, {}, {},
                                               {}};
  citizens::add_question_routes(router, citizens_doors);
  citizens::add_inbox_routes(router, citizens_doors);
  authority::Gate gate(some_day);
  authority::add_authority_routes(router, gate, nothing);
  portal::add_portal_routes(router, nothing, some_day);
  const auto document = http::json_of_yaml(resource("docs/api/openapi.yaml"));
  ASSERT_TRUE(document) << full_message(document.error(), Language::en);
  EXPECT_THAT(http::document_faults(router, *document), testing::IsEmpty());
}

}  // namespace
}  // namespace luytre::office
