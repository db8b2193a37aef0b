// Articles: what the newsroom publishes. A change is a new version; the old ones stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifier.h"
#include "platform/audit/event.h"

namespace luytre::newsroom {

using ArticleId = Identifier<struct ArticleTag>;  // UUIDv7

enum class ArticleStatus { draft, published, corrected };
std::string_view name_of(ArticleStatus);
std::optional<ArticleStatus> article_status_named(std::string_view);

enum class Category { news, local, movement, guidance, document, ocop, science };
std::string_view name_of(Category);  // "news"; its title is message newsroom.category.news
std::optional<Category> category_named(std::string_view);

struct Article {
  ArticleId id;
  std::string slug;  // permanent, unique: "cao-loc-phat-dong-thi-dua"
  std::string title;
  bool is_working_title = false;  // cut from the lead by the program; an editor has not chosen it
  std::string lead;               // plain text
  std::string body;               // Markdown; figures as {{claim:ID}} or {{claim:ID|words}}
  std::optional<Date> date;       // of publication; a draft may have none
  Category category = Category::news;
  std::string source_name;  // whom the text is credited to; empty: written here
  std::string source_url;
  bool is_demonstration = false;
  ArticleStatus status = ArticleStatus::draft;
  int version = 1;
  std::string correction;  // what was corrected, in words; empty unless corrected
  std::string author;      // the actor who recorded this version
  audit::EventNumber event = 0;
  std::string recorded_at;
};

// Ids of the claims that the title, lead or body name, in order, each once.
std::vector<std::string> claims_of(const Article& article);

// A figure found in an imported article, waiting for an editor.
enum class FigureState { drafted, confirmed, rejected };
std::string_view name_of(FigureState);
std::optional<FigureState> figure_state_named(std::string_view);

struct DraftFigure {
  ArticleId article;
  int position = 0;        // 1, 2 … in the order of the text
  std::string text;        // as written: "5.860 xã (71,3%)"
  std::string definition;  // of the claim it would become, "" when the newsroom cannot tell
  std::string counts;      // what it counts, in words
  std::string numerator;   // machine notation, "" when none
  std::string printed;     // percent or average as printed, "" when none
  std::string place;       // unit code or "VN"
  std::optional<Date> as_of;
  FigureState state = FigureState::drafted;
  std::string claim;  // once confirmed
  audit::EventNumber event = 0;
};

}  // namespace luytre::newsroom
