// All SQL of pictures: what is known of them, and their bytes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/storage/database.h"
#include "programme/newsroom/article_image.h"
#include "programme/newsroom/prepare_image.h"

namespace luytre::newsroom {

Result<std::vector<ArticleImage>> load_images(storage::Database& database, audit::EventNumber known_at);

// Inside a command. A change is a new row; bytes are written once, and removed only of what was taken down.
Done append_image(storage::Database& database, audit::EventNumber event, const ArticleImage& image);
Done append_image_bytes(storage::Database& database, audit::EventNumber event, const std::string& image,
                        const PreparedImage& prepared);
Done remove_image_bytes(storage::Database& database, const std::string& image);

enum class ImageSize { large, small };
// Nothing when they were removed.
Result<std::optional<std::string>> find_image_bytes(storage::Database& database, const std::string& image,
                                                    ImageSize size);

}  // namespace luytre::newsroom
