// An article as a PDF: what the page says, with the addresses that a link would have led to as notes.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "outputs/portal/article_blocks.h"
#include "outputs/portal/site.h"

namespace luytre::portal {

struct PaperArticle {
  std::string publisher;
  std::string title;
  std::string facts;  // day, category, credit in one line
  std::string lead;
  std::vector<std::string> remarks;                       // demonstration, archived, corrected, "now part of …"
  std::vector<std::pair<std::string, std::string>> plan;  // of an event: name and value
  ArticleBlocks text;
  std::vector<std::string> notes;  // one for each of the text's notes
  std::vector<std::string> log;
  std::string source;
  std::string address;     // permanent, absolute; as a code beside the title too
  std::string printed_on;  // in words
  Language language = Language::vi;
};

PaperArticle paper_article(const Visit& visit, const newsroom::Article& article);

// Problems of paper::printed.
Result<std::string> print_article(const PaperArticle& article);

}  // namespace luytre::portal
