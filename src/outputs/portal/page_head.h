// What machines are told of a page in its <head>: its permanent address, its other language, Open Graph, schema.org,
// the feeds that go with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/messages.h"
#include "outputs/portal/templates.h"
#include "platform/http/request.h"

namespace luytre::portal {

struct FeedLink {
  std::string title;
  std::string path;  // "/tin-tuc.rss"
  std::string type;  // "application/rss+xml"
};

// What a picture is to those who share a page.
struct HeadPicture {
  std::string path;  // "/hinh-anh/…"
  std::string alt;
  int width = 0;
  int height = 0;
};

struct HeadFacts {
  std::string path;              // the permanent address, without the language's base; "": the one asked for
  std::string kind = "website";  // "article", of Open Graph
  std::string published;         // RFC 3339, of an article
  std::string modified;
  std::string section;
  std::vector<std::string> tags;
  std::optional<HeadPicture> picture;
  json::array data;  // schema.org, each a whole object
  std::vector<FeedLink> feeds;
  bool is_hidden = false;  // search engines are asked to leave it out
};

// One {"@type":"ListItem"} after the other; addresses are absolute.
json::object breadcrumbs(const std::vector<std::pair<std::string, std::string>>& names_and_addresses);

// JSON for inside a <script>: "<" never stands in it.
std::string json_for_script(const json::value& value);

// The members of the template _head. `site` is the public address without a slash at its end.
void add_head(View& view, const HeadFacts& facts, const http::Request& request, std::string_view site,
              std::string_view base);

// A public address as it was set: without slashes at its end; nothing for what is no http(s) address with a host.
std::optional<std::string> public_address_of(std::string_view setting);
// Where nothing is set: the program on one's own machine.
inline constexpr std::string_view own_machine = "http://127.0.0.1:8080";

}  // namespace luytre::portal
