#include "platform/accounts/oidc_sign_in.h"

#include <algorithm>

#include "base/hash.h"
#include "platform/accounts/account_store.h"
#include "platform/accounts/oidc_fetch.h"
#include "platform/accounts/oidc_store.h"
#include "platform/accounts/secret_text.h"
#include "platform/notices/notice.h"
#include "platform/storage/instant.h"

namespace luytre::accounts {
namespace {

using storage::Database;

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t return_path_bytes_max = 1'000;

std::string nonce_of(const std::string& browser_secret) { return base64url(sha256("luytre nonce " + browser_secret)); }
std::string verifier_of(const std::string& browser_secret) {
  return base64url(sha256("luytre verifier " + browser_secret));
}

std::string text_at(const json::object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  return member != nullptr && member->is_string() ? std::string(member->get_string()) : "";
}

std::string form_of(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string form;
  for (const auto& [name, value] : fields) {
    form += (form.empty() ? "" : "&") + std::string(name) + "=" + http::percent_encoded(value);
  }
  return form;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

Result<json::object> ask_token(const OidcProvider& provider, const ProviderAddresses& addresses,
                               const OutsideReturn& brought) {
  OidcQuestion question;
  question.url = addresses.token;
  question.ca_file = provider.ca_file;
  question.form = form_of({{"grant_type", "authorization_code"},
                           {"code", brought.code},
                           {"redirect_uri", brought.callback_url},
                           {"code_verifier", verifier_of(brought.browser_secret)},
                           {"client_id", provider.client_id}});
  if (provider.sends_secret_in_body) {
    question.form += "&client_secret=" + http::percent_encoded(provider.client_secret);
  } else if (!provider.client_secret.empty()) {
    // RFC 6749 2.3.1: both are form-encoded before they become a basic credential.
    question.user = http::percent_encoded(provider.client_id);
    question.password = http::percent_encoded(provider.client_secret);
  }
  return ask_provider(question);
}

Result<OutsideIdentity> ask_identity(const OidcProvider& provider, const ProviderAddresses& addresses,
                                     const OutsideReturn& brought, std::int64_t unix_seconds) {
  const auto answer = ask_token(provider, addresses, brought);
  if (!answer) return pass_on(answer);
  const auto keys = ask_provider({addresses.keys, "", "", "", provider.ca_file});
  if (!keys) return pass_on(keys);
  const TokenExpectation expected{provider.issuer, provider.client_id, nonce_of(brought.browser_secret), unix_seconds};
  return verify_id_token(text_at(*answer, "id_token"), *keys, expected);
}

bool shows_second_factor(const OidcProvider& provider, const OutsideIdentity& identity) {
  const auto holds = [](const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  };
  return holds(provider.second_factor_acr, identity.acr) ||
         std::any_of(identity.amr.begin(), identity.amr.end(),
                     [&](const std::string& method) { return holds(provider.second_factor_amr, method); });
}

// An event of the account about itself; its owner is told, in case it was not the owner.
Done link(commands::Writer& writer, const OidcProvider& provider, const OutsideIdentity& identity,
          const AccountId& account, const access::Origin& origin) {
  commands::Order order;
  order.actor = access::Actor::of_account(account.text());
  order.actor.origin = origin;
  order.act = "accounts.link_outside";
  order.own_account = account.text();
  const auto linked =
      writer.run(std::move(order),
                 [&](Database& database, audit::EventNumber, const std::string& now) -> Result<audit::EventDraft> {
                   auto kept = insert_external_identity(database, identity.issuer, identity.subject, account, now);
                   if (!kept) return pass_on(kept);
                   const notices::Notice notice{account.text(),
                                                notices::Urgency::security,
                                                "accounts.notice.outside_linked",
                                                {{"provider", provider.name_vi}},
                                                "/tai-khoan"};
                   if (auto told = notices::notify(database, notice, now); !told) return pass_on(told);
                   audit::EventDraft draft;
                   draft.kind = "accounts.outside_linked";
                   draft.payload = json::object{{"account", account.text()}, {"provider", provider.id}};
                   draft.subjects = {{"account", account.text()}};
                   return draft;
                 });
  if (!linked) return pass_on(linked);
  return {};
}

// The account that may be linked now: the only one with the address the provider vouches for.
Result<std::optional<AccountId>> account_to_link(Database& database, const OidcProvider& provider,
                                                 const OutsideIdentity& identity) {
  if (!provider.links_by_verified_email || !identity.is_email_verified || identity.email.empty()) return std::nullopt;
  const auto found = accounts_with_email(database, identity.email);
  if (!found) return pass_on(found);
  if (found->size() != 1) return std::nullopt;
  const auto account = find_account(database, found->front().text());
  if (!account) return pass_on(account);
  if (!*account || (*account)->state != AccountState::active) return std::nullopt;
  return found->front();
}

Result<AccountId> account_of(Desk& desk, commands::Writer& writer, const OidcProvider& provider,
                             const OutsideIdentity& identity, const access::Origin& origin) {
  std::optional<AccountId> linked;
  std::optional<AccountId> to_link;
  const Done done = desk.with([&](Database& database) -> Done {
    auto known = find_external_identity(database, identity.issuer, identity.subject);
    if (!known) return pass_on(known);
    linked = std::move(*known);
    if (linked) return {};
    auto wanted = account_to_link(database, provider, identity);
    if (!wanted) return pass_on(wanted);
    to_link = std::move(*wanted);
    return {};
  });
  if (!done) return pass_on(done);
  if (linked) return *linked;
  if (!to_link) return refuse("accounts.oidc_no_account", {{"provider", provider.name_vi}});
  if (auto now_linked = link(writer, provider, identity, *to_link, origin); !now_linked) return pass_on(now_linked);
  return *to_link;
}

// The attempt that this browser began, used up; and the clock.
Result<std::pair<OutsideAttempt, std::int64_t>> take_attempt(Desk& desk, const OidcProvider& provider,
                                                             const OutsideReturn& brought) {
  std::pair<OutsideAttempt, std::int64_t> taken;
  const Done done = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const auto instant = storage::parse_instant(*now);
    if (!instant) return pass_on(instant);
    auto attempt = take_outside_attempt(database, digest_of(brought.state), *now);
    if (!attempt) return pass_on(attempt);
    const bool is_ours = *attempt && (*attempt)->provider == provider.id && !brought.browser_secret.empty() &&
                         same_secret((*attempt)->browser_digest, digest_of(brought.browser_secret));
    if (!is_ours) return refuse("accounts.oidc_state");
    taken = {std::move(**attempt), *instant / 1'000'000};
    return {};
  });
  if (!done) return pass_on(done);
  return taken;
}

}  // namespace

Result<ProviderAddresses> ProviderDirectory::addresses_of(const OidcProvider& provider) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = known_.find(provider.id);
    const bool is_fresh = found != known_.end() && storage::monotonic_ms() - found->second.learnt_ms < discovery_ms_max;
    if (is_fresh) return found->second.addresses;
  }
  std::string url = provider.issuer;
  while (url.ends_with('/')) url.pop_back();
  const auto published = ask_provider({url + "/.well-known/openid-configuration", "", "", "", provider.ca_file});
  if (!published) return pass_on(published);
  Known known;
  known.addresses = {text_at(*published, "authorization_endpoint"), text_at(*published, "token_endpoint"),
                     text_at(*published, "jwks_uri"), false};
  const auto* sends = published->if_contains("authorization_response_iss_parameter_supported");
  known.addresses.sends_issuer = sends != nullptr && sends->is_bool() && sends->get_bool();
  const bool are_safe = is_safe_address(known.addresses.authorization) && is_safe_address(known.addresses.token) &&
                        is_safe_address(known.addresses.keys);
  if (text_at(*published, "issuer") != provider.issuer || !are_safe) {
    return refuse("accounts.oidc_misconfigured", {{"provider", provider.name_vi}});
  }
  known.learnt_ms = storage::monotonic_ms();
  const std::lock_guard lock(mutex_);
  return (known_[provider.id] = std::move(known)).addresses;
}

std::string safe_return_path(const std::string& asked) {
  const bool is_path = asked.starts_with('/') && !asked.starts_with("//") && asked.size() <= return_path_bytes_max &&
                       std::none_of(asked.begin(), asked.end(), [](char c) {
                         return c == '\\' || static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
                       });
  return is_path ? asked : "/tai-khoan";
}

Result<OutsideDeparture> depart(Desk& desk, ProviderDirectory& directory, const OidcProvider& provider,
                                const std::string& callback_url, const std::string& return_path) {
  const auto addresses = directory.addresses_of(provider);
  if (!addresses) return pass_on(addresses);
  const std::string state = hex(random_bytes(secret_bytes));
  OutsideDeparture departure;
  departure.browser_secret = hex(random_bytes(secret_bytes));
  const Done kept = desk.with([&](Database& database) -> Done {
    const auto now = database.now();
    if (!now) return pass_on(now);
    const OutsideAttempt attempt{digest_of(state), digest_of(departure.browser_secret), provider.id,
                                 safe_return_path(return_path), storage::later(*now, outside_sign_in_life)};
    return insert_outside_attempt(database, attempt, *now);
  });
  if (!kept) return pass_on(kept);
  const char joint = addresses->authorization.find('?') == std::string::npos ? '?' : '&';
  departure.url = addresses->authorization + joint +
                  form_of({{"response_type", "code"},
                           {"client_id", provider.client_id},
                           {"redirect_uri", callback_url},
                           {"scope", joined(provider.scopes)},
                           {"state", state},
                           {"nonce", nonce_of(departure.browser_secret)},
                           {"code_challenge", base64url(sha256(verifier_of(departure.browser_secret)))},
                           {"code_challenge_method", "S256"}});
  return departure;
}

Result<OutsideArrival> arrive(Desk& desk, commands::Writer& writer, ProviderDirectory& directory,
                              const OidcProvider& provider, const OutsideReturn& brought,
                              const access::Origin& origin) {
  const auto attempt = take_attempt(desk, provider, brought);
  if (!attempt) return pass_on(attempt);
  const auto addresses = directory.addresses_of(provider);
  if (!addresses) return pass_on(addresses);
  const bool is_issuer_due = addresses->sends_issuer || !brought.issuer.empty();
  if (is_issuer_due && brought.issuer != provider.issuer) return refuse("accounts.oidc_state");
  if (!brought.error.empty() || brought.code.empty()) {
    return refuse("accounts.oidc_denied", {{"provider", provider.name_vi}});
  }
  const auto identity = ask_identity(provider, *addresses, brought, attempt->second);
  if (!identity) return pass_on(identity);
  const auto account = account_of(desk, writer, provider, *identity, origin);
  if (!account) return pass_on(account);
  auto session = sign_in_elsewhere(desk, *account, origin, shows_second_factor(provider, *identity));
  if (!session) return pass_on(session);
  return OutsideArrival{std::move(*session), attempt->first.return_path};
}

}  // namespace luytre::accounts
