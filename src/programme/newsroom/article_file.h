// An article as a file: YAML front matter between two lines "---", then Markdown. demonstration/articles/README.md
// tells writers the keys.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {

// From what a file writes after "claim:" (a claim's id or its key in a series) to the claim's id.
using ClaimResolver = std::function<std::optional<std::string>(const std::string& key_or_id)>;

// `name` is the file's name: it stands in problems and gives the slug when the front matter has none. Problems
// news.front_matter_missing, news.front_matter_malformed, news.front_matter_key, news.claim_unresolved and those of its
// values.
Result<ArticleDraft> load_article_file(std::string_view text, const std::string& name, const ClaimResolver& resolve);

}  // namespace luytre::newsroom
