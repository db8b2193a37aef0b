#include "programme/newsroom/import_archive.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

#include "base/csv.h"
#include "base/messages.h"
#include "base/vietnamese.h"
#include "programme/newsroom/html_to_markdown.h"
#include "programme/newsroom/redirect.h"
#include "programme/newsroom/write_articles.h"

namespace luytre::newsroom {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

constexpr std::array<std::string_view, 10> columns = {"title",   "lead", "body",   "date",       "category",
                                                      "address", "item", "source", "source_url", "images"};

// Words apart by blanks, commas or lines.
std::vector<std::string> words_of(const std::string& text) {
  constexpr std::string_view between = " \t\r\n,";
  std::vector<std::string> words;
  for (std::size_t at = text.find_first_not_of(between); at != std::string::npos;
       at = text.find_first_not_of(between, at)) {
    const auto end = std::min(text.find_first_of(between, at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end;
  }
  return words;
}

// "2022-10-06", "2022-10-06 07:30:00", "06/10/2022".
std::optional<Date> day_of(const std::string& text) {
  std::string iso = text.substr(0, std::min<std::size_t>(10, text.size()));
  if (iso.size() == 10 && iso[2] == '/' && iso[5] == '/')
    iso = iso.substr(6, 4) + "-" + iso.substr(3, 2) + "-" + iso.substr(0, 2);
  const auto day = Date::parse(iso);
  return day ? std::optional(*day) : std::nullopt;
}

std::optional<Category> category_of(const std::string& text) {
  if (text.empty()) return Category::news;
  if (const auto named = category_named(text)) return named;
  for (int at = 0; at <= static_cast<int>(Category::science); ++at) {
    const auto category = static_cast<Category>(at);
    const std::string title = say("newsroom.category." + std::string(name_of(category)), {}, Language::vi);
    if (fold(title) == fold(text)) return category;
  }
  return std::nullopt;
}

bool looks_like_html(std::string_view text) {
  for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (next == '/' || next == '!' || std::isalpha(static_cast<int>(next)) != 0) return true;
  }
  return false;
}

// A line of plain words: mark-up taken out, entities read.
Result<std::string> plain_text(const std::string& text, ArchiveRow& row) {
  if (!looks_like_html(text) && text.find('&') == std::string::npos) return nfc(text);
  const auto converted = html_to_markdown(text);
  if (!converted) return pass_on(converted);
  row.scripts += converted->scripts;
  row.styles += converted->styles;
  row.handlers += converted->handlers;
  row.images.insert(row.images.end(), converted->images.begin(), converted->images.end());
  std::string plain;
  for (std::size_t at = 0; at < converted->markdown.size(); ++at) {
    const char letter = converted->markdown[at];
    const bool is_escape = letter == '\\' && at + 1 < converted->markdown.size();
    if (is_escape) {
      const char next = converted->markdown[++at];
      plain += next == '\n' ? ' ' : next;
    } else if (letter == '\n') {
      if (!plain.empty() && plain.back() != ' ') plain += ' ';
    } else if (letter != '*') {
      plain += letter;
    }
  }
  while (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return nfc(plain);
}

Done read_body(const std::string& text, ArchiveRow& row) {
  if (!looks_like_html(text)) {
    row.article.body = nfc(text_to_markdown(text));
    if (row.article.body == "\n") row.article.body.clear();
    return {};
  }
  auto converted = html_to_markdown(text);
  if (!converted) return pass_on(converted);
  row.article.body = nfc(converted->markdown);
  row.images.insert(row.images.end(), converted->images.begin(), converted->images.end());
  row.scripts += converted->scripts;
  row.styles += converted->styles;
  row.handlers += converted->handlers;
  return {};
}

Result<ArchiveRow> read_row(const Fields& fields, int line, const std::string& default_source) {
  const auto field = [&](std::string_view name) {
    const auto found = fields.find(name);
    return found == fields.end() ? std::string() : found->second;
  };
  ArchiveRow row;
  row.line = line;
  for (const auto& [name, text] : fields)
    if (text.size() > body_bytes_max) return refuse("news.too_long", {{"title", field("title").substr(0, 100)}});
  auto title = plain_text(field("title"), row);
  if (!title) return pass_on(title);
  auto lead = plain_text(field("lead"), row);
  if (!lead) return pass_on(lead);
  row.article.title = *std::move(title);
  row.article.lead = *std::move(lead);
  if (auto read = read_body(field("body"), row); !read) return pass_on(read);
  row.article.date = day_of(field("date"));
  if (!row.article.date) return refuse("news.archive_date", {{"date", field("date")}});
  const auto category = category_of(field("category"));
  if (!category) return refuse("news.unknown_category", {{"category", field("category")}});
  row.article.category = *category;
  row.addresses = words_of(field("address"));
  row.item = field("item");
  if (!row.item.empty() && row.item.find_first_not_of("0123456789") != std::string::npos)
    return refuse("news.archive_item", {{"item", row.item}});
  if (row.addresses.empty() && row.item.empty()) return refuse("news.archive_no_address");
  row.article.source_name = nfc(field("source").empty() ? default_source : field("source"));
  row.article.source_url = field("source_url");
  if (row.article.source_name.empty()) return refuse("news.archive_no_source");
  const auto named = words_of(field("images"));
  row.images.insert(row.images.end(), named.begin(), named.end());
  row.article.original_url = row.addresses.empty() ? "component/k2/item/" + row.item : row.addresses.front();
  row.article.is_taken_over = true;
  row.article.status = ArticleStatus::published;
  row.article.change_kind = change_published;
  if (auto checked = check_article(row.article); !checked) return pass_on(checked);
  return row;
}

// Under which an article is found again when the same archive comes twice.
std::vector<std::string> keys_of(const ArchiveRow& row) {
  std::vector<std::string> keys;
  if (!row.item.empty()) keys.push_back(k2_key(row.item));
  for (const std::string& address : row.addresses) {
    keys.push_back(redirect_key(address));
    if (const auto item = k2_item(address)) keys.push_back(k2_key(*item));
  }
  return keys;
}

class Reading {
 public:
  Reading(std::string name, std::string source) : name_(std::move(name)), source_(std::move(source)) {}

  void add(const Fields& fields, int line) {
    auto row = read_row(fields, line, source_);
    if (!row) return note(row.error(), line);
    for (const std::string& key : keys_of(*row)) {
      const auto [before, is_new] = lines_.emplace(key, line);
      if (!is_new && before->second != line)
        return note({"news.archive_twice", {{"line", std::to_string(before->second)}}, "", {}}, line);
    }
    archive_.rows.push_back(*std::move(row));
  }
  void note(Problem problem, int line) {
    problem.where = name_ + ":" + std::to_string(line);
    archive_.problems.push_back(std::move(problem));
  }
  bool is_full() const { return archive_.rows.size() + archive_.problems.size() > archive_rows_max; }
  Archive take() { return std::move(archive_); }

 private:
  std::string name_, source_;
  Archive archive_;
  std::map<std::string, int> lines_;
};

Done read_csv(std::string_view bytes, const std::string& name, Reading& reading) {
  const auto table = parse_csv(bytes, name);
  if (!table) return pass_on(table);
  for (const std::string& title : table->header) {
    if (std::find(columns.begin(), columns.end(), title) == columns.end())
      return refuse("news.archive_columns", {{"column", title}}, name);
  }
  for (const CsvRow& row : table->rows) {
    Fields fields;
    for (std::size_t at = 0; at < row.cells.size(); ++at) fields[table->header[at]] = row.cells[at];
    reading.add(fields, row.line);
    if (reading.is_full()) return refuse("news.archive_too_long", {{"max", std::to_string(archive_rows_max)}}, name);
  }
  return {};
}

// Texts, numbers and lists of texts; what else there is, is left out.
Result<Fields> fields_of(std::string_view line) {
  const auto value = parse_json(line);
  if (!value) return pass_on(value);
  const json::object* object = value->if_object();
  if (object == nullptr) return refuse("http.json_expected");
  Fields fields;
  for (const auto& member : *object) {
    const std::string name(member.key());
    const json::value& sent = member.value();
    if (std::find(columns.begin(), columns.end(), name) == columns.end())
      return refuse("news.archive_columns", {{"column", name}});
    if (sent.is_string()) fields[name] = std::string(sent.as_string());
    if (sent.is_int64()) fields[name] = std::to_string(sent.as_int64());
    if (const json::array* list = sent.if_array()) {
      for (const json::value& one : *list)
        if (one.is_string()) fields[name] += (fields[name].empty() ? "" : " ") + std::string(one.as_string());
    }
  }
  return fields;
}

Done read_json_lines(std::string_view bytes, const std::string& name, Reading& reading) {
  int line = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view text = bytes.substr(at, end - at);
    at = end + 1;
    ++line;
    if (text.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    const auto fields = fields_of(text);
    if (fields) {
      reading.add(*fields, line);
    } else {
      reading.note(fields.error(), line);
    }
    if (reading.is_full()) return refuse("news.archive_too_long", {{"max", std::to_string(archive_rows_max)}}, name);
  }
  return {};
}

// Keys of what was taken over before -> its slug.
std::map<std::string, std::string> taken_over(const ArticleRegister& known) {
  std::map<std::string, std::string> slugs;
  for (const Article* article : known.all()) {
    if (!article->is_taken_over) continue;
    slugs[redirect_key(article->original_url)] = article->slug;
    if (const auto item = k2_item(article->original_url)) slugs[k2_key(*item)] = article->slug;
  }
  return slugs;
}

std::vector<RedirectWish> wishes_of(const ArchiveRow& row, const std::string& slug) {
  const std::string target = "/tin-tuc/" + slug;
  std::vector<RedirectWish> wishes;
  for (const std::string& address : row.addresses)
    if (redirect_key(address) != target) wishes.push_back({address, target});  // the same address stays what it is
  if (!row.item.empty()) wishes.push_back({"component/k2/item/" + row.item, target});
  return wishes;
}

}  // namespace

Result<Archive> read_archive(std::string_view bytes, const std::string& name, const std::string& source) {
  if (!is_valid_utf8(bytes)) return refuse("news.not_utf8", {}, name);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  Reading reading(name, source);
  const auto read = name.ends_with(".jsonl") ? read_json_lines(bytes, name, reading) : read_csv(bytes, name, reading);
  if (!read) return pass_on(read);
  return reading.take();
}

Result<ImportedArchive> import_archive(commands::Writer& writer, const commands::Asked& asked,
                                       const std::vector<ArchiveRow>& rows, const std::string& file_name,
                                       long long unix_milliseconds) {
  ImportedArchive imported;
  const auto outcome = change_articles(
      writer, asked, "news.import_archive", {ask_for("news.write"), ask_for("news.publish")},
      [&](const ArticleRegister& known) -> Result<Change> {
        imported = {};
        const auto before = taken_over(known);
        std::set<std::string, std::less<>> taken;
        std::vector<RedirectWish> wishes;
        Change change;
        for (const ArchiveRow& row : rows) {
          const auto keys = keys_of(row);
          const bool is_known = std::any_of(keys.begin(), keys.end(),
                                            [&](const std::string& key) { return before.find(key) != before.end(); });
          if (is_known) {
            ++imported.unchanged;
            continue;
          }
          Article article = row.article;
          article.id = ArticleId(new_uuid7(unix_milliseconds));
          article.slug = free_slug(article.title, known, taken);
          article.author = asked.actor.name;
          taken.insert(article.slug);
          for (RedirectWish& wish : wishes_of(row, article.slug)) wishes.push_back(std::move(wish));
          change.articles.push_back(std::move(article));
        }
        if (change.articles.empty()) return refuse("news.nothing_new");
        auto redirects = plan_redirects(known, wishes);
        if (!redirects) return pass_on(redirects);
        imported.added = change.articles.size();
        imported.redirects = redirects->size();
        change.kind = "news.archive_imported";
        change.about = {{"source", file_name}, {"added", imported.added}, {"redirects", imported.redirects}};
        change.also = [redirects = *std::move(redirects)](storage::Database& database, audit::EventNumber event) {
          return append_redirects(database, event, redirects);
        };
        return change;
      });
  if (!outcome && outcome.error().code == "news.nothing_new") {
    imported.unchanged = rows.size();
    return imported;
  }
  if (!outcome) return pass_on(outcome);
  imported.event = outcome->event;
  return imported;
}

}  // namespace luytre::newsroom
