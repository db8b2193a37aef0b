#include "outputs/portal/article_blocks.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "programme/newsroom/render.h"

namespace luytre::portal {
namespace {

// Stands for the token of a claim while Markdown is read; writers cannot send either.
constexpr std::string_view place_open = "\uE000";
constexpr std::string_view place_close = "\uE001";
constexpr int depth_max = 40;  // of lists and quotations in each other; deeper ones are written flat

using Document = std::unique_ptr<cmark_node, decltype(&cmark_node_free)>;

Document parsed(const std::string& markdown) {
  cmark_gfm_core_extensions_ensure_registered();
  const std::unique_ptr<cmark_parser, decltype(&cmark_parser_free)> parser(
      cmark_parser_new(CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8), cmark_parser_free);
  if (auto* table = cmark_find_syntax_extension("table"); table != nullptr)
    cmark_parser_attach_syntax_extension(parser.get(), table);
  cmark_parser_feed(parser.get(), markdown.data(), markdown.size());
  return {cmark_parser_finish(parser.get()), cmark_node_free};
}

std::string literal_of(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text == nullptr ? std::string() : std::string(text);
}

class BlockReader {
 public:
  using Words = std::function<std::string(const std::string& id)>;
  BlockReader(std::vector<newsroom::ClaimToken> tokens, const Words& words, std::string_view picture)
      : tokens_(std::move(tokens)), words_(words), picture_(picture) {}

  ArticleBlocks read(cmark_node* document) {
    walk_children(document, {});
    return std::move(made_);
  }

 private:
  struct Frame {
    bool is_quoted = false;
    int list_depth = 0;
    std::string marker;  // waits for the first paragraph of an item
    int depth = 0;
  };

  void walk_children(cmark_node* parent, Frame frame) {
    ++frame.depth;
    for (cmark_node* child = cmark_node_first_child(parent); child != nullptr; child = cmark_node_next(child)) {
      walk(child, frame);
      frame.marker.clear();
    }
  }

  void walk(cmark_node* node, Frame frame) {
    if (frame.depth > depth_max) return add(BlockKind::paragraph, 0, {}, inline_text(node));
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_PARAGRAPH) return add_paragraph(node, frame);
    if (type == CMARK_NODE_HEADING)
      return add(BlockKind::heading, std::clamp(cmark_node_get_heading_level(node), 2, 6), {}, inline_text(node));
    if (type == CMARK_NODE_CODE_BLOCK) return add_code(literal_of(node));
    if (type == CMARK_NODE_THEMATIC_BREAK) return add(BlockKind::rule, 0, {}, {});
    if (type == CMARK_NODE_HTML_BLOCK) return;  // as in the page: left out
    if (type == CMARK_NODE_LIST) return walk_list(node, frame);
    if (std::string_view(cmark_node_get_type_string(node)) == "table") return add_table(node);
    if (type == CMARK_NODE_BLOCK_QUOTE) frame.is_quoted = true;
    walk_children(node, frame);
  }

  void walk_list(cmark_node* list, Frame frame) {
    ++frame.list_depth;
    const bool is_numbered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    int number = cmark_node_get_list_start(list);
    for (cmark_node* item = cmark_node_first_child(list); item != nullptr; item = cmark_node_next(item)) {
      Frame inside = frame;
      inside.marker = is_numbered ? std::to_string(number++) + "." : "•";
      walk_children(item, inside);
    }
  }

  void add_paragraph(cmark_node* node, const Frame& frame) {
    const BlockKind kind = frame.list_depth > 0 ? BlockKind::item
                           : frame.is_quoted    ? BlockKind::quotation
                                                : BlockKind::paragraph;
    add(kind, frame.list_depth, frame.marker, inline_text(node));
  }

  void add_code(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    add(BlockKind::code, 0, {}, with_figures(text));
  }

  void add(BlockKind kind, int level, std::string marker, std::string text) {
    made_.blocks.push_back({kind, level, std::move(marker), std::move(text), {}});
  }

  void add_table(cmark_node* table) {
    Block block;
    block.kind = BlockKind::table;
    std::size_t columns = 0;
    for (cmark_node* row = cmark_node_first_child(table); row != nullptr; row = cmark_node_next(row)) {
      std::vector<std::string> cells;
      for (cmark_node* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell))
        cells.push_back(inline_text(cell));
      columns = std::max(columns, cells.size());
      block.rows.push_back(std::move(cells));
    }
    for (auto& row : block.rows) row.resize(columns);
    if (columns > 0) made_.blocks.push_back(std::move(block));
  }

  std::string inline_text(cmark_node* block) {
    std::string text;
    const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> nodes(cmark_iter_new(block), cmark_iter_free);
    for (cmark_event_type event; (event = cmark_iter_next(nodes.get())) != CMARK_EVENT_DONE;) {
      cmark_node* node = cmark_iter_get_node(nodes.get());
      const cmark_node_type type = cmark_node_get_type(node);
      if (event == CMARK_EVENT_EXIT) {
        if (type == CMARK_NODE_LINK) text += note_of_link(node);
        if (type == CMARK_NODE_IMAGE) text += "]";
        continue;
      }
      if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) text += with_figures(literal_of(node));
      if (type == CMARK_NODE_IMAGE) text += "[" + std::string(picture_) + ": ";
      if (type == CMARK_NODE_SOFTBREAK) text += " ";
      if (type == CMARK_NODE_LINEBREAK) text += "\n";
    }
    return text;
  }

  std::string note_of_link(cmark_node* link) {
    const char* url = cmark_node_get_url(link);
    const std::string address = url == nullptr ? "" : url;
    const bool leads_out = address.rfind("http://", 0) == 0 || address.rfind("https://", 0) == 0;
    return leads_out ? note({"", address}) : "";
  }

  std::string note(BlockNote one) {
    const auto known = std::find_if(made_.notes.begin(), made_.notes.end(), [&](const BlockNote& other) {
      return other.figure == one.figure && other.address == one.address;
    });
    const auto place = static_cast<std::size_t>(known - made_.notes.begin());
    if (known == made_.notes.end()) made_.notes.push_back(std::move(one));
    return " [" + std::to_string(place + 1) + "]";
  }

  // The words of each claim in the place of what stood for it, with its note.
  std::string with_figures(const std::string& text) {
    std::string made;
    std::size_t at = 0;
    for (std::size_t open = text.find(place_open); open != std::string::npos; open = text.find(place_open, at)) {
      const std::size_t close = text.find(place_close, open);
      if (close == std::string::npos) break;
      made += text.substr(at, open - at);
      const std::string number = text.substr(open + place_open.size(), close - open - place_open.size());
      const auto place = static_cast<std::size_t>(std::strtoul(number.c_str(), nullptr, 10));
      if (place < tokens_.size()) {
        const newsroom::ClaimToken& token = tokens_[place];
        made += (token.words.empty() ? words_(token.id) : token.words) + note({token.id, ""});
      }
      at = close + place_close.size();
    }
    return made + text.substr(at);
  }

  std::vector<newsroom::ClaimToken> tokens_;
  const Words& words_;
  std::string_view picture_;
  ArticleBlocks made_;
};

}  // namespace

ArticleBlocks article_blocks(std::string_view markdown, const std::function<std::string(const std::string& id)>& words,
                             std::string_view picture) {
  std::string clean;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::string_view here = markdown.substr(at, place_open.size());
    const bool is_private = here == place_open || here == place_close;
    if (!is_private) clean += markdown[at];
    at += is_private ? here.size() : 1;
  }
  auto tokens = newsroom::claim_tokens(clean);
  std::string prepared;
  std::size_t at = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    prepared += clean.substr(at, tokens[i].begin - at);
    prepared += std::string(place_open) + std::to_string(i) + std::string(place_close);
    at = tokens[i].end;
  }
  prepared += clean.substr(at);
  const Document document = parsed(prepared);
  return BlockReader(std::move(tokens), words, picture).read(document.get());
}

}  // namespace luytre::portal
