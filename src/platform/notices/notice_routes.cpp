#include "platform/notices/notice_routes.h"

#include <charconv>

#include "platform/audit/event.h"
#include "platform/http/parameters.h"

namespace luytre::notices {
namespace {

json::object public_json(const ListedNotice& listed) {
  const Notice& notice = listed.notice;
  json::object answer{{"id", listed.id},
                      {"urgency", text_of(notice.urgency)},
                      {"code", notice.message_code},
                      {"text_vi", say(notice.message_code, notice.arguments, Language::vi)},
                      {"text_en", say(notice.message_code, notice.arguments, Language::en)},
                      {"path", nullptr},
                      {"created_at", listed.created_at},
                      {"read_at", nullptr}};
  if (!notice.path.empty()) answer["path"] = notice.path;
  if (!listed.read_at.empty()) answer["read_at"] = listed.read_at;
  return answer;
}

json::object preference_json(const Preference& preference) {
  json::object answer{{"email", text_of(preference.email)},
                      {"quiet_from", nullptr},
                      {"quiet_until", nullptr},
                      {"digest_hour", preference.digest_hour},
                      {"language", nullptr}};
  if (preference.quiet) {
    answer["quiet_from"] = clock_text(preference.quiet->from);
    answer["quiet_until"] = clock_text(preference.quiet->until);
  }
  if (preference.language) answer["language"] = code_of(*preference.language);
  return answer;
}

using Ask = std::function<Result<json::object>(storage::Database&, const std::string& account)>;

// For the account of the session; a program's token does not read its owner's letters.
Result<http::Response> answer_own(const http::Request& request, const WithDatabase& with_database, const Ask& ask) {
  if (request.actor.kind != access::ActorKind::account || request.actor.account.empty()) {
    return refuse("notices.sign_in_needed");
  }
  json::object answer;
  audit::EventNumber reached = 0;
  const Done done = with_database([&](storage::Database& database) -> Done {
    const auto head = audit::head(database);
    if (!head) return pass_on(head);
    reached = head->number;
    auto asked = ask(database, request.actor.account);
    if (!asked) return pass_on(asked);
    answer = std::move(*asked);
    return {};
  });
  if (!done) return pass_on(done);
  auto response = http::json_response(request, std::move(answer), reached);
  response.set("Cache-Control", "no-store");
  return response;
}

Result<http::Response> answer_list(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {"limit", "cursor", "unread"}); !known) return pass_on(known);
  const auto limit = http::limit_parameter(request);
  if (!limit) return pass_on(limit);
  const auto cursor = http::cursor_parameter(request, 2);
  if (!cursor) return pass_on(cursor);
  const auto only_unread = http::flag_parameter(request, "unread");
  if (!only_unread) return pass_on(only_unread);
  std::optional<NoticeKey> before;
  if (*cursor) before = NoticeKey((*cursor)->at(0), (*cursor)->at(1));
  return answer_own(request, with_database, [&](storage::Database& database, const std::string& account) {
    return list(database, account, *limit, before, *only_unread).map([&](const Inbox& inbox) {
      json::array items;
      for (const auto& each : inbox.notices) items.push_back(public_json(each));
      json::value next = nullptr;
      if (inbox.notices.size() == *limit) {
        next = http::encode_cursor({inbox.notices.back().created_at, inbox.notices.back().id});
      }
      return json::object{{"notices", std::move(items)}, {"unread", inbox.unread}, {"next_cursor", std::move(next)}};
    });
  });
}

// What a body asks to mark: ids, or everything up to an instant.
struct Marks {
  std::vector<std::string> ids;
  std::optional<std::string> until;
};

Result<Marks> marks_of(const std::string& body) {
  const auto parsed = parse_json(body);
  if (!parsed) return pass_on(parsed);
  const auto* object = parsed->if_object();
  if (object == nullptr || object->size() != 1) return refuse("notices.marks_malformed");
  Marks marks;
  if (const auto* until = object->if_contains("until"); until != nullptr && until->is_string()) {
    marks.until = std::string(until->get_string());
    return marks;
  }
  const auto* ids = object->if_contains("ids");
  if (ids == nullptr || !ids->is_array()) return refuse("notices.marks_malformed");
  for (const auto& id : ids->get_array()) {
    if (!id.is_string()) return refuse("notices.marks_malformed");
    marks.ids.emplace_back(id.get_string());
  }
  return marks;
}

Result<http::Response> answer_read(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto marks = marks_of(request.body);
  if (!marks) return pass_on(marks);
  return answer_own(request, with_database,
                    [&](storage::Database& database, const std::string& account) -> Result<json::object> {
                      const auto now = database.now();
                      if (!now) return pass_on(now);
                      const auto marked = marks->until ? mark_all_read(database, account, *marks->until, *now)
                                                       : mark_read(database, account, marks->ids, *now);
                      if (!marked) return pass_on(marked);
                      const auto unread = unread_count(database, account);
                      if (!unread) return pass_on(unread);
                      return json::object{{"marked", *marked}, {"unread", *unread}};
                    });
}

Result<http::Response> answer_preference(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  return answer_own(request, with_database, [](storage::Database& database, const std::string& account) {
    return preference_of(database, account).map(preference_json);
  });
}

// Text of a member; numbers as digits, null and absent as "".
std::string member_text(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  if (member == nullptr || member->is_null()) return "";
  if (member->is_string()) return std::string(member->get_string());
  return compact(*member);
}

Result<Preference> preference_of_body(const std::string& body) {
  const auto parsed = parse_json(body);
  if (!parsed) return pass_on(parsed);
  const auto* object = parsed->if_object();
  if (object == nullptr) return refuse("notices.preference_malformed", {{"field", "email"}});
  for (const auto& member : *object) {
    const std::string_view name = member.key();
    constexpr std::string_view known = " email quiet_from quiet_until digest_hour language snapshot ";
    if (known.find(" " + std::string(name) + " ") == std::string_view::npos) {
      return refuse("notices.preference_malformed", {{"field", std::string(name)}});
    }
  }
  return preference_from_fields(member_text(*object, "email"), member_text(*object, "quiet_from"),
                                member_text(*object, "quiet_until"), member_text(*object, "digest_hour"),
                                member_text(*object, "language"));
}

Result<http::Response> answer_choice(const http::Request& request, const WithDatabase& with_database) {
  if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
  const auto preference = preference_of_body(request.body);
  if (!preference) return pass_on(preference);
  return answer_own(request, with_database,
                    [&](storage::Database& database, const std::string& account) -> Result<json::object> {
                      const auto now = database.now();
                      if (!now) return pass_on(now);
                      if (auto kept = set_preference(database, account, *preference, *now); !kept) return pass_on(kept);
                      return preference_json(*preference);
                    });
}

}  // namespace

Result<Preference> preference_from_fields(const std::string& email, const std::string& quiet_from,
                                          const std::string& quiet_until, const std::string& digest_hour,
                                          const std::string& language) {
  const auto malformed = [](std::string_view field) {
    return refuse("notices.preference_malformed", {{"field", std::string(field)}});
  };
  Preference preference;
  const auto choice = email_choice_named(email);
  if (!choice) return malformed("email");
  preference.email = *choice;
  preference.quiet = std::nullopt;
  if (!quiet_from.empty() || !quiet_until.empty()) {
    const auto from = minute_of_day(quiet_from);
    const auto until = minute_of_day(quiet_until);
    if (!from) return malformed("quiet_from");
    if (!until) return malformed("quiet_until");
    preference.quiet = QuietHours{*from, *until};
  }
  const char* const end = digest_hour.data() + digest_hour.size();
  const auto [read_to, error] = std::from_chars(digest_hour.data(), end, preference.digest_hour);
  if (error != std::errc() || read_to != end || preference.digest_hour < 0 || preference.digest_hour > 23) {
    return malformed("digest_hour");
  }
  preference.language = language_named(language);
  if (!language.empty() && !preference.language) return malformed("language");
  return preference;
}

void add_notice_routes(http::Router& router, const WithDatabase& with_database) {
  router.get("/api/v1/notices",
             [with_database](const http::Request& request) { return answer_list(request, with_database); });
  router.post("/api/v1/notices/read",
              [with_database](const http::Request& request) { return answer_read(request, with_database); });
  router.get("/api/v1/notices/preference",
             [with_database](const http::Request& request) { return answer_preference(request, with_database); });
  router.add("PUT", "/api/v1/notices/preference",
             [with_database](const http::Request& request) { return answer_choice(request, with_database); });
}

}  // namespace luytre::notices
