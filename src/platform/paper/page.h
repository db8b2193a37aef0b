// The nouns of a printed page of A4. Lengths are millimetres from its upper left corner, letters have sizes in points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace luytre::paper {

inline constexpr double short_side = 210;
inline constexpr double long_side = 297;
inline constexpr std::size_t pages_max = 5'000;  // of one document

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  double right() const { return x + width; }
  double bottom() const { return y + height; }
};

struct Ink {  // parts of 1
  double red = 0;
  double green = 0;
  double blue = 0;
};
inline constexpr Ink black{};
inline constexpr Ink soft_ink{0.33, 0.35, 0.34};
inline constexpr Ink line_ink{0.62, 0.64, 0.63};
inline constexpr Ink pale_ink{0.9, 0.91, 0.9};

enum class Typeface : std::uint8_t { sans, serif, mono };
enum class Align : std::uint8_t { left, centre, right, justified };

struct TextStyle {
  double size = 11;
  Typeface face = Typeface::sans;
  bool is_bold = false;
  bool is_italic = false;
  bool is_capitals = false;  // as official papers write who issues them
  Align align = Align::left;
  Ink ink = black;
  double line_spacing = 1.08;  // from line to line, times what the typeface asks for
};

struct Stroke {
  double width = 0.2;
  Ink ink = black;
  bool is_dashed = false;
};

// What a reader of the file is told about it, and what stands on every page.
struct Facts {
  std::string title;
  std::string language = "vi";
  bool is_landscape = false;
  std::string author = {};
  std::string running_title = {};                                                  // at the foot, to the left
  std::function<std::string(std::size_t page, std::size_t pages)> numbering = {};  // at the foot, to the right
  std::string watermark = {};                                                      // across each page
};

}  // namespace luytre::paper
