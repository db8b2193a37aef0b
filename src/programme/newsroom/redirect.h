// Old addresses: how they are compared, and which number of the old archive they name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace luytre::newsroom {

inline constexpr std::size_t address_bytes_max = 2'000;

// One form for all spellings of an address: scheme, host and "www." left out, percent-escapes read, slashes single,
// no slash and no ".html" at the end, the query's parts in order: "http://x.vn//a/b/?z=1&a=2#c" -> "/a/b?a=2&z=1".
std::string redirect_key(std::string_view address);

// The number of a K2 item: "component/k2/item/1149-ten-bai" and "/tin-tuc/item/1103-ten.html" name 1149 and 1103.
std::optional<std::string> k2_item(std::string_view address);
// Under which all addresses of one item are found.
std::string k2_key(std::string_view item);

}  // namespace luytre::newsroom
