#include "programme/newsroom/html_to_markdown.h"

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <memory>

namespace luytre::newsroom {
namespace {

constexpr int depth_max = 200;  // deeper: only the words

struct DestroyOutput {
  void operator()(GumboOutput* output) const { gumbo_destroy_output(&kGumboDefaultOptions, output); }
};

// Signs that Markdown or a claim token would read.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char letter : text) {
    if (std::string_view("\\`*_[]<>#|~{").find(letter) != std::string_view::npos) safe += '\\';
    safe += letter;
  }
  return safe;
}

// A beginning of a line that would make a list, a rule or a heading of the line above.
std::string safe_line(std::string line) {
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool is_number = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  if (is_number) return line.insert(digits, "\\");
  if (!line.empty() && std::string_view("-+=").find(line.front()) != std::string_view::npos) line.insert(0, "\\");
  return line;
}

std::string safe_beginnings(const std::string& block) {
  std::string safe;
  for (std::size_t at = 0; at <= block.size();) {
    const auto end = std::min(block.find('\n', at), block.size());
    safe += (at == 0 ? "" : "\n") + safe_line(block.substr(at, end - at));
    at = end + 1;
  }
  return safe;
}

bool is_blank(char letter) { return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r'; }

std::string trimmed(const std::string& text) {
  const auto first = std::find_if_not(text.begin(), text.end(), is_blank);
  const auto last = std::find_if_not(text.rbegin(), text.rend(), is_blank).base();
  return first < last ? std::string(first, last) : std::string();
}

bool is_one_of(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool runs(GumboTag tag) {
  return is_one_of(tag, {GUMBO_TAG_SCRIPT, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT,   GUMBO_TAG_EMBED,
                         GUMBO_TAG_APPLET, GUMBO_TAG_FORM,     GUMBO_TAG_INPUT,  GUMBO_TAG_BUTTON,   GUMBO_TAG_TEXTAREA,
                         GUMBO_TAG_SELECT, GUMBO_TAG_SVG,      GUMBO_TAG_MATH,   GUMBO_TAG_TEMPLATE, GUMBO_TAG_FRAME,
                         GUMBO_TAG_VIDEO,  GUMBO_TAG_AUDIO,    GUMBO_TAG_CANVAS, GUMBO_TAG_BASE,     GUMBO_TAG_META});
}

bool is_style(GumboTag tag) { return is_one_of(tag, {GUMBO_TAG_STYLE, GUMBO_TAG_LINK}); }

bool is_block(GumboTag tag) {
  return is_one_of(
      tag, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_SECTION, GUMBO_TAG_ARTICLE, GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION,
            GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_TABLE, GUMBO_TAG_TR, GUMBO_TAG_DL, GUMBO_TAG_DT, GUMBO_TAG_DD,
            GUMBO_TAG_ADDRESS, GUMBO_TAG_CENTER, GUMBO_TAG_PRE, GUMBO_TAG_CAPTION});
}

int heading_of(GumboTag tag) {
  constexpr std::array<GumboTag, 6> headings = {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3,
                                                GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6};
  const auto at = std::find(headings.begin(), headings.end(), tag);
  return at == headings.end() ? 0 : std::max(2, static_cast<int>(at - headings.begin()) + 1);
}

std::string lower(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return small;
}

class Writer {
 public:
  ConvertedHtml take() {
    flush();
    for (std::string& block : blocks_) result_.markdown += (result_.markdown.empty() ? "" : "\n\n") + block;
    if (!result_.markdown.empty()) result_.markdown += '\n';
    return std::move(result_);
  }

  void read(const GumboNode& node, int depth) {
    if (node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_CDATA || node.type == GUMBO_NODE_WHITESPACE) {
      add_text(node.v.text.text);
    } else if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) {
      read_element(node.v.element, depth);
    }
  }

 private:
  void read_element(const GumboElement& element, int depth) {
    count_handlers(element);
    if (element.tag_namespace != GUMBO_NAMESPACE_HTML || runs(element.tag)) {
      ++result_.scripts;
    } else if (is_style(element.tag)) {
      ++result_.styles;
    } else if (depth > depth_max) {
      read_children(element, depth);
    } else if (element.tag == GUMBO_TAG_IMG) {
      const std::string source = attribute(element, "src");
      if (!source.empty() && !source.starts_with("data:")) result_.images.push_back(source);
    } else if (element.tag == GUMBO_TAG_BR) {
      line_ += "\\\n";
    } else if (element.tag == GUMBO_TAG_HR) {
      flush();
      blocks_.emplace_back("---");
    } else {
      read_kept(element, depth);
    }
  }

  void read_kept(const GumboElement& element, int depth) {
    if (const int level = heading_of(element.tag); level > 0) {
      flush();
      read_children(element, depth);
      std::string text = trimmed(line_);
      std::replace(text.begin(), text.end(), '\n', ' ');
      line_.clear();
      if (!text.empty()) blocks_.push_back(std::string(static_cast<std::size_t>(level), '#') + " " + text);
    } else if (is_one_of(element.tag, {GUMBO_TAG_UL, GUMBO_TAG_OL})) {
      read_list(element, depth);
    } else if (element.tag == GUMBO_TAG_BLOCKQUOTE) {
      read_quote(element, depth);
    } else if (is_one_of(element.tag, {GUMBO_TAG_STRONG, GUMBO_TAG_B})) {
      read_marked(element, depth, "**");
    } else if (is_one_of(element.tag, {GUMBO_TAG_EM, GUMBO_TAG_I})) {
      read_marked(element, depth, "*");
    } else if (element.tag == GUMBO_TAG_A) {
      read_link(element, depth);
    } else if (is_one_of(element.tag, {GUMBO_TAG_TD, GUMBO_TAG_TH})) {
      read_children(element, depth);
      line_ += "   ";  // cells of a row stand apart; tables of old sites were mostly layout
    } else {
      if (is_block(element.tag)) flush();
      read_children(element, depth);
      if (is_block(element.tag)) flush();
    }
  }

  void read_children(const GumboElement& element, int depth) {
    for (unsigned at = 0; at < element.children.length; ++at)
      read(*static_cast<const GumboNode*>(element.children.data[at]), depth + 1);
  }

  // What stands inside, as blocks of its own.
  std::vector<std::string> inside(const GumboElement& element, int depth) {
    flush();
    std::vector<std::string> outside = std::move(blocks_);
    blocks_.clear();
    read_children(element, depth);
    flush();
    std::swap(outside, blocks_);
    return outside;
  }

  static std::string indented(const std::vector<std::string>& blocks, const std::string& first,
                              const std::string& others) {
    std::string text;
    for (const std::string& block : blocks) {
      for (std::size_t at = 0; at <= block.size();) {
        const auto end = std::min(block.find('\n', at), block.size());
        text += (text.empty() ? first : "\n" + others) + block.substr(at, end - at);
        at = end + 1;
      }
      if (&block != &blocks.back()) text += "\n" + others;
    }
    return text;
  }

  void read_list(const GumboElement& element, int depth) {
    flush();
    std::string list;
    int number = 0;
    for (unsigned at = 0; at < element.children.length; ++at) {
      const auto& child = *static_cast<const GumboNode*>(element.children.data[at]);
      if (child.type != GUMBO_NODE_ELEMENT) continue;
      const std::string mark = element.tag == GUMBO_TAG_OL ? std::to_string(++number) + ". " : "- ";
      count_handlers(child.v.element);
      const std::string item = indented(inside(child.v.element, depth + 1), mark, std::string(mark.size(), ' '));
      if (!item.empty()) list += (list.empty() ? "" : "\n") + item;
    }
    if (!list.empty()) blocks_.push_back(list);
  }

  void read_quote(const GumboElement& element, int depth) {
    const std::string quote = indented(inside(element, depth), "> ", "> ");
    if (!quote.empty()) blocks_.push_back(quote);
  }

  // The words of an element inside a line; a block in it ends the line and the marks stay out.
  std::string words_of(const GumboElement& element, int depth) {
    const std::size_t before = blocks_.size();
    std::string outside = std::move(line_);
    line_.clear();
    read_children(element, depth);
    if (blocks_.size() == before) {
      std::swap(outside, line_);
      return outside;
    }
    const std::string earlier = trimmed(outside);
    if (!earlier.empty()) blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(before), earlier);
    return {};
  }

  void read_marked(const GumboElement& element, int depth, const std::string& mark) {
    const std::string words = words_of(element, depth);
    const std::string inner = trimmed(words);
    if (inner.empty() || inner.find('\n') != std::string::npos || inner.front() == '*' || inner.back() == '*') {
      line_ += words;
      return;
    }
    line_ += (is_blank(words.front()) ? " " : "") + mark + inner + mark + (is_blank(words.back()) ? " " : "");
  }

  void read_link(const GumboElement& element, int depth) {
    const std::string words = trimmed(words_of(element, depth));
    std::string address = trimmed(attribute(element, "href"));
    std::erase_if(address, [](unsigned char letter) { return letter < ' '; });
    const std::string start = lower(address.substr(0, 12));
    if (start.starts_with("javascript:") || start.starts_with("data:") || start.starts_with("vbscript:"))
      ++result_.handlers;
    const bool is_safe = start.starts_with("http://") || start.starts_with("https://") || start.starts_with("mailto:");
    const bool is_plain = address.find_first_of(" <>()\\") == std::string::npos;
    line_ += is_safe && is_plain && !words.empty() ? "[" + words + "](" + address + ")" : words;
  }

  static std::string attribute(const GumboElement& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.attributes, name);
    return found == nullptr ? std::string() : std::string(found->value);
  }

  void count_handlers(const GumboElement& element) {
    for (unsigned at = 0; at < element.attributes.length; ++at) {
      const auto* one = static_cast<const GumboAttribute*>(element.attributes.data[at]);
      if (lower(std::string_view(one->name).substr(0, 2)) == "on") ++result_.handlers;
    }
  }

  void add_text(std::string_view text) {
    std::string single;
    for (std::size_t at = 0; at < text.size(); ++at) {
      const bool is_hard_blank = text.substr(at, 2) == "\xC2\xA0";
      if (is_hard_blank) ++at;
      if (is_hard_blank || is_blank(text[at])) {
        const std::string& before = single.empty() ? line_ : single;
        if (!before.empty() && !is_blank(before.back())) single += ' ';
      } else {
        single += text[at];
      }
    }
    line_ += escaped(single);
  }

  void flush() {
    std::string text = trimmed(line_);
    while (text.ends_with('\\')) text = trimmed(text.substr(0, text.size() - 1));
    line_.clear();
    if (!text.empty()) blocks_.push_back(safe_beginnings(text));
  }

  ConvertedHtml result_;
  std::vector<std::string> blocks_;
  std::string line_;
};

std::size_t tags_in(std::string_view html) {
  std::size_t count = 0;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1))
    if (at + 1 < html.size() && std::isalpha(static_cast<unsigned char>(html[at + 1])) != 0) ++count;
  return count;
}

}  // namespace

Result<ConvertedHtml> html_to_markdown(std::string_view html) {
  if (tags_in(html) > html_tags_max) return refuse("news.html_too_complex", {{"max", std::to_string(html_tags_max)}});
  const std::unique_ptr<GumboOutput, DestroyOutput> output(
      gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size()));
  if (output == nullptr) return refuse("news.html_too_complex", {{"max", std::to_string(html_tags_max)}});
  Writer writer;
  writer.read(*output->root, 0);
  return writer.take();
}

std::string text_to_markdown(std::string_view text) {
  std::string markdown;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const std::string line = trimmed(std::string(text.substr(at, end - at)));
    markdown += safe_line(escaped(line)) + "\n";
    at = end + 1;
  }
  return trimmed(markdown) + "\n";
}

}  // namespace luytre::newsroom
