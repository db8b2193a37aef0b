#include "programme/authority/authority_routes.h"

#include "base/messages.h"
#include "platform/accounts/grants.h"
#include "platform/http/parameters.h"
#include "programme/authority/read_authority.h"

namespace luytre::authority {

using storage::Database;

namespace {

json::value until_value(const Interval& valid) {
  if (valid.to == Date::open_end()) return nullptr;
  return json::value(valid.to.text());
}

json::object bilingual(const std::string& code) {
  return {{"vi", say(code, Language::vi)}, {"en", say(code, Language::en)}};
}

json::object rule_value(const access::AuthorityRule& rule) {
  return {{"role", rule.role},
          {"act", rule.act},
          {"reach", word(rule.reach)},
          {"from", rule.valid.from.text()},
          {"until", until_value(rule.valid)},
          {"reference", rule.reference},
          {"confidence", word(rule.confidence)}};
}

Result<access::Ask> ask_of(const http::Request& request) {
  auto known = http::check_parameters(request, {"act", "unit", "day", "indicator"});
  if (!known) return pass_on(known);
  const auto act = http::required_text_parameter(request, "act");
  if (!act) return pass_on(act);
  const auto unit = http::text_parameter(request, "unit");
  if (!unit) return pass_on(unit);
  const auto day = http::date_parameter(request, "day");
  if (!day) return pass_on(day);
  const auto indicator = http::text_parameter(request, "indicator");
  if (!indicator) return pass_on(indicator);
  access::Ask ask{*act, unit->value_or(""), *day, {}};
  if (*indicator) ask.indicators.push_back(**indicator);
  return ask;
}

http::Response private_response(const json::value& value) {
  http::Response response = http::document_response("application/json", compact(value) + "\n");
  response.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> answer_explain(Gate& gate, const WithDatabase& with_database, const http::Request& request) {
  const auto ask = ask_of(request);
  if (!ask) return pass_on(ask);
  json::object answer;
  const Done done = with_database([&](Database& database) -> Done {
    for (const Language language : {Language::vi, Language::en}) {
      const auto explained = explain(gate, database, request.actor, *ask, language);
      if (!explained) return pass_on(explained);
      json::array who;
      for (const std::string& role : explained->who_can) who.emplace_back(role);
      answer["allowed"] = explained->is_allowed;
      answer["on_behalf_of"] = explained->on_behalf_of;
      answer["basis"] = explained->basis;
      answer[std::string(code_of(language))] =
          json::object{{"sentence", explained->sentence}, {"who_can", std::move(who)}};
    }
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(std::move(answer));
}

Result<http::Response> answer_mine(Gate& gate, const WithDatabase& with_database, const http::Request& request) {
  if (!request.actor.is_signed_in()) return refuse("accounts.sign_in_first");
  json::array roles;
  const Done done = with_database([&](Database& database) -> Done {
    const auto known = gate.materials(database);
    if (!known) return pass_on(known);
    const auto grants = accounts::grants_of(database, request.actor.account);
    if (!grants) return pass_on(grants);
    for (const access::Grant& grant : *grants) {
      json::array units;
      for (const auto& place : (*known)->tree->places_of_grant(grant.unit, gate.today()))
        units.emplace_back(place.unit);
      roles.push_back(json::object{{"role", grant.role},
                                   {"title", bilingual("access.role." + grant.role)},
                                   {"unit", grant.unit},
                                   {"units_today", std::move(units)},
                                   {"department", grant.department},
                                   {"from", grant.valid.from.text()},
                                   {"until", until_value(grant.valid)}});
    }
    return {};
  });
  if (!done) return pass_on(done);
  return private_response(json::object{{"roles", std::move(roles)}});
}

Result<http::Response> answer_matrix(Gate& gate, const WithDatabase& with_database, const http::Request& request) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  json::object answer;
  audit::EventNumber number = 0;
  const Done done = with_database([&](Database& database) -> Done {
    const auto known = gate.materials(database);
    if (!known) return pass_on(known);
    answer = matrix_value((*known)->authority);
    number = (*known)->number;
    return {};
  });
  if (!done) return pass_on(done);
  return http::json_response(request, std::move(answer), number);
}

}  // namespace

Result<Explained> explain(Gate& gate, Database& database, const access::Actor& actor, const access::Ask& ask,
                          Language language) {
  const auto decision = gate.decide(database, actor, ask);
  if (!decision) return pass_on(decision);
  Explained explained;
  explained.is_allowed = decision->is_allowed();
  explained.on_behalf_of = decision->on_behalf_of;
  for (const std::string& role : decision->holders) explained.who_can.push_back(say("access.role." + role, language));
  if (explained.is_allowed) {
    explained.sentence = say("authority.allowed", {{"act", catalogue_word("access.act." + ask.act)}}, language);
  } else {
    const Problem problem = access::refusal_of(*decision, actor, ask, gate.today());
    explained.sentence = say(problem.code, problem.arguments, language);
  }
  if (decision->rule) {
    explained.basis = say("access.role." + decision->rule->role, language) + " · " + decision->rule->reference;
  }
  return explained;
}

json::object matrix_value(const access::Authority& authority) {
  json::array roles;
  for (const auto& role : authority.roles) {
    roles.push_back(json::object{{"role", role.id},
                                 {"code", role.code},
                                 {"title", bilingual("access.role." + role.id)},
                                 {"lane", word(role.lane)},
                                 {"is_business", role.is_business}});
  }
  json::array acts;
  for (const auto& act : authority.acts) {
    acts.push_back(json::object{{"act", act.id},
                                {"title", bilingual("access.act." + act.id)},
                                {"kind", word(act.kind)},
                                {"is_owned", act.is_owned},
                                {"has_command", act.has_command}});
  }
  json::array rules;
  for (const auto& rule : authority.rules) rules.push_back(rule_value(rule));
  return {
      {"hash", authority.hash}, {"roles", std::move(roles)}, {"acts", std::move(acts)}, {"rules", std::move(rules)}};
}

void add_authority_routes(http::Router& router, Gate& gate, WithDatabase with_database) {
  const auto with = [&](auto handler) {
    return
        [&gate, with_database, handler](const http::Request& request) { return handler(gate, with_database, request); };
  };
  router.get("/api/v1/permissions/explain", with(answer_explain));
  router.get("/api/v1/permissions/mine", with(answer_mine));
  router.get("/api/v1/permissions/matrix", with(answer_matrix));
}

}  // namespace luytre::authority
