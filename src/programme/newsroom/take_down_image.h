// A picture that must not be shown any more: its bytes are removed for ever, the text stays.
#pragma once

#include <string>

#include "programme/newsroom/change_articles.h"

namespace luytre::newsroom {

// By its id, its digest or its address ("/hinh-anh/…-l.jpg"). Every picture of the same bytes goes. The reason is kept.
// Act news.take_down. Problems news.unknown_image, news.image_taken_down (it is gone already), news.no_reason.
Result<Written> take_down_image(commands::Writer& writer, const commands::Asked& asked, const std::string& image,
                                const std::string& reason);

// The digest that an address of a picture names, and whether it is the small one; nothing when it is none.
struct ImageAddress {
  std::string digest;
  bool is_small = false;
};
std::optional<ImageAddress> read_image_address(std::string_view address);

}  // namespace luytre::newsroom
