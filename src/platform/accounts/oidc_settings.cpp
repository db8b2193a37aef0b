#include "platform/accounts/oidc_settings.h"

#include <curl/curl.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <memory>

#include "base/files.h"

namespace luytre::accounts {
namespace {

constexpr std::size_t settings_bytes_max = 65'536;
constexpr std::size_t secret_bytes_max = 1'024;
constexpr std::size_t providers_max = 20;

struct UrlFree {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  const std::unique_ptr<char, UrlFree> owned(text);
  return text;
}

tl::unexpected<Problem> wrong(const std::string& where, std::string reason) {
  return refuse("accounts.oidc_settings", {{"reason", std::move(reason)}}, where);
}

bool is_id(const std::string& text) {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::string text_at(const YAML::Node& node, const char* key) {
  const YAML::Node value = node[key];
  return value && value.IsScalar() ? value.as<std::string>() : "";
}

std::vector<std::string> list_at(const YAML::Node& node, const char* key) {
  std::vector<std::string> texts;
  for (const auto& item : node[key]) texts.push_back(item.as<std::string>());
  return texts;
}

Done check_keys(const YAML::Node& node, std::initializer_list<std::string_view> known, const std::string& where) {
  for (const auto& member : node) {
    const auto key = member.first.as<std::string>();
    if (std::find(known.begin(), known.end(), key) == known.end()) return wrong(where, key + "?");
  }
  return {};
}

Done read_secret(const YAML::Node& node, const std::string& where, OidcProvider& provider) {
  const std::string file = text_at(node, "client_secret_file");
  if (file.empty()) return {};
  auto secret = read_file(file, secret_bytes_max);
  if (!secret) return wrong(where, "client_secret_file");
  while (!secret->empty() && (secret->back() == '\n' || secret->back() == '\r')) secret->pop_back();
  provider.client_secret = std::move(*secret);
  return {};
}

Result<OidcProvider> provider_of(const YAML::Node& node, const std::string& where) {
  const auto known = check_keys(node,
                                {"id", "name", "issuer", "client_id", "client_secret_file", "client_auth", "scopes",
                                 "first_link", "second_factor", "ca_file"},
                                where);
  if (!known) return pass_on(known);
  OidcProvider provider;
  provider.id = text_at(node, "id");
  if (!is_id(provider.id)) return wrong(where, "id");
  if (node["name"]) {
    provider.name_vi = text_at(node["name"], "vi");
    provider.name_en = text_at(node["name"], "en");
  }
  if (provider.name_vi.empty() || provider.name_en.empty()) return wrong(where, "name: vi, en");
  provider.issuer = text_at(node, "issuer");
  if (!is_safe_address(provider.issuer)) return wrong(where, "issuer: https://…");
  provider.client_id = text_at(node, "client_id");
  if (provider.client_id.empty()) return wrong(where, "client_id");
  const std::string auth = text_at(node, "client_auth");
  if (!auth.empty() && auth != "basic" && auth != "post") return wrong(where, "client_auth: basic, post");
  provider.sends_secret_in_body = auth == "post";
  provider.scopes = list_at(node, "scopes");
  if (std::find(provider.scopes.begin(), provider.scopes.end(), "openid") == provider.scopes.end()) {
    provider.scopes.insert(provider.scopes.begin(), "openid");
  }
  const std::string link = text_at(node, "first_link");
  if (!link.empty() && link != "never" && link != "verified_email") {
    return wrong(where, "first_link: never, verified_email");
  }
  provider.links_by_verified_email = link == "verified_email";
  if (const YAML::Node factor = node["second_factor"]) {
    if (auto fit = check_keys(factor, {"acr", "amr"}, where); !fit) return pass_on(fit);
    provider.second_factor_acr = list_at(factor, "acr");
    provider.second_factor_amr = list_at(factor, "amr");
  }
  provider.ca_file = text_at(node, "ca_file");
  if (auto read = read_secret(node, where, provider); !read) return pass_on(read);
  return provider;
}

}  // namespace

const OidcProvider* OidcSettings::find(std::string_view id) const {
  const auto found =
      std::find_if(providers.begin(), providers.end(), [&](const OidcProvider& provider) { return provider.id == id; });
  return found == providers.end() ? nullptr : &*found;
}

bool is_safe_address(std::string_view url) {
  const std::unique_ptr<CURLU, UrlFree> parsed(curl_url());
  if (curl_url_set(parsed.get(), CURLUPART_URL, std::string(url).c_str(), 0) != CURLUE_OK) return false;
  if (!part_of(parsed.get(), CURLUPART_USER).empty() || !part_of(parsed.get(), CURLUPART_FRAGMENT).empty())
    return false;
  const std::string scheme = part_of(parsed.get(), CURLUPART_SCHEME);
  const std::string host = part_of(parsed.get(), CURLUPART_HOST);
  if (scheme == "https") return true;
  const bool is_this_machine = host == "localhost" || host == "127.0.0.1" || host == "[::1]";
  return scheme == "http" && is_this_machine;
}

Result<OidcSettings> parse_oidc_settings(const std::string& yaml, const std::string& file) {
  OidcSettings settings;
  try {
    const YAML::Node root = YAML::Load(yaml);
    if (!root.IsMap()) return wrong(file, "providers");
    if (auto known = check_keys(root, {"providers"}, file); !known) return pass_on(known);
    for (const auto& node : root["providers"]) {
      const std::string where = file + ":" + std::to_string(node.Mark().line + 1);
      if (!node.IsMap() || settings.providers.size() == providers_max) return wrong(where, "providers");
      auto provider = provider_of(node, where);
      if (!provider) return pass_on(provider);
      if (settings.find(provider->id) != nullptr) return wrong(where, "id " + provider->id + " × 2");
      settings.providers.push_back(std::move(*provider));
    }
  } catch (const YAML::Exception& error) {
    return wrong(file, error.what());
  }
  return settings;
}

Result<OidcSettings> read_oidc_settings(const std::string& file) {
  const auto text = read_file(file, settings_bytes_max);
  if (!text) return pass_on(text);
  return parse_oidc_settings(*text, file);
}

}  // namespace luytre::accounts
