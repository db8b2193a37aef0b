// News by mail: asked for, confirmed with a button (a machine that follows links confirms nothing), ended with one.
#include <algorithm>

#include "outputs/portal/ask_pages.h"
#include "programme/citizens/subscription.h"

namespace luytre::portal {
namespace {

using citizens::CitizensDoors;

constexpr std::string_view purpose = "dang-ky";

struct Typed {
  std::string email, frequency, unit;
  std::vector<std::string> topics;
};

std::vector<std::string> topics_offered() {
  std::vector<std::string> topics{"all", "corrections", "answers"};
  using newsroom::Category;
  for (const Category each : {Category::news, Category::local, Category::movement, Category::guidance,
                              Category::document, Category::ocop, Category::science}) {
    topics.push_back("category:" + std::string(newsroom::name_of(each)));
  }
  return topics;
}

std::string topic_words(const Visit& visit, const std::string& topic) {
  constexpr std::string_view category = "category:", unit = "unit:";
  if (topic.starts_with(category)) return visit.say("newsroom.category." + topic.substr(category.size()));
  if (!topic.starts_with(unit)) return visit.say("portal_citizens.subscribe.topic." + topic);
  const auto id = units::UnitId::parse(topic.substr(unit.size()));
  const units::Unit* found = id ? visit.snapshot->units->unit(*id) : nullptr;
  return found == nullptr ? topic : found->nearest(visit.today).name;
}

std::vector<const units::Unit*> communes(const Visit& visit) {
  if (visit.province == nullptr) return {};
  auto found = visit.snapshot->units->descendants(visit.province, visit.today, units::Level::commune);
  return found;
}

Typed typed_of(const std::vector<http::FormPart>& parts) {
  Typed typed{field_of(parts, "thu"), field_of(parts, "nhip"), field_of(parts, "xa"), {}};
  for (const http::FormPart& part : parts) {
    if (part.name == "muc") typed.topics.push_back(part.bytes);
  }
  return typed;
}

View choices_view(const Visit& visit, const Typed& typed) {
  View list = empty_list();
  int number = 0;
  for (const std::string& topic : topics_offered()) {
    View view;
    view.set("topic", topic);
    view.set("field", "muc-" + std::to_string(++number));
    view.set("topic_words", topic_words(visit, topic));
    set_flag(view, "is_chosen", std::find(typed.topics.begin(), typed.topics.end(), topic) != typed.topics.end());
    list.push_back(view);
  }
  return list;
}

View communes_view(const Visit& visit, const Typed& typed) {
  View list = empty_list();
  for (const units::Unit* unit : communes(visit)) {
    View view;
    view.set("unit", unit->id.text());
    view.set("name", unit->nearest(visit.today).name);
    set_flag(view, "is_chosen", typed.unit == unit->id.text());
    list.push_back(view);
  }
  return list;
}

http::Response form_page(const Visit& visit, const CitizensDoors& doors, const Typed& typed, const Problem* problem) {
  View view;
  set_flag(view, "is_mail_set", doors.desk.is_mail_set);
  view.set("news_address", visit.link("/tin-tuc"));
  view.set("action", visit.base + "/dang-ky");
  set_text(view, "problem", problem == nullptr ? "" : visit.say(problem->code, problem->arguments));
  set_text(view, "email", typed.email);
  view.set("choices", choices_view(visit, typed));
  view.set("communes", communes_view(visit, typed));
  set_flag(view, "is_daily", typed.frequency == "daily");
  set_flag(view, "is_weekly", typed.frequency != "daily");
  view.set("token", citizens::new_form_token(purpose, doors.desk.server_key, doors.desk.unix_milliseconds()).text);
  const PageHead head{visit.say("portal_citizens.subscribe.title"), visit.say("portal_citizens.subscribe.description"),
                      "subscribe", problem == nullptr ? 200 : http_status(problem->code)};
  return private_page(visit, head, "subscribe", std::move(view));
}

// A page of one sentence, with a button where something is still to be done.
http::Response said(const Visit& visit, const std::string& what, const std::string& action = {},
                    const std::string& more = {}) {
  View view;
  const std::string title = visit.say("portal_citizens." + what + ".title");
  view.set("heading", title);
  view.set("words", visit.say("portal_citizens." + what + ".words"));
  set_text(view, "more", more);
  set_text(view, "action", action);
  set_text(view, "button", action.empty() ? "" : visit.say("portal_citizens." + what + ".button"));
  view.set("again_address", visit.link("/dang-ky"));
  return private_page(visit, {title, "", "subscribe"}, "subscribe_said", std::move(view));
}

Done keep(const Visit& visit, const CitizensDoors& doors, const Typed& typed,
          const std::vector<http::FormPart>& parts) {
  if (const auto token = check_form(parts, purpose, doors.desk); !token) return pass_on(token);
  if (auto may = doors.subscription_pace->take(citizens::sender_of(visit.request)); !may) return may;
  citizens::SubscriptionWish wish{typed.email, typed.topics, typed.frequency, visit.language};
  if (!typed.unit.empty()) wish.topics.push_back("unit:" + typed.unit);
  const auto offered = topics_offered();
  const auto is_topic = [&](const std::string& topic) {
    if (std::find(offered.begin(), offered.end(), topic) != offered.end()) return true;
    const auto known = communes(visit);
    return std::any_of(known.begin(), known.end(),
                       [&](const units::Unit* unit) { return topic == "unit:" + unit->id.text(); });
  };
  return doors.with_database([&](storage::Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    return citizens::subscribe(database, doors.desk, wish, is_topic, *now);
  });
}

std::string own_address(const Visit& visit) { return visit.request.path; }

}  // namespace

Result<http::Response> get_subscription(const Visit& visit, const CitizensDoors& doors) {
  Typed typed;
  if (const std::string* unit = visit.request.query_text("xa")) typed.unit = *unit;
  return form_page(visit, doors, typed, nullptr);
}

Result<http::Response> post_subscription(const Visit& visit, const CitizensDoors& doors) {
  const auto parts = http::form_body(visit.request);
  if (!parts) return pass_on(parts);
  const Typed typed = typed_of(*parts);
  const Done kept = keep(visit, doors, typed, *parts);
  if (!kept && kept.error().code.starts_with("citizens.")) return form_page(visit, doors, typed, &kept.error());
  if (!kept) return pass_on(kept);
  return said(visit, "subscribed");
}

Result<http::Response> get_confirmation(const Visit& visit, const CitizensDoors& doors) {
  bool is_waiting = false;
  const auto read = doors.with_database([&](storage::Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const auto waits = citizens::is_waiting(database, visit.request.captured_text("token"), *now);
    if (!waits) return pass_on(waits);
    is_waiting = *waits;
    return {};
  });
  if (!read) return pass_on(read);
  if (!is_waiting) return refuse("citizens.confirmation_over");
  return said(visit, "confirm", own_address(visit));
}

Result<http::Response> post_confirmation(const Visit& visit, const CitizensDoors& doors) {
  citizens::Confirmed confirmed;
  const auto done = doors.with_database([&](storage::Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    auto made = citizens::confirm(database, doors.desk, visit.request.captured_text("token"), *now);
    if (!made) return pass_on(made);
    confirmed = *std::move(made);
    return {};
  });
  if (!done) return pass_on(done);
  std::string topics;
  for (const std::string& topic : confirmed.topics) {
    topics.append(topics.empty() ? "" : ", ").append(topic_words(visit, topic));
  }
  return said(visit, "confirmed", "", topics);
}

Result<http::Response> get_stop(const Visit& visit, const CitizensDoors&) {
  return said(visit, "stop", own_address(visit));
}

Result<http::Response> post_stop(const Visit& visit, const CitizensDoors& doors) {
  const auto done = doors.with_database([&](storage::Database& database) {
    return citizens::unsubscribe(database, visit.request.captured_text("token"));
  });
  if (!done) return pass_on(done);
  return said(visit, "stopped");
}

}  // namespace luytre::portal
