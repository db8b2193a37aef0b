// A text as a QR code of squares that stay sharp at any size.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "platform/paper/canvas.h"

namespace luytre::paper {

struct QrModules {
  std::size_t side = 0;       // modules, without the quiet zone
  std::vector<bool> is_dark;  // row by row
};
std::optional<QrModules> qr_modules(std::string_view text);  // nothing: empty, or too long for a code

// In a square of `side` millimetres, the quiet zone of four modules inside it. Problem paper.no_qr.
Done draw_qr(Canvas& canvas, std::string_view text, double x, double y, double side);

}  // namespace luytre::paper
