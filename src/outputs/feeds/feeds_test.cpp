// What feed readers, calendars and search engines are sent: well formed, escaped, with the dates that their formats
// ask for. xmllint reads the XML where it is installed.
#include <gmock/gmock.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "base/vietnamese.h"
#include "outputs/feeds/calendar.h"
#include "outputs/feeds/feed.h"
#include "outputs/feeds/sitemap.h"

namespace luytre::feeds {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

void expect_well_formed(const std::string& xml) {
  if (std::system("command -v xmllint >/dev/null 2>&1") != 0) GTEST_SKIP() << "xmllint is not installed";
  const auto path = std::filesystem::temp_directory_path() / ("luytre-feed-" + std::to_string(::getpid()) + ".xml");
  std::ofstream(path, std::ios::binary) << xml;
  const int status = std::system(("xmllint --noout --nonet '" + path.string() + "'").c_str());
  std::filesystem::remove(path);
  EXPECT_EQ(status, 0) << xml;
}

Feed a_feed() {
  Feed feed;
  feed.title = "Tin tức & sự kiện <Lạng Sơn>";
  feed.description = "Tin mới";
  feed.publisher = "Lũy Tre";
  feed.site_address = "https://ntm.example.vn/tin-tuc";
  feed.self_address = "https://ntm.example.vn/tin-tuc.rss";
  FeedItem item;
  item.id = "urn:uuid:01940000-0000-7000-8000-000000000001";
  item.address = "https://ntm.example.vn/tin-tuc/cao-loc";
  item.title = "Cao Lộc \"thi đua\" & \x01<script>";
  item.summary = "5.860 xã ]]> hết";
  item.html = "<p><a href=\"/so-lieu/1\">5.860 xã</a></p>";
  item.published = Moment::at_midnight(Date::of(2025, 12, 5));
  item.updated = *Moment::parse("2025-12-07T03:04:05.123456Z");
  item.categories = {"Phong trào thi đua", "OCOP"};
  item.source = "Báo Lạng Sơn";
  item.picture = Picture{"https://ntm.example.vn/hinh-anh/a-l.jpg", "image/jpeg", 12345, "Cánh đồng"};
  feed.items.push_back(item);
  return feed;
}

TEST(Moment, is_written_as_each_format_asks) {
  const Moment moment = *Moment::parse("2025-12-05T03:00:00Z");
  EXPECT_EQ(moment.rfc3339(), "2025-12-05T10:00:00+07:00");
  EXPECT_EQ(moment.rfc822(), "Fri, 05 Dec 2025 10:00:00 +0700");
  EXPECT_EQ(moment.ical_utc(), "20251205T030000Z");
  EXPECT_EQ(moment.ical_local(), "20251205T100000");
  EXPECT_EQ(moment.clock(), "10:00");
  EXPECT_EQ(Moment::at_midnight(Date::of(2025, 12, 5)).rfc3339(), "2025-12-05T00:00:00+07:00");
  EXPECT_EQ(Moment::at_midnight(Date::of(2025, 12, 5)).ical_utc(), "20251204T170000Z");
  EXPECT_EQ(Moment::at_midnight(Date::of(1969, 12, 31)).rfc822(), "Wed, 31 Dec 1969 00:00:00 +0700");
  EXPECT_EQ(*Moment::parse("2025-12-05T10:00:00+07:00"), moment);
  EXPECT_EQ(Moment::parse("2025-12-05T20:30:00Z")->day(), Date::of(2025, 12, 6));
  for (const char* wrong : {"", "2025-12-05", "2025-13-05T00:00:00Z", "2025-12-05T24:00:00Z", "2025-12-05T00:00:00+7",
                            "2025-12-05T00:00:00Zulu"})
    EXPECT_FALSE(Moment::parse(wrong)) << wrong;
}

TEST(Feeds, rss_has_what_the_format_wants) {
  const std::string text = write_rss(a_feed());
  EXPECT_THAT(text, StartsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\""));
  for (const char* part :
       {"<title>Tin tức &amp; sự kiện &lt;Lạng Sơn&gt;</title>", "<language>vi</language>",
        "<guid isPermaLink=\"false\">urn:uuid:01940000", "<pubDate>Fri, 05 Dec 2025 00:00:00 +0700</pubDate>",
        "<lastBuildDate>Sun, 07 Dec 2025 10:04:05 +0700</lastBuildDate>", "<category>OCOP</category>",
        "rel=\"self\" type=\"application/rss+xml\" href=\"https://ntm.example.vn/tin-tuc.rss\"",
        "length=\"12345\" type=\"image/jpeg\""})
    EXPECT_THAT(text, HasSubstr(part));
  EXPECT_THAT(text, Not(HasSubstr("<script>")));
  EXPECT_THAT(text, Not(HasSubstr("\x01")));
  expect_well_formed(text);
}

TEST(Feeds, atom_has_what_the_format_wants) {
  const std::string text = write_atom(a_feed());
  for (const char* part : {"<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"vi\">",
                           "<updated>2025-12-07T10:04:05+07:00</updated>", "<author><name>Lũy Tre</name>",
                           "<published>2025-12-05T00:00:00+07:00</published>", "<content type=\"html\">&lt;p&gt;"})
    EXPECT_THAT(text, HasSubstr(part));
  expect_well_formed(text);
}

TEST(Feeds, json_feed_has_what_the_format_wants) {
  const auto value = parse_json(write_json_feed(a_feed()));
  ASSERT_TRUE(value);
  const auto& feed = value->as_object();
  EXPECT_EQ(feed.at("version").as_string(), "https://jsonfeed.org/version/1.1");
  EXPECT_EQ(feed.at("feed_url").as_string(), "https://ntm.example.vn/tin-tuc.rss");
  const auto& item = feed.at("items").as_array().at(0).as_object();
  EXPECT_EQ(item.at("date_modified").as_string(), "2025-12-07T10:04:05+07:00");
  EXPECT_EQ(item.at("tags").as_array().size(), 2U);
  EXPECT_EQ(item.at("attachments").as_array().at(0).as_object().at("size_in_bytes").to_number<int>(), 12345);
}

TEST(Feeds, an_empty_list_is_a_feed_too) {
  Feed feed = a_feed();
  feed.items.clear();
  expect_well_formed(write_rss(feed));
  const std::string atom = write_atom(feed);
  expect_well_formed(atom);
  EXPECT_THAT(atom, HasSubstr("<updated>"));
  EXPECT_TRUE(parse_json(write_json_feed(feed)));
}

TEST(Feeds, smaller_copies_of_a_picture_are_left_out) {
  EXPECT_EQ(with_absolute_addresses("<img src=\"/a\" srcset=\"/b 1w, /a 2w\" sizes=\"9rem\" alt=\"x\">", "https://s"),
            "<img src=\"https://s/a\" alt=\"x\">");
}

TEST(Feeds, addresses_become_absolute_and_others_stay) {
  EXPECT_EQ(with_absolute_addresses(
                "<a href=\"/x\">a</a><img src=\"/y\"><a href=\"//h/z\">b</a><a href=\"https://k/\">", "https://s"),
            "<a href=\"https://s/x\">a</a><img src=\"https://s/y\"><a href=\"//h/z\">b</a><a href=\"https://k/\">");
}

CalendarEvent an_event() {
  CalendarEvent event;
  event.uid = "01940000-0000-7000-8000-000000000001@luytre";
  event.sequence = 2;
  event.stamp = *Moment::parse("2025-12-07T03:04:05Z");
  event.starts = *Moment::parse("2026-01-10T01:00:00Z");
  event.ends = Moment::parse("2026-01-10T04:30:00Z");
  event.summary = "Phát động đợt thi đua cao điểm ủng hộ xây dựng nông thôn mới, xã Cao Lộc; năm 2026 – lễ ra quân";
  event.description = "Dòng một\nDòng hai \\ hết";
  event.location = "Nhà văn hóa xã, thôn Nà Làng";
  event.address = "https://ntm.example.vn/tin-tuc/phat-dong";
  return event;
}

TEST(Calendar, lines_are_folded_between_letters_at_75_octets) {
  const std::string text = write_calendar({an_event()}, "Lịch");
  EXPECT_THAT(text, StartsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:"));
  EXPECT_THAT(text, EndsWith("END:VCALENDAR\r\n"));
  std::string unfolded;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    const std::string line = text.substr(at, end - at);
    EXPECT_LE(line.size(), calendar_line_octets_max);
    EXPECT_TRUE(is_valid_utf8(line)) << line;
    EXPECT_EQ(line.find('\n'), std::string::npos);
    unfolded += line.front() == ' ' ? line.substr(1) : "\n" + line;
    at = end + 2;
  }
  EXPECT_THAT(unfolded, HasSubstr("\nSUMMARY:Phát động đợt thi đua cao điểm ủng hộ xây dựng nông thôn mới\\, xã Cao "
                                  "Lộc\\; năm 2026 – lễ ra quân\n"));
  EXPECT_THAT(unfolded, HasSubstr("\nDESCRIPTION:Dòng một\\nDòng hai \\\\ hết\n"));
  EXPECT_THAT(unfolded, HasSubstr("\nDTSTART;TZID=Asia/Ho_Chi_Minh:20260110T080000\n"));
  EXPECT_THAT(unfolded, HasSubstr("\nDTEND;TZID=Asia/Ho_Chi_Minh:20260110T113000\n"));
  EXPECT_THAT(unfolded, HasSubstr("\nTZID:Asia/Ho_Chi_Minh\n"));
  EXPECT_THAT(unfolded, HasSubstr("\nSEQUENCE:2\n"));
}

TEST(Calendar, a_whole_day_is_days_and_its_end_is_the_day_after) {
  CalendarEvent event = an_event();
  event.is_whole_day = true;
  event.starts = Moment::at_midnight(Date::of(2026, 2, 27));
  event.ends = Moment::at_midnight(Date::of(2026, 2, 28));
  const std::string text = write_calendar({event});
  EXPECT_THAT(text, HasSubstr("DTSTART;VALUE=DATE:20260227\r\nDTEND;VALUE=DATE:20260301\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("VTIMEZONE")));
}

TEST(Calendar, a_line_of_any_bytes_is_folded_and_ends) {
  for (std::size_t size : {0U, 74U, 75U, 76U, 200U}) {
    const std::string folded = folded_line(std::string(size, '\x80'));
    EXPECT_THAT(folded, EndsWith("\r\n"));
  }
  EXPECT_EQ(folded_line(std::string(75, 'a')), std::string(75, 'a') + "\r\n");
  EXPECT_EQ(folded_line(std::string(76, 'a')), std::string(75, 'a') + "\r\n a\r\n");
  EXPECT_EQ(ical_text("a\r\nb\x07"), "a\\nb");
}

TEST(Sitemap, holds_at_most_what_the_protocol_allows) {
  const std::vector<SitemapRow> rows(
      sitemap_rows_max + 1, {"https://ntm.example.vn/xa/1?a=1&b=2", Moment::at_midnight(Date::of(2025, 1, 2))});
  const std::string text = write_sitemap(rows);
  std::size_t count = 0;
  for (std::size_t at = text.find("<loc>"); at != std::string::npos; at = text.find("<loc>", at + 1)) ++count;
  EXPECT_EQ(count, sitemap_rows_max);
  EXPECT_THAT(text, HasSubstr("a=1&amp;b=2</loc><lastmod>2025-01-02T00:00:00+07:00</lastmod>"));
  expect_well_formed(write_sitemap_index({{"https://ntm.example.vn/sitemap/tin-tuc-2025-12.xml", std::nullopt}}));
}

}  // namespace
}  // namespace luytre::feeds
