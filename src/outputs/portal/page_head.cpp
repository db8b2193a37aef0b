#include "outputs/portal/page_head.h"

namespace luytre::portal {
namespace {

constexpr std::string_view english_base = "/en";

// The path asked for, in the shape of an address, without the language's base.
std::string own_path(const http::Request& request, std::string_view base) {
  std::string path;
  for (std::size_t at = base.empty() ? 0 : 1; at < request.segments.size(); ++at)
    path += "/" + http::percent_encoded(request.segments[at]);
  return path.empty() ? "/" : path;
}

std::string absolute(std::string_view site, std::string_view base, std::string_view path) {
  std::string address = std::string(site) + std::string(base);
  if (path != "/" || base.empty()) address += path;
  return address;
}

void add_picture(View& view, const HeadFacts& facts, std::string_view site) {
  set_flag(view, "has_picture", facts.picture.has_value());
  if (!facts.picture) return;
  view.set("picture", absolute(site, "", facts.picture->path));
  set_text(view, "picture_alt", facts.picture->alt);
  view.set("picture_width", std::to_string(facts.picture->width));
  view.set("picture_height", std::to_string(facts.picture->height));
}

}  // namespace

json::object breadcrumbs(const std::vector<std::pair<std::string, std::string>>& names_and_addresses) {
  json::array items;
  for (const auto& [name, address] : names_and_addresses) {
    items.push_back(
        json::object{{"@type", "ListItem"}, {"position", items.size() + 1}, {"name", name}, {"item", address}});
  }
  return {{"@context", "https://schema.org"}, {"@type", "BreadcrumbList"}, {"itemListElement", std::move(items)}};
}

std::string json_for_script(const json::value& value) {
  std::string text = compact(value);
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at))
    text.replace(at, 1, "\\u003c");
  return text;
}

void add_head(View& view, const HeadFacts& facts, const http::Request& request, std::string_view site,
              std::string_view base) {
  const bool is_dated = !request.query.empty() && facts.path.empty();  // a page of a question has no address of its own
  const std::string path = facts.path.empty() ? own_path(request, base) : facts.path;
  const bool is_past = request.query_text("biet") != nullptr;
  set_flag(view, "is_hidden", facts.is_hidden || is_past);
  const bool has_address = !is_dated && !facts.is_hidden && !is_past;
  set_text(view, "canonical", has_address ? absolute(site, base, path) : "");
  view.set("canonical_vi", absolute(site, "", path));
  view.set("canonical_en", absolute(site, english_base, path));
  view.set("kind", facts.kind);
  view.set("locale", base.empty() ? "vi_VN" : "en_GB");
  set_text(view, "published", facts.published);
  set_text(view, "modified", facts.modified);
  set_text(view, "section", facts.section);
  View tags = empty_list();
  for (const std::string& tag : facts.tags) tags.push_back(View(tag));
  view.set("head_tags", tags);
  add_picture(view, facts, site);
  View feeds = empty_list();
  for (const FeedLink& feed : facts.feeds) {
    View one;
    one.set("feed_title", feed.title);
    one.set("feed_address", feed.path);
    one.set("feed_type", feed.type);
    feeds.push_back(one);
  }
  view.set("feeds", feeds);
  view.set("print_address", absolute(site, base, path));
  View data = empty_list();
  for (const json::value& one : facts.data) data.push_back(View(json_for_script(one)));
  view.set("data", data);
}

std::optional<std::string> public_address_of(std::string_view setting) {
  while (!setting.empty() && setting.back() == '/') setting.remove_suffix(1);
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (setting.substr(0, scheme.size()) != scheme) continue;
    const std::string_view host = setting.substr(scheme.size());
    const bool is_plain = !host.empty() && host.find_first_not_of(
                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                               "0123456789.-_:[]/") == std::string_view::npos;
    return is_plain ? std::optional<std::string>(setting) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace luytre::portal
