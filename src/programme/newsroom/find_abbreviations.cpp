// Capital letters that stand for words: explained by the text itself, else by reference/abbreviations.csv.
#include <algorithm>
#include <map>

#include "base/csv.h"
#include "base/resources.h"
#include "base/vietnamese.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t letters_max = 10;

std::map<std::string, std::string> read_glossary() {
  std::map<std::string, std::string> glossary;
  const auto table = parse_csv(resource("reference/abbreviations.csv"), "reference/abbreviations.csv");
  if (!table) return glossary;  // messages and data are tested: it parses
  const auto short_form = table->column("abbreviation");
  const auto expansion = table->column("vi");
  if (!short_form || !expansion) return glossary;
  for (const CsvRow& row : table->rows) glossary[row.cells[*short_form]] = row.cells[*expansion];
  return glossary;
}

const std::map<std::string, std::string>& glossary() {
  static const std::map<std::string, std::string> kept = read_glossary();
  return kept;
}

// Letters of the basic alphabet and Đ, all capital: "KH", "CVĐ"; not "MỚI" of a headline.
bool is_capital_group(const Token& token) {
  if (token.kind != TokenKind::word || !token.is_capitalised) return false;
  std::string bare;
  for (std::size_t i = 0; i < token.text.size(); ++i) {
    if (token.text.compare(i, 2, "Đ") == 0) {
      bare += 'D';
      ++i;
    } else {
      bare += token.text[i];
    }
  }
  return std::all_of(bare.begin(), bare.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

bool is_roman(std::string_view text) {
  return !text.empty() && text.find_first_not_of("IVXLC") == std::string_view::npos;
}

class AbbreviationFinder {
 public:
  AbbreviationFinder(std::string_view text, const std::vector<Token>& tokens) : text_(text), tokens_(tokens) {}

  std::vector<FoundAbbreviation> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      const std::size_t end = group_end(at);
      if (end > at) read(at, end);
      at = std::max(end, at + 1);
    }
    return std::move(found_);
  }

 private:
  bool touches(std::size_t left) const {
    return left + 1 < tokens_.size() && tokens_[left].span.byte_end == tokens_[left + 1].span.byte_begin;
  }

  // "NN&PTNT" is one; "QĐ-TTg" in a document's number is none.
  std::size_t group_end(std::size_t at) const {
    if (!is_capital_group(tokens_[at])) return at;
    if (at > 0 && touches(at - 1) && (tokens_[at - 1].text == "/" || tokens_[at - 1].text == "-")) return at;
    std::size_t end = at + 1;
    while (end + 1 < tokens_.size() && touches(end - 1) && tokens_[end].text == "&" && touches(end) &&
           is_capital_group(tokens_[end + 1])) {
      end += 2;
    }
    return end;
  }

  void read(std::size_t at, std::size_t end) {
    const Span span = span_of(tokens_, at, end - 1);
    const std::string short_form = text_of(text_, span);
    const std::size_t letters = span.char_end - span.char_begin;
    const auto known = glossary().find(short_form);
    std::string defined = definition_before(at, end, known == glossary().end() ? "" : known->second);
    const bool is_known = known != glossary().end() || !defined.empty();
    if (letters < 2 || (!is_known && (letters > letters_max || is_roman(short_form) || in_headline(at, end)))) return;
    const auto earlier = std::find_if(found_.begin(), found_.end(),
                                      [&](const FoundAbbreviation& one) { return one.short_form == short_form; });
    if (earlier != found_.end()) {
      ++earlier->mentions;
      if (!earlier->is_defined_here && !defined.empty()) {
        earlier->expansion = std::move(defined);
        earlier->is_defined_here = true;
      }
      return;
    }
    FoundAbbreviation found{short_form, defined, !defined.empty(), span, 1, !defined.empty()};
    if (defined.empty() && known != glossary().end()) found.expansion = known->second;
    found_.push_back(std::move(found));
  }

  bool in_headline(std::size_t at, std::size_t end) const {
    const auto is_shouted = [&](std::size_t i) {
      return i < tokens_.size() && tokens_[i].kind == TokenKind::word && tokens_[i].text.size() > 1 &&
             tokens_[i].text != tokens_[i].lower && upper_like(tokens_[i]);
    };
    return (at > 0 && is_shouted(at - 1)) || is_shouted(end);
  }
  static bool upper_like(const Token& token) {
    const auto count = std::count_if(token.text.begin(), token.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return count == 0;
  }

  // "khoa học và công nghệ (KH&CN)": the words before the bracket whose first letters are these; or the glossary's.
  std::string definition_before(std::size_t at, std::size_t end, const std::string& known) const {
    if (at == 0 || tokens_[at - 1].text != "(" || end >= tokens_.size() || tokens_[end].text != ")") return {};
    std::string letters;
    for (std::size_t i = at; i < end; ++i) {
      if (tokens_[i].kind == TokenKind::word) letters += tokens_[i].folded;
    }
    const std::size_t bracket = at - 1;
    std::size_t from = bracket;
    std::size_t left = letters.size();
    while (left > 0 && from > 0 && tokens_[from - 1].kind == TokenKind::word) {
      const Token& word = tokens_[from - 1];
      if (word.folded.front() == letters[left - 1]) {
        --left;
      } else if (word.lower != "và") {
        break;
      }
      --from;
    }
    if (left == 0 && from < bracket) return text_of(text_, span_of(tokens_, from, bracket - 1));
    return glossary_before(bracket, known);
  }

  std::string glossary_before(std::size_t bracket, const std::string& known) const {
    const std::string key = phrase_key(known);
    const auto words = static_cast<std::size_t>(std::count(key.begin(), key.end(), ' ')) + 1;
    if (key.empty() || words > bracket) return {};
    const Span span = span_of(tokens_, bracket - words, bracket - 1);
    const std::string before = text_of(text_, span);
    return phrase_key(before) == key ? before : std::string();
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  std::vector<FoundAbbreviation> found_;
};

}  // namespace

std::vector<FoundAbbreviation> find_abbreviations(std::string_view text, const std::vector<Token>& tokens) {
  return AbbreviationFinder(text, tokens).find();
}

}  // namespace luytre::newsroom
