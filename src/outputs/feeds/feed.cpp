#include "outputs/feeds/feed.h"

#include <algorithm>
#include <array>

#include "base/html.h"
#include "base/json.h"

namespace luytre::feeds {
namespace {

std::string element(std::string_view name, std::string_view text) {
  return "<" + std::string(name) + ">" + xml_text(text) + "</" + std::string(name) + ">\n";
}

std::string attribute(std::string_view name, std::string_view text) {
  return " " + std::string(name) + "=\"" + xml_text(text) + "\"";
}

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string rss_item(const FeedItem& item) {
  std::string text = "<item>\n" + element("title", item.title) + element("link", item.address);
  text += "<guid isPermaLink=\"false\">" + xml_text(item.id) + "</guid>\n";
  text += element("pubDate", item.published.rfc822());
  if (!item.author.empty()) text += element("dc:creator", item.author);
  if (!item.source.empty()) text += element("dc:source", item.source);
  for (const std::string& category : item.categories) text += element("category", category);
  text += element("description", item.summary);
  text += element("content:encoded", item.html);
  if (item.picture) {
    text += "<enclosure" + attribute("url", item.picture->address) +
            attribute("length", std::to_string(item.picture->bytes)) + attribute("type", item.picture->type) + "/>\n";
  }
  return text + "</item>\n";
}

std::string atom_entry(const FeedItem& item) {
  std::string text = "<entry>\n" + element("id", item.id) + element("title", item.title);
  text += element("published", item.published.rfc3339()) + element("updated", item.updated.rfc3339());
  text += "<link rel=\"alternate\" type=\"text/html\"" + attribute("href", item.address) + "/>\n";
  if (item.picture) {
    text += "<link rel=\"enclosure\"" + attribute("type", item.picture->type) +
            attribute("href", item.picture->address) + attribute("length", std::to_string(item.picture->bytes)) +
            "/>\n";
  }
  if (!item.author.empty()) text += "<author>" + element("name", item.author) + "</author>\n";
  for (const std::string& category : item.categories) text += "<category" + attribute("term", category) + "/>\n";
  if (!item.source.empty()) text += element("rights", item.source);
  text += element("summary", item.summary);
  return text + "<content type=\"html\">" + xml_text(item.html) + "</content>\n</entry>\n";
}

json::object json_item(const FeedItem& item) {
  json::object value{{"id", item.id},
                     {"url", item.address},
                     {"title", item.title},
                     {"summary", item.summary},
                     {"content_html", item.html},
                     {"date_published", item.published.rfc3339()},
                     {"date_modified", item.updated.rfc3339()}};
  json::array tags;
  for (const std::string& category : item.categories) tags.push_back(json::value(category));
  if (!tags.empty()) value["tags"] = std::move(tags);
  if (!item.author.empty()) value["authors"] = json::array{json::object{{"name", item.author}}};
  if (item.picture) {
    value["image"] = item.picture->address;
    value["attachments"] = json::array{json::object{{"url", item.picture->address},
                                                    {"mime_type", item.picture->type},
                                                    {"title", item.picture->alt},
                                                    {"size_in_bytes", item.picture->bytes}}};
  }
  return value;
}

}  // namespace

Moment Feed::updated() const {
  Moment latest;
  for (const FeedItem& item : items) latest = std::max({latest, item.published, item.updated});
  return latest;
}

std::string_view ending_of(FeedForm form) {
  constexpr std::array<std::string_view, 3> endings = {"rss", "atom", "json"};
  return endings[static_cast<std::size_t>(form)];
}

std::string_view media_type_of(FeedForm form) {
  constexpr std::array<std::string_view, 3> types = {"application/rss+xml; charset=utf-8",
                                                     "application/atom+xml; charset=utf-8", "application/feed+json"};
  return types[static_cast<std::size_t>(form)];
}

std::optional<FeedForm> form_with_ending(std::string_view ending) {
  for (const FeedForm form : {FeedForm::rss, FeedForm::atom, FeedForm::json})
    if (ending_of(form) == ending) return form;
  return std::nullopt;
}

std::string write_feed(const Feed& feed, FeedForm form) {
  if (form == FeedForm::rss) return write_rss(feed);
  return form == FeedForm::atom ? write_atom(feed) : write_json_feed(feed);
}

std::string write_rss(const Feed& feed) {
  std::string text(xml_head);
  text +=
      "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\" "
      "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n";
  text += element("title", feed.title) + element("link", feed.site_address) + element("description", feed.description);
  text += element("language", feed.language);
  if (!feed.items.empty()) text += element("lastBuildDate", feed.updated().rfc822());
  text += element("docs", "https://www.rssboard.org/rss-specification");
  text += "<atom:link rel=\"self\" type=\"application/rss+xml\"" + attribute("href", feed.self_address) + "/>\n";
  for (const FeedItem& item : feed.items) text += rss_item(item);
  return text + "</channel>\n</rss>\n";
}

std::string write_atom(const Feed& feed) {
  std::string text(xml_head);
  text += "<feed xmlns=\"http://www.w3.org/2005/Atom\"" + attribute("xml:lang", feed.language) + ">\n";
  text += element("id", feed.self_address) + element("title", feed.title) + element("subtitle", feed.description);
  text += element("updated", feed.updated().rfc3339());
  text += "<author>" + element("name", feed.publisher) + "</author>\n";
  text += "<link rel=\"self\" type=\"application/atom+xml\"" + attribute("href", feed.self_address) + "/>\n";
  text += "<link rel=\"alternate\" type=\"text/html\"" + attribute("href", feed.site_address) + "/>\n";
  if (!feed.icon_address.empty()) text += element("icon", feed.icon_address);
  for (const FeedItem& item : feed.items) text += atom_entry(item);
  return text + "</feed>\n";
}

std::string write_json_feed(const Feed& feed) {
  json::object value{{"version", "https://jsonfeed.org/version/1.1"},
                     {"title", feed.title},
                     {"description", feed.description},
                     {"home_page_url", feed.site_address},
                     {"feed_url", feed.self_address},
                     {"language", feed.language},
                     {"authors", json::array{json::object{{"name", feed.publisher}}}}};
  if (!feed.icon_address.empty()) value["icon"] = feed.icon_address;
  json::array items;
  for (const FeedItem& item : feed.items) items.push_back(json_item(item));
  value["items"] = std::move(items);
  return compact(value) + "\n";
}

std::string xml_text(std::string_view text) {
  std::string kept;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const bool is_control = byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r';
    const std::string_view three = text.substr(at, 3);
    if (three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF") {  // U+FFFE and U+FFFF are no characters
      at += 2;
    } else if (!is_control) {
      kept += text[at];
    }
  }
  return escape_html(kept);
}

std::string with_absolute_addresses(std::string html, std::string_view site) {
  for (const std::string_view name : {" href=\"/", " src=\"/"}) {
    for (std::size_t at = html.find(name); at != std::string::npos; at = html.find(name, at)) {
      const std::size_t slash = at + name.size() - 1;
      at = slash;
      if (html.compare(slash, 2, "//") != 0) html.insert(slash, site);
    }
  }
  // A reader of feeds takes the picture itself; its smaller copies are for pages.
  for (const std::string_view name : {" srcset=\"", " sizes=\""}) {
    for (std::size_t at = html.find(name); at != std::string::npos; at = html.find(name, at)) {
      const std::size_t end = html.find('"', at + name.size());
      if (end == std::string::npos) break;
      html.erase(at, end + 1 - at);
    }
  }
  return html;
}

}  // namespace luytre::feeds
