#include "platform/sheets/xml_part.h"

#include <expat.h>

#include <memory>
#include <optional>

#include "base/messages.h"
#include "platform/sheets/workbook.h"

namespace luytre::sheets {
namespace {

constexpr char namespace_end = '\n';

struct ParserFree {
  void operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }
};

std::string_view local_name(std::string_view name) {
  const auto at = name.rfind(namespace_end);
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

struct Parsing {
  XML_Parser parser = nullptr;
  XmlReader* reader = nullptr;
  std::string where;
  std::string part;
  std::size_t depth = 0;
  std::optional<Problem> problem;

  void stop(const Done& done) {
    if (done || problem) return;
    problem = done.error();
    XML_StopParser(parser, XML_FALSE);
  }
};

Parsing& of(void* data) { return *static_cast<Parsing*>(data); }

void XMLCALL on_open(void* data, const XML_Char* name, const XML_Char** attributes) {
  Parsing& parsing = of(data);
  if (parsing.problem) return;
  if (++parsing.depth > xml_depth_max) {
    return parsing.stop(refuse(
        "sheets.too_large",
        {{"what", catalogue_word("sheets.limit.xml_depth")}, {"limit", std::to_string(xml_depth_max)}}, parsing.where));
  }
  parsing.stop(parsing.reader->open(local_name(name), Attributes(attributes)));
}

void XMLCALL on_close(void* data, const XML_Char* name) {
  Parsing& parsing = of(data);
  if (parsing.problem) return;
  --parsing.depth;
  parsing.stop(parsing.reader->close(local_name(name)));
}

void XMLCALL on_text(void* data, const XML_Char* text, int length) {
  Parsing& parsing = of(data);
  if (parsing.problem) return;
  parsing.stop(parsing.reader->text(std::string_view(text, static_cast<std::size_t>(length))));
}

void XMLCALL on_document_type(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
  Parsing& parsing = of(data);
  parsing.stop(refuse("sheets.declares_document_type", {{"part", parsing.part}}, parsing.where));
}

}  // namespace

std::string_view Attributes::text(std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2) {
    if (name == *at) return at[1];
  }
  return {};
}

std::string_view Attributes::qualified_text(std::string_view name) const {
  for (const char** at = pairs_; *at != nullptr; at += 2) {
    const std::string_view full = *at;
    if (full.size() > name.size() && local_name(full) == name) return at[1];
  }
  return {};
}

Done read_xml(Package& package, std::string_view part, XmlReader& reader) {
  const std::unique_ptr<XML_ParserStruct, ParserFree> parser(XML_ParserCreateNS(nullptr, namespace_end));
  Parsing parsing;
  parsing.parser = parser.get();
  parsing.reader = &reader;
  parsing.where = package.file_name();
  parsing.part = part;
  XML_SetUserData(parser.get(), &parsing);
  XML_SetElementHandler(parser.get(), on_open, on_close);
  XML_SetCharacterDataHandler(parser.get(), on_text);
  XML_SetStartDoctypeDeclHandler(parser.get(), on_document_type);
  return package.read(part, [&](std::string_view block, bool is_last) -> Done {
    const auto status = XML_Parse(parser.get(), block.data(), static_cast<int>(block.size()), is_last ? 1 : 0);
    if (parsing.problem) return tl::unexpected(*parsing.problem);
    if (status == XML_STATUS_OK) return {};
    const auto line = std::to_string(XML_GetCurrentLineNumber(parser.get()));
    const std::string reason = XML_ErrorString(XML_GetErrorCode(parser.get()));
    return refuse("sheets.damaged", {{"part", parsing.part}, {"reason", reason + ", line " + line}}, parsing.where);
  });
}

}  // namespace luytre::sheets
