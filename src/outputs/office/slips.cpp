#include "outputs/office/slips.h"

#include "platform/accounts/totp.h"
#include "platform/storage/instant.h"

namespace luytre::office {

http::Response slips_page(const Office& office, const Visit& visit, const std::vector<Slip>& slips) {
  const std::string site = site_address(office, visit.request);
  View list = portal::empty_list();
  for (const Slip& slip : slips) {
    const std::string link = site + visit.base + "/kich-hoat/" + slip.invited.code;
    View one;
    one.set("name", slip.name);
    one.set("login", slip.login);
    portal::set_text(one, "position", slip.position);
    portal::set_text(one, "role", slip.role);
    portal::set_text(one, "unit", slip.unit);
    portal::set_flag(one, "is_waiting", slip.is_waiting);
    one.set("code", slip.invited.code);
    one.set("link", link);
    one.set("qr", accounts::qr_svg(link));
    one.set("expires_at", storage::vietnam_clock(slip.invited.expires_at));
    list.push_back(one);
  }
  View view;
  view.set("slips", list);
  return desk_page(office, visit, {visit.say("office.slip.title"), "accounts"}, "slips", std::move(view));
}

}  // namespace luytre::office
