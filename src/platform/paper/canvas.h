// What is drawn on: the pages of one document, in the Liberation 2 typefaces, which have every Vietnamese letter.
// Text may be anything: bytes that are no UTF-8 become U+FFFD, control and direction characters are dropped.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "platform/paper/page.h"

namespace luytre::paper {

// A text set in lines of a width. Lives no longer than the canvas that laid it out.
class TextBlock {
 public:
  struct Layout;
  explicit TextBlock(std::unique_ptr<Layout> layout);
  ~TextBlock();
  TextBlock(TextBlock&&) noexcept;
  TextBlock& operator=(TextBlock&&) noexcept;

  double height() const;
  double width() const;                             // of its longest line
  const std::vector<double>& line_heights() const;  // from the top of each line to the top of the next
  std::size_t letters_without_glyph() const;        // drawn as empty boxes
  std::set<std::string> typefaces() const;          // families that really draw it: "Liberation Sans"
  const Layout& layout() const { return *layout_; }

 private:
  std::unique_ptr<Layout> layout_;
};

class Canvas {
 public:
  struct Surface;
  explicit Canvas(std::unique_ptr<Surface> surface);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  void next_page();  // the first is there from the beginning
  std::size_t page() const;
  double page_width() const;
  double page_height() const;

  TextBlock lay_out(std::string_view text, double width, const TextStyle& style) const;
  void draw(const TextBlock& block, double x, double y);
  void draw_lines(const TextBlock& block, std::size_t first, std::size_t count, double x, double y);
  double text(std::string_view text, double x, double y, double width, const TextStyle& style);  // its height
  // Rising through the box from corner to corner, its size chosen to fit.
  void slanted(std::string_view text, const Box& box, const Ink& ink);

  void line(double from_x, double from_y, double to_x, double to_y, const Stroke& stroke);
  void outline(const Box& box, const Stroke& stroke);
  void fill(const Box& box, const Ink& ink);
  void fill(const std::vector<Box>& boxes, const Ink& ink);  // as one shape
  void hatch(const Box& box, const Stroke& stroke);          // slanting lines: there is something that is not shown

 private:
  std::unique_ptr<Surface> surface_;
};

}  // namespace luytre::paper
