// Reads printed files back with the tools that a reader has; a tool that is not installed gives nothing.
#pragma once

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string>

namespace luytre::paper {

inline std::optional<std::string> output_of(const std::string& command) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(popen((command + " 2>/dev/null").c_str(), "r"), pclose);
  if (!pipe) return std::nullopt;
  std::string text;
  char block[4096];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof block, pipe.get())) > 0;) text.append(block, size);
  return text;
}

// The address sanitizer holds back what was freed: the program's size says nothing then.
#ifdef __SANITIZE_ADDRESS__
inline constexpr bool memory_can_be_measured = false;
#else
inline constexpr bool memory_can_be_measured = true;
#endif

inline bool is_installed(const std::string& tool) { return !output_of("command -v " + tool).value_or("").empty(); }

// A printed file on the disk for as long as the object lives; longer, and under its name, in the folder that
// LUYTRE_KEEP_PAPER names, to be looked at.
class PaperFile {
 public:
  PaperFile(const std::string& name, const std::string& pdf) {
    const char* kept = std::getenv("LUYTRE_KEEP_PAPER");
    is_kept_ = kept != nullptr;
    const std::filesystem::path folder =
        is_kept_ ? std::filesystem::path(kept) : std::filesystem::temp_directory_path();
    path_ = folder / (name + (is_kept_ ? "" : "-" + std::to_string(::getpid())) + ".pdf");
    std::ofstream(path_, std::ios::binary) << pdf;
  }
  ~PaperFile() {
    if (!is_kept_) std::filesystem::remove(path_);
  }
  PaperFile(const PaperFile&) = delete;
  PaperFile& operator=(const PaperFile&) = delete;

  std::string path() const { return path_.string(); }
  // Nothing: the Debian package poppler-utils is not installed.
  std::optional<std::string> text() const {
    if (!is_installed("pdftotext")) return std::nullopt;
    return output_of("pdftotext -layout '" + path() + "' -");
  }

 private:
  std::filesystem::path path_;
  bool is_kept_ = false;
};

}  // namespace luytre::paper
