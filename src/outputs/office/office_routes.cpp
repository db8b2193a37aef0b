#include "outputs/office/office_routes.h"

namespace luytre::office {

void add_office_routes(http::Router& router, Office office, portal::Source source) {
  const auto today = office.doors.today;
  const auto site = std::make_shared<const portal::Site>(std::move(source), today);
  const auto shared = std::make_shared<const Office>(std::move(office));
  const auto add = [&](const std::string& method, const std::string& path, const OfficePage& page) {
    for (const std::string base : {"", "/en"}) {
      const portal::Page drawn = [shared, page](const Visit& visit) { return page(*shared, visit); };
      router.add(method, base + path, [site, handler = site->handler(drawn, base)](const http::Request& request) {
        return handler(request);
      });
    }
  };
  add("GET", "/dang-nhap", sign_in_page);
  add("POST", "/dang-nhap", post_sign_in);
  add("GET", "/dang-nhap/ma", factor_page);
  add("POST", "/dang-nhap/ma", post_factor);
  add("POST", "/dang-xuat", post_sign_out);
  add("GET", "/kich-hoat/{code}", activation_page);
  add("POST", "/kich-hoat/{code}", post_activation);
  add("GET", "/tai-khoan", account_page);
  add("POST", "/tai-khoan/mat-khau", post_password);
  add("GET", "/tai-khoan/yeu-to", set_factor_page);
  add("POST", "/tai-khoan/yeu-to", post_begin_factor);
  add("POST", "/tai-khoan/yeu-to/xac-nhan", post_confirm_factor);
  add("POST", "/tai-khoan/phien", post_end_session);
  add("GET", "/quyen", why_page);
  add("GET", "/quan-tri/phan-quyen", matrix_page);
  add("GET", "/quan-tri/tai-khoan", accounts_page);
  add("POST", "/quan-tri/tai-khoan", post_invitation);
  add("GET", "/quan-tri/vai-tro", waiting_page);
  add("POST", "/quan-tri/vai-tro", post_decision);
}

}  // namespace luytre::office
