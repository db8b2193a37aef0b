#include "outputs/office/office_routes.h"

#include "outputs/office/forms.h"
#include "outputs/office/pages.h"
#include "outputs/portal/pages.h"
#include "platform/sheets/workbook.h"

namespace luytre::office {
namespace {

using Draw = Result<http::Response> (*)(const Office&, const Visit&);

// A page and what is posted to its address.
struct Standing {
  std::string_view path;
  Draw page;
  Draw post = nullptr;
  std::size_t body_bytes = 0;  // of the post; 0: the server's own limit
};

constexpr std::size_t upload_bytes_max = sheets::file_bytes_max + (std::size_t{1} << 20U);

constexpr Standing standings[] = {
    {"/dang-nhap", sign_in_page, post_sign_in},
    {"/dang-nhap/ma", factor_page, post_factor},
    {"/dang-xuat", nullptr, post_sign_out},
    {"/kich-hoat/{code}", activation_page, post_activation},
    {"/tai-khoan", account_page},
    {"/tai-khoan/mat-khau", password_page, post_password},
    {"/tai-khoan/yeu-to", set_factor_page, post_set_factor},
    {"/tai-khoan/ma-du-phong", recovery_page, post_recovery},
    {"/tai-khoan/phien", sessions_page, post_sessions},
    {"/tai-khoan/ma-truy-cap", tokens_page, post_tokens},
    {"/tai-khoan/uy-quyen", delegations_page, post_delegations},
    {"/tai-khoan/thong-bao", preference_page, post_preference},
    {"/thong-bao", notices_page, post_notices},
    {"/quyen", why_page},
    {"/quan-tri/phan-quyen", matrix_page},
    {"/quan-tri/tai-khoan", accounts_page},
    {"/quan-tri/tai-khoan/moi", invitation_page, post_invitation},
    {"/quan-tri/tai-khoan/nhap", import_page, post_import, upload_bytes_max},
    {"/quan-tri/tai-khoan/bieu-nhap", import_form_file},
    {"/quan-tri/tai-khoan/{id}", one_account_page, post_one_account},
    {"/quan-tri/vai-tro", waiting_page, post_waiting},
    {"/nhat-ky", log_page},
    {"/nhat-ky/chuoi", chain_page, post_chain},
    {"/nhat-ky/{number}", event_page},
    {"/hoi-dong/{id}/bien-ban", minutes_page},
    {"/ban-luat", law_desk_page},
    {"/ban-luat/bo/{subject}/{period}", open_points_page, post_open_points, upload_bytes_max},
    {"/ban-luat/bo/{subject}/{period}/bieu", law_form_file},
    {"/ban-luat/bo/{subject}/{period}/de-xuat", proposing_page, post_proposing},
    {"/ban-luat/bo/{subject}/{period}/xac-nhan", confirming_page, post_confirming},
    {"/ban-luat/de-xuat/{id}", proposal_page, post_proposal},
};

http::Response refused(const Office& office, const portal::Site& site, const http::Request& request,
                       const Problem& problem) {
  const bool is_english = !request.segments.empty() && request.segments.front() == "en";
  const Language language = is_english ? Language::en : Language::vi;
  const bool is_signed_in = request.actor.kind == access::ActorKind::account;
  if (problem.code == "access.not_signed_in" && !is_signed_in) return sign_in_first(request, is_english ? "/en" : "");
  if (!is_signed_in) return site.problem_page(request, problem);
  View view;
  portal::set_flag(view, "names_holders", problem.code.starts_with("access."));
  portal::set_flag(view, "needs_factor", problem.code == "access.needs_second_factor");
  return site.problem_page(request, problem, desk_head(office, site, request, {}, language), "refused",
                           std::move(view));
}

}  // namespace

void add_office_routes(http::Router& router, const Office& office, portal::Source source) {
  const auto site = std::make_shared<const portal::Site>(std::move(source), office.doors.today);
  const auto shared = std::make_shared<const Office>(office);
  const auto add = [&](const char* method, const std::string& path, const std::string& base, Draw draw,
                       std::size_t body_bytes) {
    const portal::Page page = [shared, draw](const Visit& visit) { return draw(*shared, visit); };
    router.add(
        method, base + path,
        [site, handler = site->handler(page, base)](const http::Request& request) { return handler(request); },
        body_bytes);
  };
  for (const Standing& standing : standings) {
    for (const std::string base : {"", "/en"}) {
      const std::string path(standing.path);
      if (standing.page != nullptr) add("GET", path, base, standing.page, 0);
      if (standing.post != nullptr) add("POST", path, base, standing.post, standing.body_bytes);
    }
  }
  router.set_problem_page([site, shared](const http::Request& request, const Problem& problem) {
    auto moved = problem.code == "http.not_found" ? portal::moved_page(*site, request) : std::nullopt;
    return moved ? *std::move(moved) : refused(*shared, *site, request, problem);
  });
}

}  // namespace luytre::office
