// An article's Markdown as paper shows it: paragraphs, headings, lists, quotations and tables in plain words, with
// notes where a figure or a link stands.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace luytre::portal {

enum class BlockKind { paragraph, heading, item, quotation, code, table, rule };

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;       // of a heading 2 to 6; of an item how deep its list stands, 1 and more
  std::string marker;  // of the first paragraph of an item: "•", "2."
  std::string text;
  std::vector<std::vector<std::string>> rows;  // of a table; the first is its header
};

// What a note says: `figure` is the id of a claim, else `address` where a link leads.
struct BlockNote {
  std::string figure;
  std::string address;
};

struct ArticleBlocks {
  std::vector<Block> blocks;
  std::vector<BlockNote> notes;  // note 1 is the first; in the text it is written " [1]"
};

// `words(id)` are those of a claim whose token has none; `picture` stands before what a picture shows ("picture").
ArticleBlocks article_blocks(std::string_view markdown, const std::function<std::string(const std::string& id)>& words,
                             std::string_view picture);

}  // namespace luytre::portal
