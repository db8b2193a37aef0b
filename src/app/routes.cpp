#include "app/routes.h"

#include "app/citizens_doors.h"
#include "app/finding_routes.h"
#include "app/inspect_doors.h"
#include "app/news_doors.h"
#include "app/parts.h"
#include "app/programme_routes.h"
#include "app/version.h"
#include "outputs/app/app_routes.h"
#include "outputs/office/office_routes.h"
#include "outputs/portal/ask_pages.h"
#include "outputs/portal/portal_routes.h"
#include "outputs/portal/slip_pages.h"
#include "outputs/statistics/claim_routes.h"
#include "platform/accounts/account_routes.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/oidc_routes.h"
#include "platform/http/openapi.h"
#include "platform/inspection/audit_routes.h"
#include "platform/jobs/job_routes.h"
#include "platform/notices/notice_routes.h"
#include "programme/authority/authority_routes.h"
#include "programme/criteria/criteria_routes.h"
#include "programme/judgement/judgement_routes.h"
#include "programme/observations/observation_routes.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/surveys/survey_routes.h"
#include "programme/totals/totals_routes.h"
#include "programme/units/units_routes.h"

namespace luytre::app {
namespace {

accounts::Require require_of(Doors& doors) {
  return [&doors](storage::Database& database, const access::Viewer& viewer, const access::Ask& ask) {
    return doors.gate.require(database, viewer, ask);
  };
}

// What is written over HTTP beside the work of the programme, accounts and the log.
void add_write_routes(http::Router& router, const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  const auto clock = [&context] { return context.unix_milliseconds(); };
  units::add_units_write_routes(router, doors.writer);
  criteria::add_confirmation_routes(router, doors.writer);
  statistics::add_claim_write_routes(
      router, {part_of(keeper, [](const Snapshot& known) { return known.claims; }),
               newest_part_of(keeper, [](const Snapshot& known) { return known.materials(); }), doors.writer, clock});
  add_newsroom_routes(router, context, doors);
  newsroom::add_inspect_routes(router, inspect_doors(context, doors));
}

totals::TotalsDoors totals_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper,
                  [](const Snapshot& known) {
                    return totals::Known{known.materials(), known.is_demonstration()};
                  }),
          part_of(keeper,
                  [](const Snapshot& known) {
                    auto materials = known.materials();
                    materials.panel = known.drafts;
                    return totals::Known{std::move(materials), known.is_demonstration()};
                  }),
          guard_of(doors), [&context] { return context.today(); }};
}

accounts::AccountDoors account_doors(const Context& context, Doors& doors) {
  return {doors.desk,
          doors.writer,
          require_of(doors),
          [&doors](storage::Database& database) { return doors.gate.authority(database); },
          [&doors](storage::Database& database, const std::string& unit, Date day) {
            return doors.gate.unit_of(database, unit, day);
          },
          [&context] { return context.today(); },
          [&context] { return context.unix_milliseconds(); }};
}

inspection::AuditDoors audit_doors(Doors& doors) {
  return {[&doors](const auto& work) { return doors.keeper.with_database(work); }, require_of(doors),
          [](storage::Database& database, std::string_view actor) {
            return accounts::name_of_actor(database, actor).value_or(std::string(actor));
          },
          doors.writer};
}

}  // namespace

std::shared_ptr<const http::Router> make_router(const Context& context, Doors& doors) {
  auto router = std::make_shared<http::Router>();
  record::Keeper& keeper = doors.keeper;
  router->set_doorkeeper(accounts::doorkeeper(doors.desk));
  accounts::add_account_routes(*router, account_doors(context, doors));
  authority::add_authority_routes(*router, doors.gate, [&doors](const auto& work) { return doors.desk.with(work); });
  inspection::add_audit_routes(*router, audit_doors(doors));
  accounts::add_oidc_routes(*router, doors.desk, doors.writer, doors.outside);
  notices::add_notice_routes(*router, [&doors](const auto& work) { return doors.desk.with(work); });
  const auto today = [&context] { return context.today(); };
  http::add_base_routes(*router, std::string(version), [&keeper]() -> Result<std::int64_t> {
    const auto newest = keeper.at(std::nullopt);
    if (!newest) return pass_on(newest);
    return (*newest)->number;
  });
  units::add_units_routes(*router, part_of(keeper, [](const Snapshot& known) { return known.units; }), today);
  criteria::add_criteria_routes(*router, part_of(keeper, [](const Snapshot& known) { return known.law; }));
  observations::add_observation_routes(
      *router,
      part_of(keeper,
              [](const Snapshot& known) {
                return observations::ObservationSources{known.values, known.drafts, known.units};
              }),
      guard_of(doors));
  recognition::add_recognition_routes(*router,
                                      part_of(keeper,
                                              [](const Snapshot& known) {
                                                return recognition::TitleSources{known.units, known.titles};
                                              }),
                                      today);
  judgement::add_judgement_routes(*router, part_of(keeper, [](const Snapshot& known) { return known.materials(); }),
                                  today);
  totals::add_totals_routes(*router, totals_doors(context, doors));
  statistics::add_claim_routes(*router, part_of(keeper, [](const Snapshot& known) { return known.claims; }),
                               guard_of(doors),
                               [&keeper](const auto& claim, KnownAt known_at) -> std::optional<statistics::Overtaken> {
                                 const auto snapshot = keeper.at(known_at);
                                 return snapshot ? (*snapshot)->overtaken(claim) : std::nullopt;
                               });
  newsroom::add_news_routes(*router, part_of(keeper, [](const Snapshot& known) { return known.articles; }),
                            claim_words(keeper));
  jobs::add_job_routes(
      *router, [&keeper](const auto& work) { return keeper.with_database(work); }, guard_of(doors));
  add_programme_routes(*router, context, doors);
  add_write_routes(*router, context, doors);
  add_finding_routes(*router, context, doors);
  const portal::Source source = [&keeper](KnownAt known_at) { return keeper.at(known_at); };
  portal::add_portal_routes(*router, source, today, environment("LUYTRE_URL", ""));
  const surveys::SlipDoors slips = slip_doors(context, doors);
  surveys::add_answer_routes(*router, slips);
  portal::add_slip_pages(*router, source, today, slips);
  const citizens::CitizensDoors of_citizens = citizens_doors(context, doors);
  citizens::add_question_routes(*router, of_citizens);
  citizens::add_inbox_routes(*router, of_citizens);
  portal::add_citizens_pages(*router, source, today, of_citizens);
  office::add_office_routes(
      *router, {account_doors(context, doors), doors.gate, doors.outside, law_desk_doors(context, doors)}, source);
  // Its test proves that the pack in the program is whole; a program without an app still serves the rest.
  staff_app::add_app_routes(*router, staff_app::built_app().value_or(staff_app::Files{}));
  return router;
}

}  // namespace luytre::app
