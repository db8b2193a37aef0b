// What else belongs to one's own account: tokens for programs, sessions, notices and how they come.
#include <algorithm>

#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "platform/accounts/grants.h"
#include "platform/accounts/own.h"
#include "platform/accounts/secret_store.h"
#include "platform/http/body.h"
#include "platform/notices/notice_routes.h"
#include "platform/storage/instant.h"

namespace luytre::office {
namespace {

constexpr std::size_t notices_shown_max = 30;

int status_of(const Problem* problem) { return problem == nullptr ? 200 : http_status(problem->code); }

std::string clock_words(const std::string& instant) { return instant.empty() ? "" : storage::vietnam_clock(instant); }

View token_view(const Visit& visit, const accounts::Token& token, const std::string& now) {
  View view;
  view.set("id", token.id);
  view.set("name", token.name);
  std::string acts;
  for (const std::string& act : token.acts) acts += (acts.empty() ? "" : "; ") + visit.say("access.act." + act);
  view.set("acts", acts);
  view.set("created_at", clock_words(token.created_at));
  view.set("expires_at", clock_words(token.expires_at));
  portal::set_text(view, "used_at", clock_words(token.used_at));
  portal::set_text(view, "revoked_at", clock_words(token.revoked_at));
  portal::set_flag(view, "is_alive", token.revoked_at.empty() && token.expires_at > now);
  return view;
}

// What a token may be made for: what one of the roles may do, no approvals, and nothing without its command.
View act_choices(const Visit& visit, const access::Authority& authority, const std::vector<access::Grant>& grants,
                 Date today, const std::vector<std::string>& chosen) {
  View list = portal::empty_list();
  const auto may_do = [&](const access::Act& act) {
    const auto rules = authority.rules_for(act.id, today);
    return std::any_of(rules.begin(), rules.end(), [&](const access::AuthorityRule* rule) {
      return std::any_of(grants.begin(), grants.end(), [&](const auto& grant) { return grant.role == rule->role; });
    });
  };
  for (const access::Act& act : authority.acts) {
    if (act.kind == access::ActKind::approve || !act.has_command || !may_do(act)) continue;
    View choice;
    choice.set("id", act.id);
    choice.set("title", visit.say("access.act." + act.id));
    portal::set_flag(choice, "is_chosen", std::find(chosen.begin(), chosen.end(), act.id) != chosen.end());
    list.push_back(choice);
  }
  return list;
}

Result<http::Response> tokens_with(const Office& office, const Visit& visit, const Problem* problem,
                                   const accounts::IssuedToken* issued) {
  View view;
  const auto chosen = problem == nullptr ? std::vector<std::string>() : fields_named(visit, "acts");
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const auto tokens = accounts::list_tokens(database, accounts::AccountId(visit.request.actor.account));
    if (!tokens) return pass_on(tokens);
    View list = portal::empty_list();
    for (const auto& token : *tokens) list.push_back(token_view(visit, token, *now));
    view.set("tokens", list);
    portal::set_flag(view, "has_tokens", !tokens->empty());
    const auto authority = office.doors.authority(database);
    if (!authority) return pass_on(authority);
    const auto grants = accounts::grants_of(database, visit.request.actor.account);
    if (!grants) return pass_on(grants);
    const View offered = act_choices(visit, *authority, *grants, office.doors.today(), chosen);
    portal::set_flag(view, "has_acts", !offered.is_empty_list());
    view.set("acts_offered", offered);
    return {};
  });
  if (!done) return pass_on(done);
  Form form(visit, problem);
  form.add({"name", visit.say("office.tokens.name"), "text", "", visit.say("office.tokens.name_hint"), "off", true});
  form.add({"days", visit.say("office.tokens.days"), "number", "90", "", "off", true});
  view.set("fields", form.fields());
  portal::set_text(view, "secret", issued == nullptr ? "" : issued->secret);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.tokens"), "account", status_of(problem)}, "tokens",
                   std::move(view));
}

Result<http::Response> sessions_with(const Office& office, const Visit& visit, const Problem* problem) {
  View view;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto sessions = accounts::list_sessions(database, accounts::AccountId(visit.request.actor.account));
    if (!sessions) return pass_on(sessions);
    View list = portal::empty_list();
    for (const accounts::Session& session : *sessions) {
      View one;
      one.set("id", session.id);
      one.set("address", session.address);
      one.set("agent", session.agent);
      one.set("created_at", clock_words(session.created_at));
      one.set("seen_at", clock_words(session.seen_at));
      portal::set_flag(one, "is_this", session.id == visit.request.actor.session);
      list.push_back(one);
    }
    view.set("sessions", list);
    portal::set_flag(view, "has_others", sessions->size() > 1);
    return {};
  });
  if (!done) return pass_on(done);
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.sessions"), "account", status_of(problem)}, "sessions",
                   std::move(view));
}

View choices_of(const Visit& visit, const std::string& code, std::initializer_list<std::string_view> ids,
                const std::string& chosen) {
  View list = portal::empty_list();
  for (const std::string_view id : ids) {
    View choice;
    choice.set("id", std::string(id));
    choice.set("title", visit.say(code + (id.empty() ? "own" : std::string(id))));
    portal::set_flag(choice, "is_chosen", id == chosen);
    list.push_back(choice);
  }
  return list;
}

Result<http::Response> preference_with(const Office& office, const Visit& visit, const Problem* problem) {
  notices::Preference kept;
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto found = notices::preference_of(database, visit.request.actor.account);
    if (!found) return pass_on(found);
    kept = *found;
    return {};
  });
  if (!done) return pass_on(done);
  View view;
  Form form(visit, problem);
  const std::string email = form.typed("email", std::string(notices::text_of(kept.email)));
  const std::string language =
      form.typed("language", kept.language ? std::string(code_of(*kept.language)) : std::string());
  FormField mails{"email", visit.say("office.preference.email"), "select"};
  mails.choices = choices_of(visit, "office.preference.email_", {"immediate", "digest", "none"}, email);
  form.add(mails);
  const auto clock = [](int minute) { return notices::clock_text(minute); };
  form.add(
      {"quiet_from", visit.say("office.preference.quiet_from"), "time", kept.quiet ? clock(kept.quiet->from) : ""});
  form.add({"quiet_until", visit.say("office.preference.quiet_until"), "time",
            kept.quiet ? clock(kept.quiet->until) : "", visit.say("office.preference.quiet_hint")});
  form.add({"digest_hour", visit.say("office.preference.digest_hour"), "number", std::to_string(kept.digest_hour), "",
            "off", true});
  FormField spoken{"language", visit.say("office.preference.language"), "select"};
  spoken.choices = choices_of(visit, "office.preference.language_", {"", "vi", "en"}, language);
  form.add(spoken);
  view.set("fields", form.fields());
  if (problem != nullptr) show_problem(view, *problem, visit.language);
  return desk_page(office, visit, {visit.say("office.preference.title"), "account", status_of(problem)}, "preference",
                   std::move(view));
}

}  // namespace

Result<http::Response> tokens_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return tokens_with(office, visit, nullptr, nullptr);
}

Result<http::Response> post_tokens(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  if (const std::string id = field(visit, "revoke"); !id.empty()) {
    const auto revoked = accounts::revoke_token(office.doors.writer, order_of(visit), id);
    if (!revoked) return tokens_with(office, visit, &revoked.error(), nullptr);
    return done_at(visit, "/tai-khoan/ma-truy-cap", "token_revoked");
  }
  const auto authority = authority_now(office);
  if (!authority) return pass_on(authority);
  accounts::TokenWish wish{field(visit, "name"), fields_named(visit, "acts"), 0};
  const std::string days = field(visit, "days");
  const bool is_number = !days.empty() && days.size() < 5 && days.find_first_not_of("0123456789") == std::string::npos;
  if (is_number) wish.days = std::stoi(days);
  const auto issued = accounts::issue_token(office.doors.writer, order_of(visit), {*authority, office.doors.today()},
                                            wish, office.doors.unix_milliseconds());
  if (!issued) return tokens_with(office, visit, &issued.error(), nullptr);
  // Shown as the answer to the POST: the secret exists nowhere else to be shown from.
  return tokens_with(office, visit, nullptr, &*issued);
}

Result<http::Response> sessions_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return sessions_with(office, visit, nullptr);
}

Result<http::Response> post_sessions(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const std::string id = field(visit, "session");
  const auto ended = id == "others" ? accounts::end_other_sessions(office.doors.desk, visit.request.actor)
                                    : accounts::end_own_session(office.doors.desk, visit.request.actor, id);
  if (!ended) return sessions_with(office, visit, &ended.error());
  return done_at(visit, "/tai-khoan/phien", "session_ended");
}

Result<http::Response> preference_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  return preference_with(office, visit, nullptr);
}

Result<http::Response> post_preference(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const auto wanted =
      notices::preference_from_fields(field(visit, "email"), field(visit, "quiet_from"), field(visit, "quiet_until"),
                                      field(visit, "digest_hour"), field(visit, "language"));
  if (!wanted) return preference_with(office, visit, &wanted.error());
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    return notices::set_preference(database, visit.request.actor.account, *wanted, *now);
  });
  if (!done) return preference_with(office, visit, &done.error());
  return done_at(visit, "/tai-khoan", "preference");
}

Result<http::Response> notices_page(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  View view;
  std::optional<notices::NoticeKey> before;
  if (!asked(visit, "truoc").empty()) before = notices::NoticeKey{asked(visit, "truoc"), asked(visit, "ma")};
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto inbox = notices::list(database, visit.request.actor.account, notices_shown_max, before);
    if (!inbox) return pass_on(inbox);
    View list = portal::empty_list();
    for (const notices::ListedNotice& listed : inbox->notices) {
      View one;
      one.set("id", listed.id);
      one.set("words", visit.say(listed.notice.message_code, listed.notice.arguments));
      one.set("when", clock_words(listed.created_at));
      portal::set_text(one, "path", listed.notice.path.empty() ? "" : visit.base + listed.notice.path);
      portal::set_flag(one, "is_unread", listed.read_at.empty());
      list.push_back(one);
    }
    view.set("notices", list);
    portal::set_flag(view, "has_notices", !inbox->notices.empty());
    portal::set_flag(view, "has_unread", inbox->unread > 0);
    const bool is_full = inbox->notices.size() == notices_shown_max;
    const auto key = is_full ? std::pair(inbox->notices.back().created_at, inbox->notices.back().id)
                             : std::pair(std::string(), std::string());
    portal::set_text(view, "older",
                     is_full ? visit.base + "/thong-bao?truoc=" + http::percent_encoded(key.first) +
                                   "&ma=" + http::percent_encoded(key.second)
                             : "");
    view.set("until", inbox->notices.empty() ? "" : inbox->notices.front().created_at);
    return {};
  });
  if (!done) return pass_on(done);
  return desk_page(office, visit, {visit.say("office.nav.notices"), "notices"}, "notices", std::move(view));
}

Result<http::Response> post_notices(const Office& office, const Visit& visit) {
  if (auto away = ask_to_sign_in(visit)) return *std::move(away);
  const Done done = office.doors.desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const std::string id = field(visit, "id");
    const std::string& account = visit.request.actor.account;
    const auto marked = id.empty() ? notices::mark_all_read(database, account, field(visit, "until"), *now)
                                   : notices::mark_read(database, account, {id}, *now);
    if (!marked) return pass_on(marked);
    return {};
  });
  if (!done) return pass_on(done);
  return done_at(visit, "/thong-bao", "read");
}

}  // namespace luytre::office
