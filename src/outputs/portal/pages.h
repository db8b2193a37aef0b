// The pages, one function each; portal_routes.cpp says where they stand.
#pragma once

#include "outputs/portal/site.h"

namespace luytre::portal {

Result<http::Response> home_page(const Visit& visit);
Result<http::Response> communes_page(const Visit& visit);       // /xa
Result<http::Response> commune_page(const Visit& visit);        // /xa/{name}: code, or code-name
Result<http::Response> title_history_page(const Visit& visit);  // /xa/{name}/lich-su-danh-hieu
Result<http::Response> display_page(const Visit& visit);        // /xa/{name}/lay-y-kien
Result<http::Response> survey_page(const Visit& visit);         // /xa/{name}/hai-long
Result<http::Response> unit_news_page(const Visit& visit);      // /xa/{name}/tin-tuc
Result<http::Response> unit_news_feed(const Visit& visit);      // /xa/{name}/tin-tuc.{rss,atom,json}
Result<http::Response> news_page(const Visit& visit);           // /tin-tuc
Result<http::Response> news_feed(const Visit& visit);           // /tin-tuc.{rss,atom,json}
Result<http::Response> news_category_page(const Visit& visit);  // /tin-tuc/chuyen-muc/{category}, its feeds
Result<http::Response> news_tag_page(const Visit& visit);       // /tin-tuc/the/{tag}
Result<http::Response> news_archive_page(const Visit& visit);   // /tin-tuc/luu-tru
Result<http::Response> news_year_page(const Visit& visit);      // /tin-tuc/luu-tru/{year}
Result<http::Response> news_month_page(const Visit& visit);     // /tin-tuc/luu-tru/{year}/{month}
Result<http::Response> article_page(const Visit& visit);        // /tin-tuc/{slug}, {slug}.pdf, {slug}.ics
Result<http::Response> preview_page(const Visit& visit);        // /xem-truoc/{token}
Result<http::Response> events_page(const Visit& visit);         // /su-kien
Result<http::Response> events_calendar(const Visit& visit);     // /su-kien.ics
Result<http::Response> sitemap_index(const Visit& visit);       // /sitemap.xml
Result<http::Response> sitemap_list(const Visit& visit);        // /sitemap/{list}
Result<http::Response> robots(const Visit& visit);              // /robots.txt
Result<http::Response> claims_page(const Visit& visit);         // /so-lieu
Result<http::Response> claim_page(const Visit& visit);          // /so-lieu/{id}
Result<http::Response> claim_of_key(const Visit& visit);  // /so-lieu/{place}/{date}/{figure}: to the page of its id
Result<http::Response> computed_figure_page(const Visit& visit);  // /so-lieu/tinh
Result<http::Response> law_page(const Visit& visit);              // /luat
Result<http::Response> criteria_set_page(const Visit& visit);     // /luat/{subject}/{period}
Result<http::Response> criterion_page(const Visit& visit);        // /luat/{subject}/{period}/{criterion}
Result<http::Response> documents_page(const Visit& visit);        // /van-ban
Result<http::Response> document_page(const Visit& visit);         // /van-ban/{slug}
Result<http::Response> recognitions_page(const Visit& visit);     // /cong-nhan
Result<http::Response> about_page(const Visit& visit);            // /gioi-thieu
Result<http::Response> map_page(const Visit& visit);              // /ban-do
Result<http::Response> map_csv(const Visit& visit);               // /ban-do.csv
Result<http::Response> country_page(const Visit& visit);          // /ban-do/ca-nuoc
Result<http::Response> league_page(const Visit& visit);           // /xep-hang
Result<http::Response> league_csv(const Visit& visit);            // /xep-hang.csv
Result<http::Response> province_page(const Visit& visit);         // /tinh
Result<http::Response> province_series_csv(const Visit& visit);   // /tinh/chuoi.csv
Result<http::Response> commune_series_csv(const Visit& visit);    // /xa/{name}/chuoi.csv
Result<http::Response> claim_series_csv(const Visit& visit);      // /so-lieu/chuoi.csv
Result<http::Response> village_page(const Visit& visit);          // /xa/{name}/thon/{village}
Result<http::Response> open_data_page(const Visit& visit);        // /du-lieu
Result<http::Response> open_data_json(const Visit& visit);        // /du-lieu.json

// An address of the site that came before, or of an article that moved: to where it is now. Nothing: never heard of it.
std::optional<http::Response> moved_page(const Site& site, const http::Request& request);

inline constexpr std::string_view title_history_ending = "/lich-su-danh-hieu";
inline constexpr std::string_view display_ending = "/lay-y-kien";
inline constexpr std::string_view survey_ending = "/hai-long";

// The unit that "06001-doan-ket" names, and the visit on a day of its life: a unit that has ended is shown as it was on
// its last day. Problems portal.unit_unknown, portal.unit_not_alive.
struct OpenedUnit {
  const units::Unit* unit = nullptr;
  Visit visit;
};
Result<OpenedUnit> open_unit(const Visit& visit, const std::string& name);
// The day, or the nearest one on which the unit was alive.
Date day_of_life(const units::Unit& unit, Date day);
// To the permanent address of what is shown, when it was asked for under another.
std::optional<http::Response> to_permanent(const Visit& visit, const std::string& path);

// A day before the register of units begins, or one that has not come. Problems portal_people.day_before_2004,
// portal_people.day_ahead.
Done check_map_day(const Visit& visit);

}  // namespace luytre::portal
