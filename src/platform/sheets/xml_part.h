// Streams one XML part of a package through expat. A document type is refused, so no entity can be declared.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "platform/sheets/package.h"

namespace luytre::sheets {

// Names without their namespace: "r:id" is "id".
class Attributes {
 public:
  explicit Attributes(const char** pairs) : pairs_(pairs) {}
  std::string_view text(std::string_view name) const;  // "" when absent
  // Of the attribute with a namespace: r:id beside id.
  std::string_view qualified_text(std::string_view name) const;
  bool truth(std::string_view name) const { return text(name) == "1" || text(name) == "true"; }

 private:
  const char** pairs_;
};

// What a part's reader does at each step; a problem stops the reading.
class XmlReader {
 public:
  virtual ~XmlReader() = default;
  virtual Done open(std::string_view element, const Attributes& attributes) = 0;
  virtual Done close(std::string_view) { return {}; }
  virtual Done text(std::string_view) { return {}; }
};

// Problems of Package::read, sheets.declares_document_type, sheets.too_large, sheets.damaged and the reader's own.
Done read_xml(Package& package, std::string_view part, XmlReader& reader);

}  // namespace luytre::sheets
