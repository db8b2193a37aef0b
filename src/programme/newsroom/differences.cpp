#include "programme/newsroom/differences.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>

namespace luytre::newsroom {
namespace {

constexpr std::size_t table_cells_max = 4'000'000;  // of one comparison: 2,000 words against 2,000

using Pieces = std::vector<std::string_view>;

// A word with the blanks behind it, so that the pieces joined are the text.
Pieces words_of(std::string_view text) {
  Pieces words;
  for (std::size_t at = 0; at < text.size();) {
    auto end = std::min(text.find_first_of(" \t\n", at), text.size());
    end = std::min(text.find_first_not_of(" \t\n", end), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

std::string_view without_blanks(std::string_view word) {
  const auto last = word.find_last_not_of(" \t\n");
  return last == std::string_view::npos ? std::string_view() : word.substr(0, last + 1);
}

Pieces paragraphs_of(std::string_view text) {
  Pieces paragraphs;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find("\n\n", at), text.size());
    const std::string_view paragraph = text.substr(at, end - at);
    if (!without_blanks(paragraph).empty()) paragraphs.push_back(paragraph);
    at = std::min(end + 2, text.size());
  }
  return paragraphs;
}

struct Edit {
  WordChange change;
  std::size_t before;  // place in the first list; of an addition, where it comes in
  std::size_t after;
};

// The longest common subsequence; common beginnings and ends are taken off first. Nothing when the table would be too
// large.
std::optional<std::vector<Edit>> edits(const Pieces& a, const Pieces& b) {
  std::size_t head = 0;
  const auto is_same = [&](std::size_t i, std::size_t j) { return without_blanks(a[i]) == without_blanks(b[j]); };
  while (head < std::min(a.size(), b.size()) && is_same(head, head)) ++head;
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - head && is_same(a.size() - 1 - tail, b.size() - 1 - tail)) ++tail;
  const std::size_t rows = a.size() - head - tail, columns = b.size() - head - tail;
  if ((rows + 1) * (columns + 1) > table_cells_max) return std::nullopt;
  std::vector<std::uint32_t> common((rows + 1) * (columns + 1), 0);
  const auto cell = [&](std::size_t row, std::size_t column) -> std::uint32_t& {
    return common[row * (columns + 1) + column];
  };
  for (std::size_t row = rows; row-- > 0;) {
    for (std::size_t column = columns; column-- > 0;) {
      cell(row, column) = is_same(head + row, head + column) ? cell(row + 1, column + 1) + 1
                                                             : std::max(cell(row + 1, column), cell(row, column + 1));
    }
  }
  std::vector<Edit> found;
  for (std::size_t at = 0; at < head; ++at) found.push_back({WordChange::same, at, at});
  std::size_t row = 0, column = 0;
  while (row < rows || column < columns) {
    if (row < rows && column < columns && is_same(head + row, head + column)) {
      found.push_back({WordChange::same, head + row++, head + column++});
    } else if (column == columns || (row < rows && cell(row + 1, column) >= cell(row, column + 1))) {
      found.push_back({WordChange::removed, head + row++, head + column});
    } else {
      found.push_back({WordChange::added, head + row, head + column++});
    }
  }
  for (std::size_t at = 0; at < tail; ++at) found.push_back({WordChange::same, head + rows + at, head + columns + at});
  return found;
}

void add_run(std::vector<WordRun>& runs, WordChange change, std::string_view text) {
  if (runs.empty() || runs.back().change != change) runs.push_back({change, ""});
  runs.back().text += text;
}

ParagraphDifference whole(WordChange change, std::string_view paragraph) {
  return {change, false, {{change, std::string(paragraph)}}};
}

void add_changed(std::string_view before, std::string_view after, std::vector<ParagraphDifference>& told) {
  const Pieces a = words_of(before), b = words_of(after);
  const auto found = edits(a, b);
  const bool has_common = found && std::any_of(found->begin(), found->end(),
                                               [](const Edit& one) { return one.change == WordChange::same; });
  if (!has_common) {
    told.push_back(whole(WordChange::removed, before));
    told.push_back(whole(WordChange::added, after));
    return;
  }
  ParagraphDifference paragraph{WordChange::same, true, {}};
  for (const Edit& edit : *found)
    add_run(paragraph.words, edit.change, edit.change == WordChange::removed ? a[edit.before] : b[edit.after]);
  told.push_back(std::move(paragraph));
}

// How many of the words of both two paragraphs share, in percent of the longer one.
std::size_t likeness(std::string_view before, std::string_view after) {
  Pieces a = words_of(before), b = words_of(after);
  for (Pieces* words : {&a, &b}) {
    for (std::string_view& word : *words) word = without_blanks(word);
    std::sort(words->begin(), words->end());
  }
  Pieces shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(shared));
  const std::size_t most = std::max(a.size(), b.size());
  return most == 0 ? 0 : shared.size() * 100 / most;
}

// The paragraph from `first` on that `come` was made of; the end: none.
std::size_t ancestor(const Pieces& gone, std::size_t first, std::string_view come) {
  constexpr std::size_t likeness_min = 35;
  std::size_t best = gone.size(), best_likeness = likeness_min - 1;
  for (std::size_t at = first; at < gone.size(); ++at) {
    const std::size_t here = likeness(gone[at], come);
    if (here <= best_likeness) continue;
    best = at;
    best_likeness = here;
  }
  return best;
}

// Between two paragraphs that stayed: what came is told with what it was made of.
void flush(Pieces& gone, Pieces& come, std::vector<ParagraphDifference>& told) {
  constexpr std::size_t pairs_max = 2'500;  // tried; more are told apart
  const bool is_tried = gone.size() * come.size() <= pairs_max;
  std::size_t next = 0;
  for (const std::string_view paragraph : come) {
    const std::size_t from = is_tried ? ancestor(gone, next, paragraph) : gone.size();
    if (from == gone.size()) {
      told.push_back(whole(WordChange::added, paragraph));
      continue;
    }
    for (; next < from; ++next) told.push_back(whole(WordChange::removed, gone[next]));
    add_changed(gone[next++], paragraph, told);
  }
  for (; next < gone.size(); ++next) told.push_back(whole(WordChange::removed, gone[next]));
  gone.clear();
  come.clear();
}

std::string_view word_of(WordChange change) {
  return change == WordChange::same ? "same" : change == WordChange::added ? "added" : "removed";
}

json::object part_value(std::string_view name, const std::string& before, const std::string& after) {
  json::array paragraphs;
  for (const ParagraphDifference& one : differences(before, after)) {
    json::array words;
    for (const WordRun& run : one.words) words.push_back(json::object{{"op", word_of(run.change)}, {"text", run.text}});
    paragraphs.push_back(
        json::object{{"state", one.is_changed ? "changed" : word_of(one.change)}, {"words", std::move(words)}});
  }
  return {{"part", name}, {"paragraphs", std::move(paragraphs)}};
}

std::string joined(const std::vector<std::string>& texts) {
  std::string text;
  for (const std::string& one : texts) text += (text.empty() ? "" : ", ") + one;
  return text;
}

std::string criteria_text(const Article& article) {
  std::vector<std::string> texts;
  for (const CriterionRef& one : article.criteria) texts.push_back(one.set + " " + one.code);
  return joined(texts);
}

}  // namespace

std::vector<ParagraphDifference> differences(std::string_view before, std::string_view after) {
  const Pieces a = paragraphs_of(before), b = paragraphs_of(after);
  std::vector<ParagraphDifference> told;
  const auto found = edits(a, b);
  if (!found) {
    for (const auto paragraph : a) told.push_back(whole(WordChange::removed, paragraph));
    for (const auto paragraph : b) told.push_back(whole(WordChange::added, paragraph));
    return told;
  }
  Pieces gone, come;
  for (const Edit& edit : *found) {
    if (edit.change == WordChange::removed) gone.push_back(a[edit.before]);
    if (edit.change == WordChange::added) come.push_back(b[edit.after]);
    if (edit.change != WordChange::same) continue;
    flush(gone, come, told);
    told.push_back(whole(WordChange::same, b[edit.after]));
  }
  flush(gone, come, told);
  return told;
}

json::object differences_value(const Article& from, const Article& to) {
  json::array parts;
  parts.push_back(part_value("title", from.title, to.title));
  parts.push_back(part_value("lead", from.lead, to.lead));
  parts.push_back(part_value("body", from.body, to.body));
  json::array details;
  const auto add = [&](const char* member, const std::string& before, const std::string& after) {
    if (before != after) details.push_back(json::object{{"member", member}, {"before", before}, {"after", after}});
  };
  const auto day = [](const Article& article) { return article.date ? article.date->text() : std::string(); };
  add("date", day(from), day(to));
  add("category", std::string(name_of(from.category)), std::string(name_of(to.category)));
  add("source_name", from.source_name, to.source_name);
  add("source_url", from.source_url, to.source_url);
  add("kind", std::string(name_of(from.kind)), std::string(name_of(to.kind)));
  add("begins_at", from.plan.begins_at, to.plan.begins_at);
  add("ends_at", from.plan.ends_at, to.plan.ends_at);
  add("place", from.plan.place, to.plan.place);
  add("organiser", from.plan.organiser, to.plan.organiser);
  add("tags", joined(from.tags), joined(to.tags));
  add("units", joined(from.units), joined(to.units));
  add("criteria", criteria_text(from), criteria_text(to));
  add("embargo_until", from.embargo_until, to.embargo_until);
  return {{"from", from.version}, {"to", to.version}, {"parts", std::move(parts)}, {"details", std::move(details)}};
}

}  // namespace luytre::newsroom
