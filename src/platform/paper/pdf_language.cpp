#include "platform/paper/pdf_language.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace luytre::paper {
namespace {

std::optional<std::size_t> number_at(std::string_view text, std::size_t at) {
  std::size_t number = 0;
  if (at >= text.size()) return std::nullopt;
  const auto read = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return read.ec == std::errc() ? std::optional(number) : std::nullopt;
}

std::optional<std::size_t> number_after(std::string_view text, std::string_view name, std::size_t from) {
  const std::size_t found = text.find(name, from);
  return found == std::string_view::npos ? std::nullopt : number_at(text, found + name.size());
}

struct Trailer {
  std::size_t table = 0;
  std::size_t size = 0;
  std::size_t root = 0;
  std::size_t info = 0;
};

std::optional<Trailer> trailer_of(std::string_view pdf) {
  const std::size_t tail = pdf.rfind("startxref\n");
  const std::size_t begin = pdf.rfind("trailer", tail);
  if (tail == std::string_view::npos || begin == std::string_view::npos) return std::nullopt;
  const auto table = number_after(pdf, "startxref\n", tail);
  const auto size = number_after(pdf, "/Size ", begin);
  const auto root = number_after(pdf, "/Root ", begin);
  const auto info = number_after(pdf, "/Info ", begin);
  if (!table || !size || !root || !info) return std::nullopt;
  return Trailer{*table, *size, *root, *info};
}

// What stands inside the << >> of the catalogue.
std::optional<std::string> catalogue_of(std::string_view pdf, const Trailer& trailer) {
  constexpr std::size_t entry_bytes = 20;
  const std::string first = fmt::format("xref\n0 {}\n", trailer.size);
  if (trailer.table > pdf.size() || pdf.substr(trailer.table, first.size()) != first) return std::nullopt;
  const auto offset = number_at(pdf, trailer.table + first.size() + entry_bytes * trailer.root);
  if (!offset || *offset >= pdf.size()) return std::nullopt;
  const std::size_t open = pdf.find("<<", *offset);
  const std::size_t end = pdf.find("endobj", *offset);
  const std::size_t close = pdf.rfind(">>", end);
  if (open == std::string_view::npos || end == std::string_view::npos || close < open) return std::nullopt;
  const std::string_view inside = pdf.substr(open + 2, close - open - 2);
  if (inside.find("/Catalog") == std::string_view::npos) return std::nullopt;
  return std::string(inside);
}

}  // namespace

std::string with_language(std::string pdf, std::string_view language) {
  const auto trailer = trailer_of(pdf);
  const auto catalogue = trailer ? catalogue_of(pdf, *trailer) : std::nullopt;
  if (!catalogue) return pdf;
  if (pdf.back() != '\n') pdf += '\n';
  const std::size_t offset = pdf.size();
  pdf += fmt::format("{} 0 obj\n<<{}   /Lang ({})\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
                     trailer->root, *catalogue, language);
  const std::size_t table = pdf.size();
  pdf += fmt::format("xref\n{} 1\n{:010} 00000 n \n", trailer->root, offset);
  pdf += fmt::format("trailer\n<< /Size {} /Root {} 0 R /Info {} 0 R /Prev {} >>\nstartxref\n{}\n%%EOF\n",
                     trailer->size, trailer->root, trailer->info, trailer->table, table);
  return pdf;
}

}  // namespace luytre::paper
