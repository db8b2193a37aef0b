// Permanent redirects from addresses of the old site. A loop is refused when it is written, and so is a chain.
#pragma once

#include <string>
#include <vector>

#include "programme/newsroom/change_articles.h"
#include "programme/newsroom/redirect_store.h"

namespace luytre::newsroom {

inline constexpr std::size_t redirects_max = 200'000;  // at once

struct RedirectWish {
  std::string from;  // an address of the old site, in any spelling
  std::string to;    // a path of this site; "" ends the redirect
};

// As rows, each address once; also under its K2 number where it has one. Problems news.redirect_address,
// news.redirect_target, news.redirect_loop, news.redirect_chain, news.too_many_redirects; `where` is the place in the
// list, "/0".
Result<std::vector<Redirect>> plan_redirects(const ArticleRegister& known, const std::vector<RedirectWish>& wishes);

// Act news.publish.
Result<Written> write_redirects(commands::Writer& writer, const commands::Asked& asked,
                                const std::vector<RedirectWish>& wishes);

}  // namespace luytre::newsroom
