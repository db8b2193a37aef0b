// One range of bytes of a representation (RFC 9110, 14): "bytes=0-499", "bytes=500-", "bytes=-500".
#pragma once

#include <cstdint>
#include <string_view>

#include "platform/http/request.h"

namespace luytre::http {

struct ByteRange {
  enum class Kind : std::uint8_t {
    whole,          // none asked for, several, or not understood: the whole is the answer
    part,           // 206
    unsatisfiable,  // 416
  };
  Kind kind = Kind::whole;
  std::size_t first = 0;
  std::size_t length = 0;
};

// What the request asks of a representation of `size` bytes with this ETag; If-Range with another tag asks for the
// whole.
ByteRange range_of(const Request& request, std::size_t size, std::string_view etag);
ByteRange parse_range(std::string_view header, std::size_t size);

}  // namespace luytre::http
