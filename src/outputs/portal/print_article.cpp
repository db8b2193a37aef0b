#include "outputs/portal/print_article.h"

#include <algorithm>

#include "outputs/portal/article_view.h"
#include "outputs/portal/event_view.h"
#include "platform/paper/flow.h"
#include "platform/paper/printed.h"
#include "platform/paper/qr.h"

namespace luytre::portal {
namespace {

using paper::Align;
using paper::Canvas;
using paper::Flow;
using paper::TextStyle;

constexpr paper::Typeface face = paper::Typeface::serif;
constexpr double code_side = 26;
constexpr double indent_step = 6;
constexpr int indent_steps_max = 6;
constexpr std::size_t columns_max = 8;  // of a table that is drawn as one; a wider one is written row by row
const TextStyle body{.size = 11.5, .face = face, .line_spacing = 1.15};
const TextStyle strong_body{.size = 11.5, .face = face, .is_bold = true};
const TextStyle soft{.size = 9.5, .face = face, .ink = paper::soft_ink};
const TextStyle lead_style{.size = 12.5, .face = face, .is_bold = true, .line_spacing = 1.15};
const TextStyle quoted{.size = 11.5, .face = face, .is_italic = true, .line_spacing = 1.15};
const TextStyle code_style{.size = 9.5, .face = paper::Typeface::mono};

class ArticleWriter {
 public:
  ArticleWriter(Canvas& canvas, const PaperArticle& article) : flow_(canvas), article_(article) {}

  Done write() {
    if (const Done headed = write_head(); !headed) return headed;
    for (const std::string& remark : article_.remarks) write_remark(remark);
    for (const auto& [name, value] : article_.plan) paragraph(name + ": " + value, strong_body);
    if (!article_.lead.empty()) paragraph(article_.lead, lead_style);
    for (const Block& block : article_.text.blocks) write_block(block);
    if (!article_.source.empty()) paragraph(article_.source, soft);
    write_list("reading.paper.notes", article_.notes, true);
    write_list("reading.paper.log", article_.log, false);
    return {};
  }

 private:
  void paragraph(const std::string& text, const TextStyle& style, double indent = 0) {
    flow_.paragraph(text, style, indent);
    flow_.space(gap_);
  }

  // The name of the site, the title, and the address as a code for whoever holds only the paper.
  Done write_head() {
    Canvas& canvas = flow_.canvas();
    const double top = flow_.y();
    const double width = flow_.width() - code_side - 4;
    double y = top + canvas.text(article_.publisher, flow_.left(), top, width, soft) + 2;
    const TextStyle title{.size = 18, .face = face, .is_bold = true, .line_spacing = 1.05};
    y += canvas.text(article_.title, flow_.left(), y, width, title) + 2;
    y += canvas.text(article_.facts, flow_.left(), y, width, soft);
    const double code_x = flow_.left() + flow_.width() - code_side;
    // A code is a help, and an address may be too long for one: it stands below in letters.
    const Done coded = paper::draw_qr(canvas, article_.address, code_x, top, code_side);
    y = std::max(y, coded ? top + code_side : top);
    flow_.space(y - top + 2);
    paragraph(article_.address + " · " + article_.printed_on, soft);
    canvas.line(flow_.left(), flow_.y(), flow_.left() + flow_.width(), flow_.y(), {0.3, paper::line_ink});
    flow_.space(3);
    return {};
  }

  void write_remark(const std::string& text) {
    const TextStyle style{.size = 10.5, .face = face, .is_italic = true};
    paragraph(text, style, 4);
  }

  void write_block(const Block& block) {
    switch (block.kind) {
      case BlockKind::heading:
        return write_heading(block);
      case BlockKind::item:
        return write_item(block);
      case BlockKind::quotation:
        return paragraph(block.text, quoted, indent_step);
      case BlockKind::code:
        return paragraph(block.text, code_style, indent_step);
      case BlockKind::table:
        return write_table(block);
      case BlockKind::rule:
        flow_.space(gap_);
        return;
      case BlockKind::paragraph:
        break;
    }
    paragraph(block.text, body);
  }

  void write_heading(const Block& block) {
    constexpr double with_text = 16;
    flow_.space(gap_);
    flow_.keep(with_text);
    const double size = block.level == 2 ? 14 : 12.5;
    paragraph(block.text, {.size = size, .face = face, .is_bold = true});
  }

  void write_item(const Block& block) {
    const double indent = indent_step * std::min(block.level, indent_steps_max);
    constexpr double line = 6;
    flow_.keep(line);
    if (!block.marker.empty())
      flow_.canvas().text(block.marker, flow_.left() + indent - indent_step, flow_.y(), indent_step, body);
    paragraph(block.text, body, indent);
  }

  void write_table(const Block& block) {
    const std::size_t columns = block.rows.front().size();
    if (columns > columns_max) {
      for (const auto& row : block.rows) {
        std::string line;
        for (const std::string& cell : row) line += (line.empty() ? "" : " | ") + cell;
        paragraph(line, body);
      }
      return;
    }
    paper::Table table;
    table.style = {.size = 10, .face = face};
    for (std::size_t i = 0; i < columns; ++i)
      table.columns.push_back({flow_.width() / static_cast<double>(columns), Align::left});
    table.header = block.rows.front();
    for (std::size_t i = 1; i < block.rows.size(); ++i) table.rows.push_back({block.rows[i], false});
    flow_.table(table);
    flow_.space(gap_);
  }

  void write_list(const std::string& heading, const std::vector<std::string>& lines, bool is_numbered) {
    if (lines.empty()) return;
    constexpr double with_text = 16;
    flow_.space(3);
    flow_.keep(with_text);
    paragraph(say(heading, article_.language), {.size = 11, .face = face, .is_bold = true});
    for (std::size_t i = 0; i < lines.size(); ++i) {
      flow_.paragraph((is_numbered ? "[" + std::to_string(i + 1) + "] " : "– ") + lines[i],
                      {.size = 9.5, .face = face});
      flow_.space(gap_ / 2);
    }
  }

  static constexpr double gap_ = 2;
  Flow flow_;
  const PaperArticle& article_;
};

// For one line at the foot of a page.
std::string shortened(const std::string& title) {
  constexpr std::size_t bytes_max = 110;
  if (title.size() <= bytes_max) return title;
  return title.substr(0, title.rfind(' ', bytes_max)) + "…";
}

std::string note_of(const Visit& visit, const std::vector<BoundFigure>& figures, const BlockNote& note) {
  if (note.figure.empty()) return note.address;
  const statistics::Claim* claim = public_claim(visit, note.figure);
  if (claim == nullptr) return visit.say("reading.paper.no_certificate");
  const auto& definition = visit.snapshot->claims->definition_of(*claim);
  const std::string path = "/so-lieu/" + claim->id.text();
  std::string text = visit.say("reading.paper.figure", {{"meaning", definition.title(visit.language)},
                                                        {"day", visit.day_words(claim->as_of)},
                                                        {"address", absolute(visit, path)}});
  for (const BoundFigure& figure : figures)
    if (figure.claim == claim && figure.later) text += " (" + figure.later->words + ")";
  return text;
}

std::vector<std::string> log_of(const Visit& visit, const newsroom::Article& article) {
  std::vector<std::string> lines;
  for (const newsroom::LogEntry& entry : visit.snapshot->articles->public_log(article.id.text())) {
    const auto at = feeds::Moment::parse(entry.at);
    const std::string when =
        at ? visit.say("reading.at", {{"day", visit.day_words(at->day())}, {"clock", at->clock()}}) : entry.at;
    lines.push_back(visit.say("reading.log." + entry.kind) + ", " + when +
                    (entry.note.empty() ? "" : ": " + entry.note));
  }
  return lines;
}

}  // namespace

PaperArticle paper_article(const Visit& visit, const newsroom::Article& article) {
  const newsroom::ClaimText words = claim_text(visit);
  const auto findings = visit.site.reader().read(*visit.snapshot, article);
  const auto figures = bound_figures(visit, article);
  PaperArticle paper;
  paper.language = visit.language;
  paper.publisher = publisher_of(visit);
  paper.title = newsroom::plain_line(article.title, words);
  paper.lead = newsroom::plain_line(article.lead, words);
  paper.facts =
      (article.date ? visit.day_words(*article.date) + " · " : "") + category_words(article.category, visit.language);
  if (visit.snapshot->is_demonstration()) paper.remarks.push_back(visit.say("portal.site.demonstration"));
  if (article.is_demonstration) paper.remarks.push_back(visit.say("portal.article.made_up"));
  if (article.stage == newsroom::Stage::archived) paper.remarks.push_back(visit.say("reading.archived_more"));
  if (article.stage == newsroom::Stage::corrected)
    paper.remarks.push_back(visit.say("portal.article.corrected") + " " + article.change_note);
  for (const UnitNote& note : notes_of(visit, article, *findings)) paper.remarks.push_back(note_words(visit, note));
  if (article.kind == newsroom::ArticleKind::event) {
    if (const auto times = event_times(article))
      paper.plan.emplace_back(visit.say("reading.event.when"), event_words(visit, *times));
    if (!article.plan.place.empty()) paper.plan.emplace_back(visit.say("reading.event.place"), article.plan.place);
  }
  const auto words_of = [&](const std::string& id) { return words(id).value_or(id); };
  paper.text = article_blocks(article.body, words_of, visit.say("reading.paper.picture"));
  for (const BlockNote& note : paper.text.notes) paper.notes.push_back(note_of(visit, figures, note));
  paper.log = log_of(visit, article);
  if (!article.source_name.empty() || !article.source_url.empty())
    paper.source = visit.say("portal.source") + ": " + article.source_name +
                   (article.source_url.empty() ? "" : " " + article.source_url);
  paper.address = absolute(visit, article_path(article));
  paper.printed_on = visit.say("reading.printed_on", {{"day", visit.day_words(visit.today)}});
  return paper;
}

Result<std::string> print_article(const PaperArticle& article) {
  paper::Facts facts;
  facts.title = article.title;
  facts.author = article.publisher;
  facts.language = "vi";
  facts.running_title = shortened(article.title);
  facts.numbering = [&](std::size_t page, std::size_t pages) {
    return say("reading.paper.page", {{"page", std::to_string(page)}, {"pages", std::to_string(pages)}},
               article.language);
  };
  return paper::printed(facts, [&](Canvas& canvas) { return ArticleWriter(canvas, article).write(); });
}

}  // namespace luytre::portal
