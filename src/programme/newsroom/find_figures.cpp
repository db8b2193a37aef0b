// Figures and what they count. A number that is a date, an article of law or a document's number is none.
#include <algorithm>
#include <array>

#include "base/vietnamese.h"
#include "programme/newsroom/figure_meaning.h"
#include "programme/newsroom/inspect.h"

namespace luytre::newsroom {
namespace {

// What is counted, longer names before shorter ones.
constexpr std::array<std::string_view, 78> counted_nouns = {"tiêu chí",     "chỉ tiêu",    "khu dân cư",
                                                            "thị trấn",     "thị xã",      "thành phố",
                                                            "sản phẩm",     "hộ nghèo",    "hộ cận nghèo",
                                                            "hộ dân",       "hộ gia đình", "nghìn tỷ đồng",
                                                            "tỷ đồng",      "triệu đồng",  "nghìn đồng",
                                                            "công trình",   "mô hình",     "hội viên",
                                                            "đơn vị",       "đề tài",      "dự án",
                                                            "nhiệm vụ",     "lượt người",  "ngày công",
                                                            "cán bộ",       "học viên",    "chủ thể",
                                                            "cơ sở",        "hợp tác xã",  "doanh nghiệp",
                                                            "tổ chức",      "cá nhân",     "trường học",
                                                            "ngôi nhà",     "căn nhà",     "nhà văn hóa",
                                                            "chương trình", "phong trào",  "điểm phần trăm",
                                                            "ý kiến",       "phiếu",       "xã",
                                                            "phường",       "huyện",       "tỉnh",
                                                            "thôn",         "bản",         "làng",
                                                            "ấp",           "hộ",          "người",
                                                            "km",           "ha",          "m",
                                                            "m²",           "m³",          "tấn",
                                                            "kg",           "đồng",        "điểm",
                                                            "sao",          "nhà",         "lớp",
                                                            "buổi",         "cuộc",        "đợt",
                                                            "communes",     "commune",     "districts",
                                                            "district",     "provinces",   "province",
                                                            "criteria",     "households",  "villages",
                                                            "products",     "people",      "hamlets"};

// After these a number names something; it does not count.
constexpr std::array<std::string_view, 26> naming_words = {
    "số",   "điều", "khoản", "mục", "chương", "phụ",   "lục", "quyết", "định", "nghị", "đoạn", "thứ",  "lần",
    "quốc", "khóa", "khoá",  "kỳ",  "quý",    "tháng", "năm", "ngày",  "chí",  "nhóm", "vùng", "dạng", "article"};

// These go on with the sentence: what the number counts is not said.
constexpr std::array<std::string_view, 22> joining_words = {"và",  "hoặc", "của", "trên", "trong", "ở",  "tại", "là",
                                                            "đến", "tới",  "từ",  "so",   "với",   "đã", "thì", "được",
                                                            "and", "or",   "of",  "in",   "to",    "is"};

constexpr std::size_t link_tokens_max = 14;  // between a count and its percentage

class FigureFinder {
 public:
  FigureFinder(std::string_view text, const std::vector<Token>& tokens, const std::vector<FoundDate>& dates)
      : text_(text), tokens_(tokens), dates_(dates), style_(style_of(tokens)) {}

  std::vector<FoundFigure> find() {
    for (std::size_t at = 0; at < tokens_.size();) {
      at = std::max(is_figure(at) ? read(at) : at, at + 1);
    }
    link();
    return std::move(found_);
  }

 private:
  // The style that the numbers of the text prove; else that of its language, by its counted nouns.
  static NumberStyle style_of(const std::vector<Token>& tokens) {
    NumberStyle by_language = NumberStyle::unknown;
    for (const Token& token : tokens) {
      if (token.kind == TokenKind::number) {
        const NumberStyle proven = style_proven_by(token.text);
        if (proven != NumberStyle::unknown) return proven;
      } else if (token.folded != token.lower || token.lower == "trong" || token.lower == "chia") {
        by_language = NumberStyle::vietnamese;
      } else if (by_language == NumberStyle::unknown && (token.lower == "communes" || token.lower == "the" ||
                                                         token.lower == "of" || token.lower == "percent")) {
        by_language = NumberStyle::english;
      }
    }
    return by_language;
  }

  bool is_in_date(std::size_t at) const {
    const Span& span = tokens_[at].span;
    return std::any_of(dates_.begin(), dates_.end(), [&](const FoundDate& date) {
      return date.span.byte_begin <= span.byte_begin && span.byte_end <= date.span.byte_end;
    });
  }

  // Nothing, not even a blank, between two tokens.
  bool touches(std::size_t left) const {
    return left + 1 < tokens_.size() && tokens_[left].span.byte_end == tokens_[left + 1].span.byte_begin;
  }

  bool is_figure(std::size_t at) const {
    if (tokens_[at].kind != TokenKind::number || is_in_date(at)) return false;
    // "318/QĐ-TTg", "A-15": part of a name
    if (touches(at) && (tokens_[at + 1].text == "/" || tokens_[at + 1].kind == TokenKind::word)) return is_measured(at);
    if (at > 0 && touches(at - 1) && (tokens_[at - 1].text == "/" || tokens_[at - 1].kind == TokenKind::word))
      return false;
    if (at == 0) return true;
    const std::string& before = tokens_[at - 1].lower;
    const bool is_named = std::find(naming_words.begin(), naming_words.end(), before) != naming_words.end();
    // "tổng số 65 xã", "số 65 xã": a count after all
    return !is_named || (!noun_at(at + 1).empty() && !is_list_number(at));
  }
  bool is_measured(std::size_t at) const { return tokens_[at + 1].kind == TokenKind::word && !noun_at(at + 1).empty(); }
  bool is_list_number(std::size_t at) const {
    return words_at(tokens_, at - 1, "điều") || words_at(tokens_, at - 1, "khoản");
  }

  std::string_view noun_at(std::size_t at) const {
    for (const std::string_view noun : counted_nouns) {
      if (words_at(tokens_, at, noun)) return noun;
    }
    return {};
  }

  static std::size_t words_in(std::string_view phrase) {
    return static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')) + 1;
  }

  static bool is_percent(const Token& token) { return token.text == "%"; }

  // The end of "%", "phần trăm", "percent" at `at`; `at` when there is none.
  std::size_t percent_end(std::size_t at) const {
    if (at < tokens_.size() && (is_percent(tokens_[at]) || tokens_[at].lower == "percent")) return at + 1;
    if (words_at(tokens_, at, "phần trăm") || words_at(tokens_, at, "per cent")) return at + 2;
    return at;
  }

  std::optional<Decimal> value_of(const std::string& written) const {
    std::string plain;
    for (std::size_t i = 0; i < written.size(); ++i) {  // fixed blanks are group marks
      if (written.compare(i, 2, "\u00A0") == 0) {
        i += 1;
      } else if (written.compare(i, 3, "\u202F") == 0) {
        i += 2;
      } else {
        plain += written[i];
      }
    }
    const auto value = parse_written_number(plain, style_);
    return value ? std::optional(*value) : std::nullopt;
  }

  // Reads the figure at the token; the token after what was read, or `at` when it is none.
  std::size_t read(std::size_t at) {
    FoundFigure figure;
    figure.written = tokens_[at].text;
    const auto slash = figure.written.find('/');
    if (slash != std::string::npos) {  // "106/175 xã"
      figure.out_of = value_of(figure.written.substr(slash + 1));
      if (!figure.out_of || noun_at(at + 1).empty()) return at;
    }
    const auto value = value_of(figure.written.substr(0, slash));
    if (!value) return at;
    figure.value = *value;
    std::size_t end = percent_end(at + 1);
    if (end > at + 1) {
      figure.unit = "%";
    } else {
      end = read_whole(at + 1, figure);  // "5.860 trên tổng số 8.225 xã"
      if (end == at + 1) end = read_whole(read_unit(at + 1, figure), figure);
      if (end == at + 1 && !is_before_percent(end)) return at;
    }
    figure.span = span_of(tokens_, at, end - 1);
    figure.text = text_of(text_, figure.span);
    give_meaning({text_, tokens_, at, end}, figure);
    positions_.push_back(at);
    ends_.push_back(end);
    found_.push_back(std::move(figure));
    return end;
  }

  // "… trên tổng số 8.225 xã": the whole of which the figure is a part.
  std::size_t read_whole(std::size_t at, FoundFigure& figure) const {
    std::size_t number = at;
    for (const std::string_view words : {"trên tổng số", "trong tổng số", "trong số", "trên", "out of", "of"}) {
      if (!words_at(tokens_, at, words)) continue;
      number = at + words_in(words);
      break;
    }
    if (number == at || number >= tokens_.size() || tokens_[number].kind != TokenKind::number) return at;
    FoundFigure whole;
    const auto value = value_of(tokens_[number].text);
    const std::size_t end = read_unit(number + 1, whole);
    if (!value || end == number + 1 || (!figure.unit.empty() && figure.unit != whole.unit)) return at;
    figure.out_of = *value;
    figure.unit = whole.unit;
    return end;
  }

  // "5.860 (71,3%)": a count without a noun, known by the percentage behind it.
  bool is_before_percent(std::size_t at) const {
    return at + 2 < tokens_.size() && tokens_[at].text == "(" && tokens_[at + 1].kind == TokenKind::number &&
           percent_end(at + 2) > at + 2;
  }

  // "xã", "tiêu chí/xã", "tiêu chí trên xã"; a word that is in no table is the unit as it stands.
  std::size_t read_unit(std::size_t at, FoundFigure& figure) const {
    const std::string_view noun = noun_at(at);
    if (noun.empty()) {
      if (at >= tokens_.size() || tokens_[at].kind != TokenKind::word || tokens_[at].is_capitalised) return at;
      if (std::find(joining_words.begin(), joining_words.end(), tokens_[at].lower) != joining_words.end()) return at;
      figure.unit = tokens_[at].lower;
      return at + 1;
    }
    figure.unit = noun;
    std::size_t end = at + words_in(noun);
    if (end + 1 < tokens_.size() &&
        (tokens_[end].text == "/" || tokens_[end].lower == "trên" || tokens_[end].lower == "per") &&
        !noun_at(end + 1).empty()) {
      figure.unit += "/" + std::string(noun_at(end + 1));
      end += 1 + words_in(noun_at(end + 1));
    }
    return end;
  }

  // "5.860 xã (71,3%)", "5.860 xã, chiếm 71,3 %": the percentage belongs to the count before it.
  void link() {
    for (std::size_t i = 1; i < found_.size(); ++i) {
      FoundFigure& percent = found_[i];
      FoundFigure& count = found_[i - 1];
      if (percent.unit != "%" || count.unit == "%" || count.linked || !is_linked(ends_[i - 1], positions_[i])) continue;
      percent.linked = i - 1;
      count.linked = i;
      percent.counts = count.counts;
      percent.definition = share_definition(count.definition);
    }
  }

  bool is_linked(std::size_t after_count, std::size_t at_percent) const {
    if (at_percent - after_count > link_tokens_max || at_percent == 0) return false;
    for (std::size_t at = after_count; at < at_percent; ++at) {
      const std::string& sign = tokens_[at].text;
      if (sign == ";" || sign == "." || sign == ":" || sign == ")") return false;
    }
    for (std::size_t back = 1; back <= 3 && at_percent >= after_count + back; ++back) {
      const std::string& word = tokens_[at_percent - back].lower;
      for (const std::string_view sign : {"(", "chiếm", "đạt", "bằng", "đương", "tỷ", "tỉ", "or", "for", "is"}) {
        if (word == sign) return true;
      }
    }
    return false;
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const std::vector<FoundDate>& dates_;
  NumberStyle style_;
  std::vector<FoundFigure> found_;
  std::vector<std::size_t> positions_;  // token of each figure found
  std::vector<std::size_t> ends_;       // token after it
};

}  // namespace

std::vector<FoundFigure> find_figures(std::string_view text, const std::vector<Token>& tokens,
                                      const std::vector<FoundDate>& dates) {
  return FigureFinder(text, tokens, dates).find();
}

}  // namespace luytre::newsroom
