#include "outputs/app/app_routes.h"

#include <array>
#include <memory>

#include "base/resources.h"

namespace luytre::staff_app {
namespace {

constexpr std::string_view root = "/lam-viec";
constexpr std::size_t screen_segments_max = 6;  // of a screen's address below /lam-viec

// Beside what every page may: photographs and recordings before they are sent (blob:), a worker; a code on a slip is
// read with the camera, a question of the survey is recorded with the microphone.
constexpr std::string_view policy =
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; object-src 'none'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

constexpr std::string_view permissions = "camera=(self), geolocation=(), microphone=(self), payment=()";

constexpr std::array<std::pair<std::string_view, std::string_view>, 10> media_types = {{
    {".html", "text/html"},
    {".js", "text/javascript"},
    {".mjs", "text/javascript"},
    {".css", "text/css"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
}};

std::string_view media_type_of(std::string_view path) {
  for (const auto& [ending, type] : media_types)
    if (path.ends_with(ending)) return type;
  return "application/octet-stream";
}

Result<http::Response> file_response(const Files& files, const std::string& path, const http::Request& request) {
  const auto found = files.find(path);
  if (found == files.end()) return refuse("http.not_found", {{"path", request.path}});
  return http::document_response(media_type_of(path), std::string(found->second));
}

// Screens have addresses of their own, drawn by the app: each is the same page. What has an extension is a file.
Result<http::Response> screen(const Files& files, const http::Request& request) {
  const std::string& last = request.segments.back();
  const bool is_file = request.segments.size() > 1 && last.find('.') != std::string::npos;
  if (is_file || (request.segments.size() > 1 && request.segments[1] == "tep"))
    return refuse("http.not_found", {{"path", request.path}});
  auto page = file_response(files, "index.html", request);
  if (!page) return page;
  page->set("Content-Security-Policy", std::string(policy));
  page->set("Permissions-Policy", std::string(permissions));
  page->set("Cache-Control", "no-cache");
  page->set("X-Robots-Tag", "noindex");
  return page;
}

// The worker rules over the page itself, which lies above its own folder.
Result<http::Response> worker(const Files& files, const http::Request& request) {
  auto script = file_response(files, "sw.js", request);
  if (!script) return script;
  script->set("Service-Worker-Allowed", std::string(root));
  script->set("Cache-Control", "no-cache");
  return script;
}

Result<http::Response> kept_file(const Files& files, const http::Request& request) {
  auto file = file_response(files, "tep/" + request.captured_text("file"), request);
  if (file) file->set("Cache-Control", "public, max-age=31536000, immutable");
  return file;
}

}  // namespace

Result<Files> built_app() { return read_pack(resource("web/app.pack")); }

void add_app_routes(http::Router& router, Files files) {
  const auto shared = std::make_shared<const Files>(std::move(files));
  const auto add = [&](const std::string& pattern, auto answer) {
    router.get(pattern, [shared, answer](const http::Request& request) { return answer(*shared, request); });
  };
  std::string pattern(root);
  for (std::size_t depth = 0; depth <= screen_segments_max; ++depth) {
    add(pattern, screen);
    pattern += "/{part" + std::to_string(depth) + "}";
  }
  add(std::string(root) + "/tep/{file}", kept_file);
  add(std::string(root) + "/sw.js", worker);
  add(std::string(root) + "/manifest.webmanifest", [](const Files& known, const http::Request& request) {
    return file_response(known, "manifest.webmanifest", request);
  });
}

}  // namespace luytre::staff_app
