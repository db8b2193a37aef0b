// Search over 100,000 articles: a mixed set of questions asked of the index and of SQLite's FTS5 over the same words
// without marks, in the same run. Both must find the same number of articles for each question that both can be asked.

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <map>

#include "base/identifier.h"
#include "base/resources.h"
#include "bench/world.h"
#include "outputs/search/index.h"

namespace luytre::bench {
namespace {

using search::Word;

constexpr std::size_t articles_default = 100'000;
constexpr std::size_t body_words = 220;
constexpr std::size_t questions_of_kind = 100;
constexpr double limit_seconds = 0.020;
constexpr std::size_t rows = 10;

// Time of the processor: on a machine with other work a wait of a whole turn would be the slowest question of all.
class Watch {
 public:
  double seconds() const { return now() - from_; }

 private:
  static double now() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
  }
  double from_ = now();
};

// The same numbers each time.
class Draw {
 public:
  std::size_t below(std::size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % bound;
  }

 private:
  std::uint64_t state_ = 42;
};

// Vietnamese as it is written: runs of words of the law, the guides and the messages.
struct Source {
  std::string text;
  std::vector<Word> words;

  std::string run(std::size_t first, std::size_t count) const {
    const std::size_t last = std::min(first + count, words.size()) - 1;
    return text.substr(words[first].begin, words[last].end - words[first].begin);
  }
};

Source read_source() {
  Source source;
  for (const char* folder : {"criteria/", "messages/", "demonstration/articles/"}) {
    for (const std::string& path : resources_under(folder)) source.text += std::string(resource(path)) + "\n";
  }
  source.words = search::words_of(source.text, 1'000'000);
  return source;
}

struct Article {
  std::string title;
  std::string body;
};

Article draw_article(const Source& source, Draw& draw) {
  Article article;
  article.title = source.run(draw.below(source.words.size() - 20), 6 + draw.below(8));
  for (std::size_t written = 0; written < body_words;) {
    const std::size_t count = 4 + draw.below(12);
    article.body += source.run(draw.below(source.words.size() - 20), count) + ". ";
    written += count;
  }
  return article;
}

std::string folded(const std::string& text) {
  std::string joined;
  for (const Word& word : search::words_of(text)) joined += (joined.empty() ? "" : " ") + word.folded;
  return joined;
}

// As the index reads a text: with the words of the other form of each synonym in it.
std::string folded_with_synonyms(const std::string& text) {
  const auto words = search::words_of(text);
  std::string joined = folded(text);
  for (const search::Meant& meant : search::synonyms_in(words)) {
    for (const auto& form : meant.synonym->forms) {
      for (const Word& word : form) joined += " " + word.folded;
    }
  }
  return joined;
}

struct Question {
  std::string kind;
  std::string words;
};

// As people ask: one word, two or three next to each other, with marks and without, words from different places.
std::vector<Question> draw_questions(const Source& source, Draw& draw) {
  std::vector<Question> questions;
  const auto at = [&] { return draw.below(source.words.size() - 20); };
  for (std::size_t count = 0; count < questions_of_kind; ++count) {
    questions.push_back({"one word", source.run(at(), 1)});
    questions.push_back({"two, no marks", folded(source.run(at(), 2))});
    questions.push_back({"two, marks", source.run(at(), 2)});
    questions.push_back({"four, marks", source.run(at(), 4)});
    questions.push_back({"four, no marks", folded(source.run(at(), 4))});
    questions.push_back({"from two places", source.run(at(), 1) + " " + source.run(at(), 2)});
    questions.push_back({"a phrase", "\"" + source.run(at(), 3) + "\""});
    questions.push_back(
        {"a beginning", folded(source.run(at(), 1)) + " " + folded(source.run(at(), 1)).substr(0, 2) + "*"});
  }
  for (const char* words : {"nong thon moi", "NTM", "nông thôn mới", "tiêu chí nông thôn mới", "xã đạt chuẩn NTM"}) {
    for (std::size_t count = 0; count < questions_of_kind / 20; ++count) questions.push_back({"the commonest", words});
  }
  return questions;
}

class Peer {
 public:
  Peer() {
    expect(sqlite3_open(":memory:", &database_) == SQLITE_OK, "a database in memory");
    run("CREATE VIRTUAL TABLE text USING fts5(title, body, tokenize = \"unicode61 remove_diacritics 0\")");
    run("BEGIN");
    insert_ = prepare("INSERT INTO text (rowid, title, body) VALUES (?, ?, ?)");
    count_ = prepare("SELECT count(*) FROM text WHERE text MATCH ?");
    best_ = prepare("SELECT rowid FROM text WHERE text MATCH ? ORDER BY bm25(text, 4.0, 1.0) LIMIT 10");
  }
  ~Peer() {
    for (sqlite3_stmt* one : {insert_, count_, best_}) sqlite3_finalize(one);
    sqlite3_close(database_);
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  void put(std::int64_t number, const std::string& title, const std::string& body) {
    sqlite3_bind_int64(insert_, 1, number);
    bind(insert_, 2, title);
    bind(insert_, 3, body);
    sqlite3_step(insert_);
    sqlite3_reset(insert_);
  }
  void close() { run("COMMIT"); }

  // How many there are, and the best of them: what a page shows.
  std::int64_t ask(const std::string& words) {
    bind(count_, 1, words);
    sqlite3_step(count_);
    const std::int64_t total = sqlite3_column_int64(count_, 0);
    sqlite3_reset(count_);
    bind(best_, 1, words);
    while (sqlite3_step(best_) == SQLITE_ROW) {
    }
    sqlite3_reset(best_);
    return total;
  }

 private:
  sqlite3_stmt* prepare(const char* sql) {
    sqlite3_stmt* made = nullptr;
    expect(sqlite3_prepare_v2(database_, sql, -1, &made, nullptr) == SQLITE_OK, sqlite3_errmsg(database_));
    return made;
  }
  static void bind(sqlite3_stmt* statement, int place, const std::string& text) {
    sqlite3_bind_text(statement, place, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  }
  void run(const char* sql) {
    expect(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK, sqlite3_errmsg(database_));
  }
  sqlite3* database_ = nullptr;
  sqlite3_stmt *insert_ = nullptr, *count_ = nullptr, *best_ = nullptr;
};

std::string peer_words(const search::Query& query) {
  std::string joined;
  for (const auto& term : query.terms) joined += (joined.empty() ? "\"" : " \"") + term.word.folded + "\"";
  return joined;
}

// Synonyms, phrases and beginnings are asked of the index alone: the peer would have to be told what they mean.
bool is_for_both(const search::Query& query) {
  return query.phrases.empty() && !query.last_is_prefix &&
         std::none_of(query.terms.begin(), query.terms.end(), [](const auto& term) { return term.synonym != nullptr; });
}

double percentile(std::vector<double> seconds, double share) {
  std::sort(seconds.begin(), seconds.end());
  return seconds[static_cast<std::size_t>(share * static_cast<double>(seconds.size() - 1))];
}

void print_times(const std::string& what, const std::vector<double>& ours, const std::vector<double>& peers) {
  constexpr double median = 0.5, last = 0.99;
  fmt::print("  {:<18} p50 {:7.3f} ms  p99 {:7.3f} ms  max {:7.3f} ms  ({} questions)", what,
             percentile(ours, median) * 1e3, percentile(ours, last) * 1e3, percentile(ours, 1) * 1e3, ours.size());
  if (!peers.empty()) {
    fmt::print("  fts5 p50 {:7.3f} ms  p99 {:7.3f} ms", percentile(peers, median) * 1e3, percentile(peers, last) * 1e3);
  }
  fmt::print("\n");
}

}  // namespace
}  // namespace luytre::bench

int main(int argc, char** argv) {
  using namespace luytre;
  using namespace luytre::bench;
  const std::size_t articles = argc > 1 ? std::stoul(argv[1]) : articles_default;
  const Source source = read_source();
  Draw draw;
  const auto folder = std::filesystem::temp_directory_path() / ("luytre-bench-search-" + new_uuid7(1));
  auto index = take(search::Index::open(folder), "an index");
  Peer peer;
  double ours_seconds = 0, peer_seconds = 0;
  for (std::size_t number = 1; number <= articles; ++number) {
    const Article drawn = draw_article(source, draw);
    search::Entry entry;
    entry.key = "article:" + std::to_string(number);
    entry.title = drawn.title;
    entry.title_en = drawn.title;
    entry.text = drawn.body;
    entry.date = Date::of(2015, 1, 1).plus_days(static_cast<int>(draw.below(4'000)));
    entry.category = draw.below(3) == 0 ? "newsroom.local" : "newsroom.news";
    entry.units = {std::to_string(6'000 + draw.below(200))};
    const Watch one;
    expect(index->put(entry, "1").has_value(), "an article is taken in");
    if (number % 5'000 == 0) expect(index->commit(-1).has_value(), "kept");
    ours_seconds += one.seconds();
    const std::string title = folded_with_synonyms(drawn.title), body = folded_with_synonyms(drawn.body);
    const Watch other;
    peer.put(static_cast<std::int64_t>(number), title, body);
    peer_seconds += other.seconds();
  }
  const Watch rest;
  expect(index->commit(1).has_value(), "kept");
  ours_seconds += rest.seconds();
  peer.close();
  std::uintmax_t bytes = 0;
  for (const auto& file : std::filesystem::directory_iterator(folder)) bytes += file.file_size();
  fmt::print("{} articles, index of {:.0f} MB\n", articles, static_cast<double>(bytes) / 1e6);
  print_ratio("taking them in", ours_seconds, peer_seconds, "FTS5 in memory, words folded already");

  std::map<std::string, std::vector<double>> ours, peers;
  std::vector<double> all, all_peers, all_both;
  std::size_t compared = 0;
  for (const Question& question : draw_questions(source, draw)) {
    const auto query = search::read_query(question.words);
    if (query.is_empty()) continue;
    const Watch one;
    const auto answers = take(index->find(query, {}, std::nullopt, rows), "an answer");
    const double seconds = one.seconds();
    ours[question.kind].push_back(seconds);
    all.push_back(seconds);
    if (!is_for_both(query)) continue;
    const Watch other;
    const std::int64_t total = peer.ask(peer_words(query));
    const double peer_took = other.seconds();
    peers[question.kind].push_back(peer_took);
    all_peers.push_back(peer_took);
    all_both.push_back(seconds);
    if (answers.has_prefixes) continue;
    ++compared;
    expect(answers.total == total, "as many answers as the peer: " + question.words);
  }
  for (const auto& [kind, seconds] : ours) print_times(kind, seconds, peers[kind]);
  print_times("all", all, all_peers);
  fmt::print("{} questions had the same answers counted\n", compared);
  print_ratio("p99 of those asked of both", percentile(all_both, 0.99), percentile(all_peers, 0.99), "FTS5");
  print_ratio("p99 of all", percentile(all, 0.99), limit_seconds, "the limit of 20 ms");
  index.reset();
  std::filesystem::remove_all(folder);
  return 0;
}
