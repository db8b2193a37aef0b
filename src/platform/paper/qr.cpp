#include "platform/paper/qr.h"

#include <qrencode.h>

#include <memory>
#include <string>

namespace luytre::paper {

std::optional<QrModules> qr_modules(std::string_view text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeString8bit(std::string(text).c_str(), 0, QR_ECLEVEL_M), QRcode_free);
  if (!code) return std::nullopt;
  QrModules modules;
  modules.side = static_cast<std::size_t>(code->width);
  modules.is_dark.reserve(modules.side * modules.side);
  for (std::size_t i = 0; i < modules.side * modules.side; ++i) modules.is_dark.push_back((code->data[i] & 1U) != 0);
  return modules;
}

Done draw_qr(Canvas& canvas, std::string_view text, double x, double y, double side) {
  constexpr std::size_t quiet_modules = 4;
  const auto modules = qr_modules(text);
  if (!modules) return refuse("paper.no_qr", {{"bytes", std::to_string(text.size())}});
  const double unit = side / static_cast<double>(modules->side + 2 * quiet_modules);
  const auto place = [&](std::size_t index) { return static_cast<double>(index + quiet_modules) * unit; };
  std::vector<Box> runs;
  for (std::size_t row = 0; row < modules->side; ++row) {
    const auto dark = [&](std::size_t column) { return modules->is_dark[row * modules->side + column]; };
    for (std::size_t column = 0; column < modules->side; ++column) {
      if (!dark(column)) continue;
      const std::size_t first = column;
      while (column + 1 < modules->side && dark(column + 1)) ++column;
      runs.push_back({x + place(first), y + place(row), place(column + 1) - place(first), unit});
    }
  }
  canvas.fill({x, y, side, side}, {1, 1, 1});
  canvas.fill(runs, black);
  return {};
}

}  // namespace luytre::paper
