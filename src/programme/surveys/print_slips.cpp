#include "programme/surveys/print_slips.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <numeric>
#include <optional>

#include "platform/paper/printed.h"
#include "platform/paper/qr.h"
#include "programme/surveys/print_words.h"
#include "programme/surveys/serial.h"

namespace luytre::surveys {
namespace {

using paper::Canvas;
using paper::TextBlock;
using paper::TextStyle;

constexpr double margin = 8;
constexpr double gap = 1.7;
constexpr double code_side = 26;
constexpr double code_column = 34;
constexpr double number_width = 8.5;
constexpr double promise_air = 2;
constexpr double tick_side = 4.4;
constexpr double words_line = 7;
constexpr double row_air_min = 1.9;
constexpr double row_air_max = 4.2;
constexpr std::size_t answers_count = 3;
constexpr paper::Ink overall_ground{0.94, 0.95, 0.94};
constexpr paper::Stroke hair{0.15, paper::line_ink};
constexpr paper::Stroke firm{0.4, paper::black};

// One way to put a slip on paper.
struct Shape {
  double width = 0;
  double height = 0;
  double text_size = 0;
  double answer_width = 0;
  std::size_t words_lines_min = 2;
  double inner() const { return width - 2 * margin; }
  double question_width() const { return inner() - number_width - answers_count * answer_width; }
};

// From the most readable to the least; an A5 costs half the paper.
std::vector<Shape> shapes() {
  std::vector<Shape> all;
  for (const double size : {11.5, 11.0, 10.5, 10.0, 9.5}) {
    all.push_back({paper::long_side / 2, paper::short_side, size, 14.5, 2});
  }
  for (const double size : {12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5}) {
    all.push_back({paper::short_side, paper::long_side, size, 19, 3});
  }
  return all;
}

// All that is the same on each slip, laid out once.
struct Parts {
  std::vector<TextBlock> head;  // from top to bottom, beside the code
  TextBlock how;
  std::vector<TextBlock> answers;
  std::vector<TextBlock> questions;
  std::vector<TextBlock> numbers;
  TextBlock words;
  TextBlock promise;
  TextBlock source;
};

std::vector<TextBlock> head_of(const Canvas& canvas, const SlipSheet& sheet, const Shape& shape) {
  const double width = shape.inner() - code_column;
  const Language language = sheet.language;
  std::vector<TextBlock> head;
  head.push_back(canvas.lay_out(say("surveys_print.front_of", {{"commune", sheet.commune}}, language), width,
                                {.size = 9.5, .is_bold = true}));
  head.push_back(canvas.lay_out(say("surveys_print.slip", language), width, {.size = 15, .is_bold = true}));
  head.push_back(canvas.lay_out(sheet.title, width, {.size = 10.5, .is_bold = true}));
  head.push_back(canvas.lay_out(sheet.village + " · " + shown_window(sheet.opens_on, sheet.closes_on, language), width,
                                {.size = 9}));
  head.push_back(canvas.lay_out(sheet.document, width, {.size = 8, .ink = paper::soft_ink}));
  return head;
}

std::string source_of(const SlipSheet& sheet) {
  const criteria::SurveyForm& form = *sheet.form;
  const bool is_unsure =
      form.confidence == criteria::Confidence::uncertain || form.confidence == criteria::Confidence::from_memory;
  return say(is_unsure ? "surveys_print.form_unsure" : "surveys_print.form",
             {{"form", form.id}, {"document", form.document}}, sheet.language);
}

Parts parts_of(const Canvas& canvas, const SlipSheet& sheet, const Shape& shape) {
  const double inner = shape.inner();
  const auto word = [&](std::string_view code, const Arguments& arguments, double width, const TextStyle& style) {
    return canvas.lay_out(say(code, arguments, sheet.language), width, style);
  };
  Parts parts{.head = head_of(canvas, sheet, shape),
              .how = word("surveys_print.how", {{"address", sheet.address}}, inner, {.size = 9}),
              .answers = {},
              .questions = {},
              .numbers = {},
              .words = word("surveys_print.words", {}, inner, {.size = 9.5}),
              .promise = word("surveys_print.promise", {{"day", shown_day(sheet.closes_on, sheet.language)}},
                              inner - 2 * promise_air, {.size = 9}),
              .source = canvas.lay_out(source_of(sheet), inner, {.size = 6.5, .ink = paper::soft_ink})};
  for (const char* answer : {"surveys_print.satisfied", "surveys_print.not_satisfied", "surveys_print.no_opinion"}) {
    parts.answers.push_back(
        word(answer, {}, shape.answer_width - 1, {.size = 8, .is_bold = true, .align = paper::Align::centre}));
  }
  std::size_t number = 0;
  for (const auto& question : sheet.form->questions) {
    const TextStyle style{.size = shape.text_size, .is_bold = question.is_overall};
    TextStyle number_style = style;
    number_style.align = paper::Align::right;
    parts.numbers.push_back(canvas.lay_out(std::to_string(++number) + ".", number_width - 2, number_style));
    parts.questions.push_back(canvas.lay_out(said(question.text, sheet.language), shape.question_width() - 1, style));
  }
  return parts;
}

double height_of(const std::vector<TextBlock>& blocks) {
  return std::accumulate(blocks.begin(), blocks.end(), 0.0,
                         [](double height, const TextBlock& block) { return height + block.height(); });
}

double highest_of(const std::vector<TextBlock>& blocks) {
  double highest = 0;
  for (const TextBlock& block : blocks) highest = std::max(highest, block.height());
  return highest;
}

double head_height(const Parts& parts) {
  constexpr double serial_height = 5.5;
  return std::max(height_of(parts.head), code_side + serial_height);
}

double promise_height(const Parts& parts) { return parts.promise.height() + 2 * promise_air; }

// What a shape leaves to be shared out between the rows and the lines for words; below zero: the slip does not fit.
double room_left(const Parts& parts, const Shape& shape) {
  const double texts = head_height(parts) + parts.how.height() + highest_of(parts.answers) +
                       height_of(parts.questions) + parts.words.height() + promise_height(parts) +
                       parts.source.height();
  const double air = row_air_min * static_cast<double>(parts.questions.size()) + 7 * gap;
  return shape.height - 2 * margin - texts - air - words_line * static_cast<double>(shape.words_lines_min);
}

class Slip {
 public:
  Slip(Canvas& canvas, const SlipSheet& sheet, const Parts& parts, const Shape& shape)
      : canvas_(canvas), sheet_(sheet), parts_(parts), shape_(shape) {}

  Done draw(const std::string& serial, double left) {
    left_ = left + margin;
    y_ = margin;
    if (sheet_.is_demonstration) {
      canvas_.slanted(say("surveys_print.demonstration", sheet_.language), {left, 0, shape_.width, shape_.height},
                      paper::pale_ink);
    }
    const Done coded = draw_head(serial);
    if (!coded) return coded;
    canvas_.draw(parts_.how, left_, y_);
    y_ += parts_.how.height() + gap;
    draw_questions();
    draw_foot();
    return {};
  }

 private:
  double right() const { return left_ + shape_.inner(); }
  double answer_x(std::size_t answer) const {
    return right() - shape_.answer_width * static_cast<double>(answers_count - answer);
  }

  Done draw_head(const std::string& serial) {
    const double column = right() - code_column;
    const double code_x = right() - (code_column + code_side) / 2;
    const Done coded = paper::draw_qr(canvas_, sheet_.address + "#" + serial, code_x, y_ - 2, code_side);
    if (!coded) return coded;
    const double label_y = y_ + code_side - 2.5;
    const TextStyle small{.size = 8, .align = paper::Align::centre, .ink = paper::soft_ink};
    const double label =
        canvas_.text(say("surveys_print.serial", sheet_.language), column, label_y, code_column, small);
    canvas_.text(shown_serial(serial), column, label_y + label, code_column,
                 {.size = 11, .face = paper::Typeface::mono, .is_bold = true, .align = paper::Align::centre});
    double y = y_ + 1;
    for (const TextBlock& block : parts_.head) {
      canvas_.draw(block, left_, y);
      y += block.height() + 0.5;
    }
    y_ += head_height(parts_) + gap;
    return {};
  }

  double row_air() const {
    const double shared = std::max(room_left(parts_, shape_), 0.0) / static_cast<double>(parts_.questions.size());
    return std::min(row_air_min + shared, row_air_max);
  }

  void draw_questions() {
    const double labels = highest_of(parts_.answers);
    for (std::size_t i = 0; i < answers_count; ++i) {
      canvas_.draw(parts_.answers[i], answer_x(i) + 0.5, y_ + labels - parts_.answers[i].height());
    }
    y_ += labels + gap / 2;
    const double top = y_;
    canvas_.line(left_, y_, right(), y_, firm);
    for (std::size_t i = 0; i < parts_.questions.size(); ++i) draw_row(i);
    canvas_.line(left_, y_, right(), y_, firm);
    for (std::size_t i = 0; i < answers_count; ++i) canvas_.line(answer_x(i), top, answer_x(i), y_, hair);
    y_ += gap;
  }

  void draw_row(std::size_t index) {
    const double air = row_air();
    const TextBlock& question = parts_.questions[index];
    const double height = question.height() + air;
    if (sheet_.form->questions[index].is_overall) {
      if (!sheet_.is_demonstration) canvas_.fill({left_, y_, shape_.inner(), height}, overall_ground);
      canvas_.line(left_, y_, right(), y_, firm);
    } else if (index > 0) {
      canvas_.line(left_, y_, right(), y_, hair);
    }
    canvas_.draw(parts_.numbers[index], left_, y_ + air / 2);
    canvas_.draw(question, left_ + number_width, y_ + air / 2);
    for (std::size_t i = 0; i < answers_count; ++i) {
      const paper::Box tick{answer_x(i) + (shape_.answer_width - tick_side) / 2, y_ + (height - tick_side) / 2,
                            tick_side, tick_side};
      canvas_.fill(tick, {1, 1, 1});
      canvas_.outline(tick, {0.35, paper::black});
    }
    y_ += height;
  }

  // From the bottom up: the source, the promise; what is left above them is for words.
  void draw_foot() {
    const double bottom = shape_.height - margin;
    canvas_.draw(parts_.source, left_, bottom - parts_.source.height());
    const double promise_y = bottom - parts_.source.height() - gap / 2 - promise_height(parts_);
    canvas_.outline({left_, promise_y, shape_.inner(), promise_height(parts_)}, {0.3, paper::black});
    canvas_.draw(parts_.promise, left_ + promise_air, promise_y + promise_air);
    canvas_.draw(parts_.words, left_, y_);
    for (double y = y_ + parts_.words.height() + words_line; y < promise_y - gap; y += words_line) {
      canvas_.line(left_, y, right(), y, {0.2, paper::soft_ink, true});
    }
  }

  Canvas& canvas_;
  const SlipSheet& sheet_;
  const Parts& parts_;
  const Shape& shape_;
  double left_ = 0;
  double y_ = 0;
};

paper::Facts facts_of(const SlipSheet& sheet, bool is_landscape) {
  return {
      .title = say("surveys_print.slip_title", {{"title", sheet.title}, {"village", sheet.village}}, sheet.language),
      .language = std::string(code_of(sheet.language)),
      .is_landscape = is_landscape,
      .author = say("surveys_print.front_of", {{"commune", sheet.commune}}, sheet.language)};
}

// The first shape that holds the form. Problem surveys_print.form_too_long.
Result<Shape> shape_for(const SlipSheet& sheet) {
  std::optional<Shape> found;
  const auto measured = paper::printed(facts_of(sheet, false), [&](Canvas& canvas) -> Done {
    for (const Shape& shape : shapes()) {
      if (room_left(parts_of(canvas, sheet, shape), shape) < 0) continue;
      found = shape;
      return {};
    }
    return refuse("surveys_print.form_too_long",
                  {{"form", sheet.form->id}, {"questions", std::to_string(sheet.form->questions.size())}});
  });
  if (!measured) return pass_on(measured);
  return *found;
}

}  // namespace

Result<std::string> slips_pdf(const SlipSheet& sheet) {
  assert(sheet.form != nullptr);
  if (sheet.serials.empty()) return refuse("surveys_print.no_serials");
  const auto shape = shape_for(sheet);
  if (!shape) return pass_on(shape);
  const bool is_pair = shape->width < paper::short_side;
  const std::size_t on_page = is_pair ? 2 : 1;
  return paper::printed(facts_of(sheet, is_pair), [&](Canvas& canvas) -> Done {
    const Parts parts = parts_of(canvas, sheet, *shape);
    Slip slip(canvas, sheet, parts, *shape);
    for (std::size_t i = 0; i < sheet.serials.size(); ++i) {
      const std::size_t place = i % on_page;
      if (i > 0 && place == 0) canvas.next_page();
      const Done drawn = slip.draw(sheet.serials[i], shape->width * static_cast<double>(place));
      if (!drawn) return drawn;
      if (is_pair && place == 0)
        canvas.line(shape->width, 0, shape->width, shape->height, {0.2, paper::line_ink, true});
    }
    return {};
  });
}

}  // namespace luytre::surveys
