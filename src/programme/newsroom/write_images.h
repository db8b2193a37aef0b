// Pictures of an article at work: added, described, taken out. A change of pictures puts the article back before the
// check of privacy.
#pragma once

#include <string>

#include "programme/newsroom/change_articles.h"
#include "programme/newsroom/prepare_image.h"

namespace luytre::newsroom {

inline constexpr std::size_t images_max = 40;  // of one article

// What is said of a picture: words in its place (or that it is decorative), credit, source, by what right, who is
// seen. Problems news.image_no_alt, news.image_no_credit, news.image_no_source, news.image_no_consent,
// news.image_children.
Done check_image(const ArticleImage& image);

// `image` without id and sizes; they are given here. Acts as for revise_draft: news.write for the own `unit`, and past
// the draft news.edit. Problems of revise_draft and check_image, news.too_many_images.
struct AddedImage {
  Written written;
  std::string image;  // id
};
Result<AddedImage> add_image(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                             ArticleImage image, const PreparedImage& prepared, long long unix_milliseconds,
                             const std::string& unit = {});

// `changed`: the picture with other words, or taken out (is_removed). The same acts. Problem news.unknown_image.
Result<Written> change_image(commands::Writer& writer, const commands::Asked& asked, const Article& seen,
                             const ArticleImage& changed, const std::string& unit = {});

}  // namespace luytre::newsroom
