#include "programme/newsroom/prepare_image.h"

#include <gd.h>
#include <libexif/exif-data.h>

#include <algorithm>
#include <cstdarg>
#include <memory>

#include "base/hash.h"
#include "programme/evidence/media_type.h"
#include "programme/evidence/photo.h"

namespace luytre::newsroom {
namespace {

constexpr int quality = 82;

struct DestroyImage {
  void operator()(gdImagePtr image) const { gdImageDestroy(image); }
};
using Image = std::unique_ptr<gdImage, DestroyImage>;

struct UnrefExif {
  void operator()(ExifData* data) const { exif_data_unref(data); }
};

void keep_quiet(int, const char*, va_list) {}

// How the camera was held: 1 to 8, 1 is upright.
int orientation_of(std::string_view bytes) {
  const std::unique_ptr<ExifData, UnrefExif> exif(exif_data_new_from_data(
      reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<unsigned>(bytes.size())));
  if (exif == nullptr) return 1;
  ExifEntry* turned = exif_content_get_entry(exif->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (turned == nullptr || turned->format != EXIF_FORMAT_SHORT || turned->data == nullptr || turned->size < 2) return 1;
  return exif_get_short(turned->data, exif_data_get_byte_order(exif.get()));
}

Image decoded(std::string_view bytes, std::string_view media_type) {
  const int size = static_cast<int>(bytes.size());
  void* data = const_cast<char*>(bytes.data());  // NOLINT: the library only reads it
  if (media_type == "image/jpeg") return Image(gdImageCreateFromJpegPtrEx(size, data, 1));
  if (media_type == "image/png") return Image(gdImageCreateFromPngPtr(size, data));
  return Image(gdImageCreateFromWebpPtr(size, data));
}

// On white, so that what was transparent is paper.
Image scaled(const gdImage& from, int width_max) {
  const int width = std::min(from.sx, width_max);
  const auto height = static_cast<int>(std::max<std::int64_t>(1, std::int64_t{from.sy} * width / from.sx));
  Image to(gdImageCreateTrueColor(width, height));
  if (to == nullptr) return to;
  gdImageFilledRectangle(to.get(), 0, 0, width - 1, height - 1, gdTrueColor(255, 255, 255));
  gdImageAlphaBlending(to.get(), 1);
  gdImageCopyResampled(to.get(), const_cast<gdImage*>(&from), 0, 0, 0, 0, width, height, from.sx, from.sy);  // NOLINT
  return to;
}

// Of a picture that is small already: turning the large original would cost its size again.
Image turned(Image image, int orientation) {
  if (image == nullptr) return image;
  if (orientation == 2 || orientation == 5 || orientation == 7) gdImageFlipHorizontal(image.get());
  if (orientation == 4) gdImageFlipVertical(image.get());
  const float degrees = orientation == 3                       ? 180.0F
                        : orientation == 6 || orientation == 7 ? 270.0F
                        : orientation == 8 || orientation == 5 ? 90.0F
                                                               : 0.0F;
  if (degrees == 0.0F) return image;
  return Image(gdImageRotateInterpolated(image.get(), degrees, 0));
}

Result<ImageBytes> written(const gdImage& image) {
  int size = 0;
  auto* picture = const_cast<gdImage*>(&image);  // NOLINT: the library only reads it
  gdImageInterlace(picture, 1);
  void* data = gdImageJpegPtr(picture, &size, quality);
  if (data == nullptr || size <= 0) return refuse("news.image_broken");
  ImageBytes made{std::string(static_cast<const char*>(data), static_cast<std::size_t>(size)), image.sx, image.sy};
  gdFree(data);
  return made;
}

Done check_size(std::string_view bytes, std::string_view media_type) {
  const auto facts = evidence::read_photo(bytes, media_type);
  const std::int64_t width = facts.width, height = facts.height;
  if (width <= 0 || height <= 0) return refuse("news.image_broken");
  if (std::max(width, height) > image_side_max || width * height > image_pixels_max) {
    return refuse("news.image_too_many_pixels", {{"width", std::to_string(width)},
                                                 {"height", std::to_string(height)},
                                                 {"max", std::to_string(image_pixels_max / 1'000'000)}});
  }
  return {};
}

}  // namespace

Result<PreparedImage> prepare_image(std::string_view bytes) {
  if (bytes.size() > image_bytes_max)
    return refuse("news.image_too_large", {{"max", std::to_string(image_bytes_max >> 20U)}});
  const auto media_type = evidence::detect_media_type(bytes);
  const bool is_picture =
      media_type && (*media_type == "image/jpeg" || *media_type == "image/png" || *media_type == "image/webp");
  if (!is_picture) return refuse("news.image_not_a_picture");
  if (auto checked = check_size(bytes, *media_type); !checked) return pass_on(checked);
  gdSetErrorMethod(keep_quiet);
  const Image original = decoded(bytes, *media_type);
  if (original == nullptr) return refuse("news.image_broken");
  const int orientation = *media_type == "image/jpeg" ? orientation_of(bytes) : 1;
  // A picture on its side is as wide as it was high.
  const bool is_sideways = orientation >= 5;
  const auto width_for = [&](int width_max) {
    if (!is_sideways || original->sy <= width_max) return is_sideways ? original->sx : width_max;
    return std::max(1, static_cast<int>(std::int64_t{original->sx} * width_max / original->sy));
  };
  const Image large = turned(scaled(*original, width_for(large_width_max)), orientation);
  const Image small = turned(scaled(*original, width_for(small_width_max)), orientation);
  if (large == nullptr || small == nullptr) return refuse("news.image_broken");
  auto large_bytes = written(*large);
  if (!large_bytes) return pass_on(large_bytes);
  auto small_bytes = written(*small);
  if (!small_bytes) return pass_on(small_bytes);
  const std::string digest = hex(sha256(large_bytes->bytes));
  return PreparedImage{*std::move(large_bytes), *std::move(small_bytes), digest};
}

}  // namespace luytre::newsroom
