// Legal documents by number and symbol: "Quyết định số 318/QĐ-TTg", "Nghị quyết 25/2021/QH15".
#include <algorithm>
#include <array>
#include <utility>

#include "programme/newsroom/figure_units.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t number_bytes_max = 16;

// As written before the number; the symbols that mean the same where nothing is written.
constexpr std::array<std::pair<std::string_view, std::string_view>, 22> kinds = {
    {{"nghị quyết", "NQ"}, {"nghị định", "NĐ"}, {"quyết định", "QĐ"}, {"thông tư liên tịch", "TTLT"},
     {"thông tư", "TT"},   {"chỉ thị", "CT"},   {"kế hoạch", "KH"},   {"công văn", "CV"},
     {"hướng dẫn", "HD"},  {"thông báo", "TB"}, {"báo cáo", "BC"},    {"tờ trình", "TTr"},
     {"công điện", "CĐ"},  {"kết luận", "KL"},  {"quy định", "QyĐ"},  {"chương trình", "CTr"},
     {"đề án", "ĐA"},      {"bộ luật", ""},     {"luật", ""},         {"pháp lệnh", ""},
     {"lệnh", "L"},        {"văn bản", ""}}};

constexpr std::size_t name_tokens_max = 6;  // "Luật Đất đai số 31/2024/QH15"

std::size_t word_count(std::string_view phrase) {
  return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
}

class DocumentFinder {
 public:
  DocumentFinder(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  std::vector<FoundDocument> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t end = symbol_end(at);
      if (end > at) keep(at, end);
      at = std::max(end, at + 1);
    }
    return std::move(found_);
  }

 private:
  // "QĐ", "TTg", "QH15", "UBTVQH15": begins with a capital; a whole symbol has two capitals or more.
  bool is_symbol_part(std::size_t at) const {
    return at < tokens_.size() && tokens_[at].kind == TokenKind::word && tokens_[at].is_capitalised;
  }
  static int capitals_in(const Token& token) {
    int count = 0;
    for (std::size_t at = 0; at < token.text.size(); ++at) {
      const bool is_plain = token.text[at] >= 'A' && token.text[at] <= 'Z';
      count += is_plain || token.text.compare(at, 2, "Đ") == 0 ? 1 : 0;
    }
    return count;
  }

  // The token after "318/QĐ-TTg" at `at`, or `at`.
  std::size_t symbol_end(std::size_t at) const {
    const Token& number = tokens_[at];
    if (number.kind != TokenKind::number || number.text.size() > number_bytes_max) return at;
    if (number.text.find_first_of(".,") != std::string::npos) return at;
    std::size_t end = at + 1;
    if (!touches_next(tokens_, at) || tokens_[end].text != "/" || !touches_next(tokens_, end)) return at;
    ++end;
    if (!is_symbol_part(end)) return at;
    int capitals = capitals_in(tokens_[end]);
    ++end;
    while (end + 1 < tokens_.size() && touches_next(tokens_, end - 1) &&
           (tokens_[end].text == "-" || tokens_[end].text == "&" || tokens_[end].text == "/") &&
           touches_next(tokens_, end) && is_symbol_part(end + 1)) {
      capitals += capitals_in(tokens_[end + 1]);
      end += 2;
    }
    return capitals >= 2 ? end : at;
  }

  // Where the kind written before the number begins; `at` when none is.
  std::pair<std::size_t, std::string> kind_before(std::size_t at) const {
    std::size_t behind = at;
    if (behind > 0 && tokens_[behind - 1].lower == "số") --behind;
    for (std::size_t between = 0; between <= name_tokens_max; ++between) {
      for (const auto& [kind, symbol] : kinds) {
        const std::size_t words = word_count(kind) + between;
        if (words > behind || !words_at(tokens_, behind - words, kind)) continue;
        const bool is_named = symbol.empty() && kind != "văn bản";  // only a law has a name before its number
        if (between == 0 || (is_named && behind < at)) return {behind - words, std::string(kind)};
      }
    }
    return {behind, {}};
  }

  static std::string kind_of_symbol(std::string_view number) {
    for (const auto& [kind, symbol] : kinds) {
      if (symbol.empty()) continue;
      const std::string mark = "/" + std::string(symbol);
      const auto at = number.find(mark);
      if (at == std::string_view::npos) continue;
      const auto end = at + mark.size();
      if (end == number.size() || number[end] == '-') return std::string(kind);
    }
    return {};
  }

  void keep(std::size_t at, std::size_t end) {
    FoundDocument found;
    found.number = text_of(text_, span_of(tokens_, at, end - 1));
    auto [first, kind] = kind_before(at);
    found.kind = kind.empty() ? kind_of_symbol(found.number) : kind;
    found.span = span_of(tokens_, first, end - 1);
    found.text = text_of(text_, found.span);
    found.spans = {found.span};
    const auto earlier = std::find_if(found_.begin(), found_.end(),
                                      [&](const FoundDocument& one) { return one.number == found.number; });
    if (earlier != found_.end()) {
      earlier->spans.push_back(found.span);
    } else {
      found_.push_back(std::move(found));
    }
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<FoundDocument> found_;
};

}  // namespace

std::vector<FoundDocument> find_documents(std::string_view text, const std::vector<Token>& tokens) {
  return DocumentFinder(text, tokens).find();
}

}  // namespace luytre::newsroom
