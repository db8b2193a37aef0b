#include "programme/newsroom/image_routes.h"

#include <algorithm>
#include <mutex>

#include "base/vietnamese.h"
#include "platform/http/parameters.h"
#include "programme/newsroom/article_requests.h"
#include "programme/newsroom/image_store.h"
#include "programme/newsroom/take_down_image.h"
#include "programme/newsroom/write_images.h"

namespace luytre::newsroom {
namespace {

constexpr std::size_t form_bytes = 64U << 10U;  // what stands beside the file
constexpr int place_max = 10'000;

void put(http::Members& members, std::string_view name, std::string& into) {
  if (members.value(name) != nullptr) into = nfc(members.text_or_empty(name));
}

// What can be said of it later too; what is not sent stays.
void read_words(http::Members& members, ArticleImage& image) {
  put(members, "alt", image.alt);
  if (members.value("is_decorative") != nullptr) image.is_decorative = members.flag("is_decorative");
  if (image.is_decorative) image.alt.clear();
  put(members, "caption", image.caption);
  put(members, "credit", image.credit);
  put(members, "source", image.source);
  if (const auto place = members.integer("place"))
    image.place = static_cast<int>(std::clamp<std::int64_t>(*place, 1, place_max));
}

void read_rights(http::Members& members, ArticleImage& image) {
  const std::string basis = members.text("basis");
  const auto permission = permission_named(basis);
  if (permission) image.permission = *permission;
  if (!basis.empty() && !permission) members.refuse("basis", {"news.image_no_basis", {{"basis", basis}}, "", {}});
  put(members, "basis_note", image.permission_note);
  const std::string shown = members.text("people");
  const auto people = shown_people_named(shown);
  if (people) image.people = *people;
  if (!shown.empty() && !people) members.refuse("people", {"news.image_people", {{"people", shown}}, "", {}});
  image.has_children = members.flag("children");
  put(members, "consent_reference", image.consent);
}

class ImageDesk {
 public:
  explicit ImageDesk(ImageDoors doors) : doors_(std::move(doors)) {}

  Result<http::Response> post(const http::Request& request) {
    const auto asked = inspection::asked_of(request);
    if (!asked) return pass_on(asked);
    auto upload = http::upload_body(request);
    if (!upload) return pass_on(upload);
    ArticleImage image;
    read_words(upload->fields, image);
    read_rights(upload->fields, image);
    const std::string unit = upload->fields.text_or_empty("unit");
    if (auto read = upload->fields.finish(); !read) return pass_on(read);
    if (auto checked = check_image(image); !checked) return pass_on(checked);
    const auto article = article_of(request, doors_.articles);
    if (!article) return pass_on(article);
    // Before a picture is decoded it is asked whether the sender writes at all; the command asks again.
    if (auto may = doors_.articles.guard(request.actor, ask_for("news.write", unit)); !may) return pass_on(may);
    const auto prepared = prepare(upload->files.front().bytes);
    if (!prepared) return pass_on(prepared);
    const auto added = add_image(doors_.articles.writer, *asked, *article, image, *prepared,
                                 doors_.articles.unix_milliseconds(), unit);
    if (!added) return pass_on(added);
    image.digest = prepared->digest;
    return written_response(*asked, article->id.text(), added->written,
                            {{"image", asked->is_dry_run ? json::value(nullptr) : json::value(added->image)},
                             {"width", prepared->large.width},
                             {"height", prepared->large.height},
                             {"large_address", image.large_address()},
                             {"small_address", image.small_address()}});
  }

  Result<http::Response> change(const http::Request& request, bool is_removal) {
    const auto asked = inspection::asked_of(request);
    if (!asked) return pass_on(asked);
    const auto article = article_of(request, doors_.articles);
    if (!article) return pass_on(article);
    const auto articles = doors_.articles.source(std::nullopt);
    if (!articles) return pass_on(articles);
    const std::string& id = request.captured_text("image");
    const ArticleImage* known = (*articles)->image_with_id(id);
    ArticleImage image = known == nullptr ? ArticleImage() : *known;
    image.id = id;
    std::string unit;
    if (!request.body.empty()) {
      auto members = http::Members::of(request);
      if (!members) return pass_on(members);
      if (!is_removal) read_words(*members, image);
      unit = members->text_or_empty("unit");
      if (auto read = members->finish(); !read) return pass_on(read);
    }
    image.is_removed = is_removal;
    const auto done = change_image(doors_.articles.writer, *asked, *article, image, unit);
    if (!done) return pass_on(done);
    return written_response(*asked, article->id.text(), *done);
  }

  Result<http::Response> take_down(const http::Request& request) {
    const auto asked = inspection::asked_of(request);
    if (!asked) return pass_on(asked);
    if (!request.body.empty()) {
      auto members = http::Members::of(request);
      if (!members) return pass_on(members);
      if (auto read = members->finish(); !read) return pass_on(read);
    }
    const std::string& image = request.captured_text("image");
    const auto done = take_down_image(doors_.articles.writer, *asked, image, asked->reason);
    if (!done) return pass_on(done);
    const std::string id = request.captured_text("id");
    return inspection::written_response(*asked, {{"article", id}, {"image", image}, {"event", done->event}});
  }

  Result<http::Response> show(const http::Request& request) {
    if (auto known = http::check_parameters(request, {}); !known) return pass_on(known);
    const std::string& name = request.captured_text("name");
    const auto unknown = [&] { return refuse("news.unknown_image", {{"image", name.substr(0, 100)}}); };
    const auto address = read_image_address(name);
    if (!address) return unknown();
    const auto articles = doors_.articles.source(std::nullopt);
    if (!articles) return pass_on(articles);
    const ArticleImage* shown = nullptr;
    bool is_public = false;
    for (const ArticleImage* image : (*articles)->images_with_digest(address->digest)) {
      if (image->is_taken_down) return refuse("news.image_taken_down");
      const Article* article = (*articles)->with_id(image->article);
      if (image->is_removed || article == nullptr || is_public) continue;
      is_public = (*articles)->is_visible(*article);
      if (is_public || may_see(doors_.articles, **articles, *article, request.actor)) shown = image;
    }
    if (shown == nullptr) return unknown();
    return bytes_of(*shown, *address, is_public);
  }

 private:
  // One at a time: a decoded picture takes much memory.
  Result<PreparedImage> prepare(const std::string& bytes) {
    const std::scoped_lock lock(mutex_);
    return prepare_image(bytes);
  }

  Result<http::Response> bytes_of(const ArticleImage& image, const ImageAddress& address, bool is_public) {
    std::optional<std::string> bytes;
    const auto read = doors_.with_database([&](storage::Database& database) -> Done {
      auto found = find_image_bytes(database, image.id, address.is_small ? ImageSize::small : ImageSize::large);
      if (!found) return pass_on(found);
      bytes = *std::move(found);
      return {};
    });
    if (!read) return pass_on(read);
    if (!bytes) return refuse("news.image_taken_down");
    auto response = http::document_response("image/jpeg", *std::move(bytes));
    response.set("Cache-Control", is_public ? "public, max-age=31536000, immutable" : "private, no-store");
    if (is_public) response.set("ETag", "\"" + address.digest.substr(0, 32) + (address.is_small ? "-s\"" : "-l\""));
    return response;
  }

  ImageDoors doors_;
  std::mutex mutex_;
};

}  // namespace

void add_image_routes(http::Router& router, const ImageDoors& doors) {
  const auto desk = std::make_shared<ImageDesk>(doors);
  router.post(
      "/api/v1/articles/{id}/images", [desk](const http::Request& request) { return desk->post(request); },
      image_bytes_max + form_bytes);
  router.post("/api/v1/articles/{id}/images/{image}/details",
              [desk](const http::Request& request) { return desk->change(request, false); });
  router.post("/api/v1/articles/{id}/images/{image}/removal",
              [desk](const http::Request& request) { return desk->change(request, true); });
  router.post("/api/v1/articles/{id}/images/{image}/takedown",
              [desk](const http::Request& request) { return desk->take_down(request); });
  router.get("/hinh-anh/{name}", [desk](const http::Request& request) { return desk->show(request); });
}

}  // namespace luytre::newsroom
