#include "programme/newsroom/write_redirects.h"

#include <map>

#include "programme/newsroom/redirect.h"

namespace luytre::newsroom {
namespace {

// Somewhere on this site; never another site's address.
bool is_path(const std::string& target) {
  const bool is_local = target.starts_with('/') && !target.starts_with("//") && target.find('\\') == std::string::npos;
  for (const char letter : target)
    if (static_cast<unsigned char>(letter) <= ' ') return false;
  return is_local && target.size() <= address_bytes_max;
}

Done check_wish(const RedirectWish& wish, const std::string& where) {
  const bool is_address = !wish.from.empty() && wish.from.size() <= address_bytes_max && redirect_key(wish.from) != "/";
  if (!is_address) return refuse("news.redirect_address", {{"from", wish.from.substr(0, 200)}}, where);
  if (!wish.to.empty() && !is_path(wish.to))
    return refuse("news.redirect_target", {{"from", wish.from}, {"to", wish.to.substr(0, 200)}}, where);
  return {};
}

}  // namespace

Result<std::vector<Redirect>> plan_redirects(const ArticleRegister& known, const std::vector<RedirectWish>& wishes) {
  if (wishes.size() > redirects_max) return refuse("news.too_many_redirects", {{"max", std::to_string(redirects_max)}});
  std::map<std::string, Redirect> planned;
  for (std::size_t at = 0; at < wishes.size(); ++at) {
    const RedirectWish& wish = wishes[at];
    const std::string where = "/" + std::to_string(at);
    if (auto checked = check_wish(wish, where); !checked) return pass_on(checked);
    const std::string key = redirect_key(wish.from);
    planned[key] = {key, wish.from, wish.to};
    if (const auto item = k2_item(wish.from)) planned[k2_key(*item)] = {k2_key(*item), wish.from, wish.to};
  }
  // With what is known already, nothing leads on from where something leads to.
  for (const auto& [key, redirect] : planned) {
    if (redirect.target.empty()) continue;
    const Arguments which = {{"from", redirect.address}, {"to", redirect.target}};
    const std::string end = redirect_key(redirect.target);
    if (end == key) return refuse("news.redirect_loop", which);
    const auto next = planned.find(end);
    const std::string beyond = next != planned.end() ? next->second.target : known.redirect_of(end);
    if (beyond.empty()) continue;
    const bool is_loop = redirect_key(beyond) == key;
    Arguments told = which;
    told.emplace_back("beyond", beyond);
    return refuse(is_loop ? "news.redirect_loop" : "news.redirect_chain", is_loop ? which : told);
  }
  for (const auto& [from, to] : known.redirects()) {  // nor does an old one lead to where a new one begins
    if (planned.find(from) != planned.end()) continue;
    const auto next = planned.find(redirect_key(to));
    if (next == planned.end() || next->second.target.empty()) continue;
    return refuse("news.redirect_chain", {{"from", from}, {"to", to}, {"beyond", next->second.target}});
  }
  std::vector<Redirect> redirects;
  for (auto& [key, redirect] : planned) redirects.push_back(std::move(redirect));
  return redirects;
}

Result<Written> write_redirects(commands::Writer& writer, const commands::Asked& asked,
                                const std::vector<RedirectWish>& wishes) {
  return change_article(writer, asked, "news.redirect", {ask_for("news.publish")}, ArticleId(),
                        [&](const ArticleRegister& known) -> Result<Change> {
                          auto planned = plan_redirects(known, wishes);
                          if (!planned) return pass_on(planned);
                          Change change;
                          change.kind = "news.redirected";
                          change.about = {{"redirects", planned->size()}};
                          change.also = [redirects = *std::move(planned)](storage::Database& database,
                                                                          audit::EventNumber event) {
                            return append_redirects(database, event, redirects);
                          };
                          return change;
                        });
}

}  // namespace luytre::newsroom
