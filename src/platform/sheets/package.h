// The zip file that a workbook is, with every bound checked before and while it is inflated. Knows no XML.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/problem.h"

struct zip;

namespace luytre::sheets {

class Package {
 public:
  // Keeps a view of `bytes`. Problems as read_workbook.
  static Result<Package> open(std::string_view bytes, std::string_view file_name);

  bool has(std::string_view part) const;  // "xl/workbook.xml", compared without case

  // Hands on the part in blocks; the sink's problem stops it. Problems sheets.damaged, sheets.too_large.
  Done read(std::string_view part, const std::function<Done(std::string_view block, bool is_last)>& sink);

  const std::string& file_name() const { return file_name_; }

 private:
  struct Closer {
    void operator()(zip* archive) const;
  };
  struct Entry {
    std::uint64_t index = 0;
    std::size_t packed_bytes = 0;
  };
  Package() = default;
  Done list_entries();
  Done check_contents() const;

  std::unique_ptr<zip, Closer> archive_;
  std::map<std::string, Entry, std::less<>> entries_;  // by lower-case name
  std::string file_name_;
  std::size_t inflated_bytes_ = 0;
};

}  // namespace luytre::sheets
