// How a body travels: what is worth compressing, who takes it compressed, and the tag that both forms share.
#pragma once

#include <string>
#include <string_view>

#include "platform/http/request.h"

namespace luytre::http {

bool is_text(std::string_view media_type);
bool accepts_gzip(const Request& request);

// A weak tag: gzip may change the bytes, never the meaning.
std::string weak_etag(std::string_view body);

}  // namespace luytre::http
