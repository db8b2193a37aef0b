#include "platform/notices/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>

#include "base/files.h"
#include "base/hash.h"

namespace luytre::notices {
namespace {

constexpr std::size_t password_bytes_max = 1'024;
constexpr std::size_t unique_bytes = 16;

struct CurlFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  void operator()(char* text) const { curl_free(text); }
};

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return "";
  const std::unique_ptr<char, CurlFree> owned(text);
  return text;
}

bool is_this_machine(const std::string& host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

struct Upload {
  std::string text;
  std::size_t at = 0;
};

std::size_t read_upload(char* to, std::size_t size, std::size_t count, void* data) {
  auto& upload = *static_cast<Upload*>(data);
  const std::size_t bytes = std::min(size * count, upload.text.size() - upload.at);
  std::copy_n(upload.text.data() + upload.at, bytes, to);
  upload.at += bytes;
  return bytes;
}

int watch(void* data, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const auto& settings = *static_cast<const MailSettings*>(data);
  return settings.is_stopping && settings.is_stopping() ? 1 : 0;
}

bool is_unusable_server(CURLcode code) {
  switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
    case CURLE_LOGIN_DENIED:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_ABORTED_BY_CALLBACK:
      return true;
    default:
      return false;
  }
}

Done outcome(CURL* handle, CURLcode code) {
  if (code == CURLE_OK) return {};
  long answer = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer);
  constexpr long closing_down = 421;
  if (is_unusable_server(code) || answer == closing_down) {
    return refuse("notices.mail_server_unusable", {{"reason", curl_easy_strerror(code)}});
  }
  if (code == CURLE_OPERATION_TIMEDOUT) {
    return refuse("notices.mail_slow", {{"limit", std::to_string(mail_send_seconds_max)}});
  }
  return refuse("notices.mail_refused", {{"answer", std::to_string(answer)}, {"reason", curl_easy_strerror(code)}});
}

void set_server(CURL* handle, const MailSettings& settings) {
  const std::unique_ptr<CURLU, CurlFree> url(curl_url());
  curl_url_set(url.get(), CURLUPART_URL, settings.smtp_url.c_str(), CURLU_NON_SUPPORT_SCHEME);
  const bool must_hide = !settings.password.empty() && !is_this_machine(part_of(url.get(), CURLUPART_HOST));
  curl_url_set(url.get(), CURLUPART_USER, nullptr, 0);
  curl_easy_setopt(handle, CURLOPT_URL, part_of(url.get(), CURLUPART_URL).c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(handle, CURLOPT_USE_SSL, must_hide ? long{CURLUSESSL_ALL} : long{CURLUSESSL_TRY});
  if (!settings.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, settings.ca_file.c_str());
  if (!settings.password.empty()) {
    curl_easy_setopt(handle, CURLOPT_USERNAME, settings.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, settings.password.c_str());
  }
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, mail_connect_seconds_max);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, mail_send_seconds_max);
}

Result<std::string> read_password(const std::string& file) {
  if (file.empty()) return std::string();
  auto bytes = read_file(file, password_bytes_max);
  if (!bytes) return refuse("notices.password_unreadable", {}, "LUYTRE_SMTP_PASSWORD_FILE", {bytes.error()});
  while (!bytes->empty() && (bytes->back() == '\n' || bytes->back() == '\r')) bytes->pop_back();
  return std::move(*bytes);
}

}  // namespace

Result<MailSettings> mail_settings(const std::string& smtp_url, const std::string& mail_from,
                                   const std::string& password_file, const std::string& public_url,
                                   const std::string& ca_file) {
  initialise_once();
  const std::unique_ptr<CURLU, CurlFree> url(curl_url());
  const bool is_url = curl_url_set(url.get(), CURLUPART_URL, smtp_url.c_str(), CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (!is_url || (scheme != "smtp" && scheme != "smtps") || !part_of(url.get(), CURLUPART_PASSWORD).empty()) {
    return refuse("notices.bad_smtp_url", {}, "LUYTRE_SMTP");
  }
  auto sender = parse_sender(mail_from);
  if (!sender) return pass_on(sender);
  auto password = read_password(password_file);
  if (!password) return pass_on(password);
  MailSettings settings;
  settings.smtp_url = smtp_url;
  settings.user = part_of(url.get(), CURLUPART_USER);
  settings.password = std::move(*password);
  settings.sender = std::move(*sender);
  settings.public_url = public_url;
  while (settings.public_url.ends_with('/')) settings.public_url.pop_back();
  settings.ca_file = ca_file;
  return settings;
}

Result<std::optional<MailSettings>> mail_settings_of_environment() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string(value == nullptr ? "" : value);
  };
  const std::string url = variable("LUYTRE_SMTP");
  if (url.empty()) return std::nullopt;
  auto settings = mail_settings(url, variable("LUYTRE_MAIL_FROM"), variable("LUYTRE_SMTP_PASSWORD_FILE"),
                                variable("LUYTRE_URL"), variable("LUYTRE_CA_FILE"));
  if (!settings) return pass_on(settings);
  return std::move(*settings);
}

Done send_by_smtp(const MailSettings& settings, const Mail& mail, const std::string& now) {
  if (!is_mail_address(mail.address)) return refuse("notices.bad_address");
  initialise_once();
  const std::unique_ptr<CURL, CurlFree> handle(curl_easy_init());
  if (!handle) return refuse("notices.mail_server_unusable", {{"reason", "libcurl"}});
  set_server(handle.get(), settings);
  const std::string from = "<" + settings.sender.address + ">";
  const std::string to = "<" + mail.address + ">";
  const std::unique_ptr<curl_slist, CurlFree> readers(curl_slist_append(nullptr, to.c_str()));
  Upload upload{mail_text(mail, settings.sender, now, hex(random_bytes(unique_bytes)))};
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_FROM, from.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_MAIL_RCPT, readers.get());
  curl_easy_setopt(handle.get(), CURLOPT_READFUNCTION, read_upload);
  curl_easy_setopt(handle.get(), CURLOPT_READDATA, &upload);
  curl_easy_setopt(handle.get(), CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &settings);
  curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
  return outcome(handle.get(), curl_easy_perform(handle.get()));
}

}  // namespace luytre::notices
