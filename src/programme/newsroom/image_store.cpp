#include "programme/newsroom/image_store.h"

namespace luytre::newsroom {
namespace {

using storage::Row;
using storage::Value;

constexpr std::string_view select_images =
    "SELECT event, id, article, place, alt, is_decorative, caption, credit, source, permission, permission_note, "
    "people, "
    "has_children, consent, width, height, small_width, small_height, digest, is_removed, is_taken_down, actor "
    "FROM article_image WHERE event <= ? ORDER BY event, id";

Result<ArticleImage> read_image(const Row& row) {
  const auto permission = permission_named(row.text(9));
  const auto people = shown_people_named(row.text(11));
  if (!permission || !people)
    return refuse("news.damaged_row", {{"table", "article_image"}, {"event", std::to_string(row.integer(0))}});
  ArticleImage image;
  image.event = row.integer(0);
  image.id = row.text(1);
  image.article = row.text(2);
  image.place = static_cast<int>(row.integer(3));
  image.alt = row.text(4);
  image.is_decorative = row.truth(5);
  image.caption = row.text(6);
  image.credit = row.text(7);
  image.source = row.text(8);
  image.permission = *permission;
  image.permission_note = row.text(10);
  image.people = *people;
  image.has_children = row.truth(12);
  image.consent = row.text(13);
  image.width = static_cast<int>(row.integer(14));
  image.height = static_cast<int>(row.integer(15));
  image.small_width = static_cast<int>(row.integer(16));
  image.small_height = static_cast<int>(row.integer(17));
  image.digest = row.text(18);
  image.is_removed = row.truth(19);
  image.is_taken_down = row.truth(20);
  image.actor = row.text(21);
  return image;
}

Value truth(bool value) { return std::int64_t{value ? 1 : 0}; }

std::string word_of(ImageSize size) { return size == ImageSize::large ? "large" : "small"; }

}  // namespace

Result<std::vector<ArticleImage>> load_images(storage::Database& database, audit::EventNumber known_at) {
  std::vector<ArticleImage> images;
  const auto done = database.each_row(select_images, {known_at}, [&](const Row& row) -> Done {
    auto image = read_image(row);
    if (!image) return pass_on(image);
    images.push_back(*std::move(image));
    return {};
  });
  if (!done) return pass_on(done);
  return images;
}

Done append_image(storage::Database& database, audit::EventNumber event, const ArticleImage& image) {
  const auto written = database.execute(
      "INSERT INTO article_image (event, id, article, place, alt, is_decorative, caption, credit, source, permission, "
      "permission_note, people, has_children, consent, width, height, small_width, small_height, digest, is_removed, "
      "is_taken_down, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {event,
       image.id,
       image.article,
       std::int64_t{image.place},
       image.alt,
       truth(image.is_decorative),
       image.caption,
       image.credit,
       image.source,
       std::string(name_of(image.permission)),
       image.permission_note,
       std::string(name_of(image.people)),
       truth(image.has_children),
       image.consent,
       std::int64_t{image.width},
       std::int64_t{image.height},
       std::int64_t{image.small_width},
       std::int64_t{image.small_height},
       image.digest,
       truth(image.is_removed),
       truth(image.is_taken_down),
       image.actor});
  if (!written) return pass_on(written);
  return {};
}

Done append_image_bytes(storage::Database& database, audit::EventNumber event, const std::string& image,
                        const PreparedImage& prepared) {
  for (const ImageSize size : {ImageSize::large, ImageSize::small}) {
    const ImageBytes& one = size == ImageSize::large ? prepared.large : prepared.small;
    const auto written =
        database.execute("INSERT INTO article_image_bytes (image, size, event, bytes) VALUES (?, ?, ?, ?)",
                         {image, word_of(size), event, storage::Blob{one.bytes}});
    if (!written) return pass_on(written);
  }
  return {};
}

Done remove_image_bytes(storage::Database& database, const std::string& image) {
  const auto removed = database.execute("DELETE FROM article_image_bytes WHERE image = ?", {image});
  if (!removed) return pass_on(removed);
  return {};
}

Result<std::optional<std::string>> find_image_bytes(storage::Database& database, const std::string& image,
                                                    ImageSize size) {
  const auto rows =
      database.query("SELECT bytes FROM article_image_bytes WHERE image = ? AND size = ?", {image, word_of(size)});
  if (!rows) return pass_on(rows);
  if (rows->empty()) return std::optional<std::string>();
  return std::optional(rows->front().bytes(0));
}

}  // namespace luytre::newsroom
