#include "app/programme_routes.h"

#include <algorithm>

#include "app/parts.h"
#include "base/secret_box.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/grants.h"
#include "platform/accounts/pressure.h"
#include "platform/audit/find_events.h"
#include "programme/authority/tell_those_who_may.h"
#include "programme/councils/council_routes.h"
#include "programme/councils/council_store.h"
#include "programme/dossiers/dossier_routes.h"
#include "programme/dossiers/open_dossier.h"
#include "programme/evidence/evidence_routes.h"
#include "programme/evidence/evidence_store.h"
#include "programme/observations/observation_routes.h"
#include "programme/plans/plans_routes.h"
#include "programme/recognition/recognition_routes.h"
#include "programme/reorganisation/reorganisation_routes.h"
#include "programme/reorganisation/sources.h"
#include "programme/reporting/may_change.h"
#include "programme/reporting/reporting_routes.h"
#include "programme/surveys/survey_routes.h"
#include "programme/sustain/sustain_routes.h"
#include "programme/villages/villages_routes.h"

namespace luytre::app {
namespace {

// Who recorded an event and when; nothing where the log cannot be read now.
observations::SaidBy said_by(record::Keeper& keeper, audit::EventNumber number) {
  observations::SaidBy said;
  const auto read = keeper.with_database([&](storage::Database& database) -> Done {
    const auto event = audit::find_event(database, number);
    if (!event) return pass_on(event);
    said.recorded_at = event->recorded_at;
    said.name = accounts::name_of_actor(database, event->actor).value_or(event->actor);
    return {};
  });
  if (!read) return {};
  return said;
}

observations::RecordDoors record_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {
      newest_part_of(keeper,
                     [](const Snapshot& known) {
                       return observations::KnownValues{known.drafts, known.units, known.law, known.is_demonstration()};
                     }),
      doors.writer,
      guard_of(doors),
      [&context] { return context.today(); },
      [source = part_of(keeper, [](const Snapshot& known) { return known.known_reports(); })](
          storage::Database& database, const auto& rows) -> Done {
        const auto reports = source(std::nullopt);
        if (!reports) return pass_on(reports);
        return reporting::may_change(database, *reports, rows);
      },
      [&keeper](audit::EventNumber number) { return said_by(keeper, number); }};
}

reporting::ReportingDoors reporting_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.known_reports(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           teller_of(doors)},
          guard_of(doors),
          [&keeper](audit::EventNumber number) { return said_by(keeper, number); },
          namer_of(keeper),
          record_doors(context, doors),
          [&doors](const std::string& unit, const std::string& measure, Date as_of) {
            int count = 0;
            const auto read = doors.evidence.with([&](storage::Database& database) -> Done {
              const auto files = evidence::count_files_behind(database, unit, measure, as_of.text());
              if (!files) return pass_on(files);
              count = static_cast<int>(*files);
              return {};
            });
            return read ? count : 0;
          }};
}

// What the viewer may view of the evidence.
Result<dossiers::FoundEvidence> find_evidence(const Context& context, Doors& doors, const access::Viewer& viewer,
                                              const std::string& id) {
  const auto snapshot = doors.keeper.at(std::nullopt);
  if (!snapshot) return pass_on(snapshot);
  const evidence::Known known{(*snapshot)->units, (*snapshot)->law, context.today()};
  dossiers::FoundEvidence found;
  const auto read = doors.evidence.with([&](storage::Database& database) -> Done {
    const auto evidence = evidence::find_evidence(database, id);
    if (!evidence) return pass_on(evidence);
    if (auto may = evidence::may_view(guard_of(doors), viewer, known, *evidence); !may) return may;
    found = {evidence->id, evidence->file_name};
    return {};
  });
  if (!read) return pass_on(read);
  return found;
}

// What the gate knows, as the question of a room takes it; what it began with where that cannot be read now.
template <class Answer>
Answer asked_of_gate(Doors& doors, Answer answer,
                     const std::function<Done(storage::Database&, const authority::Materials&, Answer&)>& ask) {
  const Answer unknown = answer;
  const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
    const auto materials = doors.gate.materials(database);
    if (!materials) return pass_on(materials);
    return ask(database, **materials, answer);
  });
  return read ? answer : unknown;
}

std::vector<access::Ownership> owners_of(Doors& doors, const std::string& set, Date day) {
  return asked_of_gate<std::vector<access::Ownership>>(
      doors, {}, [&](storage::Database&, const authority::Materials& known, auto& found) -> Done {
        for (const access::Ownership& each : known.authority.ownership) {
          if (each.set == set && each.valid.contains(day)) found.push_back(each);
        }
        return {};
      });
}

// For which departments an actor may do an act today; the coordinating office is of none.
std::vector<std::string> departments_of(Doors& doors, const access::Actor& actor, const std::string& act, Date day) {
  return asked_of_gate<std::vector<std::string>>(
      doors, {}, [&](storage::Database& database, const authority::Materials&, auto& found) -> Done {
        const auto grants = accounts::grants_of(database, actor.account);
        if (!grants) return pass_on(grants);
        for (const access::Grant& grant : *grants) {
          const auto& acts = grant.acts;
          const bool is_for_act = acts.empty() || std::find(acts.begin(), acts.end(), act) != acts.end();
          if (!grant.department.empty() && grant.valid.contains(day) && is_for_act) found.push_back(grant.department);
        }
        return {};
      });
}

// The units of today on which an account holds a role; an ended unit's roles go on at its successor.
std::vector<std::string> units_today_of(Doors& doors, const std::string& account, Date day) {
  return asked_of_gate<std::vector<std::string>>(
      doors, {}, [&](storage::Database& database, const authority::Materials& known, auto& found) -> Done {
        const auto grants = accounts::grants_of(database, account);
        if (!grants) return pass_on(grants);
        for (const access::Grant& grant : *grants) {
          for (const auto& place : known.tree->places_of_grant(grant.unit, day)) found.push_back(place.unit);
        }
        return {};
      });
}

dossiers::DossierDoors dossier_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.known_dossiers(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           [&doors](const std::string& set, Date day) { return owners_of(doors, set, day); },
           [&doors](const access::Actor& actor, const std::string& act, Date day) {
             return departments_of(doors, actor, act, day);
           },
           teller_of(doors), councils::criteria_basically_met},
          guard_of(doors),
          namer_of(keeper),
          [&context, &doors](const access::Viewer& viewer, const std::string& id) {
            return find_evidence(context, doors, viewer, id);
          },
          [&context, &doors](const access::Viewer& viewer) {
            return units_today_of(doors, viewer.account, context.today());
          },
          [&doors](const std::string& id) {
            return asked_of_gate<access::Department>(
                doors, {id, {}, id, id, {}},
                [&](storage::Database&, const authority::Materials& known, auto& found) -> Done {
                  if (const auto* department = known.authority.department(id)) found = *department;
                  return {};
                });
          }};
}

villages::VillagesDoors villages_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.known_villages(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           [&doors](storage::Database& database) { return doors.gate.authority(database); },
           [](storage::Database& database, const std::string& login) -> Result<std::optional<std::string>> {
             const auto account = accounts::find_account_by_login(database, login);
             if (!account) return pass_on(account);
             return *account ? std::optional("account:" + (*account)->id.text()) : std::nullopt;
           },
           [](storage::Database& database, const std::string& id) -> Result<bool> {
             const auto evidence = evidence::find_evidence(database, id);
             if (!evidence && evidence.error().code != "evidence.no_evidence") return pass_on(evidence);
             return evidence.has_value();
           }},
          guard_of(doors),
          namer_of(keeper)};
}

plans::PlansDoors plans_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.known_plans(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           guard_of(doors),
           [&doors] {
             Result<access::Authority> rules = access::Authority{};
             const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
               rules = doors.gate.authority(database);
               return {};
             });
             return read ? rules : Result<access::Authority>(pass_on(read));
           },
           [](storage::Database& database, const access::Actor& actor, Date day) -> Result<std::vector<std::string>> {
             const auto grants = accounts::grants_of(database, actor.account);
             if (!grants) return pass_on(grants);
             std::vector<std::string> departments;
             for (const access::Grant& grant : *grants) {
               if (!grant.department.empty() && grant.valid.contains(day)) departments.push_back(grant.department);
             }
             return departments;
           }},
          namer_of(keeper)};
}

// What names units in every room that is here: a room plugs in by one more source.
std::vector<reorganisation::Source> reorganisation_sources(const Context& context, Doors& doors) {
  return {reorganisation::grants_source(
              {[&doors](storage::Database& database) { return doors.gate.authority(database); },
               [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); }}),
          reorganisation::reports_source(teller_of(doors)),
          reorganisation::dossiers_source(teller_of(doors)),
          reorganisation::surveys_source(teller_of(doors)),
          reorganisation::targets_source(),
          reorganisation::work_source([&context] { return context.unix_milliseconds(); }),
          reorganisation::villages_source()};
}

reorganisation::ReorganisationDoors reorganisation_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.materials(); }),
          newest_part_of(keeper,
                         [](const Snapshot& known) {
                           return reorganisation::Known{
                               known.number, known.units, known.law,
                               known.installation ? known.installation->province : std::string()};
                         }),
          [&keeper](const auto& work) { return keeper.with_database(work); },
          {doors.writer, [&context] { return context.today(); }, reorganisation_sources(context, doors)},
          guard_of(doors),
          namer_of(keeper)};
}

// A check that ends in the proposal of a revocation opens its dossier in the same event.
sustain::OpenRevocation open_revocation(const Context& context, Doors& doors) {
  return [source = part_of(doors.keeper, [](const Snapshot& known) { return known.known_dossiers(); }), &context](
             storage::Database& database, audit::EventNumber number, const std::string&,
             const sustain::RevocationProposal& proposal) -> Result<std::string> {
    const auto known = source(std::nullopt);
    if (!known) return pass_on(known);
    const dossiers::DossierWish wish{criteria::Purpose::revocation, proposal.unit,
                                     std::string(recognition::name_of(proposal.title)), proposal.as_of.year(), ""};
    const auto opened = dossiers::open_inside(database, *known, wish,
                                              {number, context.today(), context.unix_milliseconds(), proposal.actor});
    if (!opened) return pass_on(opened);
    return opened->id;
  };
}

sustain::SustainDoors sustain_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  const auto reporting = reporting_doors(context, doors);
  return {part_of(keeper, [](const Snapshot& known) { return known.known_checks(); }),
          {doors.writer, reporting.desk.today, reporting.desk.unix_milliseconds, reporting.desk.tell,
           open_revocation(context, doors)},
          guard_of(doors),
          [&keeper](const auto& work) { return keeper.with_database(work); },
          reporting.name_of_actor};
}

// The units on which an account holds a role.
std::vector<std::string> units_of(Doors& doors, const std::string& account) {
  std::vector<std::string> units;
  const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
    const auto grants = accounts::grants_of(database, account);
    if (!grants) return pass_on(grants);
    for (const access::Grant& grant : *grants) units.push_back(grant.unit);
    return {};
  });
  return read ? units : std::vector<std::string>{};
}

councils::CouncilDoors council_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  const auto who_may = [&doors](const access::Ask& ask) {
    std::vector<std::string> accounts;
    const auto read = doors.keeper.with_database([&](storage::Database& database) -> Done {
      auto found = authority::those_who_may(doors.gate, database, ask);
      if (!found) return pass_on(found);
      accounts = *std::move(found);
      return {};
    });
    return read ? Result<std::vector<std::string>>(std::move(accounts)) : pass_on(read);
  };
  return {part_of(keeper, [](const Snapshot& known) { return known.known_councils(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           who_may, teller_of(doors)},
          guard_of(doors),
          namer_of(keeper),
          [&doors](const std::string& account) { return units_of(doors, account); }};
}

surveys::SurveyDoors survey_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {part_of(keeper, [](const Snapshot& known) { return known.known_surveys(); }),
          {doors.writer, [&context] { return context.today(); }, [&context] { return context.unix_milliseconds(); },
           key_for("surveys", doors.desk.seal_key()), teller_of(doors)},
          guard_of(doors),
          namer_of(keeper),
          [&keeper](const auto& work) { return keeper.with_database(work); },
          [&doors](const std::string& account) { return units_of(doors, account); },
          doors.evidence,
          doors.desk.settings().public_url};
}

// Files behind values of a locked period stay as they are.
auto evidence_lock(const reporting::Known& known) {
  return [known](storage::Database& database, const std::vector<evidence::Use>& uses) -> Done {
    std::vector<reporting::Touched> touched;
    for (const evidence::Use& use : uses) {
      const auto as_of = Date::parse(use.as_of);
      if (!as_of) return pass_on(as_of);
      touched.push_back({use.unit, use.measure, std::nullopt, *as_of});
    }
    return reporting::may_change(database, known, touched);
  };
}

evidence::EvidenceDoors evidence_doors(const Context& context, Doors& doors) {
  const auto pick = [&context](const Snapshot& known) {
    return evidence::Known{known.units, known.law, context.today(), evidence_lock(known.known_reports())};
  };
  return {doors.evidence, newest_part_of(doors.keeper, pick), doors.writer, guard_of(doors),
          [&context] { return context.unix_milliseconds(); }};
}

recognition::RecordDoors title_doors(const Context& context, Doors& doors) {
  const auto pick = [](const Snapshot& known) {
    return recognition::KnownTitles{known.units, known.titles,
                                    known.installation ? known.installation->province : std::string(), known.law};
  };
  return {newest_part_of(doors.keeper, pick), doors.writer, guard_of(doors), [&context] { return context.today(); }};
}

}  // namespace

surveys::SlipDoors slip_doors(const Context& context, Doors& doors) {
  auto survey = survey_doors(context, doors);
  const auto as_counted = [](const std::string& address) { return accounts::address_as_counted(address); };
  auto wrong_serials = std::make_shared<surveys::WrongSerials>(as_counted, survey.desk.unix_milliseconds);
  return {std::move(survey.known), std::move(survey.desk), std::move(survey.with_database), std::move(wrong_serials)};
}

law_desk::LawDeskDoors law_desk_doors(const Context& context, Doors& doors) {
  record::Keeper& keeper = doors.keeper;
  return {
      part_of(keeper, [](const Snapshot& known) { return known.materials(); }),
      [&keeper](const auto& work) { return keeper.with_database(work); },
      doors.writer,
      guard_of(doors),
      [&context] { return context.today(); },
      [&doors](storage::Database& database, const law_desk::Proposal& proposal, const std::string& now) {
        const access::Ask ask{"criteria.decide", proposal.amendment.province, {}, law_desk::indicators_of(proposal)};
        const notices::Notice notice{{},
                                     notices::Urgency::task,
                                     "law_desk.notice.waiting",
                                     {{"set", proposal.amendment.set}},
                                     "/ban-luat/de-xuat/" + proposal.id()};
        return authority::tell_those_who_may(doors.gate, database, {{ask, notice}}, proposal.proposed_by, now);
      }};
}

void add_programme_routes(http::Router& router, const Context& context, Doors& doors) {
  observations::add_record_routes(router, record_doors(context, doors));
  evidence::add_evidence_routes(router, evidence_doors(context, doors));
  reporting::add_reporting_routes(router, reporting_doors(context, doors));
  reporting::add_reporting_write_routes(router, reporting_doors(context, doors));
  reporting::add_workbook_routes(router, reporting_doors(context, doors));
  dossiers::add_dossier_routes(router, dossier_doors(context, doors));
  dossiers::add_dossier_write_routes(router, dossier_doors(context, doors));
  councils::add_council_routes(router, council_doors(context, doors));
  councils::add_council_write_routes(router, council_doors(context, doors));
  surveys::add_survey_routes(router, survey_doors(context, doors));
  surveys::add_survey_write_routes(router, survey_doors(context, doors));
  surveys::add_slip_routes(router, survey_doors(context, doors));
  surveys::add_import_routes(router, survey_doors(context, doors));
  surveys::add_public_survey_routes(router, survey_doors(context, doors));
  plans::add_plans_routes(router, plans_doors(context, doors));
  plans::add_plans_write_routes(router, plans_doors(context, doors));
  villages::add_villages_routes(router, villages_doors(context, doors));
  villages::add_villages_write_routes(router, villages_doors(context, doors));
  sustain::add_sustain_routes(router, sustain_doors(context, doors));
  sustain::add_sustain_write_routes(router, sustain_doors(context, doors));
  recognition::add_record_routes(router, title_doors(context, doors));
  reorganisation::add_reorganisation_routes(router, reorganisation_doors(context, doors));
  law_desk::add_law_desk_routes(router, law_desk_doors(context, doors));
}

}  // namespace luytre::app
