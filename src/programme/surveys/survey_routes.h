// The residents' survey over HTTP, for people with accounts. Below /api/v1/surveys, `expected_version` is the number
// that GET gave:
//
// GET                                      rounds the viewer may see, newest first
// GET  options?unit=                       villages, titles and forms of a commune, for a plan
// GET  forms                               forms, with what is read aloud of them
// POST                                     {unit, tier, form, document, opens_on, closes_on, sample, frame, thresholds}
// GET|POST forms/{form}/audio/{question}/{language}   bytes of a sound; GET for everybody
// and below /api/v1/surveys/{id}:
//
// GET                                      all of it, with what the viewer may do now; no slip, ever
// POST frame                               {villages, expected_version}
// POST steps                               {step, words, dossier, expected_version}
// GET  comments                            what residents wrote, of sealed villages, for the commune's Front
// POST tasks                               {question, words, given_to, due_on, expected_version}
// POST tasks/{task}/answers                {words, expected_version}
// POST anomalies/{anomaly}/reviews         {verdict, words, expected_version}
// POST recounts                            {village, by_unit, words, expected_version}
// GET  recounts/{village}                  serials that the other commune's Front looks for
// POST recounts/{village}/result           {slips, missing, words, expected_version}
// POST villages/{village}/slips            {count, expected_version}: slips as PDF; the only time serials are seen
// POST villages/{village}/hand-out         {count, expected_version}
// POST villages/{village}/entries          {channel, slips: [{serial, answers, words, seconds}]}
// POST villages/{village}/import           ?format=csv|odata&channel=: a file of Kobo or ODK
// GET  villages/{village}/pending          serials that wait for a second person, or differ
// POST villages/{village}/seal             {words, expected_version}
// GET  minutes.pdf, display.pdf
#pragma once

#include "platform/http/router.h"
#include "programme/evidence/desk.h"
#include "programme/surveys/desk.h"
#include "programme/surveys/slip_doors.h"

namespace luytre::surveys {

struct SurveyDoors {
  std::function<Result<Known>(std::optional<EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  std::function<std::string(const std::string& actor)> name_of_actor;
  // A reader's connection, for what is outside the record.
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
  // Units on which an account holds a role.
  std::function<std::vector<std::string>(const std::string& account)> units_of;
  evidence::Desk& files;
  std::string public_url;  // "https://ntm.example.vn"; empty: as the request's Host
};

// Whether the act may be done for any unit on which the actor holds a role; else why not.
Done may_somewhere(const SurveyDoors& doors, const access::Actor& actor, const std::string& act);

void add_survey_routes(http::Router& router, const SurveyDoors& doors);
void add_survey_write_routes(http::Router& router, const SurveyDoors& doors);
void add_slip_routes(http::Router& router, const SurveyDoors& doors);
void add_import_routes(http::Router& router, const SurveyDoors& doors);
void add_public_survey_routes(http::Router& router, const SurveyDoors& doors);
void add_answer_routes(http::Router& router, const SlipDoors& doors);

}  // namespace luytre::surveys
