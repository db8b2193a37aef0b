#include "programme/evidence/office_package.h"

#include <zip.h>

#include <memory>
#include <set>

#include "programme/evidence/media_type.h"

namespace luytre::evidence {
namespace {

struct Closer {
  void operator()(zip_t* archive) const { zip_discard(archive); }
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Archive = std::unique_ptr<zip_t, Closer>;

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

Archive open_archive(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return nullptr;
  Archive archive(zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error));
  if (archive == nullptr) zip_source_free(source);
  zip_error_fini(&error);
  return archive;
}

// The list of contents, in lower case; empty: not there, damaged, or longer than such a list ever is.
std::string contents_of(zip_t* archive) {
  constexpr std::string_view list = "[Content_Types].xml";
  const std::unique_ptr<zip_file_t, Closer> file(zip_fopen(archive, list.data(), ZIP_FL_NOCASE));
  if (file == nullptr) return {};
  std::string text(package_contents_bytes_max + 1, '\0');
  std::size_t length = 0;
  while (length < text.size()) {
    const zip_int64_t read = zip_fread(file.get(), text.data() + length, text.size() - length);
    if (read < 0) return {};
    if (read == 0) break;
    length += static_cast<std::size_t>(read);
  }
  if (length > package_contents_bytes_max) return {};
  text.resize(length);
  return lower(std::move(text));
}

bool is_macro_part(const std::string& name) {
  return name.ends_with("vbaproject.bin") || name.find("/activex/") != std::string::npos ||
         name.find("/macrosheets/") != std::string::npos;
}

}  // namespace

Result<std::string> media_type_of_package(std::string_view bytes) {
  const Archive archive = open_archive(bytes);
  if (archive == nullptr) return refuse("evidence.type_archive");
  const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
  if (count <= 0 || static_cast<std::size_t>(count) > package_entries_max) return refuse("evidence.type_archive");
  std::set<std::string> names;
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    const char* name = zip_get_name(archive.get(), index, ZIP_FL_ENC_GUESS);
    if (name == nullptr) return refuse("evidence.type_archive");
    names.insert(lower(name));
  }
  const std::string contents = contents_of(archive.get());
  const bool is_word = names.contains("word/document.xml");
  const bool is_sheet = names.contains("xl/workbook.xml");
  if (contents.empty() || is_word == is_sheet) return refuse("evidence.type_archive");
  // The part may bear any name; what it is stands in the list of contents (as UTF-16 it would not be found: refused).
  if (contents.find("content-type") == std::string::npos && contents.find("contenttype") == std::string::npos) {
    return refuse("evidence.type_archive");
  }
  bool has_macros =
      contents.find("vbaproject") != std::string::npos || contents.find("macroenabled") != std::string::npos;
  for (const std::string& name : names) has_macros = has_macros || is_macro_part(name);
  if (has_macros) return refuse("evidence.type_macros");
  return std::string(is_word ? word_media_type : sheet_media_type);
}

}  // namespace luytre::evidence
