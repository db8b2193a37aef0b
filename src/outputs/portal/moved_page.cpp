// Addresses that were public once: of the site that came before, of articles that got another one.
#include "outputs/portal/pages.h"

namespace luytre::portal {
namespace {

constexpr std::size_t address_bytes_max = 1'000;  // a longer one was never anybody's

// "/component/k2/item/1149-ten-bai", "/tin-tuc/item/1103-…": an article of the old site, by its number.
bool names_old_item(const http::Request& request) {
  for (std::size_t at = 0; at + 1 < request.segments.size(); ++at) {
    const std::string& next = request.segments[at + 1];
    if (request.segments[at] == "item" && !next.empty() && next.front() >= '0' && next.front() <= '9') return true;
  }
  return false;
}

// "/index.php", "/component/k2/itemlist/…", "?start=376": lists of the old site.
bool is_old_list(const http::Request& request) {
  if (request.segments.empty()) return false;
  const std::string& first = request.segments.front();
  return first == "component" || first == "index.php" || request.query_text("start") != nullptr ||
         request.query_text("limitstart") != nullptr;
}

}  // namespace

std::optional<http::Response> moved_page(const Site& site, const http::Request& request) {
  if (request.method != "GET" && request.method != "HEAD") return std::nullopt;
  if (request.target.size() > address_bytes_max) return std::nullopt;
  const auto snapshot = site.newest();
  if (!snapshot) return std::nullopt;
  if (const auto target = (*snapshot)->articles->moved_to(request.target); target && *target != request.target)
    return http::redirect_response(*target, true);
  // An item whose article nobody took over stays unknown: a list is not what was asked for.
  if (names_old_item(request) || !is_old_list(request)) return std::nullopt;
  return http::redirect_response("/tin-tuc", true);
}

}  // namespace luytre::portal
