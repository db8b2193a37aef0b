#include "platform/accounts/oidc_fetch.h"

#include <curl/curl.h>

#include <memory>
#include <mutex>

#include "platform/accounts/oidc_settings.h"

namespace luytre::accounts {
namespace {

struct EasyFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void initialise_once() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

std::size_t keep_answer(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& answer = *static_cast<std::string*>(data);
  if (answer.size() + size * count > oidc_answer_bytes_max) return 0;  // curl ends with a write error
  answer.append(bytes, size * count);
  return size * count;
}

tl::unexpected<Problem> unreachable(std::string reason) {
  return refuse("accounts.oidc_unreachable", {{"reason", std::move(reason)}});
}

void set_question(CURL* handle, const OidcQuestion& question) {
  curl_easy_setopt(handle, CURLOPT_URL, question.url.c_str());
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, oidc_connect_seconds_max);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT, oidc_seconds_max);
  curl_easy_setopt(handle, CURLOPT_MAXFILESIZE, static_cast<long>(oidc_answer_bytes_max));
  curl_easy_setopt(handle, CURLOPT_USERAGENT, "luytre");
  if (!question.ca_file.empty()) curl_easy_setopt(handle, CURLOPT_CAINFO, question.ca_file.c_str());
  if (!question.user.empty()) {
    curl_easy_setopt(handle, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(handle, CURLOPT_USERNAME, question.user.c_str());
    curl_easy_setopt(handle, CURLOPT_PASSWORD, question.password.c_str());
  }
  if (!question.form.empty()) curl_easy_setopt(handle, CURLOPT_POSTFIELDS, question.form.c_str());
}

}  // namespace

Result<json::object> ask_provider(const OidcQuestion& question) {
  if (!is_safe_address(question.url)) return unreachable("https");
  initialise_once();
  const std::unique_ptr<CURL, EasyFree> handle(curl_easy_init());
  if (!handle) return unreachable("libcurl");
  set_question(handle.get(), question);
  const std::unique_ptr<curl_slist, EasyFree> headers(curl_slist_append(nullptr, "Accept: application/json"));
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
  std::string answer;
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, keep_answer);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer);
  const CURLcode code = curl_easy_perform(handle.get());
  if (code != CURLE_OK) return unreachable(curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  constexpr long ok = 200;
  if (status != ok) return unreachable("HTTP " + std::to_string(status));
  auto value = parse_json(answer);
  if (!value || !value->is_object()) return unreachable("JSON");
  return std::move(value->get_object());
}

}  // namespace luytre::accounts
