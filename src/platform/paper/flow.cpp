#include "platform/paper/flow.h"

#include <algorithm>
#include <cassert>

namespace luytre::paper {
namespace {

constexpr double cell_side = 1.4;
constexpr double cell_top = 1.1;
constexpr Stroke rule{0.2, line_ink};
constexpr Ink header_ground{0.93, 0.95, 0.93};

struct RowBlocks {
  std::vector<TextBlock> cells;
  double height = 0;
};

RowBlocks blocks_of(const Canvas& canvas, const Table& table, const TableRow& row, bool is_header) {
  assert(row.cells.size() == table.columns.size());
  RowBlocks blocks;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    TextStyle style = table.style;
    style.is_bold = style.is_bold || row.is_bold || is_header;
    style.align = is_header ? Align::centre : table.columns[i].align;
    blocks.cells.push_back(canvas.lay_out(row.cells[i], table.columns[i].width - 2 * cell_side, style));
    blocks.height = std::max(blocks.height, blocks.cells.back().height() + 2 * cell_top);
  }
  return blocks;
}

}  // namespace

Flow::Flow(Canvas& canvas, const Margins& margins) : canvas_(canvas), margins_(margins), y_(margins.top) {}

void Flow::next_page() {
  canvas_.next_page();
  y_ = margins_.top;
}

void Flow::keep(double height) {
  if (room() < height && y_ > margins_.top) next_page();
}

void Flow::paragraph(std::string_view text, const TextStyle& style, double indent) {
  const TextBlock block = canvas_.lay_out(text, width() - indent, style);
  const auto& heights = block.line_heights();
  for (std::size_t first = 0; first < heights.size();) {
    keep(heights[first]);
    std::size_t count = 0;
    double height = 0;
    while (first + count < heights.size() && (count == 0 || height + heights[first + count] <= room())) {
      height += heights[first + count++];
    }
    canvas_.draw_lines(block, first, count, left() + indent, y_);
    y_ += height;
    first += count;
  }
}

void Flow::row(const Table& table, const TableRow& row, bool is_header) {
  const RowBlocks blocks = blocks_of(canvas_, table, row, is_header);
  if (!is_header && room() < blocks.height && y_ > margins_.top) {
    next_page();
    if (!table.header.empty()) this->row(table, {table.header, true}, true);
  }
  double x = left();
  for (std::size_t i = 0; i < blocks.cells.size(); ++i) {
    const Box cell{x, y_, table.columns[i].width, blocks.height};
    if (is_header) canvas_.fill(cell, header_ground);
    canvas_.outline(cell, rule);
    const double above = is_header ? (blocks.height - blocks.cells[i].height()) / 2 : cell_top;
    canvas_.draw(blocks.cells[i], x + cell_side, y_ + above);
    x += cell.width;
  }
  y_ += blocks.height;
}

void Flow::table(const Table& table) {
  constexpr double first_rows = 18;
  keep(first_rows);
  if (!table.header.empty()) row(table, {table.header, true}, true);
  for (const TableRow& each : table.rows) row(table, each, false);
}

}  // namespace luytre::paper
