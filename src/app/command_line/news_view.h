// Articles and their drafted figures on the terminal, with what the arithmetic guard says of them.
#pragma once

#include <optional>
#include <string>

#include "app/context.h"
#include "outputs/statistics/claim_register.h"
#include "programme/newsroom/article.h"

namespace luytre::app {

struct Warning {
  std::string sentence;
  json::object value;  // empty: there was nothing to check against
};

// Nothing when the figure holds or says no share.
std::optional<Warning> guard(const Context& context, const newsroom::DraftFigure& figure,
                             const statistics::ClaimRegister& claims);

json::object article_value(const newsroom::Article& article);

// Prints one article with its figures unless JSON was asked for; returns the same as JSON.
json::object show_article(Context& context, const record::Snapshot& snapshot, const newsroom::Article& article);

}  // namespace luytre::app
