// Articles: what the newsroom publishes. A change is a new version; the old ones stay.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/identifier.h"
#include "platform/audit/event.h"
#include "programme/newsroom/workflow.h"

namespace luytre::newsroom {

using ArticleId = Identifier<struct ArticleTag>;  // UUIDv7

enum class ArticleStatus { draft, published, corrected };
std::string_view name_of(ArticleStatus);
std::optional<ArticleStatus> article_status_named(std::string_view);

enum class Category { news, local, movement, guidance, document, ocop, science };
std::string_view name_of(Category);  // "news"; its title is message newsroom.category.news
std::optional<Category> category_named(std::string_view);

enum class ArticleKind { story, event };
std::string_view name_of(ArticleKind);
std::optional<ArticleKind> article_kind_named(std::string_view);

// Of an event; instants of the clock's form, UTC.
struct EventPlan {
  std::string begins_at;
  std::string ends_at;  // "": nobody said
  std::string place;
  std::string organiser;
  friend bool operator==(const EventPlan&, const EventPlan&) = default;
};

struct CriterionRef {
  std::string set;   // "commune-ntm/2021-2025"
  std::string code;  // "9.2"
  friend bool operator==(const CriterionRef&, const CriterionRef&) = default;
};

// A bound claim as it was on the day of publication. Numbers in machine notation, "" when there is none.
struct FrozenFigure {
  std::string claim;
  std::string value;  // in words: "5.860 xã"
  std::string numerator;
  std::string denominator;
  std::string printed;
  std::string as_of;
  audit::EventNumber event = 0;  // what was known then
  friend bool operator==(const FrozenFigure&, const FrozenFigure&) = default;
};

// How a version came about. Public texts show "updated" and "corrected" only.
inline constexpr std::string_view change_written = "written", change_bound = "bound", change_settings = "settings",
                                  change_published = "published", change_withdrawn = "withdrawn",
                                  change_updated = "updated", change_corrected = "corrected";

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

  ArticleKind kind = ArticleKind::story;
  EventPlan plan;                  // only of an event
  std::vector<std::string> tags;   // as written; slug(tag) is its address
  std::vector<std::string> units;  // identities: "06001@2025-07-01"
  std::vector<CriterionRef> criteria;
  std::string embargo_until;  // nobody reads it before this instant; "": none
  std::string visible_from;   // of a published version: shown when this instant has come; "": at once
  std::string change_kind;    // change_… above; "" of rows before there was a workflow
  std::string change_note;    // why, in words: public when updated or corrected
  std::vector<FrozenFigure> frozen;
  bool is_taken_over = false;  // from the old archive
  std::string original_url;    // its old address

  // Given by the register.
  Stage stage = Stage::draft;  // of the newest version: the article's; of others: what they were
  std::string published_at;    // instant from which it could first be read; "" of a draft

  audit::EventNumber event = 0;
  std::string recorded_at;
};

// Ids of the claims that the title, lead or body name, in order, each once.
std::vector<std::string> claims_of(const Article& article);

// A figure of a text: waiting for an editor, bound to a claim, quoted from a source, or no statistic at all.
enum class FigureState { drafted, bound, quoted, not_statistic };
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
  std::string claim;       // once bound
  std::string source;      // once quoted
  std::string source_url;  // of the quotation
  audit::EventNumber event = 0;
};

// A step that was taken; staff's alone.
struct TakenStep {
  ArticleId article;
  int version = 0;
  std::string step;  // of the table, or "revise" where a change put the article back
  Stage stage = Stage::draft;
  std::string reason;
  std::string answers;  // JSON
  std::string actor;
  std::string recorded_at;
  audit::EventNumber event = 0;
};

// A correction or an update of a public text that waits for somebody to release it.
enum class ProposalState { open, taken, declined };
std::string_view name_of(ProposalState);
std::optional<ProposalState> proposal_state_named(std::string_view);

struct Proposal {
  std::string id;
  ArticleId article;
  int version = 0;  // of the article, which it changes
  Step step = Step::correct;
  std::string note;
  std::string title;
  std::string lead;
  std::string body;
  ProposalState state = ProposalState::open;
  std::string author;
  audit::EventNumber event = 0;
};

// A link by which a draft can be read without an account, until it ends.
struct Preview {
  std::string id;
  ArticleId article;
  std::string token_sha256;  // hex; the token itself is kept nowhere
  std::string expires_at;
  bool is_revoked = false;
  audit::EventNumber event = 0;
};

}  // namespace luytre::newsroom
