// A column of text and tables that goes on from page to page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/paper/canvas.h"

namespace luytre::paper {

struct Margins {
  double left = 20;
  double right = 15;
  double top = 18;
  double bottom = 20;
};

struct Column {
  double width = 20;
  Align align = Align::left;
};

struct TableRow {
  std::vector<std::string> cells;  // one for each column
  bool is_bold = false;
};

struct Table {
  std::vector<Column> columns;
  std::vector<std::string> header;  // on every page that the table reaches
  std::vector<TableRow> rows;       // never broken over two pages: cells are for words and figures
  TextStyle style{.size = 10};
};

class Flow {
 public:
  explicit Flow(Canvas& canvas, const Margins& margins = {});

  Canvas& canvas() { return canvas_; }
  double left() const { return margins_.left; }
  double width() const { return canvas_.page_width() - margins_.left - margins_.right; }
  double y() const { return y_; }
  double room() const { return canvas_.page_height() - margins_.bottom - y_; }

  void space(double height) { y_ += height; }
  void keep(double height);  // the next page, unless so much is left of this one
  void paragraph(std::string_view text, const TextStyle& style, double indent = 0);
  void table(const Table& table);

 private:
  void next_page();
  void row(const Table& table, const TableRow& row, bool is_header);

  Canvas& canvas_;
  Margins margins_;
  double y_;
};

}  // namespace luytre::paper
