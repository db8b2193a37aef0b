// luytre news inspect|import-text|import|list|show|title|confirm|reject|publish; the rest: news_archive.cpp
#include "app/command_line/command_line.h"
#include "app/command_line/news_view.h"
#include "app/news_doors.h"
#include "base/files.h"
#include "outputs/statistics/record_claims.h"
#include "platform/storage/temporary_database.h"
#include "programme/newsroom/article_file.h"
#include "programme/newsroom/import_text.h"
#include "programme/newsroom/settle_figure.h"
#include "programme/newsroom/take_step.h"
#include "programme/units/import_units.h"

namespace luytre::app {

namespace {

using newsroom::Article;
using newsroom::DraftFigure;

constexpr std::size_t listing_bytes_max = 4U << 20U;
constexpr const char* home_when_unknown = "20";

struct Options {
  std::string file, article, home, text_date, title, definition, place, as_of, source, source_url, date, category,
      cursor;
  std::vector<std::string> files;
  int position = 0;
  bool drafts = false;
};

std::string list_of(const Context& context, const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text.empty() ? context.text("newsroom.nothing_found") : text;
}

// Units to read a text with: the database's, or those that travel with the program.
struct Reader {
  std::shared_ptr<const units::Register> units;
  std::string home;
  std::shared_ptr<const record::Snapshot> snapshot;  // nullptr: there is no database
};

Result<std::shared_ptr<const units::Register>> embedded_units(const access::Actor& actor, const std::string& home) {
  const auto place = storage::TemporaryDatabase::make(storage::StoreKind::sqlite);
  if (!place) return pass_on(place);
  auto migrated = storage::migrate((*place)->database());
  if (!migrated) return pass_on(migrated);
  commands::Writer writer((*place)->database());
  const auto seeded = units::seed_reference(writer, actor, home);
  if (!seeded) return pass_on(seeded);
  return units::load_register((*place)->database(), seeded->event);
}

Result<Reader> reader_of(Context& context, const Options& options) {
  Reader reader;
  const auto snapshot = context.snapshot();
  if (!snapshot && snapshot.error().code != "storage.not_found") return pass_on(snapshot);
  reader.home = options.home;
  if (snapshot) {
    reader.snapshot = *snapshot;
    reader.units = (*snapshot)->units;
    if (reader.home.empty() && (*snapshot)->installation) reader.home = (*snapshot)->installation->province;
  }
  if (reader.home.empty()) reader.home = home_when_unknown;
  if (!reader.units || reader.units->is_empty()) {
    const auto embedded = embedded_units(context.actor(), reader.home);
    if (!embedded) return pass_on(embedded);
    reader.units = *embedded;
  }
  return reader;
}

Result<std::vector<newsroom::Inspection>> read_items(const Reader& reader, const Options& options) {
  const auto bytes = read_file(options.file, listing_bytes_max);
  if (!bytes) return pass_on(bytes);
  auto listing = newsroom::read_listing(*bytes);
  if (!listing) {
    listing.error().where = options.file;
    return pass_on(listing);
  }
  newsroom::InspectionFrame frame{reader.units.get(), reader.home, std::nullopt};
  if (!options.text_date.empty()) {
    const auto day = Date::parse(options.text_date);
    if (!day) return pass_on(day);
    frame.text_date = *day;
  }
  return newsroom::inspect_listing(*listing, frame);
}

void print_inspection(const Context& context, const newsroom::Inspection& item) {
  std::vector<std::string> units, dates, figures, abbreviations;
  for (const auto& unit : item.units) units.push_back(unit.version->name + " (" + unit.unit->id.code + ")");
  for (const auto& date : item.dates) dates.push_back(date.text);
  for (const auto& figure : item.figures) {
    const std::string unit = figure.unit == "%" ? " %" : "";
    figures.push_back(figure.written + unit + " — " + figure.counts);
  }
  for (const auto& one : item.abbreviations) {
    abbreviations.push_back(one.short_form + (one.expansion.empty() ? "" : " = " + one.expansion));
  }
  context.print(context.text("newsroom.item",
                             {{"item", std::to_string(item.item)}, {"title", newsroom::working_title(item.text)}}));
  context.print("  " + context.text("newsroom.units", {{"list", list_of(context, units)}}));
  context.print("  " + context.text("newsroom.dates", {{"list", list_of(context, dates)}}));
  context.print("  " + context.text("newsroom.figures", {{"list", list_of(context, figures)}}));
  context.print("  " + context.text("newsroom.abbreviations", {{"list", list_of(context, abbreviations)}}));
}

Done inspect(Context& context, const Options& options) {
  const auto reader = reader_of(context, options);
  if (!reader) return pass_on(reader);
  const auto items = read_items(*reader, options);
  if (!items) return pass_on(items);
  json::array values;
  for (const auto& item : *items) {
    if (context.as_json) {
      values.push_back(newsroom::json_of(item));
    } else {
      print_inspection(context, item);
    }
  }
  if (context.as_json) context.print(std::move(values));
  return {};
}

Done import_text(Context& context, const Options& options) {
  const auto reader = reader_of(context, options);
  if (!reader) return pass_on(reader);
  const auto items = read_items(*reader, options);
  if (!items) return pass_on(items);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto recorded = newsroom::record_articles(**writer, context.actor(), newsroom::drafts_of(*items, reader->home),
                                                  options.file, context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  json::array articles;
  if (!context.as_json) {
    context.print(context.text("newsroom.imported", {{"added", std::to_string(recorded->added)},
                                                     {"unchanged", std::to_string(recorded->unchanged)}}));
  }
  for (const auto& id : recorded->ids) {
    if (const Article* article = (*snapshot)->articles->with_id(id.text())) {
      articles.push_back(show_article(context, **snapshot, *article));
    }
  }
  if (context.as_json) {
    context.print(json::object{{"added", recorded->added},
                               {"unchanged", recorded->unchanged},
                               {"event", recorded->event},
                               {"articles", std::move(articles)}});
  }
  return {};
}

Done import_articles(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto resolve = [&](const std::string& key) -> std::optional<std::string> {
    const auto* claim = (*snapshot)->claims->find(key);
    if (claim == nullptr) claim = (*snapshot)->claims->with_key(key);
    return claim == nullptr ? std::nullopt : std::optional(claim->id.text());
  };
  std::vector<newsroom::ArticleDraft> drafts;
  for (const std::string& file : options.files) {
    const auto bytes = read_file(file, listing_bytes_max);
    if (!bytes) return pass_on(bytes);
    auto draft = newsroom::load_article_file(*bytes, file, resolve);
    if (!draft) return pass_on(draft);
    drafts.push_back(std::move(*draft));
  }
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto recorded = newsroom::record_articles(**writer, context.actor(), std::move(drafts), "luytre news import",
                                                  context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  if (context.as_json) {
    context.print(json::object{{"added", recorded->added}, {"unchanged", recorded->unchanged}});
    return {};
  }
  context.print(context.text("newsroom.recorded", {{"added", std::to_string(recorded->added)},
                                                   {"unchanged", std::to_string(recorded->unchanged)}}));
  return {};
}

Result<const Article*> find_article(const record::Snapshot& snapshot, const std::string& name) {
  const Article* article = snapshot.articles->find(name);
  if (article == nullptr) article = snapshot.articles->with_id(name);
  if (article == nullptr) return refuse("news.unknown", {{"article", name}});
  return article;
}

std::optional<std::vector<std::string>> key_of(const std::string& cursor) {
  const auto slash = cursor.find('/');
  if (slash == std::string::npos) return std::nullopt;
  return {{cursor.substr(0, slash), cursor.substr(slash + 1)}};
}

Done list(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  newsroom::ArticlePage page;
  if (options.drafts) {
    page.articles = (*snapshot)->articles->drafts();
  } else {
    page = (*snapshot)->articles->page(key_of(options.cursor));
  }
  const std::string next = page.next ? (*page.next)[0] + "/" + (*page.next)[1] : std::string();
  if (context.as_json) {
    json::array items;
    for (const Article* article : page.articles) items.push_back(article_value(*article));
    context.print(json::object{{"articles", std::move(items)},
                               {"next_cursor", next.empty() ? json::value(nullptr) : json::value(next)}});
    return {};
  }
  if (page.articles.empty()) context.print(context.text("newsroom.none"));
  for (const Article* article : page.articles) {
    const std::string mark = article->is_demonstration ? "  (" + context.text("newsroom.demonstration") + ")" : "";
    context.print((article->date ? article->date->text() : "          ") + "  " + article->title + mark + "  " +
                  article->slug);
  }
  if (!next.empty()) context.print(context.text("newsroom.more", {{"cursor", next}}));
  return {};
}

Done show(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto article = find_article(**snapshot, options.article);
  if (!article) return pass_on(article);
  json::object value = show_article(context, **snapshot, **article);
  if (context.as_json) {
    value["body"] = (*article)->body;
    context.print(std::move(value));
    return {};
  }
  context.print((*article)->lead);
  if (!(*article)->body.empty()) context.print((*article)->body);
  return {};
}

Done choose_title(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto article = find_article(**snapshot, options.article);
  if (!article) return pass_on(article);
  Article changed = **article;
  changed.title = options.title;
  changed.is_working_title = false;
  if (!options.category.empty()) {
    const auto category = newsroom::category_named(options.category);
    if (!category) return refuse("news.unknown_category", {{"category", options.category}}, "--category");
    changed.category = *category;
  }
  if (!options.source.empty()) changed.source_name = options.source;
  if (!options.source_url.empty()) changed.source_url = options.source_url;
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto done = newsroom::revise_draft(**writer, context.actor(), changed);
  if (!done) return pass_on(done);
  context.print(context.text("newsroom.titled", {{"article", changed.slug}}));
  return {};
}

// The claim that a drafted figure becomes, with what the editor adds; problem names what is still missing.
Result<statistics::Claim> claim_of(const Context& context, const DraftFigure& figure, const Options& options) {
  statistics::Claim claim;
  claim.definition = options.definition.empty() ? figure.definition : options.definition;
  claim.place = options.place.empty() ? figure.place : options.place;
  claim.source = options.source;
  claim.source_url = options.source_url;
  std::string missing;
  const auto need = [&](bool is_there, const char* what) {
    if (is_there) return;
    missing += (missing.empty() ? "" : ", ") + context.text(std::string("newsroom.missing.") + what);
  };
  need(!claim.definition.empty(), "definition");
  need(!claim.place.empty(), "place");
  need(figure.as_of || !options.as_of.empty(), "as_of");
  need(!claim.source.empty() || !claim.source_url.empty(), "source");
  if (!missing.empty()) return refuse("news.figure_unclear", {{"words", figure.text}, {"missing", missing}});
  const auto day = options.as_of.empty() ? Result<Date>(*figure.as_of) : Date::parse(options.as_of);
  if (!day) return pass_on(day);
  claim.as_of = *day;
  claim.statement = figure.text;
  claim.printed = figure.printed;
  if (!figure.numerator.empty()) {
    const auto number = Decimal::parse(figure.numerator);
    if (!number) return pass_on(number);
    claim.numerator = *number;
  }
  claim.origin = statistics::Origin::quoted;
  claim.basis = "reported";
  claim.status = statistics::ClaimStatus::published;
  return claim;
}

Result<const DraftFigure*> open_figure(const record::Snapshot& snapshot, const Article& article, int position) {
  const Arguments which = {{"article", article.slug}, {"position", std::to_string(position)}};
  for (const DraftFigure* figure : snapshot.articles->figures(article.id.text())) {
    if (figure->position != position) continue;
    if (figure->state != newsroom::FigureState::drafted) return refuse("news.figure_settled", which);
    return figure;
  }
  return refuse("news.unknown_figure", which);
}

Done confirm(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto article = find_article(**snapshot, options.article);
  if (!article) return pass_on(article);
  const auto figure = open_figure(**snapshot, **article, options.position);
  if (!figure) return pass_on(figure);
  const auto claim = claim_of(context, **figure, options);
  if (!claim) return pass_on(claim);
  if (const auto warning = guard(context, **figure, *(*snapshot)->claims)) context.note(warning->sentence);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto recorded = statistics::record_claims(**writer, context.actor(), {*claim}, "luytre news confirm",
                                                  context.unix_milliseconds());
  if (!recorded) return pass_on(recorded);
  const std::string id = recorded->ids.front().text();
  const auto bound = newsroom::confirm_figure(**writer, context.actor(), (*article)->id, options.position, id);
  if (!bound) return pass_on(bound);
  if (context.as_json) {
    context.print(json::object{{"claim", id}, {"words", (*figure)->text}});
    return {};
  }
  context.print(context.text("newsroom.confirmed", {{"words", (*figure)->text}, {"claim", id}}));
  return {};
}

Done reject(Context& context, const Options& options) {
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto article = find_article(**snapshot, options.article);
  if (!article) return pass_on(article);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto done = newsroom::reject_figure(**writer, context.actor(), (*article)->id, options.position);
  if (!done) return pass_on(done);
  context.print(context.text("newsroom.rejected", {{"position", std::to_string(options.position)}}));
  return {};
}

Done publish(Context& context, const Options& options) {
  const auto day = date_option(context, options.date, "--date");
  if (!day) return pass_on(day);
  const auto snapshot = context.snapshot();
  if (!snapshot) return pass_on(snapshot);
  const auto article = find_article(**snapshot, options.article);
  if (!article) return pass_on(article);
  auto writer = context.writer();
  if (!writer) return pass_on(writer);
  const auto done = newsroom::publish_article(**writer, context.actor(), (*article)->id, *day,
                                              frozen_figures(**snapshot, newsroom::claims_of(**article)));
  if (!done) return pass_on(done);
  context.print(context.text("newsroom.published", {{"article", (*article)->slug}}));
  return {};
}

using Verb = Done (*)(Context&, const Options&);

class Verbs {
 public:
  Verbs(CLI::App& noun, Context& context, Chosen& chosen) : noun_(noun), context_(context), chosen_(chosen) {}

  Verbs& verb(const std::string& name, const std::string& help, Verb run) {
    command_ = noun_.add_subcommand(name, context_.text("newsroom.help." + help));
    command_->callback([&context = context_, &chosen = chosen_, options = options_, run] {
      chosen = [&context, options, run] { return run(context, *options); };
    });
    return *this;
  }
  template <class Field>
  Verbs& required(const std::string& name, Field Options::*field, const std::string& help) {
    command_->add_option(name, (*options_).*field, context_.text("newsroom.help." + help))->required();
    return *this;
  }
  template <class Field>
  Verbs& option(const std::string& name, Field Options::*field, const std::string& help) {
    command_->add_option(name, (*options_).*field, context_.text("newsroom.help." + help));
    return *this;
  }
  Verbs& flag(const std::string& name, bool Options::*field, const std::string& help) {
    command_->add_flag(name, (*options_).*field, context_.text("newsroom.help." + help));
    return *this;
  }

 private:
  CLI::App& noun_;
  Context& context_;
  Chosen& chosen_;
  CLI::App* command_ = nullptr;
  std::shared_ptr<Options> options_ = std::make_shared<Options>();
};

}  // namespace

void add_news_commands(CLI::App& program, Context& context, Chosen& chosen) {
  auto* noun = program.add_subcommand("news", context.text("newsroom.help"));
  noun->require_subcommand(1);
  Verbs verbs(*noun, context, chosen);
  verbs.verb("inspect", "inspect", inspect).required("FILE", &Options::file, "file");
  verbs.option("--home", &Options::home, "home").option("--text-date", &Options::text_date, "text_date");
  verbs.verb("import-text", "import_text", import_text).required("FILE", &Options::file, "file");
  verbs.option("--home", &Options::home, "home").option("--text-date", &Options::text_date, "text_date");
  verbs.verb("import", "import_article", import_articles).required("FILE", &Options::files, "file");
  verbs.verb("list", "list", list).flag("--drafts", &Options::drafts, "drafts");
  verbs.option("--cursor", &Options::cursor, "cursor");
  verbs.verb("show", "show", show).required("ARTICLE", &Options::article, "article");
  verbs.verb("title", "title", choose_title).required("ARTICLE", &Options::article, "article");
  verbs.required("--title", &Options::title, "title_text").option("--category", &Options::category, "category");
  verbs.option("--source", &Options::source, "source").option("--source-url", &Options::source_url, "source_url");
  verbs.verb("confirm", "confirm", confirm).required("ARTICLE", &Options::article, "article");
  verbs.required("FIGURE", &Options::position, "position").option("--definition", &Options::definition, "definition");
  verbs.option("--place", &Options::place, "place").option("--as-of", &Options::as_of, "as_of");
  verbs.option("--source", &Options::source, "source").option("--source-url", &Options::source_url, "source_url");
  verbs.verb("reject", "reject", reject).required("ARTICLE", &Options::article, "article");
  verbs.required("FIGURE", &Options::position, "position");
  verbs.verb("publish", "publish", publish).required("ARTICLE", &Options::article, "article");
  verbs.option("--date", &Options::date, "date");
  add_news_archive_commands(*noun, context, chosen);
}

}  // namespace luytre::app
