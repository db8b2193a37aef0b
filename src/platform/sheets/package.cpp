#include "platform/sheets/package.h"

#include <zip.h>

#include <algorithm>
#include <array>

#include "base/messages.h"
#include "platform/sheets/workbook.h"

namespace luytre::sheets {
namespace {

constexpr std::size_t block_bytes = 65'536;
constexpr std::string_view zip_mark = "PK\x03\x04";
constexpr std::string_view compound_file_mark = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
// "EncryptedPackage" as a compound file writes its names.
constexpr std::string_view encrypted_mark("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);

struct EntryCloser {
  void operator()(zip_file_t* file) const { zip_fclose(file); }
};

std::string lower_ascii(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lowered;
}

Done refuse_too_large(const std::string& where, std::string_view what, std::size_t limit) {
  return refuse("sheets.too_large",
                {{"what", catalogue_word("sheets.limit." + std::string(what))}, {"limit", std::to_string(limit)}},
                where);
}

Done check_beginning(std::string_view bytes, const std::string& file_name) {
  if (bytes.size() > file_bytes_max) return refuse_too_large(file_name, "file_bytes", file_bytes_max);
  if (bytes.starts_with(compound_file_mark)) {
    const bool is_encrypted = bytes.find(encrypted_mark) != std::string_view::npos;
    return refuse(is_encrypted ? "sheets.encrypted" : "sheets.old_format", {}, file_name);
  }
  if (!bytes.starts_with(zip_mark)) return refuse("sheets.not_a_workbook", {}, file_name);
  return {};
}

}  // namespace

bool looks_like_workbook(std::string_view bytes) {
  return bytes.starts_with(zip_mark) || bytes.starts_with(compound_file_mark);
}

void Package::Closer::operator()(zip* archive) const { zip_discard(archive); }

Result<Package> Package::open(std::string_view bytes, std::string_view file_name) {
  Package package;
  package.file_name_ = file_name;
  if (auto fit = check_beginning(bytes, package.file_name_); !fit) return pass_on(fit);
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    const std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    if (source != nullptr) zip_source_free(source);
    return refuse("sheets.damaged", {{"part", "zip"}, {"reason", reason}}, package.file_name_);
  }
  zip_error_fini(&error);
  package.archive_.reset(archive);
  if (auto listed = package.list_entries(); !listed) return pass_on(listed);
  if (auto fit = package.check_contents(); !fit) return pass_on(fit);
  return package;
}

Done Package::list_entries() {
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  if (count < 0 || static_cast<std::size_t>(count) > entries_max) {
    return refuse_too_large(file_name_, "entries", entries_max);
  }
  for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
    zip_stat_t stat;
    zip_stat_init(&stat);
    constexpr zip_uint64_t needed =
        ZIP_STAT_NAME | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_ENCRYPTION_METHOD;
    if (zip_stat_index(archive_.get(), index, 0, &stat) != 0 || (stat.valid & needed) != needed) {
      return refuse("sheets.damaged", {{"part", "zip"}, {"reason", "entry " + std::to_string(index)}}, file_name_);
    }
    if (stat.encryption_method != ZIP_EM_NONE) return refuse("sheets.encrypted", {}, file_name_);
    if (stat.comp_method != ZIP_CM_STORE && stat.comp_method != ZIP_CM_DEFLATE) {
      return refuse("sheets.damaged", {{"part", "zip"}, {"reason", "compression"}}, file_name_);
    }
    const Entry entry{index, static_cast<std::size_t>(stat.comp_size)};
    // Two entries of one name: another program might read the other one.
    if (!entries_.emplace(lower_ascii(stat.name), entry).second) {
      return refuse("sheets.damaged", {{"part", "zip"}, {"reason", "two entries of one name"}}, file_name_);
    }
  }
  return {};
}

Done Package::check_contents() const {
  if (!has("[Content_Types].xml")) return refuse("sheets.not_a_workbook", {}, file_name_);
  for (const auto& [name, entry] : entries_) {
    const auto holds = [name = std::string_view(name)](std::string_view part) {
      return name.find(part) != std::string_view::npos;
    };
    if (holds("vbaproject") || holds("macrosheets/") || holds("activex/")) {
      return refuse("sheets.has_macros", {}, file_name_);
    }
    if (holds("externallinks/") || name == "xl/connections.xml") {
      return refuse("sheets.has_external_links", {}, file_name_);
    }
  }
  return {};
}

bool Package::has(std::string_view part) const { return entries_.contains(lower_ascii(part)); }

Done Package::read(std::string_view part, const std::function<Done(std::string_view, bool)>& sink) {
  const std::string where = file_name_;
  const auto found = entries_.find(lower_ascii(part));
  const auto damaged = [&](std::string reason) {
    return refuse("sheets.damaged", {{"part", std::string(part)}, {"reason", std::move(reason)}}, where);
  };
  if (found == entries_.end()) return damaged("missing");
  std::unique_ptr<zip_file_t, EntryCloser> file(zip_fopen_index(archive_.get(), found->second.index, 0));
  if (!file) return damaged(zip_error_strerror(zip_get_error(archive_.get())));
  std::array<char, block_bytes> block{};
  std::size_t of_entry = 0;
  while (true) {
    const zip_int64_t count = zip_fread(file.get(), block.data(), block.size());
    if (count < 0) return damaged(zip_error_strerror(zip_file_get_error(file.get())));
    const auto bytes = static_cast<std::size_t>(count);
    of_entry += bytes;
    inflated_bytes_ += bytes;
    if (inflated_bytes_ > inflated_bytes_max) return refuse_too_large(where, "inflated_bytes", inflated_bytes_max);
    if (of_entry > inflation_free_bytes && of_entry / inflation_ratio_max > found->second.packed_bytes) {
      return refuse_too_large(where, "inflation_ratio", inflation_ratio_max);
    }
    if (auto taken = sink(std::string_view(block.data(), bytes), bytes == 0); !taken) return taken;
    if (bytes == 0) return {};
  }
}

}  // namespace luytre::sheets
