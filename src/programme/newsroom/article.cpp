#include "programme/newsroom/article.h"

#include <algorithm>
#include <array>

#include "programme/newsroom/render.h"

namespace luytre::newsroom {
namespace {

constexpr std::array<std::string_view, 3> status_names = {"draft", "published", "corrected"};
constexpr std::array<std::string_view, 7> category_names = {"news",     "local", "movement", "guidance",
                                                            "document", "ocop",  "science"};
constexpr std::array<std::string_view, 4> figure_state_names = {"drafted", "bound", "quoted", "not_statistic"};
constexpr std::array<std::string_view, 3> proposal_state_names = {"open", "taken", "declined"};
constexpr std::array<std::string_view, 2> kind_names = {"story", "event"};

template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::string_view name_of(ArticleStatus status) { return status_names[static_cast<std::size_t>(status)]; }
std::string_view name_of(Category category) { return category_names[static_cast<std::size_t>(category)]; }
std::string_view name_of(FigureState state) { return figure_state_names[static_cast<std::size_t>(state)]; }

std::optional<ArticleStatus> article_status_named(std::string_view name) {
  return named<ArticleStatus>(status_names, name);
}
std::optional<Category> category_named(std::string_view name) { return named<Category>(category_names, name); }
std::string_view name_of(ProposalState state) { return proposal_state_names[static_cast<std::size_t>(state)]; }
std::optional<ProposalState> proposal_state_named(std::string_view name) {
  return named<ProposalState>(proposal_state_names, name);
}
std::string_view name_of(ArticleKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }
std::optional<ArticleKind> article_kind_named(std::string_view name) { return named<ArticleKind>(kind_names, name); }
std::optional<FigureState> figure_state_named(std::string_view name) {
  return named<FigureState>(figure_state_names, name);
}

std::vector<std::string> claims_of(const Article& article) {
  std::vector<std::string> ids;
  for (const std::string* part : {&article.title, &article.lead, &article.body}) {
    for (const ClaimToken& token : claim_tokens(*part)) {
      if (std::find(ids.begin(), ids.end(), token.id) == ids.end()) ids.push_back(token.id);
    }
  }
  return ids;
}

}  // namespace luytre::newsroom
