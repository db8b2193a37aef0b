#include "programme/surveys/print_display.h"

#include <algorithm>
#include <optional>

#include "platform/paper/printed.h"
#include "platform/paper/qr.h"
#include "programme/surveys/print_words.h"

namespace luytre::surveys {
namespace {

using paper::Align;
using paper::Box;
using paper::Canvas;
using paper::TextBlock;
using paper::TextStyle;

constexpr double left = 13;
constexpr double width = paper::short_side - 2 * left;
constexpr double top = 13;
constexpr double bottom = paper::long_side - 11;
constexpr double code_side = 26;
constexpr double bar_width = 38;
constexpr double rate_width = 20;
constexpr double dissent_width = 23;
constexpr double bar_x = left + width - rate_width - dissent_width - bar_width;
constexpr double number_width = 8;
constexpr double question_width = bar_x - left - number_width - 3;
constexpr double tasks_height_max = 40;  // that the questions leave to them, whatever their size
constexpr double tasks_heading = 10.5;
constexpr double before_end = 3;
constexpr double task_size_min = 9;
constexpr double task_size_max = 11;
constexpr paper::Ink accent{0.11, 0.36, 0.22};
constexpr paper::Ink card_ground{0.93, 0.96, 0.93};
constexpr paper::Stroke hair{0.15, paper::line_ink};

struct Rate {
  Decimal satisfied;
  Decimal not_satisfied;
};

Result<Decimal> percent_of(const std::string& text) {
  const auto percent = Decimal::parse(text);
  if (percent && !percent->is_negative() && *percent <= Decimal::of(100)) return *percent;
  return refuse("surveys_print.not_a_percent", {{"value", text}});
}

// Nothing: withheld.
Result<std::optional<Rate>> rate_of(const DisplayRate& texts) {
  if (texts.satisfied_percent.empty() || texts.not_satisfied_percent.empty()) return std::nullopt;
  const auto satisfied = percent_of(texts.satisfied_percent);
  if (!satisfied) return pass_on(satisfied);
  const auto not_satisfied = percent_of(texts.not_satisfied_percent);
  if (!not_satisfied) return pass_on(not_satisfied);
  return Rate{*satisfied, *not_satisfied};
}

double part_of_hundred(const Decimal& percent) {
  double value = static_cast<double>(percent.coefficient());
  for (int i = 0; i < percent.scale(); ++i) value /= 10;
  return value / 100;
}

class Display {
 public:
  Display(Canvas& canvas, const DisplaySheet& sheet) : canvas_(canvas), sheet_(sheet) {}

  Done draw() {
    const Done headed = draw_head();
    if (!headed) return headed;
    const Done carded = draw_cards();
    if (!carded) return carded;
    const double end_y = bottom - end_height();
    const auto size = size_that_fits(end_y - y_ - std::min(tasks_height(task_size_min), tasks_height_max) - before_end);
    if (!size) {
      return refuse("surveys_print.display_too_long", {{"questions", std::to_string(sheet_.questions.size())}});
    }
    spread_rows(*size, end_y - before_end - y_);
    const Done listed = draw_questions(*size);
    if (!listed) return listed;
    draw_tasks(end_y - before_end);
    draw_end(end_y);
    return {};
  }

 private:
  std::string word(const std::string& name, const Arguments& arguments = {}) const {
    return say("surveys_print." + name, arguments, sheet_.language);
  }
  std::string count(const std::string& text) const {
    const auto number = Decimal::parse(text);
    return number ? shown_number(*number, sheet_.language) : text.empty() ? "–" : text;
  }

  Done draw_head() {
    const double room = width - code_side - 4;
    canvas_.fill({0, 0, paper::short_side, 4}, accent);
    const Done coded = paper::draw_qr(canvas_, sheet_.address, left + width - code_side + 3, top - 4, code_side);
    if (!coded) return coded;
    double y = top;
    y += canvas_.text(word("front_of", {{"commune", sheet_.commune}}), left, y, room,
                      {.size = 10, .ink = paper::soft_ink});
    y += canvas_.text(word("display"), left, y + 0.5, room, {.size = 22, .is_bold = true, .ink = accent}) + 0.5;
    y += canvas_.text(sheet_.place, left, y, room, {.size = 15, .is_bold = true}) + 0.5;
    const std::string window = shown_window(sheet_.opens_on, sheet_.closes_on, sheet_.language);
    y += canvas_.text(sheet_.title + " · " + window, left, y, room, {.size = 10});
    y_ = std::max(y, top + code_side - 4) + 3;
    return {};
  }

  void draw_card(std::size_t index, const std::string& figure, const std::string& what, const std::string& detail) {
    constexpr double between = 4;
    const double card = (width - 2 * between) / 3;
    const Box box{left + static_cast<double>(index) * (card + between), y_, card, card_height};
    canvas_.fill(box, card_ground);
    canvas_.fill({box.x, box.y, 1.4, box.height}, accent);
    const double x = box.x + 5;
    const double room = card - 7;
    double y = box.y + 2;
    y += canvas_.text(figure, x, y, room, {.size = figure.size() > 10 ? 15.0 : 30.0, .is_bold = true});
    y += canvas_.text(what, x, y, room, {.size = 11, .is_bold = true});
    canvas_.text(detail, x, y + 0.3, room, {.size = 8.5, .ink = paper::soft_ink});
  }

  Done draw_cards() {
    const Language language = sheet_.language;
    std::string participation = "–";
    if (!sheet_.participation_percent.empty()) {
      const auto percent = Decimal::parse(sheet_.participation_percent);  // over 100 when the frame is wrong
      if (!percent) return refuse("surveys_print.not_a_percent", {{"value", sheet_.participation_percent}});
      participation = shown_percent(*percent, language);
    }
    const auto overall = rate_of(sheet_.overall);
    if (!overall) return pass_on(overall);
    draw_card(
        0, participation, word("display_participation"),
        word("display_households", {{"returned", count(sheet_.returned)}, {"households", count(sheet_.households)}}));
    const bool is_shown = overall->has_value();
    draw_card(1, is_shown ? shown_percent((*overall)->satisfied, language) : word("display_hidden"),
              word("display_overall"), word("display_answered", {{"answered", count(sheet_.overall_answered)}}));
    draw_card(2, is_shown ? shown_percent((*overall)->not_satisfied, language) : word("display_hidden"),
              word("display_dissent"), word("display_dissent_note"));
    y_ += card_height + 2.5;
    draw_verdict();
    y_ += 3;
    return {};
  }

  void draw_verdict() {
    if (!sheet_.outcome) return;
    const std::string provisional = sheet_.is_provisional ? word("provisional") : "";
    const std::string outcome = say("engine.outcome." + std::string(engine::name_of(*sheet_.outcome)), sheet_.language);
    y_ += canvas_.text(word("display_verdict", {{"outcome", outcome}, {"provisional", provisional}}), left, y_, width,
                       {.size = 11, .is_bold = true});
  }

  double row_height(const TextBlock& text) const { return std::max(text.height(), 4.2) + row_air_; }
  TextStyle style_of(std::size_t index, double size) const {
    return {.size = size, .is_bold = sheet_.questions[index].is_overall};
  }
  TextBlock question_of(std::size_t index, double size) const {
    return canvas_.lay_out(sheet_.questions[index].text, question_width, style_of(index, size));
  }

  double questions_height(double size) const {
    double height = list_head_height;
    for (std::size_t i = 0; i < sheet_.questions.size(); ++i) height += row_height(question_of(i, size));
    return height;
  }

  std::optional<double> size_that_fits(double room) const {
    for (const double size : {12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0}) {
      if (questions_height(size) <= room) return size;
    }
    return std::nullopt;
  }

  // What neither questions nor tasks need goes between the rows.
  void spread_rows(double size, double room) {
    constexpr double row_air_max = 3.4;
    const double spare = room - questions_height(size) - tasks_height(task_size_max);
    if (spare <= 0 || sheet_.questions.empty()) return;
    row_air_ = std::min(row_air_ + spare / static_cast<double>(sheet_.questions.size()), row_air_max);
  }

  void heading(const std::string& text) {
    canvas_.text(text, left, y_, width, {.size = 12, .is_bold = true, .ink = accent});
  }

  // Ends at `right`; gives the place of its sample before it.
  Box draw_label(const std::string& text, double right) {
    constexpr double sample = 2.6;
    const TextBlock label = canvas_.lay_out(text, bar_width, {.size = 8});
    const double x = right - label.width();
    canvas_.draw(label, x, y_ + 1.4);
    return {x - sample - 1, y_ + 1.9, sample, sample};
  }

  Done draw_questions(double size) {
    heading(word("display_questions"));
    const Box yes = draw_label(word("satisfied"), bar_x + bar_width + rate_width - 5);
    canvas_.fill(yes, accent);
    const Box no = draw_label(word("not_satisfied"), left + width);
    canvas_.hatch(no, {0.35, paper::black});
    canvas_.outline(no, {0.2, paper::black});
    y_ += list_head_height;
    for (std::size_t i = 0; i < sheet_.questions.size(); ++i) {
      const auto rate = rate_of(sheet_.questions[i].rate);
      if (!rate) return pass_on(rate);
      canvas_.line(left, y_, left + width, y_, hair);
      const TextBlock text = question_of(i, size);
      const double text_y = y_ + (row_height(text) - text.height()) / 2;
      canvas_.text(std::to_string(i + 1) + ".", left, text_y, number_width, style_of(i, size));
      canvas_.draw(text, left + number_width, text_y);
      draw_rate(*rate, row_height(text), size);
      y_ += row_height(text);
    }
    canvas_.line(left, y_, left + width, y_, hair);
    return {};
  }

  void draw_rate(const std::optional<Rate>& rate, double height, double size) {
    constexpr double bar_height = 3.6;
    const double text_y = y_ + (height - size * 0.42) / 2;
    if (!rate) {
      const TextStyle hidden{.size = 9, .is_italic = true, .align = Align::right, .ink = paper::soft_ink};
      canvas_.text(word("display_hidden"), bar_x, text_y, left + width - bar_x, hidden);
      return;
    }
    const Box bar{bar_x, y_ + (height - bar_height) / 2, bar_width, bar_height};
    const double yes = bar_width * part_of_hundred(rate->satisfied);
    const double no = std::min(bar_width * part_of_hundred(rate->not_satisfied), bar_width - yes);
    canvas_.fill({bar.x, bar.y, yes, bar_height}, accent);
    if (no > 0) canvas_.hatch({bar.x + yes, bar.y, no, bar_height}, {0.35, paper::black});
    canvas_.outline(bar, {0.2, paper::black});
    const double x = bar_x + bar_width;
    canvas_.text(shown_percent(rate->satisfied, sheet_.language), x, text_y, rate_width,
                 {.size = size, .is_bold = true, .align = Align::right});
    canvas_.text(shown_percent(rate->not_satisfied, sheet_.language), x + rate_width, text_y, dissent_width,
                 {.size = size, .align = Align::right});
  }

  TextBlock task_of(const DisplayTask& task, double size) const {
    const std::string day = shown_day(task.due_on, sheet_.language);
    const std::string given = word("display_given", {{"who", task.given_to}, {"day", day}});
    const std::string answer = task.answer.empty() ? word("display_unanswered") : task.answer;
    return canvas_.lay_out("“" + task.words + "” – " + given + ": " + answer, width - 5, {.size = size});
  }

  double tasks_height(double size) const {
    double height = tasks_heading;
    for (const DisplayTask& task : sheet_.tasks) height += task_of(task, size).height() + task_gap;
    return std::max(height, tasks_heading + 6);
  }

  // As large as there is room for all of them; else as many as there is room for, and how many more there are.
  void draw_tasks(double end_y) {
    constexpr double more_height = 5.5;
    double size = task_size_max;
    while (size > task_size_min && y_ + tasks_height(size) > end_y) size -= 0.5;
    const double more = y_ + tasks_height(size) <= end_y ? 0 : more_height;
    y_ += 4;
    heading(word("display_tasks"));
    y_ += tasks_heading - 4;
    if (sheet_.tasks.empty()) canvas_.text(word("display_tasks_none"), left, y_, width, {.size = size});
    std::size_t shown = 0;
    for (; shown < sheet_.tasks.size(); ++shown) {
      const TextBlock text = task_of(sheet_.tasks[shown], size);
      if (y_ + text.height() + more > end_y) break;
      canvas_.fill({left + 0.6, y_ + 1.5, 1.5, 1.5}, accent);
      canvas_.draw(text, left + 5, y_);
      y_ += text.height() + task_gap;
    }
    if (shown == sheet_.tasks.size()) return;
    const std::string left_over = std::to_string(sheet_.tasks.size() - shown);
    canvas_.text(word("display_more", {{"count", left_over}, {"address", sheet_.address}}), left + 5, y_, width - 5,
                 {.size = size, .is_italic = true});
  }

  // What stands at the foot whatever the sheet is of: the right to complain, the days, why some rates are missing.
  std::vector<TextBlock> end_blocks() const {
    const std::string window = shown_window(sheet_.shown_from, sheet_.shown_to, sheet_.language);
    std::vector<TextBlock> blocks;
    blocks.push_back(canvas_.lay_out(word("display_complain"), end_width, {.size = 11, .is_bold = true}));
    blocks.push_back(canvas_.lay_out(sheet_.complaint, end_width, {.size = 9.5}));
    blocks.push_back(canvas_.lay_out(word("display_period", {{"window", window}}), end_width, {.size = 9.5}));
    blocks.push_back(canvas_.lay_out(word("display_hidden_note"), end_width, {.size = 8.5, .ink = paper::soft_ink}));
    return blocks;
  }

  double end_height() const {
    double height = 2 * end_air;
    for (const TextBlock& block : end_blocks()) height += block.height() + end_between;
    return height - end_between;
  }

  void draw_end(double end_y) {
    canvas_.outline({left, end_y, width, bottom - end_y}, {0.5, accent});
    double y = end_y + end_air;
    for (const TextBlock& block : end_blocks()) {
      canvas_.draw(block, left + end_air, y);
      y += block.height() + end_between;
    }
  }

  static constexpr double card_height = 27;
  static constexpr double list_head_height = 6.5;
  static constexpr double end_air = 3;
  static constexpr double end_between = 1.6;
  static constexpr double task_gap = 1.4;
  static constexpr double end_width = width - 2 * end_air;

  Canvas& canvas_;
  const DisplaySheet& sheet_;
  double y_ = top;
  double row_air_ = 1.6;
};

}  // namespace

Result<std::string> display_pdf(const DisplaySheet& sheet) {
  const Language language = sheet.language;
  const paper::Facts facts{.title = say("surveys_print.display_title", {{"place", sheet.place}}, language),
                           .language = std::string(code_of(language)),
                           .author = say("surveys_print.front_of", {{"commune", sheet.commune}}, language),
                           .watermark = sheet.is_demonstration ? say("surveys_print.demonstration", language) : ""};
  return paper::printed(facts, [&](Canvas& canvas) { return Display(canvas, sheet).draw(); });
}

}  // namespace luytre::surveys
