// docs/reference/decree-42-2022.md: what it says is done, or partly done, stands where it says.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "outputs/portal/portal_routes.h"
#include "outputs/portal/search_page.h"
#include "outputs/portal/slip_pages.h"

namespace luytre::portal {
namespace {

const auto nothing = [](auto&&...) { return refuse("http.internal"); };

// `/van-ban?loai=plan` of the file, without questions; the API and what other rooms serve is held by its description.
std::set<std::string> named_addresses() {
  std::ifstream file("docs/reference/decree-42-2022.md");
  std::stringstream text;
  text << file.rdbuf();
  const std::string all = text.str();
  std::set<std::string> found;
  const std::regex address("`(/[a-z/{}-]*)(\\?[^`]*)?`");
  for (auto at = std::sregex_iterator(all.begin(), all.end(), address); at != std::sregex_iterator(); ++at) {
    if ((*at)[1].str().rfind("/api/", 0) != 0) found.insert((*at)[1].str());
  }
  return found;
}

TEST(Decree42, EveryAddressThatTheListNamesIsServed) {
  http::Router router;
  const auto today = [] { return Date::of(2025, 12, 31); };
  add_portal_routes(router, nothing, today);
  add_search_pages(router, nothing, today, nullptr, "");
  std::set<std::string> served;
  for (const auto& route : router.routes()) served.insert(route.pattern);
  served.insert("/phieu");  // add_slip_pages, which needs the survey's doors
  const auto named = named_addresses();
  EXPECT_GE(named.size(), 9U) << "is the file read from the root of the sources?";
  for (const std::string& one : named) EXPECT_TRUE(served.contains(one)) << one;
}

}  // namespace
}  // namespace luytre::portal
