// Questions over HTTP.
//
// For anybody, without an account; who comes is not looked at:
// POST /api/v1/questions                  {kind, words, page, email, language, picture}: {receipt, status_address,
// due_on} GET  /api/v1/questions?unit=&topic=&page=&limit=&cursor=   published ones, newest first GET
// /api/v1/questions/{slug} GET  /api/v1/questions/status/{token}   where one stands, for whoever has its private
// address
//
// For people with accounts, below /api/v1/citizens:
// GET  questions?state=&turn=&mine=&overdue=&limit=&cursor=   the inbox: what waits first, then by the day it is due
// GET  questions/{id}
// POST questions/{id}/steps               {step, expected_version, …}: see take_step.h
// GET  subscriptions                      how many, never who
#pragma once

#include "platform/http/router.h"
#include "programme/citizens/desk.h"
#include "programme/citizens/pace.h"

namespace luytre::citizens {

struct CitizensDoors {
  std::function<Result<Known>(std::optional<EventNumber> known_at)> known;
  Desk desk;
  access::Guard guard;
  // A reader's connection; subscriptions are written on it too.
  std::function<Done(const std::function<Done(storage::Database&)>&)> with_database;
  std::function<std::string(const std::string& actor)> name_of_actor;
  std::shared_ptr<Pace> question_pace;  // one for all doors
  std::shared_ptr<Pace> subscription_pace;
};

void add_question_routes(http::Router& router, const CitizensDoors& doors);  // for anybody
void add_inbox_routes(http::Router& router, const CitizensDoors& doors);     // for staff

}  // namespace luytre::citizens
