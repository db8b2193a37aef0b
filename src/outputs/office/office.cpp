#include "outputs/office/office.h"

#include "platform/http/body.h"

namespace luytre::office {

http::Response private_page(const Visit& visit, const std::string& title_code, std::string_view name, View view,
                            int status) {
  portal::PageHead head{visit.say(title_code), "", "", status};
  view.set("form_token", visit.request.form_token);
  portal::set_flag(view, "is_signed_in", visit.request.actor.is_signed_in());
  view.set("here", visit.request.path);
  http::Response response = visit.site.page(visit, head, name, std::move(view));
  response.set("Cache-Control", "no-store");
  response.set("X-Robots-Tag", "noindex");
  return response;
}

void show_problem(View& view, const Problem& problem, Language language) {
  view.set("problem", say(problem.code, problem.arguments, language));
  View causes = portal::empty_list();
  for (const Problem& cause : problem.causes) causes.push_back(View(message(cause, language)));
  view.set("causes", causes);
  portal::set_flag(view, "has_causes", !problem.causes.empty());
}

std::string field(const Visit& visit, std::string_view name) { return http::body_field(visit.request, name); }

std::optional<http::Response> ask_to_sign_in(const Visit& visit) {
  if (visit.request.actor.kind == access::ActorKind::account) return std::nullopt;
  return http::redirect_response(visit.base + "/dang-nhap?toi=" + http::percent_encoded(visit.request.path));
}

std::string safe_return(const std::string& path, const Visit& visit) {
  const bool is_own = path.size() > 1 && path[0] == '/' && path[1] != '/' && path[1] != '\\' &&
                      path.find_first_of("\\\r\n") == std::string::npos;
  return is_own ? path : visit.base + "/tai-khoan";
}

commands::Order order_of(const Visit& visit) {
  commands::Order order;
  order.actor = visit.request.actor;
  order.reason = field(visit, "reason");
  return order;
}

std::string day_words(const Visit& visit, const Interval& days) {
  const std::string from = visit.day_words(days.from);
  if (days.to == Date::open_end()) return visit.say("office.days_from", {{"from", from}});
  return visit.say("office.days", {{"from", from}, {"until", visit.day_words(days.to)}});
}

}  // namespace luytre::office
