#include "programme/newsroom/figure_meaning.h"

#include <algorithm>
#include <array>

#include "base/vietnamese.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t clause_tokens_max = 40;

// Plans and hopes: nothing of it has been reached.
constexpr std::array<std::string_view, 10> not_yet = {"phấn đấu", "đăng ký", "dự kiến",   "mục tiêu", "kế hoạch",
                                                      "chưa",     "sẽ",      "hướng tới", "đề nghị",  "xét"};

// A comma goes on with the clause only where the same kind of title follows ("NTM, NTM nâng cao, NTM kiểu mẫu").
bool goes_on(const std::vector<Token>& tokens, std::size_t after_comma) {
  return words_at(tokens, after_comma, "ntm") || words_at(tokens, after_comma, "nông thôn mới") ||
         words_at(tokens, after_comma, "nâng cao") || words_at(tokens, after_comma, "kiểu mẫu");
}

bool ends_clause(const std::vector<Token>& tokens, std::size_t at) {
  const std::string& sign = tokens[at].text;
  if (sign == ",") return !goes_on(tokens, at + 1);
  return sign == "." || sign == ";" || sign == ":" || sign == "!" || sign == "?" || sign == "”" || sign == "\"";
}

// The words after the figure up to the end of the clause, what stands in brackets left out.
std::string clause_after(const FigureContext& context) {
  std::string clause;
  int depth = 0;
  const std::size_t last = std::min(context.tokens.size(), context.end + clause_tokens_max);
  for (std::size_t at = context.end; at < last; ++at) {
    const Token& token = context.tokens[at];
    if (token.text == "(") ++depth;
    if (depth == 0) {
      if (ends_clause(context.tokens, at)) break;
      if (at > context.end && token.kind == TokenKind::number) break;
      const bool is_joined = token.text == "," || token.text == "/" ||
                             (at > 0 && context.tokens[at - 1].span.byte_end == token.span.byte_begin);
      if (!clause.empty() && !is_joined) clause += ' ';
      clause += token.text;
    }
    if (token.text == ")" && depth > 0) --depth;
  }
  return clause;
}

// The sentence's words before the figure, lower case.
std::string clause_before(const FigureContext& context) {
  std::size_t from = context.first;
  while (from > 0 && context.first - from < clause_tokens_max) {
    const std::string& sign = context.tokens[from - 1].text;
    if (sign == "." || sign == ";" || sign == ":") break;
    --from;
  }
  std::string before;
  for (std::size_t at = from; at < context.first; ++at) before += context.tokens[at].lower + ' ';
  return before;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

std::string spelled_out(std::string_view lower_clause) {
  std::string text(lower_clause);
  for (std::size_t at = text.find("ntm"); at != std::string::npos; at = text.find("ntm", at)) {
    text.replace(at, 3, "nông thôn mới");
  }
  return text;
}

struct Meaning {
  std::string counts;
  std::string definition;
};

// Communes that hold a title; nothing when the clause speaks of hopes, of works under way or of several titles.
Meaning title_meaning(std::string_view clause, std::string_view noun, std::string_view plural) {
  const bool is_hope = std::any_of(not_yet.begin(), not_yet.end(), [&](auto word) { return has(clause, word); });
  const bool is_title = has(clause, "nông thôn mới") && !has(clause, "xây dựng") && !has(clause, "khu dân cư");
  const int tiers = int{has(clause, "nâng cao")} + int{has(clause, "kiểu mẫu")} + int{has(clause, "hiện đại")};
  if (is_hope || !is_title || tiers > 1) return {};
  const bool is_reached = has(clause, "đạt") || has(clause, "công nhận") || has(clause, "hoàn thành") || tiers == 1;
  if (!is_reached) return {};
  std::string counts = std::string(noun) + " đạt chuẩn nông thôn mới";
  if (has(clause, "nâng cao")) return {counts + " nâng cao", "advanced_" + std::string(plural)};
  if (has(clause, "kiểu mẫu")) return {counts + " kiểu mẫu", "model_" + std::string(plural)};
  if (has(clause, "hiện đại")) return {counts + " hiện đại", "modern_" + std::string(plural)};
  return {counts, "recognised_" + std::string(plural)};
}

Meaning english_meaning(std::string_view clause) {
  const bool is_title = has(clause, "new-style rural") || has(clause, "new rural") || has(clause, "countryside");
  if (!is_title || has(clause, "strive") || has(clause, "plan")) return {};
  if (has(clause, "advanced")) return {"advanced new-style rural communes", "advanced_communes"};
  if (has(clause, "model")) return {"model new-style rural communes", "model_communes"};
  return {"new-style rural communes", "recognised_communes"};
}

Meaning meaning_of(const FoundFigure& figure, std::string_view clause, std::string_view before) {
  if (figure.unit == "xã") return title_meaning(clause, "xã", "communes");
  if (figure.unit == "huyện") return title_meaning(clause, "huyện", "districts");
  if (figure.unit == "tỉnh") return title_meaning(clause, "tỉnh", "provinces");
  if (figure.unit == "communes") return english_meaning(clause);
  if (figure.unit == "tiêu chí/xã" || (figure.unit == "tiêu chí" && has(before, "bình quân"))) {
    return {"tiêu chí bình quân/xã", "average_criteria_per_commune"};
  }
  if (figure.unit == "criteria/commune") return {"criteria per commune on average", "average_criteria_per_commune"};
  if (figure.unit != "%") return {};
  for (const std::string_view start : {"xã", "số xã", "các xã", "tổng số xã"}) {
    if (!clause.starts_with(std::string(start) + " ")) continue;
    Meaning meaning = title_meaning(clause, "xã", "communes");
    meaning.definition = share_definition(meaning.definition);
    return meaning;
  }
  return {};
}

}  // namespace

void give_meaning(const FigureContext& context, FoundFigure& figure) {
  const std::string clause = clause_after(context);
  const Meaning meaning = meaning_of(figure, spelled_out(lower(clause)), clause_before(context));
  figure.counts = meaning.counts;
  figure.definition = meaning.definition;
  if (!figure.counts.empty()) return;
  figure.counts = figure.unit == "%" ? clause : figure.unit + (clause.empty() ? "" : " " + clause);
}

std::string share_definition(std::string_view count_definition) {
  if (count_definition == "recognised_communes") return "share_of_all_communes";
  if (count_definition == "recognised_districts") return "share_of_all_districts";
  return "";
}

}  // namespace luytre::newsroom
