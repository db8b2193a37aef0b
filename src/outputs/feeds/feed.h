// A list of articles for feed readers, in the three forms they understand. Plain values in, text out; nothing here
// knows of a request or a database.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outputs/feeds/moment.h"

namespace luytre::feeds {

struct Picture {
  std::string address;  // absolute
  std::string type;     // "image/webp"
  std::size_t bytes = 0;
  std::string alt;
};

struct FeedItem {
  std::string id;       // never changes, whatever becomes of the address: "urn:uuid:…"
  std::string address;  // absolute
  std::string title;
  std::string summary;  // plain
  std::string html;     // addresses in it are absolute
  Moment published;
  Moment updated;
  std::vector<std::string> categories;
  std::string author;  // "" unknown
  std::string source;  // whom the text is credited to, "" written here
  std::optional<Picture> picture;
};

struct Feed {
  std::string title;
  std::string description;
  std::string language = "vi";
  std::string publisher;
  std::string site_address;  // absolute: the page that shows the same
  std::string self_address;  // absolute: this feed
  std::string icon_address;
  std::vector<FeedItem> items;  // newest first

  Moment updated() const;  // of the item changed last; the epoch for none
};

enum class FeedForm { rss, atom, json };
std::string_view ending_of(FeedForm form);  // "rss", "atom", "json": of the address
std::string_view media_type_of(FeedForm form);
std::optional<FeedForm> form_with_ending(std::string_view ending);

std::string write_feed(const Feed& feed, FeedForm form);
std::string write_rss(const Feed& feed);        // RSS 2.0
std::string write_atom(const Feed& feed);       // RFC 4287
std::string write_json_feed(const Feed& feed);  // JSON Feed 1.1

// Text between two tags, or in an attribute: escaped, without the characters that XML 1.0 forbids.
std::string xml_text(std::string_view text);

// The HTML with every href and src that begins with one slash made absolute, and without srcset and sizes.
std::string with_absolute_addresses(std::string html, std::string_view site);

}  // namespace luytre::feeds
