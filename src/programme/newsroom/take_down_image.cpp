#include "programme/newsroom/take_down_image.h"

#include <algorithm>

#include "programme/newsroom/image_store.h"

namespace luytre::newsroom {
namespace {

std::vector<const ArticleImage*> meant(const ArticleRegister& known, const std::string& image) {
  if (const ArticleImage* one = known.image_with_id(image)) return known.images_with_digest(one->digest);
  if (const auto address = read_image_address(image)) return known.images_with_digest(address->digest);
  return known.images_with_digest(image);
}

}  // namespace

std::optional<ImageAddress> read_image_address(std::string_view address) {
  constexpr std::size_t digest_length = 64;
  const auto slash = address.rfind('/');
  if (slash != std::string_view::npos) address.remove_prefix(slash + 1);
  const bool is_small = address.ends_with("-s.jpg");
  if (!is_small && !address.ends_with("-l.jpg")) return std::nullopt;
  address.remove_suffix(6);
  const bool is_digest =
      address.size() == digest_length && address.find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if (!is_digest) return std::nullopt;
  return ImageAddress{std::string(address), is_small};
}

Result<Written> take_down_image(commands::Writer& writer, const commands::Asked& asked, const std::string& image,
                                const std::string& reason) {
  commands::Asked with_reason = asked;
  with_reason.reason = reason;
  return change_article(writer, with_reason, "news.take_down", {ask_for("news.take_down")}, ArticleId(),
                        [&](const ArticleRegister& known) -> Result<Change> {
                          auto images = meant(known, image);
                          if (images.empty()) return refuse("news.unknown_image", {{"image", image}});
                          std::erase_if(images, [](const ArticleImage* one) { return one->is_taken_down; });
                          if (images.empty()) return refuse("news.image_taken_down");
                          if (reason.empty())
                            return refuse("news.no_reason", {{"article", images.front()->article}}, "/reason");
                          std::vector<ArticleImage> gone;
                          json::array ids;
                          for (const ArticleImage* one : images) {
                            gone.push_back(*one);
                            gone.back().is_taken_down = true;
                            gone.back().actor = asked.actor.name;
                            ids.emplace_back(one->id);
                          }
                          Change change;
                          change.kind = "news.image_taken_down";
                          change.about = {{"images", std::move(ids)}, {"digest", images.front()->digest}};
                          for (const ArticleImage* one : images) change.subjects.push_back({"article", one->article});
                          change.also = [gone](storage::Database& database, audit::EventNumber event) -> Done {
                            for (const ArticleImage& one : gone) {
                              if (auto done = append_image(database, event, one); !done) return done;
                              if (auto done = remove_image_bytes(database, one.id); !done) return done;
                            }
                            return {};
                          };
                          return change;
                        });
}

}  // namespace luytre::newsroom
